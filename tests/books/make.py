#!/usr/bin/env python3
"""Writes the bundles of test_books.py, each for one feature of a kind of book: make.py FOLDER

The EPUBs have the shape of W3C's test material (one feature a book), with texts of our own."""
import os
import sys
import zipfile

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
TYPES = {".xhtml": "application/xhtml+xml", ".html": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml",
         ".png": "image/png", ".ncx": "application/x-dtbncx+xml", ".otf": "application/vnd.ms-opentype",
         ".js": "text/javascript"}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000020000000308000000009c81815d0000001149444154789c635048604858c0"
                    "b0e001000a29030131f2f5400000000049454e44ae426082")
BOOKS = {}


def book(function):
    """A function that returns {entry: text or bytes}, under its name with '-' for '_'."""
    BOOKS[function.__name__.replace("_", "-")] = function
    return function


def page(title, body, head=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh">
<head><title>{title}</title>{head}</head>
<body>{body}</body>
</html>
"""


def chapter(number):
    han = "一二三四五六七八九"[number - 1]
    return page(f"第{han}章", f"<h1>第{han}章</h1><p>这是第{han}章的正文。</p>")


def package(items, spine, version="3.0", metadata="", after="", toc=""):
    """`items` is {id: href} or {id: (href, properties)}; `spine` a list of ids, with a '-' before what is not linear."""
    manifest = ""
    for key, value in items.items():
        href, properties = value if isinstance(value, tuple) else (value, "")
        kind = TYPES.get(os.path.splitext(href)[1], "application/octet-stream")
        extra = f' properties="{properties}"' if properties else ""
        manifest += f'    <item id="{key}" href="{href}" media-type="{kind}"{extra}/>\n'
    refs = "".join(f'    <itemref idref="{key.lstrip("-")}"' + (' linear="no"' if key[0] == "-" else "") + "/>\n"
                   for key in spine)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="id">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
    <dc:identifier id="id">urn:example:book</dc:identifier>
    <dc:title>试卷之书</dc:title>
    <dc:language>zh</dc:language>
    {metadata}
  </metadata>
  <manifest>
{manifest}  </manifest>
  <spine{toc}>
{refs}  </spine>{after}
</package>
"""


def nav(items, before="", after=""):
    return page("目录", f'{before}<nav epub:type="toc"><h1>目录</h1>{items}</nav>{after}')


def ncx(points):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
  <head><meta name="dtb:uid" content="urn:example:book"/></head>
  <docTitle><text>试卷之书</text></docTitle>
  <navMap>{points}</navMap>
  <pageList><pageTarget id="p1"><navLabel><text>页一</text></navLabel><content src="c1.xhtml#p1"/></pageTarget></pageList>
</ncx>
"""


def epub(files, folder="", name="package.opf"):
    """Puts the container around the files of a book, whose package document is folder + name."""
    return {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER.format(folder + name),
            **{folder + path: data for path, data in files.items()}}


LINKS = '<ol><li><a href="c1.xhtml">开头</a></li><li><a href="c2.xhtml">结尾</a></li></ol>'
PAGES = {"c1": "c1.xhtml", "c2": "c2.xhtml"}
CHAPTERS = {"c1.xhtml": chapter(1), "c2.xhtml": chapter(2)}


@book
def epub3_nav():
    """The navigation document is the table, not in the reading order; its lists of pages and landmarks are left aside."""
    other = ('<nav epub:type="landmarks"><ol><li><a href="c2.xhtml">正文</a></li></ol></nav>'
             '<nav epub:type="page-list" hidden=""><ol><li><a href="c1.xhtml#p">1</a></li></ol></nav>')
    return epub({"package.opf": package({"nav": ("nav.xhtml", "nav"), **PAGES}, ["c1", "c2"],
                                        metadata="<dc:date>2024-05-01</dc:date>"),
                 "nav.xhtml": nav(LINKS, before=other, after=other), **CHAPTERS})


@book
def epub3_nested_nav():
    """Lists in lists are levels, spans are headings, a picture's text is a label."""
    items = ('<ol><li><span>第一<em>部</em></span><ol><li><a href="c1.xhtml">一\n  章</a><ol><li><a href="c1.xhtml#s">一节'
             '</a></li></ol></li></ol></li><li><span>第二部</span><ol><li><a href="c2.xhtml"><img src="x.png" alt="二章"/>'
             '</a></li><li><a href="c9.xhtml">缺章</a></li></ol></li></ol>')
    return epub({"package.opf": package({"nav": ("nav.xhtml", "nav"), **PAGES}, ["nav", "c1", "c2"]),
                 "nav.xhtml": nav(items), **CHAPTERS})


@book
def epub2_ncx():
    """EPUB 2: the NCX, nested, and the date of publication."""
    points = ('<navPoint id="a" playOrder="1"><navLabel><text>开头</text></navLabel><content src="c1.xhtml"/>'
              '<navPoint id="b" playOrder="2"><navLabel><text>开头之节</text></navLabel><content src="c1.xhtml#s"/></navPoint>'
              '</navPoint><navPoint id="c" playOrder="3"><navLabel><text>结尾</text></navLabel><content src="c2.xhtml"/>'
              '</navPoint><navPoint id="d"><navLabel><text>缺</text></navLabel><content src="c3.xhtml"/></navPoint>')
    dates = ('<dc:date opf:event="modification">2020-01-02</dc:date><dc:date opf:event="publication">1999</dc:date>'
             '<dc:date opf:event="creation">1998</dc:date>')
    return epub({"content.opf": package({"ncx": "toc.ncx", **PAGES}, ["c1", "c2"], "2.0", dates, toc=' toc="ncx"'),
                 "toc.ncx": ncx(points), **CHAPTERS}, name="content.opf")


@book
def epub2_ncx_unnamed():
    """The spine does not say which item is the NCX; its media type does."""
    points = '<navPoint id="a"><navLabel><text>甲</text></navLabel><content src="c2.xhtml"/></navPoint>'
    opf = package({"ncx": "toc.ncx", **PAGES}, ["c1", "c2"], "2.0").replace("language>zh<", "language>ja<")
    return epub({"package.opf": opf, "toc.ncx": ncx(points),
                 **CHAPTERS})


@book
def epub_no_table():
    """Neither nav nor NCX: the spine is the table, under the names of its files."""
    return epub({"package.opf": package(PAGES, ["c2", "c1"]), **CHAPTERS})


@book
def cover_by_property():
    return epub({"package.opf": package({"i": ("images/cover.png", "cover-image"), **PAGES}, ["c1", "c2"]),
                 "images/cover.png": PNG, **CHAPTERS})


@book
def cover_by_meta():
    return epub({"package.opf": package({"i": "images/cover.png", **PAGES}, ["c1", "c2"], "2.0",
                                        '<meta name="cover" content="i"/>'),
                 "images/cover.png": PNG, **CHAPTERS})


@book
def cover_by_guide():
    """The guide names a page, whose first picture is the cover; it is in an SVG, as such pages are written."""
    cover = page("封面", '<div><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                 'width="100%" height="100%" viewBox="0 0 2 3"><image width="2" height="3" '
                 'xlink:href="images/cover.png"/></svg></div>')
    return epub({"package.opf": package({"c0": "cover.xhtml", "i": "images/cover.png", **PAGES}, ["-c0", "c1", "c2"], "2.0",
                                        after='<guide><reference type="cover" title="封面" href="cover.xhtml"/></guide>'),
                 "cover.xhtml": cover, "images/cover.png": PNG, **CHAPTERS})


@book
def spine_not_linear():
    """What is not linear is out of the reading order, and links lead to it."""
    first = page("第一章", '<h1>第一章</h1><p>看<a href="answers.xhtml#a2">答案</a>和<a href="c2.xhtml">下一章</a>。</p>')
    answers = page("答案", '<h1>答案</h1><p id="a1">甲</p><p id="a2">乙</p>')
    return epub({"package.opf": package({**PAGES, "a": "answers.xhtml"}, ["c1", "-a", "c2"]), **CHAPTERS,
                 "c1.xhtml": first, "answers.xhtml": answers})


@book
def remote_resources():
    """Never fetched: a picture is missing, sound and scripts are nothing."""
    body = ('<h1>远方</h1><p>图：</p><img src="https://example.org/far.png" alt="远处的图"/>'
            '<audio src="https://example.org/far.mp3" controls="controls">听不了。</audio>'
            '<script src="https://example.org/far.js"></script><p>完。</p>')
    return epub({"package.opf": package({"c1": ("c1.xhtml", "remote-resources scripted")}, ["c1"]),
                 "c1.xhtml": page("远方", body)})


def encryption(*entries):
    data = "".join(f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
                   f'<enc:CipherReference URI="{path}"/></enc:CipherData></enc:EncryptedData>' for path, algorithm in entries)
    return ('<?xml version="1.0"?><encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            f'xmlns:enc="http://www.w3.org/2001/04/xmlenc#">{data}</encryption>')


AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


@book
def obfuscated_fonts():
    """Fonts in disguise are no encryption of the book."""
    style = '<style>@font-face { font-family: f; src: url(fonts/a.otf) } body { font-family: f }</style>'
    return {**epub({"package.opf": package({**PAGES, "f": "fonts/a.otf", "g": "fonts/b.otf"}, ["c1", "c2"]), **CHAPTERS,
                    "c1.xhtml": chapter(1).replace("</head>", style + "</head>"),
                    "fonts/a.otf": bytes(range(256)), "fonts/b.otf": bytes(range(256))}),
            "META-INF/encryption.xml": encryption(("fonts/a.otf", "http://www.idpf.org/2008/embedding"),
                                                  ("fonts/b.otf", "http://ns.adobe.com/pdf/enc#RC"))}


@book
def encrypted_chapter():
    return {**epub({"package.opf": package(PAGES, ["c1", "c2"]), **CHAPTERS, "c2.xhtml": bytes(range(256)) * 4}, "OPS/"),
            "META-INF/encryption.xml": encryption(("OPS/c2.xhtml", AES))}


@book
def encrypted_book():
    return {**epub({"package.opf": package(PAGES, ["c1", "c2"]), "c1.xhtml": bytes(range(256)), "c2.xhtml": bytes(256)},
                   "O P S/"),
            "META-INF/encryption.xml": encryption(("O%20P%20S/c1.xhtml", AES), ("O%20P%20S/c2.xhtml", AES))}


@book
def names_encoded():
    """Chinese names and spaces, as they are and percent-encoded; the package document in a folder, and the nav in another."""
    items = '<ol><li><a href="../%E6%96%87/%E7%AB%A0%20%E4%B8%80.xhtml">一</a></li><li><a href="../文/章二.xhtml">二</a></li></ol>'
    return epub({"包.opf": package({"nav": ("导航/nav.xhtml", "nav"), "a": "%E6%96%87/%E7%AB%A0%20%E4%B8%80.xhtml",
                                   "b": "文/章二.xhtml"}, ["a", "b"]),
                 "导航/nav.xhtml": nav(items), "文/章 一.xhtml": chapter(1), "文/章二.xhtml": chapter(2)}, "书/", "包.opf")


@book
def no_mimetype():
    """Also zipped with a folder around it, as people do."""
    files = epub({"package.opf": package(PAGES, ["c2", "c1"]), **CHAPTERS}, "OEBPS/")
    del files["mimetype"]
    return {"book/" + path: data for path, data in files.items()}


@book
def other_charsets():
    """Chapters in UTF-16 and GB 18030, with byte order mark and declaration, and a package document in UTF-16."""
    opf = package({"c1": "c1.xhtml", "c2": "c2.xhtml", "c3": "c3.xhtml"}, ["c1", "c2", "c3"])
    return epub({"package.opf": opf.replace("UTF-8", "UTF-16").encode("utf-16"),
                 "c1.xhtml": chapter(1).replace("UTF-8", "UTF-16").encode("utf-16"),
                 "c2.xhtml": chapter(2).replace("UTF-8", "GB18030").encode("gb18030"),
                 "c3.xhtml": b"\xef\xbb\xbf" + chapter(3).encode()})


@book
def vertical():
    """Lines run down where the style sheet says so, under its older names, too."""
    style = '<link rel="stylesheet" type="text/css" href="style.css"/>'
    old = '<style>html { -epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl }</style>'
    return epub({"package.opf": package({**PAGES, "s": "style.css"}, ["c1", "c2"]).replace(
                     "<spine>", '<spine page-progression-direction="rtl">'),
                 "style.css": "body { writing-mode: vertical-rl; }",
                 "c1.xhtml": chapter(1).replace("</head>", style + "</head>"),
                 "c2.xhtml": chapter(2).replace("</head>", old + "</head>")})


@book
def footnotes():
    """Asides are gathered at the end, in whichever way they say what they are; a note in another file is a link."""
    body = ('<h1>注</h1><p>甲<a epub:type="noteref" href="#n1">1</a>，乙<a role="doc-noteref" href="#n2">2</a>，丙'
            '<a epub:type="noteref" href="notes.xhtml#n3">3</a>。</p><aside epub:type="footnote" id="n1"><p>甲之注。</p></aside>'
            '<p>中间的话。</p><aside role="doc-footnote" id="n2"><p>乙之注，<em>有字</em>。</p></aside><p>最后的话。</p>'
            '<aside><p>不是注的旁白。</p></aside>')
    notes = page("注释", '<h1>注释</h1><section epub:type="endnotes"><ol><li epub:type="endnote" id="n3"><p>丙之注。</p></li></ol>'
                 '</section>')
    return epub({"package.opf": package({"c1": "c1.xhtml", "n": "notes.xhtml"}, ["c1", "n"]), "c1.xhtml": page("注", body),
                 "notes.xhtml": notes})


@book
def strict_xhtml():
    """What XML allows and HTML has otherwise: empty elements, CDATA, processing instructions, named characters."""
    text = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="none.css"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd" [ <!ENTITY own "自定"> ]>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh">
<head><title/><script src="none.js"/><style/><style type="text/css"><![CDATA[ .r { color: red } ]]></style></head>
<body><a id="top"/><h1>严格<br/>之文</h1><p/><p>空<span/>元素，<a id="mid"/>锚，<i/>斜体不传染。</p><div/>
<p>字符&nbsp;&mdash;&hellip;&#x4E00;&copy;。<![CDATA[a < b && c > d]]>。</p>
<?page 12?><p class="r">红<!-- 注 --></p><textarea/><iframe/><p><video/>完</p><p><a href="#mid">回去</a></p></body>
</html>
"""
    return epub({"package.opf": package({"c1": "c1.xhtml"}, ["c1"]), "c1.xhtml": text})


@book
def svg_picture():
    """A chapter that is nothing but a picture in an SVG, with another namespace prefix."""
    body = ('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 2 3">'
            '<svg:title>封面</svg:title><svg:image width="2" height="3" xlink:href="cover.png"/></svg:svg>')
    drawing = ('<p>前</p><svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text x="1" y="1">画中字</text>'
               '<circle r="4"/></svg><p>后</p>')
    return epub({"package.opf": package({"c1": "c1.xhtml", "c2": "c2.xhtml", "i": "cover.png"}, ["c1", "c2"]),
                 "c1.xhtml": page("封面", body), "c2.xhtml": page("画", drawing), "cover.png": PNG})


@book
def fixed_layout():
    """Pages of a set size, text over a picture: the picture, then the text in its order. The cover is a drawing of one picture."""
    cover = page("封面", '<div><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100%" height="100%" '
                 'viewBox="0 0 2 3" preserveAspectRatio="none"><image width="2" height="3" xlink:href="p.png"/></svg></div>')
    style = ("<meta name='viewport' content='width=1200, height=1600'/><style>body{width:1200px;height:1600px;margin:0;position:relative} "
             "img{position:absolute;left:0;top:0;width:1200px;height:1600px} div{position:absolute;left:120px;top:300px;font-size:60px;color:#fff}</style>")
    text = '<img src="p.png" alt="底图"/><div><p>从前有一只狐狸，</p></div><div style="top:700px"><p>住在森林里。</p></div>'
    layout = '<meta property="rendition:layout">pre-paginated</meta>'
    return epub({"package.opf": package({"c": "c.xhtml", "f": "f.xhtml", "p": ("p.png", "cover-image")}, ["c", "f"], metadata=layout), "p.png": PNG,
                 "c.xhtml": cover, "f.xhtml": page("第一页", text, style)})


@book
def other_endings():
    """A chapter is what the package document says it is, whatever its name."""
    opf = package({"c1": "c1.xml", "c2": "c2"}, ["c1", "c2"]).replace("application/octet-stream", "application/xhtml+xml")
    return epub({"package.opf": opf, "c1.xml": chapter(1), "c2": chapter(2), "readme.txt": "说明"})


@book
def spine_missing_items():
    """The spine names a file that is not there, and an item that is not in the manifest."""
    return epub({"package.opf": package({**PAGES, "c3": "c3.xhtml"}, ["c1", "c3", "c4", "c2"]), **CHAPTERS})


@book
def opf_cut_off():
    """Half of the package document: its manifest is used, and pages go by their names."""
    whole = package({"nav": ("nav.xhtml", "nav"), **PAGES}, ["c2", "c1"])
    return epub({"package.opf": whole[:whole.index("<itemref")], "nav.xhtml": nav(LINKS), **CHAPTERS})


@book
def opf_is_no_xml():
    return epub({"package.opf": "这不是 XML。", **CHAPTERS})


@book
def opf_missing():
    files = epub({"package.opf": "", **CHAPTERS})
    del files["package.opf"]
    return files


@book
def container_broken():
    return {**epub({"package.opf": package(PAGES, ["c2", "c1"]), **CHAPTERS}), "META-INF/container.xml": "<container><rootfiles>"}


@book
def nav_broken():
    """A nav that is HTML rather than XHTML is read as far as it goes; one that is none falls back to the NCX."""
    broken = '<html><body><nav epub:type="toc"><ol><li><a href="c1.xhtml">开头&nbsp;<br>一</a><li><a href="c2.xhtml">结尾</a></ol>'
    return epub({"package.opf": package({"nav": ("nav.xhtml", "nav"), **PAGES}, ["c1", "c2"]), "nav.xhtml": broken, **CHAPTERS})


@book
def nav_without_table():
    """The nav has no table, the NCX has."""
    points = '<navPoint id="a"><navLabel><text>由 NCX</text></navLabel><content src="c1.xhtml"/></navPoint>'
    return epub({"package.opf": package({"nav": ("nav.xhtml", "nav"), "ncx": "toc.ncx", **PAGES}, ["c1", "c2"]),
                 "nav.xhtml": page("目录", '<nav epub:type="landmarks"><ol><li><a href="c2.xhtml">正文</a></li></ol></nav>'),
                 "toc.ncx": ncx(points), **CHAPTERS})


@book
def billion_laughs():
    """Entities that would grow are not known, and so nothing."""
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE package [<!ENTITY l0 "哈"><!ENTITY far SYSTEM "file:///etc/passwd">{laughs}]>'
    opf = package(PAGES, ["c1", "c2"]).replace("<package", doctype + "<package").replace("试卷之书", "笑&l9;&far;书")
    return epub({"package.opf": opf, **CHAPTERS,
                 "c1.xhtml": chapter(1).replace("<html", doctype.replace("package", "html") + "<html").replace(
                     "正文", "正&l9;&far;文")})


SUMMARY_PAGES = {f"{name}.md": f"文章{name}的话，没有标题，而且比标题长得多，所以不会被当作标题，于是就用文件名。" for name in "abcdefg"}


@book
def summary_mdbook():
    """mdBook: the title, prefix and suffix chapters, parts, a separator, a draft; in src/."""
    text = ("# Summary\n\n[前言](a.md)\n\n# 第一部\n\n- [一](b.md)\n    - [一之一](c.md#x)\n- [未写]()\n\n---\n\n# 第二部\n\n"
            "- [二](d.md)\n- [缺](gone.md)\n- [网](https://example.org/)\n\n[后记](e.md)\n")
    return {"book.toml": "[book]\n", "README.md": "# 仓库\n", "src/SUMMARY.md": text,
            **{"src/" + name: data for name, data in SUMMARY_PAGES.items()}}


@book
def summary_gitbook():
    """GitBook: README.md is the front page; parts are headings of level 2; titles come from the table."""
    return {"README.md": "# 书名\n\n开场白。", "SUMMARY.md": "# 目录\n\n## 上\n\n* [甲](a.md)\n* [乙](b.md)\n\n## 下\n\n* [丙](c.md)\n",
            **SUMMARY_PAGES}


@book
def sidebar_docsify():
    """docsify: links without .md, '/' is the front page, groups without links; in docs/."""
    text = "- [首页](/)\n- **指南**\n  - [甲](a)\n  - [乙](/deep/b)\n- 附\n  - [丙](c.md ':ignore')\n  - [深](deep/)\n"
    return {"README.md": "# 仓库\n", "docs/_sidebar.md": text, "docs/README.md": "# 首页\n", "docs/a.md": "甲文",
            "docs/deep/b.md": "乙文", "docs/c.md": "丙文", "docs/deep/README.md": "# 深处\n"}


@book
def vault():
    """Notes that name each other, in whatever folder they lie; the last is in Dendron's order."""
    home = ("# 首页\n\n见 [[茶]]、[[茶|喝茶]]、[[茶#怎样 泡？]]、[[水#^1a2b]]、[[100% 水]]、[[无]]与[[无|没有的]]。\n\n![[杯.png]]\n\n前 ![[杯.PNG|16]] 后 "
            "![[茶]] [[#首页]]\n\n| a |\n|---|\n| [[茶\\|甲]] |\n\n[[说明|note.two]]\n")
    return {"笔记/Home.md": home, "笔记/a/茶.md": "# 茶\n\n## 怎样 泡？\n\n用[[水]]。", "笔记/a/水.md": "近处的水", "笔记/水.md": "远处的水",
            "笔记/100% 水.md": "水", "笔记/附件/杯.png": PNG, "笔记/note.two.md": "二"}


@book
def mkdocs():
    text = ("site_name: \"站点：文档\"\ntheme: {name: material, language: zh-TW}\nmarkdown_extensions:\n  - toc:\n"
            "      slugify: !!python/object/apply:pymdownx.slugs.slugify {}\n"
            "nav:\n  - index.md\n  - 指南:\n      - 甲: a.md\n      - 更深:\n          - b.md\n      - 缺: gone.md\n"
            "  - 网: https://example.org/\n  - '丙': c.md\n")
    return {"README.md": "# 仓库\n", "mkdocs.yml": text, "docs/index.md": "# 首页\n",
            **{"docs/" + name: data for name, data in SUMMARY_PAGES.items()}}


@book
def mkdocs_docs_dir():
    """docs_dir elsewhere, and no nav: no table, but the front page and the title."""
    return {"mkdocs.yml": "site_name: 站\ndocs_dir: ./文档/\n", "README.md": "# 仓库\n", "文档/index.md": "# 文档首页\n", "a.md": "# 甲\n"}


@book
def mkdocs_broken():
    return {"mkdocs.yml": "nav:\n  - a.md\n - b.md: [\n", "README.md": "# 仓库\n", "a.md": "# 甲\n"}


@book
def mkdocs_aliases():
    """Aliases that repeat each other, and one that holds itself."""
    lines = ["x0: &x0 [a.md, b.md, c.md, d.md]"]
    lines += [f"x{i}: &x{i} [" + ", ".join(f"{{'{n}': *x{i - 1}}}" for n in range(9)) + "]" for i in range(1, 9)]
    return {"mkdocs.yml": "docs_dir: .\n" + "\n".join(lines) + "\nnav: &nav\n  - 甲: a.md\n  - 自己: *nav\n  - 大: *x8\n", "README.md": "# 仓库\n",
            **SUMMARY_PAGES}


@book
def front_matter():
    """Titles, dates, tags and languages of articles."""
    return {
        "README.md": "---\ntitle: >\n  折叠的\n  标题\nlang: zh-Hant\ndate: 2024-05-01\ntags: [甲, \"乙, 丙\", 3]\n---\n\n# 正文的标题\n",
        "quoted.md": "---\ntitle: \"引号 \\u4e00 \\\"内\\\"\"\nlanguage: ja\ntags: 一, 二 ,三\n---\n話\n",
        "alias.md": "---\nbase: &b 别名\ntitle: *b\ntags:\n  - *b\n  - {x: y}\n  - 末\ndate: {y: 2024}\n---\n话\n",
        "broken.md": "---\ntitle: [不闭合\n---\n\n话\n",
        "heading.md": "---\ndate: 2023-01-01 10:00:00\n---\n\n## 第一个标题\n",
        "title.html": "<title>网页标题</title><p>话</p>",
        "文件名.html": "<p>话</p>",
    }


@book
def manifest():
    """bundle.ini goes before everything else."""
    return {**epub({"package.opf": package(PAGES, ["c1", "c2"], metadata="<dc:date>1999</dc:date>"), **CHAPTERS}),
            "bundle.ini": "[bundle]\ntitle = 清单之书\nlanguage = ja\ndate = 2026-11-24\nhome = c2.xhtml\n"}


def write(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            out.writestr(info, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    for name, function in BOOKS.items():
        files = function()
        ending = ".epub" if any(path.endswith("container.xml") for path in files) else ".zip"
        write(os.path.join(sys.argv[1], name + ending), files)


if __name__ == "__main__":
    main()
