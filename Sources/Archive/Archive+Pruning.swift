import FoundationEssentials
import GRDB
import News

/// Pruning: texts go, fingerprints stay for as long as a feed may still carry them, then they go too.
///
/// Nothing here is the only word of anything: whoever calls it has told the ledger first. Cut short anywhere, doing it again does
/// the rest.
extension Archive {
    package func pruning() throws(ArchiveError) -> PruningState {
        try reading { db in
            let row = try PruningRow(db)
            return PruningState(
                marks: row.marks, covered: row.covered == .min ? nil : Date(milliseconds: row.covered),
                texts: Int(row.texts), last: row.last)
        }
    }

    /// The day on which the item became but a fingerprint; nil when it is more than that, or unknown.
    package func pruned(_ key: Key) throws(ArchiveError) -> Date? {
        try reading { db in
            var day: Date?
            try Prepared(db, "SELECT pruned FROM items WHERE key = ?").forEach(Values(key.kept)) { row in
                day = row.integerIfAny(0).map { Date(milliseconds: $0) }
            }
            return day
        }
    }

    /// Items that are but fingerprints.
    package func fingerprints() throws(ArchiveError) -> Int {
        try reading { db in
            if try PruningRow(db).texts == 0 { return 0 }
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM items WHERE pruned IS NOT NULL") ?? 0
        }
    }

    /// From here on nothing that arrived by `marks.through` shows in what the archive answers of items and counts.
    package func mark(_ marks: PruningMarks) throws(ArchiveError) {
        try writing { db in
            var values = Values()
            for date in [marks.at, marks.since] { values.add(date.keptMilliseconds) }
            for date in [marks.through, marks.unseen, marks.editions] { values.add(date?.keptMilliseconds) }
            try Prepared(db, "UPDATE retention SET at = ?, since = ?, through = ?, unseen = ?, editions = ?").run(values)
        }
    }

    /// Keeps what a pass did, for `status`.
    package func note(_ tally: PruningTally, on day: Date) throws(ArchiveError) {
        try writing { db in
            let numbers = [tally.items, tally.forgotten, tally.files, tally.editions].map(Int64.init)
            try Prepared(db, "UPDATE retention SET last = ?, items = ?, forgotten = ?, files = ?, told = ?")
                .run(Values(day.keptMilliseconds, numbers[0], numbers[1], numbers[2], numbers[3]))
        }
    }

    // MARK: - Texts

    /// A slice of the deliveries that are to be pruned.
    package struct PruningSlice {
        /// What the ledger has to know before `prune`. Empty where the deliveries of the slice brought repeats alone.
        package fileprivate(set) var files: [PrunedFile] = []
        /// False when there are no more.
        package fileprivate(set) var isMore = false
        fileprivate var deliveries: [Int64] = []
        fileprivate var texts: [Fingerprint] = []
        fileprivate var place: Place?

        /// Where the next slice goes on.
        fileprivate struct Place {
            let arrived: Int64
            let path: String
            let sha256: [UInt8]
        }
    }

    /// What arrived after what is covered, and by `marks.through`, in the order of deliveries: the slice after `slice`.
    /// - `most`: so many texts or fewer; of deliveries without any, some more.
    package func nextToPrune(after slice: PruningSlice?, most: Int) throws(ArchiveError) -> PruningSlice {
        try reading { db in
            let row = try PruningRow(db)
            var next = PruningSlice()
            var values = Values()
            values.add(slice?.place?.arrived ?? row.covered)
            values.add(slice?.place?.path ?? "")
            values.add(slice?.place?.sha256 ?? [])
            // What arrived at the covered moment itself is covered.
            values.add(slice?.place == nil ? row.covered : Int64.min)
            values.add(row.through)
            values.add(Int64(most))
            let texts = try Prepared(
                db,
                """
                SELECT r.id, r.item, i.key, r.hash, r.modified, r.published FROM revisions r JOIN items i ON i.id = r.item
                WHERE r.delivery = ? AND r.derived & \(StoredItem.isPruned) = 0 ORDER BY r.id LIMIT ?
                """)
            let deliveries = try Prepared(
                db,
                """
                SELECT d.id, d.arrived, d.path, d.sha256, d.built, s.name FROM deliveries d JOIN sources s ON s.id = d.source
                WHERE (d.arrived, d.path, d.sha256) > (?1, ?2, ?3) AND d.arrived > ?4 AND d.arrived <= ?5 AND d.failure IS NULL
                ORDER BY d.arrived, d.path, d.sha256 LIMIT ?6
                """)
            var visited = 0
            try deliveries.forEach(values) { row in
                visited += 1
                guard next.texts.count < most else { return }
                var file = PrunedFile(
                    arrived: Date(milliseconds: row.integer(1)), path: row.text(2), source: row.text(5),
                    built: row.integerIfAny(4).map(Date.init(milliseconds:)), texts: [])
                let room = most - next.texts.count
                try texts.forEach(Values(row.integer(0), Int64(room))) { text in
                    next.texts.append(
                        Fingerprint(
                            id: text.integer(0), item: text.integer(1), hash: text.integer(3), delivery: row.integer(0),
                            modified: text.integerIfAny(4), published: text.integerIfAny(5)))
                    file.texts.append(
                        PrunedText(
                            key: Key(kept: text.integer(2)), hash: TextHash(kept: text.integer(3)),
                            modified: text.integerIfAny(4).map(Date.init(milliseconds:)),
                            published: text.integerIfAny(5).map(Date.init(milliseconds:))))
                }
                if !file.texts.isEmpty { next.files.append(file) }
                // One that may have more is looked at again.
                if file.texts.count == room { return }
                next.deliveries.append(row.integer(0))
                next.place = PruningSlice.Place(
                    arrived: row.integer(1), path: row.text(2), sha256: row.withBytes(3) { Array($0) })
            }
            next.isMore = visited == most || next.texts.count == most
            if next.place == nil { next.place = slice?.place }
            return next
        }
    }

