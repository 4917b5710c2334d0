#!/bin/sh
# The proofs of the promises, on the built program: sh Tests/Proof/run.sh short|long
# short: some seven minutes, in every run of .ci/run. long: some three hours; the figures are printed.
# What one does is at its head; each can be run alone. WIREDESK names another program than the release or debug build.
set -eu
cd "$(dirname "$0")"
command -v python3 >/dev/null || { echo "no python3: proofs left out"; exit 0; }
command -v strace >/dev/null || echo "no strace: what needs it is left out"
case "${1:-}" in
short)
    python3 kill.py 60
    python3 interrupt.py 8
    python3 faults.py 8 1 --first 16 --short 6
    python3 surroundings.py
    python3 burst.py
    python3 bad.py 100
    python3 orders.py 2
    python3 idle.py
    python3 retention.py 24 20
    python3 ../../systemd/proof/figures.py short
    ;;
long)
    python3 kill.py 1000
    python3 interrupt.py 200
    python3 faults.py 300
    python3 surroundings.py
    python3 burst.py
    python3 bad.py 1000
    python3 orders.py 50
    python3 idle.py 130 5000
    python3 ../../systemd/proof/figures.py
    python3 retention.py 365 1000
    python3 forms.py
    if command -v chromium >/dev/null; then python3 pages.py --itself; else echo "no chromium: pages are left out"; fi
    python3 soak.py 60
    ;;
*)
    sed -n '2,4s/^# //p' run.sh >&2
    exit 64
    ;;
esac
