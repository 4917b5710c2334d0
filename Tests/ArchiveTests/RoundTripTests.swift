import FoundationEssentials
import GRDB
import News
import Testing

@testable import Archive

struct RoundTripTests {
    static let hostile = "a\0b\u{1E}\u{01}'; DROP TABLE items; --\"\u{202E}مرحبا\u{FEFF}👩‍👩‍👧\u{1F}e\u{301}é\r\n\\"

    static let whole = Item(
        key: Key(bits: .max), hash: TextHash(bits: 1 << 63), id: hostile, url: "https://example.org/\(hostile)", title: hostile,
        summary: hostile,
        text: [
            Block(.heading, "Ein \"Titel\" 👩‍👩‍👧"), Block(.paragraph, "a\0b \u{202E}مرحبا"), Block(.listItem, ""),
            Block(.quotation, "e\u{301} \u{01}"),
        ],
        authors: [Author(name: hostile, url: nil), Author(name: nil, url: "https://example.org/ada"), Author(name: "", url: "")],
        published: Date(milliseconds: 1_795_000_000_001), modified: Date(milliseconds: -62_135_596_800_000),
        categories: [hostile, "", "Häfen"],
        attachments: [
            Attachment(url: hostile, mimeType: "audio/mpeg", sizeInBytes: .max),
            Attachment(url: "https://example.org/a", mimeType: nil, sizeInBytes: nil),
            Attachment(url: "https://example.org/b", mimeType: "", sizeInBytes: .min),
        ],
        language: "ar-x-\(hostile)", image: hostile,
        docdata: Docdata(
            slug: hostile, dateline: "", edition: "Häfen", urgency: .min, embargo: Date(milliseconds: 1_795_000_000_001),
            version: .max, status: .cancelled, subjects: [hostile, ""]),
        repairs: [Repair(code: "bad-date", line: 3, column: nil, message: hostile), Repair(code: "cut-title", message: "")])

    static let tags = [
        Tag(
            id: "häfen", label: hostile, kind: .topic, score: 70,
            evidence: [
                Evidence(field: .title, text: "Häfen", offset: 12, term: "häfen", points: 50),
                Evidence(field: .category, text: "docks", offset: 0, term: "docks", points: -3),
            ]),
        Tag(id: "tarn", label: "Tarn", kind: .place, score: .min, evidence: []),
    ]

    static let withSlugOnly = Item(key: Key(bits: 2), hash: TextHash(bits: 2), docdata: Docdata(slug: "HARBOUR"))

    static let bare = Item(key: Key(bits: 0), hash: TextHash(bits: 0))

    /// An item with a summary that is its text, and an id that is its address: what is stored once comes back as two.
    static let doubled = Item(
        key: Key(bits: 1), hash: TextHash(bits: 1), id: "https://example.org/1", url: "https://example.org/1",
        summary: "One. Two. Three.", text: [Block(.paragraph, "One."), Block(.listItem, "Two."), Block(.paragraph, "Three.")])

    static let withBoilerplate: Item = {
        var item = doubled
        item.boilerplate = [
            Boilerplate(field: .summary, range: 0..<4, items: 3), Boilerplate(field: .text, range: 5..<Int.max, items: .max),
        ]
        return item
    }()

