import FoundationEssentials
import News

/// Reads the dates of feeds: RFC 822 (also as 1123, 2822, 850 and asctime have it), RFC 3339, ISO 8601 and W3CDTF, year-first
/// dates, dates with a month's name in one of many languages, Korean and Japanese dates, Unix time, and what publishers make of them.
enum FeedDate {
    /// Nil when it cannot be read; nothing is guessed. The bytes may be invalid UTF-8. Whole milliseconds.
    ///
    /// Without a zone it is UTC (a date in Korean: Korea's); with an unknown zone it is nil. `01/02/2015` is nil. Two-digit years are
    /// those of RFC 2822: 49 is 2049, 50 is 1950. `2015-03` and `2015` are their first day. Years 1000...9999.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Date? {
        guard text.count <= longest else { return nil }
        var reader = DateReader(text)
        if let milliseconds = reader.milliseconds() { return Date(milliseconds: milliseconds) }
        guard text.contains(UInt8(ascii: "&")) else { return nil }
        // Escaped once too often: `&#43;0000`, `&nbsp;`.
        var plain = MarkupText.plain(text)
        return plain.withUTF8 { bytes in
            var reader = DateReader(bytes)
            return reader.milliseconds().map(Date.init(milliseconds:))
        }
    }

    /// No date is longer; it bounds what a retry can cost.
    private static let longest = 256
}

/// One date, read from left to right. Fields are filled as they are found and checked at the end.
struct DateReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var hour: Int?
    private var minute = 0
    private var second = 0
    private var millisecond = 0
    /// Minutes east of UTC.
    private var offset: Int?
    private var isAfternoon: Bool?
    private var isKorean = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Since 1970 UTC. Nil when it is no date.
    mutating func milliseconds() -> Int64? {
        skipSpace()
        let start = position
        guard let first = number() else { return named() ? assembled() : nil }
        switch first.digits {
        case 4:
            guard yearFirst(first.value, from: start) else { return nil }
        case 8:
            guard basic(date: first.value), timeAndZone(), isAtEnd else { return nil }
        case 14:
            guard basic(date: first.value / 1_000_000), compact(time: first.value % 1_000_000, digits: 6), zone(), isAtEnd
            else { return nil }
        case 10:
            skipSpace()
            return isAtEnd ? Int64(first.value) * 1000 : nil
        case 13:
            skipSpace()
            return isAtEnd ? Int64(first.value) : nil
        case 1, 2:
            position = start
            guard named() else { return nil }
        default: return nil
        }
        return assembled()
    }

    private func assembled() -> Int64? {
        guard let year, year >= 1000, let month, let day, let date = CivilDay(year: year, month: month, day: day) else {
            return nil
        }
        var hour = hour ?? 0
        if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        // 24:00:00 is the end of the day (ISO 8601); second 60 is a leap second and counts as the next one's beginning.
        guard hour < 24 || (hour == 24 && minute == 0 && second == 0 && millisecond == 0), minute < 60, second <= 60 else {
            return nil
        }
        let minutes = date.daysSince1970 * 1440 + hour * 60 + minute - (offset ?? (isKorean ? 540 : 0))
        return Int64(minutes) * 60_000 + Int64(second * 1000 + millisecond)
    }
}

// MARK: - Orders of the fields

extension DateReader {
    /// `2015-03-15T16:44:00Z` and its relatives, after the year.
    private mutating func yearFirst(_ year: Int, from start: Int) -> Bool {
        self.year = year
        let separator = current
        switch separator {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
            position += 1
            if current | 0x20 == UInt8(ascii: "w"), next.isASCIIDigit { return week(of: year) && timeAndZone() && isAtEnd }
            guard let second = number() else { return renamed(from: start) }
            if second.digits == 3, separator == UInt8(ascii: "-") {
                return ordinal(second.value, of: year) && timeAndZone() && isAtEnd
            }
            guard second.digits <= 2 else { return false }
            month = second.value
            guard current == separator else {
                day = 1
                skipSpace()
                return separator == UInt8(ascii: "-") && isAtEnd
            }
            position += 1
            guard let third = number(), third.digits <= 2 else { return false }
            day = third.value
            return timeAndZone() && isAtEnd
        default:
            if let field = DateWords.field(bytes, &position), field == .year { return counted() && isAtEnd }
            skipSpace()
            guard isAtEnd else { return renamed(from: start) }
            month = 1
            day = 1
            return true
        }
    }

