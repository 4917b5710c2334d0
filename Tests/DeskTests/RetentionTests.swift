import Foundation
import GRDB
import Logging
import News
import Newsroom
import Testing

@testable import Archive
@testable import Desk

/// What a desk keeps, for how long, and that nothing which may go can be missed.
struct RetentionTests {
    private static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    private static let editions = "live: {zone: UTC}\neditions:\n  noon: {title: Noon Edition, at: \"12:00\"}\nmin_free: 0B\n"
    /// Texts go after four days, what is known of them four days later.
    private static let short =
        editions + "horizon_days: 2\nkeep_items: 4\nkeep_done: 5\nkeep_failed: 3\nkeep_fingerprints: 4\nkeep_editions: 6\n"

    private static func desk(_ settings: String) throws -> TemporaryDesk {
        let desk = try TemporaryDesk()
        desk.settings = settings
        desk.findsPlaces = false
        return desk
    }

    private static func day(_ n: Int) -> Date { Date(milliseconds: 1_795_348_800_000).addingDays(Int64(n)) }

    private static let headlines = [
        "Museum finds lost score", "Dockers at Tarn strike", "Second quake hits the valley", "Harbour fee stays",
    ]

    /// What is dropped on a day: news and a follow-up, what a slow feed still carries for weeks, a revision of something old, a copy,
    /// something that is no feed.
    private static func drop(_ n: Int, on desk: TemporaryDesk) throws {
        func word(_ n: Int) -> String { "\(headlines[(n + 4) % 4]) in district \((n + 13) % 13)" }
        try desk.drop(
            "courier/\(n).xml", rss(("c\(n)", word(n)), ("c\(n - 1)", word(n - 1)), ("c\(n - 2)", "\(word(n - 2)), once more")))
        try desk.drop("radio/\(n).xml", rss(("r\(n)", word(n)), ("w\(n / 9)", word(n / 9)), link: "https://radio.example/"))
        // The same ten entries for weeks, one of them rewritten after ten days.
        let slow = (0..<10).map { k in
            (guid: "s\(n / 25)-\(k)", title: "Essay \(n / 25) of \(k)\(k == 3 && n % 25 > 10 ? ", revised" : "")")
        }
        let entries = slow.map { "<item><guid isPermaLink=\"false\">\($0.guid)</guid><title>\($0.title)</title></item>" }.joined()
        try desk.drop("essays/feed.xml", "<rss version=\"2.0\"><channel><title>Essays \(n % 3)</title>\(entries)</channel></rss>")
        if n % 5 == 0 { try desk.drop("bad-\(n).xml", "no feed, number \(n)") }
    }

    /// Twelve days of it, made once and copied.
    // Copied from, never changed.
    nonisolated(unsafe) private static let twelveDays = Result {
        let desk = try Self.desk(Self.short)
        for n in 0..<12 {
            try drop(n, on: desk)
            try desk.once(at: day(n))
        }
        return desk
    }

    private static func afterTwelveDays() throws -> TemporaryDesk {
        let (desk, made) = (try Self.desk(Self.short), try twelveDays.get())
        try FileManager.default.removeItem(atPath: desk.folders.root.description)
        try FileManager.default.copyItem(atPath: made.folders.root.description, toPath: desk.folders.root.description)
        return desk
    }

