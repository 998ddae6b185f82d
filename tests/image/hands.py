"""What a visitor can do to a kiosk with keys, mice, screens and cables."""
import os
import socket
import struct

import picture

# Keys that lead elsewhere on a console, on a desktop, in a kernel.
WAYS_OUT = [("ctrl", "alt", "f2"), ("alt", "f3"), ("alt", "left"), ("alt", "right"), ("ctrl", "alt", "delete"), ("ctrl", "alt", "backspace"),
            ("ctrl", "c"), ("ctrl", "z"), ("ctrl", "backslash"), ("alt", "tab"), ("alt", "f4"), ("meta_l", "r"), ("print",), ("pause",),
            ("alt", "sysrq", "k"), ("alt", "sysrq", "b"), ("alt", "sysrq", "o"), ("power",), ("sleep",)]


def events(kiosk, name, act, picture_name):
    """What a device that was just plugged sends: it must be the one by which the screen changes."""
    guest, machine = kiosk.guest, kiosk.machine
    node = f"sed -n '/Name=.*{name}/,/^$/s/.*Handlers=.*\\(event[0-9]*\\).*/\\1/p' /proc/bus/input/devices | tail -n 1"
    found = machine.wait(name, lambda: guest.run(node).strip())
    before = machine.settles(picture_name + "-before")
    guest.run(f"cat /dev/input/{found} >/run/test/events & echo $! >/run/test/reader")
    act()
    machine.changes(before, picture_name)
    sent = int(guest.run("kill $(cat /run/test/reader); wc -c </run/test/events"))
    if not sent:
        raise RuntimeError(f"the screen changed, but not by the {name}")
    return sent


def devices(kiosk):
    """A mouse and a keyboard that come while it runs."""
    machine = kiosk.machine
    machine.add("mouse", "usb-mouse")
    sent = events(kiosk, "USB Mouse", lambda: machine.move(40, 30), "mouse")
    machine.remove("mouse")
    kiosk.step(f"a mouse is plugged: its pointer shows ({sent} bytes of its own): mouse.png")
    machine.remove("keyboard")
    machine.add("keyboard", "usb-kbd")
    sent = events(kiosk, "USB Keyboard", lambda: machine.press("t"), "keyboard")
    for _ in range(2):
        machine.press("t")
    kiosk.step(f"a keyboard is pulled and another one plugged: its key acts ({sent} bytes of its own): keyboard.png")


def no_way_out(kiosk):
    """None of those keys leaves the reader, and none reaches what is below it."""
    state = ("cat /sys/class/tty/tty0/active; systemctl show -p MainPID,NRestarts,ActiveState slipcase; cat /proc/sys/kernel/sysrq; "
             "cat /proc/sys/kernel/random/boot_id; systemctl list-units --no-legend --plain 'getty*' '*getty@*' ; ls /sys/class/tty | grep -c vcs")
    before = kiosk.guest.run(state)
    if before.split()[0] != "tty1" or "\n0\n" not in before:
        raise RuntimeError(f"the console is not shut: {before}")
    for keys in WAYS_OUT:
        for _ in range(8 if "delete" in keys else 1):
            kiosk.machine.press(*keys)
    kiosk.machine.ask("system_powerdown")
    kiosk.machine.settles("ways-out")
    after = kiosk.guest.run(state)
    if after != before:
        raise RuntimeError(f"a key had an effect:\n{before}{after}")
    for _ in range(6):
        kiosk.machine.press("esc")
    kiosk.machine.press("s")
    kiosk.machine.settles("ways-out-shelf")
    kiosk.step(f"{len(WAYS_OUT)} ways out and the power button lead nowhere: ways-out.png")


class Viewer:
    """Just enough of a VNC client (RFC 6143) to be another size of screen."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.read(12)
        self.socket.sendall(b"RFB 003.008\n")
        self.read(self.read(1)[0])
        self.socket.sendall(b"\x01")
        self.read(4)
        self.socket.sendall(b"\x01")
        self.read(20)
        self.read(struct.unpack(">I", self.read(4))[0])
        # Sizes that are asked for (-308), and that change (-223).
        self.socket.sendall(struct.pack(">BxHiii", 2, 3, 0, -308, -223))

    def read(self, count):
        got = b""
        while len(got) < count:
            got += self.socket.recv(count - len(got))
        return got

    def resize(self, width, height):
        self.socket.sendall(struct.pack(">BxHHBxIHHHHI", 251, width, height, 1, 0, 0, 0, width, height, 0))

    def close(self):
        self.socket.close()


def screens(kiosk, viewer):
    """A screen that is pulled and plugged, and another one in its place."""
    guest, machine = kiosk.guest, kiosk.machine
    connector = guest.run("ls -d /sys/class/drm/card0-*").split()[0]
    size = int(guest.run(f"wc -c <{connector}/edid"))
    if size < 128:
        raise RuntimeError(f"the screen's EDID has {size} bytes")
    shelf = machine.settles("screen-before")
    guest.run(f"echo off >{connector}/status; sleep 5")
    machine.press("t")
    guest.run(f"sleep 3; echo detect >{connector}/status; sleep 5; udevadm trigger --action=change --subsystem-match=drm")
    machine.changes(shelf, "screen-back")
    for _ in range(2):
        machine.press("t")
    machine.wait("the picture as before", lambda: not picture.different(machine.shot("screen-back"), shelf))
    kiosk.step(f"{os.path.basename(connector)} (EDID of {size} bytes) is pulled and plugged again: the picture is back: screen-back.png")
    view = Viewer(viewer)
    for width, height in ((1024, 768), (1280, 800)):
        view.resize(width, height)
        machine.wait(f"a picture of {width}×{height}", lambda: picture.size(machine.shot("other")) == f"{width}x{height}" and
                     picture.colours(machine.shot("other")) > 16)
        machine.settles(f"screen-{width}")
        kiosk.step(f"another screen, {width}×{height}: screen-{width}.png")
    view.close()
    machine.wait("the picture as before", lambda: not picture.different(machine.shot("screen-back"), shelf))


def dark_hours(kiosk, settings):
    """The screen sleeps when nobody comes, and a key wakes it."""
    lit = kiosk.settings(settings)
    asleep = "cat /sys/class/drm/card0-*/dpms"
    if kiosk.guest.run(asleep).strip() != "On":
        raise RuntimeError("the screen sleeps from the start")
    kiosk.machine.wait("a screen asleep", lambda: kiosk.guest.run(asleep).strip() == "Off")
    kiosk.machine.shot("dark")
    kiosk.machine.press("right")
    kiosk.machine.wait("a screen awake", lambda: kiosk.guest.run(asleep).strip() == "On")
    kiosk.machine.wait("the picture as before", lambda: not picture.different(kiosk.machine.shot("awake"), lit))
    kiosk.step("after a minute the connector sleeps, and a key wakes it: awake.png")