    /// `2004-Jan-04`, `2004 Jan 4`.
    private mutating func renamed(from start: Int) -> Bool {
        year = nil
        position = start
        return named()
    }

    private mutating func basic(date: Int) -> Bool {
        year = date / 10_000
        month = date / 100 % 100
        day = date % 100
        return true
    }

    private mutating func ordinal(_ number: Int, of year: Int) -> Bool {
        guard (1...366).contains(number), let first = CivilDay(year: year, month: 1, day: 1) else { return false }
        return take(CivilDay(daysSince1970: first.daysSince1970 + number - 1), within: year)
    }

    /// `2003-W52-3`, `2003-W52`: week 1 is the one with the year's first Thursday (ISO 8601).
    private mutating func week(of year: Int) -> Bool {
        position += 1
        guard let week = number(), week.digits == 2, (1...53).contains(week.value) else { return false }
        var weekday = 1
        if current == UInt8(ascii: "-"), next.isASCIIDigit {
            position += 1
            guard let third = number(), third.digits == 1, (1...7).contains(third.value) else { return false }
            weekday = third.value
        }
        guard let fourth = CivilDay(year: year, month: 1, day: 4) else { return false }
        // 1970-01-01 was a Thursday; Monday is 0.
        let monday = fourth.daysSince1970 - ((fourth.daysSince1970 + 3) % 7 + 7) % 7
        return take(CivilDay(daysSince1970: monday + (week.value - 1) * 7 + weekday - 1), within: nil)
    }

    private mutating func take(_ date: CivilDay, within year: Int?) -> Bool {
        let parts = date.parts
        guard year == nil || parts.year == year else { return false }
        (self.year, month, day) = (parts.year, parts.month, parts.day)
        return true
    }

    /// After the year of `2004년 5월 25일 오후 11:23:17` or `2004年5月25日 23時23分`.
    private mutating func counted() -> Bool {
        isKorean = DateWords.isKorean(before: position, in: bytes)
        while true {
            skipSpace()
            skipComment()
            if isAtEnd { return day != nil }
            if current.isASCIIDigit {
                let start = position
                guard let value = number(), value.digits <= 2 else { return false }
                if current == UInt8(ascii: ":") {
                    position = start
                    return day != nil && time(hourAlone: false) && zone()
                }
                switch DateWords.field(bytes, &position) {
                case .month where month == nil: month = value.value
                case .day where month != nil && day == nil: day = value.value
                case .hour where day != nil && hour == nil: hour = value.value
                case .minute where hour != nil: minute = value.value
                case .second where hour != nil: second = value.value
                default: return false
                }
            } else if hour != nil {
                return zone()
            } else {
                // Before or after noon, or a day of the week, which adds nothing.
                guard let word = word() else { return false }
                if let half = DateWords.half(bytes, word) { isAfternoon = half }
            }
        }
    }

    /// Dates with a month's name, in whatever order: `Sun, 4 Jan 2004 16:29:06 GMT`, `Sunday, 04-Jan-04 16:29:06 PST`,
    /// `Sun Jan  4 16:29:06 PST 2004`, `January 4th, 2004 4:29 PM`, `4. Januar 2004`.
    private mutating func named() -> Bool {
        var sawNumber = false
        while true {
            skipSeparators()
            if isAtEnd { return day != nil && month != nil && year != nil }
            if current.isASCIIDigit {
                let start = position
                guard let value = number() else { return false }
                sawNumber = true
                if current == UInt8(ascii: ":"), value.digits <= 2, hour == nil {
                    position = start
                    guard time(hourAlone: false), zone() else { return false }
                } else if !place(value) {
                    return false
                }
            } else if current == UInt8(ascii: "+"), offset == nil {
                guard zone(), offset != nil else { return false }
            } else if let word = word() {
                if !sawNumber, current == UInt8(ascii: ",") { continue }
                if let named = DateWords.month(bytes, word) {
                    guard month == nil || !sawNumber || day == nil || year == nil else { return false }
                    month = named
                } else if sawNumber, !DateWords.isFiller(bytes, word) {
                    guard year != nil, offset == nil, let minutes = DateWords.zone(bytes, word) else { return false }
                    offset = minutes
                }
                // A first word that is no month is a day of the week, right or wrong, in whatever language.
            } else {
                return false
            }
        }
    }

