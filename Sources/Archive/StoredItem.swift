import FoundationEssentials
import GRDB
import News

/// How an item and its tags lie in the columns of `revisions`.
enum StoredItem {
    /// In the order in which `append` gives and `read` takes them.
    static let columns = [
        "modified", "published", "derived", "guid", "url", "title", "summary", "text", "language", "image", "authors",
        "categories", "attachments", "repairs", "docdata", "boilerplate", "tags",
    ]

    /// The last columns, which are not the file's but found out.
    static let assessed = 2

    /// What is NULL because another column says it.
    private struct Derived: OptionSet {
        let rawValue: Int64
        static let guidIsURL = Derived(rawValue: 1)
        /// The summary is the texts of the blocks, one space between them: so it is in every feed without content of its own.
        static let summaryIsText = Derived(rawValue: 2)
    }

    /// In `derived`: all that is left is the fingerprint, its key and hash, delivery and dates.
    static let isPruned: Int64 = 4

    /// Where in its file the text stood, as it is kept above the flags of `derived` and of a head's `facts`; 0 for not known, as in what
    /// was filed before it was kept.
    static func bits(ofPlace place: Int?) -> Int64 { Int64(place ?? 0) << 16 }
    static func place(in bits: Int64) -> Int? { bits >> 16 == 0 ? nil : Int(bits >> 16) }

    /// - `assessment`: nil leaves out the columns that it fills, for a statement that has no parameters for them.
    /// - `place`: in its file, from 1; nil for not known.
    static func append(
        _ item: Item, _ assessment: Assessment?, place: Int?, to values: inout Values, _ vocabulary: Vocabulary, _ db: Database
    ) throws {
        var derived: Derived = []
        if let id = item.id, let url = item.url, id.isSpelled(as: url) { derived.insert(.guidIsURL) }
        if let summary = item.summary, summary.isSpelled(asJoined: item.text.lazy.map(\.text)) { derived.insert(.summaryIsText) }
        values.add(item.modified?.keptMilliseconds)
        values.add(item.published?.keptMilliseconds)
        values.add(derived.rawValue | bits(ofPlace: place))
        values.add(derived.contains(.guidIsURL) ? nil : item.id)
        values.add(item.url)
        values.add(item.title)
        values.add(derived.contains(.summaryIsText) ? nil : item.summary)
        values.addText { Packed.append(item.text, to: &$0) }
        values.add(item.language)
        values.add(item.image)
        values.addBlob { bytes in
            for author in item.authors {
                Packed.append(author.name, to: &bytes)
                Packed.append(author.url, to: &bytes)
            }
        }
        values.addBlob { bytes in for category in item.categories { Packed.append(category, to: &bytes) } }
        values.addBlob { bytes in
            for attachment in item.attachments {
                Packed.append(attachment.url, to: &bytes)
                Packed.append(attachment.mimeType, to: &bytes)
                Packed.append(attachment.sizeInBytes, to: &bytes)
            }
        }
        values.addBlob { bytes in
            for repair in item.repairs {
                Packed.append(repair.code, to: &bytes)
                Packed.append(repair.line, to: &bytes)
                Packed.append(repair.column, to: &bytes)
                Packed.append(repair.message, to: &bytes)
            }
        }
        values.addBlob { bytes in if let docdata = item.docdata { append(docdata, to: &bytes) } }
        guard let assessment else { return }
        values.addBlob { bytes in for passage in assessment.boilerplate { append(passage, to: &bytes) } }
        try values.addBlob { try append(assessment.tags, to: &$0, vocabulary, db) }
    }

