"""The command line as other programs meet it: exit codes, sentences, and what comes out."""
import json
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

SLIPCASE = os.environ["SLIPCASE"]
PACK = os.environ["SLIPCASE_PACK"]
HANDBOOK = os.environ["HANDBOOK"]
TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

ARTICLE = "# 河边的图书馆\n\n春天来了，河水涨到台阶下面。[下一篇](pages/二.md)\n\n## 开放时间\n\n" + "每天上午九点到晚上八点开放。" * 400


def run(*arguments, stdin=b"", env=None):
    environment = {**os.environ, "LANGUAGE": "en", "SDL_VIDEODRIVER": "dummy", **(env or {})}
    return subprocess.run([SLIPCASE, *arguments], input=stdin, capture_output=True, env=environment, timeout=300)


def png_chunks(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
        yield kind, body
        at += 12 + size


def png_size(data):
    return struct.unpack(">II", dict(png_chunks(data))[b"IHDR"][:8])


def png_pixels(data):
    return zlib.decompress(b"".join(body for kind, body in png_chunks(data) if kind == b"IDAT"))


def rgb_pixels(data):
    return subprocess.run(["convert", "png:-", "-depth", "8", "rgb:-"], input=data, capture_output=True, check=True).stdout


def is_32_bit(program):
    with open(program, "rb") as file:
        return file.read(5) == b"\x7fELF\x01"


# The same subject in five forms; each has 骨 直 次 角 and marks.
REGIONS = {
    "sc": ("zh-Hans", "河边的桥", "这座桥直直地伸到对岸，桥墩像骨头一样露在水面。每次涨潮，桥角的灯就亮了。"),
    "tc": ("zh-Hant-TW", "河邊的橋", "這座橋直直地伸到對岸，橋墩像骨頭一樣露在水面。每次漲潮，橋角的燈就亮了。"),
    "hk": ("zh-Hant-HK", "河邊嘅橋", "呢條橋直直咁伸到對岸，啲橋墩好似骨頭噉喺水面露出嚟。每次潮漲咗，橋角嘅燈就着。"),
    "jp": ("ja", "川辺の橋", "この橋はまっすぐ対岸へのびている。橋脚は骨のように水面に出て、次の潮が来ると角の灯が直ちにともる。"),
    "kr": ("ko", "강가의 다리", "이 다리는 곧게(直) 건너편까지 뻗어 있다. 다리 기둥은 뼈(骨)처럼 드러나고, 다음(次) 밀물이면 모서리(角)의 등이 켜진다."),
}


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def bundle(self, entries, name="book.zip"):
        path = self.path(name)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in entries.items():
                archive.writestr(entry, content)
        return path

    def book(self):
        return self.bundle({"README.md": ARTICLE, "pages/二.md": "# 第二篇\n\n完。\n"})

    def sentence(self, result, code, *words):
        """One line on stderr, starting with the program's name and holding the words."""
        self.assertEqual(result.returncode, code, result.stderr.decode())
        lines = result.stderr.decode().splitlines()
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith("slipcase: "), lines)
        self.assertTrue(lines[0].endswith("."), lines)
        for word in words:
            self.assertIn(word, lines[0])


