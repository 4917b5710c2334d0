#!/bin/sh
# Installs what a build of wiredesk needs and this Debian or Ubuntu does not have yet. With all of it there it says
# nothing and changes nothing, so that it can stand before every build: sh Config/prepare.sh && swift build
set -u

missing=
reasons=

# need PACKAGE REASON TEST...: the test is a command that succeeds where the package, or anything that does as well, is there.
need() {
    package=$1 reason=$2
    shift 2
    "$@" >/dev/null 2>&1 && return
    missing="$missing $package"
    reasons="$reasons    $package - $reason
"
}

# The cache of the dynamic linker; its program is in /sbin, which is not on every user's path.
libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)
loads() { case $libraries in *"$1 "*) ;; *) false ;; esac; }
there() { for file; do [ -e "$file" ] && return; done; false; }

# What the Swift toolchain itself lives on.
need libncurses6     "swift does not start without it" loads libncurses.so.6
need libcurl4        "swift build does not start without it" loads libcurl.so.4
need libsqlite3-dev  "the archive; swift build needs its library, too" pkg-config --exists sqlite3
need libxml2-dev     "reads the feeds; the linker needs its library, too" pkg-config --exists libxml-2.0
need g++             "the headers and start files of C and C++" there /usr/include/c++/*/cstdint
need git             "swift build fetches the libraries with it" command -v git
need ca-certificates "so that git may trust the servers" there /etc/ssl/certs/ca-certificates.crt
# What wiredesk is built from.
need pkg-config      "finds the two libraries above and zlib" command -v pkg-config
need zlib1g-dev      "unpacks feeds that come as gzip" pkg-config --exists zlib
need tzdata          "the time zones of editions" there /usr/share/zoneinfo/Europe/Berlin

if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null; then
        printf 'prepare.sh: this system has no apt-get. Install by its own means what these Debian packages bring:\n%s' "$reasons" >&2
        exit 69
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            printf 'prepare.sh: missing here:\n%s' "$reasons" >&2
            printf 'There is no sudo. As root, run:\n    apt-get update && apt-get install --no-install-recommends%s\n' "$missing" >&2
            exit 77
        fi
        as_root=sudo
    fi
    printf 'prepare.sh: installing\n%s' "$reasons" >&2
    log=$(mktemp) || exit 73
    trap 'rm -f "$log"' EXIT
    # Unquoted on purpose: sudo is there or not, and the packages are words of their own.
    # shellcheck disable=SC2086
    if ! { $as_root apt-get -qq update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $missing; } >"$log" 2>&1; then
        cat "$log" >&2
        printf 'prepare.sh: apt-get failed, its words are above. To try it by hand:\n    %s apt-get install%s\n' "$as_root" "$missing" >&2
        exit 75
    fi
fi

if ! command -v swift >/dev/null; then
    {
        echo 'prepare.sh: no swift command here. wiredesk is built with Swift 6.2 or later:'
        echo '    https://www.swift.org/install/linux/ has it for Debian 12; unpack it and put its usr/bin on the PATH'
    } >&2
    exit 69
fi
version=$(swift --version 2>&1) || {
    printf 'prepare.sh: swift does not run:\n%s\n' "$version" >&2
    exit 69
}
number=${version#*Swift version }
major=${number%%.*}
minor=${number#*.}
minor=${minor%%[!0-9]*}
if ! [ "$major" -gt 6 ] 2>/dev/null && ! { [ "$major" -eq 6 ] && [ "$minor" -ge 2 ]; } 2>/dev/null; then
    printf 'prepare.sh: wiredesk is built with Swift 6.2 or later (https://www.swift.org/install/linux/); here is\n%s\n' "$version" >&2
    exit 69
fi
