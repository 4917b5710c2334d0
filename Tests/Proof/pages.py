"""Opens pages of a digests folder in headless Chromium and says what a reader would stumble over.

    python3 pages.py DIGESTS [--axe AXE.JS] [--shots FOLDER] [--stories N] [--editions N]
    python3 pages.py --open FILE ...  only opens them: nothing may run, be said or be asked for
    python3 pages.py --itself       a page with one fault of each kind, all of which it has to find

Per page: no message on the console, no request but for the file itself, one h1 and headings in order, every link within the
folder leads to a file and an anchor that are there, ids are there once; at 320 px, at 1280 px and with letters of double size
nothing is wider than the window; text has a contrast of 4.5:1 in light, dark and print; Tab reaches every link and every fold,
in the order of the page, with a mark one can see; on paper nothing is folded away; and axe-core (not part of this project) has
no violation in light and dark. --shots keeps pictures of it all. Exit code 1 where something was found.
"""

import argparse
import pathlib
import sys
import tempfile
import urllib.parse

from chromium import Chromium

OVERFLOW = """(() => { const wide = document.documentElement.clientWidth;
  const over = [...document.querySelectorAll('body *')].filter(e => { const b = e.getBoundingClientRect();
    return b.width > 1 && b.right > wide + 1 && getComputedStyle(e).position !== 'absolute'; });
  return [Math.max(document.documentElement.scrollWidth - wide, 0), over.slice(0, 3).map(e => e.outerHTML.slice(0, 160))]; })()"""

CONTRAST = """(() => {
  const parse = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92
    : Math.pow((v + 0.055) / 1.055, 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const canvas = matchMedia('(prefers-color-scheme: dark)').matches && !matchMedia('print').matches ? [18, 18, 18, 1]
    : [255, 255, 255, 1];
  const behind = e => { const all = []; for (; e; e = e.parentElement) all.push(parse(getComputedStyle(e).backgroundColor));
    return all.reverse().reduce((under, c) => over(c, under), canvas); };
  let worst = [99, ''], texts = 0; const seen = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('style')) continue;
    texts++;
    const style = getComputedStyle(e), paper = behind(e), ink = over(parse(style.color), paper);
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05) * Number(style.opacity);
    if (ratio < worst[0]) worst = [ratio, style.color + ' on ' + paper + ': ' + e.outerHTML.slice(0, 120)]; }
  return [texts, ...worst]; })()"""

OUTLINE = """(() => { const faults = [], levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1]);
  if (levels.filter(l => l === 1).length !== 1) faults.push('not one h1');
  levels.reduce((before, l) => { if (l > before + 1) faults.push(`h${l} below h${before}`); return l; }, 0);
  if (document.querySelectorAll('main').length !== 1) faults.push('not one main');
  if (!document.documentElement.lang || !document.title) faults.push('no language or title');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  if ([...document.querySelectorAll('h1,h2,h3,h4,a,summary')].some(e => !e.textContent.trim())) faults.push('an empty heading or link');
  if (document.querySelector('script,iframe,object,embed,img,form,base,link[rel=stylesheet]')) faults.push('an element that loads or runs');
  const anchors = new Set(ids);
  for (const a of document.querySelectorAll('a[href^="#"]')) if (!anchors.has(a.getAttribute('href').slice(1)))
    faults.push('nowhere: ' + a.getAttribute('href'));
  return faults.slice(0, 8); })()"""

LINKS = """[...document.querySelectorAll('a[href], link[href]')].map(a => a.getAttribute('href'))
  .filter(h => !/^https?:/i.test(h) && !h.startsWith('#'))"""

# Every element that Tab must reach, numbered in the order of the page.
NUMBER = """(() => { let n = 0; for (const e of document.querySelectorAll('a[href], summary')) e.dataset.tab = n++; return n; })()"""
FOCUSED = """(() => { const e = document.activeElement; if (!e || e === document.body) return null; const s = getComputedStyle(e);
  const b = e.getBoundingClientRect();
  return [e.dataset.tab ?? e.id, e.tagName, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
    b.right > 0 && b.bottom > 0 && b.top < innerHeight && b.left < innerWidth, e.matches('summary') && !e.parentElement.open]; })()"""


class Found:
    def __init__(self):
        self.faults = []
        self.page = ""

    def check(self, fact, what):
        if not fact:
            self.faults.append(f"{self.page}: {what}")
            print(f"  FOUND {what}", flush=True)


