"""What the proofs share: a seeded load of feeds, a desk to drop it on, and the four counts that have to be zero.

A load holds new items, copies under another source, repeats, revisions and files that are no feed. What ought to be in the
archive afterwards is known from the load alone.
"""

import collections
import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = """live: {zone: UTC}
editions:
  flash: {title: Flash, every: 1m}
min_free: 0B
log: debug
"""
TOPICS = """topics:
  - id: labour
    label: Labour
    terms: {strike: 6, dockers: 6}
  - id: culture
    label: Arts and culture
    terms: {museum: 6, score: 6}
"""
WORDS = """dockers strike harbour vote museum score cellar quake valley bridge council budget river ferry storm school
teachers court appeal minister treaty border market grain prices railway tunnel festival orchestra vaccine clinic reactor
satellite launch glacier drought election ballot recount mayor police inquiry verdict refinery pipeline wages union""".split()
WORDS += [a + b + c for a in "bal cor den fal gar hol jun kes lor mar".split() for b in "a e i o u".split()
          for c in "ban dor fer gat lin mos nar pek rit sun".split()]


def binary():
    """The built program: WIREDESK, else the release build, else the debug build."""
    for path in [os.environ.get("WIREDESK"), ROOT / ".build/release/wiredesk", ROOT / ".build/debug/wiredesk"]:
        if path and pathlib.Path(path).exists():
            return str(pathlib.Path(path).resolve())
    sys.exit("no wiredesk: build it, or name it in WIREDESK")


class Load:
    """Files to drop, from a seed; the same seed gives the same files."""

    def __init__(self, seed, most=None):
        """`most`: so many items and no more; what comes after them are repeats."""
        self.most = most
        self.random = random.Random(seed)
        self.number = 0
        self.items = []
        self.by_source = collections.defaultdict(list)
        self.texts = collections.defaultdict(set)  # (source, guid) -> texts
        self.good = 0
        self.bad = 0
        self.dropped = collections.Counter()  # sha256 of bytes

    def text(self):
        words = [self.random.choice(WORDS) for _ in range(46)]
        return " ".join(words[:6]).capitalize(), " ".join(words[6:])

    def file(self, bad=0.1):
        """A path below the inbox and its bytes."""
        self.number += 1
        source = self.random.choice(["courier", "radio", "agencies/dpa", "ledger"])
        path = f"{source}/{self.number:06}.xml"
        if self.random.random() < bad:
            self.bad += 1
            data = self.random.choice([b"no feed", b"<html><body>502</body></html>", b"\x00\x01\x02", b"%PDF-1.4"])
            data += b" " * (self.number % 7)
        else:
            self.good += 1
            parts = []
            for _ in range(self.random.randint(1, 4)):
                dice = self.random.random()
                if self.most and len(self.items) >= self.most:
                    # Of the same source: another would make it a new item, a copy.
                    guid, title, text = self.random.choice(self.by_source[source] or self.items)
                elif dice < 0.5 or not self.items:
                    guid, title, text = f"g{len(self.items)}", *self.text()
                else:
                    guid, title, text = self.random.choice(self.items[-200:])
                    if dice > 0.75:
                        title, text = title, self.text()[1]
                if not self.most or len(self.items) < self.most:
                    self.items.append((guid, title, text))
                    self.by_source[source].append((guid, title, text))
                self.texts[source, guid].add((title, text))
                parts.append(
                    f'<item><guid isPermaLink="false">{guid}</guid><title>{title}</title><description>{text}</description></item>')
            data = (f'<rss version="2.0"><channel><title>{source}</title><link>https://{source.split("/")[0]}.example/</link>'
                    + "".join(parts) + "</channel></rss>").encode()
        self.dropped[hashlib.sha256(data).hexdigest()] += 1
        return path, data


