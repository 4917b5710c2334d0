#!/usr/bin/env python3
"""Proves that evidence is all there is: takes the words that a tag names as its evidence out of an item, and looks whether the tag is gone.

    evidence.py WIREDESK FOLDER [--show N]

Reads every .xml in FOLDER (one folder a source), tags each item, and for each tag of each item puts letters q in place of what its
evidence names for it, everywhere it names it, and tags that again. Prints how many tags of each type there were and how many were still there;
exit code 1 if any was. It shows others' texts with --show: to look at, not to keep.
"""
import collections, glob, json, os, subprocess, sys

FIELDS = {"title": "title", "summary": "summary", "text": "content_text"}


def run(program, lines):
    done = subprocess.run([program, "tag"], input="\n".join(lines).encode() + b"\n", stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def items(program, folder):
    found = {}
    for source in sorted(os.listdir(folder)):
        files = sorted(glob.glob(os.path.join(folder, source, "**", "*.xml"), recursive=True))
        if not files:
            continue
        out = subprocess.run([program, "read", "--source", source] + files, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        for line in filter(None, out.decode().split("\n")):
            for item in json.loads(line).get("items", []):
                found[item["_wiredesk"]["key"]] = plain(item)
    return [found[key] for key in sorted(found)]


def plain(item):
    """Every block a paragraph: one that begins with the sign of a list would be read back as one, and its offsets be others."""
    if "content_text" in item:
        blocks = item["content_text"].split("\n\n")
        text = "\n\n".join(strip(line) for block in blocks for line in block.split("\n"))
        if text != item["content_text"]:
            item["content_text"] = text
            # Its places were those of the other text.
            item["_wiredesk"].pop("boilerplate", None)
    return item


def strip(line):
    for sign in ("## ", "- ", "> "):
        if line.startswith(sign):
            return strip(line[len(sign):])
    return line


def speaking(tag):
    """What speaks for the tag: words against it stay where they are, since without them other tags may come, and bring this one."""
    against = {one["term"] for one in tag["evidence"] if one["points"] < 0}
    return [one for one in tag["evidence"] if one["term"] not in against]


def blanked(text, evidence, misplaced):
    data = bytearray(text.encode())
    for one in evidence:
        start, words = one["offset"], one["text"].encode()
        if data[start:start + len(words)].replace(b"q", b"") == b"" and words:
            continue
        if bytes(text.encode()[start:start + len(words)]) != words:
            misplaced.append(one | {"found": bytes(text.encode()[start:start + len(words)]).decode(errors="replace")})
        for at in range(start, min(len(data), start + len(words))):
            if data[at] != 0x20:
                data[at] = ord("q")
    return data.decode(errors="replace")


def without(item, evidence, misplaced):
    item = json.loads(json.dumps(item))
    by_field = collections.defaultdict(list)
    for one in evidence:
        by_field[one["field"]].append(one)
    for field, name in FIELDS.items():
        if field in by_field and name in item:
            item[name] = blanked(item[name], by_field[field], misplaced)
    if "category" in by_field:
        item["tags"] = blanked("\n".join(item["tags"]), by_field["category"], misplaced).split("\n")
    docdata = item.get("_wiredesk", {}).get("docdata", {})
    if "dateline" in by_field and "dateline" in docdata:
        docdata["dateline"] = blanked(docdata["dateline"], by_field["dateline"], misplaced)
    return item


def main():
    program, folder = sys.argv[1:3]
    show = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 0
    all_items = items(program, folder)
    tagged = run(program, [json.dumps(item, ensure_ascii=False) for item in all_items])
    cases, misplaced = [], []
    for item, result in zip(all_items, tagged):
        for tag in result["_wiredesk"].get("topics", []):
            cases.append((item, tag, without(item, speaking(tag), misplaced)))
    total, still = collections.Counter(), collections.Counter()
    for start in range(0, len(cases), 5000):
        some = cases[start:start + 5000]
        for (item, tag, _), result in zip(some, run(program, [json.dumps(c[2], ensure_ascii=False) for c in some])):
            total[tag["type"]] += 1
            left = [t for t in result["_wiredesk"].get("topics", []) if t["id"] == tag["id"]]
            if left:
                still[tag["type"]] += 1
                if show > 0:
                    show -= 1
                    print(json.dumps({"tag": tag, "left": left[0], "item": {k: item.get(k) for k in ("title", "summary", "tags")}}, ensure_ascii=False))
    for one in misplaced[:show]:
        print(json.dumps(one, ensure_ascii=False))
    for kind in sorted(total):
        print(f"{kind}: {still[kind]} of {total[kind]} tags still there")
    print(f"{len(all_items)} items, {sum(total.values())} tags, {sum(still.values())} still there without their evidence; {len(misplaced)} pieces of evidence are not where they say")
    sys.exit(1 if sum(still.values()) or misplaced else 0)


main()