class Usage(Case):
    def test_help_and_version(self):
        for arguments in (["--help"], ["render", "--help"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 0)
            self.assertIn(b"--as text|html|tree|lines|pages", result.stdout)
        self.assertRegex(run("--version").stdout.decode(), r"^slipcase \d+\.\d+\.\d+\n$")

    def test_help_is_translated(self):
        for language, word in (("zh_CN", "标准输入"), ("zh_TW", "標準輸入"), ("ja", "標準入力"), ("ko", "표준 입력")):
            self.assertIn(word.encode(), run("--help", env={"LANGUAGE": language}).stdout)

    def test_wrong_command_lines(self):
        book = self.book()
        for arguments, word in (
            (["render"], "-o"),
            (["render", book], "-o"),
            (["render", "-o", self.path("a.png")], "bundle"),
            (["render", book, "--page", "0", "-o", self.path("a.png")], "--page"),
            (["render", book, "--page", "2x", "-o", self.path("a.png")], "--page"),
            (["render", book, "--size", "800", "-o", self.path("a.png")], "--size"),
            (["render", book, "--size", "99999x10", "-o", self.path("a.png")], "--size"),
            (["render", book, "--font-size", "5", "-o", self.path("a.png")], "--font-size"),
            (["render", book, "--theme", "pink", "-o", self.path("a.png")], "--theme"),
            (["render", book, "--json", "-o", self.path("a.png")], "--json"),
            (["render", book, "--page", "all", "-o", "-"], "standard output"),
            (["render", book, "-o"], "-o"),
            (["dump", book], "--as"),
            (["dump", book, "--as", "pdf"], "--as"),
            (["list", book, book], "one argument too many"),
            (["check", book, "--frobnicate"], "--frobnicate"),
            (["--rotate", "45", book], "--rotate"),
        ):
            with self.subTest(arguments):
                self.sentence(run(*arguments), 2, word)
        self.assertFalse(os.path.exists(self.path("a.png")))


class Render(Case):
    def test_page_is_a_picture_of_the_asked_size(self):
        out = self.path("out.png")
        result = run("render", self.book(), "--size", "800x480", "-o", out)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, b"", b""))
        with open(out, "rb") as file:
            data = file.read()
        self.assertEqual(png_size(data), (800, 480))
        self.assertGreater(len(set(png_pixels(data))), 16)
        self.assertEqual(os.listdir(self.folder.name).count("out.png"), 1)
        self.assertEqual(len(os.listdir(self.folder.name)), 2)

    def test_full_disk(self):
        """One sentence, and libpng adds nothing to it."""
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        self.sentence(run("render", self.book(), "-o", "/dev/full"), 2, "/dev/full", "cannot be written", "No space left")

    def test_same_input_same_bytes(self):
        first = run("render", self.book(), "-o", "-")
        second = run("render", self.book(), "-o", "-")
        self.assertEqual(first.returncode, 0)
        self.assertEqual(first.stdout, second.stdout)
        self.assertEqual(png_size(first.stdout), (1280, 800))

    def test_all_pages(self):
        book = self.book()
        result = run("render", book, "--page", "all", "--size", "480x320", "-o", self.path("p.png"))
        self.assertEqual(result.returncode, 0, result.stderr)
        pages = sorted(name for name in os.listdir(self.folder.name) if name.startswith("p-"))
        self.assertGreater(len(pages), 3)
        self.assertEqual(pages[0], "p-001.png")
        self.assertEqual(pages[-1], "p-%03d.png" % len(pages))
        last = run("render", book, "--page", str(len(pages)), "--size", "480x320", "-o", "-")
        self.assertEqual(last.returncode, 0)
        self.sentence(run("render", book, "--page", str(len(pages) + 1), "--size", "480x320", "-o", "-"), 1)

    def test_options_change_the_picture(self):
        book = self.book()
        pictures = {run("render", book, *options, "-o", "-").stdout
                    for options in ([], ["--theme", "sepia"], ["--theme", "night"], ["--font-size", "40"],
                                    ["--entry", "pages/二.md"], ["--page", "2"])}
        self.assertEqual(len(pictures), 6)

    def test_entry_below_the_top_folder(self):
        book = self.bundle({"book-main/README.md": "# 首页\n\n一。", "book-main/pages/a b.md": "# 另一页\n\n二。"})
        short = run("render", book, "--entry", "pages/a b.md", "-o", "-")
        full = run("render", book, "--entry", "book-main/pages/a b.md", "-o", "-")
        self.assertEqual(short.returncode, 0)
        self.assertEqual(short.stdout, full.stdout)

    def test_wrong_entry(self):
        book = self.bundle({"README.md": "# 一\n\n二。", "data.bin": "x"})
        self.sentence(run("render", book, "--entry", "nowhere.md", "-o", "-"), 1, "nowhere.md")
        self.sentence(run("render", book, "--entry", "data.bin", "-o", "-"), 1, "data.bin")

    def test_output_that_cannot_be_written(self):
        self.sentence(run("render", self.book(), "-o", self.path("no/such/folder/a.png")), 2, "folder/a.png")

    def test_bundle_from_standard_input(self):
        with open(self.book(), "rb") as file:
            piped = run("render", "-", "-o", "-", stdin=file.read())
        self.assertEqual(piped.returncode, 0, piped.stderr)
        self.assertEqual(piped.stdout, run("render", self.book(), "-o", "-").stdout)

    def test_damaged_bundle_from_standard_input(self):
        self.sentence(run("list", "-", stdin=b"no zip at all"), 2, "Standard input")


