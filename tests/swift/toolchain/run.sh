#!/bin/sh
# Runs a program built with the Swift toolchain on PATH, or in the Debian root without one: run.sh PROGRAM [ARGUMENT...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if command -v swift >/dev/null; then
    exec "$@"
fi
exec "$here/within.sh" "${PLOCK_SWIFT_ROOT:-$here/../../../target/swift-root}" "$PWD" "$@"
