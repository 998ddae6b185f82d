#!/usr/bin/env python3
"""Compares what becomes of each broken input with expected.txt, and what the commands say of it with commands.txt:
test_broken.py OUTCOME SLIPCASE FOLDER [--update]

OUTCOME is the program that opens them. No input may take more than a bounded amount of memory, or any process longer than a
slow machine needs for what a quick one does in a second; the most that was taken is printed."""
import difflib
import os
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
# In KiB. A sanitizer's shadow and its quarantine come on top, and are no part of what is promised.
MOST_MEMORY = 64 * 1024
MOST_SECONDS = 10
# `check` reads every entry: a million of them are a million reads or two, and no fault of the directory's.
MOST_SECONDS_OF_A_MILLION = 100
COMMANDS = {"list": [], "check": [], "render": ["--size", "320x240", "-o", os.devnull]}


def has_sanitizer(program):
    with open(program, "rb") as file:
        return b"__asan_init" in file.read()


class Runner:
    def __init__(self, folder, patient):
        self.folder = folder
        self.patient = patient
        self.slowest = self.largest = (0, "")

    def run(self, *command):
        """Exit status, standard output and standard error."""
        environment = dict(os.environ, SDL_VIDEODRIVER="dummy", LANGUAGE="en")
        outputs = [os.path.join(self.folder, os.pardir, name) for name in ("stdout", "stderr")]
        with open(outputs[0], "wb") as out, open(outputs[1], "wb") as err:
            process = subprocess.Popen(command, cwd=self.folder, stdout=out, stderr=err, env=environment)
        watchdog = threading.Timer(2000 if self.patient else 200, process.kill)
        watchdog.start()
        _, status, usage = os.wait4(process.pid, 0)
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        what = " ".join([os.path.basename(command[0]), *command[1:3]])
        # The processor's, which other programs at work do not change.
        seconds = usage.ru_utime + usage.ru_stime
        most = MOST_SECONDS_OF_A_MILLION if "a-million" in what else MOST_SECONDS
        self.slowest = max(self.slowest, (seconds, what))
        self.largest = max(self.largest, (usage.ru_maxrss, what))
        if process.returncode not in (0, 1, 2):
            sys.exit(f"{what}: exit {process.returncode}")
        if not self.patient and (seconds > most or usage.ru_maxrss > MOST_MEMORY):
            sys.exit(f"{what}: {seconds:.1f} s, {usage.ru_maxrss} KiB")
        texts = []
        for output in outputs:
            # The end is enough: `check` has a million sentences on some, and what is held here counts for the next process.
            with open(output, "rb") as file:
                file.seek(max(0, os.path.getsize(output) - 65536))
                texts.append(file.read().decode(errors="replace"))
        return process.returncode, *texts


def commands_on(runner, slipcase, name):
    """The exit status of each command, the last sentence on standard error or, without one, the last line printed."""
    for command, options in COMMANDS.items():
        status, out, err = runner.run(slipcase, command, name, *options)
        lines = (err or out).splitlines()
        yield f"{command} {name}: {status}" + (f": {lines[-1]}\n" if lines else "\n")


def compare(path, got, update):
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(got)
    with open(path, encoding="utf-8") as file:
        expected = file.readlines()
    if os.geteuid() == 0:
        expected = [line for line in expected if "no-permission.zip" not in line]
    difference = list(difflib.unified_diff(expected, got.splitlines(True), os.path.basename(path), "got"))
    sys.stdout.writelines(difference)
    return not difference


def main():
    program, slipcase, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    subprocess.run([sys.executable, os.path.join(HERE, "make.py"), folder], check=True)
    names = sorted(os.listdir(folder)) + ["no-such-file.zip"]
    if os.geteuid() == 0:
        print("skipped no-permission.zip: root may read everything")
        names.remove("no-permission.zip")
    outcome = commands = ""
    # An emulator (toolchains/cross) takes time and memory of its own, too.
    runner = Runner(folder, has_sanitizer(program) or "QEMU_LD_PREFIX" in os.environ)
    for name in names:
        status, out, _ = runner.run(program, name)
        if status:
            sys.exit(f"{name}: exit {status}")
        outcome += out
        commands += "".join(commands_on(runner, slipcase, name))
    update = "--update" in sys.argv
    sound = compare(os.path.join(HERE, "expected.txt"), outcome, update)
    sound &= compare(os.path.join(HERE, "commands.txt"), commands, update)
    print(f"{len(names)} inputs, at most {runner.slowest[0]:.2f} s ({runner.slowest[1]}) "
          f"and {runner.largest[0]} KiB ({runner.largest[1]})")
    sys.exit(not sound)


if __name__ == "__main__":
    main()
