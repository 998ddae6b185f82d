"""Settings, and who signed a bundle, with keys and signatures that minisign made."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import zipfile

SLIPCASE = os.environ["SLIPCASE"]


@unittest.skipUnless(shutil.which("minisign"), "minisign is not installed")
class Trust(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        os.mkdir(self.path("keys"))
        self.make_key("ours")
        os.rename(self.path("ours.pub"), self.path("keys/ours.pub"))
        self.book("book.zip")
        self.write("on.conf", "[trust]\nkeys = keys\n")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def book(self, name, text="# 书\n"):
        with zipfile.ZipFile(self.path(name), "w") as archive:
            archive.writestr("README.md", text)

    def minisign(self, *arguments):
        return subprocess.run(["minisign", *arguments], cwd=self.folder, check=True, capture_output=True)

    def make_key(self, name):
        self.minisign("-G", "-W", "-p", f"{name}.pub", "-s", f"{name}.key")

    def sign(self, name="book.zip", key="ours", *options):
        self.minisign("-S", *options, "-s", f"{key}.key", "-t", "第 12 版", "-m", name)

    def slipcase(self, *arguments):
        """Exit code, and the lines on standard output and standard error."""
        run = subprocess.run([SLIPCASE, *arguments], cwd=self.folder, capture_output=True, timeout=100, text=True,
                             env={**os.environ, "LANGUAGE": "en", "SDL_VIDEODRIVER": "dummy"})
        return run.returncode, run.stdout.splitlines(), run.stderr.splitlines()

    def check(self, *arguments, config="on.conf"):
        code, out, errors = self.slipcase("check", "book.zip", "--config", config, *arguments)
        self.assertEqual(errors, [])
        return code, out

    def test_signed(self):
        self.sign()
        code, lines = self.check()
        self.assertEqual(code, 0)
        self.assertRegex(lines[0], r"^book\.zip is signed by “第 12 版” \(key [0-9A-F]{1,16}, ours\.pub\)\.$")
        self.assertEqual(lines[1:], [])
        self.assertEqual(json.loads("".join(self.check("--json")[1])), [])

    def test_the_key_is_called_as_minisign_calls_it(self):
        self.sign()
        with open(self.path("keys/ours.pub"), encoding="ascii") as file:
            number = file.readline().split()[-1]
        self.assertIn(f"(key {number}, ", self.check()[1][0])

    def test_not_signed(self):
        sentence = "book.zip is not signed; get it from its publisher together with book.zip.minisig."
        self.assertEqual(self.check(), (1, [sentence]))
        self.assertEqual(json.loads("".join(self.check("--json")[1])),
                         [{"entry": "book.zip", "kind": "signature", "finding": sentence}])

    def test_without_keys_nothing_is_wrong(self):
        self.write("off.conf", "")
        self.assertEqual(self.slipcase("check", "book.zip", "--config", "off.conf"),
                         (0, [], []))
        self.sign()
        code, lines = self.check(config="off.conf")
        self.assertEqual((code, len(lines)), (0, 1))
        self.assertIn("which is not verified", lines[0])

    def test_a_key_that_is_not_trusted(self):
        self.make_key("other")
        self.sign(key="other")
        code, lines = self.check()
        self.assertEqual(code, 1)
        self.assertRegex(lines[0], r"^The signature of book\.zip names the key [0-9A-F]{1,16}, which is not trusted here; ")

    def test_what_is_not_as_it_was_signed(self):
        changed = ("book.zip is not what was signed: it is damaged or was changed; get it from the publisher again.")
        self.sign()
        with open(self.path("book.zip"), "rb") as file:
            sound = file.read()
        at = sound.index("书".encode())
        for data in (sound[:at] + b"\xe6" + sound[at + 1:], sound + b"x"):
            with open(self.path("book.zip"), "wb") as file:
                file.write(data)
            code, lines = self.check()
            self.assertEqual((code, lines[0]), (1, changed))
        # The signature of another bundle.
        self.book("other.zip", "x")
        self.sign("other.zip")
        os.rename(self.path("other.zip.minisig"), self.path("book.zip.minisig"))
        with open(self.path("book.zip"), "wb") as file:
            file.write(sound)
        self.assertEqual(self.check(), (1, [changed]))

    def test_another_trusted_comment(self):
        self.sign()
        with open(self.path("book.zip.minisig"), encoding="utf-8") as file:
            text = file.read()
        self.write("book.zip.minisig", text.replace("第 12 版", "第 13 版"))
        self.assertEqual(self.check(),
                         (1, ["book.zip.minisig is not as it was signed; get it from the publisher again."]))

    def test_a_signature_without_a_hash(self):
        self.sign("book.zip", "ours", "-l")
        self.assertEqual(self.check(), (1, ["book.zip.minisig signs the bundle without a hash; sign it again with "
                                            "minisign -S -H."]))

    def test_keys_that_are_none(self):
        self.write("keys/bad.pub", "x")
        for verb in ["check", "book.zip"], ["book.zip"]:
            self.assertEqual(self.slipcase(*verb, "--config", "on.conf"),
                             (2, [], ["slipcase: keys/bad.pub is no public key of minisign; put the right one there "
                                      "or remove it."]))
        self.write("none.conf", f"[trust]\nkeys = {self.folder}/nowhere\n")
        self.assertEqual(self.slipcase("check", "book.zip", "--config", "none.conf"),
                         (2, [], [f"slipcase: The keys in {self.folder}/nowhere could not be read: No such file or "
                                  "directory."]))

    def test_authors_tools_do_not_ask_for_signatures(self):
        self.assertEqual(self.slipcase("list", "book.zip")[0], 0)
        self.assertEqual(self.slipcase("list", "book.zip", "--config", "on.conf"),
                         (2, [], ["slipcase: --config is no option of this command; see slipcase --help."]))

    def test_wrong_settings_are_named_with_their_lines(self):
        self.write("wrong.conf", "[trust]\nkey = keys\nkeys =\nkeys\n\n[library]\nfolder = a\nfolder = b\n")
        code, out, errors = self.slipcase("check", "book.zip", "--config", "wrong.conf")
        self.assertEqual((code, out), (2, []))
        self.assertEqual(errors, [
            "slipcase: wrong.conf, line 2: there is no setting “key” here; see slipcase.conf(5).",
            "slipcase: wrong.conf, line 3: keys takes the path of a folder, not “”; the default is used.",
            "slipcase: wrong.conf, line 4: “keys” is neither a [section] nor a key = value; correct it.",
            "slipcase: wrong.conf, line 8: “folder” is there twice, and the first one counts; remove one.",
            "slipcase: The settings in wrong.conf could not be read: the line about whom to trust is wrong; correct it, "
            "nothing is opened before."])

    def test_nothing_opens_when_it_is_not_clear_whom_to_trust(self):
        for text in ("[trust]\nkye = keys\n", "[trust]\nkeys\n", "[trust]\nkeys =\n", "[trsut]\nkeys = keys\n",
                     "[trust\nkeys = keys\n", "keys = keys\n", "[trust]\nkeys = keys\nkeys = others\n"):
            self.write("wrong.conf", text)
            for verb in ["check", "book.zip"], ["book.zip"]:
                code, out, errors = self.slipcase(*verb, "--config", "wrong.conf")
                self.assertEqual((code, out), (2, []), text)
                self.assertEqual(errors[-1], "slipcase: The settings in wrong.conf could not be read: the line about whom "
                                 "to trust is wrong; correct it, nothing is opened before.")
        # What is wrong elsewhere has its default.
        self.write("wrong.conf", "[library]\nfolder =\nfloder = x\nfolder\n[screen]\ntheme = dark\n")
        code, out, errors = self.slipcase("check", "book.zip", "--config", "wrong.conf")
        self.assertEqual((code, out, len(errors)), (0, [], 4))

    def test_settings_that_cannot_be_read(self):
        for name, reason in (("no.conf", "No such file or directory"), ("keys", "Is a directory")):
            self.assertEqual(self.slipcase("check", "book.zip", "--config", name),
                             (2, [], [f"slipcase: The settings in {name} could not be read: {reason}."]))
        self.write("long.conf", "#\n" * 40000)
        self.assertEqual(self.slipcase("check", "book.zip", "--config", "long.conf"),
                         (2, [], ["slipcase: The settings in long.conf could not be read: it is too long."]))


if __name__ == "__main__":
    unittest.main()