    /// Leaves of the slice's texts nothing but fingerprints, in one transaction. Deliveries that no text stands with any more go,
    /// but for the last of each source. Answers how many items are but fingerprints now.
    /// - `day`: as which the fingerprints count for being seen last.
    package func prune(_ slice: PruningSlice, on day: Date) throws(ArchiveError) -> Int {
        if slice.texts.isEmpty, slice.deliveries.isEmpty { return 0 }
        return try writing { db in
            // All go before they come back under the numbers they had: a row that is made smaller where it is leaves its page as large
            // as it was, of those that are deleted SQLite frees the pages.
            let remove = try Prepared(db, "DELETE FROM revisions WHERE id = ?")
            for text in slice.texts { try remove.run(Values(text.id ?? 0)) }
            let fingerprints = try FingerprintClerk(db)
            for text in slice.texts { try fingerprints.add(text) }
            if let greatest = slice.texts.compactMap(\.id).max() {
                try Prepared(db, "UPDATE retention SET texts = texts + ?, last_text = max(last_text, ?)")
                    .run(Values(Int64(slice.texts.count), greatest))
            }
            let pruned = try fingerprints.markPruned(slice.texts.map(\.item), on: day.keptMilliseconds)
            let clerk = try DeliveryClerk(db)
            for delivery in slice.deliveries { try clerk.letGo(delivery) }
            return pruned
        }
    }

    /// Everything up to `marks.through` is pruned.
    package func cover(through: Date) throws(ArchiveError) {
        try writing { try Prepared($0, "UPDATE retention SET covered = ?").run(Values(through.keptMilliseconds)) }
    }

    // MARK: - Fingerprints

    /// Fingerprints that a file brought last on a day after what is covered, and by `through`, by that day and key: the files that
    /// would tell so again are about to go.
    package func sightings(through: Date) throws(ArchiveError) -> [(day: Date, keys: [Key])] {
        try reading { db in
            let row = try PruningRow(db)
            var days: [Int64: [Key]] = [:]
            try Prepared(
                db,
                """
                SELECT seen, key FROM items WHERE pruned IS NOT NULL AND max(pruned, coalesce(seen, 0)) > ?
                AND max(pruned, coalesce(seen, 0)) <= ? AND seen > pruned
                """
            ).forEach(Values(row.covered, through.keptMilliseconds)) { row in
                days[row.integer(0), default: []].append(Key(kept: row.integer(1)))
            }
            return days.sorted { $0.key < $1.key }.map { (Date(milliseconds: $0.key), $0.value.sorted()) }
        }
    }

    /// Fingerprints that no file brought after `moment`, those unseen for longest first.
    package func unseen(since moment: Date, most: Int) throws(ArchiveError) -> [Key] {
        try reading { db in
            var keys: [Key] = []
            try Prepared(
                db,
                """
                SELECT key FROM items WHERE pruned IS NOT NULL AND max(pruned, coalesce(seen, 0)) <= ?
                ORDER BY max(pruned, coalesce(seen, 0)), key LIMIT ?
                """
            ).forEach(Values(moment.keptMilliseconds, Int64(most))) { keys.append(Key(kept: $0.integer(0))) }
            return keys
        }
    }

