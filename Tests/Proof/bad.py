#!/usr/bin/env python3
"""One bad file in ten: bad.py [FILES]

The same good files are dropped twice, alone and with every tenth file a bad one: no feed, cut, empty, a pipe, a link, a sparse
file of a terabyte, a gzip bomb, entities. How long each good one takes from the rename to done/ is compared.
"""

import gzip
import os
import sys
import threading
import time

import proof

FILES = int(sys.argv[1]) if len(sys.argv) > 1 else 300
BOMB = gzip.compress(b"<rss>" + b" " * (60 << 20))


def bad(desk, n):
    place = desk.desk / f"inbox/bad{n % 7}/{n}.xml"
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name("." + place.name)
    kind = n % 8
    if kind == 0:
        draft.write_bytes(b"no feed")
    elif kind == 1:
        draft.write_bytes(b"<rss><channel><item><title>cut")
    elif kind == 2:
        draft.write_bytes(b"")
    elif kind == 3:
        os.mkfifo(draft)
    elif kind == 4:
        draft.symlink_to("/etc/passwd")
    elif kind == 5:
        with open(draft, "wb") as file:
            file.write(b"<rss>")
            file.truncate(1 << 40)
    elif kind == 6:
        draft.write_bytes(BOMB)
    else:
        draft.write_bytes(b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 10_000 + b'">]><rss>' + b"&a;" * 10_000 + b"</rss>")
    draft.rename(place)


def run(with_bad):
    """Seconds from rename to done/, of each good file."""
    load = proof.Load(3)
    desk = proof.Desk(configuration="live: off\neditions: {}\nmin_free: 0B\n")
    daemon = proof.Daemon(desk)
    if not daemon.wait_for("watching"):
        proof.end(["the daemon did not start: " + daemon.words()])
    dropped, arrived = {}, {}

    def watch():
        while len(arrived) < FILES and not over.is_set():
            for path in desk.files("done"):
                name = path.name[11:]
                if name in dropped and name not in arrived:
                    arrived[name] = time.monotonic()
            time.sleep(0.002)

    over = threading.Event()
    watcher = threading.Thread(target=watch)
    watcher.start()
    # A folder that is new is watched a moment after its first file may be there; that one is found by listing.
    for source in ["courier", "radio", "agencies/dpa", "ledger"]:
        (desk.desk / "inbox" / source).mkdir(parents=True)
    time.sleep(0.5)
    for n in range(FILES):
        path, data = load.file(bad=0)
        if with_bad and n % 9 == 0:
            bad(desk, n // 9)
        dropped[path.rsplit("/", 1)[1]] = time.monotonic()
        desk.drop(path, data)
        time.sleep(0.01)
    watcher.join(30)
    over.set()
    watcher.join()
    daemon.stop()
    missing = [name for name in dropped if name not in arrived]
    faults = [f"{len(missing)} good files were not read within 30 s"] if missing else []
    desk.remove()
    return sorted(arrived[n] - dropped[n] for n in arrived), faults


alone, faults = run(False)
beside, more = run(True)
faults += more


def told(seconds):
    return f"median {seconds[len(seconds) // 2] * 1000:.0f} ms, p99 {seconds[len(seconds) * 99 // 100] * 1000:.0f}, worst {seconds[-1] * 1000:.0f}"


print(f"one bad in ten: {FILES} good files, alone: {told(alone)}; beside bad ones: {told(beside)}")
# A gzip bomb is unpacked up to its limit, and a sparse file hashed for its reason: a second or two of work at the most.
if beside and beside[-1] > alone[-1] + 5:
    faults.append("good files waited for bad ones")
proof.end(faults)
