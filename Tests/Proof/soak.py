#!/usr/bin/env python3
"""Twenty files a second, an edition every minute, for an hour, then idle: soak.py [MINUTES] [ITEMS]

Reports descriptors, memory and processor time over the last three quarters, and memory when nothing comes any more. So many items,
5,000 unless said otherwise, come in the first quarter; what comes after them are repeats, so that memory has no reason to grow.
samples.tsv in the desk's folder has what was seen every five seconds: time, descriptors, threads, resident and anonymous KiB, seconds
of processor time.
"""

import os
import sys
import time

import proof

MINUTES = float(sys.argv[1]) if len(sys.argv) > 1 else 60
ITEMS = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
load = proof.Load(5, most=ITEMS)
desk = proof.Desk()
desk.settings.write_text(proof.CONFIGURATION.replace("log: debug", "log: notice"))
daemon = proof.Daemon(desk)
if not daemon.wait_for("watching"):
    proof.end(["the daemon did not start: " + daemon.words()])
process = f"/proc/{daemon.process.pid}"
tick = os.sysconf("SC_CLK_TCK")


def sample():
    fields = open(process + "/stat").read().rsplit(")", 1)[1].split()
    memory = dict(line.split(":", 1) for line in open(process + "/status") if ":" in line)
    return dict(at=time.monotonic(), descriptors=len(os.listdir(process + "/fd")), threads=len(os.listdir(process + "/task")),
                resident=int(memory["VmRSS"].split()[0]), anonymous=int(memory["RssAnon"].split()[0]),
                seconds=(int(fields[11]) + int(fields[12])) / tick)


def slope(samples, name, per=3600.0):
    """By least squares, an hour."""
    n = len(samples)
    x = [s["at"] for s in samples]
    y = [s[name] for s in samples]
    mx, my = sum(x) / n, sum(y) / n
    below = sum((a - mx) ** 2 for a in x) or 1
    return per * sum((a - mx) * (b - my) for a, b in zip(x, y)) / below


samples = []
begin = time.monotonic()
next_sample = begin
sent = 0
while (now := time.monotonic()) < begin + 60 * MINUTES:
    while sent < (now - begin) * 20:
        desk.drop(*load.file(), rename=load.random.random() < 0.8)
        sent += 1
    if now >= next_sample:
        samples.append(sample())
        with open(desk.folder / "samples.tsv", "a") as file:
            file.write("\t".join(f"{value:.2f}" for value in samples[-1].values()) + "\n")
        next_sample += 5
    if daemon.process.poll() is not None:
        proof.end([f"the daemon ended with {daemon.process.returncode}: {daemon.words()[-500:]}"])
    time.sleep(0.02)
faults = []
if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), 60):
    faults.append("files left behind")
later = samples[len(samples) // 4:]
halves = later[:len(later) // 2], later[len(later) // 2:]
load_of = [(h[-1]["seconds"] - h[0]["seconds"]) / (h[-1]["at"] - h[0]["at"]) for h in halves]
print(f"soak: {MINUTES:g} min, {sent} files ({load.bad} bad), {len(load.texts)} items; descriptors {later[0]['descriptors']} to "
      f"{later[-1]['descriptors']}, at most {max(s['descriptors'] for s in later)}; anonymous memory {later[0]['anonymous'] >> 10} to "
      f"{later[-1]['anonymous'] >> 10} MiB, slope {slope(later, 'anonymous') / 1024:.2f} MiB an hour; processor {load_of[0]:.3f}, "
      f"then {load_of[1]:.3f} of one core")
if later[-1]["descriptors"] > later[0]["descriptors"] + 4:
    faults.append("descriptors grow")

# Idle: past the last closing that has anything to tell.
time.sleep(min(75, 15 + 60 * MINUTES))
asked = 25 + 0.0004 * len(load.texts)
rollup = {line.split()[0].rstrip(":"): int(line.split()[1]) / 1000 * 1.024
          for line in open(process + "/smaps_rollup").read().splitlines()[1:]}
print(f"idle: resident {rollup['Rss']:.1f} MB, proportional {rollup['Pss']:.1f}, anonymous {rollup['Anonymous']:.1f}; asked {asked:.1f} "
      "(what wakes it: idle.py)")
faults += [f for f in [None if daemon.stop() == 0 else "the daemon did not stop cleanly"] if f]
desk.once()
faults += desk.counts(load)
if faults:
    print("kept:", desk.folder)
else:
    desk.remove()
proof.end(faults)
