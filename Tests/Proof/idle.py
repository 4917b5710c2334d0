#!/usr/bin/env python3
"""A desk at rest: idle.py [SECONDS] [ITEMS]

So many items (500 unless said otherwise) are read, told by an edition that closes every minute, and then nothing comes any more.
strace watches every system call of every thread for so many seconds (70). Each moment at which the process does anything has to be
one of these: the listing of the inbox, which an edition's closing does too; the watchdog's word, every 20 s; a thread of the pool
that goes home five seconds after its work. Then what memory it holds, from smaps_rollup: resident and proportional, which count pages
of the program's file that the system may take back at any time, and anonymous, which is the desk's own.
"""

import collections
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

import proof

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 70
ITEMS = int(sys.argv[2]) if len(sys.argv) > 2 else 500
if not shutil.which("strace"):
    print("no strace: wake-ups of a desk at rest left out")
    sys.exit(0)

desk = proof.Desk(configuration=proof.CONFIGURATION.replace("log: debug", "log: notice"))
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(str(desk.folder / "notify"))
# What nobody takes would hold the daemon up.
threading.Thread(target=lambda: [manager.recv(4096) for _ in iter(int, 1)], daemon=True).start()
os.environ["NOTIFY_SOCKET"] = str(desk.folder / "notify")
os.environ["WATCHDOG_USEC"] = "60000000"
load = proof.Load(13, most=ITEMS)
daemon = proof.Daemon(desk)
if not daemon.wait_for("watching"):
    proof.end(["the daemon did not start: " + daemon.words()])
while len(load.items) < ITEMS:
    desk.drop(*load.file())
if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), 120):
    proof.end(["files left behind: " + daemon.words()[-300:]])
# The closing after the last file tells it, the one after that has nothing to tell.
time.sleep(125 - time.time() % 60)

out = desk.folder / "calls"
tracer = subprocess.Popen(["strace", "-f", "-qq", "-ttt", "-s", "200", "-o", str(out), "-p", str(daemon.process.pid)],
                          stderr=subprocess.DEVNULL)
proof.until(lambda: f"TracerPid:\t{tracer.pid}" in open(f"/proc/{daemon.process.pid}/status").read(), 10)
begin = time.time() + 1
time.sleep(SECONDS + 1)
tracer.terminate()
tracer.wait()

# Calls that belong to one moment: no half second passes between any two of them.
moments = []
for line in out.read_text(errors="replace").splitlines():
    found = re.match(r"\d+ +(\d+\.\d+) (.*)", line)
    if not found or float(found[1]) < begin:
        continue
    if not moments or float(found[1]) - moments[-1][-1][0] > 0.5:
        moments.append([])
    moments[-1].append((float(found[1]), found[2]))
kinds = collections.Counter()
faults = []
last = 0
for moment in moments:
    text = "\n".join(call for _, call in moment)
    if 'desk/inbox"' in text and "getdents64" in text:
        kinds["the inbox listed"] += 1
        last = moment[-1][0]
    elif "WATCHDOG=1" in text:
        kinds["the watchdog fed"] += 1
        last = moment[-1][0]
    elif moment[0][0] < last + 4:
        # Of the one before: a machine that is busy stops a thread in the middle.
        kinds["and its end"] += 1
    elif re.search(r"(?m)^exit\(0\)", text) and not re.search(r"(?m)^(openat|read|write|sendto|newfstatat)\(", text):
        kinds["a thread gone home"] += 1
    else:
        kinds["something else"] += 1
        faults.append(f"woken at {moment[0][0] - begin:.1f} s: " + "; ".join(call[:60] for _, call in moment[:6]))
print(f"idle: {len(moments)} moments in {SECONDS} s: {dict(kinds.most_common())}")
# Listed once a minute and no oftener, give or take the minute that the span cuts.
if not SECONDS // 60 <= kinds["the inbox listed"] <= SECONDS // 60 + 1:
    faults.append("the inbox is not listed once a minute")
if kinds["the watchdog fed"] + kinds["the inbox listed"] < SECONDS // 20 - 1:
    faults.append("the watchdog was not fed")

memory = {}
for line in open(f"/proc/{daemon.process.pid}/smaps_rollup").read().splitlines()[1:]:
    name, size, _ = line.split()
    memory[name.rstrip(":")] = int(size) / 1000 * 1.024
asked = 25 + 0.0004 * len(load.texts)
print(f"idle: {len(load.texts)} items; resident {memory['Rss']:.1f} MB, proportional {memory['Pss']:.1f}, anonymous "
      f"{memory['Anonymous']:.1f}; asked {asked:.1f}")
if memory["Pss"] > asked:
    faults.append("more memory than was asked")
if daemon.stop() != 0:
    faults.append("the daemon did not stop cleanly")
if faults:
    print("kept:", desk.folder)
else:
    desk.remove()
proof.end(faults)
