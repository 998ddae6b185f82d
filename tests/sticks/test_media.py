"""A kiosk while sticks come and go: plain folders, and real file systems (ext4 on a loop device, FAT32 through FUSE) in a mount
namespace of our own, which are pulled (unmounted lazily, as slipcase-media@.service does) while somebody reads on them."""
import os
import shutil
import subprocess
import sys
import unittest
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "command"))
from window import Driver, wait_until

NAMESPACE = "SLIPCASE_TEST_NAMESPACE"


def write_book(path, title, pages=1):
    """Renamed into its place, as every file sync does."""
    with zipfile.ZipFile(path + ".part", "w") as out:
        out.writestr("README.md", f"# {title}\n\n" + "春天来了，河水涨到台阶下面。\n\n" * 30 * pages)
    os.rename(path + ".part", path)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Media(Driver):
    def setUp(self):
        self.place = os.path.join(self.folder.name, self.id().rsplit(".", 1)[1])
        self.library, self.media = (os.path.join(self.place, name) for name in ("library", "media"))
        os.makedirs(self.library)
        os.makedirs(self.media)
        write_book(os.path.join(self.library, "board.zip"), "On the board")
        self.settings = os.path.join(self.place, "slipcase.conf")
        with open(self.settings, "w", encoding="utf-8") as file:
            file.write(f"[library]\nfolder = {self.library}\n[media]\nfolder = {self.media}\n[visitor]\nattract = 0\n[screen]\npixel-shift = no\n")

    def start_kiosk(self):
        """Its shelf without a stick."""
        self.reader = self.start("--kiosk", "--config", self.settings)
        self.settled(self.reader.pid)
        return self.picture()

    def changed(self, before):
        """The picture after it changed by itself."""
        return wait_until(lambda: (lambda now: now if now != before else None)(self.picture()))

    def still(self, before):
        """The picture after it changed and has come to rest."""
        self.changed(before)
        self.settled(self.reader.pid)
        return self.picture()

    def becomes(self, picture):
        wait_until(lambda: self.picture() == picture)

    def open_files(self):
        """Those that the reader has open below the media folder, also of a mount that is gone from there."""
        names = []
        for fd in os.listdir(f"/proc/{self.reader.pid}/fd"):
            try:
                names.append(os.readlink(f"/proc/{self.reader.pid}/fd/{fd}"))
            except FileNotFoundError:
                pass
        return [name for name in names if "river.zip" in name.lower()]

    def read_then(self, pull):
        """Opens the stick's book from the shelf, pulls the stick, and waits for the sentence and the shelf after it."""
        self.press("key", "Home")
        self.press("key", "Return")
        self.settled(self.reader.pid)
        self.assertEqual(len(self.open_files()), 1)
        page = self.picture()
        pull()
        sentence = self.still(page)
        self.assertEqual(self.open_files(), [])
        self.assertIsNone(self.reader.poll())
        return sentence

    def test_a_folder(self):
        shelf = self.start_kiosk()
        stick = os.path.join(self.media, "sdb1")
        os.mkdir(stick)
        write_book(os.path.join(stick, "river.zip"), "On the stick", 40)
        both = self.still(shelf)
        shutil.rmtree(stick)
        self.becomes(shelf)
        os.mkdir(stick)
        write_book(os.path.join(stick, "river.zip"), "On the stick", 40)
        self.becomes(both)
        sentence = self.read_then(lambda: shutil.rmtree(stick))
        self.assertNotEqual(sentence, shelf)
        self.press("key", "Right")
        self.becomes(shelf)

    def test_the_sentence_goes_by_itself(self):
        stick = os.path.join(self.media, "sdb1")
        os.mkdir(stick)
        write_book(os.path.join(stick, "river.zip"), "On the stick")
        self.reader = self.start("--kiosk", "--config", self.settings)
        self.settled(self.reader.pid)
        sentence = self.read_then(lambda: shutil.rmtree(stick))
        self.changed(sentence)
        self.assertIsNone(self.reader.poll())

    def test_news_while_reading(self):
        """The page stays, but for a line on it."""
        self.start_kiosk()
        self.press("key", "Return")
        self.settled(self.reader.pid)
        page = self.picture()
        stick = os.path.join(self.media, "sdb1")
        os.mkdir(stick)
        write_book(os.path.join(stick, "river.zip"), "On the stick")
        told = self.still(page)
        width = 1280 * 3
        differ = {i // width for i in range(0, len(page), 3) if page[i:i + 3] != told[i:i + 3]}
        self.assertLess(max(differ), 60, "only the running title's line")
        shutil.rmtree(stick)
        self.becomes(page)

    def test_a_newer_edition_arrives(self):
        shelf = self.start_kiosk()
        write_book(os.path.join(self.library, "second.zip"), "Another one")
        both = self.still(shelf)
        os.unlink(os.path.join(self.library, "second.zip"))
        self.becomes(shelf)
        self.press("key", "Return")
        self.settled(self.reader.pid)
        page = self.picture()
        write_book(os.path.join(self.library, "board.zip"), "On the board, newer")
        write_book(os.path.join(self.library, "second.zip"), "Another one")
        # Nothing changes for the reader; on the shelf there are both.
        self.settled(self.reader.pid)
        self.assertEqual(self.picture(), page)
        self.press("key", "Escape")
        self.settled(self.reader.pid)
        self.assertNotIn(self.picture(), (shelf, both, page))

    def test_a_stick_that_is_refused(self):
        shelf = self.start_kiosk()
        refused = os.path.join(self.media, "sdb1.refused")
        with open(refused, "w", encoding="utf-8") as file:
            file.write("btrfs\n")
        self.still(shelf)
        os.unlink(refused)
        self.becomes(shelf)

    def mounted(self, mount):
        """A stick that mount(folder) mounts is read, pulled, and plugged again."""
        shelf = self.start_kiosk()
        stick = os.path.join(self.media, "sdb1")
        os.mkdir(stick)
        self.addCleanup(subprocess.run, ["umount", "-l", stick], capture_output=True)
        self.settled(self.reader.pid)
        self.assertEqual(self.picture(), shelf, "the place alone is no stick")
        mount(stick)
        both = self.still(shelf)
        self.read_then(lambda: run("umount", "-l", stick))
        self.press("key", "Right")
        self.becomes(shelf)
        mount(stick)
        self.becomes(both)
        run("umount", "-l", stick)
        self.becomes(shelf)

    def need(self, *tools):
        if NAMESPACE not in os.environ:
            self.skipTest("no mount namespace can be made here")
        for tool in tools:
            if not shutil.which(tool):
                self.skipTest(f"{tool} is not installed")

    def test_ext4(self):
        self.need("mke2fs", "losetup")
        files, image = os.path.join(self.place, "files"), os.path.join(self.place, "stick.img")
        os.mkdir(files)
        write_book(os.path.join(files, "river.zip"), "On the stick", 40)
        run("mke2fs", "-q", "-t", "ext4", "-d", files, image, "8M")
        if subprocess.run(["losetup", "-f"], capture_output=True).returncode:
            self.skipTest("there is no loop device here")
        self.mounted(lambda stick: run("mount", "-o", "loop,ro,noload,nosuid,nodev,noexec", image, stick))
        # The last file on it is closed, so the kernel lets go of the device.
        wait_until(lambda: image not in run("losetup", "-a"))

    def test_pulled_before_it_is_unmounted(self):
        """Udev tells that a device is gone, and the kernel's list of devices has it no more, while its mount is still there for a while; of a
        FAT stick that then looks empty. Nobody is told that there is nothing to read on it."""
        self.need("mke2fs", "losetup")
        empty, image, devices = (os.path.join(self.place, name) for name in ("empty", "stick.img", "devices"))
        os.mkdir(empty)
        os.mkdir(devices)
        run("mke2fs", "-q", "-t", "ext4", "-d", empty, image, "8M")
        shelf = self.start_kiosk()
        self.reader.terminate()
        self.assertEqual(self.reader.wait(10), 0)
        stick = os.path.join(self.media, "sdb1")
        os.mkdir(stick)
        if subprocess.run(["mount", "-o", "loop,ro,noload", image, stick], capture_output=True).returncode:
            self.skipTest("there is no loop device here")
        self.addCleanup(subprocess.run, ["umount", "-l", stick], capture_output=True)
        self.addCleanup(subprocess.run, ["umount", "/sys/dev/block"], capture_output=True)
        number = os.stat(stick).st_dev
        device = os.path.join(devices, f"{os.major(number)}:{os.minor(number)}")
        run("mount", "--bind", devices, "/sys/dev/block")
        self.assertEqual(self.start_kiosk(), shelf, "a stick without its device is none")
        open(device, "w").close()
        told = self.still(shelf)
        os.unlink(device)
        self.becomes(shelf)
        self.settled(self.reader.pid)
        self.assertEqual(self.picture(), shelf)
        open(device, "w").close()
        self.becomes(told)

    def test_fat(self):
        self.need("mkfs.vfat", "mcopy", "fusefat")
        if not os.access("/dev/fuse", os.R_OK | os.W_OK):
            self.skipTest("there is no /dev/fuse here")
        book, image = os.path.join(self.place, "river.zip"), os.path.join(self.place, "stick.img")
        write_book(book, "On the stick", 40)
        run("mkfs.vfat", "-C", "-F", "32", "-n", "WATER", image, "40000")
        run("mcopy", "-i", image, book, "::/river.zip")
        self.mounted(lambda stick: run("fusefat", "-o", "ro", image, stick))


if __name__ == "__main__":
    for tool in ("Xvfb", "xdotool", "import"):
        if not shutil.which(tool):
            print("skipped: %s is not installed" % tool)
            sys.exit(0)
    if NAMESPACE not in os.environ and not subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        os.execvpe("unshare", ["unshare", "-m", "--propagation", "private", sys.executable, *sys.argv],
                   dict(os.environ, **{NAMESPACE: "1"}))
    if NAMESPACE not in os.environ:
        print("skipped: without the right to make a mount namespace nothing is really mounted")
    unittest.main(verbosity=1)
