"""Rows 7 and 9: opening zips, packing."""
import os
import re
import shutil
import sys

import inputs
import measure
import works

MANY = 100_000  # from here on, others take minutes to be counted
WHOLE = ("unzip -l", "zipfile")  # counted as a whole process


def openers(bench, path):
    return {
        "slipcase": [bench.program("bench-open-ours"), path],
        "bare loop": [bench.program("bench-open-bare"), path],
        "minizip": [bench.program("bench-open-minizip"), path],
        "libzip": [bench.program("bench-open-libzip"), path],
        "unzip -l": ["unzip", "-l", path],
        "zipfile": [sys.executable, "-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1])", path],
    }


def reads(command, path):
    """How often the zip is read."""
    process = measure.start(["strace", "-f", "-y", "-e", "trace=read,pread64,readv,preadv", *command], stderr=measure.subprocess.PIPE)
    found = sum(f"<{path}>".encode() in line for line in process.stderr)
    process.stderr.close()
    process.wait()
    return found


def row_7(bench):
    report = bench.report
    zips = {f"opening {count:,} entries": inputs.entries(bench.folder, count)
            for count in ((1_000, 10_000) if bench.short else (1_000, 10_000, 100_000, 1_000_000))}
    if not bench.short:
        zips["opening 100,000 entries, shuffled"] = inputs.entries(bench.folder, 100_000, "shuffled")
        zips["opening 100,000 entries, Chinese"] = inputs.entries(bench.folder, 100_000, "chinese")
        zips["opening 1,000 entries, 1 GiB apart"] = inputs.entries(bench.folder, 1_000, hole=1 << 30)
    for what, path in zips.items():
        commands = openers(bench, path)
        contest = measure.in_turn({name: (lambda command=command: measure.whole(command)) for name, command in commands.items()}, bench.runs)
        report.add(7, what, "s", {name: measure.median([one.processor for one in took]) if took else "does not open it"
                                  for name, took in contest.items()}, plotted=what == f"opening {MANY:,} entries")
        few = int(re.search(r"opening ([\d,]+)", what).group(1).replace(",", "")) < MANY
        report.add(7, "the same, instructions", "instructions",
                   {name: measure.instructions(command, None if name in WHOLE else "measured") for name, command in commands.items()
                    if contest[name] and (few or name in ("slipcase", "bare loop"))})
        report.add(7, "the same, reads of the zip", "reads", {"slipcase": reads(commands["slipcase"], path)})
        held = measure.median([int(one.output.split()[1]) for one in contest["slipcase"]])
        report.add(7, "the same, held", "bytes", {"slipcase": held})


def row_9(bench):
    count = 100 if bench.short else 2_000
    source, pages = works.folders(bench.folder, count, 12_000)
    out = {name: bench.path("packed" + kind) for name, kind in
           (("slipcase-pack", ".zip"), ("slipcase-pack, no index", "-n.zip"), ("zip -r", "-r.zip"), ("zimwriterfs", ".zim"),
            ("zimwriterfs, no index", "-j.zim"))}
    zim = works.zim_command(pages, out["zimwriterfs"])
    plain = works.zim_command(pages, out["zimwriterfs, no index"])
    commands = {
        "slipcase-pack": [bench.program("slipcase-pack"), source, "-o", out["slipcase-pack"]],
        "slipcase-pack, no index": [bench.program("slipcase-pack"), source, "--no-index", "-o", out["slipcase-pack, no index"]],
        "zip -r": ["zip", "-q", "-r", out["zip -r"], source],
        "zimwriterfs": zim,
        "zimwriterfs, no index": plain[:1] + ["--withoutFTIndex"] + plain[1:],
    }

    def packs(name):
        def work():
            if os.path.exists(out[name]):
                os.unlink(out[name])
            return measure.whole(commands[name])
        return work

    contest = measure.in_turn({name: packs(name) for name in commands}, bench.runs)
    medians = {name: measure.median([one.seconds for one in took]) if took else "fails" for name, took in contest.items()}
    bench.report.add(9, f"packing {count:,} articles of 12 KB", "s", medians, plotted=True)
    bench.report.add(9, "the same, processor time", "s", {name: measure.median([one.processor for one in took])
                                                          for name, took in contest.items() if took})
    bench.report.add(9, "the same, size", "bytes", {name: os.path.getsize(path) for name, path in out.items() if os.path.exists(path)})
    shutil.rmtree(source)
    shutil.rmtree(pages)


ROWS = {7: row_7, 9: row_9}
