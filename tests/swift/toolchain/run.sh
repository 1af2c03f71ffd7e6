#!/bin/sh
# Runs a program that was built with the Swift toolchain of PATH, or of the Debian root that stands in for one: run.sh PROGRAM [ARGUMENT...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if command -v swift >/dev/null; then
    exec "$@"
fi
exec "$here/within.sh" "${PLOCK_SWIFT_ROOT:-$here/../../../target/swift-root}" "$PWD" "$@"
