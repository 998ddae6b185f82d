#!/bin/sh
# slipcase-media.sh mount|unmount NAME: the file system of the block device /dev/NAME, for reading, in a folder of that name. One that
# cannot be mounted leaves NAME.refused with its type, or empty when it is damaged, for the screen to say so (src/platform/media.h). Nothing
# is checked or repaired: what a stick is like stays the business of who owns it.
set -eu
media=${SLIPCASE_MEDIA:-/run/slipcase/media}
name=$2
case $name in
'' | .* | *[!A-Za-z0-9_.-]*)
    echo "$0: $name is no name of a block device." >&2
    exit 2
    ;;
esac
device=/dev/$name
place=$media/$name
refused=$media/$name.refused
options=ro,nosuid,nodev,noexec

# Whose file systems know no owners: all may read.
mount_as() {
    case $1 in
    vfat) mount -t vfat -o "$options,utf8,umask=0022" "$device" "$place" ;;
    exfat) mount -t exfat -o "$options,iocharset=utf8,umask=0022" "$device" "$place" ;;
    ext2) mount -t ext2 -o "$options" "$device" "$place" ;;
    # The journal is not replayed: that would write.
    ext3 | ext4) mount -t "$1" -o "$options,noload" "$device" "$place" ;;
    # Debian's kernel has no ntfs3; a newer one has.
    ntfs)
        mount -t ntfs3 -o "$options,iocharset=utf8,umask=0022" "$device" "$place" 2>/dev/null ||
            mount -t ntfs-3g -o "$options,allow_other,umask=0022" "$device" "$place"
        ;;
    esac
}

remove() {
    # Lazily: whoever has a file open there finds out by itself that the stick is gone.
    while umount -l "$place" 2>/dev/null; do :; done
    rmdir "$place" 2>/dev/null || [ ! -e "$place" ]
    rm -f "$refused"
}

case $1 in
mount)
    remove
    type=$(blkid -p -o value -s TYPE "$device") || type=
    case $type in
    vfat | exfat | ext2 | ext3 | ext4 | ntfs) ;;
    *)
        echo "$0: $device is formatted as $type, which is not read here." >&2
        printf '%s\n' "$type" >"$refused"
        exit 0
        ;;
    esac
    mkdir -p "$place"
    mount_as "$type" && exit 0
    echo "$0: the $type file system on $device could not be mounted." >&2
    remove
    : >"$refused"
    ;;
unmount) remove ;;
*) exit 2 ;;
esac
