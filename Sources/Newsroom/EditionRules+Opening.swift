import FoundationEssentials
import News

extension EditionRules {
    /// Where the window of its first number, which closes at `closing`, begins: with the last closing of another edition that told all that
    /// this one may tell, so that whoever reads both is told nothing twice as new. Nil where there is none: with the first arrival.
    ///
    /// What comes much oftener, or is the live edition, counts only where it closed before this one's previous turn: a first review of the
    /// week tells of the week, whatever came out each morning. The live edition follows none: where it was off before, it begins with its
    /// day, else with the first arrival.
    /// - `first`: when the first file arrived; nil when none did.
    /// - `lastClosing`: of a published edition by its name, or of any, at or before a moment.
    package func firstOpening(
        at closing: Date, after others: [EditionRules], since first: Date?, _ lastClosing: (String?, Date) throws -> Date?
    ) rethrows -> Date? {
        let justBefore = Date(milliseconds: closing.milliseconds - 1)
        let turn = schedule.lastClosing(notAfter: justBefore, zone: zone)
        if isLive {
            // Had it been on, it would have closed with the day of the first arrival, before whatever closed later. Where nothing did, the
            // desk was off, and what it showed of that day is still to be told.
            guard let turn, let first, let last = try lastClosing(nil, turn),
                let end = schedule.nextClosing(after: Date(milliseconds: first.milliseconds - 1), zone: zone), end < last
            else { return nil }
            return turn
        }
        return try others.filter { $0.name != name && $0.covers(self) }.compactMap { other in
            let isAlike = !other.isLive && other.schedule.timesAWeek <= 2 * schedule.timesAWeek
            guard let limit = isAlike ? justBefore : turn else { return nil }
            return try lastClosing(other.name, limit)
        }.max()
    }

    /// Whether it tells whatever the other may tell, and has room for as much: no bound of it is lower.
    package func covers(_ other: EditionRules) -> Bool {
        let isLong = minutes.map { most in other.minutes.map { $0 <= most } ?? false } ?? true
        let isAmple =
            storiesPerTopic >= other.storiesPerTopic && headlinesPerTopic >= other.headlinesPerTopic && inShort >= other.inShort
        return isLong && isAmple && choice.covers(other.choice)
    }
}

extension EditionChoice {
    /// Whether whatever the other chooses is chosen here too.
    fileprivate func covers(_ other: EditionChoice) -> Bool {
        func isAll<T: Equatable>(_ mine: [T], _ theirs: [T], _ holds: (T, T) -> Bool = { $0 == $1 }) -> Bool {
            mine.isEmpty || !theirs.isEmpty && theirs.allSatisfy { their in mine.contains { holds(their, $0) } }
        }
        return isAll(topics, other.topics) && isAll(languages, other.languages)
            && isAll(sources, other.sources) { $0.isSource($1) }
            && withoutTopics.allSatisfy(other.withoutTopics.contains)
            && withoutSources.allSatisfy { mine in other.withoutSources.contains { mine.isSource($0) } }
    }
}

extension Schedule {
    /// How often it closes, about.
    fileprivate var timesAWeek: Int {
        switch self {
        case .daily(_, _, let days): days.count
        case .every(let minutes): 7 * 1440 / max(1, minutes)
        }
    }
}
