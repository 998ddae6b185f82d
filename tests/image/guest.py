"""A root shell in the machine, for a test to look and break things. The image has none: it comes with the test's own initrd and
kernel line, by a port that an image that starts by itself has not, nor has it the port's driver."""
import base64
import glob
import os
import select
import shutil
import socket
import subprocess
import time

UNIT = """[Unit]
DefaultDependencies=no
[Service]
ExecStart=/bin/sh /run/test/shell
Restart=always
"""
SHELL = r"""#!/bin/sh
while [ ! -e /dev/virtio-ports/slipcase.test ]; do sleep 1; done
exec 3<>/dev/virtio-ports/slipcase.test
while :; do
    read -r number code <&3 || { sleep 1; continue; }
    printf %s "$code" | base64 -d >/run/test/code
    sh /run/test/code >/run/test/out 2>&1 </dev/null
    status=$?
    cat /run/test/out >&3
    printf '\001%s %s\n' "$number" "$status" >&3
done
"""
# The image's own init, but for what it does last.
INIT = r"""#!/bin/busybox sh
/bin/busybox sed 's|^exec switch_root|. /test-hook; &|' /init >/test-init.full
exec /bin/busybox sh /test-init.full
"""
HOOK = """insmod /virtio_console.ko
mount -t tmpfs -o nosuid,nodev,mode=755 run /root/run
mkdir -p /root/run/test /root/run/systemd/system/sysinit.target.wants
cp /test-shell /root/run/test/shell
cp /test.service /root/run/systemd/system/slipcase-test.service
ln -s ../slipcase-test.service /root/run/systemd/system/sysinit.target.wants/
"""


class Guest:
    arguments = "rdinit=/test-init"

    def __init__(self, folder):
        self.folder = folder
        self.path = os.path.join(folder, "shell")
        self.devices = ["-device", "virtio-serial-pci", "-chardev", f"socket,id=shell,path={self.path},server=on,wait=off",
                        "-device", "virtserialport,chardev=shell,name=slipcase.test"]
        self.number = 0

    def initrd(self, image):
        """The image's initrd with the test's files behind it."""
        place = os.path.join(self.folder, "initrd")
        os.makedirs(place, exist_ok=True)
        for name, text in (("test-init", INIT), ("test-hook", HOOK), ("test-shell", SHELL), ("test.service", UNIT)):
            with open(os.path.join(place, name), "w", encoding="ascii") as file:
                file.write(text)
            os.chmod(os.path.join(place, name), 0o755)
        # Of the kernel that was unpacked to make the image.
        driver, = glob.glob(os.path.join(os.path.dirname(image), "kernel/lib/modules/*/kernel/drivers/char/virtio_console.ko"))
        shutil.copy(driver, place)
        added = subprocess.run(["cpio", "--quiet", "-o", "-H", "newc", "-R", "0:0"], cwd=place, check=True, capture_output=True,
                               input="\n".join(sorted(os.listdir(place))).encode()).stdout
        with open(image, "rb") as file:
            content = file.read()
        path = os.path.join(self.folder, "initrd.img")
        with open(path, "wb") as file:
            file.write(content + b"\0" * (-len(content) % 4) + added)
        return path

    def connect(self, machine):
        self.machine = machine
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(self.path)

    def send(self, code):
        self.number += 1
        self.socket.sendall(f"{self.number} {base64.b64encode(code.encode()).decode()}\n".encode())

    def run(self, code, seconds=300):
        """What the commands print; they must succeed."""
        status, out = self.tries(code, seconds)
        if status:
            raise RuntimeError(f"in the machine, {code}: status {status}: {out}")
        return out

    def tries(self, code, seconds=300):
        """The commands' exit status and what they print."""
        self.send(code)
        mark = f"\x01{self.number} ".encode()
        got, end = b"", time.monotonic() + seconds
        while mark not in got or b"\n" not in got.split(mark, 1)[1]:
            if not self.machine.runs() or time.monotonic() > end:
                raise RuntimeError(f"in the machine, {code}: no answer in {seconds} s")
            if select.select([self.socket], [], [], 1)[0]:
                more = self.socket.recv(65536)
                if not more:
                    raise RuntimeError(f"in the machine, {code}: it hung up")
                got += more
        out, status = got.split(mark, 1)
        return int(status.split()[0]), out.decode(errors="replace")

    def holds(self, code):
        return self.tries(code)[0] == 0
