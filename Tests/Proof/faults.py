#!/usr/bin/env python3
"""Every system call of a running desk failed in turn: faults.py [PICKS] [SEED] [--first N] [--short N]

One call of a daemon that is ready fails (the 1st to 5th of each kind in turn, then seeded picks up to the 50th; N of the first kind at
most are tried where --first says so) with ENOSPC, EDQUOT, EIO, EACCES or EINTR, or all from that one on for three seconds, while files
and requests come in until the call has come: by strace laid on it, reads and writes by failing.c laid before glibc's. Then all files
have to be in done/ or failed/ and all requests answered within 30 s, by the same process or, where it ended with 74, 75 or 77, by the next.
What an mmap that fails kills may be killed (out of memory), and is started again. Half of the desks have their inbox on another file
system, so that files are copied. Then N writes (--short) write half of what they should, one or all for three seconds.
"""

import argparse
import errno
import json
import mmap
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import time

import proof

CALLS = ["openat", "read", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "ftruncate",
         "mmap"]
# Those that failing.c can fail.
OURS = {"write": 1, "pwrite64": 2, "read": 3}
ERRORS = ["ENOSPC", "EDQUOT", "EIO", "EACCES", "EINTR"]
RESUMES = 30

arguments = argparse.ArgumentParser()
arguments.add_argument("picks", type=int, nargs="?", default=300)
arguments.add_argument("seed", type=int, nargs="?", default=1)
arguments.add_argument("--first", type=int, default=10_000)
arguments.add_argument("--short", type=int, default=60)
arguments = arguments.parse_args()
choice = random.Random(arguments.seed)
faults = []
slowest = 0.0
missed = {}
ends = {}


class Case:
    """A desk under load, for some faults one after another: making editions of all that came before is what takes the time."""

    def __init__(self, elsewhere=False):
        self.load = proof.Load(choice.random())
        self.desk = proof.Desk()
        inbox = str(self.desk.desk / "inbox")
        self.mounted = elsewhere and not subprocess.run(
            ["mount", "-t", "tmpfs", "tmpfs", inbox], capture_output=True).returncode
        self.before = shim.before if shim else ()
        self.start()

    def start(self):
        self.daemon = proof.Daemon(self.desk, before=self.before)
        if not self.daemon.wait_for("watching"):
            self.end(["the daemon did not start: " + self.daemon.words()[-300:]])

    def come(self):
        """Some files, and an editor's word on an item that was in one of them."""
        for _ in range(choice.randint(3, 8)):
            self.desk.drop(*self.load.file(), rename=choice.random() < 0.8)
        self.desk.ask_to_split(self.load, choice)

    def rests(self):
        """Nothing is left to do; answers are taken away."""
        for path in self.desk.files("requests"):
            if path.name.endswith(".answer.json"):
                json.loads(path.read_text())
                path.unlink()
        return not any(self.desk.files(name) for name in ("inbox", "processing", "requests"))

    def until_rest(self, case, mayDie=False):
        """After the fault: started again where it ended, and at rest in time."""
        global slowest
        begin = time.monotonic()
        code = self.daemon.process.poll()
        if code is not None:
            ends[code] = ends.get(code, 0) + 1
            # 74, 75 and 77 are retried by the service manager; without memory it may die.
            if code not in (74, 75, 77) and not (mayDie and code < 0):
                faults.append(f"{case}: exit {code}: {self.daemon.words()[-400:]}")
            self.start()
        if not proof.until(self.rests, RESUMES):
            left = [str(p) for name in ("inbox", "processing", "requests") for p in self.desk.files(name)]
            faults.append(f"{case}: left after {RESUMES} s: {left[:3]} {self.daemon.words()[-400:]}")
        slowest = max(slowest, time.monotonic() - begin)
        faults.extend(f"{case}: {torn}" for torn in self.desk.look_at_digests())
        if faults:
            self.end(faults)

    def close(self, total):
        code = self.daemon.stop()
        found = [] if code == 0 else [f"the daemon ended with {code}: {self.daemon.words()[-300:]}"]
        self.desk.once()
        found += self.desk.counts(self.load)
        if found:
            self.end(found)
        for name, number in [("files", self.load.number), ("bad", self.load.bad), ("items", len(self.load.texts)),
                             ("requests", self.desk.asked)]:
            total[name] = total.get(name, 0) + number
        self.unmount()
        self.desk.remove()

    def unmount(self):
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.desk.desk / "inbox")])

    def end(self, found):
        print("kept:", self.desk.folder)
        self.daemon.kill()
        self.unmount()
        proof.end(found)


def cases():
    first = [(call, n, error, False) for call in CALLS for n in range(1, 6) for error in ERRORS]
    choice.shuffle(first)
    yield from first[:arguments.first]
    for _ in range(arguments.picks):
        yield choice.choice(CALLS), choice.randint(1, 50), choice.choice(ERRORS + ["EROFS"]), choice.random() < 0.5


