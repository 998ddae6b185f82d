#!/usr/bin/env python3
"""Writes the broken inputs, each named after its defect, into the folder given: make.py FOLDER"""
import os
import struct
import sys
import zlib

sys.dont_write_bytecode = True
from quine import quine  # noqa: E402

STORED, DEFLATED, BZIP2, ZSTD = 0, 8, 12, 93
NARROW = 0xFFFFFFFF


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zstd(blocks, window=0):
    """A Zstandard frame (RFC 8878 3.1.1) of blocks as they are, or of one repeated byte: (byte, count)."""
    frame = struct.pack("<IBB", 0xFD2FB528, 0, window << 3)
    for i, block in enumerate(blocks):
        repeated = isinstance(block, tuple)
        size = block[1] if repeated else len(block)
        frame += struct.pack("<I", (i + 1 == len(blocks)) | repeated << 1 | size << 3)[:3]
        frame += block[0] if repeated else block
    return frame


class Zeros:
    """Megabytes of them, packed without ever being in memory."""

    def __init__(self, megabytes):
        packer, block = zlib.compressobj(9, zlib.DEFLATED, -15), b"\0" * (1 << 20)
        self.packed, self.crc, self.size = b"", 0, megabytes << 20
        for _ in range(megabytes):
            self.packed += packer.compress(block)
            self.crc = zlib.crc32(block, self.crc)
        self.packed += packer.flush()


class Entry:
    """One entry; each field can lie. `local` replaces fields in the local header only."""

    def __init__(self, name, data=b"text\n", method=DEFLATED, **lies):
        self.raw = name if isinstance(name, bytes) else name.encode()
        self.packed = deflate(data) if method == DEFLATED else data
        self.fields = {"flags": 0, "method": method, "crc": zlib.crc32(data), "packed": len(self.packed),
                       "size": len(data), "made_by": 20, "attributes": 0, "extra": b"", "offset": None,
                       "name": self.raw}
        self.local = lies.pop("local", {})
        self.trailer = lies.pop("trailer", b"")
        self.fields.update(lies)

    def header(self):
        f = {**self.fields, **self.local}
        return struct.pack("<4s5H3I2H", b"PK\3\4", 20, f["flags"], f["method"], 0, 33, f["crc"], f["packed"],
                           f["size"], len(f["name"]), len(f.get("local_extra", b""))) + f["name"] + \
            f.get("local_extra", b"")

    def central(self, offset):
        f = self.fields
        return struct.pack("<4s6H3I5H2I", b"PK\1\2", f["made_by"], 20, f["flags"], f["method"], 0, 33, f["crc"],
                           f["packed"], f["size"], len(f["name"]), len(f["extra"]), 0, 0, 0, f["attributes"],
                           offset if f["offset"] is None else f["offset"]) + f["name"] + f["extra"]


def end(count, size, offset, comment=b"", disk=0):
    return struct.pack("<4s4H2IH", b"PK\5\6", disk, disk, count, count, size, offset, len(comment)) + comment


def zipped(*entries, comment=b"", count=None, size=None, offset=None, disk=0, front=b""):
    body, directory = bytearray(front), b""
    for entry in entries:
        directory += entry.central(len(body) - len(front))
        body += entry.header() + entry.packed + entry.trailer
    at = len(body) - len(front)
    return bytes(body) + directory + end(len(entries) if count is None else count,
                                         len(directory) if size is None else size,
                                         at if offset is None else offset, comment, disk)


def sound():
    return Entry("sound.md", b"# Sound\n")


def bomb(name, **lies):
    zeros = Zeros(100)
    entry = Entry(name, b"", **{"crc": zeros.crc, "packed": len(zeros.packed), "size": zeros.size, **lies})
    entry.packed = zeros.packed
    return entry


