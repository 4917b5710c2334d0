import FoundationEssentials
import GRDB
import News

extension Archive {
    /// What arrived in (`opened`, `closing`]; `copies` is left at 0, it is for Newsroom to say.
    ///
    /// Each number is a function of what was filed, whatever the order. Revisions are the texts first observed in the window,
    /// but for each item's first observation of all; repeats are the observations that brought no text for the first time.
    /// Sources are those of files that could be read. What was pruned is not counted.
    /// - `isCounted`: whether what a source brought is; nil for all.
    package func counts(
        after opened: Date?, through closing: Date, of isCounted: ((_ source: String) -> Bool)? = nil
    ) throws(ArchiveError) -> Edition.Counts {
        try reading { db in
            let opened = max(opened?.keptMilliseconds ?? .min, try PruningRow(db).through)
            let window = Values(opened, closing.keptMilliseconds)
            let ofSources = try isCounted.map { isCounted in
                let sources = try Row.fetchAll(db, sql: "SELECT id, name FROM sources").filter { isCounted($0["name"]) }
                return " AND d.source IN (\(sources.map { String($0["id"] as Int64) }.joined(separator: ", ")))"
            }
            func count(_ sql: String, _ condition: String = "") throws -> Int {
                try Prepared(db, "\(sql) WHERE d.arrived > ? AND d.arrived <= ?\(ofSources ?? "")\(condition)").first(window) {
                    Int($0.integer(0))
                } ?? 0
            }
            var counts = Edition.Counts()
            let texts = try count("SELECT count(*) FROM deliveries d CROSS JOIN revisions r ON r.delivery = d.id")
            counts.revisions = texts - (try count("SELECT count(*) FROM items d"))
            counts.items = try count("SELECT coalesce(sum(added + revised + repeated), 0) FROM deliveries d")
            counts.repeats = counts.items - texts
            counts.sources = try count("SELECT count(DISTINCT source) FROM deliveries d", " AND failure IS NULL")
            counts.filesFailed = try count("SELECT count(*) FROM deliveries d", " AND failure IS NOT NULL")
            return counts
        }
    }

    /// How many items came first within the window, of what was not pruned.
    package func itemCount(after opened: Date, through closing: Date) throws(ArchiveError) -> Int {
        try reading { db in
            let window = Values(opened.keptMilliseconds, closing.keptMilliseconds)
            return try Prepared(db, "SELECT count(*) FROM items WHERE arrived > ? AND arrived <= ?").first(window) {
                Int($0.integer(0))
            } ?? 0
        }
    }

    /// Of what was not pruned. Nil while nothing was filed.
    package func firstArrival() throws(ArchiveError) -> Date? {
        try reading { db in
            let through = try PruningRow(db).through
            return try Int64.fetchOne(db, sql: "SELECT min(arrived) FROM deliveries WHERE arrived > ?", arguments: [through])
                .map(Date.init(milliseconds:))
        }
    }

    /// Failed deliveries, newest first.
    package func failures(limit: Int) throws(ArchiveError) -> [Failure] {
        try reading { db in
            var failures: [Failure] = []
            let failed = try Prepared(
                db,
                """
                SELECT d.path, s.name, d.arrived, d.failure, d.failure_line, d.failure_column, d.failure_message
                FROM deliveries d JOIN sources s ON s.id = d.source WHERE d.failure IS NOT NULL
                ORDER BY d.arrived DESC, d.path DESC, d.sha256 DESC LIMIT ?
                """)
            try failed.forEach(Values(Int64(max(0, limit)))) { row in
                failures.append(
                    Failure(
                        path: row.text(0), source: row.text(1), arrived: Date(milliseconds: row.integer(2)), code: row.text(3),
                        line: row.integerIfAny(4).map { Int($0) }, column: row.integerIfAny(5).map { Int($0) },
                        message: row.text(6)))
            }
            return failures
        }
    }

    /// Of what was not pruned.
    package func totals() throws(ArchiveError) -> Totals {
        try reading { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            let pruning = try PruningRow(db)
            let whole = pruning.texts == 0 ? "" : "WHERE pruned IS NULL"
            return Totals(
                items: try count("SELECT count(*) FROM items \(whole)"),
                revisions: try count("SELECT count(*) FROM revisions") - Int(pruning.texts),
                sources: try count("SELECT count(DISTINCT source) FROM items"),
                files: try count("SELECT count(*) FROM deliveries WHERE arrived > \(pruning.through)"),
                failed: try count("SELECT count(*) FROM deliveries WHERE failure IS NOT NULL"))
        }
    }

