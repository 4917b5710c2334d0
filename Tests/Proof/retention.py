#!/usr/bin/env python3
"""A simulated year: retention.py [DAYS] [KILLS] [SEED]

Day by day the same feeds come to two desks by `once --at`: one that keeps everything, and one that prunes after days and is killed
(strace) as it enters calls that do something, and run again. Whatever the second still has in digests/ must be byte for byte what
the first made; nothing that a feed still carries is told twice; what it keeps must not grow. In the end its archive is made again of
what pruning left (`rebuild`), and a backup that was taken while it was pruned is put in place: both have to go on with the same digests.
"""

import collections
import json
import random
import shutil
import subprocess
import sys
import time

import proof

DAYS = int(sys.argv[1]) if len(sys.argv) > 1 else 365
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 300
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
EDITIONS = 'live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: "12:00"}\nmin_free: 0B\nlog: error\nhorizon_days: 3\n'
SHORT = EDITIONS + "keep_items: 5\nkeep_done: 6\nkeep_failed: 4\nkeep_fingerprints: 5\nkeep_editions: 9\n"
WHOLE = EDITIONS + "keep_items: 36500\nkeep_failed: 36500\nkeep_editions: 36500\n"
STEPS = ["rename", "unlink", "write", "pwrite64", "fdatasync", "fsync", "rmdir", "ftruncate"]
dice = random.Random(SEED)
faults = []


def at(day):
    return time.strftime("%Y-%m-%dT12:00:00Z", time.gmtime(1_767_268_800 + 86_400 * day))


class Feeds:
    """Feeds that carry their newest entries, as they really do, and one that changes every six weeks and carries the same all along."""

    def __init__(self):
        self.entries = collections.defaultdict(list)
        self.number = 0

    def text(self):
        words = [dice.choice(proof.WORDS) for _ in range(40)]
        return " ".join(words[:6]).capitalize(), " ".join(words[6:])

    def day(self, day):
        """Paths and bytes of a day's files."""
        for source in ["courier", "radio", "agencies/dpa"]:
            entries = self.entries[source]
            for _ in range(dice.randint(2, 5)):
                title, text = self.text()
                others = self.entries[dice.choice(["courier", "radio"])]
                if others and dice.random() < 0.2:
                    _, title, text = others[-1]  # a copy
                entries.append((f"g{self.number}", title, text))
                self.number += 1
            del entries[:-12]
            if dice.random() < 0.4:
                n = dice.randrange(len(entries))
                entries[n] = (entries[n][0], entries[n][1], self.text()[1])
        if day % 42 == 0:
            self.entries["essays"] = [(f"e{day}-{n}", *self.text()) for n in range(15)]
        elif dice.random() < 0.05:
            n = dice.randrange(15)
            guid, title, _ = self.entries["essays"][n]
            self.entries["essays"][n] = (guid, title, self.text()[1])
        for source, entries in self.entries.items():
            items = "".join(
                f'<item><guid isPermaLink="false">{g}</guid><title>{t}</title><description>{d}</description></item>'
                for g, t, d in entries)
            yield f"{source}/{day}.xml", f'<rss version="2.0"><channel><title>{source}</title>{items}</channel></rss>'.encode()
        if day % 3 == 0:
            yield f"bad-{day}.xml", b"no feed " * (1 + day % 5)


def calls(desk, moment):
    """How often each call is made by one run on a copy of the desk."""
    copy = proof.Desk(str(desk.folder) + "-counted", desk.settings.read_text())
    shutil.copytree(desk.desk, copy.desk, dirs_exist_ok=True)
    trace = copy.folder / "trace"
    copy.once(moment, before=["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=" + ",".join(STEPS)])
    text = trace.read_text(errors="replace")
    copy.remove()
    return {step: text.count(" " + step + "(") for step in STEPS}


def run(desk, moment):
    code, said = desk.once(moment)
    if code not in (0, 65):
        proof.end([f"once ended with {code}: {said[-500:]}"])


def killed(desk, moment, counted):
    step = dice.choice([s for s in STEPS if counted[s]])
    n = dice.randint(1, counted[step])
    code, _ = desk.once(moment, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={step}", "-e",
                                        f"inject={step}:signal=KILL:when={n}"])
    return code in (137, -9)


