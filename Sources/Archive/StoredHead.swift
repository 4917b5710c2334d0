import FoundationEssentials
import GRDB
import News

/// How what deciding asks of a text lies in the table `heads`.
struct StoredHead {
    /// Of the text shown, as `ItemHead`.
    let embargo: Date?
    let status: Docdata.Status?
    let hasTitle: Bool
    let canBeTold: Bool
    let length: Int
    let place: Int?
    let tags: [Tag]
    let print: Print

    private struct Facts: OptionSet {
        let rawValue: Int64
        static let hasTitle = Facts(rawValue: 1)
        static let canBeTold = Facts(rawValue: 2)
    }

    /// In the order in which `read` takes them.
    static let columns = ["modified", "published", "facts", "length", "embargo", "status", "tags", "version", "print"]

    /// From `first` on, where `columns` begin.
    static func read(_ row: Prepared.Row, from first: CInt, _ vocabulary: Vocabulary, _ db: Database) throws -> StoredHead {
        let facts = Facts(rawValue: row.integer(first + 2))
        return StoredHead(
            embargo: row.integerIfAny(first + 4).map(Date.init(milliseconds:)),
            status: row.textIfAny(first + 5).flatMap { Docdata.Status(rawValue: $0) },
            hasTitle: facts.contains(.hasTitle), canBeTold: facts.contains(.canBeTold), length: Int(row.integer(first + 3)),
            place: StoredItem.place(in: facts.rawValue),
            tags: try row.withBytes(first + 6) { try tags($0, vocabulary, db) },
            print: Print(version: Int(row.integer(first + 7)), bytes: row.withBytes(first + 8) { Array($0) }))
    }

    static func append(_ tags: [Tag], to bytes: inout [UInt8], _ vocabulary: Vocabulary, _ db: Database) throws {
        for tag in tags { try StoredItem.appendWithoutEvidence(tag, to: &bytes, vocabulary, db) }
    }

    static func tags(
        _ column: UnsafeBufferPointer<UInt8>, _ vocabulary: Vocabulary, _ db: Database
    ) throws -> [Tag] {
        var bytes = PackedReader(column)
        var tags: [Tag] = []
        while !bytes.isAtEnd { tags.append(try StoredItem.tagWithoutEvidence(&bytes, vocabulary, db)) }
        return tags
    }

    /// Calls `body` with the number of each tag's id, as the vocabulary has it.
    static func forEachTagID(_ column: UnsafeBufferPointer<UInt8>, _ body: (UInt64) -> Void) throws {
        var bytes = PackedReader(column)
        while !bytes.isAtEnd { body(try StoredItem.tagID(&bytes)) }
    }

    /// Puts heads where they belong, one a text.
    struct Clerk {
        private let vocabulary: Vocabulary
        private let db: Database
        private let add: Prepared
        private let replace: Prepared
        private var values = Values()

        init(_ db: Database, _ vocabulary: Vocabulary) throws {
            self.db = db
            self.vocabulary = vocabulary
            let columns = ["revision", "item", "hash", "delivery"] + StoredHead.columns + ["shown"]
            let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
            let insertion = "INTO heads (\(columns.joined(separator: ", "))) VALUES (\(marks))"
            add = try Prepared(db, "INSERT \(insertion)")
            replace = try Prepared(db, "INSERT OR REPLACE \(insertion)")
        }

        /// For the text `revision` of `itemID`, which stands with `delivery`.
        /// - `place`: in its file, from 1; nil for not known.
        /// - `isNew`: it is known that there is none yet. Else it takes the place of what there is.
        mutating func put(
            _ item: Item, _ assessment: Assessment, revision: Int64, of itemID: Int64, delivery: Int64, place: Int?,
            isNew: Bool = false
        ) throws {
            values.clear()
            for number in [revision, itemID, item.hash.kept, delivery] { values.add(number) }
            values.add(item.modified?.keptMilliseconds)
            values.add(item.published?.keptMilliseconds)
            var facts: Facts = []
            if item.title != nil { facts.insert(.hasTitle) }
            if item.canBeTold { facts.insert(.canBeTold) }
            values.add(facts.rawValue | StoredItem.bits(ofPlace: place))
            values.add(Int64(item.textBytes))
            values.add(item.docdata?.embargo?.keptMilliseconds)
            values.add(item.docdata?.status?.rawValue)
            try values.addBlob { try StoredHead.append(assessment.tags, to: &$0, vocabulary, db) }
            values.add(Int64(assessment.print.version))
            values.add(assessment.print.bytes)
            values.add(Int64(bitPattern: item.shown))
            try (isNew ? add : replace).run(values)
        }
    }
}
