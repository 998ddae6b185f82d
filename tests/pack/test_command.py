#!/usr/bin/env python3
"""The command line of slipcase-pack, and its bundles read by other programs: test_command.py SLIPCASE_PACK"""
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PACK = os.path.abspath(sys.argv.pop(1))
INDEX = ".slipcase/search.db"
with open(PACK, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.write("src/README.md", "# 主页\n")
        self.write("src/图/a.html", "<p>text</p>" * 1000)

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def run_pack(self, *arguments, **environment):
        run = subprocess.run([PACK, *arguments], cwd=self.folder.name, capture_output=True, text=True,
                             env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "", **environment})
        return run.returncode, run.stdout, run.stderr

    def test_packs_silently(self):
        self.assertEqual(self.run_pack("src", "-o", "out.zip"), (0, "", ""))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["out.zip", "src"])
        with zipfile.ZipFile(os.path.join(self.folder.name, "out.zip")) as bundle:
            self.assertEqual(bundle.namelist(), ["README.md", "图/a.html", INDEX])
            self.assertIsNone(bundle.testzip())
            self.assertEqual(bundle.read("README.md").decode(), "# 主页\n")

    @unittest.skipIf(SANITIZED, "the sanitizer's own memory would be counted")
    def test_memory_does_not_grow_with_the_bundle(self):
        text = "\n\n".join(f"The {word} of the {n}th river." for n in range(300) for word in ("duck", "sparrow", "swallow", "heron")) + "\n"
        for i in range(1500):
            self.write(f"large/{i}.md", f"# Number {i}\n\n{text}")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.assertLess(before, 60 << 10)
        self.assertEqual(self.run_pack("large", "-o", "out.zip"), (0, "", ""))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.assertGreater(1500 * len(text), 50 << 20)
        self.assertLess(peak, 60 << 10, f"{peak >> 10} MB")

    def test_index_is_left_out(self):
        self.assertEqual(self.run_pack("src", "--no-index", "-o", "out.zip"), (0, "", ""))
        with zipfile.ZipFile(os.path.join(self.folder.name, "out.zip")) as bundle:
            self.assertEqual(bundle.namelist(), ["README.md", "图/a.html"])

    @unittest.skipUnless(shutil.which("unzip"), "unzip is not installed")
    def test_unzip_finds_nothing_wrong(self):
        self.run_pack("src", "-o", "out.zip")
        run = subprocess.run(["unzip", "-t", "out.zip"], cwd=self.folder.name, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn("No errors detected", run.stdout)

    def test_more_files_than_sixteen_bits_count(self):
        os.mkdir(os.path.join(self.folder.name, "many"))
        for i in range(65540):
            os.mknod(os.path.join(self.folder.name, "many", f"{i}.md"))
        self.assertEqual(self.run_pack("many", "-o", "out.zip"), (0, "", ""))
        with zipfile.ZipFile(os.path.join(self.folder.name, "out.zip")) as bundle:
            self.assertEqual(len(bundle.namelist()), 65541)
        with open(os.path.join(self.folder.name, "out.zip"), "rb") as file:
            file.seek(-98, os.SEEK_END)
            self.assertEqual(file.read(4), b"PK\6\6")

    def test_a_wrong_manifest_is_named_with_its_line(self):
        self.write("src/图/b.md", "x")
        for text, sentence in (
                ("[bundle]\nedition = first\n",
                 "bundle.ini, line 2: “first” is no edition; write a whole number from 1."),
                ("[bundle]\nhome = 图/c.md\n",
                 "bundle.ini, line 2: there is no article “图/c.md” in the bundle; correct the name."),
                ("[bundle]\nattract = 图/b.md, 图/c.md\n",
                 "bundle.ini, line 2: there is no article “图/c.md” in the bundle; correct the name."),
                ("[bundle]\n" + "# more\n" * 20000,
                 "bundle.ini, line 1: the file is too long and is not read; shorten it.")):
            self.write("src/bundle.ini", text)
            self.assertEqual(self.run_pack("src", "-o", "out.zip"), (1, "", f"slipcase-pack: {sentence}\n"))
            self.assertEqual(os.listdir(self.folder.name), ["src"])
        self.write("src/bundle.ini", "[bundle]\ntitle = 书\nhome = 图/b.md\nattract = 图/b.md\n")
        self.assertEqual(self.run_pack("src", "-o", "out.zip"), (0, "", ""))

    def test_one_line_for_what_is_left_out(self):
        os.mkdir(os.path.join(self.folder.name, "src/.git"))
        os.symlink("/", os.path.join(self.folder.name, "src/.root"))
        code, out, error = self.run_pack("src", "-o", "out.zip")
        self.assertEqual((code, out, error.count("\n")), (0, "", 1))
        self.assertRegex(error, r"^slipcase-pack: left out as hidden or as links: 2, such as \.(git|root)\.\n$")

    def test_date(self):
        self.assertEqual(self.run_pack("src", "-o", "a.zip", SOURCE_DATE_EPOCH="1700000000")[0], 0)
        with zipfile.ZipFile(os.path.join(self.folder.name, "a.zip")) as bundle:
            self.assertEqual(bundle.infolist()[0].date_time, (2023, 11, 14, 22, 13, 20))
        for wrong in ("", "x", "1x", "-1", "99999999999999999999"):
            self.assertEqual(self.run_pack("src", "-o", "b.zip", SOURCE_DATE_EPOCH=wrong)[0], 2, wrong)

    def test_help_and_version(self):
        code, out, error = self.run_pack("--help")
        self.assertEqual((code, error), (0, ""))
        self.assertIn("slipcase-pack SOURCE -o BUNDLE.zip", out)
        code, out, error = self.run_pack("--version")
        self.assertEqual((code, error), (0, ""))
        self.assertRegex(out, r"^slipcase-pack \d+\.\d+\.\d+\n$")

    def start_pack(self, awaited, **options):
        """A packing that has just begun to write the file `awaited`."""
        path = os.path.join(self.folder.name, awaited)
        run = subprocess.Popen([PACK, "long", "-o", "out.zip"], cwd=self.folder.name, stderr=subprocess.PIPE, text=True,
                               env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}, **options)
        self.addCleanup(run.stderr.close)
        self.addCleanup(run.wait)
        self.addCleanup(run.kill)
        while not os.path.exists(path):
            self.assertIsNone(run.poll(), f"it ended without {awaited}")
            time.sleep(0.0005)
        return run

    def write_long(self):
        for i in range(400):
            self.write(f"long/{i}.md", f"# {i}\n\n" + "".join(f"The heron of river {i * k % 9973}.\n" for k in range(300)))

    # What is there meanwhile, long enough to be seen: the zip, the index as it is made, and without its gaps.
    MEANWHILE = [".out.zip.part", ".out.zip.part.index.raw", ".out.zip.part.index"]
    JOURNALS = [".out.zip.part.index.raw-journal", ".out.zip.part.index-journal"]

    def test_a_signal_leaves_nothing(self):
        self.write_long()
        self.write("out.zip", "what was there before")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            for awaited in self.MEANWHILE:
                with self.subTest(number=number, awaited=awaited):
                    run = self.start_pack(awaited)
                    run.send_signal(number)
                    self.assertEqual((run.wait(), run.stderr.read()), (-number, ""))
                    self.assertEqual(sorted(os.listdir(self.folder.name)), ["long", "out.zip", "src"])
        with open(os.path.join(self.folder.name, "out.zip"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "what was there before")

    def test_a_signal_that_is_ignored(self):
        self.write_long()
        run = self.start_pack(self.MEANWHILE[1], preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        run.send_signal(signal.SIGHUP)
        self.assertEqual((run.wait(), run.stderr.read()), (0, ""))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["long", "out.zip", "src"])

    def test_the_next_one_clears_away(self):
        self.write_long()
        self.assertEqual(self.run_pack("long", "-o", "clean.zip"), (0, "", ""))
        for awaited in self.MEANWHILE:
            run = self.start_pack(awaited)
            run.kill()
            run.wait()
            self.assertIn(awaited, os.listdir(self.folder.name))
        for name in self.JOURNALS:
            self.write(name, "of an index that is gone")
        self.assertEqual(self.run_pack("long", "-o", "out.zip"), (0, "", ""))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["clean.zip", "long", "out.zip", "src"])
        with open(os.path.join(self.folder.name, "clean.zip"), "rb") as clean:
            with open(os.path.join(self.folder.name, "out.zip"), "rb") as out:
                self.assertEqual(clean.read(), out.read())

    def test_not_under_the_hands_of_another(self):
        self.write_long()
        run = self.start_pack(self.MEANWHILE[1])
        run.send_signal(signal.SIGSTOP)
        self.assertEqual(self.run_pack("src", "-o", "out.zip"),
                         (1, "", "slipcase-pack: out.zip is being written by another slipcase-pack; wait until that is done.\n"))
        self.assertEqual(self.run_pack("src", "-o", "other.zip"), (0, "", ""))
        run.send_signal(signal.SIGCONT)
        self.assertEqual((run.wait(), run.stderr.read()), (0, ""))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["long", "other.zip", "out.zip", "src"])

    def test_a_name_as_long_as_can_be(self):
        name = "湿度" * 41 + "-.zip"
        self.assertEqual(len(name.encode()), 251)
        self.assertEqual(self.run_pack("src", "-o", name), (0, "", ""))
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["src", name])

    def test_sentences(self):
        for arguments, code, sentence in [
            ([], 2, "Name the folder to pack: slipcase-pack SOURCE -o BUNDLE.zip"),
            (["src"], 2, "Name the bundle to write: slipcase-pack SOURCE -o BUNDLE.zip"),
            (["src", "b", "-o", "x.zip"], 2, "Only one folder can be packed: slipcase-pack SOURCE -o BUNDLE.zip"),
            (["src", "-o"], 2, "-o needs the name of a file behind it."),
            (["src", "--bogus"], 2, "--bogus is not understood here; see slipcase-pack --help."),
            (["none", "-o", "x.zip"], 1, "There is no folder none; check the name."),
            (["src/README.md", "-o", "x.zip"], 1, "src/README.md is a file; name the folder that it is in."),
            (["src", "-o", "no/x.zip"], 1,
             "no/x.zip could not be written (No such file or directory); choose another place."),
            (["src", "-o", "src"], 1, "src is a folder; name the bundle's file, such as src.zip."),
        ]:
            self.assertEqual(self.run_pack(*arguments), (code, "", f"slipcase-pack: {sentence}\n"))
        self.assertEqual(os.listdir(self.folder.name), ["src"])


unittest.main()
