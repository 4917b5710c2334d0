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
        var hash = SHA256()
        hash.update(text: source)
        hash.update(text: "\0")
        hash.update(text: kind.rawValue)
        hash.update(text: "\0")
        hash.update(text: text)
        return Key(bits: hash.finalize().first8)
    }
}

/// What an item's identity can be made of, as long as it is not known which guids of the document repeat.
struct IdentityParts {
    let guid: String?
    let url: String?
    /// Nil when it lacks one of the two.
    let titleAndDate: String?
    /// Of what text there is the hash, 16 hex digits; without any, whatever else it has.
    let text: String

    init(_ item: Item) {
        guid = item.id.map(CanonicalURL.guidIdentity)
        url = item.url.map { CanonicalURL($0)?.text ?? $0 }
        let date = item.published ?? item.modified
        titleAndDate = if let title = item.title, let date { "\(title)\0\(date.rfc3339)" } else { nil }
        let hasText = item.title != nil || item.summary != nil || !item.text.isEmpty
        let rest = item.attachments.map(\.url) + item.categories + item.authors.compactMap { $0.name ?? $0.url }
        text = hasText ? item.hash.description : (rest + [date?.rfc3339 ?? ""]).joined(separator: "\0")
    }

    /// A guid that the document uses for several items counts only with the url, and not at all where there is none.
    func identity(guidRepeats: Bool) -> Identity {
        if let guid, !guidRepeats { return Identity(kind: .guid, text: guid) }
        if let guid, let url { return Identity(kind: .guidAndURL, text: "\(guid)\0\(url)") }
        if let url { return Identity(kind: .url, text: url) }
        if let titleAndDate { return Identity(kind: .titleAndDate, text: titleAndDate) }
        return Identity(kind: .text, text: text)
    }

    /// Of each item of one document. The same item told twice, under one guid and one url, makes no guid repeat; without urls
    /// the titles tell whether it is the same.
    static func identities(of items: [IdentityParts]) -> [Identity] {
        var owners: [String: Int] = [:]
        var repeated: Set<String> = []
        for (index, item) in items.enumerated() {
            guard let guid = item.guid else { continue }
            guard let owner = owners[guid] else {
                owners[guid] = index
                continue
            }
            let isSame = item.url == items[owner].url && (item.url != nil || item.titleAndDate == items[owner].titleAndDate)
            if !isSame { repeated.insert(guid) }
        }
        return items.map { item in item.identity(guidRepeats: item.guid.map(repeated.contains) ?? false) }
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
            hash.update(text: "\0")
            group += 1
            isFirst = true
        }
        if !isFirst { hash.update(text: "\u{1}") }
        isFirst = false
        hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }

    mutating func finish() -> TextHash {
        while group < 2 {
            hash.update(text: "\0")
            group += 1
        }
        return TextHash(bits: hash.finalize().first8)
    }
}

extension SHA256 {
    fileprivate mutating func update(text: String) {
        var text = text
        text.withUTF8 { update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
}

extension SHA256Digest {
    fileprivate var first8: UInt64 { prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
