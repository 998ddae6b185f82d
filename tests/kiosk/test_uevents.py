"""slipcase-uevents: what udevd sends in one network namespace is heard in another. The bytes are made up; libudev's own are repeated the same."""
import ctypes
import os
import socket
import subprocess
import sys
import unittest

UEVENTS = os.environ["UEVENTS"]
NETLINK_KOBJECT_UEVENT = 15
CLONE_NEWNET = 0x40000000
KERNEL, UDEV = 1, 2


def listener(group):
    heard = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT)
    heard.bind((0, group))
    heard.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return heard


def may_make_namespaces():
    return os.geteuid() == 0 and subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0


@unittest.skipUnless(may_make_namespaces(), "no network namespace can be made here: run it as root")
class Uevents(unittest.TestCase):
    def setUp(self):
        """The socket stands in a namespace of the test's own, with nobody else's udevd; the program in a further one."""
        libc = ctypes.CDLL(None, use_errno=True)
        self.assertEqual(libc.unshare(CLONE_NEWNET), 0)
        self.outside = listener(UDEV)
        self.sender = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT)
        self.assertEqual(libc.unshare(CLONE_NEWNET), 0)
        self.inside = listener(UDEV | KERNEL)
        self.inside.settimeout(10)
        for each in (self.outside, self.sender, self.inside):
            self.addCleanup(each.close)
        fd = self.outside.fileno()
        # As systemd does: the socket is descriptor 3, and the environment names the process.
        self.program = subprocess.Popen(["sh", "-c", f'exec 3<&{fd} && LISTEN_FDS=1 LISTEN_PID=$$ exec "$0"', UEVENTS], pass_fds=[fd])
        self.addCleanup(self.program.wait)
        self.addCleanup(self.program.kill)

    def test_repeats(self):
        for size in (1, 400, 8192, 65536):
            message = b"libudev\0" + os.urandom(size)
            message = message[:size]
            self.sender.sendto(message, (0, UDEV))
            got, control, _, (_, groups) = self.inside.recvmsg(1 << 17, 64)
            self.assertEqual(got, message)
            self.assertEqual(groups, UDEV)
            uid = int.from_bytes(control[0][2][4:8], sys.byteorder)
            self.assertEqual(uid, 0)

    def test_too_long_is_left_out(self):
        self.sender.sendto(b"x" * 65537, (0, UDEV))
        self.sender.sendto(b"next", (0, UDEV))
        self.assertEqual(self.inside.recv(1 << 17), b"next")


class Alone(unittest.TestCase):
    def test_started_by_hand(self):
        program = subprocess.run([UEVENTS], capture_output=True, text=True, timeout=10)
        self.assertEqual(program.returncode, 2)
        self.assertIn("systemd starts this", program.stderr)


if __name__ == "__main__":
    unittest.main()
