"""Disks of a machine that does not run, and sticks for one that does."""
import json
import os
import shutil
import subprocess

MIB = 1 << 20


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
    subprocess.run(["dd", f"if={image}", f"of={copy}", "bs=1M", f"skip={start // MIB}", f"count={size // MIB}", "conv=sparse", "status=none"],
                   check=True)
    done = subprocess.run(["e2fsck", "-fy", copy], capture_output=True, text=True)
    if done.returncode > 1:
        raise RuntimeError("the library's partition is broken:\n" + done.stdout)
    return copy


def overwrite(image, number, size):
    """The first bytes of a partition become noise."""
    start, whole = partition(image, number)
    with open(image, "r+b") as file:
        file.seek(start)
        file.write(os.urandom(min(size, whole)))


def put(image, file, place):
    """Puts a file into the root of an image that does not run."""
    device = f"{image}?offset={partition(image, 2)[0]}"
    debugfs(device, f"rm {place}", "-w")
    debugfs(device, f"write {file} {place}", "-w")


def library(image):
    """Names and contents of what is in the library of an image, as the next start will find it."""
    data = repaired(image, 3)
    names = [line.split("/")[5] for line in debugfs(data, "ls -p /library").decode().splitlines() if line.count("/") > 5]
    return {name: debugfs(data, f'cat "/library/{name}"') for name in names if name not in (".", "..")}


def copy(image, to):
    subprocess.run(["cp", "--sparse=always", image, to], check=True)
    return to


def new(path, size):
    if os.path.exists(path):
        os.remove(path)
    with open(path, "wb") as file:
        file.truncate(size * MIB)
    return path


def fat(path, files, size=64):
    """FAT32 without partitions, as many sticks are."""
    new(path, size)
    subprocess.run(["mkfs.vfat", "-F", "32", "-n", "STICK", path], check=True, capture_output=True)
    subprocess.run(["mcopy", "-i", path, *files, "::"], check=True)
    return path


def ext4(path, files, size=64):
    folder = path + ".files"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for file in files:
        shutil.copy(file, folder)
    new(path, size)
    subprocess.run(["mke2fs", "-q", "-t", "ext4", "-L", "STICK", "-d", folder, path], check=True)
    return path


def ntfs(path, files, size=64):
    new(path, size)
    subprocess.run(["mkntfs", "-q", "-F", "-f", "-L", "STICK", path], check=True, capture_output=True)
    for file in files:
        subprocess.run(["ntfscp", "-q", path, file, os.path.basename(file)], check=True, capture_output=True)
    return path
