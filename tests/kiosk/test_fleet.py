"""How a fleet of kiosks gets new editions: by whatever ends in a rename into the library's folder. Two Syncthing nodes on loopback, with everything off
that would look for the world, one with the kiosk's library; and rsync."""
import ctypes
import os
import shutil
import socket
import struct
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "command"))
import window  # noqa: E402

IN_MODIFY, IN_MOVED_TO, IN_CREATE = 0x2, 0x80, 0x100
IN_NONBLOCK = 0x800
OFF = {"globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false", "natEnabled": "false",
       "crashReportingEnabled": "false", "urAccepted": "-1", "autoUpgradeIntervalH": "0", "startBrowser": "false",
       "announceLANAddresses": "false", "setLowPriority": "false", "stunKeepaliveStartS": "0", "reconnectionIntervalS": "1"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node:
    def __init__(self, folder, name):
        self.home = os.path.join(folder, name)
        self.library = os.path.join(folder, name + "-library")
        os.makedirs(os.path.join(self.library, ".stfolder"))
        self.address = "tcp://127.0.0.1:%d" % free_port()
        self.environment = dict(os.environ, HOME=folder, STNOUPGRADE="1", STNODEFAULTFOLDER="1")
        self.syncthing("generate", "--no-default-folder", "--skip-port-probing")
        self.id = self.syncthing("--device-id").strip()

    def syncthing(self, *arguments):
        return subprocess.run(["syncthing", *arguments, "--home=" + self.home], env=self.environment, check=True,
                              capture_output=True, text=True).stdout

    def configure(self, kind, other):
        """One folder, shared with one other node; no discovery, no relays, no reports, no updates, no web page."""
        file = os.path.join(self.home, "config.xml")
        tree = ElementTree.parse(file)
        root = tree.getroot()
        root.find("gui").set("enabled", "false")
        options = root.find("options")
        for name, value in dict(OFF, listenAddress=self.address).items():
            for old in options.findall(name):
                options.remove(old)
            ElementTree.SubElement(options, name).text = value
        device = ElementTree.SubElement(root, "device", id=other.id, name="other", compression="never")
        ElementTree.SubElement(device, "address").text = other.address
        shared = ElementTree.SubElement(root, "folder", id="library", label="library", path=self.library, type=kind,
                                        rescanIntervalS="3600", fsWatcherEnabled="true", fsWatcherDelayS="1", ignorePerms="true")
        for each in (self.id, other.id):
            ElementTree.SubElement(shared, "device", id=each)
        tree.write(file)

    def start(self, test):
        log = open(os.path.join(self.home, "log"), "w")
        node = subprocess.Popen(["syncthing", "serve", "--home=" + self.home, "--no-browser", "--no-restart", "--logflags=0"],
                                env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        log.close()
        test.addCleanup(node.wait)
        test.addCleanup(node.terminate)


class Watch:
    """What happens to names in a folder."""
    def __init__(self, folder):
        libc = ctypes.CDLL(None, use_errno=True)
        self.fd = libc.inotify_init1(IN_NONBLOCK)
        assert libc.inotify_add_watch(self.fd, folder.encode(), IN_MODIFY | IN_MOVED_TO | IN_CREATE) >= 0

    def events(self, wanted):
        found = []
        while True:
            try:
                data = os.read(self.fd, 1 << 16)
            except BlockingIOError:
                return found
            at = 0
            while at < len(data):
                _, mask, _, length = struct.unpack_from("iIII", data, at)
                name = data[at + 16:at + 16 + length].rstrip(b"\0").decode()
                at += 16 + length
                if name == wanted:
                    found.append(mask)


def write_bundle(path, title, edition):
    """Some MB that do not pack, so that its arrival takes several blocks; renamed into its place, as an administrator should."""
    partial = path + ".part"
    with zipfile.ZipFile(partial, "w") as bundle:
        bundle.writestr("bundle.ini", f"[bundle]\nid = org.example.fleet\ntitle = {title}\nedition = {edition}\n")
        bundle.writestr("README.md", f"# {title}\n\nEdition {edition} came by itself.\n")
        bundle.writestr("noise.bin", os.urandom(4 << 20))
    os.rename(partial, path)


class Fleet(window.Driver):
    def kiosk(self, folder):
        """A kiosk that shows its shelf."""
        settings = os.path.join(self.folder.name, "slipcase.conf")
        with open(settings, "w", encoding="utf-8") as file:
            file.write("[visitor]\nattract = 0\n[screen]\npixel-shift = no\n")
        reader = self.start("--kiosk", "--config", settings, folder)
        self.settled(reader.pid)
        return reader

    def arrives(self, watch, sent, arrived):
        """Under the name by which the reader knows it it is neither made nor written: it is there, and whole."""
        masks = []

        def renamed():
            masks.extend(watch.events(os.path.basename(arrived)))
            return IN_MOVED_TO in masks
        window.wait_until(renamed)
        self.assertEqual(masks, [IN_MOVED_TO])
        with open(sent, "rb") as one, open(arrived, "rb") as other:
            self.assertEqual(one.read(), other.read())
        listed = subprocess.run([window.SLIPCASE, "list", arrived], env=self.environment, capture_output=True, text=True)
        self.assertEqual(listed.returncode, 0, listed.stderr)

    @unittest.skipUnless(shutil.which("syncthing"), "syncthing is not installed")
    def test_syncthing(self):
        office, kiosk = Node(self.folder.name, "office"), Node(self.folder.name, "kiosk")
        office.configure("sendonly", kiosk)
        kiosk.configure("receiveonly", office)
        write_bundle(os.path.join(kiosk.library, "other.zip"), "Already here", 1)
        write_bundle(os.path.join(kiosk.library, "another.zip"), "Here as well", 1)
        reader = self.kiosk(kiosk.library)
        before = self.picture()
        watch = Watch(kiosk.library)
        office.start(self)
        kiosk.start(self)
        for edition, title in ((1, "The fleet"), (2, "The fleet, second edition")):
            sent = os.path.join(office.library, "fleet.zip")
            write_bundle(sent, title, edition)
            self.arrives(watch, sent, os.path.join(kiosk.library, "fleet.zip"))
            # The shelf of the reader that has been running all the while.
            window.wait_until(lambda: self.picture() != before, 30)
            self.settled(reader.pid)
            after = self.picture()
            self.assertNotEqual(after, before)
            before = after
        # It is what one that starts now shows.
        reader.terminate()
        self.assertEqual(reader.wait(10), 0)
        self.kiosk(kiosk.library)
        self.assertEqual(self.picture(), before)

    @unittest.skipUnless(shutil.which("rsync"), "rsync is not installed")
    def test_rsync(self):
        office, kiosk = (os.path.join(self.folder.name, name) for name in ("from", "to"))
        for folder in (office, kiosk):
            os.mkdir(folder)
        watch = Watch(kiosk)
        for edition in (1, 2):
            sent = os.path.join(office, "fleet.zip")
            write_bundle(sent, "The fleet", edition)
            # Two editions of one size in one second are the same to rsync.
            os.utime(sent, (edition * 1000, edition * 1000))
            subprocess.run(["rsync", "-rt", "--delay-updates", "--delete-delay", office + "/", kiosk], check=True)
            self.arrives(watch, sent, os.path.join(kiosk, "fleet.zip"))


if __name__ == "__main__":
    unittest.main()
