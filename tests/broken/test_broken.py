#!/usr/bin/env python3
"""Compares what becomes of each broken input with expected.txt: test_broken.py OUTCOME FOLDER [--update]

OUTCOME is the program that opens them. No input may take more than a bounded amount of memory."""
import difflib
import os
import resource
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(HERE, "expected.txt")
# In KiB; the 64 MB that an article may have are not reached by any of them. A sanitizer takes 20 MB more.
MOST_MEMORY = 48 * 1024


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    subprocess.run([sys.executable, os.path.join(HERE, "make.py"), folder], check=True)
    names = sorted(os.listdir(folder)) + ["no-such-file.zip"]
    if os.geteuid() == 0:
        print("skipped no-permission.zip: root may read everything")
        names.remove("no-permission.zip")
    got = ""
    for name in names:
        run = subprocess.run([program, name], cwd=folder, stdout=subprocess.PIPE, timeout=60)
        if run.returncode:
            sys.exit(f"{name}: exit {run.returncode}")
        got += run.stdout.decode()
    if "--update" in sys.argv:
        with open(EXPECTED, "w", encoding="utf-8") as file:
            file.write(got)
    with open(EXPECTED, encoding="utf-8") as file:
        expected = file.readlines()
    if os.geteuid() == 0:
        expected = [line for line in expected if not line.startswith("no-permission.zip")]
    difference = list(difflib.unified_diff(expected, got.splitlines(True), "expected.txt", "got"))
    sys.stdout.writelines(difference)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{len(names)} inputs, at most {most} KiB")
    sys.exit(1 if difference or most > MOST_MEMORY else 0)


if __name__ == "__main__":
    main()
