import FoundationEssentials
import GRDB
import News

extension Archive {
    /// Whether there is an item of that key.
    package func holds(_ key: Key) throws(ArchiveError) -> Bool {
        try reading { try Prepared($0, "SELECT 1 FROM items WHERE key = ?").first(Values(key.kept)) { _ in true } ?? false }
    }

    /// Whether there is an item of that key of which more than its fingerprint is left.
    package func holdsText(of key: Key) throws(ArchiveError) -> Bool {
        try reading { db in
            try Prepared(db, "SELECT 1 FROM items WHERE key = ? AND pruned IS NULL").first(Values(key.kept)) { _ in true }
                ?? false
        }
    }

    /// For each item of each sighting, in their order, what is held of it now.
    package func standings(of sightings: [Sighting]) throws(ArchiveError) -> [[Standing]] {
        try reading { db in
            let texts = try HeldTexts(db)
            return try sightings.map { sighting in
                let isLast = try texts.isLast(sighting)
                return try sighting.items.map { key, hash in
                    switch try isLast ? texts.held(key, hash) : texts.held(key, hash, by: sighting) {
                    case .nothing: .new
                    case .item: .revised
                    case .revision: .repeated
                    case .laterRevision: .earlier
                    }
                }
            }
        }
    }

    /// Files the deliveries in one durable transaction, in the order given; answers beside them.
    ///
    /// A text stands with its first observation: the least by arrival, path, the file's bytes and place in the file. When a
    /// file with an earlier one comes late, the revision takes over its fields, and its tags where it has some.
    /// A delivery that was filed before, bytes and all, changes nothing and is answered as the first time; if it could not be
    /// read then and can be now, it is filed as new.
    package func file(_ deliveries: [Delivery]) throws(ArchiveError) -> [Filing] {
        try writing { db in
            var clerk = try FilingClerk(db, vocabulary)
            return try deliveries.map { try clerk.file($0) }
        }
    }
}

/// Looks up identities and texts.
private struct HeldTexts {
    /// What is held of an identity and a text.
    enum Held {
        case nothing
        /// The identity, but not the text.
        case item(id: Int64)
        /// The text too.
        case revision(id: Int64, item: Int64)
        /// The text, from a later observation than the one asked for.
        case laterRevision(id: Int64, item: Int64)
    }

    private let text: Prepared
    private let observation: Prepared
    private let later: Prepared

    init(_ db: Database) throws {
        // Answered by two indexes: no text is touched.
        text = try Prepared(
            db, "SELECT i.id, r.id FROM items i LEFT JOIN revisions r ON r.item = i.id AND r.hash = ?2 WHERE i.key = ?1")
        observation = try Prepared(
            db,
            """
            SELECT i.id, r.id, d.id, d.arrived, d.path, d.sha256
            FROM items i LEFT JOIN revisions r ON r.item = i.id AND r.hash = ?2 LEFT JOIN deliveries d ON d.id = r.delivery
            WHERE i.key = ?1
            """)
        later = try Prepared(db, "SELECT 1 FROM deliveries WHERE (arrived, path, sha256) > (?, ?, ?) LIMIT 1")
    }

    /// Never says `laterRevision`.
    func held(_ key: Key, _ hash: TextHash) throws -> Held {
        try text.first(Values(key.kept, hash.kept)) {
            $0.isNull(1) ? .item(id: $0.integer(0)) : .revision(id: $0.integer(1), item: $0.integer(0))
        } ?? .nothing
    }

    /// As seen by `sighting`, filed as `id`; nil for not yet.
    func held(_ key: Key, _ hash: TextHash, by sighting: Sighting, _ id: Int64? = nil) throws -> Held {
        try observation.first(Values(key.kept, hash.kept)) { row in
            let item = row.integer(0)
            if row.isNull(1) { return .item(id: item) }
            let revision = row.integer(1)
            return isEarlier(sighting, id, than: row)
                ? .laterRevision(id: revision, item: item) : .revision(id: revision, item: item)
        } ?? .nothing
    }

    /// True when no other delivery filed so far comes after it, as it is as a rule: then no observation held is later either.
    func isLast(_ sighting: Sighting) throws -> Bool {
        var values = Values()
        values.add(sighting.arrived.keptMilliseconds)
        values.add(sighting.path)
        values.add(sighting.sha256)
        return try later.first(values) { _ in false } ?? true
    }

