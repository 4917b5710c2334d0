# Inside the booted tree of boot.sh: tries what the service promises. A line for each fact; the first that is false ends it.
set -u
desk=/var/spool/wiredesk
facts=0
ok() { facts=$((facts + 1)) && echo "  ok    $1"; }
false_() {
    echo "  FALSE $1"
    systemctl status wiredesk --no-pager -l | head -n 30
    journalctl -u wiredesk --no-pager -o short-monotonic | tail -n 40
    exit 1
}
fact() {
    text=$1
    shift
    if "$@"; then ok "$text"; else false_ "$text"; fi
}
# Waits until a command succeeds, for so many seconds.
within() {
    end=$(($(date +%s) + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$(date +%s)" -lt $end ] || return 1
        sleep 0.05
    done
}
fails() { ! "$@"; }
shown() { systemctl show wiredesk -P "$1"; }
is() { [ "$(shown "$1")" = "$2" ]; }
status_has() { shown StatusText | grep -qF -- "$1"; }
digest_has() { grep -qF -- "$1" $desk/digests/latest.md; }
journal_has() { journalctl -u wiredesk --no-pager -o cat | grep -qF -- "$1"; }
files() { find "$@" -type f ! -name '*.reason.json' 2>/dev/null | wc -l; }
at_rest() { [ "$(files $desk/inbox)" -eq 0 ] && [ "$(files $desk/processing)" -eq 0 ]; }
monotonic() { cut -d' ' -f1 /proc/uptime; }
rss() { printf '<rss version="2.0"><channel><title>T</title><link>https://t.example/</link><item><guid isPermaLink="false">%s</guid><title>%s</title></item></channel></rss>' "$1" "$2"; }
as_depositor() { setpriv --reuid=depositor --regid=depositor --init-groups sh -c "umask 077; $1"; }
restart() { systemctl reset-failed wiredesk && systemctl daemon-reload && systemctl restart wiredesk; }
# drop_in NAME: from standard input.
drop_in() { mkdir -p /etc/systemd/system/wiredesk.service.d && cat >"/etc/systemd/system/wiredesk.service.d/$1.conf"; }
no_drop_in() { rm -f "/etc/systemd/system/wiredesk.service.d/$1.conf"; }
sources=$(find /proof/samples -name '*.xml')
echo secret >/home/depositor/secret
echo secret >/root/secret
touch /tmp/of-the-host

echo "start"
fact "it is ready" within 60 is ActiveState active
fact "after the machine's start, by itself" is UnitFileState enabled
echo "        ready $(($(shown ActiveEnterTimestampMonotonic) / 1000 - $(shown ExecMainStartTimestampMonotonic) / 1000)) ms after its start"
fact "it says what it does" status_has "watching $desk/inbox"
touch /proof/stamp

echo "a file dropped by another user, umask 077, a folder of his own"
cp /proof/samples/tarn-radio/news.xml /home/depositor/news.xml
chown depositor /home/depositor/news.xml
began=$(monotonic)
as_depositor "mkdir $desk/inbox/radio && cp /home/depositor/news.xml $desk/inbox/radio/"
fact "is in the digest" within 10 digest_has "Tarn"
echo "        after $(echo "$began $(monotonic)" | awk '{printf "%.1f", $2 - $1}') s"
as_depositor "wiredesk put --source courier /home/depositor/news.xml"
fact "and one by wiredesk put is in done/" within 10 sh -c "find $desk/done -path '*courier*' -name '*news.xml' | grep -q ."
fact "who is not in the group cannot drop" fails setpriv --reuid=nobody --clear-groups touch $desk/inbox/x.xml
fact "and cannot see what others dropped" fails setpriv --reuid=nobody --clear-groups ls $desk/inbox
fact "but read the digest" setpriv --reuid=nobody --clear-groups test -r $desk/digests/latest.html
fact "the status line counts on" within 10 status_has "2 files read since the start"
fact "status lists each folder with how it is heard of" sh -c "wiredesk status | grep -q 'inbox/radio: inotify'"

echo "reload"
sed -i 's/^horizon_days: .*/horizon_days: 6/' /etc/wiredesk/wiredesk.yaml
fact "of good settings succeeds" systemctl reload wiredesk
fact "and they are in force" journal_has "configuration read again"
cp /etc/wiredesk/wiredesk.yaml /proof/good.yaml
echo "horizont: 3" >>/etc/wiredesk/wiredesk.yaml
fact "of bad ones fails" fails systemctl reload wiredesk
fact "with line and column in the journal" journal_has "unknown key \"horizont\""
fact "and the service goes on with the old ones" is ActiveState active
fact "which the status line says" within 5 status_has "changed settings are bad, the old ones in force"
cp /proof/good.yaml /etc/wiredesk/wiredesk.yaml
fact "mended, it takes them up by itself" within 10 sh -c "! systemctl show wiredesk -P StatusText | grep -q bad"
chmod 600 /etc/wiredesk/wiredesk.yaml
fact "of settings that it may not read fails, too" fails systemctl reload wiredesk
chmod 644 /etc/wiredesk/wiredesk.yaml
fact "the right given, it takes them up within a minute" within 75 sh -c "! systemctl show wiredesk -P StatusText | grep -q bad"

echo "kill -9 under load"
count=400
before=$(files $desk/done)
for n in $(seq $count); do rss "kill-$n" "Item $n of the burst" >$desk/inbox/.k && mv $desk/inbox/.k $desk/inbox/kill-$n.xml; done &
load=$!
sleep 1
systemctl kill -s KILL wiredesk
wait $load
fact "it is started again" within 30 is ActiveState active
fact "all files are taken in" within 60 at_rest
fact "and none is lost" [ "$(files $desk/done)" -eq $((before + count)) ]

echo "many bad files"
journalctl --rotate >/dev/null 2>&1
since=$(date +%s)
mkdir /proof/bad
for n in $(seq 2000); do echo "no feed $n" >/proof/bad/$n.xml; done
cp /proof/bad/1.xml "$(printf '/proof/bad/a\033[2J\nb.xml')"
chown -R wiredesk /proof/bad
mv /proof/bad/* $desk/inbox/
fact "are all set aside" within 120 at_rest
fact "their failures are summed up" within 90 journal_has "more files moved to failed/: "
lines=$(journalctl -u wiredesk --since "@$since" -o cat | wc -l)
fact "in few lines" [ "$lines" -lt 80 ]
echo "        2,001 bad files, $lines lines"
fact "no escape sequence reaches the journal" sh -c "! journalctl -u wiredesk --since '@$since' -o cat -a | grep -q \"\$(printf '\\033')\""
fact "warnings have their priority" sh -c "journalctl -u wiredesk -p warning -o cat | grep -q 'moved to failed/'"
fact "and nothing that is not ours" sh -c "! journalctl -u wiredesk -o cat | grep -q 'thread priority'"
rm -rf /proof/bad

echo "sandbox, tried from inside"
drop_in probe <<'EOF'
[Service]
BindReadOnlyPaths=/proof
ExecPaths=/usr/bin/perl
ExecStartPre=/usr/bin/perl /proof/probe.pl
EOF
restart
cat $desk/archive/probe.log | sed 's/^/  /'
fact "all of it holds" sh -c "grep -q '^ok' $desk/archive/probe.log && ! grep -q '^FALSE' $desk/archive/probe.log"
rm -f $desk/archive/probe.log
no_drop_in probe

if [ -e /usr/lib/wiredesk-planted.so ]; then
    echo "a file that crashes the reader"
    drop_in planted <<'EOF'
[Service]
Environment=LD_PRELOAD=/usr/lib/wiredesk-planted.so
WatchdogSec=10
RestartSec=1
EOF
    restart
    rss crash planted-crash >/proof/crash.xml
    rss good "A good item beside the planted one" >/proof/good.xml
    cp /proof/crash.xml /proof/good.xml $desk/inbox/
    chown wiredesk $desk/inbox/*.xml
    fact "is set aside as what it is" within 60 sh -c "grep -q reader-crashed $desk/failed/*/*crash.xml.reason.json"
    fact "and the good one beside it is told" within 30 digest_has "A good item beside the planted one"
    fact "the service is at work" within 10 is ActiveState active

    echo "a hang"
    restarts=$(shown NRestarts)
    rss hang planted-hang >$desk/inbox/hang.xml
    chown wiredesk $desk/inbox/hang.xml
    fact "is caught by the watchdog" within 60 sh -c "[ \"\$(systemctl show wiredesk -P NRestarts)\" -gt $restarts ] && journalctl -u wiredesk -o cat | grep -qi 'watchdog timeout'"
    fact "and what hung it is set aside" within 180 sh -c "grep -q reader-crashed $desk/failed/*/*hang.xml.reason.json"
    fact "the service is at work" within 10 is ActiveState active
    no_drop_in planted
    restart
fi

echo "an inbox in another user's FTP area, by the example"
mkdir -p /srv/ftp/agency $desk/inbox/agency
useradd agency
chown agency: /srv/ftp/agency && chmod 700 /srv/ftp/agency
echo "/srv/ftp/agency $desk/inbox/agency none bind 0 0" >>/etc/fstab
systemctl daemon-reload && mount $desk/inbox/agency
if command -v setfacl >/dev/null; then
    setfacl -R -m u:wiredesk:rwX,m::rwX -d -m u:wiredesk:rwx,m::rwx /srv/ftp/agency
    drop_in inbox-ftp </proof/examples/inbox-ftp.conf
    restart
    rss ftp "An item by the FTP account" >/srv/ftp/agency/.f
    chown agency /srv/ftp/agency/.f
    setpriv --reuid=agency --regid=agency --clear-groups mv /srv/ftp/agency/.f /srv/ftp/agency/f.xml
    fact "is digested, under its own name" within 15 sh -c "find $desk/done -path '*/agency/*f.xml' | grep -q ."
    no_drop_in inbox-ftp
fi
umount $desk/inbox/agency
sed -i '\#/srv/ftp/agency#d' /etc/fstab
restart

echo "stop under load"
before=$(($(files $desk/done) + $(files $desk/inbox) + $(files $desk/processing)))
for n in $(seq 3000); do rss "stop-$n" "Item $n while it stops" >$desk/inbox/.s && mv $desk/inbox/.s $desk/inbox/stop-$n.xml; done &
load=$!
sleep 1.5
began=$(monotonic)
systemctl stop wiredesk
took=$(echo "$began $(monotonic)" | awk '{printf "%.2f", $2 - $1}')
fact "takes less than five seconds" sh -c "[ \"\$(echo $took | awk '{print (\$1 < 5)}')\" = 1 ]"
echo "        $took s"
fact "and is clean" [ "$(shown Result) $(shown ExecMainStatus)" = "success 0" ]
wait $load
fact "nothing is in between" [ $(($(files $desk/done) + $(files $desk/inbox) + $(files $desk/processing))) -eq $((before + 3000)) ]
systemctl start wiredesk
echo "        warm, with this archive: ready $(($(shown ActiveEnterTimestampMonotonic) / 1000 - $(shown ExecMainStartTimestampMonotonic) / 1000)) ms after its start"
fact "started again it does the rest" within 120 at_rest
fact "and none is lost" [ "$(files $desk/done)" -eq $((before + 3000)) ]
for name in $(find $desk/done -name '*.xml' | sed 's/.*-//' | sort | uniq -d | grep -c stop); do fact "nor taken in twice" [ "$name" -eq 0 ]; done

echo "afterwards"
wiredesk doctor >/proof/doctor 2>&1
fact "the doctor finds all well" [ $? -eq 0 ] || cat /proof/doctor
sed 's/^/        /' /proof/doctor
outside=$(find / -xdev -user wiredesk -newer /proof/stamp ! -path "$desk/*" ! -path "$desk" ! -path '/proc/*' ! -path '/proof/*' 2>/dev/null)
fact "nothing was written outside of its folder" [ -z "$outside" ]
# Ten seconds after the last file it gives back what it does not need.
sleep 15
pid=$(shown MainPID)
echo "        idle: $(awk '/^Rss/ {r += $2} /^Pss:/ {p += $2} END {printf "%d KiB RSS, %d KiB PSS", r, p}' "/proc/$pid/smaps")"
echo "booted: $facts facts"
