import FoundationEssentials

/// What deciding asks of an item as the archive holds it at some moment, without its words: a few hundred bytes where the item
/// may have a million.
package struct ItemHead: Hashable, Sendable {
    package let key: Key
    /// Of its last revision, as all that follows but for `arrived`, `time` and `revisions` (`FiledItem`).
    package let hash: TextHash
    package let source: String
    package let arrived: Date
    package let time: Date
    package let revised: Date
    package let revisions: Int
    /// Nil when there was none.
    package let embargo: Date?
    /// Nil when its agency says nothing of it.
    package let status: Docdata.Status?
    package let hasTitle: Bool
    /// Whether there is anything to read (`Item.canBeTold`).
    package let canBeTold: Bool
    /// Of its text, in bytes of UTF-8.
    package let length: Int
    /// Where in its file it stood when it came, from 1. Nil where that is not known.
    package var place: Int?
    /// Best first, without their evidence.
    package var tags: [Tag]
    package let print: Print

    package init(
        key: Key, hash: TextHash, source: String, arrived: Date, time: Date, revised: Date, revisions: Int, embargo: Date?,
        status: Docdata.Status?, hasTitle: Bool, canBeTold: Bool, length: Int, tags: [Tag], print: Print
    ) {
        self.key = key
        self.hash = hash
        self.source = source
        self.arrived = arrived
        self.time = time
        self.revised = revised
        self.revisions = revisions
        self.embargo = embargo
        self.status = status
        self.hasTitle = hasTitle
        self.canBeTold = canBeTold
        self.length = length
        self.tags = tags
        self.print = print
    }

    /// Of an item in hand; the same as the archive gives of it.
    package init(_ filed: FiledItem, print: Print) {
        self.init(
            key: filed.item.key, hash: filed.item.hash, source: filed.source, arrived: filed.arrived, time: filed.time,
            revised: filed.revised, revisions: filed.revisions, embargo: filed.item.docdata?.embargo,
            status: filed.item.docdata?.status, hasTitle: filed.item.title != nil, canBeTold: filed.item.canBeTold,
            length: filed.item.textBytes,
            tags: filed.tags.map { Tag(id: $0.id, label: $0.label, kind: $0.kind, score: $0.score, evidence: []) },
            print: print)
    }
}

extension ItemHead {
    /// When it could be told first: when it arrived, or when its embargo ended.
    package var released: Date { max(arrived, embargo ?? arrived) }

    /// The same of the revision shown.
    package var revisionReleased: Date { max(revised, embargo ?? revised) }

    /// Whether it may be told at `moment`: there is something to read, and it is neither under embargo, nor withheld by its agency,
    /// nor killed.
    package func mayBeTold(at moment: Date) -> Bool {
        canBeTold && status != .withheld && status != .cancelled && embargo.map { $0 <= moment } ?? true
    }
}

/// What grouping keeps of an item's words, in a form of Newsroom's own: nobody else looks into it.
package struct Print: Hashable, Sendable {
    /// Of the form, from 1. What has another is made anew from the item; 0 for one that could not be made yet.
    package let version: Int
    package let bytes: [UInt8]
    /// Equal for equal ones and, but for one in four thousand million, for no others: to see that nothing has changed of very many, nothing
    /// that lies elsewhere in memory has to be looked at.
    package let digest: UInt32

    package init(version: Int, bytes: [UInt8]) {
        self.version = version
        self.bytes = bytes
        digest = Print.digest(version, bytes)
    }

    private static func digest(_ version: Int, _ bytes: [UInt8]) -> UInt32 {
        var sum = ByteSum()
        sum.add(UInt64(truncatingIfNeeded: version))
        bytes.withUnsafeBytes { sum.add($0) }
        return UInt32(truncatingIfNeeded: sum.value ^ sum.value >> 32)
    }

    /// Of an item that nothing is known of yet: it stands alone.
    package static let none = Print(version: 0, bytes: [])
}
