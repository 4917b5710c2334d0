#!/bin/sh
# The words of README.md and of wiredesk(8), followed in an empty Debian tree by a new user who has only them, and timed: from
# nothing to a digest read under /var/spool/wiredesk. Fails when it takes more than five minutes, or when a word is not true.
#   sh systemd/proof/first-digest.sh
# The package is at hand: how long it takes to build is the compiler's affair.
set -eu
. "$(dirname "$0")/tree.sh"
command -v systemd-nspawn >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends systemd-container >/dev/null 2>&1 || true
command -v systemd-nspawn >/dev/null || cannot "no systemd-nspawn here, and it could not be installed"
package
fresh_tree

# What the README says to type, below the heading of the service; `sudo` is what root does anyway, and the address stands for any feed.
words=$(sed -n '/^## Install as a service/,/^## /p' README.md | sed -n 's/^    //p' | sed 's/ *#.*//; s/^sudo //; s/| *sudo /| /')
said() { printf '%s\n' "$words" | grep -F -- "$1" | head -n 1; }
install=$(said "apt install" | sed 's#\./\.build/package/#./#')
join=$(said adduser)
drop=$(said "wiredesk put" | sed 's#^curl -s [^ ]*#cat /feed.xml#')
read=$(said "less /var/spool" | sed 's/^less/cat/')
reload=$(said "systemctl reload")
for command in "$install" "$join" "$drop" "$read" "$reload"; do
    [ -n "$command" ] || { echo "first-digest: README.md does not say one of its commands any more" && exit 1; }
done
# The manual page says the same, in roff.
page=$(sed 's/\\-/-/g; s/\\&//g' systemd/man/wiredesk.8.in)
for word in "apt install ./wiredesk_" "adduser" "wiredesk put --source" "less /var/spool/wiredesk/digests/latest.txt"; do
    printf '%s' "$page" | grep -qF -- "$word" || { echo "first-digest: wiredesk.8 does not say: $word" && exit 1; }
done

cp "$PACKAGE" "$tree/"
cp Config/samples/tarn-radio/news.xml "$tree/feed.xml"
cat >"$tree/new-user" <<EOF
#!/bin/sh
# Typed one by one; who joins a group has to log in again.
set -eu
export DEBIAN_FRONTEND=noninteractive USER=reader
cd /
say() { echo "\$(cut -d' ' -f1 /proc/uptime) \$1"; }
type_() { say "\$ \$1"; }
type_ "$join"
eval '$join'
type_ "$drop"
setpriv --reuid=reader --regid=reader --init-groups sh -c '$drop'
type_ "$read"
until [ -s /var/spool/wiredesk/digests/latest.txt ] && setpriv --reuid=reader --regid=reader --init-groups $read | grep -q Tarn; do sleep 0.1; done
setpriv --reuid=reader --regid=reader --init-groups $read | head -n 12
type_ "$reload"
$reload
say "done"
EOF
cat >"$tree/etc/systemd/system/proof.service" <<'EOF'
[Unit]
Description=A new user
After=wiredesk.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'sh /new-user >/log 2>&1; echo $? >/code; systemctl poweroff --no-block'
EOF
mkdir -p "$tree/etc/systemd/system/multi-user.target.wants"
ln -s /etc/systemd/system/proof.service "$tree/etc/systemd/system/multi-user.target.wants/proof.service"
begun=$(date +%s)
inside apt-get -qq update
inside useradd -m reader
# What comes with every machine that is not as bare as this tree.
inside apt-get -qq -y install adduser >/dev/null 2>&1
began=$(date +%s)
echo "\$ $install"
inside sh -c "cd / && apt-get update -qq && $install -y -qq" >"$BASE/first-digest-install.log" 2>&1 || { cat "$BASE/first-digest-install.log" && exit 1; }
echo "  installed after $(($(date +%s) - began)) s"
timeout 280 systemd-nspawn --quiet --register=no --keep-unit --directory="$tree" --machine=wiredesk-first --private-network --boot \
    </dev/null >"$BASE/first-digest-console.log" 2>&1 || true
[ -e "$tree/code" ] || cannot "systemd does not boot in a container here, $BASE/first-digest-console.log says why"
sed 's/^/  /' "$tree/log"
took=$(($(date +%s) - begun))
[ "$(cat "$tree/code")" -eq 0 ] || { echo "first-digest: FAILED" && exit 1; }
fact "from nothing to a digest read: $took s, of five minutes" [ $took -lt 300 ]
rm -rf "$tree"
