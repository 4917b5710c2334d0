import Foundation
import News
import Testing

@testable import Press

@Test func aFeedIsOneLineOfJSONFeedWithoutWhatIsAbsent() {
    let item = Item(
        key: Key(bits: 0xab), hash: TextHash(bits: 1), id: "tag:1", url: "https://a.example/1", title: "Title", summary: "Short",
        text: [Block(.heading, "One"), Block(.listItem, "a"), Block(.listItem, "b")],
        authors: [Author(name: "Ada", url: nil), Author(name: nil, url: "https://a.example/ada")],
        published: at("2026-11-22T20:40:00Z"), modified: Date(milliseconds: 1_795_380_000_250), categories: ["News", "Tarn"],
        attachments: [
            Attachment(url: "https://a.example/1.mp3", mimeType: "audio/mpeg", sizeInBytes: 12),
            Attachment(url: "https://a.example/2"),
        ], language: "en", image: "https://a.example/1.png",
        docdata: Docdata(
            slug: "HARBOUR", dateline: "TARN", edition: "Late", urgency: 3, embargo: at("2026-11-22T21:00:00Z"), version: 2,
            status: .withheld, subjects: ["medtop:20000565"]),
        repairs: [Repair(code: "bad-date", line: 3, message: "\"soon\"")])
    let bare = Item(key: Key(bits: 1), hash: TextHash(bits: 2), title: "Bare")
    let feed = Feed(
        format: "rss 2.0", source: "courier", title: "Courier", homePageURL: "https://a.example/", items: [item, bare],
        refused: [Repair(code: "no-identity", message: "empty")], seen: 3,
        repairs: [Repair(code: "bad-xml", line: 1, column: 2, message: "&")])
    let expected = """
        {"version":"https://jsonfeed.org/version/1.1","title":"Courier","home_page_url":"https://a.example/",
        "items":[{"id":"tag:1","url":"https://a.example/1","title":"Title","summary":"Short",
        "content_text":"## One\\n\\n- a\\n- b","image":"https://a.example/1.png",
        "date_published":"2026-11-22T20:40:00Z","date_modified":"2026-11-22T20:40:00.250Z",
        "authors":[{"name":"Ada"},{"url":"https://a.example/ada"}],"tags":["News","Tarn"],"language":"en",
        "attachments":[{"url":"https://a.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":12},
        {"url":"https://a.example/2"}],
        "_wiredesk":{"key":"00000000000000ab",
        "docdata":{"slug":"HARBOUR","dateline":"TARN","edition":"Late","urgency":3,"embargo":"2026-11-22T21:00:00Z",
        "version":2,"status":"withheld","subjects":["medtop:20000565"]},
        "repaired":[{"code":"bad-date","line":3,"message":"\\"soon\\""}]}},
        {"title":"Bare","_wiredesk":{"key":"0000000000000001"}}],
        "_wiredesk":{"file":"in/x.xml","format":"rss 2.0","source":"courier",
        "repaired":[{"code":"bad-xml","line":1,"column":2,"message":"&"}],
        "refused":[{"code":"no-identity","message":"empty"}]}}
        """
    #expect(text(JSONLines.line(feed, file: "in/x.xml")) == expected.split(separator: "\n").joined() + "\n")
}

@Test func aFileThatIsNoFeedGivesALineWithItsErrorAndNoItems() {
    #expect(
        text(JSONLines.line(failed: "a\nb.xml", code: "not-a-feed", line: 1, column: nil, message: "root element is \"html\""))
            == """
            {"version":"https://jsonfeed.org/version/1.1","_wiredesk":{"file":"a\\nb.xml",\
            "error":{"code":"not-a-feed","line":1,"message":"root element is \\"html\\""}}}

            """)
}

