"""The commands on a stick that fails, shrinks or is slow (stick.c)."""
import errno
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

sys.dont_write_bytecode = True
SLIPCASE, STICK = os.environ["SLIPCASE"], os.environ["STICK"]
ENTRIES = 100_000
# Open and first page of ENTRIES: the file's end, the directory by the megabyte, the article; with 5 ms each a tenth of a second.
MOST_READS = 20


class Stick(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.book = os.path.join(cls.folder.name, "river.zip")
        with zipfile.ZipFile(cls.book, "w") as out:
            out.writestr("README.md", "# 河边\n\n" + "春天来了，河水涨到台阶下面。\n\n" * 20000)
            out.writestr("second.md", "# 第二\n\n河。\n")
        cls.size = os.path.getsize(cls.book)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_with(self, control, *arguments):
        """Exit status, standard output, standard error and number of reads."""
        paths = {name: os.path.join(self.folder.name, name) for name in ("control", "log")}
        for path, text in ((paths["control"], control + "\n"), (paths["log"], "")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        environment = dict(os.environ, LD_PRELOAD=STICK, STICK_FILE=".zip", STICK_CONTROL=paths["control"], STICK_LOG=paths["log"],
                           SDL_VIDEODRIVER="dummy", LANGUAGE="en")
        result = subprocess.run([SLIPCASE, *arguments], env=environment, capture_output=True, text=True)
        return result.returncode, result.stdout, result.stderr, os.path.getsize(paths["log"])

    def render(self, control, page):
        return self.run_with(control, "render", self.book, "--page", str(page), "-o", os.devnull)

    def test_a_sound_stick(self):
        status, _, err, reads = self.render("sound", 1)
        self.assertEqual((status, err), (0, ""))
        self.assertGreater(reads, 2)

    def test_a_bad_place_in_the_article(self):
        """The pages in front of it can be read; the one that needs it says what happened. Pulled out, the stick gives other numbers."""
        for number in (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ENOMEDIUM):
            control = f"fail 400000 {self.size - 70000} {number}"
            self.assertEqual(self.render(control, 1)[0], 0)
            status, _, err, _ = self.render(control, 2000)
            self.assertEqual(status, 1)
            self.assertIn(f"river.zip could not be read ({os.strerror(number)}); check the medium it is on.", err)

    def test_check_and_list_tell_it(self):
        control = f"fail 400000 {self.size - 70000} {errno.EIO}"
        status, out, err, _ = self.run_with(control, "check", self.book)
        self.assertEqual(status, 1)
        self.assertIn("could not be read (Input/output error)", out + err)
        status, out, err, _ = self.run_with(f"fail 0 {self.size - 70000} {errno.EIO}", "list", self.book)
        self.assertEqual(status, 1)
        self.assertIn("could not be read (Input/output error)", err)

    def test_a_search_says_that_it_did_not_see_all(self):
        control = f"fail 400000 {self.size - 70000} {errno.EIO}"
        status, out, err, _ = self.run_with(control, "search", self.book, "第二")
        self.assertEqual((status, out.split("\t")[:2]), (0, ["second.md", "第二"]))
        self.assertEqual(err, f"slipcase: {self.book} could not be read (Input/output error); check the medium it is on.\n")
        status, out, err, _ = self.run_with(control, "search", self.book, "鲸鱼")
        self.assertEqual((status, out), (2, ""))
        self.assertEqual(err, f"slipcase: {self.book} could not be read (Input/output error); check the medium it is on.\n")

    def test_a_bad_place_in_the_directory(self):
        for command in ("list", "check", "render"):
            more = ["-o", os.devnull] if command == "render" else []
            status, _, err, _ = self.run_with(f"fail {self.size - 40} {self.size} {errno.EIO}", command, self.book, *more)
            self.assertEqual(status, 2)
            self.assertIn("river.zip could not be read (Input/output error); check the medium it is on.", err)

    def test_a_file_that_shrinks(self):
        status, _, err, _ = self.run_with("end 1000", "list", self.book)
        self.assertEqual(status, 2)
        self.assertIn("river.zip has become shorter while it was read; copy it again.", err)

    def test_a_slow_stick(self):
        """Few reads, so that open and first page are quick however long each takes."""
        book = os.path.join(self.folder.name, "many.zip")
        with zipfile.ZipFile(book, "w") as out:
            for number in range(ENTRIES - 1):
                out.writestr(f"almanac-master/pages/nsc{401 + number // 2500}/n{1000001 + number}.md", "# 天气\n")
            out.writestr("almanac-master/README.md", "# 四时手记\n")
        status, _, err, reads = self.run_with("delay 5", "render", book, "-o", os.devnull)
        self.assertEqual((status, err), (0, ""))
        print(f"{ENTRIES:,} entries: {reads} reads, {5 * reads} ms on a stick with 5 ms a read")
        self.assertLessEqual(reads, MOST_READS)


if __name__ == "__main__":
    unittest.main(verbosity=1)