def keyboard(browser, found, most):
    wanted = browser.ask(NUMBER)
    met, unmarked, unseen = [], 0, 0
    for _ in range(min(wanted, most) + 4):
        browser.press("Tab", 9)
        at = browser.ask(FOCUSED)
        if at is None:
            break
        number, tag, is_marked, is_seen, is_folded = at
        unmarked += not is_marked
        unseen += not is_seen
        if number not in (None, "main", ""):
            met.append(int(number))
        if is_folded:
            browser.press("Enter", 13, "\r")
        if len(met) >= min(wanted, most):
            break
    found.check(met == list(range(min(wanted, most))), f"Tab reached {len(met)} of {min(wanted, most)}, or not in order")
    found.check(unmarked == 0, f"{unmarked} focused without a mark")
    found.check(unseen == 0, f"{unseen} focused out of sight")
    # The way past the head of the page.
    browser.ask("document.activeElement.blur(), scrollTo(0, 0), 0")
    browser.ask("document.querySelector('.skip').focus(), 0")
    browser.press("Enter", 13, "\r")
    found.check(browser.ask("document.activeElement.id") == "main", "the skip link does not lead to the main part")
    return wanted, len(met)


def leads_somewhere(file, link):
    path, _, anchor = link.partition("#")
    target = (file.parent / urllib.parse.unquote(path)).resolve()
    return target.is_file() and (not anchor or f'id="{anchor}"' in target.read_text())


def page(browser, found, file, arguments):
    found.page = str(file)
    name = "-".join(file.relative_to(arguments.digests.resolve()).with_suffix("").parts)
    shots = arguments.shots
    browser.look(1280)
    seconds = browser.load(file.as_uri())
    moved = "http-equiv=\"refresh\"" in file.read_text()
    if moved:
        found.check(set(browser.requests) >= {file.as_uri()} and all(r.startswith("file://") for r in browser.requests), "requests")
        print(f"{name}: leads on", flush=True)
        return
    facts = [f"{file.stat().st_size / 1000:.0f} KB", f"loaded in {seconds:.2f} s"]
    faults = browser.ask(OUTLINE)
    found.check(not faults, f"outline: {faults}")
    lost = [link for link in browser.ask(LINKS) if not leads_somewhere(file, link)]
    found.check(not lost, f"{len(lost)} links lead nowhere: {lost[:3]}")
    for scheme in ["light", "dark"]:
        for width in [1280, 320]:
            browser.look(width, scheme=scheme)
            over, which = browser.ask(OVERFLOW)
            found.check(over == 0 and not which, f"{over} px too wide at {width} px: {which}")
            if shots:
                browser.picture(shots / f"{name}-{scheme}-{width}.png")
        texts, worst, where = browser.ask(CONTRAST)
        found.check(worst >= 4.5, f"contrast {worst:.2f} in {scheme}: {where}")
        facts.append(f"{scheme} {worst:.1f}:1 of {texts} texts")
        if arguments.axe:
            browser.ask(arguments.axe.read_text() + ";0")
            result = browser.ask("axe.run().then(r => [r.violations.map(v => [v.id, v.impact, v.nodes.length, "
                                 "v.nodes[0].html.slice(0, 200)]), r.passes.length, r.incomplete.map(v => [v.id, v.nodes.length])])",
                                 limit=900)
            for violation in result[0]:
                found.check(False, f"axe: {violation}")
            facts.append(f"axe: {result[1]} rules pass, {len(result[0])} violated, to look at {result[2]}")
    browser.look(640)
    browser.ask("document.documentElement.style.fontSize = '200%', 0")
    over, which = browser.ask(OVERFLOW)
    found.check(over == 0, f"{over} px too wide at 640 px with double letters: {which}")
    browser.ask("document.documentElement.style.fontSize = '', 0")
    browser.look(794, media="print")
    folded = browser.ask("[...document.querySelectorAll('details li')].filter(e => !e.checkVisibility()).length")
    found.check(folded == 0, f"{folded} lines folded away on paper")
    texts, worst, where = browser.ask(CONTRAST)
    found.check(worst >= 4.5, f"contrast {worst:.2f} on paper: {where}")
    if shots:
        browser.print(shots / f"{name}.pdf")
    browser.look(1280)
    wanted, met = keyboard(browser, found, arguments.tabs)
    facts.append(f"Tab reached {met} of {wanted} links and folds")
    found.check(browser.requests == [file.as_uri()], f"requests: {browser.requests[:4]}")
    found.check(not browser.messages, f"messages: {browser.messages[:4]}")
    print(f"{name}: {'; '.join(facts)}", flush=True)


