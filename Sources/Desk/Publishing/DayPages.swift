import Archive
import FoundationEssentials
import News
import Press

/// digests/days/ and digests/calendar.html: which editions came out on which day, and their headlines. Used on the desk's queue.
///
/// A day's page is written when an edition of that day is published, and goes with the last of its editions that is kept.
struct DayPages {
    private let archive: Archive
    private let folder: PageFolder
    private let calendar: FilePath
    /// Pages of days stay as they came out; the calendar is made anew.
    var press: Press { didSet { if press != oldValue { standing = nil } } }
    /// The editions of each day when its page was looked at last.
    private var known: [CivilDay: [String]] = [:]
    private var standing: EditionsStanding?

    /// The newest so many: an edition that was missed is of no day before them.
    private static let daysLookedAt = 10
    /// Headlines of an edition; the rest is counted.
    private static let mostHeadlines = 500

    init(of folders: DeskFolders, archive: Archive, press: Press) {
        self.archive = archive
        self.press = press
        folder = PageFolder(path: folders.digest("days"))
        calendar = folders.digest("calendar.html")
    }

    /// - `zones`: of the rules, by name.
    mutating func refresh(zones: [String: String], by configuration: Configuration) throws {
        let now = try archive.editionsStanding()
        if now == standing { return }
        let days = Dictionary(grouping: try archive.headings()) { CivilDay(path: $0.path) }
        let newest = days.keys.compactMap(\.self).sorted { $1 < $0 }.prefix(Self.daysLookedAt)
        let there = try folder.pages()
        for (day, editions) in days {
            guard let day else { continue }
            let editions = editions.sorted { ($0.closing, $0.path) < ($1.closing, $1.path) }
            let paths = editions.map(\.path)
            // What went is not taken out: the day's page goes with the last of its editions.
            let isNew = known[day].map { !Set($0).isSuperset(of: paths) }
            let isThere = there.contains(day.pageName)
            // After a start each is as it was left, but for those of which something was published now, or just before a crash.
            let isOpen = try isNew == nil && (day == newest.first || newest.contains(day) && !tells(day, of: paths))
            if isNew ?? isOpen || !isThere { try write(day, editions, zones, configuration, over: isThere) }
            known[day] = paths
        }
        for day in known.keys.filter({ days[$0] == nil }) { known[day] = nil }
        let wanted = Set(days.keys.compactMap { $0?.pageName })
        for name in there.subtracting(wanted).sorted() { try folder.remove("\(name).html") }
        let all = days.compactMap { day, editions in day.map { CalendarDay(day: $0, editions: editions.count) } }
        try Files.refresh(calendar, with: press.calendar(all))
        standing = now
    }

    /// Whether the page of a day leads to all of these editions.
    private func tells(_ day: CivilDay, of paths: [String]) throws -> Bool {
        let bytes = try Files.contents(folder.path.appending(FilePath("\(day.pageName).html"))) ?? []
        let page = String(decoding: bytes, as: UTF8.self)
        return paths.allSatisfy { page.contains("\"../\($0).html\"") }
    }

    /// - `isThere`: one that is there is not replaced where some of its headlines were pruned since.
    private func write(
        _ day: CivilDay, _ editions: [EditionHeading], _ zones: [String: String], _ configuration: Configuration,
        over isThere: Bool
    ) throws {
        var isWhole = true
        let printings = try editions.map { edition in
            let told = try archive.stories(toldBy: edition)
            let some = told.prefix(Self.mostHeadlines)
            let items = configuration.named(try archive.headlines(some.flatMap(\.items), through: edition.closing)).byKey
            let headlines = some.compactMap { story in
                let found = story.items.compactMap { items[$0] }
                return (found.first { $0.item.title != nil } ?? found.first).map { DayPage.Headline(story: story.id, lead: $0) }
            }
            isWhole = isWhole && headlines.count == some.count
            return DayPage.Printing(
                title: edition.title, path: edition.path, closing: edition.closing, zone: zones[edition.rule] ?? "UTC",
                headlines: headlines, left: told.count - headlines.count)
        }
        if isThere && !isWhole { return }
        let page = press.day(DayPage(day: day, editions: printings))
        try folder.write([("\(day.pageName).html", page)], durably: true)
    }
}