    /// Forgets those of the items that are but fingerprints, in one transaction. Answers how many that were.
    @discardableResult
    package func forget(_ keys: [Key]) throws(ArchiveError) -> Int {
        if keys.isEmpty { return 0 }
        return try writing { db in
            let find = try Prepared(db, "SELECT id FROM items WHERE key = ? AND pruned IS NOT NULL")
            let texts = try Prepared(db, "SELECT id, delivery FROM revisions WHERE item = ?")
            let removeText = try Prepared(db, "DELETE FROM revisions WHERE id = ?")
            let removeItem = try Prepared(db, "DELETE FROM items WHERE id = ?")
            let clerk = try DeliveryClerk(db)
            var (items, removed) = (0, 0)
            var deliveries = Set<Int64>()
            for key in keys {
                guard let item = try find.first(Values(key.kept), { $0.integer(0) }) else { continue }
                var ids: [Int64] = []
                try texts.forEach(Values(item)) {
                    ids.append($0.integer(0))
                    deliveries.insert($0.integer(1))
                }
                for id in ids { try removeText.run(Values(id)) }
                try removeItem.run(Values(item))
                items += 1
                removed += ids.count
            }
            for delivery in deliveries.sorted() { try clerk.letGo(delivery) }
            try Prepared(db, "UPDATE retention SET texts = texts - ?").run(Values(Int64(removed)))
            return items
        }
    }

    /// Takes in fingerprints that the ledger has, in one transaction: for an archive that is made again. Twice is once.
    package func restore(_ files: [PrunedFile], on day: Date) throws(ArchiveError) {
        try writing { db in
            let clerk = try FingerprintClerk(db)
            for file in files { try clerk.restore(file, on: day.keptMilliseconds) }
        }
    }

    /// Takes in when files brought fingerprints last.
    package func restore(sightings: [(day: Date, keys: [Key])]) throws(ArchiveError) {
        try writing { db in
            let see = try Prepared(
                db, "UPDATE items SET seen = ?2 WHERE key = ?1 AND pruned < ?2 AND coalesce(seen, 0) < ?2")
            for (day, keys) in sightings { for key in keys { try see.run(Values(key.kept, day.keptMilliseconds)) } }
        }
    }

    // MARK: - Editions

    /// Removes editions that closed by `moment`, oldest first, but for the last of each name. Answers how many.
    package func pruneEditions(through moment: Date, most: Int) throws(ArchiveError) -> Int {
        try writing { db in
            try db.execute(
                sql: """
                    DELETE FROM editions WHERE id IN (
                        SELECT id FROM editions old WHERE closing <= ?
                        AND closing < (SELECT max(closing) FROM editions WHERE rule = old.rule) ORDER BY closing LIMIT ?)
                    """, arguments: [moment.keptMilliseconds, most])
            return db.changesCount
        }
    }

    /// When the oldest edition that may go closed; nil when each is the last of its name.
    package func oldestPrunableEdition() throws(ArchiveError) -> Date? {
        try reading { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT min(closing) FROM editions old WHERE closing < (SELECT max(closing) FROM editions WHERE rule = old.rule)
                    """
            ).map(Date.init(milliseconds:))
        }
    }

    /// Editions, and the items that they told.
    package func told() throws(ArchiveError) -> (editions: Int, items: Int) {
        try reading { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM editions") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM told_items") ?? 0
            )
        }
    }

    // MARK: - Space

    /// Bytes of the database that are in use, and those that later items will fill first.
    package func bytes() throws(ArchiveError) -> (used: Int, free: Int) {
        try reading { db in
            func pragma(_ name: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 }
            let free = try pragma("freelist_count")
            let size = try pragma("page_size")
            return ((try pragma("page_count") - free) * size, free * size)
        }
    }

    /// Gives pages back to the file system where more than a quarter of the file is free, some at a time: what a day frees, the
    /// next day's items take. Answers whether there is more. Archives that an older wiredesk made keep their size until a
    /// `rebuild`: to change that takes writing all of it anew.
    package func giveBackSpace(pages: Int) throws(ArchiveError) -> Bool {
        let (used, free) = try bytes()
        guard free > max(used / 3, 1 << 20) else { return false }
        return try unbound { db in
            guard try Int.fetchOne(db, sql: "PRAGMA auto_vacuum") == 2 else { return false }
            // A row for each page: all of them have to be asked for.
            _ = try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum(\(pages))")
            return true
        }
    }
}
