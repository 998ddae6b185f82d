#!/usr/bin/env python3
"""Writes a zip in the shape of the bundles that Slipcase is made for, with generated text.

    generate.py OUT.zip --articles N [--seed S] [--size BYTES] [--dead-links N] [--dead-pictures N]
    generate.py OUT.zip --one-article BYTES [--seed S]

The shape is that of a git host's "download as zip" of a repository of converted web articles: one top folder
NAME-master/, README.md, indexes/, pages/SECTION/nID.md with raw HTML in Markdown, and a QR picture beside each article.
The same arguments give the same bytes. With --one-article the article is pages/nsc401/n1000001.md."""

import argparse
import random
import struct
import sys
import urllib.parse
import zipfile
import zlib

sys.dont_write_bytecode = True  # the source folder stays as it is
from vocabulary import PLACES, TERMS, TOPICS, Vocabulary

NAME = "almanac"
OWNER = "https://github.com/example"
REPOSITORY = f"{OWNER}/{NAME}/blob/master"
SECTION_SIZE = 2500
HOT = 30  # articles in the index of recommended ones
BAR = "  &nbsp;&nbsp;|&nbsp;&nbsp; "
RULE = "-" * 24


class Article:
    def __init__(self, number, section, topic, title):
        self.id = f"n{1000001 + number}"
        self.section = section
        self.topic = topic
        self.title = title
        self.path = f"pages/{section.folder}/{self.id}.md"


class Section:
    def __init__(self, number):
        self.topic = TOPICS[number % len(TOPICS)]
        turn = number // len(TOPICS)
        self.folder = f"nsc{401 + number}"
        self.title = self.topic + (str(turn + 1) if turn else "")
        self.index = f"indexes/E{self.title}.md"
        self.articles = []


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def code_picture(source):
    """A picture like a QR code's: 33 modules of 4 pixels with the three finders, 1 bit deep. It cannot be scanned."""
    modules, scale, quiet = 33, 4, 4
    grid = [source.getrandbits(modules) for _ in range(modules)]
    for top, left in ((0, 0), (0, modules - 7), (modules - 7, 0)):
        for row in range(7):
            ring = 0b1111111 if row in (0, 6) else 0b1000001 if row in (1, 5) else 0b1011101
            shift = modules - 7 - left
            grid[top + row] = grid[top + row] & ~(0b1111111 << shift) | ring << shift
    side = (modules + 2 * quiet) * scale
    blank = b"\0" + b"\xff" * ((side + 7) // 8)
    rows = [blank] * (quiet * scale)
    for line in grid:
        bits = "1" * (quiet * scale)
        for module in range(modules - 1, -1, -1):
            bits += ("0" if line >> module & 1 else "1") * scale
        bits += "1" * (quiet * scale)
        bits += "0" * (-len(bits) % 8)
        rows += [b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")] * scale
    rows += [blank] * (quiet * scale)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"".join(rows), 6))
        + png_chunk(b"IEND", b"")
    )


def ok_link(address, label):
    """The corpus writes each link over three lines; rule W2 has to take the line feeds away again."""
    return f'\n <ok href="{address}">\n  {label}\n </ok>\n '