    private func isEarlier(_ sighting: Sighting, _ id: Int64?, than row: Prepared.Row) -> Bool {
        // A file that has a text twice gives it with the fields of the first.
        if row.integer(2) == id { return false }
        let arrived = sighting.arrived.keptMilliseconds
        if arrived != row.integer(3) { return arrived < row.integer(3) }
        let path = row.text(4)
        if !sighting.path.isSpelled(as: path) { return sighting.path.isSpelledBefore(path) }
        return row.withBytes(5) { sighting.sha256.lexicographicallyPrecedes($0) }
    }
}

/// Files deliveries within one transaction.
private struct FilingClerk {
    private let db: Database
    private let vocabulary: Vocabulary
    private let texts: HeldTexts
    private let addItem: Prepared
    private let moveItem: Prepared
    private let addRevision: Prepared
    private let moveRevision: Prepared
    private let moveTags: Prepared
    private var heads: StoredHead.Clerk
    private let isPruned: Prepared
    private let seePruned: Prepared
    private let restoreItem: Prepared
    private let uncover: Prepared
    private let pruning: PruningRow
    private var values = Values()

    init(_ db: Database, _ vocabulary: Vocabulary) throws {
        self.db = db
        self.vocabulary = vocabulary
        texts = try HeldTexts(db)
        heads = try StoredHead.Clerk(db, vocabulary)
        addItem = try Prepared(db, "INSERT INTO items (key, source, arrived) VALUES (?, ?, ?)")
        moveItem = try Prepared(db, "UPDATE items SET arrived = ?2 WHERE id = ?1 AND arrived > ?2")
        let columns = StoredItem.columns
        let marks = Array(repeating: "?", count: columns.count + 3).joined(separator: ", ")
        addRevision = try Prepared(
            db, "INSERT INTO revisions (item, hash, delivery, \(columns.joined(separator: ", "))) VALUES (\(marks))")
        pruning = try PruningRow(db)
        isPruned = try Prepared(db, "SELECT 1 FROM revisions WHERE id = ? AND derived & \(StoredItem.isPruned) <> 0")
        seePruned = try Prepared(
            db, "UPDATE items SET seen = ?2 WHERE id = ?1 AND pruned < ?2 AND coalesce(seen, 0) < ?2")
        restoreItem = try Prepared(db, "UPDATE items SET pruned = NULL, seen = NULL WHERE id = ? AND pruned IS NOT NULL")
        uncover = try Prepared(db, "UPDATE retention SET covered = ?1 WHERE covered > ?1")
        // Values in the order of their columns: the row's id comes last.
        let settings = columns.map { "\($0) = ?" }
        moveTags = try Prepared(db, "UPDATE revisions SET delivery = ?, \(settings.joined(separator: ", ")) WHERE id = ?")
        moveRevision = try Prepared(
            db,
            "UPDATE revisions SET delivery = ?, \(settings.dropLast(StoredItem.assessed).joined(separator: ", ")) WHERE id = ?")
    }

    mutating func file(_ delivery: Delivery) throws -> Filing {
        if let filing = try earlierFiling(of: delivery) { return filing }
        let id = try add(delivery)
        guard case .read(let feed, let assessments) = delivery.content else { return Filing() }
        let source = try named(feed.source, in: .sources, db)
        let sighting = Sighting(of: delivery)
        let isLast = try texts.isLast(sighting)
        let arrived = delivery.arrived.keptMilliseconds
        // Claimed long ago and filed only now: it is pruned after all.
        if arrived <= pruning.covered { try uncover.run(Values(arrived - 1)) }
        var filing = Filing(seen: feed.seen, refused: feed.refused.count)
        for (place, item) in feed.items.enumerated() {
            let assessment = place < assessments.count ? assessments[place] : nil
            switch try file(item, assessment, at: place + 1, of: sighting, id, isLast: isLast, source: source) {
            case .new: filing.new += 1
            case .revised: filing.revised += 1
            case .repeated, .earlier: filing.repeated += 1
            }
        }
        let numbers = [filing.seen, filing.new, filing.revised, filing.repeated, filing.refused].map(Int64.init)
        values.clear()
        for number in numbers { values.add(number) }
        values.add(id)
        try Prepared(
            db, "UPDATE deliveries SET seen = ?, added = ?, revised = ?, repeated = ?, refused = ? WHERE id = ?"
        ).run(values)
        return filing
    }