class Dump(Case):
    def test_each_region_has_its_own_forms(self):
        """F1: by lang= and, without one, by the characters of the article."""
        entries = {"README.md": "# 首页\n\n目录。\n"}
        for region, (tag, title, body) in REGIONS.items():
            entries[f"{region}-tagged.html"] = f"<html lang={tag}><h1>{title}</h1><p>{body}</p></html>"
            entries[f"{region}-untagged.md"] = f"# {title}\n\n{body}\n"
            entries[f"{region}-inside.html"] = f"<html lang=en><p>Words. <span lang={tag}>{body}</span></p></html>"
        book = self.bundle(entries)
        for region in REGIONS:
            for form in ("tagged.html", "untagged.md", "inside.html"):
                done = run("dump", book, "--entry", f"{region}-{form}", "--as", "pages")
                self.assertEqual(done.returncode, 0, done.stderr)
                lines = [line for line in done.stdout.decode().splitlines() if line.startswith("run") and "骨" in line]
                self.assertTrue(lines)
                for line in lines:
                    self.assertIn(f" {region} text ", line)

    def test_every_stage(self):
        book = self.book()
        stages = {stage: run("dump", book, "--as", stage) for stage in ("text", "html", "tree", "lines", "pages")}
        for stage, result in stages.items():
            self.assertEqual((result.returncode, result.stderr), (0, b""), stage)
            self.assertIn("开放".encode(), result.stdout, stage)
        self.assertIn("<h2>开放时间</h2>".encode(), stages["html"].stdout)
        self.assertNotIn(b"<", stages["text"].stdout)

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        with open("/dev/full", "w") as full:
            result = subprocess.run([SLIPCASE, "dump", self.book(), "--as", "text"], stdout=full, stderr=subprocess.PIPE,
                                    env=dict(os.environ, LANGUAGE="en"))
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"Standard output", result.stderr)


class List(Case):
    def test_lines_and_json(self):
        book = self.bundle({"README.md": ARTICLE, "pages/英 \"quoted\".md": "# An \"English\" page\n\nJust words here.\n",
                            "a.html": "<html lang=ja><title>題名</title><p>かな</p></html>", "x.png": "no article"})
        lines = run("list", book).stdout.decode().splitlines()
        self.assertEqual(sorted(line.split("\t")[0] for line in lines),
                         ["README.md", "a.html", "pages/英 \"quoted\".md"])
        self.assertIn("README.md\t河边的图书馆\tzh-Hans", lines)
        listed = json.loads(run("list", book, "--json").stdout)
        self.assertEqual({(item["path"], item["title"], item["language"]) for item in listed},
                         {tuple(line.split("\t")) for line in lines})


