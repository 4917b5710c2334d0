import FoundationEssentials
import News

/// The best value so far for a field that several elements can give: the lowest rank, then the first.
struct Ranked<Value> {
    private(set) var value: Value?
    private var rank = UInt8.max

    /// Whether a value of that rank would be kept: to be asked before one is made at some cost.
    func takes(_ rank: UInt8) -> Bool { value == nil || rank < self.rank }

    mutating func offer(_ value: consuming Value?, rank: UInt8) {
        guard let value, takes(rank) else { return }
        self.value = value
        self.rank = rank
    }
}

/// A feed while it is read: what its own elements gave, and the items whose keys have to wait for the last of them.
struct FeedDraft {
    var format = ""
    var title = Ranked<String>()
    var homePageURL = Ranked<String>()
    var description = Ranked<String>()
    var language = Ranked<String>()
    var built = Ranked<Date>()
    var authors: [Author] = []
    /// `link rel="self"`, as given.
    var ownAddress: String?
    /// When the file came, where that is known.
    var arrived: Date?
    /// Some item's own is relative to nothing that was known when the item was made.
    var hasRelativeAddresses = false
    var items: [Item] = []
    var refused: [Repair] = []
    /// Repairs of items so far, and those that there was no more room for.
    var itemRepairs = 0
    var repairsNotKept = 0

    /// A hostile file must not make memory of complaints.
    private static let maxRepairs = 1_000

    /// Clocks of publishers run ahead, and what has no zone may be up to 14 hours off: so only past 26 hours a date is in the future.
    func isFuture(_ date: Date) -> Bool { arrived.map { date.timeIntervalSince($0) > 26 * 3600 } ?? false }

    /// `place`: before the items that it held; nil for the end.
    mutating func keep(_ item: consuming Item, at place: Int? = nil) {
        let room = max(0, Self.maxRepairs - itemRepairs)
        if item.repairs.count > room {
            repairsNotKept += item.repairs.count - room
            item.repairs.removeLast(item.repairs.count - room)
        }
        itemRepairs += item.repairs.count
        if let place { items.insert(item, at: min(place, items.count)) } else { items.append(item) }
    }

    /// `source` nil: `@` and the host of the feed's own link, lower-case and without `www.`.
    /// Gives its items away, so that they are not copied: to be called once.
    mutating func feed(source: String?, seen: Int, repairs: [Repair], inheritsAuthors: Bool) -> Feed {
        let source = source ?? Self.host(of: homePageURL.value ?? ownAddress).map { "@\($0)" } ?? "@unknown"
        var items: [Item] = []
        swap(&items, &self.items)
        if hasRelativeAddresses { resolveAddresses(of: &items) }
        for (index, key) in Identity.keys(of: items, source: source).enumerated() {
            items[index].key = key
            if items[index].language == nil {
                items[index].language = language.value ?? LanguageByScript.language(of: items[index])
            }
            if inheritsAuthors, items[index].authors.isEmpty { items[index].authors = authors }
            items[index].takeTagLine(publisher: title.value)
        }
        var repairs = repairs
        if repairsNotKept > 0 {
            repairs.append(Repair(code: "more-repairs", message: "\(repairsNotKept) more repairs of items, not listed"))
        }
        return Feed(
            format: format, source: source, title: title.value, homePageURL: homePageURL.value, description: description.value,
            language: language.value, built: built.value, items: items, refused: refused, seen: seen, repairs: repairs)
    }

    /// A feed may say where it lives after its items.
    private func resolveAddresses(of items: inout [Item]) {
        for index in items.indices {
            guard let url = items[index].url, !items[index].hasAbsoluteURL else { continue }
            if let address = Address.absolute(url, base: homePageURL.value ?? ownAddress) {
                items[index].url = address
            } else {
                items[index].repairs.append(
                    Repair(code: "relative-url", message: "the address is relative, and neither item nor feed says to what"))
            }
        }
    }

    private static func host(of address: String?) -> String? {
        guard let address = address.flatMap({ Address.absolute($0, base: nil) }), let colon = address.utf8.firstIndex(of: 58)
        else { return nil }
        let authority = address.utf8[colon...].dropFirst(3).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        let name = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? authority
        let host = Substring(name.prefix { $0 != UInt8(ascii: ":") }).lowercased()
        let bare = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
        return bare.isEmpty ? nil : bare
    }
}
