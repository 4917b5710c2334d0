#!/usr/bin/env python3
"""Draws tags to be judged by hand, and counts what was judged.

    sample-tags.py draw WIREDESK FOLDER --seed N [--tags 1500] [--least 15] [--kinds topic,event] [--known JUDGED.tsv]   > sample.jsonl
    sample-tags.py count JUDGED.tsv
    sample-tags.py coverage WIREDESK FOLDER

draw: reads every .xml in FOLDER (one folder a source), tags each item once (by key, its last text), and draws by the seed at least so
many tags of each topic, where there are so many, the rest from all. Each tag has its place in the draw by a hash of its own, so that
other topics leave most of a sample as it was. A line each: {"key", "topic", "title", "summary", "evidence"}, and the "verdict" where
JUDGED.tsv has one. It shows others' texts: it is to look at, not to keep. TOPICS in the environment names topics to use instead of
those that are built in.
JUDGED.tsv: key, topic, right or wrong, why, parted by tabs: to be kept. count prints precision over all and the topics below it.
coverage: the share of items with at least one topic.
"""
import collections, glob, hashlib, json, os, subprocess, sys


def tagged(program, folder):
    items = {}
    for source in sorted(os.listdir(folder)):
        files = sorted(glob.glob(os.path.join(folder, source, "*.xml")))
        if not files:
            continue
        out = subprocess.run([program, "read", "--source", source] + files, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        for line in filter(None, out.decode().split("\n")):
            for item in json.loads(line).get("items", []):
                items[item["_wiredesk"]["key"]] = item
    keys = sorted(items)
    lines = "\n".join(json.dumps(items[k], ensure_ascii=False) for k in keys)
    topics = ["--topics", os.environ["TOPICS"]] if "TOPICS" in os.environ else []
    out = subprocess.run([program, "tag"] + topics, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    for key, line in zip(keys, filter(None, out.decode().split("\n"))):
        yield key, json.loads(line)


def option(name, default):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def rows_of(path):
    if path is None:
        return []
    return [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if l.strip() and not l.startswith("#")]


def main():
    if sys.argv[1] == "count":
        rows = rows_of(sys.argv[2])
        right, all_ = collections.Counter(), collections.Counter()
        for key, topic, verdict, *_ in rows:
            all_[topic] += 1
            right[topic] += verdict == "right"
        total = sum(all_.values())
        print(f"precision {sum(right.values()) / total:.4f} ({sum(right.values())} of {total} tags of {len(all_)} topics)")
        for topic in sorted(all_, key=lambda t: right[t] / all_[t]):
            if right[topic] < all_[topic]:
                print(f"  {topic}: {right[topic]} of {all_[topic]}")
    elif sys.argv[1] == "coverage":
        n = have = 0
        for _, item in tagged(*sys.argv[2:4]):
            n += 1
            have += any(t["type"] in ("topic", "event") and not t["id"].startswith("theme-") for t in item["_wiredesk"].get("topics", []))
        print(f"coverage {have / n:.4f} ({have} of {n} items)")
    else:
        kinds = option("--kinds", "topic,event").split(",")
        by_topic = collections.defaultdict(list)
        for key, item in tagged(*sys.argv[2:4]):
            for tag in item["_wiredesk"].get("topics", []):
                if tag["type"] in kinds:
                    by_topic[tag["id"] if tag["type"] in ("topic", "event") else tag["type"]].append((key, tag, item))
        seed, known = option("--seed", "1"), {}
        for row in rows_of(option("--known", None)):
            known[row[0], row[1]] = row[2]

        def place(one):
            return hashlib.sha256(f"{seed} {one[0]} {one[1]['id']}".encode()).digest()

        most, least = int(option("--tags", "1500")), int(option("--least", "15"))
        drawn, rest = [], []
        for topic in sorted(by_topic):
            tags = sorted(by_topic[topic], key=place)
            drawn += tags[:least]
            rest += tags[least:]
        rest.sort(key=place)
        for key, tag, item in drawn + rest[: max(0, most - len(drawn))]:
            evidence = [(e["field"], e["text"], e["points"]) for e in tag["evidence"] if e["points"]]
            summary = item.get("summary") or item.get("content_text") or ""
            line = {"key": key, "topic": tag["id"], "title": item.get("title"), "summary": summary[:400], "evidence": evidence}
            if (key, tag["id"]) in known:
                line["verdict"] = known[key, tag["id"]]
            print(json.dumps(line, ensure_ascii=False))


main()
