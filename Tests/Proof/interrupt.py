#!/usr/bin/env python3
"""Ctrl-C anywhere: interrupt.py [ROUNDS] [SEED]

Each command that changes a desk is interrupted (SIGINT) at random moments of its run, again and again, and then run once to its end
beside a desk on which it was never interrupted: afterwards both have to be equal, byte for byte: digests, what is in done/, failed/ and
inbox/, the ledger, and the rows of the archive. Interrupted are once, once where there is something to prune, rebuild, retag, put,
retry, backup, correct, topics of the desk at work (run), and try. A command that was not reached in time counts as not interrupted.
"""

import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import proof

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
choice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
faults = []
OTHER_TOPICS = "topics:\n  - {id: transport, label: Transport, terms: {harbour: 6, railway: 6, ferry: 6, dockers: 6}}\n"
# Days of news in each desk, the first of them older than anything is kept.
DAYS, ITEMS = 6, 60
SHORT = proof.CONFIGURATION.replace("log: debug", "log: error").replace("every: 1m", "every: 6h")
PRUNING = SHORT + "horizon_days: 1\nkeep_items: 2\nkeep_done: 2\nkeep_failed: 2\nkeep_fingerprints: 2\nkeep_editions: 2\n"


def at(day):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_795_000_000 // 86400 * 86400 + 86400 * day + 43_200))


def rows(path):
    """The rows of an archive, with names in the place of numbers of rows."""
    if not path.exists():
        return {}
    db = sqlite3.connect(path)
    found = {}
    found["held"] = db.execute("PRAGMA integrity_check").fetchone()
    found["items"] = sorted(db.execute("SELECT i.key, s.name, i.arrived, i.pruned IS NULL FROM items i JOIN sources s ON s.id = i.source"))
    # Which of two files that came together is said to have brought an item depends on their batches; how many it has does not.
    found["files"] = sorted(db.execute(
        "SELECT d.path, s.name, d.arrived, hex(d.sha256), d.failure, d.added + d.revised + d.repeated "
        "FROM deliveries d JOIN sources s ON s.id = d.source"), key=repr)
    found["texts"] = sorted(db.execute("SELECT i.key, r.hash, h.hash IS NULL FROM revisions r JOIN items i ON i.id = r.item LEFT JOIN heads h ON h.revision = r.id"))
    found["editions"] = sorted(db.execute("SELECT count(*) FROM editions").fetchone())
    db.close()
    return found


def files(folder):
    if not folder.exists():
        return {}
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")}


def state(desk, pruned=False):
    """All of a desk that anybody could see. Requests leave nothing behind.

    `pruned`: without the pages of stories: what they say of earlier texts depends on whether they were written before or after these
    went, as retention.py has it, too.
    """
    found = {name: files(desk.desk / name) for name in ("digests", "done", "failed", "inbox", "processing")}
    if pruned:
        found["digests"] = {n: h for n, h in found["digests"].items() if not n.startswith("stories/")}
    found["requests"] = [n for n in files(desk.desk / "requests") if not n.endswith(".answer.json")]
    ledger = desk.desk / "archive/ledger.jsonl"
    # An editor's word has the moment it was said.
    found["ledger"] = sorted(re.sub(rb'"at":"[^"]*"', b"", line) for line in ledger.read_bytes().splitlines()) if ledger.exists() else []
    found["archive"] = rows(desk.desk / "archive/archive.sqlite")
    # A backup is whole, and no draft of it lies beside it.
    found["backup"] = rows(desk.folder / "copy.sqlite")
    found["beside"] = sorted(p.name for p in desk.folder.iterdir())
    return found


def compare(what, here, there):
    for name in here:
        if here[name] == there[name]:
            continue
        if isinstance(here[name], dict):
            names = [n for n in sorted({**here[name], **there[name]}) if here[name].get(n) != there[name].get(n)]
            faults.append(f"{what}: {name} differs from the undisturbed: {names[:4]}")
        else:
            faults.append(f"{what}: {name} differs from the undisturbed")


