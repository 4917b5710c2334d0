#!/usr/bin/env python3
"""kill -9 at every step and at random moments: kill.py [KILLS] [SEED]

Three parts. `once --at` is killed as it enters the N-th call of each system call that does something (strace), and again until
it comes through, round after round; the digests have to be byte-equal to those of a run nobody disturbed. `once --at` is killed
after random times, the same. `run` is killed after random times while files keep coming, and requests, each of which has to be
answered in the end.
"""

import random
import shutil
import subprocess
import sys
import time

import proof

KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
# What is done at each named step, by the call that does it: claim (renameat), read (openat, read), commit (pwrite64, fdatasync,
# fsync, ftruncate), move (rename), digest write (openat, write, fsync), digest rename (rename), ledger (write, fdatasync).
STEPS = ["renameat", "renameat2", "rename", "openat", "read", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "mkdir"]
choice = random.Random(SEED)
faults = []


def calls(desk, at):
    """How often each call is made by one run on a copy of the desk."""
    copy = proof.Desk(str(desk.folder) + "-counted")
    shutil.copytree(desk.desk, copy.desk, dirs_exist_ok=True)
    out = copy.folder / "trace"
    code, _ = copy.once(at, before=["strace", "-f", "-qq", "-o", str(out), "-e", "trace=" + ",".join(STEPS)])
    text = out.read_text(errors="replace")
    copy.remove()
    return {step: text.count(" " + step + "(") for step in STEPS}


def disturbed_and_not(kills, attempt):
    """Rounds of files, each run again and again with `attempt` until it comes through, beside a desk without disturbance. Every
    twelve rounds both are compared, counted and begun anew, so that a run does not get longer and longer."""
    total = dict(kills=0, runs=0, files=0, bad=0, items=0)
    while total["kills"] < kills:
        load = proof.Load(choice.random())
        desk, calm = proof.Desk(), proof.Desk()
        for round_number in range(1, 13):
            if total["kills"] >= kills:
                break
            rounds(desk, calm, load, proof.moment(round_number), attempt, total)
        faults.extend(desk.counts(load))
        here, there = desk.digests(), calm.digests()
        if here != there:
            faults.append(f"digests differ from the undisturbed: {[n for n in {**here, **there} if here.get(n) != there.get(n)][:4]}")
        if faults:
            print("kept:", desk.folder, calm.folder)
            proof.end(faults)
        for name, number in [("files", load.number), ("bad", load.bad), ("items", len(load.texts))]:
            total[name] += number
        desk.remove()
        calm.remove()
    return total


def rounds(desk, calm, load, at, attempt, total):
    # All of a round before its first run: what comes after its closing belongs to the next edition.
    for path, data in [load.file() for _ in range(choice.randint(2, 12))]:
        calm.drop(path, data)
        desk.drop(path, data)
    code, said = calm.once(at)
    if code not in (0, 65):
        faults.append(f"undisturbed run: exit {code}: {said[-300:]}")
    for _ in range(choice.randint(3, 9)):
        total["kills"] += attempt(desk, at)
        total["runs"] += 1
        faults.extend(desk.look_at_digests())
    code, said = desk.once(at)
    if code not in (0, 65):
        faults.append(f"run after kills: exit {code}: {said[-300:]}")


def told(total):
    return "{kills} kills in {runs} runs, {files} files ({bad} bad), {items} items".format(**total)


def at_steps(kills):
    counted = {}

    def attempt(desk, at):
        if not counted or choice.random() < 0.02:
            counted.update(calls(desk, at))
        step = choice.choice([s for s in STEPS if counted[s]])
        n = choice.randint(1, counted[step])
        code, _ = desk.once(at, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={step}", "-e",
                                        f"inject={step}:signal=KILL:when={n}"])
        hit[step] = hit.get(step, 0) + (code in (137, -9))
        return code in (137, -9)

    hit = {}
    print("once, at a step:", told(disturbed_and_not(kills, attempt)) + f"; by call {dict(sorted(hit.items()))}", flush=True)


def at_random(kills):
    longest = [0.05]

    def attempt(desk, at):
        begin = time.monotonic()
        process = subprocess.Popen(desk.arguments("once", "--at", at), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            process.wait(choice.uniform(0.01, longest[0] * 1.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
        longest[0] = max(longest[0], time.monotonic() - begin, 0.1)
        return False

    # How long one run takes, to begin with.
    probe = proof.Desk()
    begin = time.monotonic()
    probe.once(proof.moment(0))
    longest[0] = time.monotonic() - begin + 0.4
    probe.remove()
    print("once, at random:", told(disturbed_and_not(kills, attempt)), flush=True)


def daemon(kills):
    load = proof.Load(choice.random())
    desk = proof.Desk()
    for _ in range(kills):
        daemon = proof.Daemon(desk)
        end = time.monotonic() + choice.uniform(0.02, 1.0)
        desk.ask_to_split(load, choice)
        while time.monotonic() < end:
            desk.drop(*load.file(), rename=choice.random() < 0.7)
            time.sleep(choice.choice([0, 0, 0, 0.02, 0.1]))
        daemon.kill()
        faults.extend(desk.look_at_digests())
    daemon = proof.Daemon(desk)
    if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), 60):
        faults.append("the daemon left files behind")
    answered = [path.name for path in desk.files("requests")]
    if len(answered) != kills or not all(name.endswith(".answer.json") for name in answered):
        faults.append(f"{kills} requests, and in requests/: {sorted(answered)[-3:]} and {len(answered)} in all")
    if daemon.stop() != 0:
        faults.append("the daemon did not stop cleanly: " + daemon.words()[-300:])
    desk.once()
    faults.extend(desk.counts(load))
    print(f"run, at random: {kills} kills, {load.number} files ({load.bad} bad), {len(load.texts)} items, {kills} requests answered")
    if faults:
        print("kept:", desk.folder)
        proof.end(faults)
    desk.remove()


if shutil.which("strace"):
    at_steps(KILLS // 2)
else:
    print("no strace: kills at named steps left out")
at_random(KILLS // 4)
daemon(KILLS // 4)
print("lost 0, twice 0, torn 0, stranded 0")
