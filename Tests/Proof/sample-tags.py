#!/usr/bin/env python3
"""Draws tags to be judged by hand, and counts what was judged.

    sample-tags.py draw WIREDESK FOLDER --seed N [--tags 1500] [--least 15] [--kinds topic,event]    > sample.jsonl
    sample-tags.py count JUDGED.tsv
    sample-tags.py coverage WIREDESK FOLDER

draw: reads every .xml in FOLDER (one folder a source), tags each item once (by key, its last text), and draws by the seed at least so
many tags of each topic, where there are so many, the rest from all. A line each: {"key", "topic", "title", "summary", "evidence"}. It
shows others' texts: it is to look at, not to keep.
JUDGED.tsv: key, topic, right or wrong, why, parted by tabs: to be kept. count prints precision over all and the topics below it.
coverage: the share of items with at least one topic.
"""
import collections, glob, json, os, random, subprocess, sys


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
    out = subprocess.run([program, "tag"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    for key, line in zip(keys, filter(None, out.decode().split("\n"))):
        yield key, json.loads(line)


def option(name, default):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main():
    if sys.argv[1] == "count":
        rows = [l.rstrip("\n").split("\t") for l in open(sys.argv[2], encoding="utf-8") if l.strip() and not l.startswith("#")]
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
        dice = random.Random(int(option("--seed", "1")))
        most, least = int(option("--tags", "1500")), int(option("--least", "15"))
        drawn, rest = [], []
        for topic in sorted(by_topic):
            tags = by_topic[topic]
            dice.shuffle(tags)
            drawn += tags[:least]
            rest += tags[least:]
        dice.shuffle(rest)
        for key, tag, item in drawn + rest[: max(0, most - len(drawn))]:
            evidence = [(e["field"], e["text"], e["points"]) for e in tag["evidence"] if e["points"]]
            summary = item.get("summary") or item.get("content_text") or ""
            print(json.dumps({"key": key, "topic": tag["id"], "title": item.get("title"), "summary": summary[:400], "evidence": evidence}, ensure_ascii=False))


main()