def interrupted(arguments, within, folder=None):
    """Runs it and sends SIGINT after a random part of `within` seconds. Whether that ended it, and how long it took when it did not."""
    begin = time.monotonic()
    process = subprocess.Popen(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        process.wait(choice.uniform(0.002, within))
        return False, time.monotonic() - begin
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    # As a shell would see it: ended by the signal, or by itself because it heard it. Nothing hangs.
    code = process.wait(60)
    if code not in (-signal.SIGINT, 0, 65, 130):
        faults.append(f"{arguments[1]}: exit {code} after SIGINT")
    return code in (-signal.SIGINT, 130), within


def repeatedly(arguments, took, tries, folder=None, after=lambda: None):
    """How many of so many runs were ended. A run that had less to do than the first is interrupted sooner."""
    hits = 0
    for _ in range(tries):
        hit, took = interrupted(arguments, took * 1.02, folder)
        hits += hit
        after()
    return hits


def made(settings=SHORT):
    """A desk of some days, with more of it in the inbox."""
    desk = proof.Desk(configuration=settings)
    load = proof.Load(7, most=DAYS * ITEMS)
    for day in range(DAYS - 1):
        while len(load.items) < (day + 1) * ITEMS:
            desk.drop(*load.file())
        desk.once(at(day))
    while len(load.items) < DAYS * ITEMS:
        desk.drop(*load.file())
    return desk


def twin(desk):
    """A copy in a folder of its own, which no path of the desk's names."""
    copy = proof.Desk(tempfile.mkdtemp(prefix="wiredesk-proof-"), configuration=desk.settings.read_text())
    shutil.rmtree(copy.desk)
    shutil.copytree(desk.desk, copy.desk, symlinks=True)
    (copy.folder / "topics.yaml").write_text((desk.folder / "topics.yaml").read_text())
    return copy


def tried(what, base, command, tries, before=lambda desk: None, pruned=False, codes=(0, 65)):
    """`command` answers the arguments for a desk. Interrupted `tries` times on one copy of `base`, never on the other."""
    here, there = twin(base), twin(base)
    for desk in (here, there):
        before(desk)
    begin = time.monotonic()
    done = subprocess.run(command(there), capture_output=True, cwd=there.folder, timeout=300)
    took = time.monotonic() - begin
    if done.returncode not in codes:
        faults.append(f"{what}: exit {done.returncode}: {done.stderr[-300:]}")
    hits = repeatedly(
        command(here), took, tries, here.folder, lambda: faults.extend(f"{what}: {fault}" for fault in here.look_at_digests()))
    done = subprocess.run(command(here), capture_output=True, cwd=here.folder, timeout=300)
    if done.returncode not in codes:
        faults.append(f"{what}: exit {done.returncode} after interruptions: {done.stderr[-300:]}")
    # One more run of each shows what is to be read of them.
    for desk in (here, there):
        desk.once(at(DAYS + 3))
    compare(what, state(here, pruned), state(there, pruned))
    leave(here, there)
    return hits, took


def leave(*desks):
    """Where something was found they stay, to be looked at, and all ends."""
    if faults:
        print("kept:", *(desk.folder for desk in desks))
        proof.end(faults)
    for desk in desks:
        desk.remove()


def show(what, hits, tries, took):
    print(f"{what}: {hits} of {tries} runs ended by SIGINT, {took * 1000:.0f} ms each", flush=True)


def commands():
    base = made()
    done = twin(base)
    done.once(at(DAYS - 1))
    key = sqlite3.connect(done.desk / "archive/archive.sqlite").execute("SELECT key FROM items ORDER BY key LIMIT 1").fetchone()[0]
    key = f"{key & (1 << 64) - 1:016x}" if isinstance(key, int) else key.hex() if isinstance(key, bytes) else key
    pruning = twin(base)
    pruning.settings.write_text(PRUNING)
    files_ = [p for p in sorted((base.desk / "inbox").rglob("*.xml"))][:12]

    def other_topics(desk):
        (desk.folder / "topics.yaml").write_text(OTHER_TOPICS)

    for what, desk, command, more in [
        ("once", base, lambda d: d.arguments("once", "--at", at(DAYS - 1)), {}),
        ("once, pruning", pruning, lambda d: d.arguments("once", "--at", at(DAYS)), dict(pruned=True)),
        ("rebuild", done, lambda d: d.arguments("rebuild"), {}),
        ("retag", done, lambda d: d.arguments("retag"), dict(before=other_topics)),
        ("retry", done, lambda d: d.arguments("retry"), {}),
        ("correct", done, lambda d: d.arguments("correct", key, "--add", "culture"), {}),
        ("backup", done, lambda d: d.arguments("backup", str(d.folder / "copy.sqlite"), "--replace"), {}),
    ]:
        if what in ("correct", "retry"):
            # Said or asked again it is said again; what that means is the same. So of these the ledger and files are not compared.
            hits, took = several(what, desk, command, ROUNDS)
        else:
            hits, took = tried(what, desk, command, ROUNDS, **more)
        show(what, hits, ROUNDS, took)
    put(base, files_)
    for desk in (base, done, pruning):
        desk.remove()


def several(what, base, command, tries):
    """Of what may be done twice: the digests and the items are those of the undisturbed."""
    here, there = twin(base), twin(base)
    begin = time.monotonic()
    subprocess.run(command(there), capture_output=True, timeout=300)
    took = time.monotonic() - begin
    hits = repeatedly(command(here), took, tries)
    subprocess.run(command(here), capture_output=True, timeout=300)
    for desk in (here, there):
        desk.once(at(DAYS + 3))
    one, other = state(here), state(there)
    for name in ("inbox", "processing", "requests"):
        compare(what, {name: one[name]}, {name: other[name]})
    compare(what, {"items": one["archive"]["items"], "texts": one["archive"]["texts"], "held": one["archive"]["held"]},
            {"items": other["archive"]["items"], "texts": other["archive"]["texts"], "held": other["archive"]["held"]})
    # What failed is in failed/ once, whatever it was put back and read again.
    def contents(s, name): return sorted(h for n, h in s[name].items() if not n.endswith(".reason.json"))
    for name in ("done", "failed"):
        if contents(one, name) != contents(other, name):
            faults.append(f"{what}: {name} holds other files than the undisturbed")
    leave(here, there)
    return hits, took


def put(base, given):
    """What is in the inbox is whole, whenever its depositor stopped; what is not is a draft that no desk reads."""
    desk = proof.Desk(configuration=SHORT)
    whole = {hashlib.sha256(p.read_bytes()).hexdigest() for p in given}
    command = [proof.binary(), "put", "--dir", str(desk.desk), "--source", "courier", *map(str, given)]
    begin = time.monotonic()
    subprocess.run(command, check=True)
    took = time.monotonic() - begin
    hits = repeatedly(command, took, ROUNDS)
    subprocess.run(command, check=True)
    dropped = [p for p in desk.files("inbox") if not p.name.startswith(".")]
    if not {hashlib.sha256(p.read_bytes()).hexdigest() for p in dropped} == whole:
        faults.append("put: something in the inbox is not what was dropped")
    desk.once(at(0))
    if [p for p in desk.files("inbox") if not p.name.startswith(".")]:
        faults.append("put: files are left in the inbox")
    show("put", hits, ROUNDS, took)
    proof.end(faults) if faults else desk.remove()


def at_work():
    """`run` and `try` hear Ctrl-C: exit code 0, and nothing is in between."""
    load = proof.Load(choice.random())
    desk = proof.Desk(configuration=SHORT)
    codes = []
    for _ in range(ROUNDS):
        for path, data in [load.file() for _ in range(20)]:
            desk.drop(path, data)
        process = subprocess.Popen(desk.arguments("run"), stderr=subprocess.DEVNULL)
        try:
            process.wait(choice.uniform(0.01, 1.0))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        codes.append(process.wait(60))
    desk.once()
    # Before it listens, the signal ends it as it would any program.
    if set(codes) - {0, -signal.SIGINT}:
        faults.append(f"run: exit codes {sorted(set(codes))}")
    faults.extend(desk.counts(load))
    print(f"run: {codes.count(0)} of {ROUNDS} runs stopped cleanly, the others before they listened; {load.number} files", flush=True)
    if faults:
        print("kept:", desk.folder)
        proof.end(faults)
    desk.remove()

    folder = tempfile.mkdtemp(prefix="wiredesk-proof-")
    hits = 0
    for _ in range(max(2, ROUNDS // 2)):
        process = subprocess.Popen([proof.binary(), "try"], cwd=folder, stderr=subprocess.DEVNULL)
        try:
            process.wait(choice.uniform(0.005, 0.8))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        hits += process.wait(60) in (0, -signal.SIGINT)
    process = subprocess.Popen([proof.binary(), "try"], cwd=folder, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if "Ctrl-C stops" in line:
            break
    process.send_signal(signal.SIGINT)
    process.stderr.read()
    if process.wait(60) != 0:
        faults.append("try: did not go on after interruptions")
    tour = proof.Desk(folder)
    left = [p for f in ("inbox", "processing") for p in tour.files(f) if not p.name.startswith(".")]
    ended = [p for f in ("done", "failed") for p in tour.files(f) if not p.name.endswith(".reason.json")]
    if left or len(ended) != len({hashlib.sha256(p.read_bytes()).hexdigest() for p in ended}) or len(ended) != 10:
        faults.append(f"try: of ten samples {len(ended)} are read, {len(left)} left")
    print(f"try: {hits} of {max(2, ROUNDS // 2)} starts interrupted, then all ten samples read once", flush=True)
    proof.end(faults) if faults else tour.remove()


commands()
at_work()
print("differing 0, torn 0, stranded 0")