FAULTY = """<!DOCTYPE html><html lang="en"><head><title>x</title><meta charset="utf-8"><style>
a:focus { outline: none } .pale { color: #999 } .wide { width: 400px } .skip { position: absolute; left: -900px }</style></head><body>
<a class="skip" href="#no">Skip</a><h1>a</h1><h3 id="a">b</h3><main id="main"><p class="pale">pale</p><p class="wide">wide</p>
<a href="gone.html">gone</a> <a href="#nowhere">nowhere</a> <a href="https://a.example/" tabindex="3">first</a>
<img src="gone.png" alt=""><p id="a">twice</p><details><summary>more</summary><ul><li>folded</li></ul></details>
<script>console.log("hello")</script></main></body></html>"""
KINDS = ["h3 below h1", "an id twice", "loads or runs", "nowhere: #nowhere", "links lead nowhere", "px too wide at 320", "contrast 2.",
         "on paper: ", "folded away", "not in order", "without a mark", "out of sight", "skip link", "requests: ", "messages: ",
         "standard error"]


def itself():
    """Whether each fault of a page that is all faults is found."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder).resolve() / "index.html"
        file.write_text(FAULTY)
        found, browser = Found(), Chromium()
        page(browser, found, file, argparse.Namespace(digests=file.parent, axe=None, shots=None, tabs=400))
        found.page = "standard error"
        said = browser.close()
        found.check(not said, f"{said[:3]}")
    missed = [kind for kind in KINDS if not any(kind in fault for fault in found.faults)]
    print(f"missed: {missed}" if missed else f"found all {len(KINDS)}")
    sys.exit(1 if missed else 0)


def only_open(files):
    found, browser = Found(), Chromium()
    for file in files:
        found.page = str(file)
        allowed = {file.resolve().as_uri(), (file.resolve().parent / "style.css").as_uri()}
        browser.look(1280)
        browser.load(file.resolve().as_uri())
        # What a reader does without thinking.
        browser.ask("document.querySelectorAll('details').forEach(d => d.open = true), "
                    "document.querySelectorAll('*').forEach(e => { for (const t of ['mouseover', 'focus', 'load', 'error']) "
                    "e.dispatchEvent(new Event(t)); }), 0")
        found.check(set(browser.requests) <= allowed, f"requests: {sorted(set(browser.requests) - allowed)[:4]}")
        found.check(not browser.messages, f"messages: {browser.messages[:4]}")
        found.check(browser.ask("location.href") == file.resolve().as_uri(), "it went elsewhere")
    found.page = "standard error"
    said = browser.close()
    found.check(not said, f"{said[:3]}")
    print(f"{len(files)} opened, {len(found.faults)} found")
    sys.exit(1 if found.faults else 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digests", type=pathlib.Path, nargs="?")
    parser.add_argument("--axe", type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("--stories", type=int, default=5, help="story pages to open, the largest and then every so many")
    parser.add_argument("--editions", type=int, default=3)
    parser.add_argument("--tabs", type=int, default=400, help="of a page with more links, so many are walked")
    parser.add_argument("--skip-latest", action="store_true")
    parser.add_argument("--open", type=pathlib.Path, nargs="+")
    parser.add_argument("--itself", action="store_true")
    arguments = parser.parse_args()
    if arguments.itself:
        itself()
    if arguments.open:
        only_open(arguments.open)
    if not arguments.digests:
        parser.error("which digests?")
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    root = arguments.digests.resolve()
    stories = sorted((root / "stories").glob("*.html"), key=lambda f: (-f.stat().st_size, f.name))
    some = stories[:2] + stories[2::max(1, len(stories) // max(1, arguments.stories - 2))][: max(0, arguments.stories - 2)]
    editions = sorted(root.glob("[0-9]*/**/*.html"))[: arguments.editions]
    others = sorted(root.glob("topics/*.html"))[:2] + sorted(root.glob("calendar*.html"))[:1] + sorted(root.glob("days/*.html"))[:1]
    first = [root / "index.html"] + ([] if arguments.skip_latest else [root / "latest.html"])
    found, browser = Found(), Chromium()
    for file in first + editions + others + some:
        page(browser, found, file, arguments)
    said = browser.close()
    found.page = "standard error"
    found.check(not said, f"{said[:3]}")
    print(f"{len(found.faults)} found")
    sys.exit(1 if found.faults else 0)


main()