    /// A number beside a month's name: the day, else the year.
    private mutating func place(_ number: (value: Int, digits: Int)) -> Bool {
        switch number.digits {
        case 1, 2:
            if day == nil {
                day = number.value
                skipOrdinalEnding()
                return true
            }
            guard year == nil else { return false }
            year = number.value + (number.value < 50 ? 2000 : 1900)
        case 3:
            guard year == nil, day != nil else { return false }
            year = number.value + 1900
        case 4:
            guard year == nil else { return false }
            year = number.value
        default: return false
        }
        return true
    }
}

// MARK: - Time and zone

extension DateReader {
    private mutating func timeAndZone() -> Bool {
        skipSpace()
        skipComment()
        if current == UInt8(ascii: ",") || current == UInt8(ascii: "_") { position += 1 }
        let hasT = current | 0x20 == UInt8(ascii: "t") && !next.isASCIILetter
        if hasT { position += 1 }
        skipSpace()
        if !current.isASCIIDigit, current >= 0x80 || (current | 0x20 != UInt8(ascii: "z") && current.isASCIILetter) {
            let start = position
            if let word = word(), let half = DateWords.half(bytes, word) {
                isAfternoon = half
                isKorean = DateWords.isKorean(before: position, in: bytes)
                skipSpace()
            } else {
                position = start
            }
        }
        if current.isASCIIDigit {
            guard time(hourAlone: hasT) else { return false }
        } else if hasT {
            return false
        }
        return zone()
    }

    /// `16:44`, `16:44:00`, `16:44:00.5`, `4:44 PM`; with `hourAlone` also `16`, `1644` and `164400`.
    private mutating func time(hourAlone: Bool) -> Bool {
        guard let first = number() else { return false }
        if current != UInt8(ascii: ":") {
            guard hourAlone, first.digits % 2 == 0, compact(time: first.value, digits: first.digits) else { return false }
        } else {
            guard first.digits <= 2 else { return false }
            position += 1
            guard let second = number(), second.digits <= 2 else { return false }
            (hour, minute) = (first.value, second.value)
            if current == UInt8(ascii: ":") {
                position += 1
                guard let third = number(), third.digits <= 2 else { return false }
                self.second = third.value
            }
        }
        if current == UInt8(ascii: ".") || current == UInt8(ascii: ","), next.isASCIIDigit { fraction() }
        return true
    }

    private mutating func compact(time: Int, digits: Int) -> Bool {
        switch digits {
        case 2: hour = time
        case 4: (hour, minute) = (time / 100, time % 100)
        case 6: (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100)
        default: return false
        }
        return true
    }

    /// Digits past the third are cut, not rounded: a date is never made later.
    private mutating func fraction() {
        position += 1
        var scale = 100
        while current.isASCIIDigit {
            millisecond += Int(current - 0x30) * scale
            scale /= 10
            position += 1
        }
    }

    /// Whatever stands between a time and the end, or the year: AM or PM, an offset, a zone's name, a comment. False when it cannot be read.
    private mutating func zone() -> Bool {
        skipSpace()
        if isAtEnd || current.isASCIIDigit { return true }
        if current == UInt8(ascii: "(") {
            // A zone in a comment and nowhere else.
            position += 1
            guard let word = word(), let minutes = DateWords.zone(bytes, word), current == UInt8(ascii: ")") else { return false }
            position += 1
            offset = minutes
        } else if let sign = sign() {
            guard signedOffset(sign) else { return false }
        } else if isWordAhead {
            let start = position
            guard var word = word() else { return false }
            if let half = DateWords.half(bytes, word) {
                isAfternoon = half
                return zone()
            }
            guard let minutes = DateWords.zone(bytes, word) else {
                // A month's name may follow a time that came first.
                if DateWords.month(bytes, word) != nil || DateWords.isFiller(bytes, word) {
                    position = start
                    return true
                }
                return false
            }
            offset = minutes
            if minutes == 0, let sign = sign() {
                // `GMT+1`, `UTC+01:00`
                guard signedOffset(sign) else { return false }
            }
            word = start..<position
        } else {
            return true
        }
        return afterZone()
    }

