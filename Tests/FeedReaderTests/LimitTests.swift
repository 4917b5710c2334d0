import News
import Testing

@testable import FeedReader

struct LimitTests {
    static let many = String(repeating: "x", count: 70_000)

    /// The limits that fail a file, each named with its value.
    @Test(arguments: [
        (rss("<item a='\(many)'/>"), "a start tag is longer than 65536 bytes"),
        (rss("<item a='\(many.replacing("x", with: ">"))'/>"), "a start tag is longer than 65536 bytes"),
        (rss("<item \((0..<300).map { "a\($0)='1'" }.joined(separator: " "))/>"), "a start tag has more than 256 attributes"),
        (
            rss("<item \((0..<65).map { "xmlns:a\($0)='1'" }.joined(separator: " "))/>"),
            "a start tag declares more than 64 namespaces"
        ),
        (rss("<\(many)/>"), "an element's name is longer than 1024 bytes"),
        (rss(String(repeating: "<a>", count: 127)), "elements are nested deeper than 128"),
        ("<!DOCTYPE rss [\(many)]>\(rss(""))", "the internal DTD subset is longer than 16384 bytes"),
    ])
    func aFilePastALimitFailsByName(_ text: String, _ message: String) {
        #expect { try read(text) } throws: { error in
            guard let error = error as? FeedError else { return false }
            return error.kind == .limit && error.message == message && error.line != nil
        }
    }

    @Test func aFileTooLargeOrWithTooManyItemsFails() {
        var limits = ReadingLimits()
        limits.maxItems = 2
        #expect { try read(rss("<item/><item/><item/>"), limits: limits) } throws: {
            ($0 as? FeedError)?.message == "it has more than 2 items"
        }
        limits.maxFileBytes = 10
        #expect { try read(rss(""), limits: limits) } throws: { ($0 as? FeedError)?.message == "it is larger than 10 bytes" }
    }

    static var small: ReadingLimits {
        var limits = ReadingLimits()
        limits.maxTextBytes = 100
        limits.maxTitleBytes = 10
        limits.maxCategories = 2
        limits.maxAttachments = 1
        limits.maxOpaqueBytes = 200
        return limits
    }

    /// The limits that cut an item or a field, and nothing else.
    @Test(arguments: [
        ("<title>\(String(repeating: "\u{E9}", count: 20))</title>", "cut-title"),
        ("<title>a</title><description>\(String(repeating: "b \u{E9} ", count: 100))</description>", "cut-text"),
        ("<title>a</title><category>1</category><category>2</category><category>3</category>", "cut-categories"),
        ("<title>a</title><enclosure url='http://e.example/1'/><enclosure url='http://e.example/2'/>", "cut-attachments"),
    ])
    func anItemPastALimitIsCutAndSaysSo(_ inside: String, _ code: String) throws {
        let feed = try read(rss("<item>\(inside)</item><item><title>after</title></item>"), limits: Self.small)
        #expect(feed.items[0].repairs.map(\.code) == [code])
        #expect(feed.items[0].title?.contains("\u{FFFD}") == false)
        #expect((feed.items[0].title?.utf8.count ?? 0) <= 10)
        #expect(feed.items[0].categories.count <= 2 && feed.items[0].attachments.count <= 1)
        #expect(feed.items[0].text.plainText.utf8.count <= 100)
        #expect(feed.items[1].title == "after" && feed.items[1].repairs.isEmpty)
    }

    @Test(arguments: ["<!-- \(many) -->", "<?x \(many)?>", "<description><![CDATA[\(many)]]></description>"])
    func whatFollowsAnOversizedSectionIsKept(_ section: String) throws {
        let feed = try read(rss("<item><title>one</title>\(section)</item><item><title>after</title></item>"), limits: Self.small)
        #expect(titles(feed) == ["one", "after"])
        #expect(feed.items[0].text.plainText.utf8.count <= 200)
    }
}

struct GzipTests {
    /// `<rss><channel><item><title>a</title></item></channel></rss>`, made with Python's gzip.
    static let packed: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 179, 41, 42, 46, 182, 179, 73, 206, 72, 204, 203, 75, 205, 177,
        179, 201, 44, 73, 205, 181, 179, 41, 201, 44, 201, 73, 181, 75, 180, 209, 135, 48, 108, 244, 33, 194, 250, 112,
        101, 250, 32, 93, 0, 216, 112, 184, 160, 59, 0, 0, 0,
    ]

    /// `<rss/>`, packed twice.
    static let nested: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 147, 239, 230, 96, 0, 1, 38, 230, 205, 154, 90, 122, 215, 182,
        51, 51, 164, 107, 106, 236, 101, 3, 138, 0, 0, 236, 250, 68, 28, 26, 0, 0, 0,
    ]

    @Test func aPackedFeedIsUnpacked() throws {
        #expect(titles(try FeedReader().read(Self.packed, source: nil)) == ["a"])
    }

    @Test func membersFollowOneAnother() throws {
        let (bytes, isCut) = try Gzip.unpacked(Self.packed + Self.packed, limits: .standard)
        #expect(bytes.count == 118 && !isCut)
    }

    @Test func aPackedFeedThatBreaksOffKeepsWhatCameBefore() throws {
        let feed = try FeedReader().read(Array(Self.packed.dropLast(9)), source: nil)
        #expect(feed.repairs.first?.code == "cut-gzip")
    }

    @Test func whatUnpacksToFarTooMuchIsRefused() {
        var limits = ReadingLimits()
        limits.maxGzipRatio = 0
        #expect { try FeedReader(limits: limits).read(Self.packed, source: nil) } throws: {
            ($0 as? FeedError)?.message == "it is packed more than 0:1"
        }
    }

    @Test func gzipWithinGzipIsRefused() {
        #expect { try FeedReader().read(Self.nested, source: nil) } throws: { ($0 as? FeedError)?.kind == .gzip }
    }

    @Test func brokenGzipIsRefused() {
        #expect { try FeedReader().read([0x1f, 0x8b, 1, 2, 3], source: nil) } throws: { ($0 as? FeedError)?.kind == .gzip }
    }
}
