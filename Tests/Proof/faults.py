#!/usr/bin/env python3
"""Every system call of a running desk failed in turn: faults.py [PICKS] [SEED] [--first N]

strace is laid on a daemon that is ready, fails one call (the 1st to 5th of each kind in turn, then seeded picks up to the 50th;
N of the first kind at most are tried where --first says so) with ENOSPC, EIO, EACCES or EINTR, or fails all from that one on for
three seconds, while files come in. Then all of them have to be in done/ or failed/ within 30 s, by the same process or, where it
ended with 74 or 75, by the next. What an mmap that fails kills may be killed (out of memory), and is started again.
Short writes come from a disk that fills up: a tmpfs of 1 MiB with 20 inodes, where mounting is allowed. Then the archive is
locked by somebody else, and descriptors are few.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import proof

CALLS = ["openat", "read", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "unlink", "unlinkat", "ftruncate",
         "mmap"]
ERRORS = ["ENOSPC", "EIO", "EACCES", "EINTR"]
RESUMES = 30

arguments = argparse.ArgumentParser()
arguments.add_argument("picks", type=int, nargs="?", default=300)
arguments.add_argument("seed", type=int, nargs="?", default=1)
arguments.add_argument("--first", type=int, default=10_000)
arguments = arguments.parse_args()
choice = random.Random(arguments.seed)
faults = []
slowest = 0.0
injected = 0
ends = {}


def cases():
    first = [(call, n, error, False) for call in CALLS for n in range(1, 6) for error in ERRORS]
    choice.shuffle(first)
    yield from first[:arguments.first]
    for _ in range(arguments.picks):
        yield choice.choice(CALLS), choice.randint(1, 50), choice.choice(ERRORS), choice.random() < 0.5


def in_turn():
    """A fresh desk for every 25 cases: making editions of all that came before would be what takes the time."""
    everything = list(cases())
    total = dict(files=0, bad=0, items=0)
    for begin in range(0, len(everything), 25):
        load = proof.Load(choice.random())
        desk = proof.Desk()
        daemon = proof.Daemon(desk)
        if not daemon.wait_for("watching"):
            proof.end(["the daemon did not start: " + daemon.words()[-300:]])
        for case in everything[begin:begin + 25]:
            daemon = fail(*case, desk, daemon, load)
        faults.extend(stopped(desk, daemon, load))
        if faults:
            print("kept:", desk.folder)
            proof.end(faults)
        for name, number in [("files", load.number), ("bad", load.bad), ("items", len(load.texts))]:
            total[name] += number
        desk.remove()
    print(f"calls failed in turn: {len(everything)} cases, {injected} calls that failed, {total['files']} files ({total['bad']} bad), "
          f"{total['items']} items; at rest again at the latest {slowest:.1f} s after the fault; daemon ended and was started "
          f"again: {ends or 'never'}", flush=True)


def fail(call, n, error, stays, desk, daemon, load):
    """The daemon that is there afterwards."""
    global slowest, injected
    case = f"{call} {'from the' if stays else 'the'} {n}. on: {error}"
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", str(desk.folder / "trace"), "-p", str(daemon.process.pid), "-e", f"trace={call}", "-e",
         f"inject={call}:error={error}:when={n}{'+' if stays else ''}"], stderr=subprocess.DEVNULL)
    # Attached when the kernel says so.
    proof.until(lambda: f"TracerPid:\t{tracer.pid}" in status(daemon.process.pid) or tracer.poll() is not None
                or daemon.process.poll() is not None, 10)
    for _ in range(choice.randint(3, 8)):
        desk.drop(*load.file(), rename=choice.random() < 0.8)

    def resting():
        return not desk.files("inbox") and not desk.files("processing")

    proof.until(lambda: daemon.process.poll() is not None or (not stays and resting()), 3 if stays else 6)
    if tracer.poll() is None:
        tracer.send_signal(signal.SIGINT)
    tracer.wait()
    injected += (desk.folder / "trace").read_text(errors="replace").count("(INJECTED)")
    begin = time.monotonic()
    code = daemon.process.poll()
    if code is not None:
        ends[code] = ends.get(code, 0) + 1
        # 74 and 75 are retried by the service manager; without memory it may die.
        if code not in (74, 75) and not (call == "mmap" and code < 0):
            faults.append(f"{case}: exit {code}: {daemon.words()[-400:]}")
        daemon = proof.Daemon(desk)
    if not proof.until(resting, RESUMES):
        left = [str(p) for p in desk.files("inbox") + desk.files("processing")]
        state = [line for line in status(daemon.process.pid).splitlines() if line.startswith("State")]
        faults.append(f"{case}: files left after {RESUMES} s: {left[:3]} {state} {daemon.words()[-400:]}")
    slowest = max(slowest, time.monotonic() - begin)
    faults.extend(f"{case}: {torn}" for torn in desk.look_at_digests())
    if faults:
        print("kept:", desk.folder)
        daemon.kill()
        proof.end(faults)
    return daemon


def stopped(desk, daemon, load):
    code = daemon.stop()
    found = [] if code == 0 else [f"the daemon ended with {code}: {daemon.words()[-300:]}"]
    desk.once()
    return found + desk.counts(load)


def status(process):
    try:
        return open(f"/proc/{process}/status").read()
    except OSError:
        return ""


def locked():
    """Somebody else writes to the archive for longer than we wait for it."""
    load = proof.Load(arguments.seed + 2)
    desk = proof.Desk()
    daemon = proof.Daemon(desk)
    daemon.wait_for("watching")
    archive = proof.sqlite3.connect(desk.desk / "archive/archive.sqlite", isolation_level=None)
    archive.execute("BEGIN IMMEDIATE")
    for _ in range(20):
        desk.drop(*load.file())
    if not daemon.wait_for("trying again", 30):
        faults.append("a locked archive: nothing was said")
    archive.execute("ROLLBACK")
    archive.close()
    rest(desk, daemon, load, "a locked archive")


def few_descriptors():
    """Fewer descriptors than files come at once."""
    load = proof.Load(arguments.seed + 3)
    desk = proof.Desk()
    daemon = proof.Daemon(desk, before=["sh", "-c", 'ulimit -n 40; exec "$@"', "sh"])
    daemon.wait_for("watching")
    for _ in range(120):
        desk.drop(*load.file())
    rest(desk, daemon, load, "40 descriptors")


def rest(desk, daemon, load, case):
    begin = time.monotonic()
    if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), RESUMES):
        faults.append(f"{case}: files left: " + daemon.words()[-500:])
    seconds = time.monotonic() - begin
    faults.extend(f"{case}: {fault}" for fault in stopped(desk, daemon, load))
    print(f"{case}: {load.number} files ({load.bad} bad), said {daemon.words().count('trying again')} times, at rest "
          f"after {seconds:.1f} s")
    if faults:
        print("kept:", desk.folder)
        proof.end(faults)
    desk.remove()


def full_disk():
    """The whole desk on a disk that is too small, filled and freed by somebody else meanwhile."""
    folder = tempfile.mkdtemp(prefix="wiredesk-proof-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=20", "tmpfs", folder], capture_output=True).returncode:
        os.rmdir(folder)
        print("no right to mount: the disk of 1 MiB left out")
        return
    try:
        load = proof.Load(arguments.seed + 1)
        desk = proof.Desk(folder)
        daemon = proof.Daemon(desk)
        # The desk's own files take most of the 20 inodes: it cannot even begin, and says so until there is room.
        time.sleep(3)
        said = daemon.words()
        if daemon.process.poll() not in (None, 74, 75):
            faults.append(f"on 20 inodes: exit {daemon.process.poll()}: {said[-300:]}")
        subprocess.run(["mount", "-o", "remount,size=8m,nr_inodes=400", folder], check=True)
        if daemon.process.poll() is not None:
            daemon = proof.Daemon(desk)
        refused = rounds = 0
        for rounds in range(1, 41):
            ballast = desk.folder / "ballast"
            path, data = load.file()
            # Somebody else takes what is left, but for what the drop itself needs.
            free = os.statvfs(folder)
            room = free.f_bavail * free.f_frsize
            try:
                ballast.write_bytes(b"x" * max(0, room - len(data) - choice.randint(0, 24) * 1024))
            except OSError:
                pass
            try:
                desk.drop(path, data)
            except OSError:
                # The depositor's own trouble: it tries again when there is room.
                refused += 1
                ballast.unlink(missing_ok=True)
                (desk.desk / "inbox" / path).with_name("." + (desk.desk / "inbox" / path).name).unlink(missing_ok=True)
                desk.drop(path, data)
            time.sleep(0.05)
            if rounds % 6 == 0:
                ballast.unlink(missing_ok=True)
            if daemon.process.poll() is not None:
                ends[daemon.process.returncode] = ends.get(daemon.process.returncode, 0) + 1
                if daemon.process.returncode not in (74, 75):
                    faults.append(f"full disk: exit {daemon.process.returncode}: {daemon.words()[-300:]}")
                daemon = proof.Daemon(desk)
        (desk.folder / "ballast").unlink(missing_ok=True)
        subprocess.run(["mount", "-o", "remount,size=64m,nr_inodes=2000", folder], check=True)
        if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), RESUMES):
            faults.append("full disk: files left: " + daemon.words()[-500:])
        faults.extend(stopped(desk, daemon, load))
        print(f"a disk of 1 MiB and 20 inodes, then of 8 MiB, filled by others: {rounds} files ({load.bad} bad), "
              f"said to be full {daemon.words().count('trying again') + daemon.words().count('kept in reserve')} times, {refused} drops found no room themselves")
    finally:
        subprocess.run(["umount", "-l", folder])
        os.rmdir(folder)


if shutil.which("strace"):
    in_turn()
else:
    print("no strace: calls failed in turn left out")
locked()
few_descriptors()
full_disk()
if faults:
    proof.end(faults)
print("lost 0, twice 0, torn 0, stranded 0")
