#!/usr/bin/env bash
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tries the README's two commands where nothing is installed: makes a Debian 12 root in DIRECTORY (once),
# clones this repository's HEAD into it and runs `./dev test` and `./dev run` twice each, timed.
# Needs root, debootstrap and the network. A root that was used before is not bare: --fresh makes it anew.
set -euo pipefail

usage() {
    echo "usage: $0 DIRECTORY [--fresh]" >&2
    exit 2
}

[ $# -ge 1 ] || usage
mkdir -p "$1"
bare=$(cd "$1" && pwd)
fresh=${2:-}
repository=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
mirror=${TOUCHLINE_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | awk 'NR == 1')}

unmount() {
    local point
    for point in dev/shm dev/pts dev proc; do
        if mountpoint -q "$bare/$point"; then
            umount "$bare/$point"
        fi
    done
}
trap unmount EXIT

make_root() {
    unmount
    if [ "$fresh" = --fresh ]; then
        find "$bare" -xdev -mindepth 1 -delete
    fi
    if [ ! -x "$bare/usr/bin/git" ]; then
        debootstrap --variant=minbase --include=git,ca-certificates bookworm "$bare" "$mirror" >&2
    fi
}

copy_network_settings() {
    local file
    cp -L /etc/resolv.conf "$bare/etc/resolv.conf"
    if [ -f /etc/apt/sources.list.d/debian.sources ]; then
        cp /etc/apt/sources.list.d/debian.sources "$bare/etc/apt/sources.list.d/"
        : >"$bare/etc/apt/sources.list"
    elif [ -f /etc/apt/sources.list ]; then
        cp /etc/apt/sources.list "$bare/etc/apt/sources.list"
    fi
    for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*proxy*; do
        if [ -f "$file" ]; then
            cp "$file" "$bare/etc/apt/apt.conf.d/"
        fi
    done
}

mount_root() {
    mount -t proc proc "$bare/proc"
    mount --bind /dev "$bare/dev"
    mount -t devpts devpts "$bare/dev/pts"
    mount -t tmpfs tmpfs "$bare/dev/shm"
}

clone() {
    rm -rf "$bare/root/touchline"
    git clone --quiet --no-hardlinks "$repository" "$bare/root/touchline"
}

# Runs one command in the clone with nothing of this machine's environment and a closed stdin.
inside() {
    local begin=$SECONDS status=0
    chroot "$bare" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI=true \
        bash -c "cd /root/touchline && $1" </dev/null || status=$?
    echo "== $1: status $status after $((SECONDS - begin)) s" >&2
}

make_root
copy_network_settings
clone
mount_root
inside './dev test'
inside './dev test'
inside './dev run --duration 10'
inside './dev run --duration 10'
