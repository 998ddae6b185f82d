"""An image in an emulated machine: its console, its screen, its keys, its sticks and its power."""
import json
import os
import select
import socket
import subprocess
import time

import picture

# Without AVX2 and what leads to it: qemu (7.2, and 9.0: its issue 2474) takes a gather's index register ymm4 for none, and adds what its x87
# unit left behind; Mesa's code for drawing the reader's picture has such a gather (vpgatherdd (%rax,%ymm4)), which then reads anywhere.
KINDS = {
    "amd64": ["qemu-system-x86_64", "-M", "q35", "-cpu", "max,-avx,-avx2,-f16c,-fma"],
    "arm64": ["qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a53"],
}
CONSOLES = {"amd64": "ttyS0", "arm64": "ttyAMA0"}
FIRMWARE = "/usr/share/OVMF"
# Takes less than a fifth of three seconds, by the machine's own clock.
IDLE = """used() { sed -n 's/usage_usec //p' /sys/fs/cgroup/system.slice/slipcase.service/cpu.stat; }
before=$(used); sleep 3; [ $(($(used) - before)) -lt 600000 ]"""
SCREEN = ["-vga", "none", "-device", "virtio-gpu-pci,xres=1280,yres=800"]


class Machine:
    """What is in the way of the picture or the power is left to the caller by `extra`, words of qemu."""

    def __init__(self, arch, image, made, folder):
        self.arch, self.image, self.made, self.folder = arch, image, made, folder
        self.console = os.path.join(folder, "console.txt")
        self.process = self.guest = None
        self.events = []
        self.starts = 0

    def direct(self, guest=None):
        """The kernel and the initrd given by hand, so that the console can be read; `guest` (guest.py) adds a shell of the test's."""
        with open(os.path.join(self.made, "cmdline"), encoding="ascii") as file:
            line = file.read().replace("quiet loglevel=3", "").strip()
        # A machine whose emulation is slow finds its timer broken, and panics.
        line += f" no_timer_check console={CONSOLES[self.arch]} systemd.journald.forward_to_console=1"
        initrd = os.path.join(self.made, "initrd.img")
        words = []
        if guest:
            initrd, more, words = guest.initrd(initrd), guest.arguments, guest.devices
            line += " " + more
        return ["-kernel", os.path.join(self.made, "vmlinuz"), "-initrd", initrd, "-append", line, *words]

    def start(self, extra=(), screen=(), guest=None, firmware=False):
        """What the machine has written the disk's file has, when the machine is killed too: nothing has to be synced for that.
        `firmware`: it starts as a machine does that has only the disk, and its console says nothing."""
        monitor = os.path.join(self.folder, "monitor")
        self.starts += 1
        if os.path.exists(self.console):
            os.replace(self.console, os.path.join(self.folder, f"console-{self.starts - 1}.txt"))
        for left in (monitor, monitor + ".pid"):
            if os.path.exists(left):
                os.remove(left)
        self.events = []
        self.process = subprocess.Popen(
            [*KINDS[self.arch], "-accel", "tcg", "-m", "1024", "-smp", "2", "-display", "none", "-nic", "none", "-no-reboot",
             *(screen or SCREEN), "-device", "qemu-xhci,id=usb", "-device", "usb-kbd,id=keyboard",
             "-drive", f"file={self.image},format=raw,if={'ide' if firmware else 'virtio'},cache=unsafe", *([] if firmware else self.direct(guest)),
             "-serial", f"file:{self.console}", "-qmp", f"unix:{monitor},server,nowait", *extra])
        self.wait("the monitor", lambda: os.path.exists(monitor), 60)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(monitor)
        self.got = b""
        self.message()
        self.ask("qmp_capabilities")
        self.guest = guest
        if guest:
            guest.connect(self)

    def message(self, seconds=600):
        """The monitor's next word; None when there is none in that time, or no more."""
        while b"\n" not in self.got:
            if not select.select([self.socket], [], [], seconds)[0]:
                return None
            more = self.socket.recv(65536)
            if not more:
                return None
            self.got += more
        line, self.got = self.got.split(b"\n", 1)
        return json.loads(line)

    def ask(self, what, **arguments):
        self.socket.sendall(json.dumps({"execute": what, "arguments": arguments}).encode() + b"\n")
        while True:
            answer = self.message()
            if answer is None or "error" in answer:
                raise RuntimeError(f"{what}: {answer['error']['desc'] if answer else 'the machine is gone'}")
            if "return" in answer:
                return answer["return"]
            self.events.append(answer)

    def told(self, event):
        """What the machine told of such events: SHUTDOWN, WATCHDOG, DEVICE_DELETED."""
        while (message := self.message(0)):
            self.events.append(message)
        return [one.get("data", {}) for one in self.events if one.get("event") == event]

    def cut_power(self):
        """As if the plug were pulled."""
        self.process.kill()
        self.process.wait()
        self.socket.close()

    def runs(self):
        return self.process is not None and self.process.poll() is None

    def log(self):
        if not os.path.exists(self.console):
            return ""
        with open(self.console, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait(self, what, holds, seconds=600):
        """Emulation is slow, and how slow depends on who else is there: `seconds` is only against waiting for ever."""
        end = time.monotonic() + seconds
        while not (found := holds()):
            if not self.runs():
                raise RuntimeError(f"the machine ended before {what}; its console is {self.console}")
            if time.monotonic() > end:
                raise RuntimeError(f"{what} did not come in {seconds} s; the console is {self.console}")
            time.sleep(0.5)
        return found

    def ready(self):
        return "systemd[1]: Started slipcase.service" in self.log()

    def wait_ready(self, seconds=900):
        self.wait("READY=1 of the reader", self.ready, seconds)

    def wait_end(self, seconds=600):
        """Until the machine has ended by itself."""
        end = time.monotonic() + seconds
        while self.runs():
            if time.monotonic() > end:
                raise RuntimeError(f"the machine did not end in {seconds} s; its console is {self.console}")
            time.sleep(0.5)

    def path(self, name):
        return os.path.join(self.folder, name + ".png")

    def shot(self, name):
        path = self.path(name)
        self.ask("screendump", filename=path, format="png")
        return path

    def shows(self, page, name, seconds=600):
        """Waits until the screen shows the page (a PNG of slipcase render), down to its foot."""
        self.wait(f"the page {name}", lambda: picture.same_page(self.shot(name), page), seconds)

    def settles(self, name, seconds=600):
        """Waits for a picture that stays, and keeps it: with a shell until the reader has nothing to do, else for some seconds."""
        path = self.shot(name)
        equal = [0]

        def stays():
            time.sleep(3)
            if self.guest and not self.guest.holds(IDLE):
                equal[0] = 0
            last = self.path("last")
            os.replace(path, last)
            equal[0] = 0 if picture.different(self.shot(name), last) else equal[0] + 1
            return equal[0] >= (1 if self.guest else 3)
        self.wait(f"a picture that stays, {name},", stays, seconds)
        return path

    def changes(self, before, name, seconds=600):
        """Waits until the screen shows something else than the picture `before`, and keeps to it."""
        self.wait(f"another picture, {name},", lambda: picture.different(self.shot(name), before), seconds)
        return self.settles(name, seconds)

    def press(self, *keys):
        self.ask("send-key", keys=[{"type": "qcode", "data": key} for key in keys])

    def click(self, right, down):
        """With a mouse, so many counts from the screen's corner."""
        for step in ((-4000, -4000), (right, down)):
            self.ask("input-send-event", events=[{"type": "rel", "data": {"axis": axis, "value": value}}
                                                 for axis, value in zip("xy", step)])
            time.sleep(1)
        for pressed in (True, False):
            self.ask("input-send-event", events=[{"type": "btn", "data": {"button": "left", "down": pressed}}])
            time.sleep(0.2)

    def add(self, name, driver, **properties):
        self.ask("device_add", driver=driver, bus="usb.0", id=name, **properties)

    def remove(self, name):
        self.ask("device_del", id=name)
        self.wait(f"the end of {name}", lambda: any(one.get("device") == name for one in self.told("DEVICE_DELETED")), 120)
        self.events = [one for one in self.events if one.get("event") != "DEVICE_DELETED"]

    def plug(self, stick):
        self.ask("blockdev-add", **{"node-name": "stick", "driver": "raw", "read-only": True,
                                    "file": {"driver": "file", "filename": stick, "locking": "off"}})
        self.add("plugged", "usb-storage", drive="stick")

    def pull(self):
        self.remove("plugged")
        self.ask("blockdev-del", **{"node-name": "stick"})
