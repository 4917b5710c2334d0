#!/usr/bin/env python3
"""Finds terms that could count more: of topics.yaml, those that a headline of nothing else seems to mean by itself.

    headline-terms.py WIREDESK TOPICS.yaml LABELLED.jsonl[.gz] [--items 30000] [--least 0.8]

LABELLED: JSON Feed items a line, each with a class in `_wiredesk.topics`, of other news than the tags are judged on. A topic's home are
the classes that its tags stand in three times as often as all items do. Of each term that is worth 2 to 4 points the items are counted
that have it in the headline and no topic at all, and how many of these are at home: at 0.8 and more it may be enough in a headline, and
5 points make it so. Where a home is wide (world news, say) that shows little, and sense has the last word. Needs PyYAML.
"""
import collections, gzip, json, random, re, subprocess, sys
import yaml


def option(name, default):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main():
    program, topics, labelled = sys.argv[1:4]
    least = float(option("--least", "0.8"))
    with (gzip.open if labelled.endswith(".gz") else open)(labelled, "rt") as file:
        items = [json.loads(line) for line in file]
    random.Random(2).shuffle(items)
    items = items[: int(option("--items", "30000"))]
    classes = [item.pop("_wiredesk")["topics"][0] for item in items]
    classes = [c if isinstance(c, str) else c["id"] for c in classes]
    lines = "\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    out = subprocess.run([program, "tag", "--topics", topics], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    tags = [{t["id"] for t in json.loads(line)["_wiredesk"].get("topics", [])} for line in out.decode().split("\n") if line]
    base, inside = collections.Counter(classes), collections.defaultdict(collections.Counter)
    for one, ids in zip(classes, tags):
        for id in ids:
            inside[id][one] += 1
    headlines = [" " + " ".join(re.findall(r"[a-z0-9]+", (item.get("title") or "").lower())) + " " for item in items]
    places = collections.defaultdict(list)
    for place, headline in enumerate(headlines):
        for word in set(headline.split()):
            if not tags[place]:
                places[word].append(place)
    for topic in yaml.safe_load(open(topics))["topics"]:
        counts = inside[topic["id"]]
        total = sum(counts.values())
        home = {c for c, n in counts.items() if n / total > 3 * base[c] / len(items) and n / total > 0.04}
        found = []
        for weight, terms in (topic.get("terms") or {}).items():
            if str(weight) not in ("2", "3", "4") or not isinstance(terms, (str, list)):
                continue
            for term in [t.strip() for t in terms.split(",")] if isinstance(terms, str) else terms:
                words = re.findall(r"[a-z0-9]+", str(term).lower())
                if not words:
                    continue
                phrase = " " + " ".join(words)
                have = [p for p in places[words[0]] + places[words[0] + "s"] if phrase + " " in headlines[p] or phrase + "s " in headlines[p]]
                part = sum(classes[p] in home for p in have) / max(1, len(have))
                if len(have) >= 5 and part >= least:
                    found.append((len(have), term, weight, round(part, 2)))
        if found:
            print(f"{topic['id']} (home: {len(home)} classes): " + ", ".join(f"{t} {w} -> {p} of {n}" for n, t, w, p in sorted(found, key=str)))


main()