def quoted_overlap(number):
    """Each entry's deflate data quote the next one's local header and go on into its data."""
    kernel = b"\0" * 1000000
    packed, crc, size = deflate(kernel), zlib.crc32(kernel), len(kernel)
    plain = kernel
    body, entries = b"", []
    for i in reversed(range(number)):
        entry = Entry(f"{i:03}.md", b"")
        entry.fields.update(crc=crc, size=size, packed=len(packed))
        body = entry.header() + packed
        entries.insert(0, (entry, len(body)))
        head = entry.header()
        packed = b"\0" + struct.pack("<HH", len(head), len(head) ^ 0xFFFF) + head + packed
        plain = head + plain
        crc, size = zlib.crc32(plain), len(plain)
    directory = b"".join(entry.central(len(body) - length) for entry, length in entries)
    return body + directory + end(number, len(directory), len(body))


def zip64_end_lies():
    entry = sound()
    body = entry.header() + entry.packed
    directory = entry.central(0)
    at = len(body) + len(directory)
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1 << 63, 1 << 63, (1 << 64) - 1, (1 << 64) - 1)
    return body + directory + wide + struct.pack("<4sIQI", b"PK\6\7", 0, at, 1) + \
        end(0xFFFF, NARROW, NARROW)


def self_extractor():
    """Offsets count from the start of the program in front."""
    front = b"MZ" + b"\x90" * 5000
    entry = sound()
    directory = entry.central(len(front))
    body = front + entry.header() + entry.packed
    return body + directory + end(1, len(directory), len(body))


