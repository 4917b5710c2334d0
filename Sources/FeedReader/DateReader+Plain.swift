import News

extension DateReader {
    /// The two forms in which nearly all dates come, as their specifications write them: `Sun, 24 May 2020 09:05:00 GMT` (or an offset of
    /// four digits) and `2020-05-24T09:05:00Z` (or `+02:00`). Nil for any other, which is then read with more patience.
    func plain() -> Int64? {
        switch bytes.count {
        case 29, 31: return mail()
        case 20, 25: return internet()
        default: return nil
        }
    }

    /// RFC 822 as RFC 1123 changed it, at fixed places.
    private func mail() -> Int64? {
        guard bytes[3] == UInt8(ascii: ","), bytes[4] == 0x20, bytes[7] == 0x20, bytes[11] == 0x20, bytes[16] == 0x20,
            bytes[25] == 0x20, Self.isWeekday(bytes[0], bytes[1], bytes[2]),
            let month = Self.month(bytes[8], bytes[9], bytes[10]),
            let day = two(at: 5), let century = two(at: 12), let years = two(at: 14), let clock = clock(at: 17)
        else { return nil }
        var offset = 0
        if bytes.count == 29 {
            guard bytes[26] == UInt8(ascii: "G"), bytes[27] == UInt8(ascii: "M"), bytes[28] == UInt8(ascii: "T") else {
                return nil
            }
        } else {
            guard let sign = sign(at: 26), let hours = two(at: 27), hours < 24, let minutes = two(at: 29), minutes < 60 else {
                return nil
            }
            offset = sign * (hours * 60 + minutes)
        }
        return seconds(century * 100 + years, month, day, clock, offset)
    }

    /// RFC 3339, at fixed places.
    private func internet() -> Int64? {
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            let century = two(at: 0), let years = two(at: 2), let month = two(at: 5), let day = two(at: 8),
            let clock = clock(at: 11)
        else { return nil }
        var offset = 0
        if bytes.count == 20 {
            guard bytes[19] == UInt8(ascii: "Z") else { return nil }
        } else {
            guard let sign = sign(at: 19), bytes[22] == UInt8(ascii: ":"), let hours = two(at: 20), hours < 24,
                let minutes = two(at: 23), minutes < 60
            else { return nil }
            offset = sign * (hours * 60 + minutes)
        }
        return seconds(century * 100 + years, month, day, clock, offset)
    }

    /// `offset` in minutes east of UTC.
    private func seconds(_ year: Int, _ month: Int, _ day: Int, _ clock: Int, _ offset: Int) -> Int64? {
        guard (1000...9998).contains(year), let date = CivilDay(year: year, month: month, day: day) else { return nil }
        return Int64(date.daysSince1970) * 86_400 + Int64(clock - offset * 60)
    }

    /// Of the day, in seconds: `09:05:00`.
    private func clock(at index: Int) -> Int? {
        guard bytes[index + 2] == UInt8(ascii: ":"), bytes[index + 5] == UInt8(ascii: ":"), let hours = two(at: index),
            hours < 24,
            let minutes = two(at: index + 3), minutes < 60, let seconds = two(at: index + 6), seconds < 60
        else { return nil }
        return hours * 3600 + minutes * 60 + seconds
    }

    private func two(at index: Int) -> Int? {
        let (tens, ones) = (bytes[index] &- 0x30, bytes[index + 1] &- 0x30)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    private func sign(at index: Int) -> Int? {
        bytes[index] == UInt8(ascii: "+") ? 1 : bytes[index] == UInt8(ascii: "-") ? -1 : nil
    }

    private static func packed(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 { UInt32(a) << 16 | UInt32(b) << 8 | UInt32(c) }

    private static func month(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int? {
        switch packed(a, b, c) {
        case 0x4A616E: 1
        case 0x466562: 2
        case 0x4D6172: 3
        case 0x417072: 4
        case 0x4D6179: 5
        case 0x4A756E: 6
        case 0x4A756C: 7
        case 0x417567: 8
        case 0x536570: 9
        case 0x4F6374: 10
        case 0x4E6F76: 11
        case 0x446563: 12
        default: nil
        }
    }

    /// Whichever it is, right or wrong.
    private static func isWeekday(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        switch packed(a, b, c) {
        case 0x4D6F6E, 0x547565, 0x576564, 0x546875, 0x467269, 0x536174, 0x53756E: true
        default: false
        }
    }
}
