#!/bin/sh
# Makes a Debian root with a Swift toolchain, for machines that have none: root.sh FOLDER
# Needs apt-get, root, and some 3 GB; PLOCK_DEBIAN_MIRROR names a mirror that is not Debian's own. What is there already is kept: FOLDER/.ready says that all of it is.
set -eu

root=$1
suite=trixie
here=$(cd "$(dirname "$0")" && pwd)
[ -e "$root/.ready" ] && exit 0

mkdir -p "$root.tools"
cd "$root.tools"
if ! command -v debootstrap >/dev/null; then
    # Unpacked instead of installed: the machine stays as it is.
    [ -e debootstrap_*.deb ] 2>/dev/null || { apt-get -q update && apt-get -q download debootstrap; }
    dpkg -x debootstrap_*.deb .
    export DEBOOTSTRAP_DIR="$PWD/usr/share/debootstrap"
    PATH="$PWD/usr/sbin:$PATH"
fi
if [ ! -e "$root/.based" ]; then
    rm -rf "$root"
    debootstrap --variant=minbase "$suite" "$root" ${PLOCK_DEBIAN_MIRROR:+"$PLOCK_DEBIAN_MIRROR"}
    touch "$root/.based"
fi
"$here/within.sh" "$root" / sh -c '
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update
    apt-get -q -y --no-install-recommends install swiftlang swiftlang-dev libc6-dev libstdc++-14-dev ca-certificates git
    apt-get clean
'
touch "$root/.ready"
