"""What a visitor can do to a kiosk with keys, mice, screens and cables."""
import os
import time

import picture

# Keys that lead elsewhere on a console, on a desktop, in a kernel.
WAYS_OUT = [("ctrl", "alt", "f2"), ("alt", "f3"), ("alt", "left"), ("alt", "right"), ("ctrl", "alt", "delete"), ("ctrl", "alt", "backspace"),
            ("ctrl", "c"), ("ctrl", "z"), ("ctrl", "backslash"), ("alt", "tab"), ("alt", "f4"), ("meta_l", "r"), ("print",), ("pause",),
            ("alt", "sysrq", "k"), ("alt", "sysrq", "b"), ("alt", "sysrq", "o"), ("power",), ("sleep",)]


def events(kiosk, name, act, picture_name):
    """What a device that was just plugged sends: it must be the one by which the screen changes, once the reader has found it, too."""
    guest, machine = kiosk.guest, kiosk.machine
    node = f"sed -n '/Name=.*{name}/,/^$/s/.*Handlers=.*\\(event[0-9]*\\).*/\\1/p' /proc/bus/input/devices | tail -n 1"
    found = machine.wait(name, lambda: guest.run(node).strip())
    before = machine.settles(picture_name + "-before")
    guest.run(f"cat /dev/input/{found} >/run/test/events & echo $! >/run/test/reader")

    def changed():
        act()
        time.sleep(5)
        return picture.different(machine.shot(picture_name), before)
    machine.wait(f"an effect of the {name}", changed)
    sent = int(guest.run("kill $(cat /run/test/reader); wc -c </run/test/events"))
    if not sent:
        raise RuntimeError(f"the screen changed, but not by the {name}")
    return sent


def by_day(kiosk, day):
    """Goes on from colours to colours until the picture is as it was."""
    def back():
        kiosk.machine.press("t")
        time.sleep(8)
        return not picture.different(kiosk.machine.shot("day"), day)
    kiosk.machine.wait("the picture as before", back)


def devices(kiosk):
    """A mouse and a keyboard that come while it runs: slipcase-uevents tells the reader."""
    machine = kiosk.machine
    spaces = kiosk.guest.run("for unit in slipcase slipcase-uevents; do readlink /proc/$(systemctl show -p MainPID --value $unit)/ns/net; done").split()
    if spaces[0] != spaces[1]:
        raise RuntimeError(f"the reader and slipcase-uevents are in the network namespaces {spaces}")
    machine.add("mouse", "usb-mouse")
    # The pointer itself is no part of what the machine tells of its screen.
    sent = events(kiosk, "USB Mouse", lambda: machine.click(200, 100), "mouse")
    machine.remove("mouse")
    machine.press("s")
    kiosk.step(f"a mouse is plugged: a click opens what is on the shelf ({sent} bytes of its own): mouse.png")
    day = machine.settles("keyboard-day")
    machine.remove("keyboard")
    machine.add("keyboard", "usb-kbd")
    sent = events(kiosk, "USB Keyboard", lambda: machine.press("t"), "keyboard")
    by_day(kiosk, day)
    kiosk.step(f"a keyboard is pulled and another one plugged: its key acts ({sent} bytes of its own): keyboard.png")


def no_way_out(kiosk):
    """None of those keys leaves the reader, and none reaches what is below it."""
    state = ("cat /sys/class/tty/tty0/active; systemctl show -p MainPID,NRestarts,ActiveState slipcase; cat /proc/sys/kernel/sysrq; "
             "cat /proc/sys/kernel/random/boot_id; systemctl list-units --no-legend --plain 'getty*' '*getty@*'")
    before = kiosk.guest.run(state)
    if before.split()[0] != "tty1" or "\n0\n" not in before:
        raise RuntimeError(f"the console is not shut: {before}")
    for keys in WAYS_OUT:
        for _ in range(8 if "delete" in keys else 1):
            kiosk.machine.press(*keys)
    kiosk.machine.ask("system_powerdown")
    shown = kiosk.machine.settles("ways-out")
    if picture.colours(shown) <= 16:
        raise RuntimeError("a key made the screen dark")
    after = kiosk.guest.run(state)
    if after != before:
        raise RuntimeError(f"a key had an effect:\n{before}{after}")
    for _ in range(6):
        kiosk.machine.press("esc")
    kiosk.machine.press("s")
    kiosk.machine.settles("ways-out-shelf")
    kiosk.step(f"{len(WAYS_OUT)} ways out and the power button lead nowhere: ways-out.png")


def screens(kiosk):
    """A screen that is pulled and plugged, as the kernel tells it; meanwhile somebody goes on."""
    guest, machine = kiosk.guest, kiosk.machine
    connector = guest.run("ls -d /sys/class/drm/card0-*").split()[0]
    size = int(guest.run(f"wc -c <{connector}/edid"))
    if size < 128:
        raise RuntimeError(f"the screen's EDID has {size} bytes")
    day = machine.settles("screen-before")
    guest.run(f"echo off >{connector}/status; sleep 5")
    machine.press("t")
    guest.run(f"sleep 5; echo detect >{connector}/status; udevadm trigger --action=change --subsystem-match=drm")
    machine.changes(day, "screen-back")
    by_day(kiosk, day)
    kiosk.step(f"{os.path.basename(connector)} (EDID of {size} bytes) is pulled and plugged again: the picture is back: screen-back.png")


def dark_hours(kiosk, settings):
    """The screen sleeps a minute after the visitor is taken for gone, which a minute makes, too; a key wakes it."""
    lit = kiosk.settings(settings)
    asleep = "cat /sys/class/drm/card0-*/dpms"
    if kiosk.guest.run(asleep).strip() != "On":
        raise RuntimeError("the screen sleeps from the start")
    kiosk.machine.wait("a screen asleep", lambda: kiosk.guest.run(asleep).strip() == "Off")
    kiosk.machine.shot("dark")
    kiosk.machine.press("right")
    kiosk.machine.wait("a screen awake", lambda: kiosk.guest.run(asleep).strip() == "On")
    kiosk.machine.wait("the picture as before", lambda: not picture.different(kiosk.machine.shot("awake"), lit))
    kiosk.step("when the visitor has been gone for a minute the connector sleeps, and a key wakes it: awake.png")
