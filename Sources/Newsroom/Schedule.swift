import Foundation  // the rules of time zones are not in FoundationEssentials
import News

/// When an edition closes. Pure arithmetic over the zone's rules: it reads no clock.
package enum Schedule: Hashable, Sendable {
    /// At a wall-clock time (0...23, 0...59), on the given days of the week (1 = Monday ... 7 = Sunday). A time that a change of
    /// clocks skips closes at the next valid instant; one that comes twice closes once, the first time.
    case daily(hour: Int, minute: Int, days: Set<Int>)
    /// Every so many minutes (1...1440, counted from midnight UTC of each day).
    case every(minutes: Int)

    /// The last closing at or before `moment`. Nil only when `zone` is unknown, `days` is empty, a number is out of its range,
    /// or `moment` lies outside the years 1...9998.
    package func lastClosing(notAfter moment: Date, zone: String) -> Date? {
        guard let zone = TimeZone(identifier: zone), let second = wholeSecond(moment) else { return nil }
        switch self {
        case .every(let minutes):
            guard let step = secondsBetween(minutes) else { return nil }
            let inDay = secondOfDay(second)
            return Date(second: second - inDay + inDay / step * step)
        case .daily(let hour, let minute, let days):
            return closings(hour, minute, days, around: second, in: zone).last { $0 <= second }.map(Date.init(second:))
        }
    }

    /// The first closing after `moment`. Nil in the cases of `lastClosing`.
    package func nextClosing(after moment: Date, zone: String) -> Date? {
        guard let zone = TimeZone(identifier: zone), let second = wholeSecond(moment) else { return nil }
        switch self {
        case .every(let minutes):
            guard let step = secondsBetween(minutes) else { return nil }
            let inDay = secondOfDay(second)
            return Date(second: second - inDay + min((inDay / step + 1) * step, secondsADay))
        case .daily(let hour, let minute, let days):
            return closings(hour, minute, days, around: second, in: zone).first { $0 > second }.map(Date.init(second:))
        }
    }

    /// Local calendar day and time of `moment` in `zone`: for folders and names. Nil when `zone` is unknown or `moment` lies
    /// outside the years 1...9998.
    package static func local(_ moment: Date, zone: String) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int)? {
        guard let zone = TimeZone(identifier: zone), let second = wholeSecond(moment) else { return nil }
        let wall = second + zone.offset(at: second)
        let (year, month, day) = CivilDay(daysSince1970: wall.floored(by: secondsADay)).parts
        let minutes = secondOfDay(wall) / 60
        return (year, month, day, minutes / 60, minutes % 60)
    }
}

private let secondsADay = 86_400

/// The closings of the nine days before and after `second`, in order: enough for any one day of the week on both sides.
private func closings(_ hour: Int, _ minute: Int, _ days: Set<Int>, around second: Int, in zone: TimeZone) -> [Int] {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return [] }
    let today = (second + zone.offset(at: second)).floored(by: secondsADay)
    return (today - 9...today + 9).filter { days.contains(dayOfWeek($0)) }
        .map { zone.firstInstant(atOrAfterWall: $0 * secondsADay + hour * 3600 + minute * 60) }
}

/// 1 = Monday ... 7 = Sunday; 1970-01-01 was a Thursday.
private func dayOfWeek(_ daysSince1970: Int) -> Int {
    let sinceMonday = daysSince1970 + 3
    return sinceMonday - sinceMonday.floored(by: 7) * 7 + 1
}

/// Nil outside the years 1...9998, so that days can be added without a thought to what is left of the calendar.
private func wholeSecond(_ moment: Date) -> Int? {
    let seconds = moment.timeIntervalSince1970.rounded(.down)
    return seconds >= -62_135_596_800 && seconds < 253_370_764_800 ? Int(seconds) : nil
}

private func secondOfDay(_ second: Int) -> Int { second - second.floored(by: secondsADay) * secondsADay }

private func secondsBetween(_ minutes: Int) -> Int? { (1...1440).contains(minutes) ? minutes * 60 : nil }

extension Date {
    fileprivate init(second: Int) { self.init(timeIntervalSince1970: Double(second)) }
}

extension TimeZone {
    fileprivate func offset(at second: Int) -> Int { secondsFromGMT(for: Date(second: second)) }

    /// When clocks here first show `wall` (seconds since 1970 as if the zone were UTC), or a later time where they skip it.
    fileprivate func firstInstant(atOrAfterWall wall: Int) -> Int {
        // No zone is more than 14 hours ahead of UTC or 12 behind: these two lie before and after every reading of `wall`.
        let before = offset(at: wall - 15 * 3600)
        let after = offset(at: wall + 13 * 3600)
        let early = wall - before
        if offset(at: early) == before { return early }
        let late = wall - after
        if offset(at: late) == after { return late }
        // Skipped: clocks go forward somewhere in (late, early], and the first instant after that is the one.
        var (old, new) = (late, early)
        while new - old > 1 {
            let middle = old + (new - old) / 2
            if offset(at: middle) == before { old = middle } else { new = middle }
        }
        return new
    }
}
