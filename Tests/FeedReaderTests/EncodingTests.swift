import News
import Testing

@testable import FeedReader

struct EncodingTests {
    static func feed(_ encoding: String, _ title: [UInt8]) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><rss><channel><item><title>".utf8) + title
            + Array("</title></item><item><title>z</title></item></channel></rss>".utf8)
    }

    static func utf16(_ text: String, littleEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
            let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
            return littleEndian ? [low, high] : [high, low]
        }
    }

    @Test(
        arguments: [
            ("utf-8", [0xC3, 0xA9], "\u{E9}"), ("iso-8859-1", [0xE9], "\u{E9}"), ("ISO-8859-1", [0x93], "\u{201C}"),
            ("windows-1251", [0xCF], "\u{41F}"), ("koi8-r", [0xF0], "\u{41F}"), ("iso-8859-2", [0xB1], "\u{105}"),
            // The second byte of each is in the range of ASCII: `\`, `\`, `|`.
            ("Shift_JIS", [0x83, 0x5C], "\u{30BD}"), ("big5", [0xA5, 0x5C], "\u{529F}"), ("gb18030", [0x81, 0x7C], "\u{4E85}"),
            ("euc-jp", [0xA4, 0xA2], "\u{3042}"), ("euc-kr", [0xB0, 0xA1], "\u{AC00}"), ("gb2312", [0xB0, 0xA1], "\u{554A}"),
        ] as [(String, [UInt8], String)])
    func aTitleIsReadInItsEncoding(_ encoding: String, _ bytes: [UInt8], _ text: String) throws {
        let feed = try FeedReader().read(Self.feed(encoding, bytes), source: nil)
        #expect(titles(feed) == [text, "z"])
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func utf16IsReadWithAndWithoutAMark(_ littleEndian: Bool, _ mark: Bool) throws {
        let text = "<?xml version='1.0' encoding='utf-16'?>" + rss("<item><title>\u{E9}\u{1F30A}</title></item>")
        let feed = try FeedReader().read(Self.utf16(text, littleEndian: littleEndian, mark: mark), source: nil)
        #expect(titles(feed) == ["\u{E9}\u{1F30A}"])
        #expect(feed.repairs.isEmpty)
    }

    @Test func theLimitsHoldInUTF16() {
        let text = rss("<item \((0..<300).map { "a\($0)='1'" }.joined(separator: " "))/>")
        #expect { try FeedReader().read(Self.utf16(text, littleEndian: true, mark: true), source: nil) } throws: {
            ($0 as? FeedError)?.kind == .limit
        }
    }

    @Test(arguments: ["UTF-7", "bogus", "utf-32", "iso-2022-jp", "ebcdic-cp-us"])
    func anEncodingThatIsNotOnTheListIsRefused(_ encoding: String) {
        #expect { try FeedReader().read(Self.feed(encoding, []), source: nil) } throws: { ($0 as? FeedError)?.kind == .encoding }
    }

    @Test func aBadByteIsReplacedAndTheRestIsAsItWas() throws {
        let feed = try FeedReader().read(Self.feed("utf-8", [0x63, 0xE9, 0x20, 0xFF, 0xC3, 0xA9]), source: nil)
        #expect(titles(feed) == ["c\u{FFFD} \u{FFFD}\u{E9}", "z"])
        let message = "bytes that are no text in this encoding, replaced by U+FFFD (2 times)"
        #expect(feed.repairs == [Repair(code: "bad-bytes", line: 1, column: 67, message: message)])
    }

    @Test(
        arguments: [
            ([0xC0, 0xAF], 2), ([0xE0, 0x80, 0x80], 3), ([0xED, 0xA0, 0x80], 3), ([0xF4, 0x90, 0x80, 0x80], 4),
            ([0xE2, 0x82], 1),
            ([0xEF, 0xBF, 0xBF], 1),
        ] as [([UInt8], Int)])
    func illFormedUTF8IsReplacedByItsMaximalSubparts(_ bytes: [UInt8], _ count: Int) throws {
        let feed = try FeedReader().read(Self.feed("utf-8", bytes + [0x61]), source: nil)
        #expect(feed.items[0].title == String(repeating: "\u{FFFD}", count: count) + "a")
    }

    @Test func controlCharactersGoAndSeparatorsBecomeSpaces() throws {
        let feed = try FeedReader().read(Self.feed("utf-8", Array("a\u{0}b\u{8}\u{B}c".utf8) + [0xC2, 0x92, 0x73]), source: nil)
        #expect(titles(feed) == ["ab c\u{2019}s", "z"])
        #expect(feed.repairs.map(\.code) == ["control-characters"])
    }

    /// Of one-byte encodings only: most UTF-8 is well-formed in the others.
    @Test(
        arguments: [
            ("iso-8859-1", [0xC3, 0xA9], "\u{E9}", true), ("windows-1251", [0xD0, 0x9F], "\u{41F}", true),
            ("iso-8859-1", [0xC3, 0xA9, 0xE9], "\u{C3}\u{A9}\u{E9}", false), ("iso-8859-1", [0x61], "a", false),
        ] as [(String, [UInt8], String, Bool)])
    func whatIsUTF8ThroughoutIsReadAsUTF8(_ encoding: String, _ bytes: [UInt8], _ title: String, _ isLie: Bool) throws {
        let feed = try FeedReader().read(Self.feed(encoding, bytes), source: nil)
        #expect(titles(feed) == [title, "z"])
        #expect(feed.repairs.map(\.code) == (isLie ? ["wrong-encoding"] : []))
    }

    @Test func aDeclarationThatLiesIsNotBelieved() throws {
        let feed = try FeedReader().read(Self.feed("utf-16", Array("\u{E9}".utf8)), source: nil)
        #expect(titles(feed) == ["\u{E9}", "z"])
        #expect(feed.repairs.map(\.code) == ["wrong-encoding"])
    }

    @Test func anOddByteAtTheEndOfUTF16CostsItself() throws {
        let bytes = Self.utf16(rss("<item><title>a</title></item>"), littleEndian: true, mark: true).dropLast()
        #expect(titles(try FeedReader().read(Array(bytes), source: nil)) == ["a"])
    }

    /// A feed with any letter of UTF-8 in it keeps that and has its bad bytes replaced.
    @Test func aFeedWithoutAnyLetterOfUTF8IsWindows1252() throws {
        func title(_ bytes: [UInt8]) throws -> (String?, [String]) {
            let feed = Array("<rss><channel><item><title>".utf8) + bytes + Array("</title></item></channel></rss>".utf8)
            let read = try FeedReader().read(feed, source: "s")
            return (read.items[0].title, read.repairs.map(\.code))
        }
        // Größe, «été», with quotes of windows-1252.
        let latin: [UInt8] = [0x93, 0x47, 0x72, 0xF6, 0xDF, 0x65, 0x94, 0x20, 0xE9, 0x74, 0xE9, 0x20, 0xE0]
        #expect(try title(latin) == ("\u{201C}Größe\u{201D} été à", ["wrong-encoding"]))
        #expect(try title(latin + [0xC3, 0xA9]).1 == ["bad-bytes"])
    }
}
