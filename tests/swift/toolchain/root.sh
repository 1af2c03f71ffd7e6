#!/bin/sh
# Creates a Debian root with a Swift toolchain: root.sh FOLDER
# Needs apt-get, root and about 3 GB. PLOCK_DEBIAN_MIRROR: URL of another mirror. Continues an interrupted run; FOLDER/.ready marks a complete one.
set -eu

root=$1
suite=trixie
here=$(cd "$(dirname "$0")" && pwd)
[ -e "$root/.ready" ] && exit 0

mkdir -p "$root.tools"
cd "$root.tools"
if ! command -v debootstrap >/dev/null; then
    # Unpacked instead of installed, to leave the system unchanged.
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
