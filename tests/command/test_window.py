"""The window as a person meets it: under Xvfb, driven by xdotool, asleep when nothing happens."""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

SLIPCASE = os.environ["SLIPCASE"]
HANDBOOK = os.environ["HANDBOOK"]


def wait_until(what, seconds=60):
    for _ in range(seconds * 20):
        value = what()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("waited %d s in vain" % seconds)


class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        read, write = os.pipe()
        cls.xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                                    pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            cls.display = ":" + pipe.readline().strip()
        cls.environment = dict(os.environ, DISPLAY=cls.display, SDL_VIDEODRIVER="x11", LANGUAGE="en")
        cls.environment.pop("WAYLAND_DISPLAY", None)

    @classmethod
    def tearDownClass(cls):
        cls.xvfb.terminate()
        cls.xvfb.wait()
        cls.folder.cleanup()

    def start(self, *arguments):
        reader = subprocess.Popen([SLIPCASE, *arguments], env=self.environment)

        def end():
            if reader.poll() is None:
                reader.kill()
            reader.wait()
        self.addCleanup(end)
        self.window = wait_until(lambda: self.xdotool("search", "--onlyvisible", "--pid", str(reader.pid)))
        self.xdotool("windowfocus", self.window.split()[0])
        wait_until(lambda: len(set(self.picture())) > 16)
        return reader

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True).stdout.strip()

    def picture(self):
        """The screen's pixels."""
        return subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], env=self.environment,
                              capture_output=True).stdout

    def press(self, *arguments):
        """Does it and returns the picture after it changed."""
        before = self.picture()
        self.xdotool(*arguments)
        return wait_until(lambda: (lambda now: now if now != before else None)(self.picture()))

    def ticks(self, pid):
        """Its processor time, or None while it waits for a processor."""
        with open("/proc/%d/stat" % pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12]) if fields[0] == "S" else None

    def wakes(self, pid):
        """How often it has gone to sleep, which it can only do again after it woke."""
        with open(f"/proc/{pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))

    def settled(self, pid):
        """Waits until the work ahead is done: a whole second without a tick."""
        def quiet():
            before = self.ticks(pid)
            time.sleep(1)
            return before is not None and self.ticks(pid) == before
        wait_until(quiet)

    def test_pages_turn_and_the_loop_sleeps(self):
        reader = self.start(HANDBOOK, "--size", "1280x800")
        self.settled(reader.pid)
        first = self.picture()
        second = self.press("key", "Right")
        self.settled(reader.pid)
        self.press("key", "Left")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), first)
        # A tap on the right third is the same as the key.
        self.press("mousemove", "1240", "700", "click", "1")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), second)
        before = self.wakes(reader.pid)
        time.sleep(10)
        self.assertLessEqual(self.wakes(reader.pid) - before, 10, "it woke more than once a second while asleep")
        self.xdotool("key", "q")
        self.assertEqual(reader.wait(30), 0)

    def test_lines_turn_and_turn_back(self):
        book = os.path.join(self.folder.name, "river.zip")
        with zipfile.ZipFile(book, "w") as out:
            out.writestr("README.md", "# 河边\n\n" + "春天来了，河水涨到台阶下面。" * 300)
        reader = self.start(book, "--size", "1280x800")
        self.settled(reader.pid)
        across = self.picture()
        down = self.press("key", "v")
        self.settled(reader.pid)
        self.assertNotEqual(down, across)
        self.press("key", "v")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), across)

    def test_wrong_bundle_is_told_on_the_screen(self):
        reader = self.start("/nowhere/none.zip", "--size", "800x480")
        self.settled(reader.pid)
        self.assertIsNone(reader.poll())
        self.xdotool("key", "q")
        self.assertEqual(reader.wait(30), 0)


if __name__ == "__main__":
    for tool in ("Xvfb", "xdotool", "import"):
        if not shutil.which(tool):
            print("skipped: %s is not installed" % tool)
            sys.exit(0)
    unittest.main(verbosity=1)
