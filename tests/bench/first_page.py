"""First page of a short and of a long article: wall time (A B A B, medians), peak memory and, with valgrind, instructions.

usage: first_page.py SLIPCASE [RUNS]
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = {"5 KB": 5_000, "50 KB": 50_000, "500 KB": 500_000, "5 MB": 5_000_000}


def render(slipcase, bundle):
    """Seconds and peak RSS in KiB of one whole process."""
    start = time.perf_counter()
    process = subprocess.Popen([slipcase, "render", bundle, "--entry", entry_of(slipcase, bundle), "-o", "/dev/null"],
                               env=dict(os.environ, SDL_VIDEODRIVER="dummy"))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("render failed: %d" % process.returncode)
    return time.perf_counter() - start, usage.ru_maxrss


ENTRIES = {}


def entry_of(slipcase, bundle):
    """The one page below pages/."""
    if bundle not in ENTRIES:
        lines = subprocess.run([slipcase, "list", bundle], capture_output=True, text=True, check=True).stdout.splitlines()
        ENTRIES[bundle] = next(line.split("\t")[0] for line in lines if line.startswith("pages/"))
    return ENTRIES[bundle]


def instructions(slipcase, bundle, folder):
    result = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + os.path.join(folder, "out"), slipcase,
                             "render", bundle, "--entry", entry_of(slipcase, bundle), "-o", "/dev/null"],
                            capture_output=True, text=True, env=dict(os.environ, SDL_VIDEODRIVER="dummy"))
    return next(int(line.split(":")[1]) for line in result.stderr.splitlines() if "Collected" in line)


def main():
    slipcase = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder:
        bundles = {}
        for name, size in SIZES.items():
            bundles[name] = os.path.join(folder, "%d.zip" % size)
            subprocess.run([sys.executable, os.path.join(HERE, "..", "corpus", "generate.py"), bundles[name],
                            "--one-article", str(size)], check=True)
        times = {name: [] for name in SIZES}
        peaks = {name: 0 for name in SIZES}
        for turn in range(runs + 1):  # the first is the warm-up
            for name, bundle in bundles.items():
                seconds, peak = render(slipcase, bundle)
                if turn:
                    times[name].append(seconds)
                    peaks[name] = max(peaks[name], peak)
        counts = {}
        if subprocess.run(["which", "valgrind"], capture_output=True).returncode == 0:
            counts = {name: instructions(slipcase, bundle, folder) for name, bundle in bundles.items()}
        base = statistics.median(times["5 KB"])
        print("article   median ms   ratio   peak KiB   instructions   ratio")
        for name in SIZES:
            median = statistics.median(times[name])
            row = "%-8s %10.1f %7.2f %10d" % (name, median * 1000, median / base, peaks[name])
            if counts:
                row += " %14d %7.2f" % (counts[name], counts[name] / counts["5 KB"])
            print(row)


if __name__ == "__main__":
    main()
