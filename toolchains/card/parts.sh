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

# Of the kernel's modules those that card/modules and card/modules-ARCH name, and what they depend on.
put_kernel() {
    rm -rf "$work/kernel"
    for deb in "$debs"/linux-image-*.deb; do
        dpkg-deb -x "$deb" "$work/kernel"
    done
    release=$(ls "$work/kernel/lib/modules")
    from=$work/kernel/lib/modules/$release
    to=$PWD/$root/usr/lib/modules/$release
    depmod -b "$work/kernel" "$release"
    mkdir -p "$to"
    cp "$from/modules.order" "$from"/modules.builtin* "$to/"
    listed "$card/modules" "$card/modules-$arch" | while read -r path; do
        # One that this kernel has within itself, or not at all, is no file.
        [ ! -e "$from/kernel/$path" ] || (cd "$from" && find "kernel/$path" -name '*.ko')
    done >"$work/modules"
    awk 'NR == FNR { wanted[$1 ":"]; next } $1 in wanted { sub(":", "", $1); for (i = 1; i <= NF; i++) print $i }' \
        "$work/modules" "$from/modules.dep" | sort -u | (cd "$from" && cpio --quiet -pdm "$to")
    depmod -b "$root" "$release"
}

put_settings() {
    : >"$root/etc/machine-id" # one for each start; not a first start either
    echo slipcase >"$root/etc/hostname"
    printf '127.0.0.1 localhost slipcase\n' >"$root/etc/hosts"
    printf 'tmpfs /tmp tmpfs mode=1777,nosuid,nodev,noexec,size=64m 0 0\n' >"$root/etc/fstab"
    for part in data settings; do
        install -D -m 755 "$card/$part" "$root/usr/lib/slipcase/$part"
        install -D -m 644 "$card/slipcase-$part.service" "$root/usr/lib/systemd/system/slipcase-$part.service"
    done
    mkdir -p "$root/etc/systemd/journald.conf.d"
    printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' >"$root/etc/systemd/journald.conf.d/slipcase.conf"
    systemctl --quiet --root="$root" enable slipcase-data.service slipcase-settings.service
    # Nobody logs in, whatever breaks, and Ctrl+Alt+Del is only a key.
    systemctl --quiet --root="$root" mask getty@.service serial-getty@.service console-getty.service container-getty@.service \
        autovt@.service emergency.service rescue.service debug-shell.service ctrl-alt-del.target \
        systemd-firstboot.service getty-static.service e2scrub_reap.service e2scrub_all.timer fstrim.timer apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer
    passwd --quiet --root "$(realpath "$root")" --lock root
}

put_books() {
    mkdir -p "$root/etc/slipcase/keys"
    # Without bundles there is the reader's own handbook, which needs no signature.
    [ ! -s "$work/bundles" ] || mkdir -p "$root/usr/share/slipcase/library"
    while read -r bundle; do
        cp "$bundle" "$root/usr/share/slipcase/library/"
        [ ! -f "$bundle.minisig" ] || cp "$bundle.minisig" "$root/usr/share/slipcase/library/"
    done <"$work/bundles"
    while read -r key; do
        cp "$key" "$root/etc/slipcase/keys/"
    done <"$work/keys"
    conf=$root/etc/slipcase/slipcase.conf
    [ ! -s "$work/keys" ] || sed -i '/^\[trust\]/,/^\[/s|^;keys *=.*|keys = /etc/slipcase/keys|' "$conf"
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
    truncate -s $((1 + boot_size + size + 32))M "$image"
    sfdisk --quiet "$image" <<END
label: dos
label-id: $disk_id
start=1MiB, size=${boot_size}MiB, type=$([ "$arch" = amd64 ] && echo ef || echo c), bootable
start=$((1 + boot_size))MiB, size=${size}MiB, type=83
start=$((1 + boot_size + size))MiB, size=32MiB, type=83
END
    dd if="$work/boot.vfat" of="$image" bs=1M seek=1 conv=notrunc,sparse status=none
    dd if="$work/root.ext4" of="$image" bs=1M seek=$((1 + boot_size)) conv=notrunc,sparse status=none
    # Before the disk's id and table.
    [ "$arch" != amd64 ] || dd if=/usr/lib/syslinux/mbr/mbr.bin of="$image" bs=440 count=1 conv=notrunc status=none
}
