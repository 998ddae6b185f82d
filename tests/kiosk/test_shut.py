"""A kiosk's reader in its sandbox shows the same as one without: scripts whose fonts are opened late, old charsets, books, pictures, the shelf."""
import os
import shutil
import sys
import unittest
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "command"))
import window  # noqa: E402

SCRIPTS = ["简体字 繁體字 香港嘅字", "日本語のかな", "한국어 글자", "Ελληνικά и кириллица", "العربية עברית", "ไทย हिन्दी தமிழ்", "√∫∑ ⇒ ♞ ⚙ 𝔄 𝄞", "😀 👩‍🚀 🇨🇳",
           "`mono` **bold** *slanted*", "㐀 𠀀 𰻝"]
CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="i">x</dc:identifier><dc:title>C book</dc:title><dc:language>ja</dc:language></metadata><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"""


def make_library(folder):
    with zipfile.ZipFile(os.path.join(folder, "a.zip"), "w") as bundle:
        bundle.writestr("README.md", "# A scripts\n\n" + "\n\n".join(SCRIPTS * 4))
    with zipfile.ZipFile(os.path.join(folder, "b.zip"), "w") as bundle:
        bundle.writestr("index.html", "<html lang=zh><meta charset=gb18030><title>B charset</title><p>国标编码的文章</html>".encode("gb18030"))
    with zipfile.ZipFile(os.path.join(folder, "c.epub"), "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("a.opf", PACKAGE)
        book.writestr("a.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>本</h1><p>一冊の本</p></body></html>')
    shutil.copy(os.environ["HANDBOOK"], os.path.join(folder, "d.zip"))


class Shut(window.Driver):
    def status(self, pid, name):
        with open(f"/proc/{pid}/status") as file:
            return next((int(line.split()[1]) for line in file if line.startswith(name + ":")), None)

    def tour(self, *arguments):
        """The pictures of the shelf, of the first pages of each bundle, and of the handbook's contents."""
        reader = self.start(*arguments)
        # Screens change with the time on a kiosk: only what a key brought counts.
        self.settled(reader.pid)
        pictures = [self.picture()]
        shut = self.status(reader.pid, "Seccomp"), self.status(reader.pid, "NoNewPrivs")
        for position in range(4):
            if position:
                self.press("key", "Tab")
            for key in ("Return", "Right") if position in (0, 3) else ("Return",):
                self.press("key", key)
                self.settled(reader.pid)
                pictures.append(self.picture())
            self.press("key", "s")
            self.settled(reader.pid)
        reader.terminate()
        self.assertEqual(reader.wait(10), 0)
        return shut, pictures

    def test_same_pictures(self):
        library = os.path.join(self.folder.name, "library")
        os.mkdir(library)
        make_library(library)
        _, open_pictures = self.tour("--size", "1280x800", library)
        settings = os.path.join(self.folder.name, "slipcase.conf")
        with open(settings, "w", encoding="utf-8") as file:
            file.write("[visitor]\nattract = 0\n[screen]\npixel-shift = no\n")
        shut, shut_pictures = self.tour("--kiosk", "--config", settings, library)
        if shut != (2, 1):
            self.skipTest("this kernel does not offer all of the sandbox")
        for number, (one, other) in enumerate(zip(open_pictures, shut_pictures)):
            self.assertTrue(one == other, f"picture {number}")


if __name__ == "__main__":
    unittest.main()
