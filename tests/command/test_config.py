"""slipcase.conf as an administrator writes it: each setting right and wrong, and the three places that tell of them."""
import os
import re
import subprocess
import tempfile
import unittest

SLIPCASE = os.environ["SLIPCASE"]
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

KEY = "0123456789abcdef" * 4
HASH = ("$argon2id$v=19$m=16384,t=2,p=1$7hqVuiVM1OrM8vRIx3nFRA$JxkYI8"
        "mXHNzvpxWUq7qNBu37GULSN2vOlPdIjv9jNMk")
NUMBER = "a number of {} from {} to {}"
FOLDER = "the path of a folder"
# Section, key: what it takes, values that are right, and wrong ones.
SETTINGS = {
    ("library", "folder"): (FOLDER, ["/srv/library", "here", "/a b"], [""]),
    ("trust", "keys"): (FOLDER, [], [""]),
    ("screen", "rotation"): ("0, 90, 180 or 270", ["0", "90", "180", "270"], ["", "45", "360", "-90", "90°", "right"]),
    ("screen", "size"): ("WIDTHxHEIGHT of the panel in millimetres, such as 217x136", ["217x136", "20x5000"],
                         ["", "217", "217x", "x136", "217x136x1", "217 x 136", "19x100", "100x5001", "217X136",
                          "9999999999999999999x1"]),
    ("screen", "text-size"): ("a number of pixels from 12 to 96, or auto", ["12", "96", "auto"], ["", "0", "11", "97", "24px", "1e1", "-24"]),
    ("screen", "theme"): ("day, sepia or night", ["day", "sepia", "night"], ["", "Day", "dark", "day,night"]),
    ("screen", "language"): ("zh-Hans, zh-Hant, en, ja or ko", ["zh-Hans", "zh-Hant", "en", "ja", "ko"],
                             ["", "zh", "zh_CN", "fr", "EN"]),
    ("screen", "pixel-shift"): ("yes or no", ["yes", "no"], ["", "1", "true", "Yes", "on"]),
    ("visitor", "idle"): (NUMBER.format("minutes", 0, 1440), ["0", "1440"], ["", "-1", "1441", "0.5", "three"]),
    ("visitor", "countdown"): (NUMBER.format("seconds", 5, 3600), ["5", "3600"], ["", "0", "4", "3601", "20s"]),
    ("visitor", "attract"): (NUMBER.format("seconds", 0, 3600), ["0", "3600"], ["", "-1", "3601"]),
    ("hours", "open"): ("days and times, such as Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00",
                        ["Mo-Fr 08:00-20:00; Sa,Su 10:00-16:00", "09:00-17:00"],
                        ["", "always", "Mo-Fr", "Mo-Fr 8-20 Uhr", "Mo 25:00-26:00", "Xx 08:00-20:00"]),
    ("hours", "screen-off"): (NUMBER.format("minutes", 0, 1440), ["0", "1440"], ["", "-1", "1441", "never"]),
    ("maintenance", "pin"): ("what “slipcase pin” prints", [HASH],
                             ["", "1234", HASH[1:], HASH[:40], HASH.replace("2id", "2i"), "$argon2id$"]),
    ("media", "folder"): (FOLDER, ["/media"], [""]),
    ("media", "policy"): ("read, offer or copy", ["read", "offer", "copy"], ["", "Copy", "ask", "delete"]),
    ("usage", "count"): ("yes or no", ["yes", "no"], ["", "maybe"]),
    ("usage", "key"): ("the 64 hexadecimal digits that b2sum -l 256 slipcase-admin.key prints", [KEY, KEY.upper()],
                       ["", KEY[1:], KEY + "0", "g" + KEY[1:], "slipcase-admin.key"]),
}


def read(*names):
    with open(os.path.join(SOURCE, *names), encoding="utf-8") as file:
        return file.read()


def in_source():
    """Section and key of each setting in config.c, with its default."""
    rows = re.findall(r'^ {4}\{"([a-z]+)", "([a-z-]+)", (.*?)\},$', read("src", "command", "config.c"), re.S | re.M)
    found = {}
    for section, key, rest in rows:
        initial = re.search(r'\.initial = "([^"]*)"', rest)
        found[section, key] = initial and initial[1]
    return found


def in_example():
    """The same of the example, with the value that stands there and what is said above."""
    section, above, found = None, "", {}
    for line in read("toolchains", "kiosk", "slipcase.conf").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line.startswith("#"):
            above = line
        elif line:
            key, value = re.fullmatch(r";([a-z-]+) = (.*)", line).groups()
            found[section, key] = value, above
    return found