    /// Nil when it is to be filed.
    private mutating func earlierFiling(of delivery: Delivery) throws -> Filing? {
        values.clear()
        values.add(delivery.arrived.keptMilliseconds)
        values.add(delivery.path)
        values.add(delivery.sha256)
        let earlier = try Prepared(
            db,
            """
            SELECT id, failure IS NOT NULL, seen, added, revised, repeated, refused FROM deliveries
            WHERE arrived = ? AND path = ? AND sha256 = ?
            """
        ).first(values) { row in
            let filing = Filing(
                seen: Int(row.integer(2)), new: Int(row.integer(3)), revised: Int(row.integer(4)),
                repeated: Int(row.integer(5)), refused: Int(row.integer(6)))
            return (id: row.integer(0), failed: row.integer(1) != 0, filing: filing)
        }
        guard let earlier else { return nil }
        guard earlier.failed, case .read = delivery.content else { return earlier.filing }
        try Prepared(db, "DELETE FROM deliveries WHERE id = ?").run(Values(earlier.id))
        return nil
    }

    /// The new row's id.
    private mutating func add(_ delivery: Delivery) throws -> Int64 {
        values.clear()
        let source: String
        let title: String?
        switch delivery.content {
        case .read(let feed, _): (source, title) = (feed.source, feed.title)
        case .failed: (source, title) = (delivery.source, nil)
        }
        let sourceID = try named(source, in: .sources, db)
        let titleID = try title.map { try named($0, in: .titles, db) }
        values.add(delivery.arrived.keptMilliseconds)
        values.add(delivery.path)
        values.add(delivery.sha256)
        values.add(Int64(delivery.bytes))
        values.add(sourceID)
        switch delivery.content {
        case .read(let feed, _):
            values.add(feed.format)
            values.add(titleID)
            values.add(feed.built?.keptMilliseconds)
            for _ in 0..<4 { values.add(nil as Int64?) }
        case .failed(let code, let line, let column, let message):
            for _ in 0..<3 { values.add(nil as Int64?) }
            values.add(code)
            values.add(line.map(Int64.init))
            values.add(column.map(Int64.init))
            values.add(message)
        }
        try Prepared(
            db,
            """
            INSERT INTO deliveries (arrived, path, sha256, bytes, source, format, title, built,
                failure, failure_line, failure_column, failure_message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(values)
        return db.lastInsertedRowID
    }

    private mutating func file(
        _ item: Item, _ assessment: Assessment?, at place: Int, of sighting: Sighting, _ id: Int64, isLast: Bool, source: Int64
    ) throws -> Standing {
        let arrived = sighting.arrived.keptMilliseconds
        let itemID: Int64
        let standing: Standing
        values.clear()
        switch try isLast ? texts.held(item.key, item.hash) : texts.held(item.key, item.hash, by: sighting, id) {
        case .revision(let revision, let item):
            if revision <= pruning.lastText { try seePruned.run(Values(item, sighting.arrived.startOfDay)) }
            return .repeated
        case .laterRevision(let revision, let itemID):
            // Of what is but a fingerprint the ledger has the last word.
            if revision <= pruning.lastText, try isPruned.first(Values(revision), { _ in true }) ?? false { return .repeated }
            values.add(id)
            try StoredItem.append(item, assessment, place: place, to: &values, vocabulary, db)
            values.add(revision)
            try (assessment == nil ? moveRevision : moveTags).run(values)
            try heads.put(item, assessment ?? .none, revision: revision, of: itemID, delivery: id, place: place)
            try moveItem.run(Values(itemID, arrived))
            return .earlier
        case .item(let known):
            (itemID, standing) = (known, .revised)
            if !isLast { try moveItem.run(Values(itemID, arrived)) }
            if pruning.texts > 0 { try restoreItem.run(Values(itemID)) }
        case .nothing:
            (itemID, standing) = (try addItem.adding(Values(item.key.kept, source, arrived)), .new)
        }
        values.add(itemID)
        values.add(item.hash.kept)
        values.add(id)
        // Nil for a text that is not held: it was held when the caller asked. No tags are better than no item.
        let assessment = assessment ?? .none
        try StoredItem.append(item, assessment, place: place, to: &values, vocabulary, db)
        let revision = try addRevision.adding(values)
        try heads.put(item, assessment, revision: revision, of: itemID, delivery: id, place: place, isNew: true)
        return standing
    }
}

extension Key {
    /// Its bits; SQLite's order of them is not the keys'.
    var kept: Int64 { Int64(bitPattern: bits) }

    init(kept: Int64) { self.init(bits: UInt64(bitPattern: kept)) }
}

extension TextHash {
    var kept: Int64 { Int64(bitPattern: bits) }

    init(kept: Int64) { self.init(bits: UInt64(bitPattern: kept)) }
}

extension Date {
    /// Milliseconds since 1970 at which its UTC day begins.
    fileprivate var startOfDay: Int64 {
        let day: Int64 = 86_400_000
        let rest = keptMilliseconds % day
        return keptMilliseconds - (rest < 0 ? rest + day : rest)
    }
}
