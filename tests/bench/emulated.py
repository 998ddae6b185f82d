"""Row 11: the builds for boards, by what `boards` beside this counts under emulation."""
import os
import subprocess
import sys

COMMAND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boards")
FACTORS = {"M": 1e6, "": 1}


def instructions_of(text):
    """The rows of the first table: port, then phases with their counts."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line.startswith("|")]
    head = rows[0][1:]
    for port, *cells in rows[2:]:
        if port not in ("armel", "arm64", "armhf"):
            return
        for phase, cell in zip(head, cells):
            number, _, unit = cell.partition(" ")
            if unit in FACTORS:
                yield port, phase, float(number.replace(",", "")) * FACTORS[unit]


def row_11(bench):
    missing = None if os.path.exists(COMMAND) else "skipped: there is no tests/bench/boards"
    if not os.path.exists(os.path.join(os.path.dirname(bench.build), "armel", "bin", "slipcase")):
        missing = "skipped: no build/armel; toolchains/cross armel makes it"
    if missing or bench.short:
        bench.report.add(11, "builds for boards", "instructions", {"slipcase": missing or "skipped: takes minutes"})
        return
    result = subprocess.run([COMMAND], stdout=subprocess.PIPE, text=True, check=False)
    if not result.stdout:
        sys.exit("tests/bench/boards ended with %d" % result.returncode)
    for port, phase, count in instructions_of(result.stdout):
        bench.report.add(11, f"{port}, emulated: {phase}", "instructions", {"slipcase": count})
    for line in result.stdout.splitlines():
        if line.startswith("memory:"):
            bench.report.add(11, "armel, emulated: memory", "KiB", {"slipcase": line.partition(": ")[2]})


ROWS = {11: row_11}
