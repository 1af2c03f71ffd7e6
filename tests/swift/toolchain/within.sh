#!/bin/bash
# Runs a command in a root created by root.sh, with the repository mounted at its path: within.sh ROOT FOLDER COMMAND...
# The mounts are in a separate namespace and end with the command.
set -eu
exec unshare --mount sh -eu -c '
    root=$1 folder=$2 repository=$3
    shift 3
    for of in /proc /dev /sys /tmp "$repository"; do
        mkdir -p "$root$of"
        mount --rbind "$of" "$root$of"
    done
    cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    exec chroot "$root" sh -c "cd \"\$1\" && shift && exec \"\$@\"" sh "$folder" "$@"
' sh "$1" "$2" "$(cd "$(dirname "$0")/../../.." && pwd)" "${@:3}"
