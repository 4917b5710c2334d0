import GRDB
import News

/// What was found out of an item when it came in, beside what the feed said of it.
package struct Assessment: Hashable, Sendable {
    /// Best first.
    package let tags: [Tag]
    package let print: Print
    /// As the file had it that the item is kept with.
    package let boilerplate: [Boilerplate]

    package init(tags: [Tag], print: Print, boilerplate: [Boilerplate] = []) {
        self.tags = tags
        self.print = print
        self.boilerplate = boilerplate
    }

    /// Of what nobody has looked at.
    static let none = Assessment(tags: [], print: .none)
}

extension Archive {
    /// The next texts after the one with that id, at most `most`, whose print is not of `version`, or that an older wiredesk made the
    /// head of; empty when there are no more.
    package func texts(withoutPrint version: Int, after id: Int64, most: Int) throws(ArchiveError) -> [TaggedText] {
        try reading { db in
            try Archive.texts(
                """
                LEFT JOIN heads h ON h.revision = r.id AND h.version = ?3 AND h.shown IS NOT NULL
                WHERE h.revision IS NULL AND r.id > ?1
                """,
                Values(id, Int64(most), Int64(version)), vocabulary, db)
        }
    }

    /// Texts held: all revisions of all items.
    package func textCount() throws(ArchiveError) -> Int {
        try reading { try Prepared($0, "SELECT count(*) FROM revisions").first(Values()) { Int($0.integer(0)) } ?? 0 }
    }

    /// Puts prints beside texts that have none of this version, by their ids: all of them, durably, or none. Doing it twice is doing
    /// it once.
    package func setPrints(_ prints: [(text: TaggedText, print: Print)]) throws(ArchiveError) {
        if prints.isEmpty { return }
        try writing { db in
            var clerk = try StoredHead.Clerk(db, vocabulary)
            let row = try Prepared(db, "SELECT item, delivery, derived FROM revisions WHERE id = ?")
            for (text, print) in prints {
                let found = try row.first(Values(text.id)) {
                    (item: $0.integer(0), delivery: $0.integer(1), place: StoredItem.place(in: $0.integer(2)))
                }
                guard let found else { continue }
                try clerk.put(
                    text.item, Assessment(tags: text.tags, print: print), revision: text.id, of: found.item,
                    delivery: found.delivery, place: found.place)
            }
        }
    }
}
