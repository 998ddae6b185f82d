# What the scripts of this folder share; each sources it after going to the top of the tree.

say() {
    printf '%s\n' "== $*"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "installing packages needs root: run this as root, or install sudo first" >&2
        exit 1
    fi
}

# The packages of the lists, a line each.
listed() {
    cat "$@" | sed 's/#.*//' | grep .
}

# Prints those of the packages on standard input that are not installed.
missing() {
    while read -r package; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
    done
}

# Installs the packages on standard input.
install_packages() {
    packages=$(missing)
    [ -n "$packages" ] || return 0
    say "installing $packages"
    as_root apt-get update -q || say "the package lists are not all new; trying with what there is"
    # shellcheck disable=SC2086 # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -qq -y --no-install-recommends $packages
    # What was configured without them has to look again.
    rm -f build/*/build.ninja
}

# Where what is slow to make is kept, for all trees of this person.
cache=${SLIPCASE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/slipcase}

# The mirrors of this machine as lines of a sources.list for one architecture: `sources arm64 '(-updates|-security)?'`.
sources() {
    apt-get indextargets --format 'deb [arch=ARCH] $(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | sort -u |
        grep -E " bookworm${2:-} " | sed "s/ARCH/$1/"
}

# Configures a preset the first time, then builds its targets (all of them when none are named).
build() {
    preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ]; then
        mkdir -p build
        cmake --preset "$preset" >"build/$preset.log" 2>&1 || {
            cat "build/$preset.log" >&2
            exit 1
        }
    fi
    cmake --build --preset "$preset" ${1:+--target "$@"}
}
