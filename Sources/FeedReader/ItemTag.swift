/// What an item's start tag is called in each family of formats.
enum ItemTag: Int, CaseIterable, Sendable {
    case item, entry, nitf
    /// NewsML 1.2
    case newsItem
    /// `newsItem`, `packageItem` and what is no news: NewsML-G2.
    case g2Item
    /// `item` in any case: CDF.
    case anyCaseItem
}

/// Counts start tags as they pass, whatever the format will turn out to be.
struct ItemTagCounts {
    private var counts = (0, 0, 0, 0, 0)

    subscript(tag: ItemTag) -> Int {
        switch tag {
        case .item, .anyCaseItem: counts.0
        case .entry: counts.1
        case .nitf: counts.2
        case .newsItem: counts.3
        case .g2Item: counts.4
        }
    }

    /// The name of an element that begins, with its prefix.
    @inline(__always)
    mutating func count(_ name: UnsafeBufferPointer<UInt8>) {
        switch name[name.count - 1] {
        case UInt8(ascii: "m"), UInt8(ascii: "M"): countItem(name)
        case UInt8(ascii: "y"), UInt8(ascii: "Y"): if Self.isNamed(name, "entry", inAnyCase: true) { counts.1 += 1 }
        case UInt8(ascii: "f"): if Self.isNamed(name, "nitf") { counts.2 += 1 }
        default: break
        }
    }

    private mutating func countItem(_ name: UnsafeBufferPointer<UInt8>) {
        let start = name.count - 4
        guard start >= 0, name[start] | 0x20 == UInt8(ascii: "i"), name[start + 1] | 0x20 == UInt8(ascii: "t"),
            name[start + 2] | 0x20 == UInt8(ascii: "e")
        else { return }
        if start == 0 || name[start - 1] == UInt8(ascii: ":") {
            counts.0 += 1
        } else if Self.isNamed(name, "NewsItem") {
            counts.3 += 1
        } else if Self.isNamed(name, "newsItem") || Self.isNamed(name, "packageItem") || Self.isNamed(name, "conceptItem")
            || Self.isNamed(name, "knowledgeItem") || Self.isNamed(name, "planningItem") || Self.isNamed(name, "catalogItem")
        {
            counts.4 += 1
        }
    }

    /// Whether the name without its prefix is `local`.
    private static func isNamed(
        _ name: UnsafeBufferPointer<UInt8>, _ local: StaticString, inAnyCase: Bool = false
    ) -> Bool {
        let start = name.count - local.utf8CodeUnitCount
        guard start >= 0, start == 0 || name[start - 1] == UInt8(ascii: ":") else { return false }
        return inAnyCase ? name.hasASCII(local, at: start) : UnsafeBufferPointer(rebasing: name[start...]).equals(local)
    }
}
