"""Layout of a whole 1 MB article of Chinese text: our rate, and the time of a whole process beside MuPDF's.

usage: layout.py BUILD [RUNS]

BUILD is a build folder (Release). Ours is bench-layout, which parses first and then times the layout alone; with valgrind its
instructions are counted as well. MuPDF (`mutool draw`, Debian's mupdf-tools) is given the same article as HTML and asked for
the text of its first page, to nowhere: the cheapest of its commands, each of which lays out all of it first. For the comparison both are
timed as whole processes, with reading and parsing, in turn (A B A B): once with that article and once with one of a few
words, so that what a process takes to start can be told from what the text takes."""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 1_000_000
ENTRY = "pages/nsc401/n1000001.md"


def seconds_of(command):
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def instructions(command, folder):
    if not shutil.which("valgrind"):
        return None
    result = subprocess.run(["valgrind", "--tool=callgrind", "--toggle-collect=layout_more",
                             "--callgrind-out-file=" + os.path.join(folder, "out"), *command], capture_output=True, text=True)
    return next(int(line.split(":")[1]) for line in result.stderr.splitlines() if "Collected" in line)


def main():
    build, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    bench, slipcase = (os.path.join(build, "bin", name) for name in ("bench-layout", "slipcase"))
    if not shutil.which("mutool"):
        sys.exit("mutool is missing: install the package mupdf-tools.")
    with tempfile.TemporaryDirectory() as folder:
        bundle, page = os.path.join(folder, "one.zip"), os.path.join(folder, "one.html")
        subprocess.run([sys.executable, os.path.join(HERE, "..", "corpus", "generate.py"), bundle, "--one-article", str(SIZE)],
                       check=True)
        body = subprocess.run([slipcase, "dump", bundle, "--entry", ENTRY, "--as", "html"], capture_output=True, check=True).stdout
        with open(page, "wb") as file:
            file.write(b'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"></head><body>' + body + b"</body></html>")
        lines = subprocess.run([bench, bundle, str(runs)], capture_output=True, text=True, check=True).stdout.split("\n")
        rows = [line.split() for line in lines if line]
        size, pages = int(rows[0][0]), int(rows[0][1])
        median = statistics.median(float(row[2]) for row in rows[1:] or rows)
        print("layout alone: %d bytes, %d pages, median %.1f ms: %.1f MB/s of source" % (size, pages, median * 1e3,
                                                                                        size / 1e6 / median))
        count = instructions([bench, bundle, "1"], folder)
        if count:
            print("layout alone: %d instructions, %.0f a byte of source" % (count, count / size))
        small_bundle, small_page = os.path.join(folder, "small.zip"), os.path.join(folder, "small.html")
        with zipfile.ZipFile(small_bundle, "w") as archive:
            archive.writestr("README.md", "# 河\n\n春天。\n")
        with open(small_page, "w", encoding="utf-8") as file:
            file.write('<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"></head><body><h1>河</h1><p>春天。</body></html>')
        mutool = ["mutool", "draw", "-q", "-F", "txt", "-o", os.devnull]
        commands = [[bench, bundle, "1"], mutool + [page, "1"], [bench, small_bundle, "1"], mutool + [small_page, "1"]]
        times = [[] for command in commands]
        for turn in range(runs + 1):  # the first is the warm-up
            for command, row in zip(commands, times):
                seconds = seconds_of(command)
                if turn:
                    row.append(seconds)
        ours, theirs, our_start, their_start = (statistics.median(row) * 1e3 for row in times)
        print("whole process, processor time: ours %.0f ms, mutool draw %.0f ms: %.1f times its rate" % (ours, theirs, theirs / ours))
        print("without its start (%.0f and %.0f ms): %.1f times its rate" % (our_start, their_start, (theirs - their_start) / (ours - our_start)))


main()