    /// `+0100 (CET)`, `+0100 CET`, `+01:00[Europe/Paris]`: the offset has said it all, but a name may not contradict it.
    private mutating func afterZone() -> Bool {
        skipSpace()
        skipComment()
        let start = position
        if isWordAhead, let word = word() {
            if let minutes = DateWords.zone(bytes, word) { return minutes == offset }
            position = start
        }
        return true
    }

    /// +1 or -1 when a sign with a digit behind it comes next; a dash alone parts words.
    private mutating func sign() -> Int? {
        if (current == UInt8(ascii: "+") || current == UInt8(ascii: "-")), next.isASCIIDigit {
            position += 1
            return bytes[position - 1] == UInt8(ascii: "+") ? 1 : -1
        }
        // U+2212, the minus sign proper
        guard current == 0xE2, byte(1) == 0x88, byte(2) == 0x92, byte(3).isASCIIDigit else { return nil }
        position += 3
        return -1
    }

    /// `0100`, `01:00`, `1`, `01`, `100`
    private mutating func signedOffset(_ sign: Int) -> Bool {
        guard let first = number() else { return false }
        var (hours, minutes) = (first.value, 0)
        if first.digits == 3 || first.digits == 4 {
            (hours, minutes) = (first.value / 100, first.value % 100)
        } else if first.digits <= 2, current == UInt8(ascii: ":") {
            position += 1
            guard let second = number(), second.digits == 2 else { return false }
            minutes = second.value
        }
        guard first.digits <= 4, hours < 24, minutes < 60 else { return false }
        offset = sign * (hours * 60 + minutes)
        return true
    }
}

// MARK: - Bytes

extension DateReader {
    private var isAtEnd: Bool { position >= bytes.count }
    /// 0 past the end.
    private var current: UInt8 { byte(0) }
    private var next: UInt8 { byte(1) }
    private var isWordAhead: Bool { current.isASCIILetter || current >= 0x80 }

    @inline(__always) private func byte(_ ahead: Int) -> UInt8 {
        position + ahead < bytes.count ? bytes[position + ahead] : 0
    }

    /// Nil when no digit comes next, or more than 15.
    private mutating func number() -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while current.isASCIIDigit, position - start < 16 {
            value = value * 10 + Int(current - 0x30)
            position += 1
        }
        let digits = position - start
        return digits == 0 || digits == 16 ? nil : (value, digits)
    }

    /// A run of letters: ASCII's, and all that is not ASCII. Nil when there is none.
    private mutating func word() -> Range<Int>? {
        let start = position
        while isWordAhead, spaceLength == 0 { position += 1 }
        return position == start ? nil : start..<position
    }

    /// Bytes of the white space that comes next: ASCII's, no-break spaces, the ideographic space, direction marks.
    private var spaceLength: Int {
        switch current {
        case 0x20, 9...13: 1
        case 0xC2 where next == 0xA0: 2
        case 0xE2 where next == 0x80 && [0x8E, 0x8F, 0xAF].contains(byte(2)): 3
        case 0xE3 where next == 0x80 && byte(2) == 0x80: 3
        default: 0
        }
    }

    private mutating func skipSpace() {
        while spaceLength > 0 { position += spaceLength }
    }

    private mutating func skipSeparators() {
        while true {
            skipSpace()
            switch current {
            case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"): position += 1
            case UInt8(ascii: "("):
                let start = position
                skipComment()
                if position == start { return }
            default: return
            }
        }
    }

    /// `(...)`, `[...]`: to its end, or not at all.
    private mutating func skipComment() {
        let close: UInt8
        switch current {
        case UInt8(ascii: "("): close = UInt8(ascii: ")")
        case UInt8(ascii: "["): close = UInt8(ascii: "]")
        default: return
        }
        guard let end = bytes.first(close, from: position) else { return }
        position = end + 1
        skipSpace()
    }

    /// The `th` of `4th`.
    private mutating func skipOrdinalEnding() {
        guard current.isASCIILetter, next.isASCIILetter, !byte(2).isASCIILetter else { return }
        for ending in ["st", "nd", "rd", "th", "er"] as [StaticString] where bytes.hasASCII(ending, at: position) {
            position += 2
            return
        }
    }
}
