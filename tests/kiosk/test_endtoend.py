"""A whole kiosk from start to end: a stick with newer editions, somebody who reads and pulls it out, the maintenance screen, a power cut. Under Xvfb,
by keys, in the real sandbox."""
import glob
import os
import pty
import shutil
import subprocess
import sys
import time
import unittest
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "command"))
from window import SLIPCASE, Driver, wait_until  # noqa: E402

PIN = "4711"
TITLES = ("Wells", "Rivers", "Springs", "Ponds")


def pin_line():
    """As `slipcase pin` prints it to somebody who types the PIN twice."""
    main, side = pty.openpty()
    with subprocess.Popen([SLIPCASE, "pin"], stdin=side, stdout=subprocess.PIPE, stderr=side, text=True,
                          start_new_session=True) as asked:
        os.close(side)
        for _ in range(2):
            os.read(main, 1000)
            time.sleep(0.2)
            os.write(main, (PIN + "\n").encode())
        line = asked.stdout.read()
    os.close(main)
    return line


class Kiosk(Driver):
    SCREEN = "800x480"

    def setUp(self):
        self.root = os.path.join(self.folder.name, self.id().rsplit(".", 1)[1])
        for name in ("library", "media", "state", "run", "keys"):
            os.makedirs(os.path.join(self.root, name))
        subprocess.run(["minisign", "-G", "-W", "-p", self.path("keys", "press.pub"), "-s", self.path("press.key")], check=True,
                       capture_output=True)
        self.environment = dict(type(self).environment, STATE_DIRECTORY=self.path("state"), RUNTIME_DIRECTORY=self.path("run"))

    def path(self, *names):
        return os.path.join(self.root, *names)

    def write(self, path, title, edition, padding=0, signed=True):
        with zipfile.ZipFile(path, "w") as out:
            out.writestr("bundle.ini", f"[bundle]\nid = org.example.{title.lower()}\ntitle = {title}\nlanguage = en\nedition = {edition}\n")
            out.writestr("README.md", f"# {title}\n\nOf {title.lower()}, edition {edition}.\n\n" + "Water is clear. " * 50)
            out.writestr("noise.jpg", os.urandom(padding))
        if signed:
            subprocess.run(["minisign", "-S", "-s", self.path("press.key"), "-m", path], check=True, capture_output=True)

    def plug(self, *bundles, name="WATER"):
        """A stick comes with everything on it at once, as a mount does."""
        making = self.path("making")
        os.makedirs(making)
        for title, edition, options in bundles:
            self.write(os.path.join(making, f"{title.lower()}.zip"), title, edition, **options)
        os.rename(making, self.path("media", name))

    def kiosk(self, policy):
        with open(self.path("slipcase.conf"), "w", encoding="utf-8") as file:
            file.write(f"[library]\nfolder = {self.path('library')}\n[trust]\nkeys = {self.path('keys')}\n[screen]\npixel-shift = no\n"
                       f"[visitor]\nidle = 0\nattract = 0\n[maintenance]\n{pin_line()}[media]\nfolder = {self.path('media')}\npolicy = {policy}\n"
                       "[usage]\ncount = yes\n")
        self.reader = self.start("--kiosk", "--config", self.path("slipcase.conf"))
        self.settled(self.reader.pid)

    def library(self):
        return sorted(os.listdir(self.path("library")))

    def edition(self, title):
        """The editions of it that the library has, and whether each has its signature."""
        found = []
        for path in glob.glob(self.path("library", "*.zip")):
            with zipfile.ZipFile(path) as bundle:
                manifest = bundle.read("bundle.ini").decode()
            if f"title = {title}\n" in manifest:
                found.append((int(manifest.rsplit("edition = ", 1)[1]), os.path.exists(path + ".minisig")))
        return found

    def keys(self, *names):
        for name in names:
            self.xdotool("key", name)
            time.sleep(0.3)

    def counted(self):
        """What usage.csv has by now."""
        with open(self.path("state", "usage.csv"), encoding="utf-8") as file:
            return file.read()

    def end(self):
        self.reader.terminate()
        self.assertEqual(self.reader.wait(30), 0)
        for name in os.listdir(self.path("state")):
            with open(self.path("state", name), encoding="utf-8", errors="replace") as file:
                text = file.read()
            # Which editions are installed is no secret; what was read is.
            for title in TITLES:
                self.assertFalse(name != "editions" and title.lower() in text.lower(), (name, text))

    def test_newer_editions_are_copied(self):
        self.write(self.path("library", "wells.zip"), "Wells", 1)
        self.write(self.path("library", "rivers.zip"), "Rivers", 5)
        self.kiosk("copy")
        self.plug(("Wells", 2, {}), ("Rivers", 4, {}), ("Springs", 1, {"signed": False}))
        wait_until(lambda: self.edition("Wells") == [(2, True)], 20)
        self.settled(self.reader.pid)
        self.assertEqual(self.edition("Rivers"), [(5, True)])
        self.assertEqual(self.edition("Springs"), [])
        with open(self.path("state", "editions"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r"org\.example\.wells\W+2\b|\b2\W+org\.example\.wells")
        self.end()

    def test_a_visitor_is_asked_and_pulls_the_stick(self):
        self.write(self.path("library", "wells.zip"), "Wells", 1)
        self.kiosk("offer")
        before = self.picture()
        self.plug(("Ponds", 1, {}))
        wait_until(lambda: self.picture() != before)
        self.settled(self.reader.pid)
        self.press("key", "Home")
        self.keys("Return")
        self.settled(self.reader.pid)
        self.keys("Return")
        wait_until(lambda: self.edition("Ponds") == [(1, True)], 20)
        self.settled(self.reader.pid)
        self.assertEqual([name for name in self.library() if not name.endswith((".zip", ".minisig"))], [])
        # Reads it there, at once.
        self.press("key", "Right")
        self.press("key", "Return")
        self.settled(self.reader.pid)
        before = self.picture()
        shutil.rmtree(self.path("media", "WATER"))
        self.settled(self.reader.pid)
        self.assertEqual(self.picture(), before, "what was copied stays open when its stick is pulled")
        self.end()
        self.assertRegex(self.counted(), r"\d{4}-\d\d-\d\d,1\b")

    def test_a_stick_is_pulled_while_somebody_reads(self):
        self.write(self.path("library", "wells.zip"), "Wells", 1)
        self.kiosk("read")
        shelf = self.picture()
        self.plug(("Ponds", 1, {}))
        wait_until(lambda: self.picture() != shelf)
        self.settled(self.reader.pid)
        self.keys("Home", "Return")
        self.settled(self.reader.pid)
        page = self.picture()
        shutil.rmtree(self.path("media", "WATER"))
        wait_until(lambda: self.picture() != page)
        self.settled(self.reader.pid)
        self.assertNotEqual(self.picture(), shelf, "nobody said why the page is gone")
        self.keys("Return")
        wait_until(lambda: self.picture() == shelf)
        self.end()

    def test_maintenance(self):
        self.write(self.path("library", "wells.zip"), "Wells", 1)
        self.write(self.path("library", "rivers.zip"), "Rivers", 1)
        self.kiosk("read")
        self.press("key", "ctrl+alt+m")
        self.keys(*PIN, "Return")
        self.settled(self.reader.pid)
        # The bundles, the first of them; that it is to be removed, and that it really is.
        self.press("key", "Return")
        self.press("key", "Return")
        self.settled(self.reader.pid)
        self.keys("Right", "Return", "Right", "Return")
        wait_until(lambda: len(self.library()) == 2, 20)
        self.keys("Escape")
        self.press("key", "End")
        self.press("key", "Return")
        self.keys("Right", "Return")
        wait_until(lambda: os.path.exists(self.path("run", "poweroff")), 20)
        self.keys("Escape", "Up", "Return", "Right", "Return")
        self.assertEqual(self.reader.wait(20), 0)

    def test_power_is_cut_while_a_bundle_is_copied(self):
        self.write(self.path("library", "wells.zip"), "Wells", 1)
        self.kiosk("copy")
        self.plug(("Wells", 2, {"padding": 64 << 20}))
        wait_until(lambda: len(self.library()) > 2, 20)
        self.reader.kill()
        self.reader.wait()
        self.kiosk("read")
        self.assertEqual([name for name in self.library() if not name.endswith((".zip", ".zip.minisig"))], [])
        self.assertIn(self.edition("Wells"), ([(1, True)], [(2, True)]))
        self.end()


if __name__ == "__main__":
    for tool in ("Xvfb", "xdotool", "import", "minisign"):
        if not shutil.which(tool):
            print("skipped: %s is not installed" % tool)
            sys.exit(0)
    unittest.main(verbosity=1)
