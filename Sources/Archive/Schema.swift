import GRDB

/// The tables, by migrations that are never changed once released: a later version adds one.
///
/// Times are whole milliseconds since 1970 UTC. Keys and hashes are their 64 bits, so that SQLite's order of them is not
/// theirs. Nothing is stored twice: what a file says of all its items stands with the delivery, what recurs is named once.
enum Schema {
    /// Throws `newerSchema` when the database was migrated by a wiredesk that knows more than this one.
    static func refuseNewer(_ db: Database) throws {
        let unknown = try migrator.appliedIdentifiers(db).subtracting(migrator.migrations)
        if !unknown.isEmpty { throw ArchiveError.newerSchema(found: unknown.sorted().joined(separator: ", ")) }
    }

    /// Whether the file is of this wiredesk, and no older one.
    static func isCurrent(_ db: Database) throws -> Bool { try migrator.hasCompletedMigrations(db) }

    static func migrate(_ queue: DatabaseQueue) throws { try migrator.migrate(queue) }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { try $0.execute(sql: v1) }
        // Docdata; of what was filed before nothing is known.
        migrator.registerMigration("v2") { try $0.execute(sql: "ALTER TABLE revisions ADD COLUMN docdata BLOB") }
        migrator.registerMigration("v3") { try $0.execute(sql: heads) }
        // Which of the stories an edition told have a page of their own, and in which editions an item was told.
        migrator.registerMigration("story-pages") {
            try $0.execute(
                sql: """
                    ALTER TABLE told_stories ADD COLUMN page INTEGER NOT NULL DEFAULT 0;
                    CREATE INDEX told_stories_by_story ON told_stories (story);
                    CREATE INDEX told_items_by_item ON told_items (item);
                    """)
        }
        migrator.registerMigration("retention") { try $0.execute(sql: retention) }
        // Packed passages; of what was filed before nothing is known.
        migrator.registerMigration("boilerplate") { try $0.execute(sql: "ALTER TABLE revisions ADD COLUMN boilerplate BLOB") }
        // `Item.shown`; of what was filed before it is made with the prints.
        migrator.registerMigration("shown") { try $0.execute(sql: "ALTER TABLE heads ADD COLUMN shown INTEGER") }
        return migrator
    }

    private static let heads = """
        -- Of each text what an edition is decided by, so that this is read without the words. All of it is made from `revisions`:
        -- rows that are missing, or of another version, are made anew.
        CREATE TABLE heads (
            revision INTEGER PRIMARY KEY REFERENCES revisions ON DELETE CASCADE,
            item INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            delivery INTEGER NOT NULL,
            modified INTEGER,
            published INTEGER,
            facts INTEGER NOT NULL,     -- StoredHead.Facts
            length INTEGER NOT NULL,
            embargo INTEGER,
            status TEXT,
            tags BLOB,                  -- Packed, without evidence
            version INTEGER NOT NULL,
            print BLOB NOT NULL         -- Newsroom's, of that version
        ) STRICT;
        """

    private static let v1 = """
        CREATE TABLE sources (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        -- Feeds' titles, as their files give them.
        CREATE TABLE titles (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;

        -- Each claimed file. The numbers are those of the moment it was filed; sums over them do not depend on the order.
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            arrived INTEGER NOT NULL,
            path TEXT NOT NULL,
            sha256 BLOB NOT NULL,
            bytes INTEGER NOT NULL,
            source INTEGER NOT NULL REFERENCES sources,
            format TEXT,
            title INTEGER REFERENCES titles,
            built INTEGER,
            seen INTEGER NOT NULL DEFAULT 0,
            added INTEGER NOT NULL DEFAULT 0,
            revised INTEGER NOT NULL DEFAULT 0,
            repeated INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            failure TEXT,
            failure_line INTEGER,
            failure_column INTEGER,
            failure_message TEXT,
            CHECK ((format IS NULL) <> (failure IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX deliveries_in_order ON deliveries (arrived, path, sha256);
        CREATE INDEX deliveries_failed ON deliveries (arrived, path) WHERE failure IS NOT NULL;

        -- Identities. `arrived` is the least arrival of their revisions, kept because every view and count asks for it.
        -- Keys are as good as random: only their own index is in their order, so that new items dirty few pages elsewhere.
        CREATE TABLE items (
            id INTEGER PRIMARY KEY,
            key INTEGER NOT NULL UNIQUE,
            source INTEGER NOT NULL REFERENCES sources,
            arrived INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX items_by_arrival ON items (arrived);

        -- Distinct texts. `delivery` is the first that had it, by arrival, path and bytes; the fields are as that one gave them.
        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            item INTEGER NOT NULL REFERENCES items,
            hash INTEGER NOT NULL,
            delivery INTEGER NOT NULL REFERENCES deliveries,
            modified INTEGER,
            published INTEGER,
            derived INTEGER NOT NULL,   -- StoredItem.Derived
            guid TEXT,
            url TEXT,
            title TEXT,
            summary TEXT,
            text TEXT,                  -- Packed.append(blocks)
            language TEXT,
            image TEXT,
            authors BLOB,               -- Packed, as all that follow
            categories BLOB,
            attachments BLOB,
            repairs BLOB,
            tags BLOB
        ) STRICT;
        CREATE UNIQUE INDEX revisions_by_text ON revisions (item, hash);
        CREATE INDEX revisions_by_delivery ON revisions (delivery);

        -- The words of topics.yaml that tags use: ids, labels, terms.
        CREATE TABLE vocabulary (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;

        -- Published editions and what was fresh in them; items may be pruned before these are.
        CREATE TABLE editions (
            id INTEGER PRIMARY KEY,
            rule TEXT NOT NULL,
            closing INTEGER NOT NULL,
            opened INTEGER,
            path TEXT NOT NULL,
            title TEXT NOT NULL,
            UNIQUE (rule, closing)
        ) STRICT;
        CREATE INDEX editions_by_closing ON editions (closing);
        CREATE TABLE told_stories (
            edition INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
            place INTEGER NOT NULL,
            story INTEGER NOT NULL,
            PRIMARY KEY (edition, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE told_items (
            edition INTEGER NOT NULL,
            story_place INTEGER NOT NULL,
            place INTEGER NOT NULL,
            item INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            PRIMARY KEY (edition, story_place, place),
            FOREIGN KEY (edition, story_place) REFERENCES told_stories ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        """

    private static let retention = """
        -- How far pruning has come: one row (PruningMarks, Pruning).
        CREATE TABLE retention (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            at INTEGER,
            since INTEGER,
            through INTEGER,
            covered INTEGER,
            unseen INTEGER,
            editions INTEGER,
            -- Texts of which only the fingerprint is left, and the greatest id of one: a text with a greater one is whole.
            texts INTEGER NOT NULL DEFAULT 0,
            last_text INTEGER NOT NULL DEFAULT 0,
            -- What the last pass that found something did, and the day it was.
            last INTEGER,
            items INTEGER NOT NULL DEFAULT 0,
            forgotten INTEGER NOT NULL DEFAULT 0,
            files INTEGER NOT NULL DEFAULT 0,
            told INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO retention (id) VALUES (1);

        -- Of an item that is but a fingerprint: the day on which it became one, and the last day on which a file brought it since.
        ALTER TABLE items ADD COLUMN pruned INTEGER;
        ALTER TABLE items ADD COLUMN seen INTEGER;
        CREATE INDEX items_known ON items (max(pruned, coalesce(seen, 0))) WHERE pruned IS NOT NULL;
        CREATE INDEX deliveries_by_source ON deliveries (source, arrived);
        CREATE INDEX deliveries_by_title ON deliveries (title) WHERE title IS NOT NULL;
        """
}