def fake_ends(places):
    """A comment full of end records that point far in front, one each to `places`; before it 80 KB of data, so that the file's
    last 64 KB do not hold what they point to."""
    far = Entry("far.md", b"far away\n" * 9000, STORED)
    comment = b"".join(end(1, 46, places(i), comment=b"") for i in range(65535 // 22))
    return zipped(sound(), far, comment=comment)


def wide(*numbers):
    """A ZIP64 field."""
    return struct.pack("<HH", 1, 8 * len(numbers)) + struct.pack(f"<{len(numbers)}Q", *numbers)


def huge_numbers():
    top = (1 << 64) - 1
    return zipped(
        sound(),
        Entry("all.md", packed=NARROW, size=NARROW, offset=NARROW, extra=wide(top, top, top)),
        Entry("size.md", size=NARROW, extra=wide(top)),
        Entry("negative.md", b"x", STORED, packed=NARROW, size=NARROW, extra=wide(1 << 63, 1 << 63)),
        Entry("packed.md", packed=NARROW, extra=wide(top - 40)),
        Entry("offset.md", offset=NARROW, extra=wide(top - 30)),
        Entry("wraps.md", packed=NARROW, offset=NARROW, extra=wide(top - 70, 60)))


def huge_numbers_behind_something():
    """With something in front of the zip each offset is moved on: past the end of all numbers."""
    return zipped(sound(), Entry("offset.md", offset=NARROW, extra=wide((1 << 64) - 1)), front=b"in front")


def wrong_descriptors():
    entries = [sound()]
    for name, numbers in (("crc", (1, 7, 5)), ("sizes", (0, 1, 1)), ("huge", (0, NARROW, NARROW))):
        entry = Entry(name + ".md", flags=8, local={"crc": 0, "packed": 0, "size": 0})
        entry.trailer = struct.pack("<4s3I", b"PK\7\x08", *numbers)
        entries.append(entry)
    missing = Entry("missing.md", flags=8, local={"crc": 0, "packed": 0, "size": 0})
    return zipped(*entries, missing)


def zip64(*entries):
    plain = zipped(*entries)
    body, record = plain[:-22], plain[-22:]
    count, size, at = struct.unpack("<10xHII2x", record)
    return body + struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, at) + \
        struct.pack("<4sIQI", b"PK\6\7", 0, len(body), 1) + end(count, NARROW, NARROW)


def cut_at_each_boundary():
    """The file ends inside or behind each of its structures."""
    a = Entry("a.md", b"first\n", STORED)
    whole = zip64(a, sound())
    local, central = len(a.header()), whole.index(b"PK\1\2")
    second, record, locator, tail = (whole.index(b"PK\3\4", 4), whole.index(b"PK\6\6"), whole.index(b"PK\6\7"), len(whole) - 22)
    for name, at in (("in-local-header", 20), ("behind-local-header", local), ("behind-first-entry", second),
                     ("before-directory", central), ("in-directory", central + 60), ("behind-directory", record),
                     ("behind-zip64-end", locator), ("behind-zip64-locator", tail), ("in-end-record", tail + 10)):
        yield "cut-" + name, whole[:at]


def extras_that_run_over():
    over = struct.pack("<HH", 1, 60000) + b"x" * 8
    return zipped(sound(), Entry("over.md", extra=over), Entry("over-wide.txt", b"x" * 9, STORED, size=9, extra=over),
                  Entry("three-bytes.md", extra=b"abc"), Entry("local.md", local={"local_extra": over}),
                  Entry("path-over.md", extra=struct.pack("<HHB", 0x7075, 500, 1) + b"abcdefgh"))


def extra_past_the_directory():
    entry = sound()
    directory = bytearray(entry.central(0))
    struct.pack_into("<H", directory, 30, 5000)
    body = entry.header() + entry.packed
    return body + bytes(directory) + end(1, len(directory), len(body))


def legacy_names_that_climb():
    """GB18030, whose second bytes may be '\\' or '/' no less than an ASCII one may."""
    names = ["春天的河水涨到台阶下面.md", "铁路与园艺.md", "厨房里的植物.md", "四时手记.md", "天气与节气.md"]
    return zipped(sound(), *(Entry(name.encode("gb18030")) for name in names), Entry("..\\目录.md".encode("gb18030")),
                  Entry("目录/../../外面.md".encode("gb18030")), Entry("C:\\目录.md".encode("gb18030")),
                  Entry("俓春天.md".encode("gb18030")))


def nested(depth, wide_by):
    """42.zip's shape: zips in zips, each level several times; the innermost are bombs."""
    inner = zipped(bomb("bomb.md"))
    for _ in range(depth):
        inner = zipped(*(Entry(f"{i:02}.zip", inner) for i in range(wide_by)))
    return zipped(sound(), *(Entry(f"level-{i}.zip", inner) for i in range(wide_by)))


def holds_itself():
    def ends(crc, packed, size):
        entry = Entry("quine.zip", b"", crc=crc, packed=packed, size=size, local={"local_extra": b"zq\x11\0" + b"." * 17})
        directory = entry.central(0)
        return entry.header(), directory + end(1, len(directory), len(entry.header()) + packed)
    return quine(ends)


def many(count, apart, wide_end):
    """Empty files and one article, without an object for each. Unless `apart` all have the place of the first."""
    zeros = b"\0" * 12
    local, central = bytearray(), bytearray()
    at = 0
    for i in range(count):
        name = b"%07d.bin" % i if i < count - 1 else b"sound.md"
        if apart or i == 0:
            at = len(local)
            local += b"PK\3\4\x14" + b"\0" * 7 + b"\x21\0" + zeros + struct.pack("<HH", len(name), 0) + name
        central += b"PK\1\2\x14\0\x14" + b"\0" * 7 + b"\x21\0" + zeros + \
            struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
    tail = b""
    if wide_end:
        tail = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(central), len(local)) + \
            struct.pack("<4sIQI", b"PK\6\7", 0, len(local) + len(central), 1)
    return bytes(local + central + tail) + end(min(count, 0xFFFF), len(central), len(local))