class Check(Case):
    def test_sound(self):
        result = run("check", self.book())
        self.assertEqual((result.returncode, result.stdout), (0, b""))
        self.assertEqual(json.loads(run("check", self.book(), "--json").stdout), [])

    def test_each_finding_is_a_line(self):
        book = self.bundle({
            "README.md": "# 题\n\n[死链](gone.md) [活链](b.md) [外](https://example.org/)\n\n![图](gone.png) ![坏](bad.png)\n",
            "b.md": "好。".encode() + b"\xff\xfe" + "好。".encode(),
            "bad.png": b"\x89PNG\r\n\x1a\n garbage",
            "../climbs.md": "x",
            "empty.md": "",
        })
        result = run("check", book)
        self.assertEqual(result.returncode, 1, result.stderr)
        found = json.loads(run("check", book, "--json").stdout)
        self.assertEqual(len(result.stdout.decode().splitlines()), len(found))
        kinds = {(item["entry"], item["kind"]) for item in found}
        self.assertEqual(kinds, {("README.md", "link"), ("README.md", "picture"), ("b.md", "charset"), ("bad.png", "picture"),
                                 ("../climbs.md", "name"), ("empty.md", "parse")})

    def test_wrong_crc_leaves_the_others_readable(self):
        book = self.bundle({"README.md": "# 一\n\n好。", "bad.md": "# 坏\n\n" + "字" * 99})
        with open(book, "rb") as file:
            data = bytearray(file.read())
        at = data.rindex(b"PK\x01\x02")
        data[at + 16] ^= 0xFF  # the CRC in the last central header, and in its local header
        local = struct.unpack("<I", data[at + 42:at + 46])[0]
        data[local + 14] ^= 0xFF
        with open(book, "wb") as file:
            file.write(data)
        self.assertEqual(run("render", book, "-o", "-").returncode, 0)
        self.sentence(run("render", book, "--entry", "bad.md", "-o", "-"), 1, "bad.md")
        result = run("check", book)
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"bad.md", result.stdout)

    def test_cannot_open(self):
        empty = self.bundle({}, "empty.zip")
        noise = self.path("noise.zip")
        bare = self.path("nothing")
        os.mkdir(bare)
        with open(noise, "wb") as file:
            file.write(os.urandom(5000))
        for path, word in ((self.path("none.zip"), "none.zip"), (empty, "empty.zip"), (noise, "noise.zip"),
                           (bare, "nothing"), (self.bundle({"a.bin": "x"}, "data.zip"), "data.zip")):
            for verb in (["check"], ["list"], ["render", "-o", "-"], ["dump", "--as", "text"]):
                with self.subTest((path, verb)):
                    self.sentence(run(*verb, path), 2, word)


