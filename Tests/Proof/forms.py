#!/usr/bin/env python3
"""Every form read back by programs that are not ours: forms.py [FOLDER ...] [--keep FOLDER]

A desk is made of feeds whose every field is a payload, and one of each FOLDER of feeds. Then, of what `once` wrote:
Markdown, rendered by cmark and cmark-gfm (where they are installed), has the words and links of the page (markdown.py). The mail,
read by Python's email, has no defect, the fields it always has, and the plain text form. The book, by zipfile, Python's XML
parser and epubcheck (where EPUBCHECK names its jar, or /usr/bin/epubcheck is it), has no fault. JSON and Atom can be read. With
--keep the desks stay, each with the mail's page and the book's beside it for pages.py --open. Exit code 1 where something is found.
"""

import argparse
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import xml.sax.saxutils
import zipfile

import markdown
import proof

CONFIGURATION = """live: {zone: UTC, formats: [md, txt, json, atom, eml, epub]}
editions:
  noon: {title: Noon Edition, at: "12:00", formats: [md, txt, json, atom, eml, epub]}
  long: {title: Noon at Length, at: "12:00", formats: [md, txt, json, atom, eml, epub], deep_look: inline}
min_free: 0B
log: error
"""
CLOSING = "2026-11-22T12:00:00Z"
PAYLOADS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title></style></h3><b>x",
    "]]><!--", "--><svg onload=alert(1)>", "&lt;script&gt; &#60;b&#62; &copy;", "{{{title}}} {{#sections}} {{/x}}",
    "\"\u0338 onfocus=alert(1) autofocus x=\"", "<\u0338script>", "[x](javascript:alert(1)) ![y](https://evil.example/z.png)",
    "<https://evil.example> https://evil.example www.evil.example mail@evil.example", "# heading", "- item", "+ item", "* item",
    "1. item", "2) item", "> quotation", "```code```", "~~~ code", "    code", "***", "===", "---", "*a* _b_ ~~c~~ `d`",
    "trailing # ##", "a\\", "\\<b>\\*", "two\nlines\n# heading", "a | b\n--|--", "[ref]: https://evil.example", "![[x]]", "[^1]: note",
    "<a href=\"javascript:alert(1)\">x</a>", "]( <x> )[", "AT&T & Co; 5 < 6 > 4", "$x^2$ :smile: @all #1", "- [ ] task", "a  \nb",
    "__init__ a_b_c 2*3*4 x**y**z", "\u202etxt.exe\u2066 \u200fx", "Bcc: x@evil.example", "=?utf-8?Q?x?=", "From me", ".", "\ue000",
    "http:", "https://[x", "<!DOCTYPE x [<!ENTITY y \"z\">]>&y;", "<?xml-stylesheet href='x'?>", "<![CDATA[x]]>", "&#x0; &#xfffe;",
]
ADDRESSES = ["https://a.example/[x]?a[]=1", "https://a.example/%zz?%", "https://a.example/x|y^z`{}\\", "https://a_b.example/",
             "https://a.example:99999/", "https://[::1]/x", "https://[zz]/", "https://a.example/#a#b", "https://\u00e9.example/\u00e9",
             "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://a..example/", "https://-/", "https://a.example?<x>",
             "https://user:pass@a.example/", "https://a.example/(x)(y\\", "https://a.example/&copy;&amp;=", "https://%41.example/"]


def hostile(folder):
    """Feeds with a payload in every field, one file a payload and one for all addresses."""
    def quoted(text):
        return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"

    for number, words in enumerate(PAYLOADS):
        items = "".join(
            f"<item><title>{quoted(title)}</title><link>{xml.sax.saxutils.escape(link)}</link><guid>{number}-{place}</guid>"
            f"<author>{quoted(words)}</author><category>{quoted(words)}</category><dc:language>{quoted(words)}</dc:language>"
            f"<description>{quoted(xml.sax.saxutils.escape(text))}</description></item>"
            for place, (title, text, link) in enumerate([
                (words, words, f"https://a.example/{number}?{words}"),
                (f"Dockers vote {number} {words}", f"{words} The dockers voted number {number}. {words}. It was late {words}.",
                 ADDRESSES[number % len(ADDRESSES)]),
                (f"{words} dockers {number}", f"It was so {words}", words)]))
        (folder / f"{number:03}.xml").write_text(
            f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{quoted(words)}</title>'
            f"<link>https://a{number}.example/</link><language>{quoted(words)}</language>{items}</channel></rss>")
    items = "".join(f"<item><title>Address {n} of all</title><link>{xml.sax.saxutils.escape(a)}</link></item>"
                    for n, a in enumerate(ADDRESSES))
    (folder / "addresses.xml").write_text(f'<rss version="2.0"><channel><title>Addresses</title>{items}</channel></rss>')


