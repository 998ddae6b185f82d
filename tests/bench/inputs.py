"""What the benchmark and its guard read: all of it generated, from a fixed seed."""
import os
import random
import signal
import struct
import subprocess
import sys
import zlib

sys.dont_write_bytecode = True  # the source folder stays as it is
CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpus")
ENTRY = "pages/nsc401/n1000001.md"
NARROW = 0xFFFFFFFF
TOP = "almanac-master/"


def article(folder, size):
    """A zip with one article, ENTRY, of about `size` bytes of Markdown."""
    path = os.path.join(folder, f"article-{size}.zip")
    if not os.path.exists(path):
        subprocess.run([sys.executable, os.path.join(CORPUS, "generate.py"), path, "--one-article", str(size)], check=True)
    return path


def names_of(count, chinese_every=20):
    """README.md and articles with a picture each, 2,500 articles a folder."""
    names = [TOP + "README.md"]
    for i in range(count - 1):
        number = 1000001 + i // 2
        name = f"天气{number}" if (i // 2) % chinese_every == 0 else f"n{number}"
        names.append(f"{TOP}pages/nsc{401 + i // 5000:04}/{name}.md" + (".png" if i % 2 else ""))
    return sorted(names, key=str.encode)


def content(name):
    return b"# Spring\n\nThe river has risen to the steps.\n" if name.endswith(".md") else b"none"


def write_zip(path, names, hole=0, own=None):
    """Stored entries of a few bytes, in the shape of a git host's "download as zip": names in their order, a time in each extra
    block. `hole` bytes of nothing (sparse) stand behind the first; `own` has the bytes of entries that are not like the rest."""
    stamp = struct.pack("<HHBI", 0x5455, 5, 1, 1767225600)
    directory, count, at = bytearray(), 0, 0
    with open(path, "wb") as file:
        for name in names:
            raw, data = name.encode(), (own or {}).get(name) or content(name)
            crc, flags = zlib.crc32(data), 0 if name.isascii() else 0x800
            wide = struct.pack("<HHQ", 1, 8, at) if at >= NARROW else b""
            file.write(struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, 0, 0, 33, crc, len(data), len(data), len(raw), len(stamp)))
            file.write(raw + stamp + data)
            directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 0x0314, 20, flags, 0, 0, 33, crc, len(data), len(data), len(raw),
                                     len(stamp) + len(wide), 0, 0, 0, 0o100644 << 16, min(at, NARROW)) + raw + stamp + wide
            count += 1
            at += 30 + len(raw) + len(stamp) + len(data)
            if hole and count == 1:
                at += hole
                file.seek(at)
        file.write(directory)
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), at))
        file.write(struct.pack("<4sIQI", b"PK\6\7", 0, at + len(directory), 1))
        file.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF),
                               min(len(directory), NARROW), min(at, NARROW), 0))


def in_a_child(work, *arguments):
    """What this process ever held would count for those that it starts (ru_maxrss outlives exec)."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            work(*arguments)
            code = 0
        finally:
            os._exit(code)  # what the caller has to clean up is not the child's
    try:
        status = os.waitpid(process, 0)[1]
    except BaseException:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        raise
    if status:
        sys.exit("an input could not be written")


def entries(folder, count, order="sorted", hole=0):
    """A zip of `count` entries; their names sorted, shuffled, or all of them Chinese."""
    path = os.path.join(folder, f"entries-{count}-{order}-{hole}.zip")
    if not os.path.exists(path):
        names = names_of(count, 1 if order == "chinese" else 20)
        in_a_child(write_zip, path, random.Random(1).sample(names, count) if order == "shuffled" else names, hole)
    return path
