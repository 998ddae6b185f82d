#!/usr/bin/env python3
"""Compares what is read of each book of make.py with expected.txt: test_books.py OUTCOME SLIPCASE FOLDER [--update]

For each: what publication.h tells of it, `slipcase list`, `slipcase check`, and for some the trees of their pages."""
import difflib
import json
import os
import resource
import subprocess
import sys

import make

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(HERE, "expected.txt")
TREES = {"billion-laughs", "cover-by-guide", "fixed-layout", "footnotes", "other-charsets", "remote-resources", "spine-not-linear",
         "strict-xhtml", "svg-picture", "vault", "vertical"}
JSON = {"front-matter.zip"}
MOST_MEMORY = 96 * 1024  # in KiB: what the reader may take


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""})
    if done.returncode not in (0, 1, 2):
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout.decode()}")
    return done.returncode, done.stdout.decode()


def indent(text):
    return "".join(f"  {line}\n" for line in text.splitlines())


def describe(outcome, slipcase, folder, name):
    code, told = run(folder, outcome, name)
    text = f"=== {name}\n{told}"
    code, listed = run(folder, slipcase, "list", name)
    text += "list:\n" + indent(listed.replace("\t", " | "))
    if name in JSON:
        code, told = run(folder, slipcase, "list", name, "--json")
        json.loads(told)
        text += "list --json:\n" + indent(told)
    code, found = run(folder, slipcase, "check", name)
    text += f"check: {code}\n" + indent(found)
    if os.path.splitext(name)[0] in TREES:
        for line in listed.splitlines():
            path = line.split("\t")[0]
            code, tree = run(folder, slipcase, "dump", name, "--as", "tree", "--entry", path)
            text += f"{path}:\n" + indent(tree)
    return text + "\n"


def main():
    outcome, slipcase, folder = (os.path.abspath(path) for path in sys.argv[1:4])
    sys.argv[1:] = [folder] + sys.argv[4:]
    make.main()
    names = sorted(name for name in os.listdir(folder) if os.path.splitext(name)[0] in make.BOOKS)
    got = "".join(describe(outcome, slipcase, folder, name) for name in names)
    if "--update" in sys.argv:
        with open(EXPECTED, "w", encoding="utf-8") as file:
            file.write(got)
    with open(EXPECTED, encoding="utf-8") as file:
        expected = file.readlines()
    difference = list(difflib.unified_diff(expected, got.splitlines(True), "expected.txt", "got"))
    sys.stdout.writelines(difference)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{len(names)} books, at most {most} KiB")
    sys.exit(1 if difference or len(names) != len(make.BOOKS) or most > MOST_MEMORY else 0)


if __name__ == "__main__":
    main()
