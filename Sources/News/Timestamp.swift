import FoundationEssentials

// Times are whole milliseconds since 1970 UTC wherever they are kept, so that writing and reading one gives the same bits.
extension Date {
    package init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, rounded to the nearest.
    package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    /// RFC 3339 in UTC, `2026-11-22T06:30:00Z`; with milliseconds where there are any. Years 0...9999.
    package var rfc3339: String {
        let all = milliseconds
        let day = all.floored(by: 86_400_000)
        let inDay = Int(all - day * 86_400_000)
        let (year, month, dayOfMonth) = CivilDay(daysSince1970: Int(day)).parts
        let seconds = inDay / 1000
        var text = ""
        text.reserveCapacity(24)
        text.append(padded(year, to: 4))
        text.append("-")
        text.append(padded(month, to: 2))
        text.append("-")
        text.append(padded(dayOfMonth, to: 2))
        text.append("T")
        text.append(padded(seconds / 3600, to: 2))
        text.append(":")
        text.append(padded(seconds / 60 % 60, to: 2))
        text.append(":")
        text.append(padded(seconds % 60, to: 2))
        if inDay % 1000 != 0 {
            text.append(".")
            text.append(padded(inDay % 1000, to: 3))
        }
        text.append("Z")
        return text
    }
}

extension FixedWidthInteger {
    /// The quotient rounded down, for a positive divisor.
    @inlinable package func floored(by divisor: Self) -> Self {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
/// Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
package struct CivilDay: Hashable, Comparable, Sendable {
    package let daysSince1970: Int

    package init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    /// Nil unless the day exists: month 1...12, day 1...28 to 31.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilDay.length(ofMonth: month, year: year) else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSince1970 = era * 146_097 + dayOfEra - 719_468
    }

    package var parts: (year: Int, month: Int, day: Int) {
        let z = daysSince1970 + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The stem of what is named for it: `2026-11-22`.
    package var pageName: String {
        let (year, month, day) = parts
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    package static func < (a: CivilDay, b: CivilDay) -> Bool { a.daysSince1970 < b.daysSince1970 }
}

/// `number`, not negative, with zeros before it up to `width` digits.
package func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
