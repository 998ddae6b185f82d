"""Row 8: what is asked of many articles, from the start of a process to its answer."""
import os
import shutil

import measure
import works

# What the texts have (vocabulary.py): a word, the first half of one, a phrase of two words, a word of Latin letters, what one article
# has, what none has.
QUERIES = {"a word of two characters": "站台", "half a word": "蒸汽", "a phrase": "恢复使用", "a Latin word": "K326", "a rare word": None,
           "nothing": "海盗船"}
ALL = ["--limit", "1000"]  # for counting what ours finds; to a reader it gives the best 20, with what is around them


def bytes_of(folder):
    return sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))


def made(bench, name, command):
    """What it takes to make the file `name`, once; and its size."""
    took = measure.whole(command, 3600)
    path = bench.path(name)
    return took, os.path.getsize(path) if took and os.path.exists(path) else 0


def found(program, took):
    """How many articles the answer names."""
    lines = took.output.splitlines()
    return sum(line.startswith("article ") for line in lines) if program == "zimsearch" else len(lines)


def quietly(command):
    """A program that found nothing says so by its exit status, which is an answer, too."""
    return ["sh", "-c", '"$@" || [ $? -eq 1 ]', "-", *command]


def build(bench, source, pages):
    """Packs the articles with an index and without, ours and theirs; says what the index takes."""
    pack, zim = [bench.program("slipcase-pack"), source, "-o"], works.zim_command(pages, bench.path("i.zim"))
    commands = {
        "slipcase-pack": ("i.zip", pack + [bench.path("i.zip")]),
        "slipcase-pack, no index": ("n.zip", pack + [bench.path("n.zip"), "--no-index"]),
        "zimwriterfs": ("i.zim", zim),
        "zimwriterfs, no index": ("n.zim", [*zim[:1], "--withoutFTIndex", *zim[1:-1], bench.path("n.zim")]),
    }
    took = {name: made(bench, *command) for name, command in commands.items()}
    text = bytes_of(source)
    ours, plain, theirs, bare = took.values()
    bench.report.add(8, "packing these, processor time", "s", {name: one[0].processor if one[0] else "fails" for name, one in took.items()})
    bench.report.add(8, "the same, most memory", "KiB", {name: one[0].peak if one[0] else "fails" for name, one in took.items()})
    bench.report.add(8, "the index, of the texts' bytes", "share",
                     {"slipcase-pack": (ours[1] - plain[1]) / text, "zimwriterfs": (theirs[1] - bare[1]) / text if theirs[0] else "fails"})


def row_8(bench):
    count = 500 if bench.short else 20_000
    source, pages = works.folders(bench.folder, count, 4_000)
    build(bench, source, pages)
    for what, query in QUERIES.items():
        query = query or str(count - 1)
        ours, theirs = [bench.program("slipcase"), "search"], bench.path("i.zim")
        commands = {
            "slipcase": [*ours, bench.path("i.zip"), query],
            "slipcase, no index": [*ours, bench.path("n.zip"), query],
            "zimsearch": ["zimsearch", theirs, query],
            "kiwix-search": ["kiwix-search", theirs, query],
            "grep -r": ["grep", "-rlF", query, source],
        }
        contest = measure.in_turn({name: lambda command=command: measure.whole(quietly(command)) for name, command in commands.items()},
                                  bench.runs)
        label = f"search {count:,} articles: {what}"
        bench.report.add(8, label, "s", {name: measure.median([one.seconds for one in took]) if took else "fails"
                                         for name, took in contest.items()}, plotted=True)
        # kiwix-search has a page of ten.
        del commands["kiwix-search"]
        answers = {name: measure.whole(quietly(command + (ALL if name.startswith("slipcase") else [])))
                   for name, command in commands.items()}
        bench.report.add(8, "the same, articles found (ours: at most 1,000)", "articles",
                         {name: found(name, took) for name, took in answers.items() if took})
    first = [bench.program("slipcase"), "search", bench.path("i.zip"), "蒸汽"]
    bench.report.add(8, "search for half a word, instructions", "instructions", {
        "slipcase": measure.instructions(first, None),
        "slipcase --version": measure.instructions([bench.program("slipcase"), "--version"], None)})
    bench.report.add(8, "the same, most memory", "KiB", {
        "slipcase": measure.peak_pss(first), "zimsearch": measure.peak_pss(["zimsearch", bench.path("i.zim"), "站台"])})
    shutil.rmtree(source)
    shutil.rmtree(pages)


ROWS = {8: row_8}
