#!/bin/sh
# The built package on a machine of its own: sh systemd/proof/boot.sh
# An empty Debian tree gets the package, real systemd is booted in it (systemd-nspawn), and what the service promises is tried:
# booted.sh beside this runs inside. Five minutes, most of them waiting for a hang to be noticed.
set -eu
. "$(dirname "$0")/tree.sh"
command -v systemd-nspawn >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends systemd-container >/dev/null 2>&1 || true
command -v systemd-nspawn >/dev/null || cannot "no systemd-nspawn here, and it could not be installed"
package
begun=$(date +%s)
fresh_tree

cp "$PACKAGE" "$tree/wiredesk.deb"
inside apt-get -qq update
inside apt-get -qq -y install /wiredesk.deb acl >"$BASE/boot-install.log" 2>&1 || { cat "$BASE/boot-install.log" && exit 1; }
inside useradd -m -G wiredesk-drop depositor
mkdir -p "$tree/proof"
cp systemd/proof/booted.sh systemd/proof/probe.pl "$tree/proof/"
cp -r Config/samples systemd/examples "$tree/proof/"
if command -v cc >/dev/null && cc -shared -fPIC -O1 -o "$tree/usr/lib/wiredesk-planted.so" systemd/proof/planted.c -ldl; then :; else echo "boot: no C compiler: no planted faults"; fi
cat >"$tree/etc/systemd/system/proof.service" <<'EOF'
[Unit]
Description=What the service promises, tried
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'sh /proof/booted.sh >/proof/log 2>&1; echo $? >/proof/code; systemctl poweroff --no-block'
EOF
ln -s /etc/systemd/system/proof.service "$tree/etc/systemd/system/multi-user.target.wants/proof.service"
sed -i 's/^After=multi-user.target/After=wiredesk.service/' "$tree/etc/systemd/system/proof.service"

# Without a system's systemd to tell of it, as in a container, it keeps to itself.
timeout 900 systemd-nspawn --quiet --register=no --keep-unit --directory="$tree" --machine=wiredesk-proof --private-network --boot \
    </dev/null >"$BASE/boot-console.log" 2>&1 || true
if [ ! -e "$tree/proof/log" ]; then
    tail -n 5 "$BASE/boot-console.log"
    cannot "systemd does not boot in a container here, $BASE/boot-console.log says why"
fi
cat "$tree/proof/log"
code=$(cat "$tree/proof/code" 2>/dev/null || echo 1)
[ "$code" -eq 0 ] || {
    echo "boot: FAILED; the tree is $tree"
    exit 1
}
if command -v promtool >/dev/null; then
    fact "promtool finds nothing in the metrics" promtool check metrics <"$tree/var/spool/wiredesk/wiredesk.prom"
    fact "nor in the alerts" quietly promtool check rules systemd/examples/prometheus-alerts.yaml
else
    echo "  -     no promtool here"
fi
rm -rf "$tree"
echo "boot: done in $(($(date +%s) - begun)) s"
