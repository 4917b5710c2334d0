#!/usr/bin/env python3
"""How well `wiredesk tag` finds the countries that Reuters-21578 says an item is about.

    places.py WIREDESK ITEMS.jsonl[.gz] [--wrong N]

ITEMS: JSON Feed items, one a line, with the gold in `_wiredesk.places`. Precision, recall and F1 are over all pairs of item and country.
--wrong prints so many of the countries most often found wrongly and missed.
"""
import collections, gzip, json, re, subprocess, sys

program, path = sys.argv[1:3]
lines = [l for l in (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8").read().split("\n") if l]
gold, bare = {}, []
for line in lines:
    item = json.loads(line)
    gold[item["id"]] = set(item.pop("_wiredesk").get("places", []))
    bare.append(json.dumps(item, ensure_ascii=False))
# Reuters' names of 1987 for what is called otherwise now.
NAMES = {
    "united-states": {"usa"}, "united-kingdom": {"uk"}, "germany": {"west-germany", "east-germany"}, "russia": {"ussr"},
    "united-arab-emirates": {"uae"}, "serbia": {"yugoslavia"}, "czech-republic": {"czechoslovakia"}, "myanmar": {"burma"},
    "democratic-republic-of-the-congo": {"zaire"}, "brunei": {"brunei"}, "macau": {"macau"}, "trinidad-and-tobago": {"trinidad-tobago"},
    "papua-new-guinea": {"papua-new-guinea"}, "republic-of-the-congo": {"congo"}, "vatican": {"vatican"}, "sao-tome": {"sao-tome"},
}
slug = lambda s: re.sub(r"[^a-z0-9]+", "-", s.lower()).strip("-")
out = subprocess.run([program, "tag"], input="\n".join(bare).encode(), check=True, stdout=subprocess.PIPE).stdout
places = {p for g in gold.values() for p in g}
countries = {slug(l.split("|")[1].split(";")[0].lstrip("?="))
             for l in open(__file__.rsplit("/", 1)[0] + "/../../Config/gazetteer", encoding="utf-8") if l.startswith("country ")}
tp = fp = fn = 0
wrong, missed = collections.Counter(), collections.Counter()
for line in filter(None, out.decode().split("\n")):
    item = json.loads(line)
    want = gold[item["id"]]
    said = set()
    for tag in item.get("_wiredesk", {}).get("topics", []):
        name = tag["id"].removeprefix("place-")
        if tag["type"] == "place" and name in countries:
            names = NAMES.get(name, {name})
            said.add(sorted(names & want)[0] if names & want else sorted(names)[-1])
    # Two Germanies are one name now.
    if {"west-germany", "east-germany"} <= want and said & {"west-germany", "east-germany"}:
        said |= {"west-germany", "east-germany"}
    tp, fp, fn = tp + len(said & want), fp + len(said - want), fn + len(want - said)
    wrong.update(said - want), missed.update(want - said)
p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
print(f"places: precision {p:.4f}  recall {r:.4f}  F1 {2 * p * r / max(p + r, 1e-9):.4f}  over {len(gold)} items, {tp + fn} gold")
if "--wrong" in sys.argv:
    n = int(sys.argv[sys.argv.index("--wrong") + 1])
    print("wrong ", wrong.most_common(n))
    print("missed", missed.most_common(n))
