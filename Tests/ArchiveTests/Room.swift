import FoundationEssentials
import GRDB
import News
import Testing

@testable import Archive

/// A fresh folder with an archive in it, removed with the test.
final class Room {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
        // What cannot be removed now is the temporary folder's to clean.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var database: String { "\(folder)/archive.sqlite" }
    var ledger: String { "\(folder)/ledger.jsonl" }

    func archive() throws -> Archive { try Archive(at: database) }
}

/// Seconds after 2026-11-22T06:00:00Z.
func at(_ seconds: Double) -> Date { Date(milliseconds: 1_795_327_200_000 + Int64(seconds * 1000)) }

/// An item of the `n`th identity with the `text`th text.
func item(
    _ n: UInt64, text: UInt64 = 1, published: Date? = nil, modified: Date? = nil, categories: [String] = []
) -> Item {
    Item(
        key: Key(bits: n &* 0x9E37_79B9_7F4A_7C15), hash: TextHash(bits: text &* 0xC2B2_AE3D_27D4_EB4F),
        id: "urn:\(n)", title: "Item \(n), text \(text)", text: [Block(.paragraph, "Body \(text).")], published: published,
        modified: modified, categories: categories)
}

/// A file that was read, from the source `courier`; each item with a tag of its own.
func delivery(
    _ items: [Item], arrived: Date, path: String = "courier/a.xml", built: Date? = nil, title: String? = "The Courier",
    sha256: UInt8 = 1, refused: Int = 0, source: String = "courier"
) -> Delivery {
    let repair = Repair(code: "bad-xml", line: 7, column: 1, message: "no end")
    let feed = Feed(
        format: "rss 2.0", source: source, title: title, built: built, items: items,
        refused: Array(repeating: repair, count: refused), seen: items.count + refused)
    return Delivery(
        path: path, source: source, arrived: arrived, sha256: Array(repeating: sha256, count: 32), bytes: 1000,
        content: .read(feed, items.map { Assessment(tags: [tag(for: $0)], print: print(of: $0)) }))
}

func tag(for item: Item) -> News.Tag {
    let evidence = Evidence(
        field: .category, text: item.categories.first ?? "Ships", offset: 3, term: "ships", points: 5)
    return News.Tag(id: "shipping", label: "Shipping", kind: .topic, score: 5, evidence: [evidence])
}

/// Another for every text; the archive does not look into it.
func print(of item: Item) -> Print { Print(version: 7, bytes: Array("\(item.key) \(item.hash.bits)".utf8)) }

func failed(arrived: Date, path: String = "courier/bad.xml", code: String = "not-feed") -> Delivery {
    Delivery(
        path: path, source: "courier", arrived: arrived, sha256: Array(repeating: 9, count: 32), bytes: 12,
        content: .failed(code: code, line: 1, column: 2, message: "root element is \"html\""))
}

/// What filing `deliveries` one by one makes of the archive, seen at `closing`.
func items(_ deliveries: [Delivery], after horizon: Date = .distantPast, through closing: Date = .distantFuture) throws
    -> [FiledItem]
{
    let room = try Room()
    let archive = try room.archive()
    for delivery in deliveries { _ = try archive.file([delivery]) }
    return try sameAsHeads(archive, after: horizon, through: closing)
}

/// The items of a view, whose heads are those of its items.
func sameAsHeads(_ archive: Archive, after horizon: Date, through closing: Date) throws -> [FiledItem] {
    let items = try archive.items(after: horizon, through: closing)
    let heads = try archive.heads(after: horizon, through: closing).map(\.withoutPlace)
    #expect(heads == items.map { ItemHead($0, print: print(of: $0.item)) })
    #expect(try archive.items(items.map(\.item.key).reversed(), through: closing) == items)
    return items
}

extension ItemHead {
    /// An item in hand does not know where in its file it stood.
    var withoutPlace: ItemHead {
        var head = self
        head.place = nil
        return head
    }
}

/// SplitMix64: the same orders on every machine.
struct Shuffler: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
