#!/bin/sh
# The life of the package in an empty Debian tree: sh systemd/proof/package.sh
# lintian, install, upgrade with a changed conffile, upgrade of the archive's schema, downgrade, remove, reinstall, purge. No data
# is touched but by purge, which asks nothing and leaves done/ and digests/ alone.
set -eu
. "$(dirname "$0")/tree.sh"
package
begun=$(date +%s)

if command -v lintian >/dev/null; then
    lintian --no-cfg --allow-root --fail-on error,warning "$PACKAGE" >"$BASE/lintian.log" 2>&1 || {
        cat "$BASE/lintian.log"
        exit 1
    }
    echo "  ok    lintian has no error and no warning"
else
    echo "  -     no lintian here"
fi

fresh_tree
version=$(dpkg-deb -f "$PACKAGE" Version)
desk=/var/spool/wiredesk

# The same package as another version, with what `changed FOLDER` does to it.
as_version() {
    rm -rf "$BASE/repack"
    dpkg-deb -R "$PACKAGE" "$BASE/repack"
    sed -i "s/^Version: .*/Version: $1/" "$BASE/repack/DEBIAN/control"
    sed -i "s/$version/$1/g" "$BASE/repack/DEBIAN/preinst"
    [ $# -lt 2 ] || "$2" "$BASE/repack"
    dpkg-deb --root-owner-group -Znone -b "$BASE/repack" "$tree/wiredesk_$1.deb" >/dev/null
}
new_conffile() { sed -i '1i # A line that this version brings.' "$1/etc/wiredesk/wiredesk.yaml"; }
newer_schema() { echo step-of-tomorrow >>"$1/usr/share/wiredesk/schema"; }
cp "$PACKAGE" "$tree/wiredesk_$version.deb"
as_version "$version+1" new_conffile
as_version "$version+2" newer_schema

# What is there, byte for byte, but for what a desk says of itself.
contents() { (cd "$tree$desk" && find "$@" -type f ! -name status.json ! -name desk.lock ! -name '*-shm' \( ! -name '*-wal' -o ! -empty \) -exec sha256sum {} + 2>/dev/null | sort -k2); }
# Since `contents` was noted in before; says what is not.
unchanged() { contents "$@" | diff "$BASE/before" -; }
install() { inside apt-get -qq -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold --allow-downgrades install "./wiredesk_$1.deb"; }

echo "install"
inside apt-get -qq update
install "$version" >"$BASE/install.log" 2>&1 || { cat "$BASE/install.log" && exit 1; }
fact "the program runs, with nothing but what the package asks for" [ "$(inside wiredesk --version)" = "$version" ]
fact "the user wiredesk is in the group of depositors" sh -c "grep -q '^wiredesk-drop:.*wiredesk' '$tree/etc/group'"
fact "the inbox is 2770 and the depositors' group's" [ "$(inside stat -c '%a %U %G' $desk/inbox)" = "2770 wiredesk wiredesk-drop" ]
fact "the inbox has default ACLs for the service" sh -c "getfacl -n '$tree$desk/inbox' 2>/dev/null | grep -q '^default:user:[0-9]*:rwx'"
fact "the unit will start with the machine" [ -L "$tree/etc/systemd/system/multi-user.target.wants/wiredesk.service" ]
# In the tree, where the program of its ExecStart is.
fact "systemd-analyze verify has nothing to say" [ -z "$(inside systemd-analyze verify --man=no /lib/systemd/system/wiredesk.service 2>&1)" ]
fact "its exposure is 0.3 or less" quietly inside systemd-analyze security --offline=true --threshold=3 --no-pager wiredesk.service
tail -n 1 "$BASE/said" | sed 's/^/        /'
for example in inbox-ftp inbox-network; do
    mkdir -p "$tree/etc/systemd/system/wiredesk.service.d"
    cp "systemd/examples/$example.conf" "$tree/etc/systemd/system/wiredesk.service.d/"
done
fact "nor of the examples laid over it" [ -z "$(inside systemd-analyze verify --man=no /lib/systemd/system/wiredesk.service 2>&1)" ]
rm -r "$tree/etc/systemd/system/wiredesk.service.d"
for page in wiredesk.8 wiredesk.yaml.5 wiredesk-topics.5 wiredesk-jsonfeed.5; do
    fact "$page is there" [ -s "$tree/usr/share/man/man${page##*.}/$page.gz" ]
done
fact "bash takes the completions" bash -n "$tree/usr/share/bash-completion/completions/wiredesk"
if command -v zsh >/dev/null; then fact "zsh does" zsh -n "$tree/usr/share/zsh/vendor-completions/_wiredesk"; fi
if command -v fish >/dev/null; then fact "fish does" fish -n "$tree/usr/share/fish/vendor_completions.d/wiredesk.fish"; fi
fact "the settings it brings are good" quietly inside wiredesk check

echo "a desk at work: dropped by another user with umask 077"
inside useradd -G wiredesk-drop depositor
mkdir -p "$tree/feeds"
cp Config/samples/tarn-radio/*.xml Config/samples/nordport-courier/*.xml "$tree/feeds/"
inside setpriv --reuid=depositor --regid=depositor --init-groups sh -c \
    "umask 077 && mkdir $desk/inbox/courier && cp /feeds/saturday-2300.xml $desk/inbox/courier/ && wiredesk put --source radio /feeds/news.xml /feeds/live.xml"
as_desk() { inside setpriv --reuid=wiredesk --regid=wiredesk --init-groups "$@"; }
as_desk wiredesk once >/dev/null 2>&1 || true
fact "what was dropped is in done/ and failed/" [ "$(find "$tree$desk/done" "$tree$desk/failed" -name '*.xml' | wc -l)" -eq 3 ]
fact "the digest can be read by anybody" quietly inside setpriv --reuid=nobody --clear-groups cat $desk/digests/latest.txt
contents . >"$BASE/before"

echo "upgrade with a changed conffile"
sed -i 's/^horizon_days: .*/horizon_days: 5/' "$tree/etc/wiredesk/wiredesk.yaml"
install "$version+1" >/dev/null 2>&1
fact "the administrator's setting stays" has "$tree/etc/wiredesk/wiredesk.yaml" "horizon_days: 5"
fact "and so do all data" unchanged .

echo "upgrade of the archive's schema"
# The archive as a version left it that did not know the last changes of its form.
sqlite3 "$tree$desk/archive/archive.sqlite" "
    ALTER TABLE revisions DROP COLUMN boilerplate;
    DROP INDEX items_known; DROP INDEX deliveries_by_source; DROP INDEX deliveries_by_title; DROP TABLE retention;
    ALTER TABLE items DROP COLUMN pruned; ALTER TABLE items DROP COLUMN seen;
    DELETE FROM grdb_migrations WHERE identifier IN ('retention', 'boilerplate')"
inside chown -R wiredesk:wiredesk $desk/archive
cp "$tree/feeds/sunday-0700.xml" "$tree$desk/inbox/"
inside chown wiredesk $desk/inbox/sunday-0700.xml
as_desk wiredesk once >/dev/null 2>&1
fact "the new version brings it up to date and goes on" \
    [ "$(sqlite3 "$tree$desk/archive/archive.sqlite" "SELECT identifier FROM grdb_migrations ORDER BY 1")" = "$(sort "$tree/usr/share/wiredesk/schema")" ]
fact "with all that was in it" \
    [ "$(sqlite3 "$tree$desk/archive/archive.sqlite" "SELECT count(DISTINCT path) FROM deliveries WHERE failure IS NULL")" = 3 ]

echo "downgrade"
install "$version" >/dev/null 2>&1
fact "with the same schema it is allowed" [ "$(inside dpkg-query -W -f '${Version}' wiredesk)" = "$version" ]
install "$version+2" >/dev/null 2>&1
sqlite3 "$tree$desk/archive/archive.sqlite" "INSERT INTO grdb_migrations VALUES ('step-of-tomorrow')"
inside chown -R wiredesk:wiredesk $desk/archive
contents . >"$BASE/before"
fact "with a newer one it is refused" fails quietly install "$version"
fact "by name" has "$BASE/said" "which has its change step-of-tomorrow"
fact "the newer version stays, whole" [ "$(inside dpkg-query -W -f '${Status} ${Version}' wiredesk)" = "install ok installed $version+2" ]
fact "an older program that is put there by force refuses, too" fails quietly as_desk wiredesk once
fact "by name" has "$BASE/said" 'unknown migration "step-of-tomorrow"'
fact "and no byte was changed" unchanged .
sqlite3 "$tree$desk/archive/archive.sqlite" "DELETE FROM grdb_migrations WHERE identifier = 'step-of-tomorrow'"
inside chown -R wiredesk:wiredesk $desk/archive
contents . >"$BASE/before"

echo "remove, reinstall"
inside apt-get -qq -y remove wiredesk >/dev/null 2>&1
fact "the program is gone" [ ! -e "$tree/usr/bin/wiredesk" ]
fact "the settings stay" has "$tree/etc/wiredesk/wiredesk.yaml" "horizon_days: 5"
fact "no data is touched" unchanged .
install "$version+2" >/dev/null 2>&1
fact "installed again it goes on where it was" unchanged .
as_desk wiredesk once >/dev/null 2>&1
fact "with the administrator's settings" sh -c "unshare --mount --pid --fork --mount-proc='$tree/proc' chroot '$tree' wiredesk check --print | grep -qx 'horizon_days: 5'"

echo "purge"
contents done digests failed >"$BASE/before"
inside apt-get -y purge wiredesk >"$BASE/purge.log" 2>&1 </dev/null
fact "done/, failed/ and digests/ are left alone" unchanged done digests failed
fact "it says so" has "$BASE/purge.log" "what was dropped and the digests stay in $desk"
fact "the archive and the settings are gone" [ ! -e "$tree$desk/archive" -a ! -e "$tree/etc/wiredesk" ]
fact "nothing of the unit is left" [ -z "$(find "$tree/etc/systemd" "$tree/var/lib/systemd" -name '*wiredesk*')" ]
install "$version" >/dev/null 2>&1
as_desk wiredesk once >/dev/null 2>&1 || true
fact "installed after all that it makes the archive again from done/" \
    [ "$(sqlite3 "$tree$desk/archive/archive.sqlite" "SELECT count(DISTINCT path) FROM deliveries WHERE failure IS NULL")" = 3 ]

rm -rf "$tree" "$BASE/repack"
echo "package: $facts facts in $(($(date +%s) - begun)) s"
