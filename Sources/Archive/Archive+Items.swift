import FoundationEssentials
import GRDB
import News

extension Archive {
    /// The items as they stood at `closing` that first arrived, or were last revised, after `horizon`: by time, then key.
    ///
    /// What arrived after `closing` does not show in them, nor what was pruned. Revisions follow one another by modified date, the feed's build
    /// date (none before any), arrival, path and hash; the last is shown, its tags and its feed's title with it. `revised` is the least
    /// arrival of the last of them that show the same words (`Item.shown`): what changed but a picture or markup is no news.
    package func items(after horizon: Date, through closing: Date) throws(ArchiveError) -> [FiledItem] {
        try reading { db in
            var view = View(
                db, .texts(vocabulary, db), horizon: try horizon.orPruned(db), closing: closing.keptMilliseconds)
            try view.addWindow()
            return view.sorted(as: FiledItem.init)
        }
    }

    /// The same of those items alone whose keys are given, each once, however long ago they arrived.
    package func items(_ keys: [Key], through closing: Date) throws(ArchiveError) -> [FiledItem] {
        try reading { db in
            var view = View(db, .texts(vocabulary, db), horizon: .min, closing: closing.keptMilliseconds)
            try view.add(keys)
            return view.sorted(as: FiledItem.init)
        }
    }

    /// The same without their texts, tags and all else that a list of headlines has no use for: title, address and language are there.
    package func headlines(_ keys: [Key], through closing: Date) throws(ArchiveError) -> [FiledItem] {
        try reading { db in
            var view = View(db, .headlines, horizon: .min, closing: closing.keptMilliseconds)
            try view.add(keys)
            return view.sorted(as: FiledItem.init)
        }
    }

    /// What deciding asks of the items that `items(after:through:)` gives, in their order.
    package func heads(after horizon: Date, through closing: Date) throws(ArchiveError) -> [ItemHead] {
        try reading { db in
            var view = View(
                db, .heads(vocabulary, db), horizon: try horizon.orPruned(db), closing: closing.keptMilliseconds)
            try view.addWindow()
            return view.sorted(as: ItemHead.init)
        }
    }
}

/// What a view shows of texts, and where it is read.
private struct Columns<Content> {
    /// Beginning with `modified` and `published`.
    let names: [String]
    /// Of the columns: `r`, or a table joined to it.
    let table: String
    let join: String
    /// From the column on where `names` begin.
    let read: (Prepared.Row, CInt, Key, TextHash) throws -> Content

    var count: CInt { CInt(names.count + 3) }
    var list: String { (["i.key", "\(table).hash"] + names.map { "\(table).\($0)" } + ["h.shown"]).joined(separator: ", ") }

    /// `Item.shown`; nil where it is not known yet, and of what is but a fingerprint.
    func shown(_ row: Prepared.Row) -> Int64? { row.integerIfAny(count - 1) }

    private static var besideTexts: String { "LEFT JOIN heads h ON h.revision = r.id" }
}

extension Columns<(item: Item, tags: [Tag])> {
    static func texts(_ vocabulary: Vocabulary, _ db: Database) -> Columns {
        Columns(names: StoredItem.columns, table: "r", join: besideTexts) { row, first, key, hash in
            try StoredItem.read(row, from: first, key: key, hash: hash, vocabulary, db)
        }
    }

    static var headlines: Columns {
        let names = ["modified", "published", "url", "title", "language"]
        return Columns(names: names, table: "r", join: besideTexts) { row, first, key, hash in
            let item = Item(
                key: key, hash: hash, url: row.textIfAny(first + 2), title: row.textIfAny(first + 3),
                published: row.integerIfAny(first + 1).map(Date.init(milliseconds:)),
                modified: row.integerIfAny(first).map(Date.init(milliseconds:)), language: row.textIfAny(first + 4))
            return (item, [])
        }
    }
}

extension Columns<StoredHead> {
    static func heads(_ vocabulary: Vocabulary, _ db: Database) -> Columns {
        // Of `revisions` only indexes are read.
        Columns(names: StoredHead.columns, table: "h", join: "JOIN heads h ON h.revision = r.id") { row, first, _, _ in
            try StoredHead.read(row, from: first, vocabulary, db)
        }
    }
}