    /// The item from `first` on, where `columns` begin.
    static func read(
        _ row: Prepared.Row, from first: CInt, key: Key, hash: TextHash, _ vocabulary: Vocabulary, _ db: Database
    ) throws -> (item: Item, tags: [Tag]) {
        let derived = Derived(rawValue: row.integer(first + 2))
        let url = row.textIfAny(first + 4)
        let text = row.withBytes(first + 7, Packed.blocks)
        var item = Item(
            key: key, hash: hash,
            id: derived.contains(.guidIsURL) ? url : row.textIfAny(first + 3),
            url: url,
            title: row.textIfAny(first + 5),
            summary: derived.contains(.summaryIsText) ? joined(text) : row.textIfAny(first + 6),
            text: text,
            authors: try list(row, first + 10) { bytes throws(PackedReader.Malformed) in
                Author(name: try bytes.textIfAny(), url: try bytes.textIfAny())
            },
            published: row.integerIfAny(first + 1).map(Date.init(milliseconds:)),
            modified: row.integerIfAny(first).map(Date.init(milliseconds:)),
            categories: try list(row, first + 11) { bytes throws(PackedReader.Malformed) in try bytes.text() },
            attachments: try list(row, first + 12) { bytes throws(PackedReader.Malformed) in
                Attachment(url: try bytes.text(), mimeType: try bytes.textIfAny(), sizeInBytes: try bytes.integerIfAny())
            },
            language: row.textIfAny(first + 8),
            image: row.textIfAny(first + 9),
            docdata: row.isNull(first + 14) ? nil : try row.withBytes(first + 14, docdata),
            repairs: try list(row, first + 13) { bytes throws(PackedReader.Malformed) in
                Repair(
                    code: try bytes.text(), line: try bytes.integerIfAny(), column: try bytes.integerIfAny(),
                    message: try bytes.text())
            })
        item.boilerplate = try list(row, first + 15) { bytes throws(PackedReader.Malformed) in try boilerplate(&bytes) }
        return (item, try list(row, first + 16) { try tag(&$0, vocabulary, db) })
    }

    private static func list<Element>(
        _ row: Prepared.Row, _ column: CInt, _ element: (inout PackedReader) throws -> Element
    ) throws -> [Element] {
        if row.isNull(column) { return [] }
        return try row.withBytes(column) {
            var bytes = PackedReader($0)
            var list: [Element] = []
            while !bytes.isAtEnd { list.append(try element(&bytes)) }
            return list
        }
    }

    private static func joined(_ blocks: [Block]) -> String {
        if blocks.count == 1 { return blocks[0].text }
        return blocks.map(\.text).joined(separator: " ")
    }
}

/// Docdata in the order of its fields; a version of ours that knows more of them appends them.
extension StoredItem {
    private static func append(_ docdata: Docdata, to bytes: inout [UInt8]) {
        Packed.append(docdata.slug, to: &bytes)
        Packed.append(docdata.dateline, to: &bytes)
        Packed.append(docdata.edition, to: &bytes)
        Packed.append(docdata.urgency, to: &bytes)
        Packed.append((docdata.embargo?.keptMilliseconds).map { Int($0) }, to: &bytes)
        Packed.append(docdata.version, to: &bytes)
        Packed.append(docdata.status?.rawValue, to: &bytes)
        Packed.append(UInt64(docdata.subjects.count), to: &bytes)
        for subject in docdata.subjects { Packed.append(subject, to: &bytes) }
    }

    private static func docdata(_ column: UnsafeBufferPointer<UInt8>) throws -> Docdata {
        var bytes = PackedReader(column)
        var docdata = Docdata(
            slug: try bytes.textIfAny(), dateline: try bytes.textIfAny(), edition: try bytes.textIfAny(),
            urgency: try bytes.integerIfAny(),
            embargo: try bytes.integerIfAny().map { Date(milliseconds: Int64($0)) },
            version: try bytes.integerIfAny(), status: try bytes.textIfAny().flatMap { Docdata.Status(rawValue: $0) })
        for _ in 0..<(try bytes.unsigned()) { docdata.subjects.append(try bytes.text()) }
        return docdata
    }
}

extension StoredItem {
    private static func append(_ passage: Boilerplate, to bytes: inout [UInt8]) {
        bytes.append(passage.field.code)
        Packed.append(passage.range.lowerBound, to: &bytes)
        Packed.append(passage.range.count, to: &bytes)
        Packed.append(passage.items, to: &bytes)
    }

    private static func boilerplate(_ bytes: inout PackedReader) throws(PackedReader.Malformed) -> Boilerplate {
        guard let field = Evidence.Field(code: try bytes.byte()) else { throw PackedReader.Malformed() }
        let (start, count) = (try bytes.integer(), try bytes.integer())
        let (end, isTooFar) = start.addingReportingOverflow(count)
        guard start >= 0, count >= 0, !isTooFar else { throw PackedReader.Malformed() }
        return Boilerplate(field: field, range: start..<end, items: try bytes.integer())
    }
}