class Writer:
    def __init__(self, seed, size):
        self.random = random.Random(seed)
        self.words = Vocabulary(self.random)
        self.size = size
        self.tags = {term: f"https://news.example/tag/{urllib.parse.quote(term)}.html" for term in TERMS}

    def navigation(self, article):
        return "#### " + BAR.join(
            (
                "[首页](../../README.md)",
                f"[{article.section.title}](../../{article.section.index})",
                "[热点推荐](../../indexes/热点推荐.md)",
                "[邻居文库](../../../../../basic/blob/master/README.md)",
                f"[使用教程]({OWNER}/guides/blob/master/README.md)",
            )
        )

    def paragraph(self, topic):
        text = self.words.paragraph(topic)
        if self.random.random() < 0.25:
            term = self.random.choice(TERMS)
            text = "在" + ok_link(self.tags[term], term) + "（" + self.random.choice(PLACES) + "）一带，" + text
        return f"<p>\n {text}\n</p>\n"

    def figure(self, topic):
        number = self.random.randint(100000, 999999)
        address = f"https://pictures.example/uploads/2026/{number}"
        return (
            f'<figure class="wp-caption aligncenter" id="attachment_{number}" style="width: 450px">\n'
            f' <ok href="{address}.jpg">\n'
            f'  <img alt="" class="size-medium wp-image-{number}" src="{address}-450x300.jpg"/>\n </ok>\n'
            f' <br/><figcaption class="wp-caption-text">\n  {self.words.heading(topic)}（资料图）\n'
            " </figcaption><br/>\n</figure><br/>\n"
        )

    def attachment(self, topic):
        title = self.words.heading(topic)
        number = self.random.randint(1000000, 9999999)
        links = "".join(
            f'  <br/>\n  <ok href="https://papers.example/documents/{number}/{title}.{kind.lower()}">\n'
            f"   {title} ({kind})\n  </ok>\n  <br/>\n"
            for kind in ("PDF", "Text")
        )
        return (
            f'<div class="DC-embed DC-embed-document DV-container" id="DV-viewer-{number}">\n</div>\n'
            f"<p>\n <br/>\n <br/>\n <noscript>\n{links} </noscript>\n</p>\n"
        )

    def head(self, article, neighbours):
        first, second, third = neighbours
        photo = f"https://pictures.example/uploads/2026/{self.random.getrandbits(64):016x}-600x400.png"
        return (
            f"### {article.title}\n{RULE}\n\n{self.navigation(article)}\n\n\n\n"
            f'<div><img alt="" class="attachment-wide_600_400 size-wide_600_400 wp-post-image" src="{photo}"/>\n'
            f'<div class="caption">\n {self.words.sentence(article.topic)}（资料图片）\n</div></div><hr/>\n\n'
            f"#### [ 💌 {first.title}]({REPOSITORY}/{first.path}) &nbsp; | "
            f"&nbsp;[{second.title}](../{second.section.folder}/{second.id}.md) \n\n"
            f"#### [ 🎬  {third.title}]({OWNER}/{NAME}/blob/master/{third.path})\n\n"
        )

    def foot(self, article):
        here = f"{REPOSITORY}/{article.path}"
        return (
            f"<p>\n 责任编辑：{self.random.choice(PLACES)}#\n</p>\n</div>\n<hr/>\n"
            f"手机上长按并复制下列链接或二维码分享本文章：<br/>\n{here} <br/>\n"
            f"<a href='{here}'><img src='{here}.png'/></a> <br/>\n"
            f"原文地址：https://news.example/26/{article.id}.htm\n\n\n{RULE}\n{self.navigation(article)}\n\n\n"
            f"<img src='http://counter.example/{NAME}/{article.path}' width='0px' height='0px'/>"
        )

    def body(self, topic, room):
        """Paragraphs with a heading about every fifth, a figure about every eighth, for `room` bytes."""
        parts = ["<div>"]
        while room > 0:
            turn = self.random.random()
            if turn < 0.12:
                part = self.figure(topic)
            elif turn < 0.3:
                part = f"<h4>\n {self.words.heading(topic)}\n</h4>\n" + self.paragraph(topic)
            else:
                part = self.paragraph(topic)
            parts.append(part)
            room -= len(part.encode())
        return "".join(parts)

    def article(self, article, neighbours, extra=""):
        head = self.head(article, neighbours)
        foot = self.foot(article)
        papers = "".join(self.attachment(article.topic) for _ in range(self.random.choice((0, 0, 0, 1, 3))))
        room = self.size - len((head + foot + papers + extra).encode())
        return head + self.body(article.topic, room) + papers + extra + foot