/// The archive as it stood at one moment.
private struct View<Content> {
    private let db: Database
    private let columns: Columns<Content>
    private let horizon: Int64
    private let closing: Int64
    private var states: [ItemState<Content>] = []
    private var places: [Key: Int] = [:]

    init(_ db: Database, _ columns: Columns<Content>, horizon: Int64, closing: Int64) {
        self.db = db
        self.columns = columns
        self.horizon = horizon
        self.closing = closing
    }

    /// By time, then key.
    func sorted<Shown>(as shown: (ItemState<Content>) -> Shown) -> [Shown] {
        // Sorted by small values: an item is some four hundred bytes to move.
        var order: [(time: Int64, key: Key, place: Int)] = []
        order.reserveCapacity(states.count)
        // Field by field: a copy of a state is a dozen reference counts.
        for place in states.indices where max(states[place].arrived, states[place].revised) > horizon {
            order.append((states[place].time, states[place].key, place))
        }
        order.sort { ($0.time, $0.key) < ($1.time, $1.key) }
        return order.map { shown(states[$0.place]) }
    }

    /// What arrived after the horizon, file by file: what one brought lies together, so that a view of days reads as fast as the
    /// disk goes. Then what the same items had been before.
    mutating func addWindow() throws {
        let observed = try Prepared(
            db,
            """
            SELECT \(columns.list), i.arrived FROM revisions r \(columns.join) JOIN items i ON i.id = \(columns.table).item
            WHERE r.delivery = ?
            """)
        let deliveries = try Prepared(
            db, "SELECT \(Origin.columns) FROM \(Origin.tables) WHERE d.arrived > ? AND d.arrived <= ?")
        try deliveries.forEach(Values(horizon, closing)) { row in
            let origin = Origin(row)
            try observed.forEach(Values(origin.id)) { try add($0, of: origin, arrived: $0.integer(columns.count)) }
        }
        let known = states.filter { $0.arrived <= horizon }.map(\.key)
        try addRevisions(of: known, through: horizon)
    }

    /// What is held of the keys' items.
    mutating func add(_ keys: [Key]) throws { try addRevisions(of: keys, through: closing) }

    private mutating func addRevisions(of keys: [Key], through last: Int64) throws {
        let revisions = try Prepared(
            db,
            """
            SELECT \(columns.list), i.arrived, \(columns.table).delivery FROM items i JOIN revisions r ON r.item = i.id \(columns.join)
            WHERE i.key = ?
            """)
        let delivery = try Prepared(db, "SELECT \(Origin.columns) FROM \(Origin.tables) WHERE d.id = ?")
        for key in keys {
            try revisions.forEach(Values(key.kept)) { row in
                let origin = try delivery.first(Values(row.integer(columns.count + 1)), Origin.init)
                if let origin, origin.arrived <= last { try add(row, of: origin, arrived: row.integer(columns.count)) }
            }
        }
    }

    private mutating func add(_ row: Prepared.Row, of origin: Origin, arrived: Int64) throws {
        let key = Key(kept: row.integer(0))
        let hash = TextHash(kept: row.integer(1))
        let modified = row.integerIfAny(2)
        let rank = Rank(modified: modified, of: origin, hash: hash)
        let date = row.integerIfAny(3) ?? modified
        guard let place = places[key] else {
            places[key] = states.count
            states.append(
                ItemState(
                    key: key, arrived: arrived, first: rank, date: date, last: rank,
                    content: try columns.read(row, 2, key, hash), source: origin.source, sourceTitle: origin.title,
                    shown: columns.shown(row)))
            return
        }
        if states[place].texts.isEmpty { states[place].texts.append((states[place].last, states[place].shown)) }
        states[place].texts.append((rank, columns.shown(row)))
        states[place].revisions += 1
        if rank < states[place].first {
            states[place].first = rank
            states[place].date = date
        }
        if states[place].last < rank {
            states[place].last = rank
            states[place].content = try columns.read(row, 2, key, hash)
            states[place].sourceTitle = origin.title
        }
    }
}