/// A tag is its id and label by number, its kind, score and evidence; of the evidence the words that matched are left out
/// where they are the term itself, letter for letter.
extension StoredItem {
    static func append(_ tags: [Tag], to bytes: inout [UInt8], _ vocabulary: Vocabulary, _ db: Database) throws {
        for tag in tags {
            try appendWithoutEvidence(tag, to: &bytes, vocabulary, db)
            Packed.append(UInt64(tag.evidence.count), to: &bytes)
            for evidence in tag.evidence {
                bytes.append(evidence.field.code)
                Packed.append(try vocabulary.id(of: evidence.term, db), to: &bytes)
                Packed.append(evidence.offset, to: &bytes)
                Packed.append(evidence.points, to: &bytes)
                Packed.append(evidence.text.isSpelled(as: evidence.term) ? nil : evidence.text, to: &bytes)
            }
        }
    }

    private static func tag(_ bytes: inout PackedReader, _ vocabulary: Vocabulary, _ db: Database) throws -> Tag {
        let tag = try tagWithoutEvidence(&bytes, vocabulary, db)
        var evidence: [Evidence] = []
        for _ in 0..<(try bytes.unsigned()) {
            guard let field = Evidence.Field(code: try bytes.byte()) else { throw PackedReader.Malformed() }
            let term = try vocabulary.text(of: try bytes.unsigned(), db)
            let offset = try bytes.integer()
            let points = try bytes.integer()
            let text = try bytes.textIfAny() ?? term
            evidence.append(Evidence(field: field, text: text, offset: offset, term: term, points: points))
        }
        return Tag(id: tag.id, label: tag.label, kind: tag.kind, score: tag.score, evidence: evidence)
    }

    static func appendWithoutEvidence(_ tag: Tag, to bytes: inout [UInt8], _ vocabulary: Vocabulary, _ db: Database) throws {
        Packed.append(try vocabulary.id(of: tag.id, db), to: &bytes)
        Packed.append(try vocabulary.id(of: tag.label, db), to: &bytes)
        bytes.append(tag.kind.code)
        Packed.append(tag.score, to: &bytes)
    }

    /// The number of a tag's id; the rest of it is passed over.
    static func tagID(_ bytes: inout PackedReader) throws -> UInt64 {
        let id = try bytes.unsigned()
        _ = try bytes.unsigned()
        _ = try bytes.byte()
        _ = try bytes.integer()
        return id
    }

    static func tagWithoutEvidence(_ bytes: inout PackedReader, _ vocabulary: Vocabulary, _ db: Database) throws -> Tag {
        let id = try vocabulary.text(of: try bytes.unsigned(), db)
        let label = try vocabulary.text(of: try bytes.unsigned(), db)
        guard let kind = Tag.Kind(code: try bytes.byte()) else { throw PackedReader.Malformed() }
        return Tag(id: id, label: label, kind: kind, score: try bytes.integer(), evidence: [])
    }
}

// Numbers on disk: never change one, only add.
extension Tag.Kind {
    var code: UInt8 {
        switch self {
        case .topic: 1
        case .place: 2
        case .person: 3
        case .organisation: 4
        case .event: 5
        }
    }

    init?(code: UInt8) {
        guard let kind = Tag.Kind.allCases.first(where: { $0.code == code }) else { return nil }
        self = kind
    }
}

extension Evidence.Field {
    fileprivate var code: UInt8 {
        switch self {
        case .title: 1
        case .summary: 2
        case .text: 3
        case .category: 4
        case .dateline: 5
        }
    }

    fileprivate init?(code: UInt8) {
        guard let field = Evidence.Field.allCases.first(where: { $0.code == code }) else { return nil }
        self = field
    }
}

extension Date {
    /// `milliseconds`, held within +-2^53, where every whole number is exact: a date from a feed must not be able to trap.
    var keptMilliseconds: Int64 {
        let limit = 9_007_199_254_740_992.0
        let exact = (timeIntervalSince1970 * 1000).rounded()
        return exact.isNaN ? 0 : Int64(min(max(exact, -limit), limit))
    }
}
