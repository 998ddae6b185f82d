"""The files that make a machine a kiosk, installed into an empty root: systemd reads them without a complaint, and finds the reader well shut in."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

BUILD = os.environ["BUILD"]
# Of 10; of the units that ship with Debian hardly one is below 2.
EXPOSURE = {"slipcase.service": 1.5, "slipcase-uevents.service": 2.0, "slipcase-media@.service": 4.0, "slipcase-export.service": 4.0}


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
class Units(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = cls.folder.name
        for component in ([], ["--component", "kiosk"]):
            done = run("cmake", "--install", BUILD, *component, "--prefix", "/usr", env=dict(os.environ, DESTDIR=cls.root))
            assert done.returncode == 0, done.stderr
        # Debian's are there for what ours refer to.
        os.symlink("usr/lib", os.path.join(cls.root, "lib"))
        for unit in ("basic.target", "sysinit.target", "shutdown.target"):
            shutil.copy("/lib/systemd/system/" + unit, cls.path("usr/lib/systemd/system"))
        cls.units = sorted(unit for unit in os.listdir(cls.path("usr/lib/systemd/system")) if "slipcase" in unit)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def path(cls, name):
        return os.path.join(cls.root, name)

    def test_places(self):
        for name in ("usr/bin/slipcase", "usr/lib/slipcase/slipcase-uevents", "usr/lib/udev/rules.d/71-slipcase-screen.rules",
                     "usr/lib/sysusers.d/slipcase.conf", "usr/lib/tmpfiles.d/slipcase.conf",
                     "usr/lib/systemd/system.conf.d/slipcase.conf", "usr/lib/systemd/system/slipcase.service"):
            self.assertTrue(os.path.exists(self.path(name)), name)

    def test_verify(self):
        for unit in self.units:
            done = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", "--root=" + self.root, unit)
            self.assertEqual((done.returncode, done.stderr), (0, ""), unit)

    def test_exposure(self):
        for unit, limit in EXPOSURE.items():
            done = run("systemd-analyze", "security", "--offline=true", "--no-pager", self.path("usr/lib/systemd/system/" + unit))
            exposure = float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout).group(1))
            print(unit, exposure)
            self.assertLessEqual(exposure, limit, done.stdout)

    def test_news_of_devices(self):
        """The reader and who repeats udev's news to it stand in one network namespace only if each names the other: the later one joins."""
        pair = ("slipcase.service", "slipcase-uevents.service")
        for unit, other in (pair, pair[::-1]):
            with open(self.path("usr/lib/systemd/system/" + unit), encoding="utf-8") as file:
                lines = file.read().splitlines()
            for line in ("JoinsNamespaceOf=" + other, "PrivateNetwork=yes", "PrivateTmp=yes"):
                self.assertIn(line, lines, unit)

    def test_user_and_folders(self):
        if os.geteuid():
            self.skipTest("making users and folders takes root")
        os.makedirs(self.path("etc"), exist_ok=True)
        done = run("systemd-sysusers", "--root=" + self.root)
        self.assertEqual((done.returncode, [line for line in done.stderr.splitlines() if "Creating" not in line]), (0, []))
        with open(self.path("etc/passwd")) as passwd:
            self.assertRegex(passwd.read(), r"(?m)^slipcase:.*:/usr/sbin/nologin$")
        done = run("systemd-tmpfiles", "--root=" + self.root, "--create")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        library = os.stat(self.path("var/lib/slipcase/library"))
        self.assertEqual(library.st_mode & 0o7777, 0o2775)
        self.assertNotEqual(library.st_uid, 0)
        # Nothing writes where sticks are mounted, not even the reader.
        self.assertEqual(os.stat(self.path("run/slipcase/media")).st_uid, 0)


if __name__ == "__main__":
    unittest.main()
