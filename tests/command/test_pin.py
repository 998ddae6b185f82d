"""slipcase pin: asked twice, never shown, printed as a line for slipcase.conf."""
import os
import pty
import re
import subprocess
import unittest

SLIPCASE = os.environ["SLIPCASE"]
PLAIN = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
LINE = r"pin = \$argon2id\$v=19\$m=16384,t=2,p=1\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
WRONG = "slipcase: A PIN is 4 to 12 digits, and nothing else; try again.\n"


class Pin(unittest.TestCase):
    def pin(self, text, *arguments):
        run = subprocess.run([SLIPCASE, "pin", *arguments], input=text, capture_output=True, text=True, env=PLAIN)
        return run.returncode, run.stdout, run.stderr

    def test_from_standard_input(self):
        code, line, told = self.pin("0042\n0042\n")
        self.assertEqual((code, told), (0, ""))
        self.assertRegex(line, f"^{LINE}\n$")
        self.assertNotEqual(self.pin("0042\n0042\n")[1], line)  # its salt

    def test_what_is_no_pin(self):
        for text in "", "\n", "123\n123\n", "1234567890123\n1234567890123\n", "12a4\n12a4\n", "一二三四\n", "1" * 100 + "\n":
            self.assertEqual(self.pin(text), (2, "", WRONG), text)
        other = (2, "", "slipcase: The second PIN is not the first one; try again.\n")
        self.assertEqual(self.pin("1234\n1235\n"), other)
        self.assertEqual(self.pin("1234\n"), other)

    def test_not_on_the_command_line(self):
        self.assertEqual(self.pin("", "1234"),
                         (2, "", "slipcase: The PIN is asked for, not given as an argument: slipcase pin\n"))
        self.assertEqual(self.pin("", "--json")[0], 2)

    def test_a_terminal_shows_nothing_of_it(self):
        try:
            child, terminal = pty.fork()
        except OSError as error:
            self.skipTest("this machine gives no terminal: %s" % error)
        if child == 0:
            os.execve(SLIPCASE, [SLIPCASE, "pin"], PLAIN)
        shown = b""
        for _ in range(2):
            asked = len(shown)
            while not shown[asked:].endswith(b": "):
                shown += os.read(terminal, 1000)
            os.write(terminal, b"98765\n")
        try:
            while more := os.read(terminal, 1000):
                shown += more
        except OSError:  # the end, on Linux
            pass
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        match = re.fullmatch(f"New PIN, 4 to 12 digits: \r\nThe same again: \r\n{LINE}\r\n", shown.decode())
        self.assertTrue(match, shown)
        self.assertNotIn(b"98765", shown.split(b"$argon2id")[0])


if __name__ == "__main__":
    unittest.main()