def in_manual():
    """The same of the manual, with the default that it tells."""
    section, key, texts = None, None, {}
    for line in read("src", "command", "slipcase.conf.5").splitlines():
        plain = line.replace("\\-", "-").replace("\\&", "")
        if line.startswith(".SH") or line.startswith(".SS"):
            section, key = re.search(r"\[([a-z]+)\]|$", line)[1], None
        elif section and plain.startswith(".BI "):
            key = plain.split()[1]
            texts[section, key] = ""
        elif line in (".PP", ".TP"):
            key = None
        elif section and key:
            texts[section, key] += re.sub(r"^\.[A-Z]+ ", "", plain) + " "
    defaults = {setting: re.search(r"Default: +(.*?) *\.? *$", text) for setting, text in texts.items()}
    return {setting: default and default[1] for setting, default in defaults.items()}


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write("a.md", "# A\n")

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)

    def complaints(self, text, status=0):
        self.write("slipcase.conf", text)
        run = subprocess.run([SLIPCASE, "check", "a.md", "--config", "slipcase.conf"], cwd=self.folder, text=True,
                             capture_output=True, timeout=100, env={**os.environ, "LANGUAGE": "en"}, errors="replace")
        self.assertEqual((run.returncode, run.stdout), (status, ""), run.stderr)
        lines = run.stderr.splitlines()
        if status:
            self.assertEqual(lines.pop(), "slipcase: The settings in slipcase.conf could not be read: the line about whom to "
                             "trust is wrong; correct it, nothing is opened before.")
        for line in lines:
            self.assertTrue(line.startswith("slipcase: slipcase.conf, line "), line)
        return [line.removeprefix("slipcase: slipcase.conf, ") for line in lines]


class Settings(Case):
    def test_this_test_has_them_all(self):
        self.assertEqual(set(in_source()), set(SETTINGS))

    def each(self, column):
        """Files that together have every value of the column (1: right, 2: wrong), each key at most once: what stands
        in which line of the file."""
        for number in range(max(len(row[column]) for row in SETTINGS.values())):
            lines, text = {}, ""
            for (section, key), row in SETTINGS.items():
                if number < len(row[column]):
                    text += f"[{section}]\n{key} = {row[column][number]}\n"
                    lines[text.count("\n")] = key, row[0], row[column][number]
            yield text, lines

    def test_right_values(self):
        for text, _ in self.each(1):
            self.assertEqual(self.complaints(text), [])

    def test_wrong_values(self):
        for text, lines in self.each(2):
            self.assertEqual(self.complaints(text, 2 if "[trust]" in text else 0),
                             [f"line {line}: {key} takes {form}{'' if key == 'pin' else f', not “{value}”'}; "
                              "the default is used." for line, (key, form, value) in lines.items()])

    def test_a_wrong_pin_is_not_told_to_the_log(self):
        self.assertNotIn("4711", self.complaints("[maintenance]\npin = 4711\n")[0])

    def test_a_key_in_another_section(self):
        text = "".join(f"[{'hours' if section == 'usage' else 'usage'}]\n{key} = 1\n" for section, key in SETTINGS)
        self.assertEqual(self.complaints(text, 2),
                         [f"line {2 * number}: there is no setting “{key}” here; see slipcase.conf(5)."
                          for number, (_, key) in enumerate(SETTINGS, 1)])

    def test_what_is_no_setting(self):
        text = "theme = night\n[Screen]\ntheme = night\n[screen]\nTheme = night\nnight\n[screen\n= night\n"
        self.assertEqual([line.split(":")[0] for line in self.complaints(text)],
                         [f"line {number}" for number in (1, 3, 5, 6, 7, 8)])

    def test_after_a_wrong_value_a_right_one_counts(self):
        self.assertEqual(self.complaints("[visitor]\nidle = x\nidle = 4\nidle = 5\n"),
                         ["line 2: idle takes a number of minutes from 0 to 1440, not “x”; the default is used.",
                          "line 4: “idle” is there twice, and the first one counts; remove one."])

    def test_editors_of_other_systems(self):
        self.assertEqual(self.complaints("\ufeff[visitor]\r\nidle = 4\r\n\r\n[hours]\r\nscreen-off = 5"), [])
        self.assertEqual(len(self.complaints("[visitor]\nidle = 4\n".encode("utf-16"), 2)), 1)
        self.assertEqual(len(self.complaints(b"[visitor]\nidle = \xff\n")), 1)

    def test_a_long_value_is_told_in_a_line(self):
        complaints = self.complaints("[screen]\ntheme = " + "夜" * 5000 + "\n")
        self.assertEqual(len(complaints), 1)
        self.assertLess(len(complaints[0]), 600)


class Documentation(Case):
    def test_the_example_has_every_setting(self):
        defaults = in_source()
        example = in_example()
        self.assertEqual(list(example), list(defaults))
        for setting, (value, above) in example.items():
            with self.subTest(setting=setting):
                if defaults[setting] is not None:
                    self.assertEqual(value, defaults[setting])
                elif setting != ("library", "folder"):
                    self.assertRegex(above, "Default: .")

    def test_the_example_is_right(self):
        text = read("toolchains", "kiosk", "slipcase.conf")
        self.assertEqual(self.complaints(text), [])
        # As it is when each ; is taken away; these keys are not there, and nobody is to take a PIN that all know.
        text = re.sub("^;(?!keys|pin)", "", text, flags=re.M)
        self.assertEqual(self.complaints(text), [])

    def test_the_manual_has_every_setting(self):
        defaults = in_source()
        manual = in_manual()
        self.assertEqual(list(manual), list(defaults))
        for setting, default in defaults.items():
            with self.subTest(setting=setting):
                if default is not None:
                    self.assertEqual(manual[setting], default)

    def test_the_manual_is_sound(self):
        run = subprocess.run(["man", "--warnings", "-l", os.path.join(SOURCE, "src", "command", "slipcase.conf.5")],
                             capture_output=True, text=True, timeout=100, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual((run.returncode, run.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
