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

    func key(source: String) -> Key {
        var maker = KeyMaker(source: source)
        var text = text
        return text.withUTF8 { maker.key(kind, $0) }
    }
}

/// Makes the keys of items from one source: the first 8 bytes of sha256(source NUL kind NUL identity).
private struct KeyMaker {
    /// The source and what was hashed last, in one piece, since each update of a hash has its price.
    private var bytes: [UInt8]
    private let sourceLength: Int

    init(source: String) {
        bytes = Array(source.utf8) + [0]
        sourceLength = bytes.count
    }

    mutating func key(_ kind: Identity.Kind, _ text: UnsafeBufferPointer<UInt8>) -> Key {
        bytes.removeLast(bytes.count - sourceLength)
        bytes += kind.rawValue.utf8
        bytes.append(0)
        bytes += text
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Key(bits: hash.finalize().first8)
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
            let known = (rest + [date]).joined(separator: "\0")
            self.init(kind: .text, text: known.isEmpty ? item.hash.description : known)
        }
    }

    private static func url(of item: Item) -> String? { item.url.map { CanonicalURL($0)?.text ?? $0 } }

    /// The key of each item of one document. The same item told twice, under one guid and one url, makes no guid repeat; without
    /// urls the titles tell whether it is the same.
    static func keys(of items: [Item], source: String) -> [Key] {
        var maker = KeyMaker(source: source)
        var keys: [Key] = []
        keys.reserveCapacity(items.count)
        var owners: [Key: Int] = [:]
        owners.reserveCapacity(items.count)
        var repeated: Set<Key> = []
        // Through pointers: an item taken out of an array to be looked at is a copy, a dozen reference counts each.
        items.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return }
            for index in items.indices {
                let item = first + index
                guard let id = item.pointee.id else {
                    let identity = Identity(of: item.pointee)
                    var text = identity.text
                    keys.append(text.withUTF8 { maker.key(identity.kind, $0) })
                    continue
                }
                let key = CanonicalURL.withGuidIdentity(id) { maker.key(.guid, $0) }
                keys.append(key)
                guard let owner = owners.updateValue(index, forKey: key) else { continue }
                let (a, b) = (url(of: item.pointee), url(of: first[owner]))
                let isSame = a == b && (a != nil || item.pointee.title == first[owner].title)
                if !isSame { repeated.insert(key) }
            }
        }
        if repeated.isEmpty { return keys }
        for (index, item) in items.enumerated() where item.id != nil && repeated.contains(keys[index]) {
            keys[index] = Identity(of: item, guidRepeats: true).key(source: source)
        }
        return keys
    }
}

/// The hash of an item's raw title, summary and content: all that the feed gave of each, in its order, so that a better
/// choice among them makes no revision. The three are parted by NUL, several of one by U+0001; neither can stand in a feed.
struct TextHasher {
    /// Short texts in one piece, since each update of a hash has its price; the memory serves one item after the other.
    private var bytes: [UInt8] = []
    private var hash = SHA256()
    private var group = 0
    private var isFirst = true

    /// From so many bytes on another update costs less than a copy.
    private static let longText = 512

    /// Groups in ascending order: 0 title, 1 summary, 2 content.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>, group next: Int) {
        while group < next {
            bytes.append(0)
            group += 1
            isFirst = true
        }
        if !isFirst { bytes.append(1) }
        isFirst = false
        if text.count < Self.longText {
            bytes += text
        } else {
            update()
            hash.update(bufferPointer: UnsafeRawBufferPointer(text))
        }
    }

    private mutating func update() {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        bytes.removeAll(keepingCapacity: true)
    }

    /// Leaves it empty, for the next item.
    mutating func finish() -> TextHash {
        while group < 2 {
            bytes.append(0)
            group += 1
        }
        update()
        let digest = hash.finalize()
        hash = SHA256()
        (group, isFirst) = (0, true)
        return TextHash(bits: digest.first8)
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

extension SHA256Digest {
    fileprivate var first8: UInt64 { withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) } }
}
