#!/usr/bin/env python3
"""Draws stories to be judged by hand, and counts what was judged.

    sample-stories.py draw WIREDESK FOLDER --seed N [--stories 100] [--single 100]    > sample.txt
    sample-stories.py count JUDGED.tsv

draw: reads every .xml in FOLDER (one folder a source, files named for when they came, YEARMONTHDAY and four digits or more of the time) as one
inbox, groups all items (by key, the last text of each; without a date, dated when its first file came, as a desk does), and draws by the
seed so many stories of two and more sources (of each the first six items, copies left out) and so many items that stand alone, each
with the nearest other item within three days: by the cosine of the words of title and summary (TF-IDF), which is none of our own
measures. It shows others' texts: it is to look at, not to keep.
JUDGED.tsv: story, item, word; or item, nearest, `alone: word`; parted by tabs: to be kept. The words are those of pairs-judged.tsv, of how
an item stands to what its story tells.
count: the share of items, and of pairs of one story, that belong together (a wrong item is with none of the others), of stories with
no wrong item, and of items standing alone that should not, by what is taken for right. A story of six items has fifteen pairs: pairs weigh
it as much as fifteen of two.
"""
import collections, datetime, json, math, os, random, re, subprocess, sys


# What may stand in one story, the surest first.
RIGHT = ["same", "follow", "comment"]


def option(name, default):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def run(*arguments, **more):
    return subprocess.run(arguments, stdout=subprocess.PIPE, check=True, **more).stdout.decode()


def items(program, folder):
    """By key, the last text of each, in JSON Feed with its source where `group` looks for it."""
    found = {}
    for source in sorted(os.listdir(folder)):
        files = sorted(os.path.join(folder, source, f) for f in os.listdir(os.path.join(folder, source)) if f.endswith(".xml"))
        for file, line in zip(files, filter(None, run(program, "read", "--source", source, *files).split("\n") if files else [])):
            for item in json.loads(line).get("items", []):
                key = item["_wiredesk"]["key"]
                first = found[key]["_wiredesk"]["came"] if key in found else came(file)
                item["_wiredesk"].update(feed={"title": source}, came=first)
                item.setdefault("date_published", item.get("date_modified") or first)
                found[key] = item
    return found


def came(file):
    digits = re.sub(r"\D", "", os.path.basename(file)).ljust(12, "0")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:00Z"


def words(item, most=160):
    text = item.get("summary") or item.get("content_text") or ""
    return f"{item.get('title')} | {' '.join(text.split())[:most]}"


def draw(program, folder):
    dice = random.Random(int(option("--seed", "1")))
    all_ = items(program, folder)
    keys = sorted(all_)
    lines = "\n".join(json.dumps(all_[k], ensure_ascii=False) for k in keys)
    stories = collections.defaultdict(list)
    for key, line in zip(keys, filter(None, run(program, "group", input=lines.encode()).split("\n"))):
        own = json.loads(line)["_wiredesk"]
        stories[own["story"]].append((all_[key].get("date_published", ""), key, "duplicate_of" in own))
    source = lambda key: all_[key]["_wiredesk"]["feed"]["title"]
    many = sorted(s for s, m in stories.items() if len({source(k) for _, k, is_copy in m if not is_copy}) > 1)
    single = sorted(s for s, m in stories.items() if len(m) == 1 and all_[s].get("title"))
    print(f"# {len(keys)} items, {len(stories)} stories, {len(many)} of two and more sources, {len(single)} single items")
    for story in dice.sample(many, min(len(many), int(option("--stories", "100")))):
        print(f"STORY {story}")
        for _, key, is_copy in [m for m in sorted(stories[story]) if not m[2]][:6]:
            print(f"  {key} {source(key)}: {words(all_[key])}")
    near = Nearest(all_)
    for key in dice.sample(single, min(len(single), int(option("--single", "100")))):
        print(f"ALONE {key} {source(key)}: {words(all_[key])}")
        other = near.of(key)
        if other:
            print(f"  {other} {source(other)}: {words(all_[other])}")


class Nearest:
    def __init__(self, items):
        self.words = {k: set(re.findall(r"\w{3,}", words(i, 300).lower())) for k, i in items.items()}
        self.times = {k: self.day(i.get("date_published")) for k, i in items.items()}
        self.holders = collections.defaultdict(list)
        for key in sorted(self.words):
            for word in self.words[key]:
                self.holders[word].append(key)
        self.weight = {w: math.log(len(items) / len(k)) for w, k in self.holders.items()}
        self.length = {k: math.sqrt(sum(self.weight[w] ** 2 for w in words)) or 1 for k, words in self.words.items()}

    @staticmethod
    def day(moment):
        return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() / 86400 if moment else None

    def of(self, key):
        sums = collections.Counter()
        for word in sorted(self.words[key]):
            for other in self.holders[word]:
                times = self.times[key], self.times[other]
                if other != key and (None in times or abs(times[0] - times[1]) <= 3):
                    sums[other] += self.weight[word] ** 2 / self.length[key] / self.length[other]
        return min(sums, key=lambda k: (-sums[k], k)) if sums else None


def count(name):
    rows = [l.rstrip("\n").split("\t") for l in open(name, encoding="utf-8") if l.strip() and not l.startswith("#")]
    alone = [r[2].removeprefix("alone: ") for r in rows if r[2].startswith("alone: ")]
    stories = collections.defaultdict(list)
    for story, _, word, *_ in (r for r in rows if not r[2].startswith("alone: ")):
        stories[story].append(word)
    share = lambda part, all_: f"{part} of {all_} ({part / max(1, all_):.3f})"
    for most in range(len(RIGHT), 0, -1):
        right = [[word in RIGHT[:most] for word in words] for words in stories.values()]
        pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts)
        print(f"right where {', '.join(RIGHT[:most])}: items {share(sum(map(sum, right)), sum(map(len, right)))},",
              f"pairs {share(pairs(map(sum, right)), pairs(map(len, right)))}, stories {share(sum(map(all, right)), len(right))};",
              f"missed {share(sum(word in RIGHT[:most] for word in alone), len(alone))}")


def main():
    if sys.argv[1:2] == ["count"] and len(sys.argv) == 3:
        count(sys.argv[2])
    elif sys.argv[1:2] == ["draw"] and len(sys.argv) > 3:
        draw(*sys.argv[2:4])
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(64)


if __name__ == "__main__":
    main()