def endless(name, block):
    """Deflate data that go on and on without a last block, and give nothing."""
    entry = Entry(name, b"")
    entry.packed = block * ((1 << 22) // len(block))
    entry.fields.update(packed=len(entry.packed), size=100, crc=1)
    return entry


def inputs():
    yield "self-extractor", self_extractor()
    yield "comment-of-fake-end-records", fake_ends(lambda i: 0)
    yield "comment-of-fake-end-records-to-many-places", fake_ends(lambda i: 7 * i)
    yield "zip64-huge-numbers", huge_numbers()
    yield "zip64-offset-past-all-numbers", huge_numbers_behind_something()
    yield "data-descriptors-that-lie", wrong_descriptors()
    yield from cut_at_each_boundary()
    yield "extra-fields-that-run-over", extras_that_run_over()
    yield "extra-field-past-the-directory", extra_past_the_directory()
    yield "name-of-65535-bytes", zipped(sound(), Entry("n" * 65532 + ".md"), Entry("长" * 21844 + ".md", flags=0x800))
    yield "legacy-names-that-climb", legacy_names_that_climb()
    yield "nested-bombs", nested(2, 4)
    yield "zip-that-holds-itself", holds_itself()
    yield "more-than-65535-without-zip64", many(65536 + 70, True, False)
    yield "a-million-empty-entries", many(1000000, True, True)
    yield "a-million-entries-in-one-place", many(1000000, False, True)
    yield "deflate-that-never-ends", zipped(sound(), endless("stored.md", b"\0\0\0\xff\xff"),
                                            endless("fixed.md", b"\x02\x08\x20\x80\x00"))
    yield "not-a-zip", b"# Only a text\n" * 100
    yield "no-bytes", b""
    whole = zipped(sound(), Entry("more.md", bytes(range(250)) * 12, STORED))
    yield "truncated", whole[:2000]
    yield "empty-zip", end(0, 0, 0)
    yield "no-article", zipped(Entry("a.css"), Entry("b.png"))
    yield "directory-damaged", whole[:-60] + b"\0" * 20 + whole[-40:]
    yield "directory-beyond-the-file", zipped(sound(), size=1 << 20)
    yield "directory-of-two-gigabytes", zipped(sound(), size=1 << 31)
    yield "count-lie-more", zipped(sound(), count=2)
    yield "count-lie-fewer", zipped(sound(), Entry("b.md"), count=1)
    yield "zip64-end-lies", zip64_end_lies()
    yield "split-zip", zipped(sound(), disk=1)

    yield "wrong-crc", zipped(sound(), Entry("crc.md", crc=1), Entry("crc.txt", method=STORED, crc=1))
    bad = Entry("deflate.md", b"0123456789" * 50)
    bad.packed = b"\xff" * len(bad.packed)
    yield "wrong-deflate-data", zipped(sound(), bad)
    cut = Entry("cut.md", bytes(range(256)) * 9)
    cut.packed = cut.packed[:-9]
    cut.fields["packed"] -= 9
    yield "deflate-data-cut-off", zipped(sound(), cut)
    yield "local-header-differs", zipped(
        sound(), Entry("name.md", local={"name": b"eman.md"}), Entry("size.md", local={"size": 9}),
        Entry("crc.md", local={"crc": 9}), Entry("method.md", local={"method": STORED}),
        Entry("locked.md", local={"flags": 1}), Entry("place.md", offset=1))
    yield "local-extra-into-the-next-entry", local_extra_lie()
    yield "size-lie-four-gigabytes", zipped(sound(), Entry("lie.md", b"x" * 1000, STORED, packed=NARROW - 1,
                                                          size=NARROW - 1))
    yield "unpacked-size-lie", zipped(
        sound(), Entry("deflated.md", size=3 << 30), Entry("some.md", size=60 << 20),
        Entry("less.md", b"x" * 100, size=99),
        Entry("more.md", b"x" * 100, size=101), Entry("stored.md", b"x" * 100, STORED, size=99))
    yield "zip64-field-too-short", zipped(sound(), Entry("a.md", size=NARROW, extra=b"\1\0\4\0abcd"))
    yield "bomb", zipped(sound(), bomb("bomb.md"))
    yield "bomb-that-claims-little", zipped(sound(), bomb("bomb.md", size=10))
    yield "overlap", zipped(sound(), Entry("a.md", b"x" * 100, STORED, packed=150, size=150),
                            Entry("b.md", b"y" * 200, STORED))
    yield "same-bytes-twice", zipped(sound(), Entry("a.md"), Entry("b.md", offset=0), Entry("b.md", offset=0))
    yield "quoted-overlap-bomb", quoted_overlap(12)

    yield "climbing-name", zipped(sound(), Entry("../up.md"), Entry("a/../../up.md"), Entry("a\\..\\up.md"))
    yield "absolute-name", zipped(sound(), Entry("/etc/passwd"), Entry("C:\\a.md"))
    yield "control-characters-in-name", zipped(sound(), Entry("a\x1b[2J.md"), Entry("a\0.md"), Entry("a\n.md"))
    yield "name-too-long", zipped(sound(), Entry("n" * 5000 + ".md"))
    yield "name-missing", zipped(sound(), Entry(""), Entry("."))
    yield "duplicate-names", zipped(sound(), Entry("a.md", b"first"), Entry("a.md", b"second"),
                                    Entry("./a.md", b"third"))
    yield "symlink", zipped(sound(), Entry("link.md", b"/etc/passwd", STORED, made_by=3 << 8 | 20,
                                           attributes=0o120777 << 16))
    yield "encrypted", zipped(sound(), Entry("locked.md", b"x" * 30, STORED, flags=1))
    yield "unsupported-method", zipped(sound(), Entry("bzip2.md", b"BZh9", method=BZIP2),
                                       Entry("unknown.md", b"????", method=77))
    text, frame = b"zstd\n" * 20, zstd([b"zstd\n" * 20])
    say = {"method": ZSTD, "crc": zlib.crc32(text), "size": len(text)}
    yield "wrong-zstd-data", zipped(
        sound(), Entry("sound.zstd.md", frame, **say), Entry("cut.md", frame[:-9], **say),
        Entry("behind.md", frame + b"more", **say), Entry("garbage.md", b"not a frame at all", **say),
        Entry("long-distance.md", zstd([text], window=17), **say),
        Entry("shorter.md", zstd([text[:5]]), **say), Entry("longer.md", zstd([text, text]), **say))
    yield "zstd-bomb", zipped(sound(), Entry("bomb.md", zstd([(b"x", 1 << 17)] * 8000), method=ZSTD,
                                             size=8000 << 17, crc=1),
                              Entry("claims.md", zstd([(b"x", 9)]), method=ZSTD, size=NARROW - 1))
    yield "garbage-picture", zipped(sound(), Entry("garbage.png", b"no picture at all"))

    fake = end(1, 46, 0)
    yield "fake-end-record-in-comment", zipped(sound(), comment=b"see " + fake + b" there")
    yield "something-in-front", zipped(sound(), front=b"#!/bin/sh\n" * 9)
    yield "two-zips-in-one", zipped(Entry("old.md")) + zipped(sound())
    d = Entry("descriptor.md", b"x" * 100, flags=8)
    d.local = {"crc": 0, "packed": 0, "size": 0}
    d.trailer = struct.pack("<4s3I", b"PK\7\x08", d.fields["crc"], d.fields["packed"], d.fields["size"])
    yield "data-descriptors", zipped(d, sound())


def local_extra_lie():
    """a.md's extra block covers all of b.md, whose bytes a.md would then end behind."""
    b = Entry("b.md", b"y" * 50, STORED)
    a = Entry("a.md", b"x" * 50, STORED, local={"local_extra": b.header() + b.packed})
    body = a.header() + a.packed
    inner = len(a.header()) - len(b.header() + b.packed)
    directory = a.central(0) + b.central(inner) + sound().central(len(body))
    s = sound()
    body += s.header() + s.packed
    return body + directory + end(3, len(directory), len(body))


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for name, data in inputs():
        with open(os.path.join(folder, name + ".zip"), "wb") as file:
            file.write(data)
    os.makedirs(os.path.join(folder, "folder.zip"), exist_ok=True)
    denied = os.path.join(folder, "no-permission.zip")
    if os.path.exists(denied):
        os.remove(denied)
    with open(denied, "wb") as file:
        file.write(zipped(sound()))
    os.chmod(denied, 0)


if __name__ == "__main__":
    main()
