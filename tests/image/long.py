"""The long form of `boot`: what a kiosk has to bear in a year."""
import hashlib
import os
import random
import time

import disk
import hands
import picture
import service
from guest import Guest
from machine import FIRMWARE

LIBRARY = "/var/lib/slipcase/library"
FILLING = 8 << 20  # bytes: a newer edition that takes a while to copy


class Kiosk:
    """A test's machine with a shell in it, and settings that can be changed while it runs."""

    def __init__(self, test):
        self.test, self.machine, self.bundles = test, test.machine, test.bundles
        self.guest = Guest(test.folder)

    def start(self, extra=(), screen=()):
        self.machine.start(extra=extra, screen=screen, guest=self.guest)
        self.machine.wait_ready()

    def cut_power(self):
        self.machine.cut_power()

    def settings(self, text):
        """Other settings, with which the reader starts again, and its shelf then."""
        conf = "/etc/slipcase/slipcase.conf"
        self.guest.run(f"umount {conf} 2>/dev/null; cat >/run/test/slipcase.conf <<'END'\n{text}END\n"
                       f"chmod 644 /run/test/slipcase.conf; mount --bind /run/test/slipcase.conf {conf}; systemctl restart slipcase", 900)
        self.machine.press("home")
        return self.machine.settles("settings")

    def library(self):
        """Names and hashes of what is in the library of the machine that runs."""
        lines = self.guest.run(f"cd {LIBRARY}; for file in $(ls -A); do sha256sum $file; done 2>/dev/null; true").splitlines()
        return {name: code for code, name in (line.split(maxsplit=1) for line in lines)}

    def only(self, files, beside):
        """Whether the library has the bundle with its signature, and of those beside none; and nothing hidden."""
        held = self.library()
        there = all(sha256(file) in held.values() for file in files)
        alone = not beside or sha256(beside[0]) not in held.values()
        return there and alone and not any(name.startswith(".") for name in held)

    def step(self, text):
        self.test.step(text)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def settings(policy, more="", idle=0):
    return ("[trust]\nkeys = /etc/slipcase/keys\n[screen]\nlanguage = en\npixel-shift = no\n"
            f"[visitor]\nidle = {idle}\ncountdown = 5\nattract = 0\n[media]\npolicy = {policy}\n{more}")


def newer_edition(kiosk):
    newer = kiosk.bundles.make("town", 2)
    shelf = kiosk.machine.settles("before-newer")
    kiosk.machine.plug(disk.fat(kiosk.test.path("stick-2.img"), newer))
    kiosk.machine.wait("the newer edition", lambda: kiosk.only(newer, kiosk.test.town))
    kiosk.machine.changes(shelf, "newer")
    kiosk.machine.pull()
    kiosk.machine.settles("newer-pulled")
    kiosk.step("a newer edition is installed, and the old one gone: newer.png")
    return newer


def make_exfat(kiosk, files):
    """Only the machine itself can fill one: what it needs is on two disks that it has from the start."""
    kiosk.guest.run("set -e; mkfs.exfat -L STICK /dev/vdb; mkdir -p /run/test/to /run/test/from; mount -t exfat /dev/vdb /run/test/to;"
                    "mount -t vfat -o ro /dev/vdc /run/test/from; cp /run/test/from/* /run/test/to/; umount /run/test/to /run/test/from; sync")


def reading_on_a_stick(kiosk, alder):
    """Of each kind that a stick may have: its bundle is read there, and it is pulled meanwhile."""
    machine = kiosk.machine
    page = kiosk.bundles.page(alder[0])
    make_exfat(kiosk, alder)
    disk.ext4(kiosk.test.path("ext4.img"), alder)
    disk.ntfs(kiosk.test.path("ntfs.img"), alder)
    shelf = kiosk.settings(settings("read"))
    for kind in ("fat", "exfat", "ext4", "ntfs"):
        machine.plug(kiosk.test.path(kind + ".img"))
        machine.changes(shelf, f"{kind}-plugged")
        mounted = kiosk.guest.run("findmnt -rno FSTYPE,OPTIONS,TARGET | grep /run/slipcase/media").split()
        if not {"ro", "nosuid", "nodev", "noexec"} <= set(mounted[1].split(",")):
            raise RuntimeError(f"the {kind} stick is mounted as {mounted}")
        # Its title is the first on the shelf.
        machine.press("home")
        machine.press("ret")
        machine.shows(page, f"{kind}-read")
        read = machine.settles(f"{kind}-read")
        machine.pull()
        machine.wait("a sentence", lambda: picture.different(machine.shot(f"{kind}-pulled"), read))
        if not picture.different(machine.path(f"{kind}-pulled"), shelf):
            raise RuntimeError("nobody is told that the stick was pulled")
        machine.press("home")
        machine.wait("the shelf as before", lambda: not picture.different(machine.shot(f"{kind}-shelf"), shelf))
        kiosk.step(f"{kind}, mounted as {mounted[0]}: its bundle is read, it is pulled ({kind}-pulled.png), the shelf is as before")


