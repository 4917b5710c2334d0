// What a byte is in ASCII. Bytes of 0x80 and above are never any of these.
extension UInt8 {
    @inline(__always) var isASCIIDigit: Bool { self &- 0x30 < 10 }
    @inline(__always) var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    @inline(__always) var isASCIISpace: Bool { self == 0x20 || self &- 9 < 5 }
    /// The lower-case letter of an ASCII letter; any other byte as it is.
    @inline(__always) var asciiLowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
    /// 0...15; nil when it is no hex digit.
    var hexValue: UInt8? {
        if isASCIIDigit { return self &- 0x30 }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where `text`, ASCII and lower-case, stands at `index` in whatever case.
    func hasASCII(_ text: StaticString, at index: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index >= 0, count - index >= length else { return false }
        for offset in 0..<length where self[index + offset].asciiLowered != text.utf8Start[offset] { return false }
        return true
    }

    /// The first `byte` at or after `index`; nil when there is none. Eight bytes at a time.
    func first(_ byte: UInt8, from index: Int) -> Int? {
        guard let start = UnsafeRawPointer(baseAddress) else { return nil }
        var index = index
        let pattern = UInt64(byte) &* Lanes.ones
        while index + 8 <= count {
            let found = Lanes.zeros(start.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ pattern)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether every byte is in 0x20...0x7E.
    var isPrintableASCII: Bool { allWords { $0 & Lanes.highs | Lanes.below(0x20, $0) | Lanes.zeros($0 ^ 0x7F &* Lanes.ones) } }

    /// Whether every byte is below 0x80.
    var isASCII: Bool { allWords { $0 & Lanes.highs } }

    /// Whether `stops` finds nothing in any eight bytes; it answers with a bit for each byte that is to be found, and may light others only
    /// above such a byte. What is left at the end is looked at with letters behind it.
    @inline(__always) private func allWords(_ stops: (UInt64) -> UInt64) -> Bool {
        guard let start = UnsafeRawPointer(baseAddress) else { return true }
        var index = 0
        while index + 8 <= count {
            if stops(start.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian) != 0 { return false }
            index += 8
        }
        var rest = 0x61 &* Lanes.ones
        while index < count {
            rest = rest << 8 | UInt64(self[index])
            index += 1
        }
        return stops(rest) == 0
    }

    /// The first of three bytes at or after `index`; the count when there is none. Eight bytes at a time.
    @inline(__always) func first(_ a: UInt8, _ b: UInt8, _ c: UInt8, from index: Int) -> Int {
        guard let start = UnsafeRawPointer(baseAddress) else { return count }
        var index = index
        while index + 8 <= count {
            let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let found =
                Lanes.zeros(word ^ UInt64(a) &* Lanes.ones) | Lanes.zeros(word ^ UInt64(b) &* Lanes.ones)
                | Lanes.zeros(word ^ UInt64(c) &* Lanes.ones)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, self[index] != a, self[index] != b, self[index] != c { index += 1 }
        return index
    }
}

/// A set of ASCII's characters, a bit each: asking costs a shift where a list of ranges costs a comparison each.
struct ASCIISet {
    private let low: UInt64
    private let high: UInt64

    /// `low` for 0...63, `high` for 64...127.
    @inline(__always) init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Never a byte of 0x80 and above.
    @inline(__always) func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte & 0x40 == 0 ? low : high) &>> UInt64(byte) & 1 != 0
    }
}

/// Eight bytes compared at once in one integer. Where several bytes match only the lowest is sure: a borrow may light a byte above it.
enum Lanes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of each byte that is zero.
    @inline(__always) static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
    /// The high bit of each byte that is below `limit`, at most 0x80.
    @inline(__always) static func below(_ limit: UInt8, _ word: UInt64) -> UInt64 {
        (word &- UInt64(limit) &* ones) & ~word & highs
    }
}
