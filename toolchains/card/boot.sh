# The part of toolchains/image that makes the first partition, from which the machine starts: the kernel, a small initrd (the kernel's own
# generator would take ten minutes under emulation), and what the machine's firmware wants.
boot_size=48 # MB

make_boot() {
    make_initrd
    cp "$card/cmdline" "$work/cmdline"
    rm -f "$work/boot.vfat"
    mkfs.vfat -C -F 32 -n SLIPBOOT -i 534c4950 "$work/boot.vfat" $((boot_size * 1024)) >/dev/null
    case $arch in
    amd64) put_boot_pc ;;
    *) put_boot_pi ;;
    esac
    put_on_boot "$work/initrd.img" initrd.img
    put_on_boot "$root/etc/slipcase/slipcase.conf" slipcase-example.conf
}

make_initrd() {
    initrd=$work/initrd
    rm -rf "$initrd"
    mkdir -p "$initrd/bin" "$initrd/lib/modules" "$work/busybox"
    dpkg-deb -x "$debs"/busybox-static_*.deb "$work/busybox"
    cp "$work/busybox/bin/busybox" "$initrd/bin/"
    install -m 755 "$card/init" "$initrd/init"
    listed "$card/initrd-$arch" >"$work/wanted"
    while read -r module; do
        modprobe --dirname "$root" --set-version "$release" --show-depends "$module"
    done <"$work/wanted" >"$work/insmod"
    sed -n 's/^insmod \([^ ]*\).*/\1/p' "$work/insmod" | awk '!seen[$0]++' | while read -r file; do
        cp "$file" "$initrd/lib/modules/"
        basename "$file" >>"$initrd/lib/modules/list"
    done
    (cd "$initrd" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) | gzip -9n >"$work/initrd.img"
}

put_on_boot() {
    mcopy -i "$work/boot.vfat" -m "$1" "::$2"
}

# A thin client starts systemd-boot from the EFI partition; where it has only a BIOS, syslinux, which lies there too.
put_boot_pc() {
    dpkg-deb -x "$debs"/systemd-boot-efi_*.deb "$work/efi"
    mmd -i "$work/boot.vfat" ::EFI ::EFI/BOOT ::loader ::loader/entries
    put_on_boot "$work/efi/usr/lib/systemd/boot/efi/systemd-bootx64.efi" EFI/BOOT/BOOTX64.EFI
    cp "$work/kernel/boot/vmlinuz-$release" "$work/vmlinuz"
    put_on_boot "$work/vmlinuz" vmlinuz
    printf 'timeout 0\neditor no\n' >"$work/loader.conf"
    put_on_boot "$work/loader.conf" loader/loader.conf
    printf 'title Slipcase\nlinux /vmlinuz\ninitrd /initrd.img\noptions %s\n' "$(cat "$work/cmdline")" >"$work/slipcase.conf"
    put_on_boot "$work/slipcase.conf" loader/entries/slipcase.conf
    printf 'default slipcase\nlabel slipcase\nkernel vmlinuz\ninitrd initrd.img\nappend %s\n' "$(cat "$work/cmdline")" >"$work/syslinux.cfg"
    put_on_boot "$work/syslinux.cfg" syslinux.cfg
    syslinux --install "$work/boot.vfat"
}

# A Raspberry Pi's own firmware reads config.txt, and takes from here itself, the kernel, and the device tree that is named after the board.
put_boot_pi() {
    rm -rf "$work/firmware" "$work/trees"
    dpkg-deb -x "$debs"/raspi-firmware_*.deb "$work/firmware"
    mkdir "$work/trees"
    # Reading 33 MB from a card takes longer than unpacking 10; the kernel of a Pi 1 unpacks itself.
    case $arch in
    arm64)
        gzip -9nc "$work/kernel/boot/vmlinuz-$release" >"$work/vmlinuz"
        parts='bootcode.bin start.elf fixup.dat start4.elf fixup4.dat'
        cp "$work/kernel/usr/lib/linux-image-$release"/broadcom/bcm2837-rpi-*.dtb \
            "$work/kernel/usr/lib/linux-image-$release"/broadcom/bcm2711-rpi-*.dtb "$work/trees/"
        ;;
    armel)
        cp "$work/kernel/boot/vmlinuz-$release" "$work/vmlinuz"
        parts='bootcode.bin start.elf fixup.dat'
        cp "$work/kernel/usr/lib/linux-image-$release"/bcm2835-rpi-*.dtb "$work/trees/"
        ;;
    esac
    for part in $parts; do
        put_on_boot "$work/firmware/usr/lib/raspi-firmware/$part" "$part"
    done
    put_on_boot "$work/firmware/usr/share/doc/raspi-firmware/copyright" LICENCE.broadcom
    # Overlays name what they build on; Debian's trees are without names.
    for tree in "$work"/trees/*.dtb; do
        fdtput -p -t s "$tree" /__symbols__ gpio /soc/gpio@7e200000
        put_on_boot "$tree" "$(basename "$tree")"
    done
    put_on_boot "$work/vmlinuz" vmlinuz
    put_on_boot "$card/config-$arch.txt" config.txt
    # Pictures for the screen lie in memory that is set aside: in the first gigabyte, which alone all parts of the boards reach.
    printf '%s cma=128M@0-1G\n' "$(cat "$work/cmdline")" >"$work/cmdline.txt"
    put_on_boot "$work/cmdline.txt" cmdline.txt
    [ "$arch" = armel ] || put_buttons # its kernel has no driver for them
}

put_buttons() {
    dtc -q -@ -I dts -O dtb -o "$work/gpio-key.dtbo" "$card/gpio-key.dts"
    mmd -i "$work/boot.vfat" ::overlays
    put_on_boot "$work/gpio-key.dtbo" overlays/gpio-key.dtbo
}