class Search(Case):
    ENTRIES = {"README.md": ARTICLE, "pages/二.md": "# 北京市\n\n第二篇。城里的图书馆，\nThe library.\n",
               "pages/三.md": "# Third\n\n圖書館和圖書館。\n"}

    def packed(self, *options):
        folder = self.path("source")
        for name, text in self.ENTRIES.items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        path = self.path("packed.zip")
        subprocess.run([PACK, folder, "-o", path, *options], check=True)
        return path

    def test_lines_with_an_index_and_without(self):
        for path in self.packed(), self.packed("--no-index"), self.path("source"):
            result = run("search", path, "图书馆")
            self.assertEqual((result.returncode, result.stderr), (0, b""))
            # The title comes first; the other two have it in their text.
            lines = result.stdout.decode().splitlines()
            self.assertEqual(lines[0], "README.md\t河边的图书馆\t3\t河边的[图书馆]")
            self.assertEqual(sorted(lines[1:]), ["pages/三.md\tThird\t5\t[圖書館]和圖書館。",
                                                 "pages/二.md\t北京市\t10\t第二篇。城里的[图书馆]， The library."])
            self.assertEqual(run("search", path, "bjs").stdout.decode(), "pages/二.md\t北京市\t0\t第二篇。城里的图书馆， The library.\n")
            self.assertEqual(run("search", path, "third").stdout.decode(), "pages/三.md\tThird\t0\t[Third]\n")

    def test_json(self):
        path = self.packed()
        result = run("search", path, "--json", "libr")
        self.assertEqual(json.loads(result.stdout), [{"path": "pages/二.md", "title": "北京市", "position": 17, "begin": 16, "end": 23,
                                                      "snippet": "第二篇。城里的图书馆， The library."}])
        result = run("search", path, "--json", "鲸鱼")
        self.assertEqual((result.returncode, json.loads(result.stdout)), (1, []))

    def test_position_is_that_of_dump(self):
        path = self.packed()
        [hit] = json.loads(run("search", path, "--json", "八点开放").stdout)
        tree = run("dump", path, "--as", "tree").stdout.decode()
        blocks = [(int(at), "".join(re.findall(r'"([^"]*)"', rest))) for at, rest in re.findall(r"@(\d+) (.*)", tree)]
        begin, text = max(block for block in blocks if block[0] <= hit["position"])
        self.assertTrue(text[hit["position"] - begin:].startswith("八点开放"))

    def test_limit(self):
        path = self.packed()
        self.assertEqual(len(run("search", path, "图书馆", "--limit", "2").stdout.splitlines()), 2)
        for wrong in "0", "1001", "many", "-1":
            self.sentence(run("search", path, "图书馆", "--limit", wrong), 2, "--limit takes a number from 1 to 1000")

    def test_nothing_found(self):
        path = self.packed()
        self.sentence(run("search", path, "鲸鱼"), 1, f"Nothing in {path} matches “鲸鱼”.")
        self.sentence(run("search", path, "？！"), 1, "no letter, character or digit in “？！”")
        result = run("search", path, "鲸鱼", env={"LANGUAGE": "zh_CN"})
        self.assertEqual(result.stderr.decode(), f"slipcase: {path} 中没有与“鲸鱼”相符的内容。\n")

    def test_standard_input(self):
        with open(self.packed(), "rb") as file:
            result = run("search", "-", "图书馆", stdin=file.read())
        self.assertEqual((result.returncode, len(result.stdout.splitlines()), result.stderr), (0, 3, b""))

    def test_wrong_command_lines(self):
        path = self.packed()
        self.sentence(run("search", path), 2, "search needs a bundle and what to look for")
        self.sentence(run("search"), 2, "search needs a bundle and what to look for")
        self.sentence(run("search", path, "图书馆", "河"), 2, "“河” is one argument too many")
        self.sentence(run("search", path, "图书馆", "--page", "1"), 2, "--page is no option of this command")
        self.sentence(run("search", self.path("none.zip"), "图书馆"), 2, "none.zip")
        for word in "-x", "-xx", "-河", "--any":
            self.sentence(run("search", path, word), 2, f"slipcase: {word} is no option of this command")
            self.sentence(run("search", word, path), 2, f"slipcase: {word} is no option of this command")
        self.sentence(run("search", path, "--", "-鲸"), 1, f"Nothing in {path} matches “-鲸”.")

    def test_damaged_index(self):
        path = self.packed()
        with open(path, "r+b") as file:
            at = file.read().index(b"SQLite format 3")
            file.seek(at + 100)
            file.write(b"\xff" * 4000)
        result = run("search", path, "图书馆")
        self.assertEqual((result.returncode, len(result.stdout.splitlines())), (0, 3))
        self.assertEqual(result.stderr.decode().splitlines(),
                         [f"slipcase: The search index of {path} is damaged, so its articles are read instead; pack the bundle again."])
        found = run("check", path).stdout.decode()
        self.assertIn(f"The search index of {path} is damaged", found)
        self.assertIn(".slipcase/search.db", found)

    def test_an_index_that_lies(self):
        with zipfile.ZipFile(self.packed()) as packed:
            packed.extract(".slipcase/search.db", self.path("lies"))
        path = self.packed("--no-index")
        index = self.path("lies/.slipcase/search.db")
        with sqlite3.connect(index) as database:
            database.execute("UPDATE article SET title = 'Prize' WHERE path = 'pages/二.md'")
        database.close()
        with zipfile.ZipFile(path, "a") as archive:
            archive.write(index, ".slipcase/search.db")
        finding = "the search index has another title for it; pack the bundle again"
        result = run("check", path)
        self.assertEqual((result.returncode, result.stdout.decode()), (1, f"pages/二.md: {finding}\n"))
        self.assertEqual(json.loads(run("check", path, "--json").stdout),
                         [{"entry": "pages/二.md", "kind": "index", "finding": finding}])

    def test_a_damaged_article(self):
        path = self.path("worn.zip")
        with zipfile.ZipFile(path, "w") as out:
            for name in "README", "first", "second":
                out.writestr(f"{name}.md", f"# {name}\n\n河水涨了。\n")
            at = out.getinfo("first.md").header_offset
        with open(path, "r+b") as file:
            file.seek(at + 30 + len("first.md"))
            file.write(b"?")
        result = run("search", path, "河水")
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertEqual([line.split("\t")[0] for line in result.stdout.decode().splitlines()], ["README.md", "second.md"])
        self.assertIn("first.md is damaged", run("check", path).stdout.decode())

    def test_the_index_is_no_article(self):
        path = self.packed()
        self.assertEqual(run("check", path).returncode, 0)
        self.assertEqual(len(run("list", path).stdout.splitlines()), 3)
        self.assertNotIn(b"search.db", run("list", path).stdout)
        # It lies below the folder that all are in, so that their names stay what they were.
        source = self.path("source")
        self.ENTRIES = {f"top/{name}": text for name, text in self.ENTRIES.items()}
        subprocess.run(["rm", "-r", source], check=True)
        self.assertIn("README.md\t河边的图书馆\t3\t", run("search", self.packed(), "图书馆").stdout.decode())

    def test_shelf(self):
        shelf = self.path("shelf.zip")
        with zipfile.ZipFile(shelf, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(self.packed(), "book.zip")
        result = run("search", shelf + "/book.zip", "图书馆")
        self.assertEqual((result.returncode, len(result.stdout.splitlines()), result.stderr), (0, 3, b""))
        self.assertEqual(run("search", shelf, "book").stdout.decode(), "book.zip\tbook.zip\t0\t\n")


class Kinds(Case):
    """What is no zip of articles, through every verb."""
    VERBS = (["list"], ["check"], ["render", "-o", "-"], ["dump", "--as", "text"])
    PICTURE = open(os.path.join(TESTS, "compare", "vertical.png"), "rb").read()

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def shelf(self, method):
        book = self.bundle({"OEBPS/a.xhtml": "<h1>河</h1><p>春天。</p>"}, "a book.epub")
        path = self.path("shelf.zip")
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.write(book, "a book.epub")
        os.remove(book)
        return path

    def outcomes(self, bundle):
        results = [run(*verb, bundle) for verb in self.VERBS]
        for result in results:
            self.assertEqual(result.stderr, b"")
        return [(result.returncode, result.stdout) for result in results]

    def test_folder(self):
        self.write("book/README.md", ARTICLE + "![](图/a.png)")
        self.write("book/pages/二.md", "# 第二篇\n\n完。\n")
        self.write("book/图/a.png", self.PICTURE)
        self.write("book/.git/config", "x")
        zipped = self.bundle({"README.md": ARTICLE + "![](图/a.png)", "pages/二.md": "# 第二篇\n\n完。\n",
                              "图/a.png": self.PICTURE})
        self.assertEqual(self.outcomes(self.path("book")), self.outcomes(zipped))
        self.assertEqual(self.outcomes(self.path("book/")), self.outcomes(zipped))

    def test_folder_with_what_is_left_out(self):
        self.write("book/a.md", "# 一\n\n二。")
        os.symlink("a.md", self.path("book/link.md"))
        os.mkfifo(self.path("book/pipe.md"))
        result = run("check", self.path("book"))
        self.assertEqual(result.returncode, 1)
        self.assertEqual(sorted(line.split()[0] for line in result.stdout.decode().splitlines()), ["link.md", "pipe.md"])

    def test_article_by_itself(self):
        article = self.write("notes/一.md", "# 一\n\n![](a.png) [二](二.md)\n")
        self.write("notes/a.png", self.PICTURE)
        self.write("notes/二.md", "# 二\n")
        self.assertEqual(run("list", article).stdout.decode(), "一.md\t一\tzh-Hans\n")
        self.assertEqual(run("render", article, "-o", "-").returncode, 0)
        result = run("check", article)
        self.assertEqual(result.stdout.decode(), "一.md: a link leads to “二.md”, which is not in the bundle\n")

    def test_book_on_a_shelf(self):
        plain = self.outcomes(self.bundle({"OEBPS/a.xhtml": "<h1>河</h1><p>春天。</p>"}, "plain.epub"))
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            self.assertEqual(self.outcomes(self.shelf(method) + "/a book.epub"), plain)

    def test_shelf_itself(self):
        shelf = self.shelf(zipfile.ZIP_DEFLATED)
        self.assertEqual(run("list", shelf).stdout, b"a book.epub\t\tund\n")
        self.assertEqual(run("check", shelf).returncode, 0)
        for verb in (["render", "-o", "-"], ["dump", "--as", "text"]):
            self.sentence(run(*verb, shelf), 1, "shelf of bundles", "shelf.zip/NAME")
        self.sentence(run("list", shelf + "/other.epub"), 2, "has no entry", "other.epub")

    def test_shelf_through_a_pipe(self):
        with open(self.shelf(zipfile.ZIP_STORED), "rb") as file:
            result = run("list", "-", stdin=file.read())
        self.assertEqual(result.stdout, b"a book.epub\t\tund\n")

    def test_damaged_on_the_shelf(self):
        shelf = self.shelf(zipfile.ZIP_DEFLATED)
        with open(shelf, "r+b") as file:
            file.seek(100)
            file.write(b"garbage")
        self.sentence(run("list", shelf + "/a book.epub"), 2, "a book.epub is damaged")


class Fonts(Case):
    def test_no_font_found(self):
        result = run("render", self.book(), "-o", "-", env={"SLIPCASE_FONTS": self.path("nowhere")})
        self.sentence(result, 2, "nowhere")


class Regions(Case):
    """F1: whose forms a text takes follows its element's language, its article's, its bundle's, and then its characters."""
    FIXTURES = os.path.join(TESTS, "fixtures", "regions")
    REGIONS = {"zh-Hans": "sc", "zh-Hant-TW": "tc", "zh-Hant-HK": "hk", "ja": "jp", "ko": "kr"}
    UNTAGGED = {"zh-Hans.md": "sc", "zh-Hant-TW.md": "tc", "ja.md": "jp", "ko.md": "kr"}

    def fixture(self, name):
        with open(os.path.join(self.FIXTURES, name), encoding="utf-8") as file:
            return file.read()

    def runs(self, name, language=None):
        """The region and the text of each run; `language` is the bundle's."""
        entries = {name: self.fixture(name)}
        if language:
            entries["bundle.ini"] = f"[bundle]\nid = org.example.regions\nlanguage = {language}\n"
        return self.runs_of(self.bundle(entries))

    def runs_of(self, book):
        result = run("dump", book, "--as", "pages")
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        lines = [line for line in result.stdout.decode().splitlines() if line.startswith("run ")]
        return [re.match(r'run \S+ at \S+ .*?\b(sc|tc|hk|jp|kr) [^"]*"(.*)"$', line).groups() for line in lines]

    def test_f1_article(self):
        for language, region in self.REGIONS.items():
            with self.subTest(language):
                self.assertEqual({found for found, _ in self.runs(language + ".html")}, {region})

    def test_f1_characters(self):
        for name, region in self.UNTAGGED.items():
            with self.subTest(name):
                self.assertEqual({found for found, _ in self.runs(name)}, {region})

    def test_f1_bundle(self):
        for name, language, region in (("zh-Hant-TW.md", "zh-Hant-HK", "hk"), ("zh-Hans.md", "zh-Hant-TW", "tc"),
                                       ("zh-Hant-TW.md", "ja", "jp"), ("zh-Hans.md", "ko", "kr"), ("ja.md", "zh-Hans", "jp"),
                                       ("ko.md", "zh-Hans", "kr"), ("zh-Hans.html", "ja", "sc"), ("zh-Hans.md", "en", "sc")):
            with self.subTest(name + " in " + language):
                self.assertEqual({found for found, _ in self.runs(name, language)}, {region})

    def test_f1_epub(self):
        """A chapter that names no language has its package's; a bare zh says nothing of the forms."""
        for name, language, region in (("zh-Hant-TW.md", "zh-HK", "hk"), ("zh-Hans.md", "zh-TW", "tc"), ("zh-Hans.md", "ja", "jp"),
                                       ("zh-Hant-TW.md", "zh", "tc"), ("zh-Hans.md", "zh", "sc"), ("ja.md", "zh-TW", "jp"),
                                       ("zh-Hans.html", "ja", "sc")):
            chapter = self.fixture(name)
            if name.endswith(".md"):
                title, _, text = chapter.partition("\n")
                chapter = f"<html><body><h1>{title[2:]}</h1><p>{text}</p></body></html>"
            book = self.bundle({
                "mimetype": "application/epub+zip",
                "META-INF/container.xml": "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>",
                "b.opf": f"<package><metadata><dc:language>{language}</dc:language></metadata><manifest><item id='c' href='c.html' "
                         "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine></package>",
                "c.html": chapter}, "book.epub")
            with self.subTest(name + " in " + language):
                self.assertEqual({found for found, _ in self.runs_of(book)}, {region})

    def test_f1_element(self):
        runs = self.runs("elements.html")
        for language, paragraph in re.findall(r'<p lang="(\S+)">(.*)</p>', self.fixture("elements.html")):
            with self.subTest(language):
                text = "".join(text for found, text in runs if found == self.REGIONS[language])
                self.assertIn(paragraph.replace(" ", ""), text.replace(" ", ""))


class Handbook(Case):
    def test_sound_and_readable(self):
        result = run("check", HANDBOOK)
        self.assertEqual((result.returncode, result.stdout), (0, b""), result.stdout.decode())
        listed = json.loads(run("list", HANDBOOK, "--json").stdout)
        self.assertLessEqual({"zh-Hans", "zh-Hant", "en", "ja", "ko"}, {item["language"] for item in listed})
        for item in listed:
            result = run("dump", HANDBOOK, "--entry", item["path"], "--as", "lines")
            self.assertEqual(result.returncode, 0, result.stderr)


    def test_page_of_the_readme(self):
        """The picture that README.md shows is the page as it is now; UPDATE=1 in the environment writes it anew."""
        golden = os.path.join(TESTS, "command", "golden", "handbook.png")
        page = run("render", HANDBOOK, "--entry", "pages/zh-Hans/typography.md", "--page", "3", "-o", "-")
        self.assertEqual(page.returncode, 0, page.stderr)
        if os.environ.get("UPDATE"):
            with open(golden, "wb") as file:
                file.write(page.stdout)
        with open(golden, "rb") as file:
            here, there = rgb_pixels(page.stdout), rgb_pixels(file.read())
        self.assertEqual(len(here), len(there))
        # As tests/paint/test_page.c has it: where numbers are 32 bits wide FreeType fills curves of Latin letters a little differently.
        most, many = (2, len(here) // 3 // 10000) if is_32_bit(SLIPCASE) else (0, 0)
        self.assertLessEqual(max(abs(one - other) for one, other in zip(here, there)), most)
        self.assertLessEqual(sum(here[i:i + 3] != there[i:i + 3] for i in range(0, len(here), 3)), many)

    def test_sheets_of_the_readme(self):
        """Our pages in the pictures of tests/compare/, which have fewer colours, are the pages as they are now."""
        typography = [HANDBOOK, "--entry", "pages/zh-Hans/typography.md", "--size", "1280x800", "--theme", "day"]
        vertical = [os.path.join(TESTS, "fixtures", "vertical.html"), "--size", "1000x640"]
        for name, page, place in (("handbook.png", typography, "1280x800+4+38"), ("vertical.png", vertical, "1000x640+0+0")):
            with self.subTest(name):
                ours, theirs = self.path("ours.png"), self.path("theirs.png")
                self.assertEqual(run("render", *page, "--font-size", "24", "-o", ours).returncode, 0)
                subprocess.run(["convert", os.path.join(TESTS, "compare", name), "-crop", place, "+repage", theirs], check=True)
                done = subprocess.run(["compare", "-metric", "AE", "-fuzz", "10%", ours, theirs, "null:"],
                                      capture_output=True, text=True)
                self.assertLess(float(done.stderr), 500, f"{name}: draw it anew (ninja -C build/native comparison)")


class Corpus(Case):
    def test_five_thousand_articles(self):
        book = self.path("corpus.zip")
        subprocess.run([sys.executable, os.path.join(TESTS, "corpus", "generate.py"), book, "--articles", "5000"], check=True)
        self.assertEqual(run("render", book, "-o", self.path("home.png")).returncode, 0)
        listed = run("list", book).stdout.decode().splitlines()
        self.assertGreaterEqual(len(listed), 5000)
        result = run("check", book)
        self.assertEqual((result.returncode, result.stdout[:2000]), (0, b""))
        for line in listed[::500]:
            text = run("dump", book, "--entry", line.split("\t")[0], "--as", "text")
            self.assertEqual(text.returncode, 0)
            for tag in (b"<ok", b"</", b"<div", b"&nbsp;"):
                self.assertNotIn(tag, text.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
