import Foundation
import News

/// A set of byte values, asked once for every byte printed.
struct ByteSet: Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        let word = byte < 128 ? (byte < 64 ? words.0 : words.1) : (byte < 192 ? words.2 : words.3)
        return word >> UInt64(byte & 63) & 1 != 0
    }
}

extension [UInt8] {
    /// Adds `text` as it stands. For our own words only: what a feed wrote goes through a writer of the form it goes to.
    mutating func set(_ text: String) { append(contentsOf: text.utf8) }

    /// Adds `text`, handing every byte in `stops` to `replace`: it adds what is to stand there instead and answers how
    /// many bytes of the text that was for, at least 1.
    @inline(__always)
    mutating func set(
        _ text: String, stoppingAt stops: ByteSet, replace: (inout [UInt8], UnsafeBufferPointer<UInt8>, Int) -> Int
    ) {
        var text = text
        text.withUTF8 { utf8 in
            var from = 0
            var at = 0
            while at < utf8.count {
                guard stops.contains(utf8[at]) else {
                    at += 1
                    continue
                }
                append(contentsOf: UnsafeBufferPointer(rebasing: utf8[from..<at]))
                at += replace(&self, utf8, at)
                from = at
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: utf8[from..<at]))
        }
    }

    /// Adds `number` in decimal digits.
    mutating func set(_ number: Int) { set(String(number)) }

    enum Precision { case minutes, seconds, milliseconds }

    /// Adds a moment as RFC 3339 has it in UTC, `2026-11-22T06:30:00Z`, with milliseconds where there are any; or to the
    /// second or the minute, `2026-11-22T06:30Z`, as HTML takes it. Years 1...9999; what is beyond counts as their border.
    mutating func set(utc moment: Date, to precision: Precision) {
        let all = WallClock.bounded(moment).milliseconds
        let days = (all >= 0 ? all : all - 86_399_999) / 86_400_000
        let inDay = Int(all - days * 86_400_000)
        let (year, month, day) = CivilDay(daysSince1970: Int(days)).parts
        set(year, digits: 4)
        set("-")
        set(month, digits: 2)
        set("-")
        set(day, digits: 2)
        set("T")
        set(inDay / 3_600_000, digits: 2)
        set(":")
        set(inDay / 60_000 % 60, digits: 2)
        if precision != .minutes {
            set(":")
            set(inDay / 1000 % 60, digits: 2)
            if precision == .milliseconds, inDay % 1000 != 0 {
                set(".")
                set(inDay % 1000, digits: 3)
            }
        }
        set("Z")
    }

    /// Adds the last `digits` digits of `number`, which is not negative.
    private mutating func set(_ number: Int, digits: Int) {
        var divisor = (1..<digits).reduce(1) { ten, _ in ten * 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    /// Adds 16 hex digits.
    mutating func set(_ key: Key) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) { set(hexDigit: UInt8(key.bits >> shift & 15)) }
    }

    /// Adds one lower-case hex digit for 0...15.
    mutating func set(hexDigit value: UInt8) { append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10) }
}