class Desk:
    """A desk in a folder of its own."""

    def __init__(self, folder=None, configuration=CONFIGURATION):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="wiredesk-proof-"))
        self.desk = self.folder / "desk"
        self.settings = self.folder / "wiredesk.yaml"
        self.folder.mkdir(exist_ok=True)
        self.settings.write_text(configuration)
        (self.folder / "topics.yaml").write_text(TOPICS)
        (self.desk / "inbox").mkdir(parents=True, exist_ok=True)
        self.published = {}
        self.asked = 0

    def arguments(self, command, *more):
        return [binary(), command, "--dir", str(self.desk), "--config", str(self.settings), *more]

    def drop(self, path, data, rename=True):
        place = self.desk / "inbox" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name("." + place.name) if rename else place
        draft.write_bytes(data)
        if rename:
            draft.rename(place)

    def ask_to_split(self, load, dice):
        """A request in an editor's name for an item that was in one of the load's files, known to the desk or not yet."""
        source, guid = dice.choice(list(load.texts) or [("none", "none")])
        key = hashlib.sha256(f"{source}\0guid\0{guid}".encode()).hexdigest()[:16]
        self.asked += 1
        folder = self.desk / "requests"
        folder.mkdir(exist_ok=True)
        draft = folder / f".{self.asked}"
        draft.write_text(json.dumps({"kind": "split", "values": [key]}))
        draft.rename(folder / f"{time.time_ns() // 1_000_000}-{self.asked}.json")

    def once(self, at=None, before=(), timeout=300):
        """Exit code and what was said."""
        more = ["--at", at] if at else []
        done = subprocess.run([*before, *self.arguments("once", *more)], capture_output=True, timeout=timeout)
        return done.returncode, done.stderr.decode(errors="replace")

    def files(self, name):
        return [p for p in (self.desk / name).rglob("*") if not p.is_dir()]

    def digests(self):
        return {str(p.relative_to(self.desk / "digests")): p.read_bytes() for p in self.files("digests")}

    def look_at_digests(self):
        """Torn or changed digests; may be called at any moment."""
        torn = []
        for path in self.files("digests"):
            name = str(path.relative_to(self.desk / "digests"))
            if path.name.startswith("."):
                continue
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue
            if name.endswith(".json"):
                try:
                    json.loads(data)
                except ValueError:
                    torn.append(f"{name}: cut")
            elif name.endswith(".html") and not data.rstrip().endswith(b"</html>"):
                torn.append(f"{name}: cut")
            elif not data:
                torn.append(f"{name}: empty")
            if name[:2].isdigit():
                if self.published.setdefault(name, data) != data:
                    torn.append(f"{name}: changed")
        return torn

    def counts(self, load):
        """The four counts, with a word for each that is not zero. The desk has to be at rest."""
        faults = []
        ended = collections.Counter(
            hashlib.sha256(p.read_bytes()).hexdigest()
            for folder in ("done", "failed") for p in self.files(folder) if not p.name.endswith(".reason.json"))
        lost = sum((load.dropped - ended).values())
        if lost:
            faults.append(f"{lost} files are neither in done/ nor in failed/")
        extra = sum((ended - load.dropped).values())
        if extra:
            faults.append(f"{extra} files more than were dropped")
        failed = [p for p in self.files("failed") if not p.name.endswith(".reason.json")]
        if len(failed) != load.bad:
            faults.append(f"{len(failed)} files failed, {load.bad} are bad")
        for path in failed:
            if not path.with_name(path.name + ".reason.json").exists():
                faults.append(f"{path.name}: no reason")
        stranded = [p for f in ("inbox", "processing") for p in self.files(f)]
        if stranded:
            faults.append(f"{len(stranded)} files are stranded: {[str(p) for p in stranded[:3]]}")
        archive = sqlite3.connect(self.desk / "archive/archive.sqlite")
        items, = archive.execute("SELECT count(*) FROM items").fetchone()
        revisions, = archive.execute("SELECT count(*) FROM revisions").fetchone()
        held, = archive.execute("PRAGMA integrity_check").fetchone()
        archive.close()
        texts = sum(len(t) for t in load.texts.values())
        if (items, revisions) != (len(load.texts), texts):
            faults.append(f"{items} items in {revisions} revisions, {len(load.texts)} in {texts} were dropped")
        if held != "ok":
            faults.append(f"archive: {held}")
        told = collections.Counter()
        ledger = self.desk / "archive/ledger.jsonl"
        for line in ledger.read_text().splitlines() if ledger.exists() else []:
            edition = json.loads(line).get("edition")
            for story in edition["stories"] if edition else []:
                for item in story["items"]:
                    told[edition["rule"], *item] += 1
        twice = [item for item, times in told.items() if times > 1]
        if twice:
            faults.append(f"{len(twice)} items were told twice in editions of one name")
        faults += self.look_at_digests()
        return faults

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Daemon:
    """`wiredesk run`, with what it says in a file."""

    def __init__(self, desk, before=()):
        self.said = desk.folder / "said"
        with open(self.said, "ab") as out:
            self.begin = out.tell()
            self.process = subprocess.Popen([*before, *desk.arguments("run")], stderr=out, stdout=subprocess.DEVNULL)

    def words(self):
        with open(self.said, "rb") as file:
            file.seek(self.begin)
            return file.read().decode(errors="replace")

    def wait_for(self, text, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if text in self.words():
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)

    def kill(self):
        self.process.kill()
        self.process.wait()


def until(condition, seconds):
    """Whether it came true within so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def moment(n):
    """The n-th minute."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_795_000_000 // 60 * 60 + 60 * n))


def end(faults):
    for fault in faults:
        print("FAULT", fault)
    sys.exit(1 if faults else 0)