@Test(arguments: [
    (#"{}"#, #"{"_wiredesk":{"key":"0000000000000001"}}"#),
    (#"{"title": "x", "n": 1.50e+3}"#, #"{"title": "x", "n": 1.50e+3,"_wiredesk":{"key":"0000000000000001"}}"#),
    (#"{"_wiredesk":{},"id":"x"}"#, #"{"_wiredesk":{"key":"0000000000000001"},"id":"x"}"#),
    (
        #"{"_wiredesk": {"key":"old", "feed": {"title" : "Tarn"}, "other":[1, {"_wiredesk":2}]} ,"id":"x"}"#,
        #"{"_wiredesk": {"feed": {"title" : "Tarn"},"other":[1, {"_wiredesk":2}],"key":"0000000000000001"} ,"id":"x"}"#
    ),
    (#"{"\u005fwire\u0064esk":{"k\u0065y":"old","a":1}}"#, #"{"\u005fwire\u0064esk":{"a":1,"key":"0000000000000001"}}"#),
    (#"{"_wiredesk":null}"#, #"{"_wiredesk":{"key":"0000000000000001"}}"#),
    (#"{"a":{"_wiredesk":{"key":"deep"}}}"#, #"{"a":{"_wiredesk":{"key":"deep"}},"_wiredesk":{"key":"0000000000000001"}}"#),
    ("\u{feff} \r\n{\n  \"a\" :\n [ ]\n}\n", #"{  "a" : [ ],"_wiredesk":{"key":"0000000000000001"}}"#),
    (#"{"é":"\ud83d\ude00 \\\" 😀","\/":true}"#, #"{"é":"\ud83d\ude00 \\\" 😀","\/":true,"_wiredesk":{"key":"0000000000000001"}}"#),
])
func whatOthersWroteStaysAsItWas(_ original: String, _ expected: String) throws {
    let line = try JSONLines.line(Array(original.utf8), key: Key(bits: 1))
    #expect(text(line) == expected + "\n")
    #expect(try JSONSerialization.jsonObject(with: Data(line)) is [String: Any])
    #expect(try JSONLines.line(line, key: Key(bits: 1)) == line)
}

@Test func nothingToAddLeavesTheItemAsItCame() throws {
    let original = #"{"id":"x","_wiredesk":{"key":"old","why":{"rule":"x"}}}"#
    #expect(text(try JSONLines.line(Array(original.utf8))) == original + "\n")
}

@Test func aStoryTakesTheOlderGroupingAway() throws {
    let original = #"{"_wiredesk":{"story":"a","duplicate_of":"b","why":{},"topics":[]}}"#
    let why = Story.Join(rule: "wording", score: 41000, shared: ["tarn", "strike"], with: Key(bits: 2))
    #expect(
        text(try JSONLines.line(Array(original.utf8), story: Key(bits: 3)))
            == #"{"_wiredesk":{"topics":[],"story":"0000000000000003"}}"# + "\n")
    #expect(
        text(try JSONLines.line(Array(original.utf8), story: Key(bits: 3), duplicateOf: Key(bits: 2), why: why)) == """
            {"_wiredesk":{"topics":[],"story":"0000000000000003","duplicate_of":"0000000000000002",\
            "why":{"rule":"wording","score":41000,"shared":["tarn","strike"],"with":"0000000000000002"}}}

            """)
}

@Test func topicsCarryTheirEvidence() throws {
    #expect(
        text(try JSONLines.line(Array("{}".utf8), topics: [topic("labour", "labour dispute")])) == """
            {"_wiredesk":{"topics":[{"id":"labour","label":"labour dispute","type":"topic","score":12,"evidence":\
            [{"field":"title","text":"labour dispute","offset":0,"term":"labour dispute","points":12}]}]}}

            """)
    #expect(text(try JSONLines.line(Array("{}".utf8), topics: [])) == #"{"_wiredesk":{"topics":[]}}"# + "\n")
}

@Test(arguments: [
    ("", JSONFault.malformed(at: 0)), ("[]", .noObject), ("\"x\"", .noObject), ("1", .noObject), ("nul", .malformed(at: 3)),
    ("{", .malformed(at: 1)), ("{}x", .malformed(at: 2)), ("{\"a\"}", .malformed(at: 4)), ("{\"a\":}", .malformed(at: 5)),
    ("{\"a\":1,}", .malformed(at: 7)), ("{\"a\":01}", .malformed(at: 6)), ("{\"a\":1.}", .malformed(at: 7)),
    ("{\"a\":1e}", .malformed(at: 7)), ("{\"a\":-}", .malformed(at: 6)), ("{\"a\":[1,]}", .malformed(at: 8)),
    ("{\"a\":\"\\x\"}", .malformed(at: 7)), ("{\"a\":\"\\u12g4\"}", .malformed(at: 10)), ("{\"a\":\"\n\"}", .malformed(at: 6)),
    ("{\"a\":\"x", .malformed(at: 7)), ("{'a':1}", .malformed(at: 1)), ("{\"a\":tru}", .malformed(at: 8)),
    ("{\"a\" 1}", .malformed(at: 5)),
    ("{\"a\":" + String(repeating: "[", count: 256) + String(repeating: "]", count: 256) + "}", .nestedTooDeep(most: 256)),
    (String(repeating: "[", count: 100_000), .nestedTooDeep(most: 256)),
])
func whatIsNoJSONObjectIsRefusedWithItsPlace(_ original: String, _ fault: JSONFault) {
    #expect(throws: fault) { try JSONLines.line(Array(original.utf8), key: Key(bits: 1)) }
}

@Test func invalidUTF8IsRefused() {
    #expect(throws: JSONFault.notUTF8) { try JSONLines.line(Array("{\"a\":\"".utf8) + [0xff] + Array("\"}".utf8)) }
}

@Test func nestingUpToTheBoundIsKept() throws {
    let deep = "{\"a\":" + String(repeating: "[", count: 255) + String(repeating: "]", count: 255) + "}"
    #expect(text(try JSONLines.line(Array(deep.utf8))).hasPrefix(deep.dropLast()))
}

@Test func everyCharacterComesBackFromTheWriter() throws {
    let scalars = (0...0x2fff).compactMap(Unicode.Scalar.init).map(Character.init)
    let words = String(scalars) + "\u{feff}\u{1f600}\u{10fffd}"
    var json = JSONWriter()
    json.object { $0.member("words", words) }
    let back = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: String]
    #expect(back?["words"].map { Array($0.unicodeScalars) } == Array(words.unicodeScalars))
    #expect(!json.bytes.contains { $0 < 0x20 || $0 == 0x7f })
    #expect(text(json.bytes).contains(#"\u007f\u0080"#) && text(json.bytes).contains(#"\u2028\u2029\u202a"#))
}
