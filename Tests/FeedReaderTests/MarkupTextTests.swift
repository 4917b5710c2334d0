import News
import Testing

@testable import FeedReader

private func plain(_ text: String) -> String {
    var text = text
    return text.withUTF8 { MarkupText.plain($0) }
}

private func blocks(_ text: String) -> [Block] {
    var text = text
    return text.withUTF8 { MarkupText.blocks($0) }
}

private func looksLikeMarkup(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { MarkupText.looksLikeMarkup($0) }
}

private func clean(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { MarkupText.clean($0) } }

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("Dockers vote", "Dockers vote"), ("", ""), (" \n ", ""), ("  Dockers \n\t vote ", "Dockers vote"),
        ("<b>Dock</b>ers vote", "Dockers vote"), ("Dockers<br/>vote", "Dockers vote"),
        ("<p>Dockers</p><p>vote</p>", "Dockers vote"),
        ("Dockers <i class='a>b'>vote</i>", "Dockers vote"), ("Dockers<!-- > --> vote", "Dockers vote"),
        ("<![CDATA[Dockers]]> vote", "Dockers vote"),
        ("Dockers<script>if (a<b) {'</b>'}</script> vote", "Dockers vote"), ("Dockers <style>b{}</STYLE >vote", "Dockers vote"),
        ("Dockers <a href=\"/x vote", "Dockers"), ("Dockers <a href=\"/x>vote</a>", "Dockers vote"),
        ("Dockers <!-- vote", "Dockers"),
    ]) func markupGoesAndWordsStay(_ markup: String, _ text: String) {
        #expect(plain(markup) == text)
    }

    @Test(arguments: [
        ("a < b", "a < b"), ("a <then b", "a <then b"), ("AT&T", "AT&T"), ("I <3 tea", "I <3 tea"), ("x <- y", "x <- y"),
        ("R&D; more", "R&D; more"), ("a & b", "a & b"),
        ("1 &lt; 2", "1 < 2"), ("tom &amp; jerry", "tom & jerry"), ("x &amp;amp; y", "x & y"), ("&amp;lt;b&amp;gt;", "<b>"),
        ("the &lt;b&gt; tag", "the <b> tag"),
        ("&lt;i&gt;Orla&lt;/i&gt; reviewed", "Orla reviewed"), ("&#8217;&#x2019;&rsquo;", "’’’"), ("&#146;s", "’s"),
        ("&nbspx&copy2015", "x©2015"), ("&bogus; &#; &#x;", "&bogus; &#; &#x;"),
        ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("caf&eacute;", "café"),
        ("&#1;x&#x7F;", "x"), ("&OpenCurlyDoubleQuote;Orla&CloseCurlyDoubleQuote;", "“Orla”"), ("a&NonBreakingSpace;b", "a b"),
        ("&amp;#8217;", "’"), ("&lt;![CDATA[Orla &amp;amp; Tarn]]&gt;", "Orla & Tarn"),
        ("&thetasym;&ThinSpaceless;", "\u{3D1}&ThinSpaceless;"), ("&apos;&hellip;", "'…"),
    ]) func referencesAreResolvedAndWhatIsNoMarkupStays(_ markup: String, _ text: String) {
        #expect(plain(markup) == text)
    }

    @Test(arguments: [
        ("a\u{A0}\u{2003}b\u{2028}c\u{3000}d", "a b c d"), ("co\u{AD}oper\u{200B}ate", "cooperate"),
        ("\u{202E}evil\u{202C}\u{2066}x\u{2069}", "evilx"),
        ("\u{FEFF}a\u{0}b\u{1B}[0m\u{7F}c", "ab[0mc"), ("it\u{92}s \u{93}so\u{94}", "it’s “so”"), ("\u{81}a\u{8D}", "a"),
        ("a\u{FFFE}b\u{FFFF}", "ab"),
        ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("a\u{200D}b\u{200C}c", "abc"), ("👩\u{200D}🚀", "👩\u{200D}🚀"),
        ("ب\u{200D}x", "بx"), ("日本語 Ünïcode ж", "日本語 Ünïcode ж"),
    ]) func whatCannotBeSeenGoes(_ raw: String, _ text: String) {
        #expect(plain(raw) == text)
        #expect(clean(Array(raw.utf8)) == text)
    }

    @Test func whatIsNotUTF8BecomesTheReplacementCharacter() {
        #expect(clean([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
        #expect(clean([0xE2, 0x82, 0x61]) == "\u{FFFD}a")
        #expect(clean([0xED, 0xA0, 0x80, 0xC0, 0xAF, 0xF4, 0x90, 0x80, 0x80, 0xE2]) == String(repeating: "\u{FFFD}", count: 10))
    }

    @Test func cleanTextKeepsWhatLooksLikeMarkup() {
        #expect(clean(Array("a  <b> &amp; c".utf8)) == "a <b> &amp; c")
    }
}

