import FoundationEssentials
import GRDB
import News

/// One text of an item, and the file that first brought it.
package struct Revision: Sendable {
    package let item: Item
    package let tags: [Tag]
    /// When the file was claimed.
    package let arrived: Date
    /// Where the file lay in the inbox.
    package let path: String
    /// The feed's title, a label.
    package let sourceTitle: String?
}

/// All that is kept of an item.
package struct ItemHistory: Sendable {
    package let source: String
    /// Its least arrival.
    package let arrived: Date
    /// In their order (DESIGN.md, section 1); the last is what counts. Never empty.
    package let revisions: [Revision]
}

extension Archive {
    /// Nil when there is no item of that key, or it was pruned; texts that were are left out. What arrived after `closing` does not show.
    package func history(of key: Key, through closing: Date) throws(ArchiveError) -> ItemHistory? {
        try reading { db in
            var found: [(rank: Rank, revision: Revision)] = []
            var source = ""
            let columns = StoredItem.columns.map { "r.\($0)" }.joined(separator: ", ")
            let count = CInt(StoredItem.columns.count)
            let revisions = try Prepared(
                db,
                """
                SELECT r.hash, \(columns), \(Origin.columns)
                FROM items i JOIN revisions r ON r.item = i.id JOIN deliveries d ON d.id = r.delivery
                JOIN sources s ON s.id = i.source LEFT JOIN titles t ON t.id = d.title
                WHERE i.key = ? AND d.arrived <= ? AND d.arrived > ?
                """)
            try revisions.forEach(Values(key.kept, closing.keptMilliseconds, try PruningRow(db).through)) { row in
                let hash = TextHash(kept: row.integer(0))
                let (item, tags) = try StoredItem.read(row, from: 1, key: key, hash: hash, vocabulary, db)
                let origin = Origin(row, from: 1 + count)
                source = origin.source
                found.append(
                    (
                        Rank(modified: row.integerIfAny(1), of: origin, hash: hash),
                        Revision(
                            item: item, tags: tags, arrived: Date(milliseconds: origin.arrived), path: origin.path,
                            sourceTitle: origin.title)
                    ))
            }
            found.sort { $0.rank < $1.rank }
            guard let arrived = found.map(\.revision.arrived).min() else { return nil }
            return ItemHistory(source: source, arrived: arrived, revisions: found.map(\.revision))
        }
    }

    /// Keys of items that begin with `digits`, 1 to 16 lower-case hex digits, ascending; at most `most`.
    package func keys(beginningWith digits: String, most: Int) throws(ArchiveError) -> [Key] {
        guard let (least, greatest) = Key.range(beginningWith: digits) else { return [] }
        return try reading { db in
            var keys: [Key] = []
            // All of them have the same sign where they are kept, so that their order there is theirs.
            try Prepared(db, "SELECT key FROM items WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?")
                .forEach(Values(least.kept, greatest.kept, Int64(most))) { keys.append(Key(kept: $0.integer(0))) }
            return keys
        }
    }

    /// Published editions that told one of the items, newest first, each with the story it stood in there.
    package func editions(telling items: [Key]) throws(ArchiveError) -> [(edition: EditionHeading, story: Key)] {
        try reading { db in
            struct Place: Hashable {
                let edition: Int64
                let story: Int64
            }
            var places: Set<Place> = []
            let told = try Prepared(db, "SELECT edition, story_place FROM told_items WHERE item = ?")
            for item in items {
                try told.forEach(Values(item.kept)) { row in
                    places.insert(Place(edition: row.integer(0), story: row.integer(1)))
                }
            }
            let heading = try Prepared(
                db,
                """
                SELECT e.rule, e.path, e.title, e.opened, e.closing,
                    (SELECT count(*) FROM told_stories WHERE edition = e.id), t.story
                FROM editions e JOIN told_stories t ON t.edition = e.id WHERE e.id = ? AND t.place = ?
                """)
            var found: [(edition: EditionHeading, story: Key)] = []
            for place in places {
                try heading.forEach(Values(place.edition, place.story)) { row in
                    found.append(
                        (
                            EditionHeading(
                                rule: row.text(0), path: row.text(1), title: row.text(2),
                                opened: row.integerIfAny(3).map(Date.init(milliseconds:)),
                                closing: Date(milliseconds: row.integer(4)), stories: Int(row.integer(5))),
                            Key(kept: row.integer(6))
                        ))
                }
            }
            return found.sorted {
                ($1.edition.closing, $0.edition.rule, $0.story) < ($0.edition.closing, $1.edition.rule, $1.story)
            }
        }
    }

    /// Ids of stories that editions which closed after `moment` tell with a page of their own.
    package func pages(ofEditionsAfter moment: Date) throws(ArchiveError) -> Set<Key> {
        try reading { db in
            var pages: Set<Key> = []
            try Prepared(
                db, "SELECT t.story FROM editions e JOIN told_stories t ON t.edition = e.id WHERE e.closing > ? AND t.page <> 0"
            ).forEach(Values(moment.keptMilliseconds)) { pages.insert(Key(kept: $0.integer(0))) }
            return pages
        }
    }

    /// Whether any edition tells the story with a page of its own.
    package func hasPage(_ story: Key) throws(ArchiveError) -> Bool {
        try reading {
            try Prepared($0, "SELECT 1 FROM told_stories WHERE story = ? AND page <> 0").first(Values(story.kept)) { _ in true }
                ?? false
        }
    }

    /// Items that editions told in the story of that id, in the order told; of very many the first.
    package func items(toldIn story: Key) throws(ArchiveError) -> [Key] {
        try reading { db in
            var items: [Key] = []
            try Prepared(
                db,
                """
                SELECT i.item FROM told_stories t JOIN editions e ON e.id = t.edition
                JOIN told_items i ON i.edition = t.edition AND i.story_place = t.place
                WHERE t.story = ? ORDER BY e.closing, e.rule, i.place LIMIT 1000
                """
            ).forEach(Values(story.kept)) { items.append(Key(kept: $0.integer(0))) }
            return items
        }
    }
}
