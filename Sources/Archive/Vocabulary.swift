import GRDB
import News

/// Numbers for the words of our own topics, so that a tag costs a few bytes and reading one allocates nothing. Only words of
/// topics.yaml come in here, so it stays as small as that file, whatever feeds say.
final class Vocabulary {
    /// Equal only byte for byte: Swift takes two spellings of `é` for one, and which came first must not be seen.
    private struct Spelling: Hashable {
        let text: String

        static func == (a: Self, b: Self) -> Bool { a.text.isSpelled(as: b.text) }
        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    private var ids: [Spelling: UInt64] = [:]
    private var texts: [UInt64: String] = [:]

    /// To be called when a transaction was rolled back: numbers given in it are void. Otherwise it costs no more than looking them up
    /// again.
    func forget() {
        ids = [:]
        texts = [:]
    }

    func id(of text: String, _ db: Database) throws -> UInt64 {
        if let id = ids[Spelling(text: text)] { return id }
        let id = UInt64(bitPattern: try named(text, in: .vocabulary, db))
        ids[Spelling(text: text)] = id
        return id
    }

    func text(of id: UInt64, _ db: Database) throws -> String {
        if let text = texts[id] { return text }
        guard
            let text = try Prepared(db, "SELECT text FROM vocabulary WHERE id = ?")
                .first(Values(Int64(bitPattern: id)), { $0.text(0) })
        else { throw PackedReader.Malformed() }
        texts[id] = text
        return text
    }
}

/// Tables of an id and a text that is there once.
enum Naming {
    case sources, titles, vocabulary

    fileprivate var find: String {
        switch self {
        case .sources: "SELECT id FROM sources WHERE name = ?"
        case .titles: "SELECT id FROM titles WHERE text = ?"
        case .vocabulary: "SELECT id FROM vocabulary WHERE text = ?"
        }
    }

    fileprivate var add: String {
        switch self {
        case .sources: "INSERT INTO sources (name) VALUES (?)"
        case .titles: "INSERT INTO titles (text) VALUES (?)"
        case .vocabulary: "INSERT INTO vocabulary (text) VALUES (?)"
        }
    }
}

/// The id of `text` in `table`, where it is added when it is not there yet.
func named(_ text: String, in table: Naming, _ db: Database) throws -> Int64 {
    var values = Values()
    values.add(text)
    if let id = try Prepared(db, table.find).first(values, { $0.integer(0) }) { return id }
    try Prepared(db, table.add).run(values)
    return db.lastInsertedRowID
}
