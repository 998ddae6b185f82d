#!/usr/bin/env python3
"""slipcase-pack --sign against minisign itself: test_sign.py SLIPCASE_PACK"""
import os
import pty
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

PACK = os.path.abspath(sys.argv.pop(1))


@unittest.skipUnless(shutil.which("minisign"), "minisign is not installed")
class Sign(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keep = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.keep.cleanup)
        # With little memory minisign makes keys whose passwords take little to try.
        little = lambda: resource.setrlimit(resource.RLIMIT_AS, (64 << 20, 64 << 20))
        for name, options, text in ("plain", ["-W"], b""), ("locked", [], "密码 1\n密码 1\n".encode()):
            subprocess.run(["minisign", "-G", *options, "-p", f"{name}.pub", "-s", f"{name}.key"], cwd=cls.keep.name,
                           input=text, check=True, capture_output=True, preexec_fn=little)

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for name in os.listdir(self.keep.name):
            shutil.copy(os.path.join(self.keep.name, name), self.folder.name)
        self.write("src/README.md", "# 主页\n")

    def write(self, name, text):
        path = os.path.join(self.folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def pack(self, *arguments, stdin="", **environment):
        run = subprocess.run([PACK, "src", "-o", "书.zip", *arguments], cwd=self.folder.name, capture_output=True,
                             input=stdin, text=True, timeout=120,
                             env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "", **environment})
        return run.returncode, run.stdout, run.stderr

    def verify(self, key):
        run = subprocess.run(["minisign", "-V", "-H", "-Q", "-p", f"{key}.pub", "-m", "书.zip"], cwd=self.folder.name,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def files(self):
        return sorted(name for name in os.listdir(self.folder.name) if not name.endswith((".key", ".pub")))

    def test_minisign_verifies_what_is_signed(self):
        self.assertEqual(self.pack("--sign", "plain.key", SOURCE_DATE_EPOCH="1700000000"), (0, "", ""))
        self.assertEqual(self.files(), ["src", "书.zip", "书.zip.minisig"])
        self.assertEqual(self.verify("plain"), "timestamp:1700000000\tfile:书.zip\thashed\n")

    def test_the_manifest_is_in_the_comment(self):
        self.write("src/bundle.ini", "[bundle]\nid = org.example.book\nedition = 12\n")
        self.assertEqual(self.pack("--sign", "plain.key"), (0, "", ""))
        self.assertRegex(self.verify("plain"),
                         r"^timestamp:\d{10}\tfile:书.zip\thashed\tid:org.example.book\tedition:12\n$")

    def test_a_key_with_a_password(self):
        self.assertEqual(self.pack("--sign", "locked.key", stdin="密码 1\nmore\n"), (0, "", ""))
        self.verify("locked")
        os.remove(os.path.join(self.folder.name, "书.zip"))
        os.remove(os.path.join(self.folder.name, "书.zip.minisig"))
        self.assertEqual(self.pack("--sign", "locked.key", stdin="wrong\n"),
                         (1, "", "slipcase-pack: That is not the password of locked.key; try again.\n"))
        self.assertEqual(self.pack("--sign", "locked.key"),
                         (1, "", "slipcase-pack: The key locked.key has a password, and none was given; type it when "
                                 "asked, or give it on standard input.\n"))
        self.assertEqual(self.files(), ["src"])

    def test_the_terminal_does_not_show_the_password(self):
        try:
            pid, terminal = pty.fork()
        except OSError as error:
            self.skipTest("this machine gives no terminal: %s" % error)
        if pid == 0:
            os.chdir(self.folder.name)
            os.execve(PACK, [PACK, "src", "-o", "书.zip", "--sign", "locked.key"],
                      {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""})
        shown = b""
        while not shown.endswith(b": "):
            shown += os.read(terminal, 1000)
        os.write(terminal, "密码 1\n".encode())
        try:
            while more := os.read(terminal, 1000):
                shown += more
        except OSError:  # the end, on Linux
            pass
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)
        self.assertEqual(shown.decode(), "Password of locked.key: \r\n")
        self.verify("locked")

    def test_keys_that_are_none(self):
        none = "is no secret key of minisign; make one with minisign -G."
        for name, sentence in (("no.key", "The key no.key could not be read: No such file or directory."),
                               ("plain.pub", f"plain.pub {none}"), ("src/README.md", f"src/README.md {none}")):
            self.assertEqual(self.pack("--sign", name), (1, "", f"slipcase-pack: {sentence}\n"))
        with open(os.path.join(self.folder.name, "plain.key"), "rb") as file:
            whole = file.read()
        for cut in range(0, len(whole) - 1, 7):
            with open(os.path.join(self.folder.name, "cut.key"), "wb") as file:
                file.write(whole[:cut])
            self.assertEqual(self.pack("--sign", "cut.key"), (1, "", f"slipcase-pack: cut.key {none}\n"))
        self.assertEqual(self.files(), ["src"])

    def test_where_nothing_can_be_written(self):
        os.mkdir(os.path.join(self.folder.name, "书.zip.minisig"))
        code, _, error = self.pack("--sign", "plain.key")
        self.assertEqual((code, error), (1, "slipcase-pack: 书.zip.minisig could not be written (Is a directory); "
                                            "choose another place.\n"))
        self.assertEqual(self.files(), ["src", "书.zip", "书.zip.minisig"])


if __name__ == "__main__":
    unittest.main()
