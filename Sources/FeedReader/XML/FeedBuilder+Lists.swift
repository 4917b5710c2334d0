import FoundationEssentials
import News

/// What an item has several of: authors, categories, attachments.
extension FeedBuilder {
    /// Those of the best rank, in the feed's order: Atom's persons, else `dc:creator`, `author` ...
    mutating func authors() -> [Author] {
        var persons: [Author] = []
        var named: [Author] = []
        var bestRank = UInt8.max
        var person: Person?
        var personRank = UInt8.max
        for slice in mappedSlices {
            switch slice.field {
            case .person:
                if let author = person?.author { persons.append(author) }
                // Those of the entry's source count where it has none of its own, and stand behind them or before.
                if slice.rank < personRank { persons.removeAll() }
                person = slice.rank <= personRank ? Person() : nil
                personRank = min(personRank, slice.rank)
            case .personName: if person?.name == nil { person?.name = line(slice) }
            case .personAddress: if person?.address == nil { person?.address = address(slice) }
            case .personMail: if person?.mail == nil { person?.mail = line(slice) }
            case .author where slice.rank <= bestRank, .byline where slice.rank <= bestRank:
                guard let text = line(slice), let author = slice.field == .byline ? Self.byline(text) : Self.author(text) else {
                    continue
                }
                if slice.rank < bestRank { named.removeAll() }
                bestRank = slice.rank
                if named.count < 100 { named.append(author) }
            default: break
            }
        }
        if let author = person?.author { persons.append(author) }
        return persons.isEmpty ? named : Array(persons.prefix(100))
    }

    /// Atom's person construct (RFC 4287, section 3.2).
    private struct Person {
        var name: String?
        var address: String?
        var mail: String?

        /// Nil when it says nothing.
        var author: Author? { (name ?? mail ?? address).map { Author(name: $0, url: address) } }
    }

    /// RSS gives `mail (name)`, by its specification, or a name, or either in the form of a mail's header.
    static func author(_ text: String) -> Author? {
        let utf8 = text.utf8
        guard utf8.contains(UInt8(ascii: "@")) else { return text.isEmpty ? nil : Author(name: text) }
        if let open = utf8.firstIndex(of: UInt8(ascii: "(")), let close = utf8.lastIndex(of: UInt8(ascii: ")")), open < close {
            // Which of the two stands in parentheses is told by the other.
            let (inside, before) = (trimmed(text[utf8.index(after: open)..<close]), trimmed(text[..<open]))
            let name = inside.utf8.contains(UInt8(ascii: "@")) ? before : inside
            if !name.isEmpty { return Author(name: name) }
        }
        if let open = utf8.firstIndex(of: UInt8(ascii: "<")) {
            let name = trimmed(text[..<open])
            if !name.isEmpty { return Author(name: name) }
        }
        return Author(name: text)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.utf8.first == 32 || text.utf8.first == 34 { text.removeFirst() }
        while text.utf8.last == 32 || text.utf8.last == 34 { text.removeLast() }
        return String(text)
    }

    mutating func categories(of closed: ClosedItem) -> [String] {
        var categories = Categories(atMost: limits.maxCategories)
        let slices = mappedSlices
        let isOnly = slices.count { $0.field == .category } == 1
        for slice in slices {
            if slice.field == .category, let name = line(slice) {
                if isOnly, let parts = CrammedCategories.parts(of: name) {
                    for part in parts { categories.add(part) }
                } else {
                    categories.add(name)
                }
            }
            guard slice.field == .keywords, let list = line(slice) else { continue }
            for name in list.split(separator: ",") { categories.add(Self.trimmed(name)) }
        }
        if categories.left > 0 {
            repair("cut-categories", at: closed.end, "more than \(limits.maxCategories) categories, \(categories.left) left out")
        }
        return categories.names
    }

    /// Each once, in the feed's order.
    private struct Categories {
        private(set) var names: [String] = []
        private var seen: Set<String> = []
        /// How many there was no more room for.
        private(set) var left = 0
        private let most: Int

        init(atMost most: Int) { self.most = most }

        mutating func add(_ name: String) {
            // Most items have a few, and those are compared sooner than hashed.
            if names.count == 8, seen.isEmpty { seen = Set(names) }
            if name.isEmpty || (seen.isEmpty ? names.contains(name) : seen.contains(name)) { return }
            if names.count == most {
                left += 1
            } else {
                if !seen.isEmpty { seen.insert(name) }
                names.append(name)
            }
        }
    }

    mutating func attachments(of closed: ClosedItem) -> [Attachment] {
        var attachments: [Attachment] = []
        let slices = mappedSlices
        var isCut = false
        let count = slices.count { $0.field == .attachment }
        if count > 1 { attachments.reserveCapacity(min(count, limits.maxAttachments)) }
        for index in slices.indices {
            let slice = slices[index]
            if slice.field != .attachment { continue }
            guard let url = address(slice), !attachments.contains(where: { $0.url == url }) else { continue }
            if attachments.count == limits.maxAttachments {
                isCut = true
                break
            }
            var type: String?
            var size: Int?
            // Its type and size come right after it.
            for next in index + 1..<min(index + 4, slices.count) {
                let detail = slices[next]
                if detail.field == .attachment { break }
                if detail.field == .attachmentType { type = type ?? name(detail) }
                if detail.field == .attachmentSize { size = size ?? number(detail) }
            }
            let bytes = size.flatMap { $0 > 0 ? $0 : nil }
            attachments.append(Attachment(url: url, mimeType: type, sizeInBytes: bytes))
        }
        if isCut {
            repair("cut-attachments", at: closed.end, "more than \(limits.maxAttachments) attachments, the rest left out")
        }
        return attachments
    }
}
