import FoundationEssentials
import GRDB
import News

extension Archive {
    /// The items as they stood at `closing` that first arrived, or were last revised, after `horizon`: by time, then key.
    ///
    /// What arrived after `closing` does not show in them. Revisions follow one another by modified date, the feed's build
    /// date (none before any), arrival, path and hash; the last is shown, its tags and its feed's title with it.
    package func items(after horizon: Date, through closing: Date) throws(ArchiveError) -> [FiledItem] {
        try reading { db in
            var view = try View(
                db, vocabulary, horizon: horizon.keptMilliseconds, closing: closing.keptMilliseconds)
            return try view.items()
        }
    }
}

/// The archive as it stood at one moment.
private struct View {
    private let db: Database
    private let vocabulary: Vocabulary
    private let horizon: Int64
    private let closing: Int64
    private var states: [ItemState] = []
    private var places: [Key: Int] = [:]

    init(_ db: Database, _ vocabulary: Vocabulary, horizon: Int64, closing: Int64) throws {
        self.db = db
        self.vocabulary = vocabulary
        self.horizon = horizon
        self.closing = closing
    }

    mutating func items() throws -> [FiledItem] {
        try addWindow()
        try addRevisionsBeforeIt()
        // Sorted by small values: an item is some four hundred bytes to move.
        var order: [(time: Int64, key: Key, place: Int)] = []
        order.reserveCapacity(states.count)
        for (place, state) in states.enumerated() where max(state.arrived, state.last.arrived) > horizon {
            order.append((state.time, state.key, place))
        }
        order.sort { ($0.time, $0.key) < ($1.time, $1.key) }
        return order.map { states[$0.place].filed }
    }

    /// File by file: what one brought lies together, so that a view of days reads as fast as the disk goes.
    private mutating func addWindow() throws {
        let observed = try Prepared(
            db, "SELECT \(View.columns), i.arrived FROM revisions r JOIN items i ON i.id = r.item WHERE r.delivery = ?")
        let deliveries = try Prepared(
            db, "SELECT \(Origin.columns) FROM \(Origin.tables) WHERE d.arrived > ? AND d.arrived <= ?")
        try deliveries.forEach(Values(horizon, closing)) { row in
            let origin = Origin(row)
            try observed.forEach(Values(origin.id)) { try add($0, of: origin, arrived: $0.integer(View.columnCount)) }
        }
    }

    /// An item of the window may have been there before it.
    private mutating func addRevisionsBeforeIt() throws {
        let revisions = try Prepared(
            db, "SELECT \(View.columns), r.delivery FROM items i JOIN revisions r ON r.item = i.id WHERE i.key = ?")
        let delivery = try Prepared(db, "SELECT \(Origin.columns) FROM \(Origin.tables) WHERE d.id = ?")
        for (key, arrived) in states.map({ ($0.key, $0.arrived) }) where arrived <= horizon {
            try revisions.forEach(Values(key.kept)) { row in
                let origin = try delivery.first(Values(row.integer(View.columnCount)), Origin.init)
                if let origin, origin.arrived <= horizon { try add(row, of: origin, arrived: arrived) }
            }
        }
    }

    private static let columns = (["i.key", "r.hash"] + StoredItem.columns.map { "r.\($0)" }).joined(separator: ", ")
    private static let columnCount = CInt(StoredItem.columns.count + 2)

    private mutating func add(_ row: Prepared.Row, of origin: Origin, arrived: Int64) throws {
        let key = Key(kept: row.integer(0))
        let hash = TextHash(kept: row.integer(1))
        let modified = row.integerIfAny(2)
        let rank = Rank(
            modified: modified ?? .min, built: origin.built ?? .min, arrived: origin.arrived, path: origin.path, hash: hash)
        let date = row.integerIfAny(3) ?? modified
        guard let place = places[key] else {
            places[key] = states.count
            let (item, tags) = try StoredItem.read(row, from: 2, key: key, hash: hash, vocabulary, db)
            states.append(
                ItemState(
                    key: key, arrived: arrived, first: rank, date: date, last: rank, item: item, tags: tags,
                    source: origin.source, sourceTitle: origin.title))
            return
        }
        states[place].revisions += 1
        if rank < states[place].first {
            states[place].first = rank
            states[place].date = date
        }
        if states[place].last < rank {
            states[place].last = rank
            (states[place].item, states[place].tags) = try StoredItem.read(
                row, from: 2, key: key, hash: hash, vocabulary, db)
            states[place].sourceTitle = origin.title
        }
    }
}

/// What is known of an item from the revisions looked at so far.
private struct ItemState {
    let key: Key
    /// Its least arrival of all: of those within the view too, as there is one.
    let arrived: Int64
    var first: Rank
    /// Published, else modified date of the first revision.
    var date: Int64?
    var last: Rank
    var revisions = 1
    var item: Item
    var tags: [Tag]
    let source: String
    var sourceTitle: String?

    var time: Int64 { min(date ?? arrived, arrived) }

    var filed: FiledItem {
        FiledItem(
            item: item, source: source, sourceTitle: sourceTitle, arrived: Date(milliseconds: arrived),
            time: Date(milliseconds: time), revised: Date(milliseconds: last.arrived), revisions: revisions, tags: tags)
    }
}

/// A revision's place among those of its item.
private struct Rank: Comparable {
    /// `Int64.min` without a date, as for `built`.
    let modified: Int64
    let built: Int64
    let arrived: Int64
    let path: String
    let hash: TextHash

    static func < (a: Rank, b: Rank) -> Bool {
        if a.modified != b.modified { return a.modified < b.modified }
        if a.built != b.built { return a.built < b.built }
        if a.arrived != b.arrived { return a.arrived < b.arrived }
        if !a.path.isSpelled(as: b.path) { return a.path.isSpelledBefore(b.path) }
        return a.hash < b.hash
    }
}

/// The delivery that a revision stands with.
private struct Origin {
    let id: Int64
    let arrived: Int64
    let path: String
    let built: Int64?
    let source: String
    let title: String?

    static let columns = "d.id, d.arrived, d.path, d.built, s.name, t.text"
    static let tables = "deliveries d JOIN sources s ON s.id = d.source LEFT JOIN titles t ON t.id = d.title"

    init(_ row: Prepared.Row) {
        id = row.integer(0)
        arrived = row.integer(1)
        path = row.text(2)
        built = row.integerIfAny(3)
        source = row.text(4)
        title = row.textIfAny(5)
    }
}
