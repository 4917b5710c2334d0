#!/usr/bin/env python3
"""What the service takes: figures.py [PACKAGE] [DAYS] [ITEMS], or figures.py short

Sizes of the package, exposure of the unit, and of the built program: from its start until it says that it is ready, with an empty desk
and with an archive of so many days (30) of so many items (1000) each; from SIGTERM until it is gone, at rest and under load; and what
memory it holds a minute after its start. Each time three times, the middle one. Cold: the system's caches were dropped before, which
takes root. What wakes it at rest tells ../../Tests/Proof/idle.py.

`short`, for every run of .ci/run: each once, warm, with three days, and a fault where one is past what was asked: an exposure of 0.3, five
seconds for a stop under load; and as long for a start, which has no figure.
"""

import datetime
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests/Proof"))
import proof  # noqa: E402

SHORT = sys.argv[1:] == ["short"]
PACKAGE = sys.argv[1] if len(sys.argv) > 1 and not SHORT else None
DAYS = int(sys.argv[2]) if len(sys.argv) > 2 else 3 if SHORT else 30
ITEMS = int(sys.argv[3]) if len(sys.argv) > 3 else 200 if SHORT else 1000
TIMES = 1 if SHORT else 3
MOST_EXPOSED, MOST_SECONDS = 0.3, 5
faults = []


def start(desk):
    """The process, and seconds until it says that it is ready."""
    name = str(desk.folder / "notify")
    if os.path.exists(name):
        os.unlink(name)
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(name)
    begin = time.monotonic()
    process = subprocess.Popen(desk.arguments("run"), env={**os.environ, "NOTIFY_SOCKET": name}, stderr=subprocess.DEVNULL)
    while b"READY=1" not in manager.recv(4096):
        pass
    return process, time.monotonic() - begin


def hold(what, value, most):
    if value > most:
        faults.append(f"{what}: {value:.2f}, asked is {most} at most")


def stop(process):
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait()
    return time.monotonic() - begin


def drop_caches():
    try:
        subprocess.run(["sync"], check=False)
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3")
        return True
    except OSError:
        return False


def middle(values):
    return sorted(values)[len(values) // 2]


def memory(process):
    text = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return {key: int(re.search(rf"^{key}: +(\d+)", text, re.M)[1]) for key in ("Rss", "Pss", "Anonymous")}


def times(desk, what):
    for kind in ("warm",) if SHORT else ("cold", "warm"):
        ready, gone = [], []
        for _ in range(TIMES):
            if kind == "cold" and not drop_caches():
                break
            process, seconds = start(desk)
            ready.append(seconds)
            time.sleep(0.5 if SHORT else 2)
            gone.append(stop(process))
            hold(f"{what}: ready", seconds, MOST_SECONDS)
            hold(f"{what}: stopped", gone[-1], MOST_SECONDS)
        if ready:
            print(f"{what}, {kind}: ready after {middle(ready) * 1000:.0f} ms; stopped at rest in {middle(gone) * 1000:.0f} ms")


if PACKAGE:
    fields = subprocess.run(["dpkg-deb", "-f", PACKAGE, "Version", "Installed-Size"], capture_output=True, text=True, check=True).stdout
    print(f"package: {os.path.getsize(PACKAGE):,} bytes; " + ", ".join(fields.splitlines()) + " KiB")
unit = HERE.parent / "wiredesk.service"
analysed = subprocess.run(["sh", "-c", f"systemd-analyze security --offline=true --no-pager '{unit}' 2>/dev/null"], capture_output=True,
                          text=True, check=False)
verdict = (analysed.stdout.strip().splitlines() or ["no systemd-analyze"])[-1].lstrip("→ ")
print(verdict)
if exposed := re.search(r": ([0-9.]+) ", verdict):
    hold("exposure", float(exposed[1]), MOST_EXPOSED)

desk = proof.Desk(configuration=proof.CONFIGURATION.replace("log: debug", "log: notice"))
times(desk, "empty desk")

begin = time.monotonic()
first = datetime.datetime.now(datetime.timezone.utc).replace(hour=12, minute=0, second=0, microsecond=0) - datetime.timedelta(days=DAYS)
load = proof.Load(29)
for day in range(DAYS):
    before = len(load.items)
    while len(load.items) < before + ITEMS:
        desk.drop(*load.file())
    desk.once(at=(first + datetime.timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ"))
archive = desk.desk / "archive/archive.sqlite"
print(f"{DAYS} days: {len(load.items):,} items, archive {archive.stat().st_size >> 20} MiB, made in {time.monotonic() - begin:.0f} s")
times(desk, f"{DAYS} days of archive")

process, _ = start(desk)
stops = []
for _ in range(TIMES):
    for _ in range(400):
        desk.drop(*load.file())
    time.sleep(0.3)
    stops.append(stop(process))
    process, _ = start(desk)
hold("stopped under load", max(stops), MOST_SECONDS)
print(f"stopped under load in {middle(stops) * 1000:.0f} ms, {max(stops) * 1000:.0f} at most of {TIMES}")
proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), 120)
if not SHORT:
    time.sleep(60)
    held = memory(process)
    print("a minute later it holds " + ", ".join(f"{name} {size / 1024:.1f} MiB" for name, size in held.items()))
stop(process)
if not faults:
    desk.remove()
proof.end(faults)