    /// When what has each tag arrived last, by the tag's id, of what arrived at `moment` or later and was not pruned. Ids that nothing has are
    /// missing.
    package func lastArrivals(ofTagsSince moment: Date) throws(ArchiveError) -> [String: Date] {
        try reading { db in
            // By number of the tag's id: of a hundred thousand items, each with a dozen tags, no word is made.
            var last: [UInt64: Int64] = [:]
            let tagged = try Prepared(
                db,
                """
                SELECT d.arrived, h.tags FROM deliveries d CROSS JOIN revisions r ON r.delivery = d.id
                CROSS JOIN heads h ON h.revision = r.id WHERE d.arrived >= ?
                """)
            try tagged.forEach(Values(moment.keptMilliseconds)) { row in
                let arrived = row.integer(0)
                try row.withBytes(1) { try StoredHead.forEachTagID($0) { last[$0] = max(last[$0] ?? .min, arrived) } }
            }
            var dates: [String: Date] = [:]
            for (id, arrived) in last { dates[try vocabulary.text(of: id, db)] = Date(milliseconds: arrived) }
            return dates
        }
    }

    /// How many items have each tag in any of their texts, by the tag's id, of what was not pruned. Ids that nothing has are missing.
    package func tagCounts() throws(ArchiveError) -> [String: Int] {
        try reading { db in
            var counts: [UInt64: Int] = [:]
            var item: Int64 = 0
            var tags: Set<UInt64> = []
            func count() {
                for tag in tags { counts[tag, default: 0] += 1 }
                tags.removeAll(keepingCapacity: true)
            }
            try Prepared(db, "SELECT item, tags FROM heads ORDER BY item").forEach(Values()) { row in
                if row.integer(0) != item {
                    count()
                    item = row.integer(0)
                }
                try row.withBytes(1) { try StoredHead.forEachTagID($0) { tags.insert($0) } }
            }
            count()
            var named: [String: Int] = [:]
            for (id, items) in counts { named[try vocabulary.text(of: id, db)] = items }
            return named
        }
    }

    /// By name. The title is that of its last file that has one. Items and files are those that were not pruned.
    package func sources() throws(ArchiveError) -> [SourceSummary] {
        try reading { db in
            let pruning = try PruningRow(db)
            let whole = pruning.texts == 0 ? "" : "WHERE pruned IS NULL"
            // One pass each over items and files: no source may cost a search of its own.
            var items: [Int64: Int] = [:]
            try Prepared(db, "SELECT source, count(*) FROM items \(whole) GROUP BY source").forEach(Values()) { row in
                items[row.integer(0)] = Int(row.integer(1))
            }
            var titles: [Int64: Int64] = [:]
            try Prepared(
                db, "SELECT source, title FROM deliveries WHERE title IS NOT NULL ORDER BY arrived, path, sha256"
            ).forEach(Values()) { titles[$0.integer(0)] = $0.integer(1) }
            let title = try Prepared(db, "SELECT text FROM titles WHERE id = ?")
            var sources: [SourceSummary] = []
            try Prepared(
                db,
                """
                SELECT s.id, s.name, sum(d.arrived > ?1), max(d.arrived), sum(d.arrived > ?1 AND d.failure IS NOT NULL)
                FROM sources s JOIN deliveries d ON d.source = s.id GROUP BY s.id ORDER BY s.name
                """
            ).forEach(Values(pruning.through)) { row in
                let id = row.integer(0)
                sources.append(
                    SourceSummary(
                        name: row.text(1), title: try titles[id].flatMap { try title.first(Values($0)) { $0.text(0) } },
                        items: items[id] ?? 0, files: Int(row.integer(2)), failed: Int(row.integer(4)),
                        lastArrival: Date(milliseconds: row.integer(3))))
            }
            return sources
        }
    }
}

package struct Failure: Hashable, Sendable {
    package let path: String
    package let source: String
    package let arrived: Date
    package let code: String
    package let line: Int?
    package let column: Int?
    package let message: String
}

package struct Totals: Hashable, Sendable {
    package let items: Int
    /// Distinct texts of all items together.
    package let revisions: Int
    package let sources: Int
    package let files: Int
    package let failed: Int
}

package struct SourceSummary: Hashable, Sendable {
    package let name: String
    package let title: String?
    package let items: Int
    /// Also those that failed.
    package let files: Int
    package let failed: Int
    package let lastArrival: Date
}
