#!/usr/bin/env python3
"""What surrounds a desk goes wrong, and then well again: surroundings.py [SEED]

The archive is locked by somebody else; descriptors are few; the disk is full: a tmpfs of 1 MiB with 20 inodes, then of 8 MiB that
somebody else fills and frees meanwhile; the disk goes read-only under the running desk, as one with errors does (ext4, aborted), and
comes back checked. Then all files have to be in done/ or failed/ within 30 s, by the same process or, where it ended with 74, 75 or 77, by
the next. Where mounting is not allowed the disks are left out.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import proof

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 1
RESUMES = 30
choice = random.Random(SEED)
faults = []
ends = {}


def stopped(desk, daemon, load):
    code = daemon.stop()
    found = [] if code == 0 else [f"the daemon ended with {code}: {daemon.words()[-300:]}"]
    desk.once()
    return found + desk.counts(load)


def started_again(desk, daemon, case):
    """The daemon, or the next one where it ended."""
    code = daemon.process.poll()
    if code is None:
        return daemon
    ends[code] = ends.get(code, 0) + 1
    if code not in (74, 75, 77):
        faults.append(f"{case}: exit {code}: {daemon.words()[-300:]}")
    return proof.Daemon(desk)


def locked():
    """Somebody else writes to the archive for longer than we wait for it."""
    load = proof.Load(SEED + 2)
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
    load = proof.Load(SEED + 3)
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


def looked_at(desk):
    """With no desk at work and no room for anything, whoever looks sees what is there. How many commands did."""
    with open(desk.folder / "ballast", "wb", buffering=0) as ballast:
        try:
            while ballast.write(b"x" * 4096):
                pass
        except OSError:
            pass
    elsewhere = tempfile.mkdtemp(prefix="wiredesk-proof-")
    commands = [["status", "--json"], ["search", "dockers"], ["edition", "live"], ["topics"], ["backup", f"{elsewhere}/copy.sqlite"]]
    for command in commands:
        done = subprocess.run(desk.arguments(*command), capture_output=True, text=True)
        if done.returncode:
            faults.append(f"full disk: {command[0]}: exit {done.returncode}: {done.stderr[-200:]}")
    doctor = subprocess.run(desk.arguments("doctor"), capture_output=True, text=True)
    if doctor.returncode != 69 or "full or nearly" not in doctor.stdout or "whole: " not in doctor.stdout:
        faults.append(f"full disk: doctor: exit {doctor.returncode}: {doctor.stdout[-300:]}")
    (desk.folder / "ballast").unlink()
    shutil.rmtree(elsewhere)
    return len(commands) + 1


def without_rights():
    """Who may not look into a desk hears that, and not that the desk is broken."""
    if not shutil.which("setpriv"):
        print("no setpriv: a doctor without rights left out")
        return
    with tempfile.TemporaryDirectory(prefix="wiredesk-proof-") as folder:
        desk = proof.Desk(folder)
        subprocess.run(desk.arguments("once"), capture_output=True)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        os.chmod(folder, 0o755)
        # The settings, what the archive is made of, and at last all of it.
        for closed in [desk.settings, desk.desk / "archive", desk.folder]:
            mode = closed.stat().st_mode
            os.chmod(closed, 0o700)
            arguments = nobody + desk.arguments("doctor")
            done = subprocess.run(arguments, capture_output=True, text=True)
            told = json.loads(subprocess.run(arguments + ["--json"], capture_output=True, text=True).stdout)
            if done.returncode != 77 or "run this as root" not in done.stdout or not told["mayNotLook"]:
                faults.append(f"doctor, {closed.name} closed: exit {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}")
            print("a doctor without rights: exit", done.returncode)
            os.chmod(closed, mode)


def full_disk():
    """The whole desk on a disk that is too small, filled and freed by somebody else meanwhile."""
    folder = tempfile.mkdtemp(prefix="wiredesk-proof-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=20", "tmpfs", folder], capture_output=True).returncode:
        os.rmdir(folder)
        print("no right to mount: the disk of 1 MiB left out")
        return
    try:
        load = proof.Load(SEED + 1)
        desk = proof.Desk(folder)
        daemon = proof.Daemon(desk)
        # The desk's own files take most of the 20 inodes: it cannot even begin, and says so until there is room.
        time.sleep(3)
        subprocess.run(["mount", "-o", "remount,size=8m,nr_inodes=400", folder], check=True)
        daemon = started_again(desk, daemon, "on 20 inodes")
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
            daemon = started_again(desk, daemon, "full disk")
        (desk.folder / "ballast").unlink(missing_ok=True)
        subprocess.run(["mount", "-o", "remount,size=64m,nr_inodes=2000", folder], check=True)
        if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), RESUMES):
            faults.append("full disk: files left: " + daemon.words()[-500:])
        faults.extend(stopped(desk, daemon, load))
        seen = looked_at(desk)
        print(f"a disk of 1 MiB and 20 inodes, then of 8 MiB, filled by others: {rounds} files ({load.bad} bad), "
              f"said to be full {daemon.words().count('trying again') + daemon.words().count('kept in reserve')} times, {refused} drops found no room themselves; {seen} commands look at it with not a byte free")
    finally:
        subprocess.run(["umount", "-l", folder])
        os.rmdir(folder)



def read_only():
    """The disk goes read-only under the desk, as ext4 does when it meets an error; depositors drop on another one."""
    folder = tempfile.mkdtemp(prefix="wiredesk-proof-")
    image, drops = os.path.join(folder, "image"), os.path.join(folder, "drops")
    os.mkdir(drops)
    desk = proof.Desk(os.path.join(folder, "proof"))
    disk, inbox = str(desk.desk), str(desk.desk / "inbox")
    with open(image, "wb") as file:
        file.truncate(64 << 20)

    def run(*command):
        return subprocess.run(command, capture_output=True).returncode

    if run("mkfs.ext4", "-q", image) or run("mount", "-o", "loop", image, disk):
        subprocess.run(["rm", "-r", folder])
        print("no right to mount, or no mkfs.ext4: the read-only disk left out")
        return
    try:
        load = proof.Load(SEED + 4)
        os.mkdir(inbox)
        os.sync()
        run("mount", "--bind", drops, inbox)
        daemon = proof.Daemon(desk)
        daemon.wait_for("watching")
        for _ in range(30):
            desk.drop(*load.file())
        run("mount", "-o", "remount,abort", disk)
        for _ in range(30):
            desk.drop(*load.file())
            time.sleep(0.05)
        if not daemon.wait_for("trying again", 20) and daemon.process.poll() is None:
            faults.append("a read-only disk: nothing was said")
        code = daemon.process.poll()
        if code is None:
            code = daemon.stop()
        if code not in (0, 74, 75, 77):
            faults.append(f"a read-only disk: exit {code}: {daemon.words()[-300:]}")
        # A start on it says what is wrong, and is tried again by the service manager.
        run("umount", inbox)
        run("umount", disk)
        run("e2fsck", "-fy", image)
        run("mount", "-o", "loop", image, disk)
        run("mount", "-o", "remount,ro", disk)
        run("mount", "--bind", drops, inbox)
        second = proof.Daemon(desk)
        if not proof.until(lambda: second.process.poll() is not None, 20):
            faults.append("a start on a read-only disk goes on without end")
            second.kill()
        elif second.process.returncode not in (74, 75, 77):
            faults.append(f"a start on a read-only disk: exit {second.process.returncode}: {second.words()[-300:]}")
        begin = time.monotonic()
        run("mount", "-o", "remount,rw", disk)
        third = proof.Daemon(desk)
        if not proof.until(lambda: not desk.files("inbox") and not desk.files("processing"), RESUMES):
            faults.append("a read-only disk: files left: " + third.words()[-500:])
        seconds = time.monotonic() - begin
        faults.extend(f"a read-only disk: {fault}" for fault in stopped(desk, third, load))
        print(f"a disk that goes read-only: {load.number} files ({load.bad} bad), the daemon went on and was stopped with {code}, a start "
              f"on it ended with {second.process.returncode}; at rest {seconds:.1f} s after it could be written")
    finally:
        for place in (inbox, disk):
            subprocess.run(["umount", "-l", place], capture_output=True)
        if faults:
            print("kept:", folder)
        else:
            subprocess.run(["rm", "-r", folder])


locked()
few_descriptors()
without_rights()
full_disk()
read_only()
if ends:
    print("daemon ended and was started again:", ends)
proof.end(faults)
