#!/bin/sh
# Copies programs and the libraries that they load to the same places under another root, for an
# image without a package manager.
#   gather.sh ROOT PROGRAM...
set -eu
root=$1
shift

for program; do
    echo "$program"
    ldd "$program" | grep -o '/[^ ]*'
done | sed -E 's,^/(bin|lib|lib64|sbin)/,/usr/\1/,' | sort -u | while read -r file; do
    mkdir -p "$root$(dirname "$file")"
    cp -L "$file" "$root$file"
done
