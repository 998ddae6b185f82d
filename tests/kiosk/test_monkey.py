"""Random events for a kiosk, from a seed: the library has books to open, one that is broken and one that is no zip; a stick and newer
editions come and go."""
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

MONKEY, HANDBOOK, EVENTS = sys.argv[1:4]
SEED = os.environ.get("SEED", "1")


def epub(path):
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/epub+zip")
        out.writestr("META-INF/container.xml", '<container><rootfiles><rootfile full-path="book.opf" '
                     'media-type="application/oebps-package+xml"/></rootfiles></container>')
        out.writestr("book.opf", "<package><metadata><title>竖排</title><language>zh-Hant</language></metadata><manifest>" +
                     "".join('<item id="c%d" href="c%d.xhtml" media-type="application/xhtml+xml"/>' % (i, i) for i in range(9)) +
                     '</manifest><spine page-progression-direction="rtl">' +
                     "".join('<itemref idref="c%d"/>' % i for i in range(9)) + "</spine></package>")
        for i in range(9):
            out.writestr("c%d.xhtml" % i, '<html xmlns="http://www.w3.org/1999/xhtml"><body style="writing-mode:vertical-rl">'
                         "<h1>第%d章</h1><p>%s</p></body></html>" % (i, "山色空濛，雨也奇。" * 400))


def river(path, edition):
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("bundle.ini", "id = org.example.river\ntitle = 河边\nedition = %d\nattract = far.md\n" % edition)
        out.writestr("README.md", "# 河边\n\n[去](far.md) [nowhere](none.md) <https://example.org/>\n\n" + "春天来了，河水涨到台阶下面。" * 300)
        out.writestr("far.md", "# 远\n\n| 一 | 二 |\n|---|---|\n| 三 | 四 |\n\n![](none.png)\n\n" + "路还长。" * 2000)


with tempfile.TemporaryDirectory() as folder:
    for name in ("library", "media", "pocket", "state"):
        os.mkdir(os.path.join(folder, name))
    library = os.path.join(folder, "library")
    shutil.copy(HANDBOOK, os.path.join(library, "handbook.zip"))
    epub(os.path.join(library, "vertical.epub"))
    river(os.path.join(library, "river.zip"), 1)
    river(os.path.join(folder, "mail.zip"), 2)
    river(os.path.join(folder, "pocket", "river.zip"), 3)
    epub(os.path.join(folder, "pocket", "vertical.epub"))
    with open(os.path.join(library, "river.zip"), "rb") as whole, open(os.path.join(library, "cut.zip"), "wb") as cut:
        cut.write(whole.read()[:-30])
    with open(os.path.join(library, "none.zip"), "w") as none:
        none.write("no zip")
    sys.exit(subprocess.run([MONKEY, folder, SEED, EVENTS], env=dict(os.environ, XDG_STATE_HOME=os.path.join(folder, "state"))).returncode)
