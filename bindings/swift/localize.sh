#!/bin/sh
# Makes all symbols of a static library local, except those that a C header declares: localize.sh LIBRARY HEADER OUTPUT
# Rust's standard library and the C code of crates are in every static library of Rust: two of them in one program would define the same
# symbols twice.
set -eu
library=$1 header=$2 output=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=
[ "$(uname)" = Darwin ] && prefix=_
grep -v '^//' "$header" | grep -oE '\b(uniffi|ffi|plock)_[a-z0-9_]+\(' | tr -d '(' | sort -u | sed "s/^/$prefix/" >"$work/names"
[ -s "$work/names" ] || { echo "$header declares no functions" >&2; exit 1; }
# Only what these functions need.
needed=$(sed 's/^/-u /' "$work/names")
rm -f "$output"
if [ -n "$prefix" ]; then
    # Not run by this project's tests.
    # shellcheck disable=SC2086
    ld -r $needed -exported_symbols_list "$work/names" "$library" -o "$work/plock.o"
    libtool -static "$work/plock.o" -o "$output"
else
    # Without groups: one that several libraries have would be kept once, although its symbols are local.
    # shellcheck disable=SC2086
    ld -r -S --gc-sections --force-group-allocation $needed "$library" -o "$work/plock.o"
    # Without symbols that nothing needs, and the bitcode of the standard library, on which LLVM's plugin of `nm` and `ar` fails.
    objcopy --strip-unneeded --remove-section .llvmbc --remove-section .llvmcmd "$work/plock.o"
    # Not `--keep-global-symbols`, which makes undefined weak symbols strong.
    nm -g --defined-only --format=posix "$work/plock.o" | cut -d ' ' -f 1 | grep -vxF -f "$work/names" >"$work/others"
    objcopy --localize-symbols="$work/others" "$work/plock.o"
    ar rcs "$output" "$work/plock.o"
fi
