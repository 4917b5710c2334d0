import GRDB
import News

extension Archive {
    /// A text of the archive with the tags it has.
    package struct TaggedText: Sendable {
        /// Its place in the archive, ascending in the order they are given.
        package let id: Int64
        package let item: Item
        package let source: String
        package let tags: [Tag]
    }

    /// The next texts after the one with that id, at most `most`, all revisions of all items but those that were pruned; empty when
    /// there are no more.
    package func texts(after id: Int64, most: Int) throws(ArchiveError) -> [TaggedText] {
        try reading { db in try Archive.texts("WHERE r.id > ?1", Values(id, Int64(most)), vocabulary, db) }
    }

    /// The id of the text that was filed last, pruned or not; 0 while there is none.
    package func lastText() throws(ArchiveError) -> Int64 {
        try reading { try Prepared($0, "SELECT max(id) FROM revisions").first(Values()) { $0.integer(0) } ?? 0 }
    }

    /// Texts in the order of their ids, the first `?2` of those that `condition` holds for and that were not pruned.
    static func texts(_ condition: String, _ values: Values, _ vocabulary: Vocabulary, _ db: Database) throws -> [TaggedText] {
        let columns = StoredItem.columns.map { "r.\($0)" }.joined(separator: ", ")
        let texts = try Prepared(
            db,
            """
            SELECT r.id, i.key, r.hash, s.name, \(columns) FROM revisions r JOIN items i ON i.id = r.item
            JOIN sources s ON s.id = i.source \(condition) AND r.derived & \(StoredItem.isPruned) = 0 ORDER BY r.id LIMIT ?2
            """)
        var found: [TaggedText] = []
        try texts.forEach(values) { row in
            let (item, tags) = try StoredItem.read(
                row, from: 4, key: Key(kept: row.integer(1)), hash: TextHash(kept: row.integer(2)), vocabulary, db)
            found.append(TaggedText(id: row.integer(0), item: item, source: row.text(3), tags: tags))
        }
        return found
    }

    /// Puts other tags on texts, by their ids: all of them, durably, or none. Doing it twice is doing it once.
    package func setTags(_ tags: [(id: Int64, tags: [Tag])]) throws(ArchiveError) {
        if tags.isEmpty { return }
        try writing { db in
            let update = try Prepared(db, "UPDATE revisions SET tags = ? WHERE id = ?")
            let updateHead = try Prepared(db, "UPDATE heads SET tags = ? WHERE revision = ?")
            var values = Values()
            for (id, tags) in tags {
                values.clear()
                try values.addBlob { try StoredItem.append(tags, to: &$0, vocabulary, db) }
                values.add(id)
                try update.run(values)
                values.clear()
                try values.addBlob { try StoredHead.append(tags, to: &$0, vocabulary, db) }
                values.add(id)
                try updateHead.run(values)
            }
        }
    }
}
