#!/usr/bin/env python3
"""How well `wiredesk group` knows an article that is published again.

    Tests/Bench/copies.py WIREDESK ARTICLES.jsonl[.gz]... [--articles 400] [--seed 1]

ARTICLES has a JSON Feed item a line, or a pair of them as `first` and `second`. Of each article with 80 words or more one
re-publication of every kind is made, by another source some hours later: an excerpt, wire copy under another headline, 5 and 15 %
of the words changed, a third of foreign text appended, two articles glued, and boilerplate alone: one source's closing words under
unlike articles. Prints for each kind how many were found, and how many different articles were taken for one. Passes by with a
word when no file is there.
"""
import gzip, hashlib, json, os, random, subprocess, sys

arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
option = lambda name, standard: int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else standard
wanted, seed = option("--articles", 400), option("--seed", 1)
if not arguments:
    print(__doc__, file=sys.stderr)
    sys.exit(64)
program, files = arguments[0], [f for f in arguments[1:] if os.path.exists(f)]
if not files:
    sys.exit(print("no articles here: nothing was measured") or 0)
dice = random.Random(seed)
texts = {}
for path in files:
    for line in (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8"):
        line = json.loads(line)
        for item in (line["first"], line["second"]) if "first" in line else (line,):
            words = item.get("content_text", "").split()
            if len(words) >= 80:
                # Two that begin alike are one already.
                texts.setdefault(" ".join(words[5:25]), (item.get("title") or " ".join(words[:8]), words))
articles = list(texts.values())
dice.shuffle(articles)
articles = articles[:wanted]
common = [w for _, words in articles for w in words]
day = lambda hours: f"2026-11-{2 + hours // 24:02d}T{hours % 24:02d}:{dice.randrange(60):02d}:00Z"


def item(name, source, title, words, hours):
    return {"id": name, "url": f"https://{source}.example/{name}", "title": title, "content_text": " ".join(words), "date_published": day(hours),
            "_wiredesk": {"feed": {"title": source}}}


def changed(words, share):
    return [dice.choice(common) if dice.random() < share else w for w in words]


def headline(n):
    return " ".join(dice.choice(common) for _ in range(7)) + f" {n}"


def excerpt(title, words, n):
    return title, words[: max(40, len(words) // 4)]


def appended(title, words, n):
    foreign = articles[(n + 7) % len(articles)][1]
    return title, words + (foreign * 9)[: len(words) // 2]


kinds = {
    "excerpt": excerpt,
    "wire copy, new headline": lambda t, w, n: (headline(n), w),
    "5 % of words changed": lambda t, w, n: (t, changed(w, 0.05)),
    "15 % of words changed": lambda t, w, n: (t, changed(w, 0.15)),
    "a third appended": appended,
    "two glued": lambda t, w, n: (headline(n), w + articles[(n + 1) % len(articles)][1]),
    "boilerplate alone": None,
}


def grouped(items):
    out = subprocess.run([program, "group"], input="\n".join(json.dumps(i) for i in items).encode(), check=True, stdout=subprocess.PIPE).stdout
    by_key, of = {}, {}
    for line in filter(None, out.decode().split("\n")):
        own = json.loads(line)
        by_key[own["_wiredesk"]["key"]] = own["id"]
        of[own["id"]] = own["_wiredesk"].get("duplicate_of")
    return {i: by_key[k] if k else i for i, k in of.items()}


# What is a copy as it came says nothing of what we make of it.
alone = grouped([item(f"a{n}", f"source{n}", t, w, n % 40) for n, (t, w) in enumerate(articles)])
known = [n for n in range(len(articles)) if alone[f"a{n}"] != f"a{n}"]
print(f"{len(known)} of {len(articles)} are copies as they came, and left out")
articles = [a for n, a in enumerate(articles) if n not in set(known)]
print(f"{len(articles)} articles of {len(files)} files")
for kind, make in kinds.items():
    items = []
    closing = [dice.choice(common) for _ in range(60)]
    for n, (title, words) in enumerate(articles):
        if make:
            items.append(item(f"a{n}", f"source{n}", title, words, n % 20))
            items.append(item(f"b{n}", f"other{n}", *make(title, words, n), 20 + n % 20))
        else:
            items.append(item(f"a{n}", f"source{n % 5}", title, words[:30] + closing, n % 40))
    shown = grouped(items)
    articles_of = {}
    for name, original in shown.items():
        articles_of.setdefault(original, set()).add(name[1:])
    # Of glued ones either part is right.
    wrong = sum(len({n for n in names if not (kind == "two glued" and str((int(n) - 1) % len(articles)) in names)}) > 1 for names in articles_of.values())
    found = sum(shown[f"a{n}"] == shown[f"b{n}"] or (kind == "two glued" and shown[f"b{n}"] == shown[f"a{(n + 1) % len(articles)}"]) for n in range(len(articles))) if make else 0
    print(f"{kind:26} " + (f"found {found / len(articles):.3f}  " if make else " " * 13) + f"different ones joined {wrong / len(articles):.4f}")
