#!/usr/bin/env python3
"""Whether an edition's Markdown, rendered, says what its page says: markdown.py EDITION.md ...   (EDITION.html lies beside it)

Rendered by cmark with raw HTML let through, and by cmark-gfm with everything GitHub adds: nothing may come of a feed's words but
those words. Headings, ledes and bullets have to be the same text; lines that the two forms order in their own way (who told
it, the tags, the Deep Look) the same characters. Every link has to be in both. Exit code 1 where something differs.
"""

import collections
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys

RENDERERS = [["cmark", "--unsafe"],
             ["cmark-gfm", "--unsafe", "-e", "autolink", "-e", "strikethrough", "-e", "table", "-e", "tasklist", "-e", "footnotes"]]
ALLOWED = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "em", "strong", "code", "hr", "blockquote"}
BLOCKS = {"h1", "h2", "h3", "h4", "h5", "p", "li"}


class Blocks(html.parser.HTMLParser):
    """The blocks of a page in order: (element, class, text, links)."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.blocks, self.open, self.tags, self.ignored = [], None, collections.Counter(), 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        attributes = dict(attributes)
        if tag in ("head", "nav", "style"):
            self.ignored += 1
        if tag in BLOCKS and not self.ignored and not (tag == "p" and self.open and self.open[0] == "li"):
            self.open = [tag, attributes.get("class", ""), "", []]
            self.blocks.append(self.open)
        if tag == "summary":
            self.open = None
        if tag == "strong" and self.open and not self.open[2].strip():
            self.open[1] = "strong"
        if tag == "a" and self.open and re.match("https?:", attributes.get("href", ""), re.I):
            self.open[3].append(attributes["href"])

    def handle_endtag(self, tag):
        if tag in ("head", "nav", "style"):
            self.ignored -= 1
        if self.open and tag == self.open[0]:
            self.open = None

    def handle_data(self, data):
        if self.open and not self.ignored:
            self.open[2] += data

    def result(self):
        return [(tag, kind, " ".join(text.split()), links) for tag, kind, text, links in self.blocks]


def letters(text):
    """What both forms have whatever their order: each character that parts nothing."""
    return "".join(sorted(re.sub(r"[\s,:/()-]|\bnew\b", "", text)))


def told_by_page(text):
    """(exact texts, loose lines, all links) of an edition's page."""
    exact, loose, every = [], [], set()
    is_deep = False
    for tag, kind, words, links in Blocks(text).result():
        every |= set(links)
        if tag == "h4":
            is_deep = words == "Deep Look"
        elif tag in ("h1", "h2", "h3") or kind == "sources" or kind == "count" and not words.startswith("and "):
            is_deep = False
        elif is_deep and (kind in ("", "count")):
            loose.append(letters(words))
            continue
        if kind in ("desk", "forms", "also") and tag == "p" or tag == "h4" or words == "Skip to the stories":
            continue
        if tag in ("h1", "h2", "h3"):
            exact.append(re.sub(r": [\d,]+ headlines$", "", words) if words.startswith("More") else words)
        elif kind == "lede":
            exact.append(words)
        elif tag == "li":
            loose.append(letters(words))
        elif kind == "tags":
            loose.append(letters(words))
    return exact, loose, every


def told_by_markdown(text):
    exact, loose, every = [], [], set()
    after_tags = is_deep = False
    for tag, kind, words, links in Blocks(text).result():
        every |= set(links)
        if tag == "p" and kind == "strong" and words == "Deep Look":
            is_deep = True
            continue
        # That one leads to a page.
        if tag == "p" and words == "Deep Look":
            is_deep = False
        if tag in ("h1", "h2", "h3") or re.fullmatch(r"[\d,]+ sources?:", words):
            is_deep = False
        elif is_deep:
            loose.append(letters(words))
            continue
        if tag in ("h1", "h2", "h3"):
            exact.append(words)
            after_tags = tag == "h3" and not re.match(r"More( in |$)", words)
        elif tag == "li":
            loose.append(letters(words))
        elif after_tags == 1:
            loose.append(letters(words))
            after_tags = 2
        elif after_tags == 2:
            exact.append(words)
            after_tags = 0
    return exact, loose, every


def differences(page, rendered, program):
    faults = []
    tags = set(Blocks(rendered).tags) - ALLOWED
    if tags:
        faults.append(f"{program}: elements of a feed's making: {sorted(tags)}")
    (exact, loose, links), (our_exact, our_loose, our_links) = told_by_page(page), told_by_markdown(rendered)
    if exact != our_exact:
        first = next((pair for pair in zip(exact, our_exact) if pair[0] != pair[1]), (len(exact), len(our_exact)))
        faults.append(f"{program}: texts differ, first: {first}")
    only, ours = collections.Counter(loose) - collections.Counter(our_loose), collections.Counter(our_loose) - collections.Counter(loose)
    if only or ours:
        faults.append(f"{program}: {sum(only.values())} lines only on the page, {sum(ours.values())} only here: "
                      f"{list(only)[:2]} {list(ours)[:2]}")
    if links != our_links:
        faults.append(f"{program}: {len(links ^ our_links)} links differ: {sorted(links ^ our_links)[:3]}")
    return faults, f"{len(our_exact)} texts, {len(our_loose)} lines, {len(our_links)} links"


def faults(path, page):
    """(what differs, what was compared) of a Markdown file and its page."""
    all_faults, facts, ran = [], "no cmark: Markdown left out", []
    for renderer in RENDERERS:
        if shutil.which(renderer[0]):
            rendered = subprocess.run(renderer + [str(path)], capture_output=True, check=True).stdout.decode()
            found, facts = differences(page.read_text(), rendered, renderer[0])
            all_faults += found
            ran.append(renderer[0])
    return all_faults, f"{facts} ({', '.join(ran)})" if ran else facts


def main():
    found = 0
    for path in map(pathlib.Path, sys.argv[1:]):
        problems, facts = faults(path, path.with_suffix(".html"))
        print(f"{path}: {facts}")
        for problem in problems:
            print(f"  FOUND {problem}")
        found += len(problems)
    sys.exit(1 if found or len(sys.argv) == 1 else 0)


if __name__ == "__main__":
    main()
