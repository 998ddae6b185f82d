#!/bin/sh
# Copies usage.csv to slipcase-usage-DATE.csv on the stick that /run/slipcase/request/export names, if that carries a file
# slipcase-admin.key with the hash that slipcase.conf has ([usage] key). The stick is mounted for writing only meanwhile.
set -eu
run=${SLIPCASE_RUN:-/run/slipcase}
settings=${SLIPCASE_CONF:-/etc/slipcase/slipcase.conf}
counts=${SLIPCASE_STATE:-/var/lib/slipcase/state}/usage.csv
request=$run/request/export

fail() {
    echo "$0: $1" >&2
    exit 1
}

# The reader wrote it, and may have been made to write anything: a name is all that is taken from it, and it goes first, so that it is no
# request for ever.
name=
[ -L "$request" ] || [ ! -f "$request" ] || name=$(head -c 256 "$request" | head -n 1)
rm -rf "$request"
case $name in
'' | .* | *[!A-Za-z0-9_.-]*) fail "the request names no stick." ;;
esac
place=$run/media/$name
mountpoint -q "$place" || fail "no stick is mounted as $name."

wanted=$(awk -F= '
    { sub(/^[ \t]+/, "") }
    /^\[/ { usage = /^\[usage\]/; next }
    usage && $1 ~ /^key[ \t]*$/ { sub(/^[ \t]+/, "", $2); sub(/[ \t\r;].*/, "", $2); print tolower($2); exit }' "$settings")
[ ${#wanted} -eq 64 ] || fail "$settings has no [usage] key: nothing is exported."
key=$place/slipcase-admin.key
[ -f "$key" ] || fail "the stick $name has no slipcase-admin.key."
[ "$(dd if="$key" iflag=nofollow bs=64K count=1 status=none | b2sum -l 256 | cut -d ' ' -f 1)" = "$wanted" ] || fail "the key on the stick $name is another one."
[ -f "$counts" ] || fail "there are no counts yet."

out=$place/slipcase-usage-$(date +%Y-%m-%d).csv
restore() {
    sync -f "$place" || :
    mount -o remount,ro,nosuid,nodev,noexec "$place" || :
}
trap restore EXIT
mount -o remount,rw,nosuid,nodev,noexec "$place" || fail "the stick $name cannot be written to."
# Links are followed on neither side: the reader could have made one, and so could who made the stick.
rm -f "$out.part"
dd if="$counts" iflag=nofollow of="$out.part" oflag=nofollow conv=excl bs=64K count=64 status=none
sync "$out.part"
mv -fT "$out.part" "$out"
