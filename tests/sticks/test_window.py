"""The reader in a window while its stick fails (stick.c): the page stays, what happened is said, and there is a way on."""
import errno
import os
import shutil
import sys
import unittest
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "command"))
from window import Driver

STICK = os.environ["STICK"]


class Stick(Driver):
    def setUp(self):
        self.book = os.path.join(self.folder.name, "river.zip")
        with zipfile.ZipFile(self.book, "w") as out:
            out.writestr("README.md", "# 河边\n\n[长](long.md)\n")
            out.writestr("long.md", "# 长\n\n" + "春天来了，河水涨到台阶下面。\n\n" * 20000)
        self.control = os.path.join(self.folder.name, "control")
        self.set("sound")
        environment = dict(self.environment, LD_PRELOAD=STICK, STICK_FILE="river.zip", STICK_CONTROL=self.control)
        type(self).environment, before = environment, self.environment
        self.addCleanup(setattr, type(self), "environment", before)

    def set(self, line):
        with open(self.control, "w", encoding="utf-8") as file:
            file.write(line + "\n")

    def open_long(self):
        """At the first page of long.md, which was opened from README.md; their pictures."""
        reader = self.start(self.book, "--size", "800x480")
        self.settled(reader.pid)
        first = self.picture()
        self.press("key", "Tab")
        self.press("key", "Return")
        self.settled(reader.pid)
        return reader, first

    def leave(self, reader):
        self.xdotool("key", "q")
        self.assertEqual(reader.wait(30), 0)

    def test_a_bad_place_while_reading(self):
        self.set(f"fail 400000 700000 {errno.EIO}")
        reader, first = self.open_long()
        page = self.picture()
        self.press("key", "Right")
        self.press("key", "Left")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), page, "the page stays")
        told = self.press("key", "End")
        self.settled(reader.pid)
        self.assertNotIn(told, (page, first))
        self.press("key", "Right")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), first, "back where the article was opened from")
        self.leave(reader)

    def test_all_is_gone(self):
        """Unmounted: nothing can be read any more, not even the page to go back to."""
        reader, _ = self.open_long()
        page = self.picture()
        self.set(f"fail 0 99999999 {errno.ENXIO}")
        self.press("key", "Right")
        self.press("key", "Left")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), page, "the page stays")
        self.press("key", "h")
        self.settled(reader.pid)
        self.assertIsNone(reader.poll())
        self.set("sound")
        self.press("key", "h")
        self.settled(reader.pid)
        self.leave(reader)

    def test_the_file_is_deleted(self):
        reader, first = self.open_long()
        os.unlink(self.book)
        self.press("key", "h")
        self.settled(reader.pid)
        self.assertEqual(self.picture().count(b"\0") > 0, first.count(b"\0") > 0)
        self.leave(reader)

    def test_a_slow_stick_answers(self):
        self.set("delay 5")
        reader, _ = self.open_long()
        self.press("key", "Right")
        self.press("key", "m")
        self.leave(reader)


if __name__ == "__main__":
    for tool in ("Xvfb", "xdotool", "import"):
        if not shutil.which(tool):
            print("skipped: %s is not installed" % tool)
            sys.exit(0)
    unittest.main(verbosity=1)
