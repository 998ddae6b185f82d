# The parts of toolchains/image. Each reads $arch and $work.
card=toolchains/card
disk_id=0x736c6970

case $arch in
amd64) kernel_package=linux-image-amd64 ;;
arm64) kernel_package=linux-image-arm64 ;;
armel) kernel_package=linux-image-rpi ;;
esac

packages_made() {
    build=build/$([ "$arch" = amd64 ] && echo native || echo "$arch")/packages
    ls "$build"/slipcase_*.deb "$build"/slipcase-fonts_*.deb "$build"/slipcase-kiosk_*.deb
}

# A command in the root; one for another processor is run by qemu-user.
in_root() {
    if [ "$arch" = amd64 ]; then
        chroot "$root" "$@"
    else
        toolchains/foreign chroot "$root" "$@"
    fi
}

# Debian's part of the root as a tar, which is kept: our packages change more often than theirs.
make_base() {
    wanted=$({
        listed "$card/packages"
        for deb in $(packages_made); do
            dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/[(|].*//; s/ //g'
        done
    } | grep -v '^slipcase\|^$' | sort -u | paste -sd,)
    base=$cache/root/$arch-$(printf '%s' "$wanted" | sha256sum | cut -c1-16).tar
    [ -f "$base" ] || {
        say "making $base out of Debian's packages"
        mkdir -p "$cache/root"
        foreign=$([ "$arch" = amd64 ] || echo toolchains/foreign)
        suites='(-updates|-security)?'
        [ "$arch" != armel ] || suites=
        # shellcheck disable=SC2086 # nothing or one word
        sources "$arch" "$suites" | $foreign mmdebstrap --quiet --variant=minbase --format=tar --architectures="$arch" \
            --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
            --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "3"' \
            --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
            --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
            --dpkgopt='path-include=/usr/share/locale/*/LC_MESSAGES/slipcase.mo' \
            --include="$wanted" bookworm "$base.new" -
        mv "$base.new" "$base"
    }
    # The newest kernel; its maintainer scripts would make an initrd under emulation, so it is only unpacked.
    debs=$cache/debs/$arch
    mkdir -p "$debs"
    [ -n "$(ls "$debs"/linux-image-* 2>/dev/null)" ] || toolchains/card/fetch "$arch" "$debs" "$kernel_package"
}

make_root() {
    say "putting Slipcase into the root"
    root=$work/root
    # As in toolchains/sysroot.
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    tar -xf "$base" -C "$root" --numeric-owner
    mkdir "$root/packages"
    for deb in $(packages_made); do
        cp "$deb" "$root/packages/"
    done
    in_root sh -c 'dpkg --install /packages/*.deb' >"$work/dpkg.log" 2>&1 || {
        cat "$work/dpkg.log" >&2
        exit 1
    }
    rm -rf "$root/packages" "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/*
    put_kernel
    put_settings
    put_books
}

# What a reader needs of the kernel's modules: no network among them.
put_kernel() {
    for deb in "$debs"/linux-image-*.deb; do
        dpkg-deb -x "$deb" "$work/kernel.new"
    done
    rm -rf "$work/kernel"
    mv "$work/kernel.new" "$work/kernel"
    release=$(ls "$work/kernel/lib/modules")
    modules=$work/kernel/lib/modules/$release/kernel
    for folder in net sound drivers/net drivers/media drivers/infiniband drivers/staging drivers/iio drivers/isdn \
        drivers/bluetooth drivers/target drivers/xen drivers/hv drivers/vhost drivers/edac drivers/comedi drivers/mtd drivers/misc \
        fs/ceph fs/nfs fs/nfsd fs/smb fs/xfs fs/btrfs fs/ocfs2 fs/gfs2 fs/f2fs fs/afs fs/jfs fs/reiserfs fs/dlm fs/9p fs/cifs drivers/hwmon drivers/power drivers/firewire drivers/parport \
        drivers/gpu/drm/nouveau drivers/comedi drivers/infiniband drivers/nfc drivers/ntb drivers/thunderbolt drivers/accel; do
        rm -rf "${modules:?}/$folder"
    done
    find "$modules/drivers/scsi" -mindepth 1 -type d -prune -exec rm -rf {} + # adapters of servers
    mkdir -p "$root/usr/lib/modules"
    cp -a "$work/kernel/lib/modules/$release" "$root/usr/lib/modules/"
    depmod -b "$root" "$release"
}

put_settings() {
    : >"$root/etc/machine-id" # one for each start; not a first start either
    echo slipcase >"$root/etc/hostname"
    printf '127.0.0.1 localhost slipcase\n' >"$root/etc/hosts"
    printf 'tmpfs /tmp tmpfs mode=1777,nosuid,nodev,noexec,size=64m 0 0\n' >"$root/etc/fstab"
    install -D -m 755 "$card/data" "$root/usr/lib/slipcase/data"
    install -D -m 644 "$card/slipcase-data.service" "$root/usr/lib/systemd/system/slipcase-data.service"
    mkdir -p "$root/etc/systemd/journald.conf.d"
    printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' >"$root/etc/systemd/journald.conf.d/slipcase.conf"
    systemctl --quiet --root="$root" enable slipcase-data.service
    # Nobody logs in, whatever breaks, and Ctrl+Alt+Del is only a key.
    systemctl --quiet --root="$root" mask getty@.service serial-getty@.service console-getty.service container-getty@.service \
        autovt@.service emergency.service rescue.service debug-shell.service ctrl-alt-del.target \
        systemd-firstboot.service getty-static.service e2scrub_reap.service e2scrub_all.timer fstrim.timer apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer
    passwd --quiet --root "$(realpath "$root")" --lock root
}

put_books() {
    mkdir -p "$root/usr/share/slipcase/library" "$root/etc/slipcase/keys"
    while read -r bundle; do
        cp "$bundle" "$root/usr/share/slipcase/library/"
        [ ! -f "$bundle.minisig" ] || cp "$bundle.minisig" "$root/usr/share/slipcase/library/"
    done <"$work/bundles"
    [ -s "$work/bundles" ] || cp "$root/usr/share/slipcase/handbook.zip" "$root/usr/share/slipcase/library/"
    while read -r key; do
        cp "$key" "$root/etc/slipcase/keys/"
    done <"$work/keys"
    conf=$root/etc/slipcase/slipcase.conf
    [ ! -s "$work/keys" ] || sed -i '/^\[trust\]/,/^\[/s|^;keys *=.*|keys = /etc/slipcase/keys|' "$conf"
}

# The kernel and a small initrd (2 MB) that is made here: its own generator would take ten minutes under emulation.
make_boot() {
    initrd=$work/initrd
    rm -rf "$initrd"
    mkdir -p "$initrd/bin" "$initrd/lib/modules" "$work/busybox"
    dpkg-deb -x "$debs"/busybox-static_*.deb "$work/busybox"
    cp "$work/busybox/bin/busybox" "$initrd/bin/"
    install -m 755 "$card/init" "$initrd/init"
    listed "$card/modules-$arch" | while read -r module; do
        modprobe --dirname "$root" --set-version "$release" --show-depends "$module" 2>/dev/null || true
    done | sed -n 's/^insmod \([^ ]*\).*/\1/p' | awk '!seen[$0]++' | while read -r file; do
        cp "$file" "$initrd/lib/modules/"
        basename "$file" >>"$initrd/lib/modules/list"
    done
    (cd "$initrd" && find . | cpio --quiet -o -H newc -R 0:0) | gzip -9n >"$work/initrd.img"
    cp "$work/kernel/boot/vmlinuz-$release" "$work/vmlinuz"
    cp "$card/cmdline" "$work/cmdline"
    rm -f "$work/boot.vfat"
    mkfs.vfat -C -F 32 -n SLIPBOOT -i 534c4950 "$work/boot.vfat" $((48 * 1024)) >/dev/null
    "put_boot_$arch"
}

put_on_boot() {
    mcopy -i "$work/boot.vfat" -m "$1" "::$2"
}

# A thin client starts systemd-boot from the EFI partition; where it has only a BIOS, syslinux, which lies there too.
put_boot_amd64() {
    dpkg-deb -x "$debs"/systemd-boot-efi_*.deb "$work/efi"
    mmd -i "$work/boot.vfat" ::EFI ::EFI/BOOT ::loader ::loader/entries
    put_on_boot "$work/efi/usr/lib/systemd/boot/efi/systemd-bootx64.efi" EFI/BOOT/BOOTX64.EFI
    put_on_boot "$work/vmlinuz" vmlinuz
    put_on_boot "$work/initrd.img" initrd.img
    printf 'timeout 0\neditor no\n' >"$work/loader.conf"
    put_on_boot "$work/loader.conf" loader/loader.conf
    printf 'title Slipcase\nlinux /vmlinuz\ninitrd /initrd.img\noptions %s\n' "$(cat "$card/cmdline")" >"$work/slipcase.conf"
    put_on_boot "$work/slipcase.conf" loader/entries/slipcase.conf
    printf 'default slipcase\nlabel slipcase\nkernel vmlinuz\ninitrd initrd.img\nappend %s\n' "$(cat "$card/cmdline")" >"$work/syslinux.cfg"
    put_on_boot "$work/syslinux.cfg" syslinux.cfg
    syslinux --install "$work/boot.vfat"
}

make_image() {
    image=build/image/slipcase-$arch.img
    used=$(du -s --block-size=1M "$root" | cut -f1)
    files=$(find "$root" | wc -l)
    size=$((used + used / 32 + files / 4096 + 8))
    rm -f "$work/root.ext4"
    # Never written, so it needs no journal and no room.
    mke2fs -q -t ext4 -O ^has_journal,^resize_inode -N $((files + 64)) -m 0 -L slipcase-root -U 736c6970-0000-4000-8000-000000000000 -d "$root" "$work/root.ext4" \
        ${size}M
    rm -f "$image"
    truncate -s $((1 + 48 + size + 32))M "$image"
    sfdisk --quiet "$image" <<END
label: dos
label-id: $disk_id
start=1MiB, size=48MiB, type=$([ "$arch" = amd64 ] && echo ef || echo c), bootable
start=49MiB, size=${size}MiB, type=83
start=$((49 + size))MiB, size=32MiB, type=83
END
    dd if="$work/boot.vfat" of="$image" bs=1M seek=1 conv=notrunc,sparse status=none
    dd if="$work/root.ext4" of="$image" bs=1M seek=49 conv=notrunc,sparse status=none
    # Before the disk's id and table.
    [ "$arch" != amd64 ] || dd if=/usr/lib/syslinux/mbr/mbr.bin of="$image" bs=440 count=1 conv=notrunc status=none
}