/// What is known of an item from the revisions looked at so far.
private struct ItemState<Content> {
    let key: Key
    /// Its least arrival of all: of those within the view too, as there is one.
    let arrived: Int64
    var first: Rank
    /// Published, else modified date of the first revision.
    var date: Int64?
    var last: Rank
    var revisions = 1
    /// Of the last.
    var content: Content
    let source: String
    var sourceTitle: String?
    /// `Item.shown` of the first that was looked at.
    let shown: Int64?
    /// All revisions where there are several, as they were looked at, and what each shows.
    var texts: [(rank: Rank, shown: Int64?)] = []

    var time: Int64 { min(date ?? arrived, arrived) }

    /// Since when it has shown what the last revision shows.
    var revised: Int64 {
        if texts.isEmpty { return last.arrived }
        let texts = texts.sorted { $0.rank < $1.rank }
        guard let shown = texts.last?.shown else { return last.arrived }
        return texts.reversed().prefix { $0.shown == shown }.reduce(last.arrived) { min($0, $1.rank.arrived) }
    }
}

extension FiledItem {
    fileprivate init(_ state: ItemState<(item: Item, tags: [Tag])>) {
        self.init(
            item: state.content.item, source: state.source, sourceTitle: state.sourceTitle,
            arrived: Date(milliseconds: state.arrived), time: Date(milliseconds: state.time),
            revised: Date(milliseconds: state.revised), revisions: state.revisions, tags: state.content.tags)
    }
}

extension ItemHead {
    fileprivate init(_ state: ItemState<StoredHead>) {
        let head = state.content
        self.init(
            key: state.key, hash: state.last.hash, source: state.source, arrived: Date(milliseconds: state.arrived),
            time: Date(milliseconds: state.time), revised: Date(milliseconds: state.revised), revisions: state.revisions,
            embargo: head.embargo, status: head.status, hasTitle: head.hasTitle, canBeTold: head.canBeTold,
            length: head.length, tags: head.tags, print: head.print)
        place = head.place
    }
}

/// A revision's place among those of its item.
struct Rank: Comparable {
    /// `Int64.min` without a date, as for `built`.
    let modified: Int64
    let built: Int64
    let arrived: Int64
    let path: String
    let hash: TextHash

    init(modified: Int64?, of origin: Origin, hash: TextHash) {
        self.modified = modified ?? .min
        built = origin.built ?? .min
        (arrived, path) = (origin.arrived, origin.path)
        self.hash = hash
    }

    static func < (a: Rank, b: Rank) -> Bool {
        if a.modified != b.modified { return a.modified < b.modified }
        if a.built != b.built { return a.built < b.built }
        if a.arrived != b.arrived { return a.arrived < b.arrived }
        if !a.path.isSpelled(as: b.path) { return a.path.isSpelledBefore(b.path) }
        return a.hash < b.hash
    }
}

/// The delivery that a revision stands with.
struct Origin {
    let id: Int64
    let arrived: Int64
    let path: String
    let built: Int64?
    let source: String
    let title: String?

    static let columns = "d.id, d.arrived, d.path, d.built, s.name, t.text"
    static let tables = "deliveries d JOIN sources s ON s.id = d.source LEFT JOIN titles t ON t.id = d.title"

    init(_ row: Prepared.Row) { self.init(row, from: 0) }

    /// From the column `first` on, where `columns` begin.
    init(_ row: Prepared.Row, from first: CInt) {
        id = row.integer(first)
        arrived = row.integer(first + 1)
        path = row.text(first + 2)
        built = row.integerIfAny(first + 3)
        source = row.text(first + 4)
        title = row.textIfAny(first + 5)
    }
}

extension Date {
    /// Nothing that was pruned shows in a view, however far it reaches.
    fileprivate func orPruned(_ db: Database) throws -> Int64 { max(keptMilliseconds, try PruningRow(db).through) }
}
