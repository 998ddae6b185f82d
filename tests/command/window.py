"""A window under Xvfb that is driven by xdotool, for tests."""
import os
import subprocess
import tempfile
import time
import unittest

SLIPCASE = os.environ["SLIPCASE"]


def wait_until(what, seconds=60):
    for _ in range(seconds * 20):
        value = what()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("waited %d s in vain" % seconds)


class Driver(unittest.TestCase):
    SCREEN = "1280x800"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        read, write = os.pipe()
        # When its last client goes, it would start itself anew, and a reader that comes just then would find no screen.
        cls.xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", cls.SCREEN + "x24", "-noreset", "-nolisten", "tcp"],
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
