"""A kiosk on a disk that cannot be written: home, state, library and temporary files are read-only, and it reads all the same."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the source folder stays as it is
from window import SLIPCASE, Driver, wait_until

HANDBOOK = os.environ["HANDBOOK"]
# Root writes whatever the modes say, so the folder is mounted over itself.
MOUNT = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && ! touch "$0/x" 2>/dev/null && exec "$@"'


def mounts():
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(["unshare", "-m", "sh", "-c", MOUNT, folder, "true"], capture_output=True).returncode == 0


class ReadOnly(Driver):
    def test_it_reads(self):
        root = os.geteuid() == 0
        if root and not mounts():
            self.skipTest("root, and no mount namespaces here: nothing is read-only")
        folder = tempfile.mkdtemp()
        places = [os.path.join(folder, name) for name in ("home", "state", "library", "run", "tmp")]

        def give_back():
            for place in places:
                os.chmod(place, 0o700)
            shutil.rmtree(folder)
        self.addCleanup(give_back)
        for place in places:
            os.mkdir(place)
        home, state, library, run, tmp = places
        shutil.copy(HANDBOOK, library)
        config = os.path.join(folder, "slipcase.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"[library]\nfolder = {library}\n[usage]\ncount = yes\n")
        for place in places:
            os.chmod(place, 0o555)
        before = sorted(os.walk(folder))
        command = [SLIPCASE, "--kiosk", "--config", config]
        if root:
            command = ["unshare", "-m", "sh", "-c", MOUNT, folder, *command]
        errors = tempfile.TemporaryFile()
        self.addCleanup(errors.close)
        reader = subprocess.Popen(command, stderr=errors, env=dict(
            self.environment, HOME=home, STATE_DIRECTORY=state, RUNTIME_DIRECTORY=run, TMPDIR=tmp, XDG_RUNTIME_DIR=run))
        self.addCleanup(lambda: (reader.poll() is None and reader.kill(), reader.wait()))
        wait_until(lambda: len(set(self.picture())) > 16)
        shelf = self.picture()
        self.press("key", "Return")
        self.press("key", "Right")
        self.assertNotEqual(self.picture(), shelf)
        self.assertIsNone(reader.poll())
        reader.terminate()
        self.assertEqual(reader.wait(30), 0)
        errors.seek(0)
        # What cannot be kept is said once, if at all.
        self.assertLessEqual(errors.read().decode().count("could not be written"), 1)
        self.assertEqual(sorted(os.walk(folder)), before)


if __name__ == "__main__":
    unittest.main()
