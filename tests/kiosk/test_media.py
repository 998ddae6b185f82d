"""The scripts behind slipcase-media@.service and slipcase-export.service, on real file systems in loop devices, in a mount namespace of
their own."""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir, "toolchains", "kiosk")
NAMESPACE = "SLIPCASE_TEST_NAMESPACE"


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def need(*tools):
    for tool in tools:
        if not shutil.which(tool):
            raise unittest.SkipTest(f"{tool} is not installed")


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.files, self.image = os.path.join(self.root, "files"), os.path.join(self.root, "image")
        self.media, self.state = os.path.join(self.root, "run", "media"), os.path.join(self.root, "state")
        for path in (self.files, self.media, self.state, os.path.join(self.root, "run", "request")):
            os.makedirs(path)
        self.settings = os.path.join(self.root, "slipcase.conf")
        self.environment = dict(os.environ, SLIPCASE_MEDIA=self.media, SLIPCASE_RUN=os.path.join(self.root, "run"),
                                SLIPCASE_CONF=self.settings, SLIPCASE_STATE=self.state)
        self.write("files/river.txt", "water")

    def write(self, name, text):
        with open(os.path.join(self.root, name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(os.path.join(self.root, name), encoding="utf-8") as file:
            return file.read()

    def hash(self):
        with open(self.image, "rb") as file:
            return hashlib.sha256(file.read()).digest()

    def attach(self):
        """The image as a block device; its name."""
        done = run("losetup", "--show", "-f", self.image)
        if done.returncode:
            self.skipTest("there is no loop device here: " + done.stderr)
        device = done.stdout.strip()
        self.addCleanup(run, "losetup", "-d", device)
        self.addCleanup(self.script, "unmount", os.path.basename(device))
        self.name = os.path.basename(device)
        self.place = os.path.join(self.media, self.name)

    def script(self, *arguments, name="slipcase-media.sh"):
        return run(os.path.join(SCRIPTS, name), *arguments, env=self.environment)

    def make_ext(self, kind):
        need("mke2fs")
        self.assertEqual(run("mke2fs", "-q", "-t", kind, "-d", self.files, self.image, "8M").returncode, 0)

    def plug(self):
        """Mounts what is in the image, which can be read and not be written."""
        self.attach()
        done = self.script("mount", self.name)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(os.path.ismount(self.place), done.stderr)
        self.assertEqual(self.read(os.path.join(self.place, "river.txt")), "water")
        self.assertRaises(OSError, open, os.path.join(self.place, "new"), "w")
        with open("/proc/self/mountinfo", encoding="utf-8") as mounts:
            options = next(line.split()[5] for line in mounts if line.split()[4] == self.place)
        for option in ("ro", "nosuid", "nodev", "noexec"):
            self.assertIn(option, options.split(","))

    def pull(self):
        done = self.script("unmount", self.name)
        self.assertEqual((done.returncode, os.listdir(self.media)), (0, []), done.stderr)

    def test_ext(self):
        for kind in ("ext2", "ext3", "ext4"):
            with self.subTest(kind):
                self.make_ext(kind)
                before = self.hash()
                self.plug()
                # A file that is open does not keep the stick.
                with open(os.path.join(self.place, "river.txt"), encoding="utf-8"):
                    self.pull()
                os.sync()
                self.assertEqual(self.hash(), before, "nothing was written")
                run("losetup", "-d", "/dev/" + self.name)

    def test_ntfs(self):
        need("mkntfs", "ntfscp", "ntfs-3g")
        with open(self.image, "wb") as file:
            file.truncate(8 << 20)
        self.assertEqual(run("mkntfs", "-q", "-F", "-f", self.image).returncode, 0)
        self.assertEqual(run("ntfscp", self.image, os.path.join(self.files, "river.txt"), "river.txt").returncode, 0)
        self.plug()
        self.pull()

    def test_fat(self):
        need("mkfs.vfat", "mcopy")
        self.assertEqual(run("mkfs.vfat", "-C", "-F", "32", self.image, "40000").returncode, 0)
        run("mcopy", "-i", self.image, os.path.join(self.files, "river.txt"), "::/river.txt")
        with open("/proc/filesystems", encoding="utf-8") as file:
            if "vfat" not in file.read():
                self.skipTest("this kernel has no vfat")
        self.plug()
        self.pull()

    def test_refused(self):
        """By name, and what is no file system at all without one."""
        need("mkswap")
        for make, told in ((lambda: run("mkswap", self.image), "swap\n"), (lambda: None, "\n")):
            with open(self.image, "wb") as file:
                file.truncate(8 << 20)
            make()
            self.attach()
            self.assertEqual(self.script("mount", self.name).returncode, 0)
            self.assertEqual(os.listdir(self.media), [self.name + ".refused"])
            self.assertEqual(self.read(self.place + ".refused"), told)
            self.pull()
            run("losetup", "-d", "/dev/" + self.name)

    def test_damaged(self):
        """The superblock is found, but what it leads to is not there."""
        self.make_ext("ext4")
        with open(self.image, "r+b") as file:
            file.seek(2048)
            file.write(b"\xff" * 4096)
        self.attach()
        self.assertEqual(self.script("mount", self.name).returncode, 0)
        self.assertEqual((os.listdir(self.media), self.read(self.place + ".refused")), ([self.name + ".refused"], ""))

    def test_names(self):
        for name in ("", "..", "../etc", "a b", "a/b", "$(id)", ".x"):
            self.assertEqual(self.script("mount", name).returncode, 2, name)
        self.assertEqual(os.listdir(self.media), [])

    def export(self, request):
        self.write("run/request/export", request)
        done = self.script(name="slipcase-export.sh")
        self.assertFalse(os.path.lexists(os.path.join(self.root, "run/request/export")))
        return done

    def test_export(self):
        self.write("files/slipcase-admin.key", "a secret\n")
        self.write("state/usage.csv", "date,articles\n2026-11-24,57\n")
        key = hashlib.blake2b(b"a secret\n", digest_size=32).hexdigest()
        self.write("slipcase.conf", f"[library]\nkey = {'0' * 64}\n[usage]\ncount = yes\nkey = {key.upper()}\n")
        self.make_ext("ext4")
        self.plug()
        for _ in range(2):
            done = self.export(self.name + "\n")
            self.assertEqual(done.returncode, 0, done.stderr)
        names = [name for name in os.listdir(self.place) if name.endswith(".csv")]
        self.assertEqual(len(names), 1)
        self.assertRegex(names[0], r"^slipcase-usage-\d{4}-\d\d-\d\d\.csv$")
        self.assertEqual(self.read(os.path.join(self.place, names[0])), self.read("state/usage.csv"))
        self.assertRaises(OSError, open, os.path.join(self.place, "new"), "w")

    def test_no_export(self):
        """Another key, none in the settings, none on the stick, a link for the counts, a request of nonsense."""
        self.write("files/slipcase-admin.key", "a secret\n")
        self.write("state/usage.csv", "date,articles\n")
        right = "[usage]\nkey = " + hashlib.blake2b(b"a secret\n", digest_size=32).hexdigest() + "\n"
        self.make_ext("ext4")
        self.plug()
        for settings in ("", "[usage]\nkey = " + "0" * 64 + "\n", right.replace("usage", "trust"), right[:-3]):
            self.write("slipcase.conf", settings)
            self.assertEqual(self.export(self.name).returncode, 1, settings)
        self.write("slipcase.conf", right)
        for request in ("", "..", "../media/" + self.name, "nothing", "-x", self.name + "/"):
            self.assertEqual(self.export(request).returncode, 1, request)
        os.rename(os.path.join(self.state, "usage.csv"), os.path.join(self.state, "other"))
        os.symlink("other", os.path.join(self.state, "usage.csv"))
        self.assertEqual(self.export(self.name).returncode, 1)
        self.assertEqual([name for name in os.listdir(self.place) if ".csv" in name], [])
        self.assertRaises(OSError, open, os.path.join(self.place, "new"), "w")


if __name__ == "__main__":
    if NAMESPACE not in os.environ:
        if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
            print("skipped: there is no right here to make a mount namespace")
            sys.exit(0)
        os.execvpe("unshare", ["unshare", "-m", "--propagation", "private", sys.executable, *sys.argv],
                   dict(os.environ, **{NAMESPACE: "1"}))
    unittest.main()