    @Test(arguments: [whole, withSlugOnly, bare, doubled, withBoilerplate]) func everyFieldComesBackAsItWas(_ item: Item) throws {
        let archive = try Room().archive()
        let feed = Feed(format: Self.hostile, source: Self.hostile, title: Self.hostile, items: [item], seen: 1)
        _ = try archive.file([
            Delivery(
                path: Self.hostile, source: "", arrived: at(0), sha256: Array(0...31), bytes: .max,
                content: .read(feed, [Assessment(tags: Self.tags, print: print(of: item), boilerplate: item.boilerplate)]))
        ])
        let expected = FiledItem(
            item: item, source: Self.hostile, sourceTitle: Self.hostile, arrived: at(0),
            time: min(item.published ?? item.modified ?? at(0), at(0)), revised: at(0), tags: Self.tags)
        let filed = try archive.items(after: .distantPast, through: at(0))
        #expect(filed == [expected])
        #expect(
            try archive.heads(after: .distantPast, through: at(0)).map(\.withoutPlace) == [
                ItemHead(expected, print: print(of: item))
            ])
        // `==` on strings takes two spellings of one letter for equal.
        #expect(filed.first.map { Array($0.item.title?.utf8 ?? "".utf8) } == Array(item.title?.utf8 ?? "".utf8))
        #expect(try archive.sources().map(\.title) == [Self.hostile])
    }

    @Test func aFailureComesBackAsItWas() throws {
        let archive = try Room().archive()
        let delivery = Delivery(
            path: Self.hostile, source: Self.hostile, arrived: at(0), sha256: [], bytes: 0,
            content: .failed(code: "not-feed", line: nil, column: 7, message: Self.hostile))
        _ = try archive.file([delivery, failed(arrived: at(1))])
        #expect(
            try archive.failures(limit: 9) == [
                Failure(
                    path: "courier/bad.xml", source: "courier", arrived: at(1), code: "not-feed", line: 1, column: 2,
                    message: "root element is \"html\""),
                Failure(
                    path: Self.hostile, source: Self.hostile, arrived: at(0), code: "not-feed", line: nil, column: 7,
                    message: Self.hostile),
            ])
        #expect(try archive.failures(limit: 1).map(\.arrived) == [at(1)])
    }

    @Test(arguments: [-62_135_769_600, 64_092_211_200, 1e300, -1e300, .infinity, -.infinity, .nan])
    func noDateTraps(_ secondsSince1970: Double) throws {
        let date = Date(timeIntervalSince1970: secondsSince1970)
        let archive = try Room().archive()
        _ = try archive.file([delivery([item(1, published: date, modified: date)], arrived: at(0), built: date)])
        #expect(try archive.items(after: .distantPast, through: at(0)).count == 1)
    }

    /// A mark that no block may hold makes no second block.
    @Test func blocksAreParted() {
        var bytes: [UInt8] = []
        Packed.append([Block(.heading, "a\u{1E}b"), Block(.paragraph, "")], to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{1E}\u{02}a b\u{1E}\u{01}")
        #expect(bytes.withUnsafeBufferPointer(Packed.blocks) == [Block(.heading, "a b"), Block(.paragraph, "")])
    }

    @Test(arguments: [
        "", "no mark", "\u{1E}", "x\u{1E}\u{01}", "\u{1E}\u{1E}", "\u{1E}\u{7F}kind", "\u{1E}\0nul", "\u{1E}\u{02}\u{1E}",
    ])
    func anyBytesAreBlocks(_ text: String) {
        let blocks = Array(text.utf8).withUnsafeBufferPointer(Packed.blocks)
        #expect(blocks.allSatisfy { !$0.text.contains("\u{1E}") || text == "\u{1E}\u{1E}" })
    }

    @Test(arguments: [0, 1, -1, 63, 64, -64, -65, .max, .min] as [Int]) func everyNumberIsPacked(_ number: Int) throws {
        var bytes: [UInt8] = []
        Packed.append(number, to: &bytes)
        let back = try bytes.withUnsafeBufferPointer { buffer in
            var reader = PackedReader(buffer)
            return try (reader.integer(), reader.isAtEnd)
        }
        #expect(back == (number, true))
    }

    @Test(arguments: [[], [0x80], [5, 65], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]] as [[UInt8]])
    func aDamagedTextIsRefused(_ bytes: [UInt8]) {
        #expect(throws: PackedReader.Malformed.self) {
            try bytes.withUnsafeBufferPointer { buffer in
                var reader = PackedReader(buffer)
                return try reader.text()
            }
        }
    }
}