    private static func digests(_ desk: TemporaryDesk) throws -> [String: [UInt8]] {
        // The page of a story says what changed in it for as long as there are the texts to say it by.
        let names = try desk.files(in: desk.folders.digests).filter { !$0.hasPrefix("stories/") }
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try desk.contents(desk.folders.digest($0))) })
    }

    /// The editions that both have are the same, and the newest ones and latest.* are among them.
    private static func expectSameEditions(_ pruned: TemporaryDesk, _ whole: TemporaryDesk, by last: Int) throws {
        let (here, there) = (try digests(pruned), try digests(whole))
        // The front page names earlier editions: more of them where more are kept.
        #expect(here.keys.filter { !["index.html", "calendar.html"].contains($0) && here[$0] != there[$0] }.sorted() == [])
        let newest = "\(day(last).dayFolder.description.replacing("-", with: "/"))/noon.json"
        #expect(here[newest] != nil && here["latest.html"] != nil)
    }

    /// Promise 4, and that a service can be left running for years: a simulated year, in short.
    @Test func theDigestsDoNotDependOnPruningAndWhatIsKeptDoesNotGrow() throws {
        let (pruned, whole) = (try Self.desk(Self.short), try Self.desk(Self.editions + "horizon_days: 2\n"))
        var sizes: [[Int]] = []
        for n in 0..<25 {
            for desk in [pruned, whole] {
                try Self.drop(n, on: desk)
                try desk.once(at: Self.day(n))
            }
            guard n == 14 || n == 24 else { continue }
            try Self.expectSameEditions(pruned, whole, by: n)
            let archive = try pruned.open().archive
            let totals = try archive.totals()
            sizes.append([
                totals.items, totals.files, try archive.told().editions, try pruned.done.count,
                try pruned.files(in: pruned.folders.digests).count, try pruned.failed.count,
            ])
        }
        // So much a day, and no more after two weeks than before.
        for (before, after) in zip(sizes[0], sizes[1]) { #expect(after <= before + 2, "\(sizes)") }
        #expect(try pruned.open().archive.fingerprints() < 40)
        #expect(try whole.open().archive.totals().items > 3 * pruned.open().archive.totals().items)
        // What the slow feed still carries was told once and no more.
        let told = try whole.open().ledger.editions().flatMap(\.stories).flatMap(\.items).map(\.0)
        #expect(try Set(pruned.open().ledger.editions().flatMap(\.stories).flatMap(\.items).map(\.0)).isSubset(of: Set(told)))
    }

    @Test func whoAsksForWhatWasPrunedHearsThatItWas() throws {
        let desk = try Self.afterTwelveDays()
        let key = try #require(
            try desk.open().archive.reading { try Int64.fetchOne($0, sql: "SELECT key FROM items WHERE pruned IS NOT NULL") })
        let explainer = try Explainer(of: desk.folders, by: desk.configuration())
        let error = #expect(throws: DeskError.self) {
            try explainer.explanation(of: Key(kept: key).description, at: Self.day(12))
        }
        #expect("\(try #require(error))".contains("pruned on 2026-"))
        let search = try Search(for: try #require(Query(["Essay"])), in: desk.folders, source: nil, limit: 5)
        #expect(try search.pruned == desk.open().archive.fingerprints())
    }

    /// The issue's own words.
    @Test func whatAFeedStillCarriesAfterItWasPrunedIsARepeatNeverNewAgain() throws {
        let desk = try Self.desk(Self.editions)
        let feed = rss(("a", "Museum finds lost score in its cellar"))
        for n in stride(from: 0, through: 100, by: 10) {
            try desk.drop("radio/\(n).xml", feed)
            let outcome = try desk.once(at: Self.day(n))
            #expect(outcome.tally.filed == Filing(seen: 1, new: n == 0 ? 1 : 0, repeated: n == 0 ? 0 : 1))
        }
        let archive = try desk.open().archive
        #expect(try archive.totals().items == 0 && archive.fingerprints() == 1)
        #expect(try desk.open().ledger.editions().flatMap(\.stories).count == 2)
        // Thirty days after the last file that had it, it is forgotten.
        try desk.drop("radio/b.xml", rss(("b", "Second quake hits the valley")))
        try desk.once(at: Self.day(125))
        try desk.once(at: Self.day(129))
        #expect(try desk.open().archive.fingerprints() == 1)
        for n in [131, 135, 139] { try desk.once(at: Self.day(n)) }
        #expect(try desk.open().archive.fingerprints() == 0)
    }

    @Test func afterABreakNothingIsForgottenBeforeFeedsHadAWeekToComeIn() throws {
        let desk = try Self.desk(Self.short)
        let feed = rss(("a", "Museum finds lost score in its cellar"))
        for n in 0..<16 {
            try desk.drop("radio/\(n).xml", feed)
            try desk.once(at: Self.day(n))
        }
        // Nobody is there for nine days; then other feeds come first.
        for n in 25..<30 { try desk.once(at: Self.day(n)) }
        try desk.drop("radio/late.xml", feed)
        #expect(try desk.once(at: Self.day(30)).tally.filed == Filing(seen: 1, repeated: 1))
    }

    @Test func processingKeepsTheFoldersOfTheDayAndFilesOfAnyDay() throws {
        let desk = try Self.desk(Self.editions)
        for n in 0..<4 {
            try desk.drop("agencies/dpa/\(n).xml", rss(("a", "Museum finds lost score in its cellar")))
            try desk.once(at: Self.day(n))
        }
        let folders = try Files.list(desk.folders.processing)
        #expect(folders.count == 1, "\(folders.map(\.name))")
        // What a crash left there, of a day long gone, is no folder to remove.
        let open = try desk.open()
        let day = try #require(folders.first).name
        try Files.makeFolder(desk.folders.processing.appending(day).appending(FilePath("left")))
        try Files.write([1], to: desk.folders.processing.appending(day).appending(FilePath("left/120000.000-a.xml")))
        while try open.prune(at: Self.day(60)) {}
        #expect(try Files.below(desk.folders.processing).count == 1)
        #expect(try Files.list(desk.folders.processing.appending(day)).map(\.name) == [FilePath("left")])
    }

    /// Promise 1 as the archive has it: done/ is kept at least as long as items, whatever its size.
    @Test func noFileOfDoneGoesBeforeTheItemsItBrought() throws {
        let desk = try Self.desk(Self.short)
        for n in 0..<7 {
            try Self.drop(n, on: desk)
            try desk.once(at: Self.day(n))
        }
        // Five days are kept after the day itself; of day 0 nothing is needed.
        #expect(try desk.done.map { String($0.prefix(10)) }.min() == Self.day(1).dayFolder.description)
        desk.settings = Self.short.replacing("keep_done: 5", with: "keep_done: {days: 30, size: 1MiB}")
        try desk.drop("radio/large.xml", rss(("large", "Harbour fee stays")) + String(repeating: " ", count: 2 << 20))
        try desk.once(at: Self.day(7))
        // Too much by far, and yet what is needed stays: days 3 to 7.
        #expect(try Set(desk.done.map { String($0.prefix(10)) }).sorted() == (3...7).map { Self.day($0).dayFolder.description })
    }

    @Test func withMoreItemsThanThereMayBeTheOldestGoButNotThoseOfTheHorizon() throws {
        let desk = try Self.desk(Self.editions + "horizon_days: 2\nkeep_items: {days: 30, size: 1MiB}\n")
        let long = String(repeating: "word ", count: 2000)
        for n in 0..<8 {
            let items = (0..<30).map {
                "<item><guid>\(n)-\($0)</guid><title>Essay \(n) \($0)</title><description>\(long) \(n) \($0)</description></item>"
            }
            try desk.drop("radio/\(n).xml", "<rss version=\"2.0\"><channel><title>x</title>\(items.joined())</channel></rss>")
            try desk.once(at: Self.day(n))
        }
        let open = try desk.open()
        #expect(try open.archive.totals().items == 90)
        #expect(try open.archive.firstArrival() == Self.day(5))
        #expect(try open.archive.fingerprints() == 150)
    }

    @Test func editionsGoAfterTheirTimeButForTheLastOfEachNameAndNoPageLinksToThem() throws {
        let desk = try Self.desk(
            Self.short.replacing("editions:\n", with: "editions:\n  once: {title: Once, at: \"09:00\", days: [sun]}\n"))
        try desk.drop("radio/0.xml", rss(("0", "Harbour fee stays")))
        try desk.once(at: Self.day(0))
        for n in 1..<10 {
            desk.settings = Self.short
            try desk.drop("radio/\(n).xml", rss(("\(n)", "Harbour fee number \(n) stays")))
            try desk.once(at: Self.day(n))
        }
        let editions = try desk.files(in: desk.folders.digests).filter { $0.hasSuffix("noon.html") || $0.hasSuffix("once.html") }
        func path(_ n: Int) -> String { Self.day(n).dayFolder.description.replacing("-", with: "/") }
        #expect(editions.filter { $0.hasSuffix("noon.html") } == (3...9).map { "\(path($0))/noon.html" })
        let index = try desk.digest("index.html")
        #expect(index.contains("\(path(9))/noon") && !index.contains("\(path(2))/noon"))
        let linked = index.split(separator: "\"").filter { $0.hasSuffix("noon.html") }.map(String.init)
        #expect(!linked.isEmpty && linked.allSatisfy(editions.contains))
    }

    @Test func theLastEditionOfANameStaysHoweverOldItIs() throws {
        let desk = try Self.desk(Self.short)
        try desk.drop("radio/0.xml", rss(("0", "Harbour fee stays")))
        try desk.once(at: Self.day(0))
        let published = try desk.digest("2026/11/22/noon.html")
        for n in [5, 10, 20, 40] { try desk.once(at: Self.day(n)) }
        #expect(try desk.digest("2026/11/22/noon.html") == published)
        #expect(try desk.open().archive.lastClosing(of: "noon") == Self.day(0))
        try Self.rebuild(desk)
        #expect(try desk.open().archive.lastClosing(of: "noon") == Self.day(0))
    }

    /// An edition whose files somebody removed is not made again of what is left.
    @Test func anEditionThatCannotBeMadeAgainAsItWasIsNotMadeAgain() throws {
        let desk = try Self.desk(Self.short)
        for n in 0..<6 {
            try Self.drop(n, on: desk)
            try desk.once(at: Self.day(n))
        }
        let (old, new) = (FilePath("2026/11/23/noon.html"), FilePath("2026/11/27/noon.html"))
        let bytes = try desk.contents(desk.folders.digests.appending(new))
        for name in [old, new] { try Files.remove(desk.folders.digests.appending(name)) }
        try desk.once(at: Self.day(5).addingTimeInterval(60))
        #expect(try Files.facts(of: desk.folders.digests.appending(old)) == nil)
        #expect(try desk.contents(desk.folders.digests.appending(new)) == bytes)
    }

    // MARK: - Cut short

    /// As long as it is open, nothing of pruning can be written to it.
    private static func close(_ archive: Archive) throws {
        let fault = "BEGIN SELECT raise(ABORT, 'killed'); END"
        try archive.unbound { db in
            try db.execute(sql: "CREATE TEMP TRIGGER a BEFORE UPDATE ON retention \(fault)")
            try db.execute(sql: "CREATE TEMP TRIGGER b BEFORE DELETE ON editions \(fault)")
            try db.execute(sql: "CREATE TEMP TRIGGER c BEFORE DELETE ON deliveries \(fault)")
        }
    }

    private static func rebuild(_ desk: TemporaryDesk) throws {
        _ = try Rebuild(of: desk.folders, by: desk.configuration(), log: silent).run(isDamaged: false)
    }

    /// Everything that is known.
    private static func known(_ desk: TemporaryDesk, _ when: String = "i.pruned, i.seen") throws -> [[String]] {
        try desk.open().archive.reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT i.key, r.hash, i.arrived, \(when), d.arrived, d.path, r.modified, r.published, r.title, r.text
                    FROM items i JOIN revisions r ON r.item = i.id JOIN deliveries d ON d.id = r.delivery ORDER BY 1, 2
                    """
            ).map { $0.databaseValues.map(\.description) }
        }
    }

    /// Promise 1 and 4: an archive made again of what pruning left is the one that there was, and goes on as it would have.
    @Test func anArchiveMadeAgainAfterPruningIsTheSame() throws {
        let (untouched, rebuilt) = (try Self.afterTwelveDays(), try Self.afterTwelveDays())
        for n in 12..<18 {
            for desk in [untouched, rebuilt] {
                try Self.drop(n, on: desk)
                try desk.once(at: Self.day(n))
            }
            guard [12, 13, 15].contains(n) else { continue }
            if n == 13 { try rebuilt.open().ledger.compact() }
            let before = try Self.known(rebuilt)
            try Self.rebuild(rebuilt)
            #expect(try Self.known(rebuilt) == before)
        }
        #expect(try Self.digests(untouched) == Self.digests(rebuilt))
        #expect(try Self.known(untouched) == Self.known(rebuilt))
    }

    /// Killed after each slice, and after each line of the ledger that a slice begins with.
    @Test(arguments: [false, true]) func pruningCutShortAnywhereIsFinishedByTheNextRun(_ afterLine: Bool) throws {
        let (calm, disturbed) = (try Self.afterTwelveDays(), try Self.afterTwelveDays())
        for n in 12..<15 {
            for desk in [calm, disturbed] { try Self.drop(n, on: desk) }
            try calm.once(at: Self.day(n))
            for attempt in 1... {
                let open = try disturbed.open()
                _ = try open.takeIn(now: Date(), arrival: Self.day(n), settled: -1_000_000_000_000, finding: .once)
                let publisher = Publisher(open)
                try publisher.publish(at: Self.day(n), by: open.configuration)
                if afterLine, attempt % 2 == 1 {
                    // Its line is in the ledger, and the archive never hears of it.
                    try Self.close(open.archive)
                    _ = try? open.prune(at: Self.day(n))
                    continue
                }
                var isMore = try open.prune(at: Self.day(n))
                if !isMore, open.pruning.isFrontStale {
                    try publisher.publish(at: Self.day(n), by: open.configuration)
                    isMore = try open.prune(at: Self.day(n))
                }
                if !isMore { break }
            }
        }
        #expect(try Self.digests(calm) == Self.digests(disturbed))
        #expect(try Self.known(calm) == Self.known(disturbed))
        #expect(try calm.done == disturbed.done)
        #expect(try calm.failed == disturbed.failed)
        let before = try Self.known(disturbed)
        try Self.rebuild(disturbed)
        #expect(try Self.known(disturbed) == before)
    }

    /// Between the ledger's word and the archive's there may be a crash, and then a file that brings what was forgotten.
    @Test func whatTheLedgerForgotIsNewForTheArchiveToo() throws {
        let desk = try Self.desk(Self.short)
        try desk.drop("radio/0.xml", rss(("a", "Harbour fee stays")))
        for n in [0, 3, 6] { try desk.once(at: Self.day(n)) }
        let key = try #require(
            try desk.open().archive.reading { try Int64.fetchOne($0, sql: "SELECT key FROM items WHERE pruned IS NOT NULL") })
        try desk.open().ledger.append(.forgotten([Key(kept: key)]))
        try desk.drop("radio/1.xml", rss(("a", "Harbour fee stays")))
        #expect(try desk.once(at: Self.day(6).addingTimeInterval(60)).tally.filed == Filing(seen: 1, new: 1))
        let before = try Self.known(desk)
        try Self.rebuild(desk)
        #expect(try Self.known(desk) == before)
    }

    /// A full disk is the environment's, makes no mess, and what needs no room goes all the same.
    @Test func onAFullDiskFilesOfDoneGoAllTheSame() throws {
        let desk = try Self.desk(Self.short.replacing("keep_done: 5", with: "keep_done: 30"))
        for n in 0..<8 {
            try Self.drop(n, on: desk)
            try desk.once(at: Self.day(n))
        }
        let count = try desk.done.count
        desk.settings = Self.short
        let open = try desk.open()
        try Self.close(open.archive)
        #expect(throws: DeskError.self) { while try open.prune(at: Self.day(9)) {} }
        #expect(try desk.done.count < count)
        try open.archive.unbound { try $0.execute(sql: "DROP TRIGGER a; DROP TRIGGER b; DROP TRIGGER c") }
        while try open.prune(at: Self.day(9)) {}
        #expect(try open.archive.pruning().covered == Self.day(5).startOfDay.millisecondBefore)
    }

    /// A backup taken in the middle of pruning, put in place later: nothing is missing and nothing is new that was not.
    @Test(arguments: [0, 2, 3, 5]) func aBackupTakenDuringPruningGivesTheSameDigests(_ slices: Int) throws {
        let (calm, restored) = (try Self.afterTwelveDays(), try Self.afterTwelveDays())
        let file = restored.folders.root.appending("copy.sqlite")
        try {
            let open = try restored.open()
            _ = try Publisher(open).publish(at: Self.day(14), by: open.configuration)
            for _ in 0..<slices { _ = try open.prune(at: Self.day(14)) }
            _ = try Backup(of: restored.folders, to: file).write(replacing: false)
            while try open.prune(at: Self.day(14)) {}
        }()
        try calm.once(at: Self.day(14))
        for path in DeskFolders.parts(ofDatabase: restored.folders.databasePath) { try Files.remove(path) }
        try Files.rename(file, to: restored.folders.databasePath)
        try Files.rename(file.adding(".ledger.jsonl"), to: restored.folders.ledgerPath)
        for desk in [calm, restored] {
            try Self.drop(15, on: desk)
            try desk.once(at: Self.day(15))
        }
        #expect(try Self.digests(calm) == Self.digests(restored))
        // What was pruned after the backup is pruned later there.
        #expect(try Self.known(calm, "i.pruned IS NULL") == Self.known(restored, "i.pruned IS NULL"))
    }

    @Test func statusTellsWhatIsKeptAndWhatWasPrunedLast() throws {
        let desk = try Self.desk(Self.short)
        for n in [0, 5] {
            try Self.drop(n, on: desk)
            try desk.once(at: Self.day(n))
        }
        let report = try StatusReport(of: desk.folders, now: Self.day(5))
        #expect(report.kept.fingerprints == 15)
        #expect(report.pruned?.at == "2026-11-27T12:00:00Z" && report.pruned?.items == 15 && report.pruned?.files == 1)
        #expect(report.text.contains("  pruned      2026-11-27T12:00:00Z: 15 items, 1 file\n"))
        #expect(report.text.contains("taken: archive ") && report.text.contains("15 pruned items still known, by fingerprint"))
    }
}