def index_page(title, articles, row):
    rows = "".join(row.format(title=article.title, path=f"../{article.path}") for article in articles)
    return f"### {title}\n{RULE}\n\n#### [首页](../README.md){BAR}[热点推荐](热点推荐.md)\n\n{rows}"


def home_page(sections):
    links = "".join(f"* [{section.title}]({section.index})（{len(section.articles)} 篇）\n" for section in sections)
    return (
        f"# 四时手记\n\n天气、铁路、园艺、厨房：一份离线的文库。\n\n#### [热点推荐](indexes/热点推荐.md){BAR}"
        f"[使用教程]({OWNER}/guides/blob/master/README.md)\n\n{links}"
    )


class Archive:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self.top = f"{NAME}-master/"

    def add(self, name, data, method=zipfile.ZIP_DEFLATED):
        entry = zipfile.ZipInfo(self.top + name, (2026, 1, 1, 0, 0, 0))
        entry.external_attr = 0o40755 << 16 | 0x10 if not name or name.endswith("/") else 0o100644 << 16
        entry.compress_type = method
        self.zip.writestr(entry, data)

    def add_folder(self, name):
        self.add(name, b"", zipfile.ZIP_STORED)

    def close(self, comment):
        self.zip.comment = comment
        self.zip.close()


def plan(writer, count):
    sections = [Section(n) for n in range(max(min(count, len(TOPICS)), -(-count // SECTION_SIZE)))]
    articles = []
    for number in range(count):
        section = sections[number % len(sections)]
        article = Article(number, section, section.topic, writer.words.title(section.topic))
        section.articles.append(article)
        articles.append(article)
    return sections, articles


def dead_parts(number, options):
    """The first of the articles hold the dead links and pictures, one each."""
    extra = ""
    if number < options.dead_links:
        extra += f'<p>\n 参看{ok_link(f"../nsc401/missing{number}.md", "一篇没有收进来的文章")}。\n</p>\n'
    if number < options.dead_pictures:
        extra += f'<p>\n <img alt="缺图" src="../../pictures/missing{number}.png"/>\n</p>\n'
    return extra


def generate(options):
    count = 1 if options.one_article else options.articles
    writer = Writer(options.seed, options.one_article or options.size)
    sections, articles = plan(writer, count)
    archive = Archive(options.out)
    for folder in ["", "indexes/", "pages/"] + [f"pages/{section.folder}/" for section in sections]:
        archive.add_folder(folder)
    archive.add("README.md", home_page(sections))
    archive.add("indexes/热点推荐.md", index_page("热点推荐", articles[:HOT], "#### [ 🔥  {title}]({path})\n\n"))
    for section in sections:
        archive.add(section.index, index_page(section.title, section.articles, "* [{title}]({path})\n"))
    for number, article in enumerate(articles):
        neighbours = [articles[(number + step) % count] for step in (1, 2, count // 2)]
        text = writer.article(article, neighbours, dead_parts(number, options))
        archive.add(article.path, text)
        archive.add(article.path + ".png", code_picture(writer.random), zipfile.ZIP_STORED)
    archive.close(f"{writer.random.getrandbits(160):040x}".encode())


def main():
    parser = argparse.ArgumentParser(description="Writes a bundle of generated articles.")
    parser.add_argument("out", metavar="OUT.zip")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--articles", type=int, metavar="N", help="how many articles")
    what.add_argument("--one-article", type=int, metavar="BYTES", help="a single article of about this size")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--size", type=int, default=12000, metavar="BYTES", help="of each article, about (12000)")
    parser.add_argument("--dead-links", type=int, default=0, metavar="N", help="articles with a link that leads nowhere")
    parser.add_argument("--dead-pictures", type=int, default=0, metavar="N", help="articles with a missing picture")
    options = parser.parse_args()
    if (options.articles or options.one_article) < 1:
        parser.error("at least one article, of at least one byte")
    generate(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
