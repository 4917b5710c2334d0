#!/usr/bin/env python3
"""The same files in another order: orders.py [ORDERS]

Three days of files, each with its time of arrival, dropped in so many random orders and groupings (50 unless said otherwise), each
group read by a `once` of its own on one core or on two, every fifth of them killed on its way and run again. What lies in digests/
at the end has to be byte for byte what the files give in the order of their arrival.
"""

import random
import subprocess
import sys
import time

import proof

ORDERS = int(sys.argv[1]) if len(sys.argv) > 1 else 50
CONFIGURATION = 'live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: "12:00"}\nmin_free: 0B\nlog: error\n'
DAYS = ["2026-11-20", "2026-11-21", "2026-11-22"]


def drops():
    """For each day: (time of arrival, path, bytes)."""
    load = proof.Load(11)
    dice = random.Random(12)
    days = []
    for day in DAYS:
        files = []
        for _ in range(16):
            path, data = load.file()
            # The same text comes with other categories and dates: which of them counts must not depend on the order.
            parts = data.split(b"</item>")
            more = [f"<category>{dice.choice(['strike', 'museum', 'ferry'])}</category>" for _ in parts]
            dates = [f"<pubDate>{dice.randint(1, 20):02} Nov 2026 0{dice.randint(0, 9)}:00:00 GMT</pubDate>" for _ in parts]
            data = b"</item>".join(
                part + (word + date).encode() if n + 1 < len(parts) else part
                for n, (part, word, date) in enumerate(zip(parts, more, dates)))
            files.append((f"{day}T{dice.randint(6, 11):02}:{dice.choice([0, 30]):02}:00Z", path, data))
        days.append(files)
    return days


def run(desk, at, cores, killed=None):
    """`once` at that time; killed after so many seconds and run again."""
    before = ["taskset", "-c", cores]
    if killed is not None:
        process = subprocess.Popen(
            [*before, *desk.arguments("once", "--at", at)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(killed)
        process.kill()
        process.wait()
    code, said = desk.once(at, before)
    if code not in (0, 65):
        proof.end([f"once ended with {code}: {said}"])


def digests(days, seed):
    """Without a seed: in the order of arrival, each time's files together."""
    dice = random.Random(seed)
    desk = proof.Desk(configuration=CONFIGURATION)
    kills = 0
    for day, files in zip(DAYS, days):
        groups = []
        for at in sorted({at for at, _, _ in files}):
            rest = [file for file in files if file[0] == at]
            dice.shuffle(rest)
            while rest:
                size = len(rest) if seed is None else dice.randint(1, len(rest))
                groups.append(rest[:size])
                rest = rest[size:]
        if seed is not None:
            dice.shuffle(groups)
        for group in groups:
            for _, path, data in group:
                desk.drop(path, data)
            killed = dice.uniform(0.01, 0.25) if seed is not None and dice.random() < 0.2 else None
            kills += killed is not None
            run(desk, group[0][0], "0" if seed is not None and dice.random() < 0.5 else "0,1", killed)
        run(desk, f"{day}T12:00:00Z", "0,1")
    found = desk.digests()
    desk.remove()
    return found, kills


days = drops()
expected, _ = digests(days, None)
faults = []
kills = 0
for seed in range(ORDERS):
    found, killed = digests(days, seed)
    kills += killed
    names = sorted(n for n in expected.keys() | found.keys() if expected.get(n) != found.get(n))
    if names:
        faults.append(f"order {seed}: other bytes in {', '.join(names)}")
files = sum(map(len, days))
print(f"orders: {ORDERS} of {files} files, {kills} kills: {len(faults)} gave other digests than the {len(expected)} expected")
proof.end(faults)
