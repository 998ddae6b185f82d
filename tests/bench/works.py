"""Articles in the forms that the peers read: the same text as a Markdown file, an HTML page, an EPUB, a ZIM file."""
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

import inputs

sys.path.insert(0, inputs.CORPUS)
from vocabulary import TOPICS, Vocabulary  # noqa: E402

SEED = 1
PAGE = '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"/><title>{title}</title></head>\n<body>\n{body}\n</body></html>\n'
MANY_ENTRY = "pages/nsc0401/n1000002.md"  # among names_of(at least 4)


def page(folder, size):
    """The article of inputs.article as an HTML page, by pandoc, without its pictures, which lie on a network; and its Markdown."""
    out, source = (os.path.join(folder, f"article-{size}.{kind}") for kind in ("html", "md"))
    if not os.path.exists(out):
        with zipfile.ZipFile(inputs.article(folder, size)) as archive:
            text = archive.read(inputs.TOP + inputs.ENTRY).decode()
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        body = subprocess.run(["pandoc", "-f", "gfm", "-t", "html5", source], capture_output=True, text=True, check=True).stdout
        with open(out, "w", encoding="utf-8") as file:
            file.write(PAGE.format(title=inputs.ENTRY, body=re.sub(r"<img\b[^>]*>", "", body)))
    return out


def text_of(words, topic, size):
    """Paragraphs of about `size` bytes together."""
    paragraphs, held = [], 0
    while held < size:
        paragraphs.append(words.paragraph(topic))
        held += len(paragraphs[-1].encode())
    return paragraphs


def works(count, size):
    """Title and paragraphs of each."""
    words = Vocabulary(random.Random(SEED))
    for number in range(count):
        topic = TOPICS[number % len(TOPICS)]
        yield f"{number + 1} {words.title(topic)}", text_of(words, topic, size)


def as_html(title, paragraphs):
    return PAGE.format(title=title, body=f"<h1>{title}</h1>\n" + "\n".join(f"<p>{text}</p>" for text in paragraphs))


def folders(folder, count, size):
    """The same articles in a folder of Markdown and in one of HTML."""
    source, pages = (os.path.join(folder, f"works-{count}-{kind}") for kind in ("md", "html"))
    if not os.path.exists(source):
        inputs.in_a_child(write_folders, source, pages, count, size)
    return source, pages


def write_folders(source, pages, count, size):
    os.mkdir(source)
    os.mkdir(pages)
    for number, (title, paragraphs) in enumerate(works(count, size)):
        name = f"n{number:06}" if number else "README"
        with open(os.path.join(source, name + ".md"), "w", encoding="utf-8") as file:
            file.write(f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n")
        with open(os.path.join(pages, (name if number else "index") + ".html"), "w", encoding="utf-8") as file:
            file.write(as_html(title, paragraphs))
    with open(os.path.join(pages, "48.png"), "wb") as file:
        file.write(picture(48, 48))


def zim_command(pages, out):
    return ["zimwriterfs", "--welcome=index.html", "--illustration=48.png", "--language=zho", "--title=bench", "--description=bench",
            "--creator=bench", "--publisher=bench", pages, out]


def many(folder, count):
    """One article of 12 KB among `count` entries of a few bytes: as a zip, and as a folder of HTML for the peers."""
    path, pages = os.path.join(folder, f"many-{count}.zip"), os.path.join(folder, f"many-{count}")
    single = page(folder, 12_000)

    def write():
        with open(os.path.splitext(single)[0] + ".md", "rb") as file:
            own = {inputs.TOP + MANY_ENTRY: file.read()}
        inputs.write_zip(path, inputs.names_of(count), 0, own)
        os.mkdir(pages)
        for number in range(count):
            with open(os.path.join(pages, f"n{number:06}.html"), "w", encoding="utf-8") as file:
                file.write(as_html(str(number), ["The river has risen to the steps."]))
        shutil.copy(single, os.path.join(pages, "index.html"))
        with open(os.path.join(pages, "48.png"), "wb") as file:
            file.write(picture(48, 48))

    if not os.path.exists(path):
        inputs.in_a_child(write)
    return path, pages


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(width, height, noise=None):
    """A PNG of 8-bit colours: noise from a random.Random, which does not compress, or a slope."""
    if noise:
        rows = b"".join(b"\0" + noise.randbytes(3 * width) for _ in range(height))
    else:
        slope = bytes(value * 255 // (3 * width) for value in range(3 * width))
        rows = b"".join(b"\0" + bytes([y * 255 // height]) + slope[1:] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def with_picture(folder, side):
    """A zip of one article with one picture of side × side px."""
    path = os.path.join(folder, f"picture-{side}.zip")

    def write():
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("README.md", "![春](spring.png)\n")
            archive.writestr("spring.png", picture(side, side))

    if not os.path.exists(path):
        inputs.in_a_child(write)
    return path


def epub(folder, count, size, picture_side=0):
    """An EPUB 3 of `count` chapters of `size` bytes of text, each with a picture that does not compress."""
    path = os.path.join(folder, f"book-{count}-{size}-{picture_side}.epub")
    if not os.path.exists(path):
        inputs.in_a_child(write_epub, path, count, size, picture_side)
    return path


def write_epub(path, count, size, picture_side):
    noise = random.Random(SEED)
    manifest, spine, nav = [], [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", '<?xml version="1.0"?><container version="1.0" '
                         'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" '
                         'media-type="application/oebps-package+xml"/></rootfiles></container>')
        for number, (title, paragraphs) in enumerate(works(count, size)):
            text = as_html(title, paragraphs).replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ')
            if picture_side:
                text = text.replace("</body>", f'<p><img src="p{number}.png" alt=""/></p></body>')
                archive.writestr(f"p{number}.png", picture(picture_side, picture_side, noise), zipfile.ZIP_STORED)
                manifest.append(f'<item id="p{number}" href="p{number}.png" media-type="image/png"/>')
            archive.writestr(f"c{number}.xhtml", text)
            manifest.append(f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>')
            spine.append(f'<itemref idref="c{number}"/>')
            nav.append(f'<li><a href="c{number}.xhtml">{title}</a></li>')
        archive.writestr("nav.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>'
                         f'<title>nav</title></head><body><nav epub:type="toc"><ol>{"".join(nav)}</ol></nav></body></html>')
        archive.writestr("book.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
                         'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">bench</dc:identifier><dc:title>四时</dc:title>'
                         '<dc:language>zh</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata><manifest>'
                         '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
                         f'{"".join(manifest)}</manifest><spine>{"".join(spine)}</spine></package>')
