import FoundationEssentials
import GRDB

/// What came how fast, and who has fallen silent.
extension Archive {
    /// What arrived after `moment`, of what was not pruned.
    package func rate(since moment: Date) throws(ArchiveError) -> Rate {
        try reading { db in
            let rate = try Prepared(
                db,
                """
                SELECT count(*), coalesce(sum(failure IS NOT NULL), 0), coalesce(sum(added), 0), coalesce(sum(revised), 0)
                FROM deliveries WHERE arrived > ?
                """
            ).first(Values(moment.keptMilliseconds)) { row in
                Rate(
                    files: Int(row.integer(0)), failed: Int(row.integer(1)), new: Int(row.integer(2)),
                    revised: Int(row.integer(3)))
            }
            return rate ?? Rate(files: 0, failed: 0, new: 0, revised: 0)
        }
    }

    /// Failed deliveries by the codes of their reasons, most first.
    package func failuresByCode() throws(ArchiveError) -> [(code: String, files: Int)] {
        try reading { db in
            var failures: [(code: String, files: Int)] = []
            try Prepared(
                db, "SELECT failure, count(*) FROM deliveries WHERE failure IS NOT NULL GROUP BY failure ORDER BY 2 DESC, 1"
            ).forEach(Values()) { failures.append(($0.text(0), Int($0.integer(1)))) }
            return failures
        }
    }

    /// How each source that brought news after `moment` brings it, by name: files that had nothing new do not count.
    package func rhythms(since moment: Date) throws(ArchiveError) -> [SourceRhythm] {
        try reading { db in
            var rhythms: [SourceRhythm] = []
            let gaps = try Prepared(
                db,
                """
                SELECT s.name, count(*), max(g.arrived), coalesce(max(g.gap), 0)
                FROM (
                    SELECT source, arrived, arrived - lag(arrived) OVER (PARTITION BY source ORDER BY arrived) gap
                    FROM deliveries WHERE arrived > ? AND added + revised > 0
                ) g JOIN sources s ON s.id = g.source GROUP BY g.source ORDER BY s.name
                """)
            try gaps.forEach(Values(moment.keptMilliseconds)) { row in
                rhythms.append(
                    SourceRhythm(
                        name: row.text(0), deliveries: Int(row.integer(1)), last: Date(milliseconds: row.integer(2)),
                        longestGapSeconds: Double(row.integer(3)) / 1000))
            }
            return rhythms
        }
    }

    /// The steps by which the archive got its form, in their order.
    package func schema() throws(ArchiveError) -> [String] {
        try reading { try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid") }
    }

    /// What is damaged, a line each; empty when nothing is (sqlite.org/pragma.html#pragma_quick_check). Takes about as long as to read
    /// the file once.
    package func damages() throws(ArchiveError) -> [String] {
        try reading { try String.fetchAll($0, sql: "PRAGMA quick_check(10)") }.filter { $0 != "ok" }
    }
}

package struct Rate: Hashable, Sendable {
    package let files: Int
    package let failed: Int
    /// Items that came for the first time, and those that came with another text.
    package let new: Int
    package let revised: Int
}

package struct SourceRhythm: Hashable, Sendable {
    package let name: String
    /// Files that brought something new.
    package let deliveries: Int
    /// Of the last of them.
    package let last: Date
    /// Between two of them, in seconds; 0 when there is but one.
    package let longestGapSeconds: Double
}

extension SourceRhythm {
    /// So many deliveries make a rhythm.
    package static let fewest = 10
    /// What brings news by the minute may pause for an hour.
    package static let shortestSilenceSeconds = 3600.0

    /// Whether nothing new has come for half as long again as it ever took before; never of a source whose rhythm is not known.
    package func isSilent(at now: Date) -> Bool {
        let silence = now.timeIntervalSince(last)
        return deliveries >= SourceRhythm.fewest && silence > max(SourceRhythm.shortestSilenceSeconds, 1.5 * longestGapSeconds)
    }
}
