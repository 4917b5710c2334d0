import Testing

@testable import FeedReader

@Suite struct AddressTests {
    /// RFC 3986, sections 5.4.1 and 5.4.2, but for those that are no web address; `http:g` keeps its scheme and has no host.
    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"), ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ]) func aReferenceIsResolvedAsRFC3986Says(_ reference: String, _ expected: String) {
        #expect(Address.absolute(reference, base: "http://a/b/c/d;p?q") == expected)
        #expect(Address.resolved(reference, base: "http://a/b/c/d;p?q") == expected)
    }

    @Test(arguments: [
        ("https://Courier.example/Tarn?a=1&b=2#c", "https://Courier.example/Tarn?a=1&b=2#c"),
        ("HTTP://courier.example", "http://courier.example"),
        (" \n https://courier.example/ta\n\trn ", "https://courier.example/tarn"),
        ("https://courier.example/?a=1&amp;amp;b=2&amp;c", "https://courier.example/?a=1&b=2&c"),
        ("https://courier.example/a b\"<c>\u{1}d\u{1}", "https://courier.example/a%20b%22%3Cc%3E%01d"),
        ("https://zeitung.example/straße", "https://zeitung.example/straße"),
        ("https://bücher.example/", "https://bücher.example/"),
        ("https://courier.example/a\u{202E}b\u{A0}", "https://courier.example/a%E2%80%AEb%C2%A0"),
        ("https:/courier.example/x", "https://courier.example/x"), ("http:///courier.example", "http://courier.example"),
        ("//courier.example/x", "https://courier.example/x"),
        ("www.courier.example/x", "http://www.courier.example/x"),
        ("https://courier.example:8080/a/../b", "https://courier.example:8080/a/../b"),
        ("https://user:pw@courier.example/", "https://user:pw@courier.example/"),
        ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]:80/x"),
    ]) func aWholeAddressStaysButForWhatIsIllegal(_ written: String, _ expected: String) {
        #expect(Address.absolute(written, base: nil) == expected)
        #expect(Address.absolute(written, base: "https://other.example/base/")?.hasSuffix(expected.drop { $0 != ":" }) == true)
    }

    @Test(arguments: [
        "", " ", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "mailto:ada@courier.example",
        "ftp://courier.example/", "tag:courier.example,2020:1",
        "http://", "https:///", "http:", "http:tarn", "http://?x", "http://exa mple/", "http://a:b/", "http://[::1",
        "courier.example:8080/x", "http://<b>/",
    ]) func whatIsNoWebAddressIsNone(_ written: String) {
        #expect(Address.absolute(written, base: "https://courier.example/") == nil)
    }

    @Test func aRelativeReferenceNeedsAWebBase() {
        #expect(Address.absolute("/x", base: nil) == nil)
        #expect(Address.absolute("/x", base: "/y") == nil)
        #expect(Address.absolute("/x", base: "ftp://courier.example/") == nil)
        #expect(Address.resolved("x", base: "y/z") == nil)
        #expect(Address.resolved("x/", base: "ftp://courier.example/y") == "ftp://courier.example/x/")
        #expect(Address.resolved("https://courier.example/x", base: "y") == "https://courier.example/x")
    }

    @Test func anAddressOverEightKiBIsNone() {
        let start = "https://courier.example/"
        let longest = start + String(repeating: "a", count: (8 << 10) - start.utf8.count)
        #expect(Address.absolute(longest, base: nil) == longest)
        #expect(Address.absolute(longest + "a", base: nil) == nil)
    }
}
