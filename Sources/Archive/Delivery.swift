import FoundationEssentials
import News

/// One claimed feed file with what became of it: what the archive is told.
/// A delivery is known by `arrived`, `path` and `sha256` together: filing the same one again changes nothing.
package struct Delivery: Sendable {
    package enum Content: Sendable {
        /// The assessments stand beside `feed.items`: nil for an item that was known and so not looked at again.
        case read(Feed, [Assessment?])
        /// Nothing in it could be read.
        case failed(code: String, line: Int?, column: Int?, message: String)
    }

    /// Where it lay in the inbox, `bbc/morning.xml`; bytes that are no UTF-8 are shown as `\xNN`.
    package let path: String
    /// Of a failed file: the subfolder's path, or `@unknown`.
    package let source: String
    /// When it was claimed.
    package let arrived: Date
    /// 32 bytes, of the file as dropped.
    package let sha256: [UInt8]
    /// Size as dropped, in bytes.
    package let bytes: Int
    package let content: Content

    package init(path: String, source: String, arrived: Date, sha256: [UInt8], bytes: Int, content: Content) {
        self.path = path
        self.source = source
        self.arrived = arrived
        self.sha256 = sha256
        self.bytes = bytes
        self.content = content
    }
}

/// What filing one delivery did. `seen == new + revised + repeated + refused`.
package struct Filing: Hashable, Sendable {
    package var seen = 0
    package var new = 0
    package var revised = 0
    package var repeated = 0
    package var refused = 0

    package init(seen: Int = 0, new: Int = 0, revised: Int = 0, repeated: Int = 0, refused: Int = 0) {
        self.seen = seen
        self.new = new
        self.revised = revised
        self.repeated = repeated
        self.refused = refused
    }
}

/// The identities and texts of a claimed file, and its place among all files: by arrival, path and bytes.
package struct Sighting: Sendable {
    package let path: String
    package let arrived: Date
    package let sha256: [UInt8]
    package let items: [(key: Key, hash: TextHash)]

    package init(path: String, arrived: Date, sha256: [UInt8], items: [(key: Key, hash: TextHash)]) {
        self.path = path
        self.arrived = arrived
        self.sha256 = sha256
        self.items = items
    }

    /// Without its items.
    init(of delivery: Delivery) {
        self.init(path: delivery.path, arrived: delivery.arrived, sha256: delivery.sha256, items: [])
    }

    /// True when what both have stands with this one.
    package func isBefore(_ other: Sighting) -> Bool {
        let (arrived, others) = (self.arrived.keptMilliseconds, other.arrived.keptMilliseconds)
        if arrived != others { return arrived < others }
        if !path.isSpelled(as: other.path) { return path.isSpelledBefore(other.path) }
        return sha256.lexicographicallyPrecedes(other.sha256)
    }
}

/// What the archive holds of an identity and a text.
package enum Standing: Hashable, Sendable {
    /// The identity is unknown.
    case new
    /// The identity is known, this text of it is not.
    case revised
    /// Both are known.
    case repeated
    /// Both are known, but the text from a file that comes after this one: it takes over the fields that it has here, and needs
    /// the tags that they ask for.
    case earlier
}
