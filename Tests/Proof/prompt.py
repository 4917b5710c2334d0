#!/usr/bin/env python3
"""From the rename in the inbox to done/, where a file is once its items are durably in the archive: prompt.py [FILES] [SECONDS]

So many files (100) are renamed into the inbox of a desk that has nothing else to do, one every so many seconds (1.5; with more than ten
the desk is at rest in between and has given back what it had at hand). Prints median, 99th percentile and worst in milliseconds; what
else the machine does is in them. 50 ms are asked of the 99th percentile on an idle machine.
"""

import os
import sys
import time

import proof

FILES = int(sys.argv[1]) if len(sys.argv) > 1 else 100
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 1.5
load = proof.Load(17)
desk = proof.Desk(configuration=proof.CONFIGURATION.replace("log: debug", "log: notice"))
daemon = proof.Daemon(desk)
if not daemon.wait_for("watching"):
    proof.end(["the daemon did not start: " + daemon.words()])
(desk.desk / "inbox/prompt").mkdir()
taken = []
# Before them one that is not counted: it makes the folders and has the new one watched.
for n in range(-1, FILES):
    data = load.file(bad=0)[1]
    time.sleep(SECONDS)
    folder = desk.desk / "done" / time.strftime("%Y-%m-%d", time.gmtime()) / "prompt"
    draft, name = desk.desk / "inbox/prompt/.draft", f"{n}.xml"
    draft.write_bytes(data)
    begin = time.perf_counter()
    os.rename(draft, draft.with_name(name))
    while not folder.exists() or not any(entry.endswith("-" + name) for entry in os.listdir(folder)):
        if time.perf_counter() > begin + 30:
            proof.end([f"{name} is not in done/ after 30 s: {daemon.words()[-300:]}"])
        time.sleep(0.0005)
    if n >= 0:
        taken.append((time.perf_counter() - begin) * 1000)
daemon.stop()
desk.remove()
taken.sort()
print(f"one file at a time, {FILES} of them, one in {SECONDS:g} s: median {taken[FILES // 2]:.1f} ms, 99th percentile "
      f"{taken[min(FILES - 1, FILES * 99 // 100)]:.1f}, worst {taken[-1]:.1f}; {os.getloadavg()[0]:.1f} processes wanted a core")
