import Foundation
import News

/// What was told on one day: digests/days/2026-11-22.html.
package struct DayPage: Hashable, Sendable {
    package struct Printing: Hashable, Sendable {
        package let title: String
        /// Below digests/, without its ending.
        package let path: String
        package let closing: Date
        /// tz database name.
        package let zone: String
        /// In the order of the edition.
        package let headlines: [Headline]
        /// So many more it told.
        package let left: Int

        package init(title: String, path: String, closing: Date, zone: String, headlines: [Headline], left: Int) {
            (self.title, self.path, self.closing, self.zone) = (title, path, closing, zone)
            (self.headlines, self.left) = (headlines, left)
        }
    }

    package struct Headline: Hashable, Sendable {
        package let story: Key
        /// With its title.
        package let lead: FiledItem

        package init(story: Key, lead: FiledItem) { (self.story, self.lead) = (story, lead) }
    }

    package let day: CivilDay
    /// By closing.
    package let editions: [Printing]

    package init(day: CivilDay, editions: [Printing]) { (self.day, self.editions) = (day, editions) }
}

/// A day with editions, in the calendar.
package struct CalendarDay: Hashable, Sendable {
    package let day: CivilDay
    package let editions: Int

    package init(day: CivilDay, editions: Int) { (self.day, self.editions) = (day, editions) }
}

extension CivilDay {
    /// Of an edition's path, `2026/11/22/morning`; nil for any other.
    package init?(path: String) {
        let steps = path.split(separator: "/").map { Int($0) }
        guard steps.count == 4, let year = steps[0], let month = steps[1], let day = steps[2] else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension Press {
    /// The headlines of a day, each leading to where its edition tells it.
    package func day(_ page: DayPage) -> [UInt8] {
        var writer = DayWriter()
        writer.day(page)
        return self.page(.page, title: page.day.inWords, ["root": "../", "body": writer.body])
    }

    /// digests/calendar.html: every day with editions, by month, the newest month first. The days come in any order.
    package func calendar(_ days: [CalendarDay]) -> [UInt8] {
        var writer = DayWriter()
        writer.calendar(days)
        return page(.page, title: "Calendar", ["root": "", "body": writer.body])
    }
}

/// Our own markup is `set`, whatever came from elsewhere goes through `text`.
private struct DayWriter: HTMLWriting {
    var bytes: [UInt8] = []
    var body: String { String(decoding: bytes, as: UTF8.self) }

    mutating func day(_ page: DayPage) {
        bytes.set("<p class=\"counts\"><a href=\"../calendar.html\">All days</a></p>\n")
        for (number, edition) in page.editions.enumerated() {
            var clock = WallClock(zone: edition.zone)
            bytes.set("<section aria-labelledby=\"e\(number)\">\n<h2 id=\"e\(number)\"><a href=\"../")
            text(edition.path)
            bytes.set(".html\">")
            text(edition.title)
            bytes.set("</a></h2>\n<p class=\"count\">")
            time(edition.closing, as: clock.reading(edition.closing).told(of: page.day).time)
            bytes.set(", \(counted(edition.headlines.count + edition.left, "story", "stories"))</p>\n<ul class=\"brief\">\n")
            for headline in edition.headlines { self.headline(headline, of: edition) }
            bytes.set("</ul>\n")
            if edition.left > 0 { bytes.set("<p class=\"count\">and \(grouped(edition.left)) more in the edition</p>\n") }
            bytes.set("</section>\n")
        }
    }

    private mutating func headline(_ headline: DayPage.Headline, of edition: DayPage.Printing) {
        let account = Story.Member(item: headline.lead).account(below: "", isNew: false)
        let words = account.headline ?? "(no headline)"
        bytes.set("<li><a href=\"../")
        text(edition.path)
        bytes.set(".html#\(HTMLWriter.anchor(headline.story))\"")
        bytes.set(HTMLWriter.voice(account.language, of: words))
        bytes.set(">")
        text(words)
        bytes.set("</a> <small>")
        isolated(account.publisher)
        bytes.set("</small></li>\n")
    }

    mutating func calendar(_ days: [CalendarDay]) {
        if days.isEmpty { bytes.set("<p class=\"quiet\">No edition yet.</p>\n") }
        struct Month: Hashable { let year: Int, month: Int }
        let byMonth = Dictionary(grouping: days) { Month(year: $0.day.parts.year, month: $0.day.parts.month) }
        for (month, days) in byMonth.sorted(by: { ($1.key.year, $1.key.month) < ($0.key.year, $0.key.month) }) {
            let editions = Dictionary(days.map { ($0.day, $0.editions) }, uniquingKeysWith: +)
            guard let first = CivilDay(year: month.year, month: month.month, day: 1) else { continue }
            bytes.set(
                "<table class=\"month\">\n<caption>\(CivilDay.months[month.month - 1]) \(month.year)</caption>\n<thead><tr>")
            for day in 4..<11 {
                let name = CivilDay(daysSince1970: day).weekday
                bytes.set("<th scope=\"col\"><abbr title=\"\(name)\">\(name.prefix(2))</abbr></th>")
            }
            bytes.set("</tr></thead>\n<tbody>\n")
            // Weeks begin on Monday; 1970-01-05 was one.
            var day = CivilDay(daysSince1970: first.daysSince1970 - (first.daysSince1970 + 3) % 7)
            repeat {
                bytes.set("<tr>")
                for _ in 0..<7 {
                    cell(day, isInMonth: day.parts.month == month.month, editions[day] ?? 0)
                    day = CivilDay(daysSince1970: day.daysSince1970 + 1)
                }
                bytes.set("</tr>\n")
            } while day.parts.month == month.month
            bytes.set("</tbody>\n</table>\n")
        }
    }

    private mutating func cell(_ day: CivilDay, isInMonth: Bool, _ editions: Int) {
        if !isInMonth { return bytes.set("<td></td>") }
        if editions == 0 { return bytes.set("<td>\(day.parts.day)</td>") }
        let said = "\(day.inWords), \(counted(editions, "edition", "editions"))"
        bytes.set("<td><a href=\"days/\(day.pageName).html\" aria-label=\"\(said)\">\(day.parts.day)</a></td>")
    }
}
