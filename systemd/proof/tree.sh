# An empty Debian tree for the proofs beside this: `. "$(dirname "$0")/tree.sh"`. The first use fetches it (four minutes), the
# others copy that. BASE names where it is kept, .build/tree unless given; FOLDER is this proof's own.
#   fresh_tree      makes $tree anew
#   inside COMMAND  runs it in the tree, as root, with processes and devices of its own
#   fact TEXT COMMAND...    says whether what is claimed holds; the first that does not ends the proof

proof=$(basename "$0" .sh)
cannot() {
    echo "$proof: left out: $1"
    exit 0
}
[ "$(id -u)" -eq 0 ] || cannot "it takes root to make a Debian tree"
for tool in debootstrap dpkg-shlibdeps strip unshare setfacl sqlite3; do
    command -v $tool >/dev/null || {
        export DEBIAN_FRONTEND=noninteractive
        { apt-get -qq update && apt-get -qq -y install --no-install-recommends debootstrap dpkg-dev binutils acl sqlite3; } >/dev/null 2>&1 || true
        command -v $tool >/dev/null || cannot "no $tool here, and it could not be installed"
    }
done

# As the caller names it, wherever we go.
case ${WIREDESK:-/} in /*) ;; *) WIREDESK=$PWD/$WIREDESK ;; esac
cd "$(dirname "$0")/../.."
BASE=${BASE:-.build/tree}
mkdir -p "$BASE"
BASE=$(cd "$BASE" && pwd)
tree=$BASE/$proof

fresh_tree() {
    if [ ! -e "$BASE/base.complete" ]; then
        rm -rf "$BASE/base"
        # shellcheck disable=SC1091
        debootstrap --variant=minbase --include=systemd,systemd-sysv,ca-certificates "$(. /etc/os-release && echo "$VERSION_CODENAME")" \
            "$BASE/base" >"$BASE/debootstrap.log" 2>&1 || cannot "no Debian tree was to be had, $BASE/debootstrap.log says why"
        # A machine that is kept up to date has the fixes, too.
        if [ -e /etc/apt/sources.list.d/debian.sources ]; then
            cp /etc/apt/sources.list.d/debian.sources "$BASE/base/etc/apt/sources.list.d/"
            : >"$BASE/base/etc/apt/sources.list"
        fi
        : >"$BASE/base.complete"
    fi
    rm -rf "$tree"
    cp -a --reflink=auto "$BASE/base" "$tree"
    cp -L /etc/resolv.conf "$tree/etc/resolv.conf" 2>/dev/null || true
}

inside() {
    unshare --mount --pid --fork --mount-proc="$tree/proc" chroot "$tree" \
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

facts=0
fact() {
    text=$1
    shift
    if "$@"; then
        facts=$((facts + 1))
        echo "  ok    $text"
    else
        echo "  FALSE $text"
        exit 1
    fi
}
# For `fact`: a command fails; a file has a text.
fails() { ! "$@"; }
# What it says goes to $BASE/said.
quietly() { "$@" >"$BASE/said" 2>&1; }
has() { grep -qF -- "$2" "$1"; }

# The package, built unless PACKAGE names one.
package() {
    PACKAGE=${PACKAGE:-$(COMPRESSION=${COMPRESSION:-gzip} sh systemd/package.sh "$BASE/debs")}
    [ -e "$PACKAGE" ] || exit 1
}