def mail(data, text):
    """What is wrong with a message."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    faults = [f"defect: {d}" for part in message.walk() for d in part.defects]
    faults += [f"defect in {name}: {d}" for part in message.walk() for name, v in part.items() for d in v.defects]
    if message.keys() != ["From", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]:
        faults.append(f"fields: {message.keys()}")
    types = [part.get_content_type() for part in message.walk()]
    if types != ["multipart/alternative", "text/plain", "text/html"]:
        return faults + [f"parts: {types}"]
    if message.get_body(("plain",)).get_content() != text:
        faults.append("its plain text is not the plain text form")
    lines = data.split(b"\n")
    if max(map(len, lines)) > 78 or any(b > 126 or b < 32 and b != 10 for b in data) or b"." in lines:
        faults.append("lines too long, not ASCII, or a dot alone")
    page = message.get_body(("html",)).get_content()
    if re.search(r"<(script|img|iframe|object|embed|link|form|base|svg)\b|\son\w+=[\"']", re.sub(r'"[^"]*"', '""', page), re.I):
        faults.append("an element that loads or runs")
    return faults


def book(path, keep):
    """What is wrong with a book."""
    faults = []
    archive = zipfile.ZipFile(path)
    if archive.testzip() or archive.namelist()[0] != "mimetype" or path.read_bytes()[30:58] != b"mimetypeapplication/epub+zip":
        faults.append("not a ZIP that begins with its type")
    for name in archive.namelist():
        if not name.endswith(("xml", ".opf", ".xhtml")):
            continue
        try:
            tree = xml.etree.ElementTree.fromstring(archive.read(name))
        except xml.etree.ElementTree.ParseError as error:
            faults.append(f"{name}: {error}")
            continue
        for element in tree.iter():
            tag = element.tag.split("}")[-1]
            if tag in ("script", "img", "iframe", "object", "embed", "form", "svg", "base") or any(a.startswith("on") for a in element.attrib):
                faults.append(f"{name}: {tag} loads or runs")
    if keep:
        archive.extractall(keep)
    jar = os.environ.get("EPUBCHECK", "/usr/bin/epubcheck")
    if shutil.which("java") and pathlib.Path(jar).is_file():
        said = subprocess.run(["java", "-jar", jar, str(path)], capture_output=True, text=True)
        lines = [line for line in (said.stdout + said.stderr).splitlines() if re.match(r"(FATAL|ERROR|WARNING|INFO|USAGE)", line)]
        if said.returncode or lines:
            faults.append(f"epubcheck: {len(lines)}: " + " | ".join(line[:300] for line in lines[:6]))
    else:
        print("  no java or no epubcheck: books are only read")
    return faults


def check(name, fill, keep):
    """One desk: fills its inbox, has it read, and looks at every edition."""
    desk = pathlib.Path(keep or tempfile.mkdtemp(prefix="wiredesk-forms-")) / name
    shutil.rmtree(desk, ignore_errors=True)
    (desk / "inbox").mkdir(parents=True)
    fill(desk / "inbox")
    settings = desk / "wiredesk.yaml"
    settings.write_text(CONFIGURATION)
    done = subprocess.run([proof.binary(), "once", "--dir", str(desk), "--config", str(settings), "--at", CLOSING], capture_output=True,
                          text=True)
    if done.returncode not in (0, 65):
        sys.exit(f"{name}: once: {done.returncode} {done.stderr[-600:]}")
    found = 0
    pages = sorted((desk / "digests").rglob("*.md"))
    for page in pages:
        files = {ending: page.with_suffix("." + ending) for ending in ["html", "txt", "json", "atom", "eml", "epub"]}
        faults, facts = markdown.faults(page, files["html"])
        files = {ending: file for ending, file in files.items() if file.exists()}
        json.loads(files["json"].read_text())
        xml.etree.ElementTree.parse(files["atom"])
        if "eml" in files:
            data = files["eml"].read_bytes()
            faults += [f"mail: {fault}" for fault in mail(data, files["txt"].read_text())]
            faults += [f"book: {fault}" for fault in book(files["epub"], page.with_suffix(".book") if keep else None)]
            if keep:
                message = email.message_from_bytes(data, policy=email.policy.default)
                page.with_suffix(".mail.html").write_text(message.get_body(("html",)).get_content())
        sizes = ", ".join(f"{ending} {file.stat().st_size // 1000} KB" for ending, file in files.items())
        print(f"{name}/{page.relative_to(desk / 'digests').with_suffix('')}: {facts}; {sizes}", flush=True)
        for fault in faults:
            print(f"  FOUND {fault}")
        found += len(faults)
    if not keep:
        shutil.rmtree(desk.parent)
    if not pages:
        sys.exit(f"{name}: no edition: {done.stderr[-600:]}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=pathlib.Path, nargs="*")
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    found = check("payloads", hostile, arguments.keep)
    for folder in arguments.folders:
        found += check(folder.name, lambda inbox: shutil.copytree(folder, inbox, dirs_exist_ok=True), arguments.keep)
    print(f"{found} found")
    sys.exit(1 if found else 0)


main()
