import Foundation
import FoundationXML
import News
import Testing

@testable import Press

// The two forms for feed readers, held against what their specifications demand.

private let lead = member(0x10, "courier", "Dockers & “friends” <b>return</b>", language: "en-GB", sourceTitle: "Courier")
private let languages = ["de", "pt-BR", "x", "a--b", "en-", "zh-Hant-TW", "nonsense!", "überall", "123", "toolonglang-x", ""]

private let editions = [
    morning([]),
    morning(
        [
            Edition.Section(
                topic: "labour", label: "Labour",
                told: [
                    told(
                        [lead, member(0x11, "radio", nil, url: "not an address"), member(0x12, "x", "Copy", copyOf: 0x10)],
                        lede: "A lede.", tags: [topic("labour", "Labour"), topic("p", "A. \"B\" <c>", .person)], fresh: [0x10],
                        quickLook: [Edition.Bullet(text: "A bullet.", source: Key(bits: 0x11))])
                ],
                brief: languages.enumerated().map { told([member(UInt64(0x20 + $0), "q", "Headline", language: $1)]) }),
            // Told under a second topic as well.
            Edition.Section(
                topic: "b", label: "B", told: [told([lead])], brief: [told([member(0x40, "s", nil, url: "")])], left: 3),
        ], inShort: [0x10]),
]

/// RFC 3339, 5.6.
private func isMoment(_ text: String) -> Bool {
    text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/) != nil
        && (try? Date(text, strategy: .iso8601)) != nil
}

/// RFC 5646, as far as its syntax goes.
private func isLanguage(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*/) != nil }

@Test(arguments: editions) func jsonIsAJSONFeed(_ edition: Edition) throws {
    let feed = try #require(try JSONSerialization.jsonObject(with: Data(Press.json(edition))) as? [String: Any])
    #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
    #expect(!(try #require(feed["title"] as? String)).isEmpty && feed["description"] is String)
    #expect(Set(feed.keys).subtracting(["version", "title", "description", "items", "_wiredesk"]).isEmpty)
    let items = try #require(feed["items"] as? [[String: Any]])
    #expect(items.count == edition.storiesOnce.count)
    var ids = Set<String>()
    for item in items {
        let id = try #require(item["id"] as? String)
        #expect(!id.isEmpty && ids.insert(id).inserted)
        for (name, value) in item where !name.hasPrefix("_") {
            switch name {
            case "id", "title", "content_text", "summary": #expect(!(try #require(value as? String)).isEmpty)
            case "url": #expect(WebAddress(value as? String) != nil)
            case "date_published", "date_modified": #expect(isMoment(try #require(value as? String)))
            case "language": #expect(isLanguage(try #require(value as? String)))
            case "tags": #expect(value is [String])
            case "authors":
                let authors = try #require(value as? [[String: String]])
                #expect(!authors.isEmpty && authors.allSatisfy { $0.keys.elementsEqual(["name"]) })
            default: Issue.record("no member of an item: \(name)")
            }
        }
        #expect(item["content_text"] != nil && item["date_published"] != nil)
    }
}

/// An element of an XML document.
private final class Element: NSObject, XMLParserDelegate {
    let name: String
    let attributes: [String: String]
    private(set) var children: [Element] = []
    private(set) var text = ""
    private var open: [Element] = []

    init(_ name: String = "", _ attributes: [String: String] = [:]) { (self.name, self.attributes) = (name, attributes) }

    convenience init(document bytes: [UInt8]) throws {
        self.init()
        let parser = XMLParser(data: Data(bytes))
        parser.shouldProcessNamespaces = true
        parser.delegate = self
        try #require(parser.parse() && parser.parserError == nil)
    }

    func parser(
        _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
        #expect(namespaceURI == "http://www.w3.org/2005/Atom")
        let element = Element(name, attributes)
        (open.last ?? self).children.append(element)
        open.append(element)
    }

    func parser(_: XMLParser, foundCharacters text: String) { open.last?.text += text }

    func parser(_: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) { open.removeLast() }

    func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

    /// Of the one child of that name.
    func only(_ name: String) throws -> String {
        try #require(all(name).count == 1)
        return all(name)[0].text
    }
}

@Test(arguments: editions) func atomIsAnAtomFeed(_ edition: Edition) throws {
    let feed = try #require(try Element(document: Press().atom(edition)).children.first)
    #expect(feed.name == "feed" && feed.attributes["xml:lang"] == "en")
    #expect(Set(feed.children.map(\.name)).isSubset(of: ["id", "title", "subtitle", "updated", "author", "generator", "entry"]))
    #expect(try isMoment(feed.only("updated")) && !feed.only("title").isEmpty && feed.only("id").hasPrefix("tag:"))
    #expect(feed.all("subtitle").count == 1 && feed.all("generator").count == 1)
    var ids = Set([try feed.only("id")])
    for entry in feed.all("entry") {
        #expect(
            Set(entry.children.map(\.name)).isSubset(of: [
                "id", "title", "link", "published", "updated", "author", "category", "summary", "content",
            ]))
        #expect(try ids.insert(entry.only("id")).inserted && entry.only("id").hasPrefix("tag:"))
        #expect(try !entry.only("title").isEmpty && isMoment(entry.only("updated")) && isMoment(entry.only("published")))
        #expect(entry.all("summary").count <= 1)
        let links = entry.all("link")
        #expect(
            links.count <= 1
                && links.allSatisfy { $0.attributes["rel"] == "alternate" && WebAddress($0.attributes["href"]) != nil })
        #expect(!entry.all("author").isEmpty)
        for author in entry.all("author") { #expect(try author.children.count == 1 && !author.only("name").isEmpty) }
        #expect(entry.all("category").allSatisfy { !($0.attributes["term"] ?? "").isEmpty })
        #expect(try !entry.only("content").isEmpty && entry.all("content")[0].attributes == ["type": "html"])
        #expect(entry.attributes["xml:lang"].map(isLanguage) ?? true)
    }
    #expect(feed.all("entry").count == edition.storiesOnce.count)
}

/// RFC 3986: percent-encoded is what has no place where it stands.
@Test(arguments: [
    ("https://a.example/[x]?a[]=1", "https://a.example/%5bx%5d?a%5b%5d=1"),
    ("https://a.example/%zz?100%", "https://a.example/%25zz?100%25"),
    ("https://a.example/%41%e9", "https://a.example/%41%e9"), ("https://a.example/#a#b#", "https://a.example/#a%23b%23"),
    ("https://[2001:db8::1]:80/x", nil), ("https://a[b].example/", nil), ("https://a..example/", nil),
    ("https://a.example?%", "https://a.example?%25"), ("HTTPS://bücher.example:80/ü", "HTTPS://xn--bcher-kva.example:80/%c3%bc"),
    ("https://президент.рф", "https://xn--d1abbgf6aiiy.xn--p1ai"), ("https://a.example／evil.example/", nil),
    ("https://ü@a.example/", nil), ("https://\u{ad}/", nil),
])
func anAddressIsAURI(_ given: String, _ expected: String?) { #expect(WebAddress(given)?.text == expected) }

@Test(arguments: [
    ("en", true), ("pt-BR", true), ("zh-Hant-TW", true), ("de-1996", true), ("x", false), ("a--b", false), ("en-", false),
    ("-en", false), ("12-de", false), ("toolonglang", false), ("en-toolongpart", false), ("e n", false), ("", false),
])
func aLanguageHasTheFormOfATag(_ tag: String, _ isOne: Bool) { #expect((Language(tag) != nil) == isOne) }
