import FoundationEssentials
import News

extension TopicDesk {
    /// What a topic's own page has no room for, by day: a page of a day tells all of the day, and is written again only when something of
    /// the day changes.
    package struct Page: Hashable, Sendable {
        /// The stem of its file. No topic's id has an underscore.
        package let name: String
        package let kind: Edition.Further.Kind
        let topic: String
        /// The newest first.
        let places: ArraySlice<Int>
    }

    /// Of a day, in UTC; the newest of a day with more are counted on the topic's own page only.
    private static let mostPagesOfDay = 20

    /// From the day on that the topic's own page, with its `most` stories, breaks off in, the newest first. What is from before `horizon`,
    /// by the dates that feeds give, is of one day. None where that page tells all.
    package func furtherPages(of topic: String, most: Int, since horizon: Date) -> [Page] {
        let places = self.places(of: topic)
        guard places.count > most, most > 0 else { return [] }
        let first = CivilDay(of: horizon)
        // What is from before all of them counts as of that day.
        func day(_ index: Int) -> CivilDay { max(first, CivilDay(of: newest(places[index]))) }
        var pages: [Page] = []
        // Newer ones are all on the topic's own page.
        let last = day(most)
        var start = places.startIndex
        while start < places.endIndex, day(start) > last { start += 1 }
        while start < places.endIndex {
            let begin = start
            let this = day(begin)
            while start < places.endIndex, day(start) == this { start += 1 }
            pages += parts(of: topic, this == first ? nil : this, places[begin..<start], most: most)
        }
        return pages
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

extension CivilDay {
    /// The day of a moment in UTC.
    fileprivate init(of moment: Date) {
        let day: Int64 = 86_400_000
        let (quotient, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: day)
        self.init(daysSince1970: Int(quotient) - (rest < 0 ? 1 : 0))
    }
}
