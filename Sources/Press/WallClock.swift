import Foundation
import News

/// Tells moments as the clock on the wall of an edition's zone shows them, in English.
struct WallClock {
    /// A moment in the zone.
    struct Reading {
        let day: CivilDay
        /// Minutes since midnight.
        let minutes: Int

        /// As it is told of that day: of the midnight that ends it `24:00`.
        func told(of day: CivilDay?) -> Reading { day.map { $0 < self.day } ?? false ? asEndOfDay : self }

        /// Of a midnight the end of the day before it: `24:00`.
        var asEndOfDay: Reading {
            minutes == 0 ? Reading(day: CivilDay(daysSince1970: day.daysSince1970 - 1), minutes: 1440) : self
        }

        /// `06:30`
        var time: String { padded(minutes / 60, to: 2) + ":" + padded(minutes % 60, to: 2) }
    }

    /// The zone's name; `UTC` when it was asked for one that is not known.
    let zoneName: String
    private let zone: TimeZone?
    /// The zone's offset in seconds by quarter hour since 1970: asking Foundation costs more than everything else here.
    private var offsets: [Int64: Int64] = [:]

    init(zone name: String) {
        zone = name == "UTC" ? nil : TimeZone(identifier: name)
        zoneName = zone == nil ? "UTC" : name
    }

    mutating func reading(_ moment: Date) -> Reading {
        let seconds = Self.bounded(moment).milliseconds / 1000
        let minutes = (seconds + offset(at: seconds)).floored(by: 60)
        let day = minutes.floored(by: 1440)
        return Reading(day: CivilDay(daysSince1970: Int(day)), minutes: Int(minutes - day * 1440))
    }

    /// A moment as short as it can be told to someone who reads on the day of `now`: `06:30` on the same day, `Saturday
    /// 06:30` in the six days before, `14 November 06:30` in the same year, else `14 November 2025 06:30`.
    mutating func short(_ moment: Date, from now: Reading) -> String {
        let told = reading(moment)
        switch now.day.daysSince1970 - told.day.daysSince1970 {
        case 0: return told.time
        case 1...6: return told.day.weekday + " " + told.time
        default:
            let (year, month, day) = told.day.parts
            let date = "\(day) \(CivilDay.months[month - 1])"
            return year == now.day.parts.year ? "\(date) \(told.time)" : "\(date) \(year) \(told.time)"
        }
    }

    /// A date that RFC 3339 can write: what lies before the year 1 or after 9999 counts as its border.
    static func bounded(_ moment: Date) -> Date {
        let seconds = moment.timeIntervalSince1970
        return seconds >= -62_135_596_800 && seconds <= 253_402_300_799
            ? moment : Date(timeIntervalSince1970: seconds > 0 ? 253_402_300_799 : -62_135_596_800)
    }

    private mutating func offset(at seconds: Int64) -> Int64 {
        guard let zone else { return 0 }
        // Every change of clocks falls on a quarter of an hour UTC, but for some of the 19th century.
        let quarter = seconds.floored(by: 900)
        if let known = offsets[quarter] { return known }
        let offset = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(quarter * 900))))
        offsets[quarter] = offset
        return offset
    }
}

/// The clock on the wall where an edition is read, at the moment it closes.
struct EditionClock {
    let now: WallClock.Reading
    private var clock: WallClock

    init(_ edition: Edition) {
        clock = WallClock(zone: edition.zone)
        let closed = clock.reading(edition.closing)
        now = edition.endsDay ? closed.asEndOfDay : closed
    }

    var zoneName: String { clock.zoneName }

    /// A moment as short as it can be told to who reads the edition as it closes.
    mutating func short(_ moment: Date) -> String { clock.short(moment, from: now) }

    /// When an item is from, or when it was first seen: `06:30`, `seen 06:30`.
    mutating func short(_ account: Telling.Account) -> String { account.seen + short(account.time) }
}

extension CivilDay {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    var weekday: String {
        // 1970-01-01 was a Thursday.
        let days = (daysSince1970 + 3) % 7
        return Self.weekdays[days < 0 ? days + 7 : days]
    }

    /// `Sunday 22 November 2026`
    var inWords: String {
        let (year, month, day) = parts
        return "\(weekday) \(day) \(Self.months[month - 1]) \(year)"
    }
}
