import Crypto
import FoundationEssentials
import News

/// What makes an item the same item when it is seen again (DESIGN.md, section 4).
struct Identity: Hashable {
    enum Kind: String {
        case guid
        case guidAndURL = "guid+url"
        case url
        case titleAndDate = "title+date"
        case text
    }

    let kind: Kind
    /// Of `guidAndURL` and `titleAndDate` both parts, with a NUL between.
    let text: String

    /// The first 8 bytes of sha256(source NUL kind NUL identity).
    func key(source: String) -> Key {
        let parts = [source.utf8, kind.rawValue.utf8, text.utf8]
        // On the stack, unless it is long; in one piece, since each update has its price.
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: parts.reduce(2) { $0 + $1.count }) { bytes in
            var end = 0
            for (index, part) in parts.enumerated() {
                if index > 0 {
                    bytes[end] = 0
                    end += 1
                }
                end = bytes[end...].update(fromContentsOf: part)
            }
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return Key(bits: hash.finalize().first8)
        }
    }
}

extension Identity {
    /// `guidRepeats`: the document uses its guid for other items too. Then it counts only with the url, and not at all where
    /// there is none.
    init(of item: Item, guidRepeats: Bool = false) {
        if let id = item.id, !guidRepeats {
            self.init(kind: .guid, text: CanonicalURL.guidIdentity(id))
        } else if let id = item.id, let url = Self.url(of: item) {
            self.init(kind: .guidAndURL, text: "\(CanonicalURL.guidIdentity(id))\0\(url)")
        } else if let url = Self.url(of: item) {
            self.init(kind: .url, text: url)
        } else if let title = item.title, let date = item.published ?? item.modified {
            self.init(kind: .titleAndDate, text: "\(title)\0\(date.rfc3339)")
        } else if item.title != nil || item.summary != nil || !item.text.isEmpty {
            self.init(kind: .text, text: item.hash.description)
        } else {
            // Without any text whatever else it has tells it apart.
            let rest = item.attachments.map(\.url) + item.categories + item.authors.compactMap { $0.name ?? $0.url }
            let date = (item.published ?? item.modified)?.rfc3339 ?? ""
            self.init(kind: .text, text: (rest + [date]).joined(separator: "\0"))
        }
    }

    private static func url(of item: Item) -> String? { item.url.map { CanonicalURL($0)?.text ?? $0 } }

    /// Of each item of one document. The same item told twice, under one guid and one url, makes no guid repeat; without urls
    /// the titles tell whether it is the same.
    static func identities(of items: [Item]) -> [Identity] {
        var identities: [Identity] = []
        identities.reserveCapacity(items.count)
        var owners: [String: Int] = [:]
        owners.reserveCapacity(items.count)
        var repeated: Set<String> = []
        // By index: an item taken out to be looked at is a copy, a dozen reference counts each.
        for index in items.indices {
            let identity = Identity(of: items[index])
            identities.append(identity)
            guard identity.kind == .guid, let owner = owners.updateValue(index, forKey: identity.text) else { continue }
            let (a, b) = (url(of: items[index]), url(of: items[owner]))
            let isSame = a == b && (a != nil || items[index].title == items[owner].title)
            if !isSame { repeated.insert(identity.text) }
        }
        if repeated.isEmpty { return identities }
        for (index, identity) in identities.enumerated() where identity.kind == .guid && repeated.contains(identity.text) {
            identities[index] = Identity(of: items[index], guidRepeats: true)
        }
        return identities
    }
}

/// The hash of an item's raw title, summary and content: all that the feed gave of each, in its order, so that a better
/// choice among them makes no revision. The three are parted by NUL, several of one by U+0001; neither can stand in a feed.
struct TextHasher {
    private var hash = SHA256()
    private var group = 0
    private var isFirst = true

    /// Groups in ascending order: 0 title, 1 summary, 2 content.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, group next: Int) {
        while group < next {
            hash.update(byte: 0)
            group += 1
            isFirst = true
        }
        if !isFirst { hash.update(byte: 1) }
        isFirst = false
        hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }

    mutating func finish() -> TextHash {
        while group < 2 {
            hash.update(byte: 0)
            group += 1
        }
        return TextHash(bits: hash.finalize().first8)
    }
}

extension TextHash {
    /// With what an agency says of whether it may be published: that an article is killed or under embargo is a revision, even
    /// where its text is the same.
    func telling(_ docdata: Docdata) -> TextHash {
        let status = docdata.status == .usable ? nil : docdata.status
        guard status != nil || docdata.embargo != nil else { return self }
        var hash = SHA256()
        hash.update(data: Array("\(self)\0\(status?.rawValue ?? "")\0\(docdata.embargo?.rfc3339 ?? "")".utf8))
        return TextHash(bits: hash.finalize().first8)
    }
}

extension SHA256 {
    fileprivate mutating func update(byte: UInt8) {
        withUnsafeBytes(of: byte) { update(bufferPointer: $0) }
    }
}

extension SHA256Digest {
    fileprivate var first8: UInt64 { withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) } }
}
