import FoundationEssentials
import GRDB
import News

/// What stays of a row of `revisions`.
struct Fingerprint {
    /// Nil for one that is new.
    var id: Int64?
    let item: Int64
    let hash: Int64
    let delivery: Int64
    let modified: Int64?
    let published: Int64?
}

/// Makes fingerprints, within one transaction.
struct FingerprintClerk {
    private let db: Database
    private let mark: Prepared
    private let findDelivery: Prepared
    private let addDelivery: Prepared
    private let findItem: Prepared
    private let addItem: Prepared
    private let moveItem: Prepared
    private let addText: Prepared
    private let addHead: Prepared
    private let isEarlier: Prepared
    private let remove: Prepared

    init(_ db: Database) throws {
        self.db = db
        mark = try Prepared(
            db,
            """
            UPDATE items SET pruned = ?2, seen = NULL WHERE id = ?1
            AND NOT EXISTS (SELECT 1 FROM revisions WHERE item = ?1 AND derived & \(StoredItem.isPruned) = 0)
            """)
        findDelivery = try Prepared(db, "SELECT id FROM deliveries WHERE arrived = ? AND path = ? AND source = ? LIMIT 1")
        addDelivery = try Prepared(
            db, "INSERT INTO deliveries (arrived, path, sha256, bytes, source, format, built) VALUES (?, ?, x'', 0, ?, '', ?)")
        findItem = try Prepared(db, "SELECT id FROM items WHERE key = ?")
        addItem = try Prepared(db, "INSERT INTO items (key, source, arrived) VALUES (?, ?, ?)")
        moveItem = try Prepared(db, "UPDATE items SET arrived = ?2 WHERE id = ?1 AND arrived > ?2")
        addText = try Prepared(
            db,
            """
            INSERT INTO revisions (id, item, hash, delivery, modified, published, derived)
            VALUES (?, ?, ?, ?, ?, ?, \(StoredItem.isPruned)) ON CONFLICT (item, hash) DO NOTHING
            """)
        // It shows in no view, but it counts in one.
        addHead = try Prepared(
            db,
            """
            INSERT OR REPLACE INTO heads (revision, item, hash, delivery, modified, published, facts, length, version, print)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, x'')
            """)
        // What a file with an earlier observation brought late was pruned once more.
        isEarlier = try Prepared(
            db,
            """
            SELECT r.id FROM revisions r JOIN deliveries d ON d.id = r.delivery WHERE r.item = ?1 AND r.hash = ?2
            AND (SELECT arrived, path FROM deliveries WHERE id = ?3) < (d.arrived, d.path)
            """)
        remove = try Prepared(db, "DELETE FROM revisions WHERE id = ?")
    }

    private func move(_ text: Fingerprint) throws {
        guard let id = try isEarlier.first(Values(text.item, text.hash, text.delivery), { $0.integer(0) }) else { return }
        try remove.run(Values(id))
        try add(text)
    }

    /// False when the text is there.
    @discardableResult
    func add(_ text: Fingerprint) throws -> Bool {
        var values = Values()
        for number in [text.id, text.item, text.hash, text.delivery, text.modified, text.published] { values.add(number) }
        try addText.run(values)
        if db.changesCount == 0 { return false }
        values.clear()
        for number in [db.lastInsertedRowID, text.item, text.hash, text.delivery, text.modified, text.published] {
            values.add(number)
        }
        try addHead.run(values)
        return true
    }

    /// Answers how many of the items have no whole text any more.
    func markPruned(_ items: [Int64], on day: Int64) throws -> Int {
        var marked = 0
        var last: Int64?
        for item in items.sorted() where item != last {
            last = item
            try mark.run(Values(item, day))
            marked += db.changesCount
        }
        return marked
    }

    func restore(_ file: PrunedFile, on day: Int64) throws {
        let arrived = file.arrived.keptMilliseconds
        let source = try named(file.source, in: .sources, db)
        var values = Values()
        values.add(arrived)
        values.add(file.path)
        values.add(source)
        var delivery = try findDelivery.first(values) { $0.integer(0) }
        if delivery == nil {
            values.add(file.built?.keptMilliseconds)
            try addDelivery.run(values)
            delivery = db.lastInsertedRowID
        }
        guard let delivery else { return }
        var items: [Int64] = []
        var added: Int64 = 0
        for text in file.texts {
            var item = try findItem.first(Values(text.key.kept)) { $0.integer(0) }
            if item == nil {
                try addItem.run(Values(text.key.kept, source, arrived))
                item = db.lastInsertedRowID
            }
            guard let item else { continue }
            items.append(item)
            try moveItem.run(Values(item, arrived))
            let fingerprint = Fingerprint(
                item: item, hash: text.hash.kept, delivery: delivery, modified: text.modified?.keptMilliseconds,
                published: text.published?.keptMilliseconds)
            if try add(fingerprint) { added += 1 } else { try move(fingerprint) }
        }
        try Prepared(
            db, "UPDATE retention SET texts = texts + ?, last_text = (SELECT coalesce(max(id), 0) FROM revisions)"
        ).run(Values(added))
        _ = try markPruned(items, on: day)
    }
}

/// Removes deliveries that nothing stands with any more, within one transaction.
struct DeliveryClerk {
    private let find: Prepared
    private let remove: Prepared
    private let untitle: Prepared
    private let removeTitle: Prepared

    init(_ db: Database) throws {
        // Its source's last one says when that was heard of last, and what it is called.
        find = try Prepared(
            db,
            """
            SELECT title, EXISTS (SELECT 1 FROM revisions WHERE delivery = d.id) FROM deliveries d WHERE id = ?1
            AND arrived <= (SELECT through FROM retention) AND failure IS NULL
            AND EXISTS (SELECT 1 FROM deliveries WHERE source = d.source AND arrived > d.arrived)
            """)
        remove = try Prepared(db, "DELETE FROM deliveries WHERE id = ?")
        untitle = try Prepared(db, "UPDATE deliveries SET title = NULL WHERE id = ?")
        removeTitle = try Prepared(
            db, "DELETE FROM titles WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE title = ?1)")
    }

    func letGo(_ delivery: Int64) throws {
        guard let (title, isHeld) = try find.first(Values(delivery), { ($0.integerIfAny(0), $0.integer(1) != 0) }) else { return }
        try (isHeld ? untitle : remove).run(Values(delivery))
        if let title { try removeTitle.run(Values(title)) }
    }
}
