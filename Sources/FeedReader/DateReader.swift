import News

/// One date, read from left to right. Fields are filled as they are found and checked at the end.
struct DateReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    var year: Int?
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute = 0
    var second = 0
    /// Minutes east of UTC.
    var offset: Int?
    var isAfternoon: Bool?
    var isKorean = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Since 1970 UTC. Nil when it is no date.
    mutating func seconds() -> Int64? {
        if let seconds = plain() { return seconds }
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
            return isAtEnd ? Int64(first.value) : nil
        case 13:
            skipSpace()
            return isAtEnd ? Int64(first.value) / 1000 : nil
        case 1, 2:
            position = start
            guard named() else { return nil }
        default: return nil
        }
        return assembled()
    }

    func assembled() -> Int64? {
        guard let year, (1000...9998).contains(year), let month, let day, let date = CivilDay(year: year, month: month, day: day)
        else {
            return nil
        }
        var hour = hour ?? 0
        if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        // 24:00:00 is the end of the day (ISO 8601); second 60 is a leap second and counts as the next one's beginning.
        guard hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second <= 60 else {
            return nil
        }
        let minutes = date.daysSince1970 * 1440 + hour * 60 + minute - (offset ?? (isKorean ? 540 : 0))
        return Int64(minutes) * 60 + Int64(second)
    }
}

// The orders in which the fields come.
extension DateReader {
    /// `2015-03-15T16:44:00Z` and its relatives, after the year.
    private mutating func yearFirst(_ year: Int, from start: Int) -> Bool {
        self.year = year
        let separator = current
        switch separator {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
            position += 1
            // `2015. 3. 15.`, as Korean and Hungarian have it.
            let isDotted = separator == UInt8(ascii: ".")
            if isDotted { skipSpace() }
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
            if isDotted { skipSpace() }
            guard let third = number(), third.digits <= 2 else { return false }
            day = third.value
            if isDotted, current == separator { position += 1 }
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
        // Below, `10111912` would be a day of the year 1011.
        guard date >= 1900_00_00 else { return false }
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
        var monthIsLeading = false
        while true {
            skipSeparators()
            if isAtEnd { return day != nil && month != nil && year != nil }
            if current.isASCIIDigit {
                let start = position
                guard let value = number() else { return false }
                if !sawNumber, month == nil, numeric(value) {
                    sawNumber = true
                    continue
                }
                sawNumber = true
                if isHour, value.digits <= 2, hour == nil {
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
                    // `mar 4 mag 2015`: what looked like a month was a day of the week.
                    guard month == nil || monthIsLeading else { return false }
                    monthIsLeading = !sawNumber
                    month = named
                } else if sawNumber, !DateWords.isFiller(bytes, word) {
                    if year != nil, offset == nil, let minutes = DateWords.zone(bytes, word) {
                        offset = minutes
                    } else if !DateWords.isWeekday(bytes, word) {
                        return false
                    }
                }
                // A first word that is no month is a day of the week, right or wrong, in whatever language.
            } else {
                return false
            }
        }
    }

    /// `25/12/2015`, `12-25-2015`: day, month and a year of four digits, where only one of the two can be the month (or both are the same
    /// number). False, and back where it was, for anything else: what could be read in two ways is not read.
    private mutating func numeric(_ first: (value: Int, digits: Int)) -> Bool {
        let start = position
        let separator = current
        if first.digits <= 2, [0x2D, 0x2E, 0x2F].contains(separator), next.isASCIIDigit {
            position += 1
            if let second = number(), second.digits <= 2, current == separator, next.isASCIIDigit {
                position += 1
                let isDayFirst = first.value > 12 || first.value == second.value
                // Nobody writes `12.25.2015`.
                let isMonthFirst = second.value > 12 && separator != UInt8(ascii: ".")
                if let third = number(), third.digits == 4, isDayFirst || isMonthFirst {
                    (day, month) = isDayFirst ? (first.value, second.value) : (second.value, first.value)
                    year = third.value
                    return true
                }
            }
        }
        position = start
        return false
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
            guard year == nil, number.digits == 2 else { return false }
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
