#!/bin/sh
# Builds the Debian package of this machine's architecture: sh systemd/package.sh [FOLDER]
# It is written to FOLDER (.build/package unless given), and its name is printed. The same source gives the same bytes.
#   WIREDESK      a built program to pack, instead of building one
#   COMPRESSION   xz unless given; `none` is quick, for a try
set -eu
umask 022
# As the caller names it, wherever we go.
case ${WIREDESK:-/} in /*) ;; *) WIREDESK=$PWD/$WIREDESK ;; esac
cd "$(dirname "$0")/.."

for tool in dpkg-deb dpkg-shlibdeps gzip strip; do
    command -v $tool >/dev/null || {
        echo "package.sh: no $tool here: apt-get install dpkg-dev binutils gzip" >&2
        exit 69
    }
done

out=${1:-.build/package}
binary=${WIREDESK:-}
if [ -z "$binary" ]; then
    sh Config/prepare.sh
    swift build -c release --product wiredesk >&2
    binary=$(swift build -c release --show-bin-path)/wiredesk
fi
version=$("$binary" --version)
# In the changelog as in the program.
head -n 1 systemd/debian/changelog | grep -qF "wiredesk ($version)" || {
    echo "package.sh: the program is version $version, systemd/debian/changelog begins with another" >&2
    exit 65
}
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/^ -- .*>  //p' systemd/debian/changelog | head -n 1)" +%s)
export SOURCE_DATE_EPOCH

mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
# put MODE FILE PLACE
put() { install -D -m "$1" "$2" "$tree/$3"; }

# A text as a field of debian/copyright.
field() { sed 's/[ \t]*$//; s/^$/./; s/^/ /' "$1"; }
# Whose work is in it, and the licences that ask to be passed on with it.
copyright() {
    while IFS= read -r line; do
        case $line in
        @ATTRIBUTIONS@) field Config/attributions ;;
        @LICENCES@)
            for library in GRDB.swift Yams; do
                printf 'License: %s\n' $library
                field .build/checkouts/$library/LICENSE | fold -s -w 78 | sed 's/^\([^ ]\)/ \1/; s/ *$//'
                echo
            done
            ;;
        *) printf '%s\n' "$line" ;;
        esac
    done <systemd/debian/copyright
}

put 755 "$binary" usr/bin/wiredesk
strip --strip-all --remove-section=.comment --remove-section=.note "$tree/usr/bin/wiredesk"
put 644 systemd/wiredesk.service lib/systemd/system/wiredesk.service
put 644 systemd/sysusers.d/wiredesk.conf usr/lib/sysusers.d/wiredesk.conf
put 644 systemd/tmpfiles.d/wiredesk.conf usr/lib/tmpfiles.d/wiredesk.conf
put 644 Config/wiredesk.yaml etc/wiredesk/wiredesk.yaml
# The topics that wiredesk brings are in the program; whoever wants others begins with this.
put 644 Config/topics.yaml usr/share/doc/wiredesk/examples/topics.yaml
for example in systemd/examples/*; do put 644 "$example" "usr/share/doc/wiredesk/examples/${example##*/}"; done

# The steps by which an archive got its form: an older package, which does not know them all, refuses to be installed.
mkdir -p "$tree/usr/share/wiredesk"
sed -n 's/.*registerMigration("\([^"]*\)").*/\1/p' Sources/Archive/Schema.swift >"$tree/usr/share/wiredesk/schema"
schema=$(tr '\n' ' ' <"$tree/usr/share/wiredesk/schema" | sed 's/ $//')

for shell in bash zsh fish; do "$binary" --generate-completion-script $shell >"$work/completion.$shell"; done
# It is read by a shell, not run.
sed -i '1{/^#!/d}' "$work/completion.bash"
put 644 "$work/completion.bash" usr/share/bash-completion/completions/wiredesk
put 644 "$work/completion.zsh" usr/share/zsh/vendor-completions/_wiredesk
put 644 "$work/completion.fish" usr/share/fish/vendor_completions.d/wiredesk.fish

sh systemd/man/make.sh "$binary" "$work/man"
for page in "$work"/man/*.[58]; do
    gzip -9n "$page"
    put 644 "$page.gz" "usr/share/man/man${page##*.}/${page##*/}.gz"
done

documents=$tree/usr/share/doc/wiredesk
gzip -9nc systemd/debian/changelog >"$work/changelog.gz"
put 644 "$work/changelog.gz" usr/share/doc/wiredesk/changelog.gz
copyright >"$documents/copyright"
chmod 644 "$documents/copyright"
put 644 systemd/debian/lintian-overrides usr/share/lintian/overrides/wiredesk

# Whose libraries it is linked to; of libxml2, which reads what strangers write, none older than this machine's.
mkdir -p "$work/shlibs/debian"
echo "Source: wiredesk" >"$work/shlibs/debian/control"
libraries=$(cd "$work/shlibs" && dpkg-shlibdeps -O -e"$tree/usr/bin/wiredesk" 2>/dev/null | sed 's/^shlibs:Depends=//')
libxml2=$(dpkg-query -W -f '${Version}' libxml2)
newest=$(apt-cache policy libxml2 2>/dev/null | sed -n 's/^ *Candidate: //p')
[ -z "$newest" ] || [ "$newest" = "$libxml2" ] || echo "package.sh: libxml2 $newest is to be had; here is $libxml2" >&2
depends=$(echo "$libraries" | sed "s/libxml2 ([^)]*)/libxml2 (>= $libxml2)/")
depends="$depends, systemd, tzdata"

control=$tree/DEBIAN
mkdir -p "$control"
(cd "$tree" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' | sort | sed 's/^\.\///' | xargs md5sum) >"$control/md5sums"
(cd "$tree" && find etc -type f | sort | sed 's/^/\//') >"$control/conffiles"
for script in preinst postinst prerm postrm; do
    sed "s/@VERSION@/$version/g; s/@SCHEMA@/$schema/" "systemd/debian/$script" >"$control/$script"
    chmod 755 "$control/$script"
done
size=$(du -k --apparent-size -s --exclude=DEBIAN "$tree" | cut -f1)
sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/; s/@DEPENDS@/$depends/" \
    systemd/debian/control.in >"$control/control"
chmod 644 "$control/md5sums" "$control/conffiles" "$control/control"

package=$out/wiredesk_${version}_$architecture.deb
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Z"${COMPRESSION:-xz}" --build "$tree" "$package" >/dev/null
echo "$package"
