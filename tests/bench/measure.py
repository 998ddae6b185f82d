"""Runs a program and says what it took: seconds, processor seconds, memory, instructions. Whatever is started ends with us."""
import ctypes
import os
import re
import signal
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
STARTED = []
KEPT = {name: value for name, value in os.environ.items()
        if not name.startswith("LC_") and name not in ("LANG", "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY")}
# What a locale brings along would count too. No program here gets a person's own settings.
QUIET = dict(KEPT, LC_ALL="C.UTF-8", SDL_VIDEODRIVER="dummy")


def end_with_us():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(command, environment=None, **more):
    more.setdefault("stdout", subprocess.DEVNULL)
    more.setdefault("stderr", subprocess.DEVNULL)
    more.setdefault("preexec_fn", end_with_us)
    STARTED.append(subprocess.Popen(command, env=dict(QUIET, **environment or {}), **more))
    return STARTED[-1]


def family(pid):
    """The process and all that it started."""
    found = [pid]
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children", encoding="ascii") as file:
                for child in file.read().split():
                    found += family(int(child))
    except OSError:
        pass
    return found


def pss_of(pid):
    """KiB: of each page a process has mapped its share among all that map it (proportional set size), over the family."""
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return total


def stop(process):
    """Ends the process and whatever it started."""
    members = family(process.pid)
    for member in reversed(members):
        try:
            os.kill(member, signal.SIGTERM)
        except ProcessLookupError:
            pass
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        pass
    for member in members:
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()


def stop_all():
    for process in STARTED:
        if process.poll() is None:
            stop(process)


class Took:
    """Of one whole process: seconds by the clock and by the processor, and the most that one of its processes held (KiB)."""

    def __init__(self, seconds, usage, output):
        self.seconds = seconds
        self.processor = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss
        self.output = output


def whole(command, limit=600):
    """None when the program fails or takes longer than `limit` seconds."""
    begin = time.perf_counter()
    process = start(command, stdout=subprocess.PIPE)
    signal.signal(signal.SIGALRM, lambda *_: stop(process))
    signal.alarm(limit)
    output = process.stdout.read().decode(errors="replace")
    process.stdout.close()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except ChildProcessError:
        status, usage = 1, None
    signal.alarm(0)
    process.returncode = 1 if status else 0
    return None if status else Took(time.perf_counter() - begin, usage, output)


def peak_pss(command, limit=600):
    """KiB: the most that polling finds over one run (about a thousand times a second for one process)."""
    process, most, end = start(command), 0, time.monotonic() + limit
    while process.poll() is None and time.monotonic() < end:
        most = max(most, pss_of(process.pid))
    if process.poll() is None:
        stop(process)
    return None if process.returncode else most


def in_turn(contestants, runs):
    """Calls each (a name and a function that measures, or gives None) `runs` times after a warm-up, A B A B. Gives lists; of one
    that fails, None."""
    found = {name: [] for name in contestants}
    for turn in range(runs + 1):
        for name, work in contestants.items():
            if found[name] is None:
                continue
            got = work()
            if got is None:
                found[name] = None
            elif turn:
                found[name].append(got)
    return found


def median(values):
    return statistics.median(values)


def instructions(command, toggle="measured"):
    """By callgrind: inside the function `toggle`, or (None) of the whole process."""
    within = [f"--toggle-collect={toggle}"] if toggle else []
    process = start(["valgrind", "--tool=callgrind", *within, "--callgrind-out-file=/dev/null", *command], stderr=subprocess.PIPE)
    said = process.stderr.read().decode(errors="replace")
    process.stderr.close()
    found = re.search(r"Collected : (\d+)", said)
    if process.wait() or not found or found.group(1) == "0":
        sys.exit("nothing could be counted of %s:\n%s" % (" ".join(command), said))
    return int(found.group(1))


def ends_clean():
    """SIGTERM and SIGHUP unwind like Ctrl+C, so that folders go and programs end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))


def schedule(pid):
    """Processor seconds of a process's threads so far, and how often they went to sleep (voluntary context switches)."""
    seconds = sleeps = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
                seconds += int(file.read().split()[0]) / 1e9
            with open(f"/proc/{pid}/task/{thread}/status", encoding="ascii") as file:
                sleeps += sum(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))
    except OSError:
        pass
    return seconds, sleeps
