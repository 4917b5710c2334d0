extension DateReader {
    mutating func timeAndZone() -> Bool {
        skipSpace()
        skipComment()
        if current == UInt8(ascii: ",") || current == UInt8(ascii: "_") { position += 1 }
        if current == UInt8(ascii: "-"), next == 0x20 { position += 1 }
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

    /// Whether the number just read is an hour with minutes behind it: `16:44`, `16h44`.
    var isHour: Bool { current == UInt8(ascii: ":") || current | 0x20 == UInt8(ascii: "h") && next.isASCIIDigit }

    /// `16:44`, `16h44`, `16:44:00`, `16:44:00.5`, `4:44 PM`; with `hourAlone` also `16`, `1644` and `164400`.
    mutating func time(hourAlone: Bool) -> Bool {
        guard let first = number() else { return false }
        if !isHour {
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
        if current == UInt8(ascii: ".") || current == UInt8(ascii: ","), next.isASCIIDigit { skipFraction() }
        return true
    }

    mutating func compact(time: Int, digits: Int) -> Bool {
        switch digits {
        case 2: hour = time
        case 4: (hour, minute) = (time / 100, time % 100)
        case 6: (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100)
        default: return false
        }
        return true
    }

    /// Cut, not rounded: a date is never made later.
    private mutating func skipFraction() {
        position += 1
        while current.isASCIIDigit { position += 1 }
    }

    /// Whatever stands between a time and the end, or the year: AM or PM, an offset, a zone's name, a comment. False when it cannot be read.
    mutating func zone() -> Bool {
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
            guard let word = word() else { return false }
            if let half = DateWords.half(bytes, word) {
                isAfternoon = half
                return zone()
            }
            guard let minutes = DateWords.zone(bytes, word) else {
                // What follows may be no zone: a month's name after a time that came first, `Uhr`.
                let isLast = isAtEnd
                position = start
                return DateWords.month(bytes, word) != nil || DateWords.isClock(bytes, word) || DateWords.isWeekday(bytes, word)
                    || (!isLast && DateWords.isFiller(bytes, word))
            }
            offset = minutes
            if minutes == 0, let sign = sign() {
                // `GMT+1`, `UTC+01:00`
                guard signedOffset(sign) else { return false }
            }
        } else {
            return true
        }
        return afterZone()
    }

    /// `+0100 (CET)`, `+0100 CET`, `+01:00[Europe/Paris]`: the offset has said it all, but a name may not contradict it.
    mutating func afterZone() -> Bool {
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
    mutating func sign() -> Int? {
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
    mutating func signedOffset(_ sign: Int) -> Bool {
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