@Suite struct BlockTests {
    @Test(arguments: [
        ("one two", [Block(.paragraph, "one two")]), ("", []), ("<p> </p><div>&nbsp;</div>", []),
        ("one\ntwo\n\nthree", [Block(.paragraph, "one two"), Block(.paragraph, "three")]),
        ("<p>one\n\ntwo</p>three", [Block(.paragraph, "one two"), Block(.paragraph, "three")]),
        (
            "one<br>two<br/> <br />three<BR><BR><BR>four",
            [Block(.paragraph, "one two"), Block(.paragraph, "three"), Block(.paragraph, "four")]
        ),
        (
            "<h2>Head</h2>one<h3>More<p>two",
            [Block(.heading, "Head"), Block(.paragraph, "one"), Block(.heading, "More"), Block(.paragraph, "two")]
        ),
        (
            "<ul><li>one<li><p>two</p><p>more</p></li><li></li></ul>end",
            [Block(.listItem, "one"), Block(.listItem, "two"), Block(.paragraph, "more"), Block(.paragraph, "end")]
        ),
        ("<blockquote><p>said</p></blockquote>after", [Block(.quotation, "said"), Block(.paragraph, "after")]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", [Block(.paragraph, "a b"), Block(.paragraph, "c")]),
        ("<pre>one\n two\n\nthree</pre>", [Block(.paragraph, "one two"), Block(.paragraph, "three")]),
        (
            "<div>one<h2><div>Head</div></h2><hr>two</div>",
            [Block(.paragraph, "one"), Block(.heading, "Head"), Block(.paragraph, "two")]
        ),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", [Block(.listItem, "a"), Block(.listItem, "b"), Block(.paragraph, "c")]),
        ("</blockquote></ul></pre>one\n\ntwo", [Block(.paragraph, "one two")]),
        ("<o:p>x</o:p><custom-tag>y</custom-tag>", [Block(.paragraph, "xy")]),
        (
            "<p>Lede</p><p><strong>Key points</strong></p><ul><li>one</li></ul>",
            [Block(.paragraph, "Lede"), Block(.heading, "Key points"), Block(.listItem, "one")]
        ),
        (
            "<p>Lede</p><p><b>What it means</b></p><p>one</p>",
            [Block(.paragraph, "Lede"), Block(.heading, "What it means"), Block(.paragraph, "one")]
        ),
        ("<b>Key points:</b><br>one<br>two", [Block(.heading, "Key points:"), Block(.paragraph, "one two")]),
        (
            "<div><strong>At a glance</strong><ul><li>one</li></ul></div>",
            [Block(.heading, "At a glance"), Block(.listItem, "one")]
        ),
        ("<p><b>By Ada Lindqvist</b></p><p>one</p>", [Block(.paragraph, "By Ada Lindqvist"), Block(.paragraph, "one")]),
        (
            "<p>a</p><p><b>They voted.</b></p><p>b</p>",
            [Block(.paragraph, "a"), Block(.paragraph, "They voted."), Block(.paragraph, "b")]
        ),
        (
            "<p>a</p><p><b>Orla</b> voted</p><p>b</p>",
            [Block(.paragraph, "a"), Block(.paragraph, "Orla voted"), Block(.paragraph, "b")]
        ),
        (
            "<p>a</p><p><b>One</b></p><p><b>Two</b></p><p>b</p>",
            [Block(.paragraph, "a"), Block(.paragraph, "One"), Block(.heading, "Two"), Block(.paragraph, "b")]
        ),
        ("<p>a<b></p><p>b</p><p>c</p>", ["a", "b", "c"].map { Block(.paragraph, $0) }),
        ("<p>a</p><p><b>The end</b></p>", [Block(.paragraph, "a"), Block(.paragraph, "The end")]),
        ("<dl><dt>Tarn</dt><dd>a port</dd><dt>Orla</dt></dl>", ["Tarn", "a port", "Orla"].map { Block(.paragraph, $0) }),
        ("&lt;p&gt;one &amp;amp; two&lt;/p&gt;", [Block(.paragraph, "one & two")]),
        ("Use &lt;b&gt; for bold, then &lt;/b&gt;", [Block(.paragraph, "Use <b> for bold, then </b>")]),
        ("<p>a <b>bold</b>er <a href=x>link</a>.</p><img alt='x'>", [Block(.paragraph, "a bolder link.")]),
    ]) func markupBecomesBlocks(_ markup: String, _ expected: [Block]) {
        #expect(blocks(markup) == expected)
    }
}

@Suite struct LooksLikeMarkupTests {
    @Test(arguments: ["<b>x</b>", "x<br/>", "a</p>", "&amp;", "&#8217;", "&#x2019; x", "&eacute;", "x <img src='a>b'" + ">"])
    func aTagOrAReferenceIsMarkup(_ text: String) {
        #expect(looksLikeMarkup(text))
    }

    @Test(arguments: ["", "tarn", "a < b", "AT&T", "a & b; c", "I <3 tea", "x <tarn> y", "<- here", "if a <b then", "&bogus;"])
    func plainWordsAreNot(_ text: String) {
        #expect(!looksLikeMarkup(text))
    }
}