def sizes(desk):
    return {
        "archive": (desk.desk / "archive/archive.sqlite").stat().st_size,
        "ledger": (desk.desk / "archive/ledger.jsonl").stat().st_size,
        "files in done": len(desk.files("done")), "files in failed": len(desk.files("failed")),
        "digests": len(desk.files("digests")), "folders in processing": sum(1 for _ in (desk.desk / "processing").rglob("*")),
    }


def compare(what, here, there):
    """What both have. The front page and the calendar name earlier editions, more of them where more are kept; the page of a story says what changed
    in it for as long as there are the texts to say it by."""
    names = sorted(n for n in here if n not in ("index.html", "calendar.html") and not n.startswith("stories/") and here[n] != there.get(n))
    if names:
        faults.append(f"{what}: other bytes in {', '.join(names[:6])} ({len(names)} in all)")


def copied(desk, ending):
    copy = proof.Desk(str(desk.folder) + ending, SHORT)
    shutil.copytree(desk.desk, copy.desk, dirs_exist_ok=True)
    return copy


feeds, pruned, whole = Feeds(), proof.Desk(configuration=SHORT), proof.Desk(configuration=WHOLE)
kills, counted, seen = 0, {}, []
canKill = shutil.which("strace") is not None
for day in range(DAYS):
    for path, data in feeds.day(day):
        for desk in (pruned, whole):
            desk.drop(path, data)
    run(whole, at(day))
    if canKill and day > 8:
        if not counted or dice.random() < 0.02:
            counted = calls(pruned, at(day))
        while kills < KILLS * (day - 8) / (DAYS - 9):
            kills += killed(pruned, at(day), counted)
            faults.extend(pruned.look_at_digests())
            if dice.random() < 0.2:
                break
    run(pruned, at(day))
    if faults:
        break
    if day in (DAYS // 2, DAYS - 1):
        seen.append(sizes(pruned))
        compare(f"day {day}", pruned.digests(), whole.digests())

for name, before in seen[0].items():
    after = seen[-1][name]
    # Files by the day: one more or less; bytes: pages that are not used yet, a ledger before it is written anew.
    if after > before * 1.5 + (2_200_000 if name == "ledger" else 300_000 if name == "archive" else 8):
        faults.append(f"{name} grew from {before} to {after}")

told = collections.Counter()
for line in (whole.desk / "archive/ledger.jsonl").read_text().splitlines():
    edition = json.loads(line).get("edition")
    for story in edition["stories"] if edition else []:
        told.update((edition["rule"], *item) for item in story["items"])
if [item for item, times in told.items() if times > 1]:
    faults.append("something was told twice")

# What is left of it makes the same archive, and so does a backup from the middle of pruning.
if not faults:
    pruned.settings.write_text(SHORT.replace("items: 5", "items: 4").replace("fingerprints: 5", "fingerprints: 4"))
    process = subprocess.Popen(
        pruned.arguments("once", "--at", at(DAYS - 1)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    copies = []
    while process.poll() is None or not copies:
        copies.append(str(pruned.folder / f"copy-{len(copies)}"))
        done = subprocess.run([proof.binary(), "backup", "--dir", str(pruned.desk), copies[-1]], capture_output=True)
        if done.returncode != 0:
            faults.append(f"backup: {done.stderr.decode()}")
    pruned.settings.write_text(SHORT)
    rebuilt, backup = copied(pruned, "-rebuilt"), copied(pruned, "-restored")
    subprocess.run(rebuilt.arguments("rebuild"), check=True, capture_output=True)
    for path in (backup.desk / "archive").glob("archive.sqlite*"):
        path.unlink()
    copy = dice.choice(copies)
    shutil.copy(copy, backup.desk / "archive/archive.sqlite")
    shutil.copy(copy + ".ledger.jsonl", backup.desk / "archive/ledger.jsonl")
    for day in range(DAYS, DAYS + 7):
        for path, data in feeds.day(day):
            for desk in (pruned, whole, rebuilt, backup):
                desk.drop(path, data)
        for desk in (pruned, whole, rebuilt, backup):
            run(desk, at(day))
    for name, desk in [("pruned", pruned), ("rebuilt", rebuilt), ("from a backup", backup)]:
        compare(name, desk.digests(), whole.digests())
print(f"retention: {DAYS} days, {kills} kills; in the middle {seen[0]}, at the end {seen[-1]}; kept whole {sizes(whole)}")
if faults:
    print("kept:", pruned.folder, whole.folder)
    proof.end(faults)
for desk in (pruned, whole, rebuilt, backup):
    desk.remove()
print("other digests 0, told twice 0")
