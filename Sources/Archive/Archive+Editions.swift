import FoundationEssentials
import GRDB
import News

extension Archive {
    /// The last closing of the edition's rule (`live`, `morning`; nil for any) at or before a moment, nil when none was published.
    package func lastClosing(of rule: String?, through: Date = .distantFuture) throws(ArchiveError) -> Date? {
        let ofRule = rule == nil ? "?1 IS NULL" : "rule = ?1"
        return try reading { db in
            try Int64.fetchOne(
                db, sql: "SELECT max(closing) FROM editions WHERE \(ofRule) AND closing <= ?2",
                arguments: [rule, through.keptMilliseconds]
            ).map(Date.init(milliseconds:))
        }
    }

    /// Keeps that an edition was published. Twice is once: a rule publishes one edition a closing, and that never changes.
    package func keep(_ edition: PublishedEdition) throws(ArchiveError) {
        try writing { db in
            try db.execute(
                sql: """
                    INSERT INTO editions (rule, closing, opened, path, title) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (rule, closing) DO NOTHING
                    """,
                arguments: [
                    edition.rule, edition.closing.keptMilliseconds, edition.opened?.keptMilliseconds, edition.path, edition.title,
                ])
            if db.changesCount == 0 { return }
            let id = db.lastInsertedRowID
            let addStory = try Prepared(db, "INSERT INTO told_stories (edition, place, story, page) VALUES (?, ?, ?, ?)")
            let addItem = try Prepared(
                db, "INSERT INTO told_items (edition, story_place, place, item, hash) VALUES (?, ?, ?, ?, ?)")
            for (storyPlace, story) in zip(Int64(0)..., edition.stories) {
                try addStory.run(Values(id, storyPlace, story.id.kept, story.hasPage ? 1 : 0))
                for (place, (item, hash)) in zip(Int64(0)..., story.items) {
                    try addItem.run(Values(id, storyPlace, place, item.kept, hash.kept))
                }
            }
        }
    }

    /// Published editions without what they told, newest first: by closing, then rule.
    /// - `path`: only those whose files have that stem.
    package func headings(limit: Int = .max, path: String? = nil) throws(ArchiveError) -> [EditionHeading] {
        try reading { db in
            var headings: [EditionHeading] = []
            var values = Values()
            values.add(path)
            values.add(Int64(max(0, limit)))
            try Prepared(
                db,
                """
                SELECT rule, path, title, opened, closing, (SELECT count(*) FROM told_stories WHERE edition = editions.id)
                FROM editions WHERE path = ?1 OR ?1 IS NULL ORDER BY closing DESC, rule LIMIT ?2
                """
            ).forEach(values) { row in
                headings.append(
                    EditionHeading(
                        rule: row.text(0), path: row.text(1), title: row.text(2),
                        opened: row.integerIfAny(3).map(Date.init(milliseconds:)), closing: Date(milliseconds: row.integer(4)),
                        stories: Int(row.integer(5))))
            }
            return headings
        }
    }

    /// What tells whether editions were published, or pruned, since.
    package func editionsStanding() throws(ArchiveError) -> EditionsStanding {
        try reading { db in
            var standing = EditionsStanding(count: 0, newest: nil, oldest: nil)
            try Prepared(db, "SELECT count(*), max(closing), min(closing) FROM editions").forEach(Values()) { row in
                standing = EditionsStanding(
                    count: Int(row.integer(0)), newest: row.integerIfAny(1), oldest: row.integerIfAny(2))
            }
            return standing
        }
    }

    /// The stories that an edition told, in its order, each with what was fresh of it.
    package func stories(toldBy edition: EditionHeading) throws(ArchiveError) -> [(id: Key, items: [Key])] {
        try reading { db in
            var told: [(id: Key, items: [Key])] = []
            let stories = try Prepared(
                db,
                """
                SELECT s.place, s.story, i.item FROM editions e JOIN told_stories s ON s.edition = e.id
                LEFT JOIN told_items i ON i.edition = e.id AND i.story_place = s.place
                WHERE e.rule = ? AND e.closing = ? ORDER BY s.place, i.place
                """)
            var values = Values()
            values.add(edition.rule)
            values.add(edition.closing.keptMilliseconds)
            var last: Int64?
            try stories.forEach(values) { row in
                if row.integer(0) != last { told.append((Key(kept: row.integer(1)), [])) }
                last = row.integer(0)
                if let item = row.integerIfAny(2) { told[told.count - 1].items.append(Key(kept: item)) }
            }
            return told
        }
    }

    /// Items that editions told in one story, group by group in the order of the stories' ids, where the item that gave the story its
    /// id arrived by `horizon` or is no more. Of editions that closed after it and before `closing`.
    package func toldTogether(after horizon: Date, before closing: Date) throws(ArchiveError) -> [[Key]] {
        try reading { db in
            var groups: [[Key]] = []
            var last: Int64?
            try Prepared(
                db,
                """
                SELECT DISTINCT s.story, i.item FROM editions e JOIN told_stories s ON s.edition = e.id
                JOIN told_items i ON i.edition = e.id AND i.story_place = s.place LEFT JOIN items first ON first.key = s.story
                WHERE e.closing > ?1 AND e.closing < ?2 AND (first.arrived IS NULL OR first.arrived <= ?1)
                ORDER BY s.story, i.item
                """
            ).forEach(Values(horizon.keptMilliseconds, closing.keptMilliseconds)) { row in
                if row.integer(0) != last { groups.append([]) }
                last = row.integer(0)
                groups[groups.count - 1].append(Key(kept: row.integer(1)))
            }
            return groups.filter { $0.count > 1 }
        }
    }

    /// Published editions, newest first: by closing, then rule.
    package func editions(limit: Int) throws(ArchiveError) -> [PublishedEdition] {
        try reading { db in
            let stories = try Prepared(db, "SELECT story, page FROM told_stories WHERE edition = ? ORDER BY place")
            let items = try Prepared(
                db, "SELECT story_place, item, hash FROM told_items WHERE edition = ? ORDER BY story_place, place")
            var editions: [PublishedEdition] = []
            let published = try Prepared(
                db, "SELECT id, rule, path, title, opened, closing FROM editions ORDER BY closing DESC, rule LIMIT ?")
            try published.forEach(Values(Int64(max(0, limit)))) { row in
                let id = Values(row.integer(0))
                var told: [(id: Key, hasPage: Bool, items: [(Key, TextHash)])] = []
                try stories.forEach(id) { told.append((Key(kept: $0.integer(0)), $0.integer(1) != 0, [])) }
                try items.forEach(id) { row in
                    guard let place = Int(exactly: row.integer(0)), told.indices.contains(place) else {
                        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an item told in no story")
                    }
                    told[place].items.append((Key(kept: row.integer(1)), TextHash(kept: row.integer(2))))
                }
                editions.append(
                    PublishedEdition(
                        rule: row.text(1), path: row.text(2), title: row.text(3),
                        opened: row.integerIfAny(4).map(Date.init(milliseconds:)), closing: Date(milliseconds: row.integer(5)),
                        stories: told.map { PublishedEdition.ToldStory(id: $0.id, items: $0.items, hasPage: $0.hasPage) }))
            }
            return editions
        }
    }
}
