import FoundationEssentials
import GRDB
import News

/// How far pruning has come, as the ledger has it. All are whole UTC days: their last millisecond, but for `at` and `since`.
package struct PruningMarks: Hashable, Sendable {
    /// The moment it was decided at.
    package var at: Date
    /// When the desk began to work without a longer break.
    package var since: Date
    /// Of what arrived by then only fingerprints are kept, and no digest shows any of it. Nil for nothing so far.
    package var through: Date?
    /// A fingerprint that no file brought since then may be forgotten. Nil for none.
    package var unseen: Date?
    /// Editions that closed by then are gone, but for the last of each name. Nil for none.
    package var editions: Date?

    package init(at: Date, since: Date, through: Date? = nil, unseen: Date? = nil, editions: Date? = nil) {
        self.at = at
        self.since = since
        self.through = through
        self.unseen = unseen
        self.editions = editions
    }
}

/// What stays of a file's texts when they are pruned: who had them first, and by what they are known again.
package struct PrunedFile: Hashable, Sendable {
    package let arrived: Date
    package let path: String
    package let source: String
    package let built: Date?
    package var texts: [PrunedText]
}

package struct PrunedText: Hashable, Sendable {
    package let key: Key
    package let hash: TextHash
    package let modified: Date?
    package let published: Date?
}

/// What a pass of pruning did.
package struct PruningTally: Hashable, Sendable {
    /// Items of which only the fingerprint is left.
    package var items = 0
    /// Fingerprints forgotten.
    package var forgotten = 0
    /// Files of done/ and failed/ removed.
    package var files = 0
    package var editions = 0

    package init() {}

    package var isEmpty: Bool { self == PruningTally() }
}

/// What the archive knows of pruning.
package struct PruningState: Sendable {
    /// Nil before the first pass.
    package let marks: PruningMarks?
    /// Everything up to then is pruned and in the ledger: the files that brought it are not needed any more.
    package let covered: Date?
    /// Texts of which only the fingerprint is left.
    package let texts: Int
    /// What the last pass that found something did, and when; nil when none did.
    package let last: (day: Date, tally: PruningTally)?
}

/// The row of `retention`.
struct PruningRow {
    var marks: PruningMarks?
    /// As `PruningMarks.through`, in milliseconds; before all dates when nothing is pruned.
    var through: Int64 = .min
    var covered: Int64 = .min
    var texts: Int64 = 0
    var lastText: Int64 = 0
    var last: (day: Date, tally: PruningTally)?

    /// An archive of an older wiredesk, which somebody only reads, has none: nothing is pruned there.
    init(_ db: Database) throws {
        guard try db.tableExists("retention") else { return }
        let row = try Prepared(
            db,
            """
            SELECT at, since, through, covered, unseen, editions, texts, last_text, last, items, forgotten, files, told
            FROM retention
            """)
        try row.forEach(Values()) { row in
            func date(_ column: CInt) -> Date? { row.integerIfAny(column).map(Date.init(milliseconds:)) }
            if let at = date(0), let since = date(1) {
                marks = PruningMarks(at: at, since: since, through: date(2), unseen: date(4), editions: date(5))
            }
            through = row.integerIfAny(2) ?? .min
            covered = row.integerIfAny(3) ?? .min
            (texts, lastText) = (row.integer(6), row.integer(7))
            guard let day = date(8) else { return }
            var tally = PruningTally()
            tally.items = Int(row.integer(9))
            tally.forgotten = Int(row.integer(10))
            tally.files = Int(row.integer(11))
            tally.editions = Int(row.integer(12))
            last = (day, tally)
        }
    }
}
