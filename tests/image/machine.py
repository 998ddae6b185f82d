"""An image in an emulated machine: its console, its screen, its sticks and its power."""
import json
import os
import shutil
import socket
import subprocess
import time

HEIGHT_OF_FOOT = 32  # the count and the progress at a page's foot, which `slipcase render` leaves away
KINDS = {
    "amd64": ["qemu-system-x86_64", "-M", "q35", "-cpu", "max"],
    "arm64": ["qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a53"],
}
CONSOLES = {"amd64": "ttyS0", "arm64": "ttyAMA0"}


def partition(image, number):
    """Where the partition starts, and its size, in bytes."""
    table = json.loads(subprocess.run(["sfdisk", "--json", image], check=True, capture_output=True).stdout)["partitiontable"]
    part = table["partitions"][number - 1]
    return part["start"] * 512, part["size"] * 512


def debugfs(device, command, *options):
    return subprocess.run(["debugfs", *options, "-R", command, device], check=True, capture_output=True).stdout


def repaired(image, number):
    """A copy of a partition, its journal replayed."""
    start, size = partition(image, number)
    copy = image + ".part"
    subprocess.run(["dd", f"if={image}", f"of={copy}", "bs=1M", f"skip={start >> 20}", f"count={size >> 20}", "status=none"],
                   check=True)
    done = subprocess.run(["e2fsck", "-fy", copy], capture_output=True, text=True)
    if done.returncode > 1:
        raise RuntimeError("the library's partition is broken:\n" + done.stdout)
    return copy


def put(image, file, place):
    """Puts a file into the root of an image that does not run."""
    device = f"{image}?offset={partition(image, 2)[0]}"
    debugfs(device, f"rm {place}", "-w")
    debugfs(device, f"write {file} {place}", "-w")


def make_stick(path, files):
    """A stick of 64 MB with one FAT32 partition-less file system, as many are."""
    if os.path.exists(path):
        os.remove(path)
    subprocess.run(["mkfs.vfat", "-C", "-F", "32", "-n", "STICK", path, str(64 * 1024)], check=True, capture_output=True)
    subprocess.run(["mcopy", "-i", path, *files, "::"], check=True)


class Machine:
    def __init__(self, arch, image, made, folder):
        self.arch, self.image, self.made, self.folder = arch, image, made, folder
        self.console = os.path.join(folder, "console.txt")
        self.process = None

    def start(self):
        monitor = os.path.join(self.folder, "monitor")
        for left in (monitor, self.console):
            if os.path.exists(left):
                os.remove(left)
        with open(os.path.join(self.made, "cmdline"), encoding="ascii") as file:
            line = file.read().replace("quiet loglevel=3", "").replace("show_status=no", "show_status=yes").strip()
        self.process = subprocess.Popen(
            [*KINDS[self.arch], "-accel", "tcg", "-m", "1024", "-smp", "2", "-display", "none", "-vga", "none", "-nic", "none",
             "-no-reboot", "-device", "virtio-gpu-pci,xres=1280,yres=800", "-device", "qemu-xhci,id=usb", "-device", "usb-kbd",
             "-drive", f"file={self.image},format=raw,if=virtio,cache=writethrough", "-kernel", os.path.join(self.made, "vmlinuz"),
             "-initrd", os.path.join(self.made, "initrd.img"),
             "-append", f"{line} console={CONSOLES[self.arch]} systemd.journald.forward_to_console=1",
             "-serial", f"file:{self.console}", "-qmp", f"unix:{monitor},server,nowait"])
        self.wait("the monitor", lambda: os.path.exists(monitor), 20)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(monitor)
        self.stream = self.socket.makefile("rw", encoding="utf-8")
        self.stream.readline()
        self.ask("qmp_capabilities")

    def ask(self, what, **arguments):
        self.stream.write(json.dumps({"execute": what, "arguments": arguments}) + "\n")
        self.stream.flush()
        while True:
            answer = json.loads(self.stream.readline())
            if "error" in answer:
                raise RuntimeError(f"{what}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def cut_power(self):
        """As if the plug were pulled."""
        self.process.kill()
        self.process.wait()

    def log(self):
        with open(self.console, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait(self, what, holds, seconds):
        """Emulation is slow, and how slow depends on who else is there: `seconds` is only against waiting for ever."""
        end = time.monotonic() + seconds
        while not holds():
            if self.process.poll() is not None:
                raise RuntimeError(f"the machine ended before {what}; its console is {self.console}")
            if time.monotonic() > end:
                raise RuntimeError(f"{what} did not come in {seconds} s; the console is {self.console}")
            time.sleep(0.5)

    def wait_ready(self, seconds=600):
        self.wait("READY=1 of the reader", lambda: "Started slipcase.service" in self.log() or
                  "Started \x1b[0;1;39mslipcase.service" in self.log(), seconds)

    def shot(self, name):
        path = os.path.join(self.folder, name + ".png")
        self.ask("screendump", filename=path, format="png")
        return path

    def opens(self, page, name, seconds=180):
        """Chooses what is marked on the shelf until the screen shows the page (a PNG of slipcase render), down to its foot."""
        pressed = [0.0]

        def shown():
            if time.monotonic() > pressed[0] + 10:
                self.press("ret")
                pressed[0] = time.monotonic()
            return same_page(self.shot(name), page)
        self.wait(f"the page {name}", shown, seconds)

    def changes(self, before, name, seconds=120):
        """Waits until the screen shows something else than the picture `before`, and keeps to it."""
        self.wait(f"another picture, {name},", lambda: different(self.shot(name), before), seconds)
        last = name + "-settling"
        self.wait("a picture that stays", lambda: not different(self.shot(name), self.shot(last)), seconds)
        os.remove(os.path.join(self.folder, last + ".png"))
        return self.shot(name)

    def press(self, *keys):
        self.ask("send-key", keys=[{"type": "qcode", "data": key} for key in keys])

    def plug(self, stick):
        self.ask("blockdev-add", **{"node-name": "stick", "driver": "raw", "read-only": True,
                                    "file": {"driver": "file", "filename": stick}})
        self.ask("device_add", driver="usb-storage", bus="usb.0", id="plugged", drive="stick")

    def pull(self):
        self.ask("device_del", id="plugged")
        time.sleep(1)
        self.ask("blockdev-del", **{"node-name": "stick"})


def difference(left, right, *options):
    """How many pixels differ."""
    done = subprocess.run(["compare", "-metric", "AE", *options, left, right, "null:"], capture_output=True, text=True)
    try:
        return float(done.stderr.split()[0])
    except (IndexError, ValueError):
        return float("inf")


def colours(shot):
    return int(subprocess.run(["identify", "-format", "%k", shot], check=True, capture_output=True).stdout)


def different(left, right):
    return difference(left, right) > 0


def same_page(shot, page):
    cut = f"1280x{800 - HEIGHT_OF_FOOT}+0+0"
    return difference(shot, page, "-extract", cut) == 0


def copy(image, to):
    shutil.copyfile(image, to)
    return to
