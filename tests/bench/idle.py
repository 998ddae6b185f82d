"""Row 6: what a program does while nobody does anything."""
import os
import socket
import tempfile
import time

import inputs
import measure
import peers
import works
from first import ARTICLE

AT_REST = "[visitor]\nattract = 0\nidle = 0\n[screen]\npixel-shift = no\n"
WATCHDOG = 40_000_000  # µs: as in slipcase.service
SETTLED = 5  # seconds after the first page


def pulse(pid, seconds):
    """Wake-ups (voluntary context switches) and processor seconds of all processes, for a second each."""
    def counted():
        found = [measure.schedule(member) for member in measure.family(pid)]
        return sum(one[0] for one in found), sum(one[1] for one in found)
    before, begin = counted(), time.monotonic()
    time.sleep(seconds)
    after, took = counted(), time.monotonic() - begin
    return (after[1] - before[1]) / took, (after[0] - before[0]) / took


class Manager:
    """Listens as systemd does, with the watchdog on."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="slipcase-bench-manager-", dir=self.base)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.socket.bind(os.path.join(self.folder, "notify"))
        self.environment = {"NOTIFY_SOCKET": os.path.join(self.folder, "notify"), "WATCHDOG_USEC": str(WATCHDOG),
                            "STATE_DIRECTORY": self.folder, "RUNTIME_DIRECTORY": self.folder}
        return self

    def __init__(self, base):
        self.base = base

    def __exit__(self, *_):
        self.socket.close()

    def heard(self):
        """All that has been said since the last time."""
        said = []
        while True:
            try:
                said.append(self.socket.recv(1000))
            except BlockingIOError:
                return said


def kiosk(bench, screen):
    """Ours as the service starts it; on the screen, or with SDL's dummy driver (None), which has to look for events all the time."""
    settings = bench.path("settings")
    with open(settings, "w", encoding="ascii") as file:
        file.write(AT_REST)
    command = [bench.program("slipcase"), "--kiosk", "--config", settings, "--size", f"{peers.WIDTH}x{peers.HEIGHT}",
               inputs.article(bench.folder, ARTICLE)]
    with Manager(bench.folder) as manager:
        running = measure.start(command, dict(manager.environment, **(screen.environment if screen else {})))
        time.sleep(SETTLED)
        manager.heard()
        pulsed = pulse(running.pid, bench.rest)
        fed = manager.heard().count(b"WATCHDOG=1")
        alive = running.poll() is None
        measure.stop(running)
    return (*pulsed, fed / bench.rest) if alive else None


def other(bench, screen, command):
    running, waited = screen.open(command)
    time.sleep(SETTLED)
    pulsed = pulse(running.pid, bench.rest) if waited is not None else None
    measure.stop(running)
    screen.clear()
    return pulsed


def row_6(bench):
    page, bench.rest = works.page(bench.folder, ARTICLE), 5 if bench.short else 30
    with peers.Screen() as screen:
        rest = {
            "slipcase --kiosk": kiosk(bench, screen),
            "slipcase, SDL's dummy": kiosk(bench, None),
            "netsurf-fb": other(bench, screen, peers.netsurf(page)),
            "chromium --kiosk": other(bench, screen, peers.chromium(bench.path("profile-kiosk"), "file://" + page, headless=False)),
        }
    report = bench.report
    report.add(6, f"idle for {bench.rest} s: wake-ups", "sleeps/s", {name: found[0] if found else "ends" for name, found in rest.items()},
               plotted=True)
    report.add(6, f"idle for {bench.rest} s: processor", "s/s", {name: found[1] if found else "ends" for name, found in rest.items()})
    report.add(6, "of it, telling the watchdog", "sleeps/s", {"slipcase --kiosk": rest["slipcase --kiosk"][2]})
    report.goal(6, "idle on an X screen: at most 1 wake-up a second", rest["slipcase --kiosk"][0], 1)


ROWS = {6: row_6}
