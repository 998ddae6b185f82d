"""The picture of the search screen in README.md: ninja -C build/native search-picture. search_picture.py OUT.png"""
import os
import subprocess
import sys

sys.dont_write_bytecode = True  # the source folder stays as it is
from window import Driver

# On 1280×800: the first character above the keys.
CHARACTER = ("95", "540")


class Picture(Driver):
    def runTest(self):
        self.environment["LANGUAGE"] = "zh_CN"
        reader = self.start(os.environ["HANDBOOK"], "--size", self.SCREEN)
        self.settled(reader.pid)
        self.press("key", "slash")
        for letter in "ye":
            self.press("key", letter)
        self.settled(reader.pid)
        self.press("mousemove", *CHARACTER, "click", "1")
        for letter in "mian":
            self.press("key", letter)
        self.xdotool("mousemove", "0", "0")
        self.settled(reader.pid)
        subprocess.run(["import", "-window", "root", "-strip", sys.argv[1]], env=self.environment, check=True)


Picture.setUpClass()
try:
    Picture().debug()
finally:
    Picture.tearDownClass()