def in_turn():
    everything = list(cases())
    # Only a file that was copied is removed by unlinkat; where it was moved the call never comes.
    copied = [case for n, case in enumerate(everything) if case[0] == "unlinkat" or n % 2]
    moved = [case for n, case in enumerate(everything) if not (case[0] == "unlinkat" or n % 2)]
    total, failed = {}, 0
    for group, elsewhere in [(copied, True), (moved, False)]:
        for begin in range(0, len(group), 25):
            case = Case(elsewhere=elsewhere)
            for fault in group[begin:begin + 25]:
                failed += fail(*fault, case)
            case.close(total)
            print(f"  {begin + len(group[begin:begin + 25])} of {len(group)}", file=sys.stderr, flush=True)
    print(f"calls failed in turn: {len(everything)} cases, {failed} calls that failed, {sum(missed.values())} cases in which the call did "
          f"not come {missed or ''}, {told(total)}", flush=True)


def told(total):
    return ("{files} files ({bad} bad), {items} items, {requests} requests".format(**total)
            + f"; at rest again at the latest {slowest:.1f} s after the fault; daemon ended and was started again: {ends or 'never'}")


class Strace:
    """Fails one kind of call of a process."""

    def __init__(self, call, n, error, stays, case):
        self.trace = case.desk.folder / "trace"
        process = case.daemon.process
        self.tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", str(self.trace), "-p", str(process.pid), "-e", f"trace={call}", "-e",
             f"inject={call}:error={error}:when={n}{'+' if stays else ''}"], stderr=subprocess.DEVNULL)
        # Attached when the kernel says so.
        proof.until(lambda: f"TracerPid:\t{self.tracer.pid}" in status(process.pid) or self.tracer.poll() is not None
                    or process.poll() is not None, 10)

    def hits(self):
        return self.trace.read_text(errors="replace").count("(INJECTED)") if self.trace.exists() else 0

    def end(self):
        if self.tracer.poll() is None:
            self.tracer.send_signal(signal.SIGINT)
        self.tracer.wait()
        hits = self.hits()
        self.trace.unlink(missing_ok=True)
        return hits


class Shim:
    """Fails reads and writes of all processes that were started with it, or cuts them short."""

    def __init__(self, folder):
        compiler = shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")
        library, control = folder / "failing.so", folder / "control"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library),
                        str(pathlib.Path(__file__).with_name("failing.c")), "-ldl"], check=True)
        control.write_bytes(bytes(16))
        self.before = ["env", f"LD_PRELOAD={library}", f"WIREDESK_FAILING={control}"]
        with open(control, "r+b") as file:
            self.words = mmap.mmap(file.fileno(), 16)

    def begin(self, call, n, error, stays):
        self.words[:] = struct.pack("iiii", OURS[call], -n if stays else n, getattr(errno, error) if error else 0, 0)
        return self

    def hits(self):
        return struct.unpack("iiii", self.words[:])[3]

    def end(self):
        hits = self.hits()
        self.words[:] = bytes(16)
        return hits


def fail(call, n, error, stays, case):
    """`error`: none for a write that is cut short. Answers how many calls met it."""
    name = f"{call} {'from the' if stays else 'the'} {n}. on: {error or 'cut short'}"
    process = case.daemon.process
    fault = shim.begin(call, n, error, stays) if shim and call in OURS else Strace(call, n, error, stays, case)
    end = time.monotonic() + (3 if stays else 20)
    while time.monotonic() < end and process.poll() is None and (stays or not fault.hits()):
        case.come()
        proof.until(lambda: process.poll() is not None or (not stays and fault.hits()) or case.rests(), 1 if stays else 4)
    if not stays:
        proof.until(lambda: process.poll() is not None or case.rests(), 4)
    hits = fault.end()
    if not hits:
        missed[call] = missed.get(call, 0) + 1
    case.until_rest(name, mayDie=call == "mmap")
    return hits


def status(process):
    try:
        return open(f"/proc/{process}/status").read()
    except OSError:
        return ""


def short_writes():
    """Half of what was asked is written, and that is what is answered."""
    everything = [(call, n, False) for call in ("write", "pwrite64") for n in range(1, 6)]
    everything += [(choice.choice(["write", "pwrite64"]), choice.randint(1, 50), choice.random() < 0.3) for _ in range(50)]
    everything = everything[:arguments.short]
    total, cut = {}, 0
    for begin in range(0, len(everything), 30):
        case = Case()
        for call, n, stays in everything[begin:begin + 30]:
            cut += fail(call, n, None, stays, case)
        case.close(total)
    print(f"short writes: {len(everything)} cases, {cut} writes cut short, {told(total)}", flush=True)


has_compiler = shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")
aside = proof.Desk()
shim = Shim(aside.folder) if has_compiler else None
if shutil.which("strace"):
    in_turn()
else:
    print("no strace: calls failed in turn left out")
if shim:
    short_writes()
else:
    print("no C compiler: short writes left out")
aside.remove()
print("lost 0, twice 0, torn 0, stranded 0")
