#!/usr/bin/env python3
"""A burst while nobody listens: burst.py [FILES]

The daemon is stopped (SIGSTOP) while so many files, 20,000 unless said otherwise, are renamed into the inbox: more than inotify
keeps (16,384), so that most events are lost. Then it goes on; none may be missed.
"""

import os
import pathlib
import signal
import sys
import time

import proof

FILES = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
desk = proof.Desk(configuration="live: off\neditions: {}\nmin_free: 0B\n")
load = proof.Load(7)
daemon = proof.Daemon(desk)
if not daemon.wait_for("watching"):
    proof.end(["the daemon did not start: " + daemon.words()])
aside = desk.folder / "aside"
aside.mkdir()
folder = desk.desk / "inbox/burst"
folder.mkdir()
for n in range(FILES):
    data = (f'<rss version="2.0"><channel><title>B</title><item><guid isPermaLink="false">{n}</guid><title>Headline number {n}'
            "</title></item></channel></rss>").encode()
    (aside / f"{n:06}.xml").write_bytes(data)
    load.dropped[proof.hashlib.sha256(data).hexdigest()] += 1
    load.texts["burst", str(n)].add(n)
time.sleep(0.5)
daemon.process.send_signal(signal.SIGSTOP)
for n in range(FILES):
    os.rename(aside / f"{n:06}.xml", folder / f"{n:06}.xml")
begin = time.monotonic()
daemon.process.send_signal(signal.SIGCONT)
emptied = proof.until(lambda: not any(os.scandir(folder)) and not desk.files("processing"), 300)
seconds = time.monotonic() - begin
limit = int(pathlib.Path("/proc/sys/fs/inotify/max_queued_events").read_text())
code = daemon.stop()
faults = desk.counts(load)
if not emptied:
    faults.append("files were missed")
if code != 0:
    faults.append(f"the daemon ended with {code}")
print(f"burst: {FILES} files while stopped, {limit} events are kept; all in done/ after {seconds:.1f} s")
if faults:
    print("kept:", desk.folder)
else:
    desk.remove()
proof.end(faults)
