import FoundationEssentials
import News

extension TopicDesk {
    /// What a topic's own page has no room for, by day: a page of a day tells all of the day, and is written again only when something of
    /// the day changes.
    package struct Page: Sendable {
        /// The stem of its file. No topic's id has an underscore.
        package let name: String
        package let kind: Edition.Further.Kind
        let topic: String
        /// The newest first.
        let places: ArraySlice<Int>
    }

    /// Of a day; the newest of a day with more are counted on the topic's own page only.
    private static let mostPagesOfDay = 20

    /// From the day on that the topic's own page, with its `most` stories, breaks off in, the newest first. What is from the day of
    /// `horizon` or before, by the dates that feeds give, is of one day. None where that page tells all.
    /// - `zone`: whose days they are; UTC where there is none of the name.
    package func furtherPages(of topic: String, most: Int, since horizon: Date, zone: String) -> [Page] {
        let places = self.places(of: topic)
        guard places.count > most, most > 0 else { return [] }
        let first = day(of: horizon, in: zone).day
        // Newer ones are all on the topic's own page.
        let last = max(first, day(of: newest(places[most]), in: zone).day)
        var pages: [Page] = []
        var start = places.startIndex
        while start < places.endIndex {
            // The zone is asked once a day: the stories of a day follow each other.
            let (this, midnight) = day(of: newest(places[start]), in: zone)
            var end = start + 1
            while end < places.endIndex, this <= first || newest(places[end]) >= midnight { end += 1 }
            if this <= last { pages += parts(of: topic, this <= first ? nil : this, places[start..<end], most: most) }
            start = end
        }
        return pages
    }

    /// The day of a moment, and when it begins.
    private func day(of moment: Date, in zone: String) -> (day: CivilDay, begins: Date) {
        let midnights = Schedule.daily(hour: 0, minute: 0, days: Set(1...7))
        if let begins = midnights.lastClosing(notAfter: moment, zone: zone), let local = Schedule.local(moment, zone: zone),
            let day = CivilDay(year: local.year, month: local.month, day: local.day)
        {
            return (day, begins)
        }
        // Of no zone that is known, or of no year.
        let day = moment.milliseconds.floored(by: 86_400_000)
        return (CivilDay(daysSince1970: Int(day)), Date(milliseconds: day * 86_400_000))
    }

    /// Of the oldest stories the first part, so that it stays as it is when others come.
    private func parts(of topic: String, _ day: CivilDay?, _ places: ArraySlice<Int>, most: Int) -> [Page] {
        let stem = "\(topic)_\(day?.pageName ?? "earlier")"
        var parts: [Page] = []
        var end = places.endIndex
        while end > places.startIndex, parts.count < Self.mostPagesOfDay {
            let (start, number) = (max(places.startIndex, end - most), parts.count + 1)
            let part = places.count > most ? number : nil
            parts.append(
                Page(
                    name: number == 1 ? stem : "\(stem)_\(number)",
                    kind: day.map { .day($0, part: part) } ?? .earlier(part: part), topic: topic, places: places[start..<end]))
            end = start
        }
        return parts.reversed()
    }
}
