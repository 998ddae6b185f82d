"""The window as a person meets it: under Xvfb, driven by xdotool, asleep when nothing happens."""
import os
import shutil
import sys
import time
import unittest
import zipfile

sys.dont_write_bytecode = True  # the source folder stays as it is
from window import Driver, wait_until

HANDBOOK = os.environ["HANDBOOK"]


class Window(Driver):
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

    def test_nothing_ends_a_kiosk_but_a_signal(self):
        reader = self.start(HANDBOOK, "--kiosk")
        self.settled(reader.pid)
        page = self.picture()
        for keys in ("q", "ctrl+q", "alt+F4", "ctrl+w", "ctrl+c", "F11"):
            self.xdotool("key", keys)
        self.xdotool("windowquit", self.window.split()[0])
        self.settled(reader.pid)
        self.assertIsNone(reader.poll())
        self.assertEqual(self.picture(), page)
        reader.terminate()
        self.assertEqual(reader.wait(30), 0)

    def test_a_page_follows_the_hand(self):
        reader = self.start(HANDBOOK, "--size", "1280x800")
        self.settled(reader.pid)
        first = self.picture()
        # Without a pause, in which the hand would rest and ask for the menu.
        dragged = self.press("mousemove", "900", "400", "mousedown", "1", "mousemove", "500", "400")
        self.assertNotEqual(dragged, first)
        # It comes back: nothing was meant.
        self.xdotool("mousemove", "880", "400", "mouseup", "1")
        wait_until(lambda: self.picture() == first)
        self.xdotool("mousemove", "900", "400", "mousedown", "1", "mousemove", "500", "400", "mouseup", "1")
        self.settled(reader.pid)
        turned = self.picture()
        self.press("key", "Left")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), first)
        self.press("key", "Right")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), turned)


class Search(Driver):
    """Where things are on 1280×800: the first character above the keys, the first hit, and the button at the top left."""
    CHARACTER, HIT, BACK = ("95", "540"), ("640", "125"), ("110", "36")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.environment["LANGUAGE"] = "zh_CN"

    def touch(self, place):
        return self.press("mousemove", *place, "click", "1")

    def found(self, *arguments):
        book = os.path.join(self.folder.name, "wells.zip")
        with zipfile.ZipFile(book, "w") as out:
            out.writestr("README.md", "# 河边\n\n[井](well.md)\n\n" + "春天来了，河水涨到台阶下面。" * 20)
            out.writestr("well.md", "# 井水的安全\n\n打水以前先看看井边。\n")
            out.writestr("far.md", "# 远\n\n路还长。\n")
        reader = self.start(book, "--size", "1280x800", *arguments)
        self.settled(reader.pid)
        home = self.picture()
        self.press("key", "Tab")
        self.press("key", "Return")
        self.settled(reader.pid)
        well = self.picture()
        self.press("key", "h")
        self.settled(reader.pid)
        self.assertEqual(self.picture(), home)
        self.press("key", "slash")
        self.settled(reader.pid)
        empty = self.picture()
        # Its letters mean the home page, leaving and the contents anywhere else.
        for letter in "jing":
            self.press("key", letter)
        self.settled(reader.pid)
        self.touch(self.CHARACTER)
        self.settled(reader.pid)
        hits = self.picture()
        self.touch(self.HIT)
        self.settled(reader.pid)
        self.assertEqual(self.picture(), well)
        self.press("key", "Escape")
        self.settled(reader.pid)
        back = self.picture()
        self.touch(self.BACK)
        self.settled(reader.pid)
        self.assertEqual(self.picture(), home)
        self.press("key", "slash")
        self.settled(reader.pid)
        # What was typed before is gone; and what was left was as it had been, but for the focus on the hit.
        self.assertEqual(self.picture(), empty)
        same = sum(a == b for a, b in zip(hits, back))
        self.assertGreater(same, len(hits) * 9 // 10)
        return reader

    def test_a_character_is_touched_and_a_hit_opened(self):
        reader = self.found()
        self.xdotool("key", "ctrl+q")
        self.assertEqual(reader.wait(30), 0)

    def test_so_it_is_on_a_kiosk_behind_its_sandbox(self):
        config = os.path.join(self.folder.name, "slipcase.conf")
        with open(config, "w") as out:
            out.write("[visitor]\nattract = 0\n[screen]\npixel-shift = no\n[usage]\ncount = yes\n")
        state = os.path.join(self.folder.name, "state")
        self.environment["XDG_STATE_HOME"] = state
        reader = self.found("--kiosk", "--config", config)
        reader.terminate()
        self.assertEqual(reader.wait(30), 0)
        # It counted what was opened, and wrote nothing of what was typed or found.
        kept = {}
        for folder, _, names in os.walk(state):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    kept[name] = file.read()
        self.assertTrue(kept)
        for name, data in kept.items():
            for word in ("jing", "井", "well", "水"):
                self.assertNotIn(word.encode(), data + name.encode())


class SmallScreen(Driver):
    SCREEN = "480x320"

    def test_a_kiosk_takes_the_whole_screen(self):
        # There is no window manager here that would make it fit.
        self.start(HANDBOOK, "--kiosk")
        place = self.xdotool("getwindowgeometry", self.window.split()[0])
        self.assertIn("Position: 0,0 ", place)
        self.assertIn("Geometry: 480x320", place)

    def test_so_does_a_kiosk_that_stands_upright(self):
        self.start(HANDBOOK, "--kiosk", "--rotate", "90")
        self.assertIn("Geometry: 480x320", self.xdotool("getwindowgeometry", self.window.split()[0]))


if __name__ == "__main__":
    for tool in ("Xvfb", "xdotool", "import"):
        if not shutil.which(tool):
            print("skipped: %s is not installed" % tool)
            sys.exit(0)
    unittest.main(verbosity=1)