def cut_in_a_copy(kiosk, old):
    """The power goes while a newer edition is copied; the next start has the old one; plugged again, the newer one."""
    newer = kiosk.bundles.make("town", 3, filling=FILLING)
    stick = disk.fat(kiosk.test.path("stick-3.img"), newer)
    kiosk.settings(settings("copy"))
    kiosk.machine.plug(stick)
    size = os.path.getsize(newer[0])
    # What was copied by then is to be on the card, so that the next start has something to clear away.
    kiosk.guest.run("reader=$(systemctl show -p MainPID --value slipcase);"
                    f"until [ $(cat {LIBRARY}/.*.part 2>/dev/null | wc -c) -gt {size // 8} ]; do :; done; kill -STOP $reader; sync", 600)
    kiosk.cut_power()
    held = disk.library(kiosk.test.image)
    parts = [len(content) for name, content in held.items() if name.endswith(".part")]
    if not parts:
        raise RuntimeError(f"the card has nothing of the copy: {sorted(held)}")
    kiosk.test.whole({"town": [old], "river": [kiosk.test.river]}, hidden=True)
    kiosk.step(f"power cut in a copy of {size} bytes, of which the card has {parts}: the old edition is whole")
    kiosk.start()
    if not kiosk.only(old, newer):
        raise RuntimeError(f"the library holds {sorted(kiosk.library())}")
    kiosk.step("the next start has the old edition, and the temporary file is gone")
    began = time.monotonic()
    kiosk.machine.plug(stick)
    kiosk.machine.wait("the newer edition", lambda: kiosk.only(newer, old))
    kiosk.copying = time.monotonic() - began
    kiosk.machine.pull()
    kiosk.step(f"and the newer one {kiosk.copying:.0f} s after the stick is plugged again")
    return newer


def without_a_gpu(kiosk):
    """On a card that only has a framebuffer, Mesa draws."""
    driver = kiosk.guest.run("basename $(readlink /sys/class/drm/card0/device/driver)").strip()
    shelf = kiosk.test.path("shelf-at-start.png")
    kiosk.machine.wait("the shelf", lambda: not picture.different(kiosk.machine.shot("without-gpu"), shelf))
    kiosk.step(f"on {driver}, which has no GPU, the same shelf to the pixel: without-gpu.png")


def power_cuts(kiosk, count, last):
    """At random moments, half of them while it starts, half while a newer edition is on its way."""
    chance = random.Random(kiosk.test.seed)
    for number in range(1, count + 1):
        newer = last
        if chance.random() < 0.5:
            kiosk.cut_power()
            # How far a start has come is told by its console, however slow the emulation is.
            said = int(chance.random() * kiosk.said)
            kiosk.machine.start(guest=kiosk.guest)
            kiosk.machine.wait("a moment of the start", lambda: len(kiosk.machine.log()) >= said or kiosk.machine.ready())
            when = f"{len(kiosk.machine.log()) * 100 // kiosk.said} % into the start"
        else:
            newer = kiosk.bundles.make("town", 10 + number, filling=FILLING)
            kiosk.machine.plug(disk.fat(kiosk.test.path("stick-cut.img"), newer))
            seconds = chance.uniform(0, 1.5 * kiosk.copying)
            time.sleep(seconds)
            when = f"{seconds:.1f} s after a newer edition was plugged"
        kiosk.cut_power()
        kiosk.test.whole({"town": [last, newer], "river": [kiosk.test.river]}, hidden=True)
        kiosk.start()
        problem = service.broken_disk(kiosk)
        if problem:
            raise RuntimeError(f"after power cut {number}, {when}: {problem}")
        came = newer is not last and kiosk.only(newer, last)
        if not came and not kiosk.only(last, newer if newer is not last else None):
            raise RuntimeError(f"after power cut {number}, {when}, the library holds {kiosk.library()}")
        kiosk.step(f"power cut {number} of {count}, {when}: it starts, {'the newer edition' if came else 'the library as before'} is there")
        last = newer if came else last
    return last


def firmware(kiosk):
    """As a thin client starts: from a disk at AHCI, by UEFI, and by a BIOS."""
    test, machine = kiosk.test, kiosk.machine
    code, variables = f"{FIRMWARE}/OVMF_CODE_4M.fd", disk.copy(f"{FIRMWARE}/OVMF_VARS_4M.fd", test.path("variables.fd"))
    uefi = ["-drive", f"if=pflash,format=raw,readonly=on,file={code}", "-drive", f"if=pflash,format=raw,file={variables}"]
    for name, extra in (("uefi", uefi), ("bios", [])):
        machine.start(extra=extra, firmware=True)
        machine.wait("the shelf", lambda: not picture.different(machine.shot(name), test.path("shelf-at-start.png")))
        machine.cut_power()
        kiosk.step(f"it starts by {name.upper()}, from a disk at AHCI, to the same shelf: {name}.png")


def everything(test):
    kiosk = Kiosk(test)
    alder = kiosk.bundles.make("alder", 1)
    exfat = disk.new(test.path("exfat.img"), 64)
    kiosk.start(["-drive", f"file={exfat},format=raw,if=virtio,cache=unsafe",
                 "-drive", f"file={disk.fat(test.path('fat.img'), alder)},format=raw,if=virtio,readonly=on"])
    kiosk.said = len(test.machine.log())
    test.machine.settles("shelf-at-start")
    service.at_rest(kiosk)
    town = newer_edition(kiosk)
    reading_on_a_stick(kiosk, alder)
    hands.devices(kiosk)
    hands.no_way_out(kiosk)
    hands.screens(kiosk)
    hands.dark_hours(kiosk, settings("read", "[hours]\nscreen-off = 1\n", idle=1))
    service.hangs(kiosk)
    last = cut_in_a_copy(kiosk, town)
    last = power_cuts(kiosk, 20, last)
    service.keeps_failing(kiosk)
    kiosk.start(["-device", "i6300esb"], ["-vga", "std"])
    without_a_gpu(kiosk)
    service.board_watchdog(kiosk)
    firmware(kiosk)
    service.broken_partition(kiosk, {"town": [last], "river": [test.river]})
