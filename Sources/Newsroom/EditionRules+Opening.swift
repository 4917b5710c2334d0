import FoundationEssentials
import News

extension EditionRules {
    /// Where the window of its first number, which closes at `closing`, begins: with the last closing of another edition that told all that
    /// this one may tell, so that whoever reads both is told nothing twice as new. Nil where there is none: with the first arrival.
    ///
    /// What comes much oftener, or is the live edition, counts only where it closed before this one's previous turn: a first review of the
    /// week tells of the week, whatever came out each morning. The live edition follows none: it tells of its day.
    /// - `lastClosing`: of a published edition by its name, at or before a moment.
    package func firstOpening(
        at closing: Date, after others: [EditionRules], _ lastClosing: (String, Date) throws -> Date?
    ) rethrows -> Date? {
        if isLive { return nil }
        let justBefore = Date(milliseconds: closing.milliseconds - 1)
        let turn = schedule.lastClosing(notAfter: justBefore, zone: zone)
        return try others.filter { $0.name != name && $0.covers(self) }.compactMap { other in
            let isAlike = !other.isLive && other.schedule.timesAWeek <= 2 * schedule.timesAWeek
            guard let limit = isAlike ? justBefore : turn else { return nil }
            return try lastClosing(other.name, limit)
        }.max()
    }

    /// Whether it tells whatever the other may tell, in as much time.
    package func covers(_ other: EditionRules) -> Bool {
        let isLong = minutes.map { most in other.minutes.map { $0 <= most } ?? false } ?? true
        return isLong && choice.covers(other.choice)
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
