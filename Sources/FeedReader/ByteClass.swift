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

    /// The first `byte` at or after `index`; nil when there is none.
    func first(_ byte: UInt8, from index: Int) -> Int? {
        guard let start = UnsafeRawPointer(baseAddress) else { return nil }
        var index = index
        while index + Lanes.count <= count {
            let found = Lanes(start, at: index).are(byte).first
            if found < Lanes.count { return index + found }
            index += Lanes.count
        }
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are the same: eight at a time, and from the end, where the addresses of one site differ.
    @inline(__always) func hasBytes(of other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let one = UnsafeRawPointer(baseAddress), let two = UnsafeRawPointer(other.baseAddress) else { return true }
        var end = count
        while end >= 8 {
            end -= 8
            if one.loadUnaligned(fromByteOffset: end, as: UInt64.self) != two.loadUnaligned(fromByteOffset: end, as: UInt64.self)
            {
                return false
            }
        }
        while end > 0 {
            end -= 1
            if one.load(fromByteOffset: end, as: UInt8.self) != two.load(fromByteOffset: end, as: UInt8.self) { return false }
        }
        return true
    }

    /// The first byte at or after `index` that `stops` marks, as `isStop` has it for a single one; the count when there is none.
    @inline(__always) func first(from index: Int, _ stops: (Lanes) -> Lanes.Mask, _ isStop: (UInt8) -> Bool) -> Int {
        guard let start = UnsafeRawPointer(baseAddress) else { return count }
        var index = index
        while index + Lanes.count <= count {
            let found = stops(Lanes(start, at: index)).first
            index += found
            if found < Lanes.count { return index }
        }
        while index < count, !isStop(self[index]) { index += 1 }
        return index
    }

    /// Whether every byte is in 0x20...0x7E.
    var isPrintableASCII: Bool { hasNone { $0.areBelowOrBeyondASCII(0x20) .| $0.are(0x7F) } }

    /// Whether every byte is below 0x80.
    var isASCII: Bool { hasNone { $0.areBelowOrBeyondASCII(0) } }

    /// Whether `stops`, which looks at each byte by itself and does not mind a letter, finds nothing.
    @inline(__always) func hasNone(_ stops: (Lanes) -> Lanes.Mask) -> Bool {
        guard let start = UnsafeRawPointer(baseAddress) else { return true }
        if count < Lanes.count { return stops(Lanes(padding: self)).isClear }
        var index = 0
        while index + Lanes.count <= count {
            if !stops(Lanes(start, at: index)).isClear { return false }
            index += Lanes.count
        }
        // The last ones, some of them again.
        return stops(Lanes(start, at: count - Lanes.count)).isClear
    }

    /// The first of three bytes at or after `index`; the count when there is none.
    @inline(__always) func first(_ a: UInt8, _ b: UInt8, _ c: UInt8, from index: Int) -> Int {
        guard let start = UnsafeRawPointer(baseAddress) else { return count }
        var index = index
        while index + Lanes.count <= count {
            let lanes = Lanes(start, at: index)
            let found = (lanes.are(a) .| lanes.are(b) .| lanes.are(c)).first
            if found < Lanes.count { return index + found }
            index += Lanes.count
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

/// Sixteen bytes of a text, compared at once.
struct Lanes {
    typealias Mask = SIMDMask<SIMD16<Int8>>

    static let count = 16

    let bytes: SIMD16<UInt8>

    @inline(__always) private init(bytes: SIMD16<UInt8>) { self.bytes = bytes }

    /// There have to be as many from `index` on.
    @inline(__always) init(_ start: UnsafeRawPointer, at index: Int) {
        bytes = start.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    }

    /// Fewer than sixteen, with letters behind them.
    @inline(__always) init(padding text: UnsafeBufferPointer<UInt8>) {
        var bytes = SIMD16<UInt8>(repeating: UInt8(ascii: "a"))
        for index in text.indices { bytes[index] = text[index] }
        self.bytes = bytes
    }

    @inline(__always) func are(_ byte: UInt8) -> Mask { bytes .== SIMD16(repeating: byte) }

    /// `byte`, or the one that differs from it in `bit` alone; `byte` does not have it.
    @inline(__always) func are(_ byte: UInt8, orWith bit: UInt8) -> Mask {
        (bytes & SIMD16(repeating: ~bit)) .== SIMD16(repeating: byte)
    }

    /// Below `limit`, at most 0x7F, or 0x80 and above.
    @inline(__always) func areBelowOrBeyondASCII(_ limit: Int8) -> Mask { signed .< SIMD16(repeating: limit) }

    /// In ASCII, and above `limit`.
    @inline(__always) func areAbove(_ limit: Int8) -> Mask { signed .> SIMD16(repeating: limit) }

    /// Neither letters nor digits nor `-.:_`: what ends a name.
    @inline(__always) var areNoNameBytes: Mask {
        let letters = Lanes(bytes: bytes | SIMD16(repeating: 0x20)).are(UInt8(ascii: "a"), andNext: 26)
        // `:` stands behind `9`, `.` behind `-`.
        let others = are(UInt8(ascii: "0"), andNext: 11) .| are(UInt8(ascii: "-"), andNext: 2) .| are(UInt8(ascii: "_"))
        return .!(letters .| others)
    }

    /// Anything but letters, digits, `-` and `.`: what ends a host.
    @inline(__always) var areNoHostBytes: Mask { areNoNameBytes .| are(UInt8(ascii: ":")) .| are(UInt8(ascii: "_")) }

    /// Anything but spaces, tabs and line ends.
    @inline(__always) var areNoSpaces: Mask { .!(are(0x20) .| are(10) .| are(9) .| are(13)) }

    /// `first` or one of the `count` bytes from it on. The machine compares signed bytes only.
    @inline(__always) private func are(_ first: UInt8, andNext count: Int8) -> Mask {
        Lanes(bytes: bytes &- SIMD16(repeating: first &+ 0x80)).signed .< SIMD16(repeating: count &+ Int8.min)
    }

    @inline(__always) private var signed: SIMD16<Int8> { unsafeBitCast(bytes, to: SIMD16<Int8>.self) }
}

extension SIMDMask<SIMD16<Int8>> {
    /// The first byte that is marked; 16 when none is.
    @inline(__always) var first: Int {
        let halves = unsafeBitCast(self, to: SIMD2<UInt64>.self)
        if halves.x != 0 { return halves.x.trailingZeroBitCount / 8 }
        return halves.y != 0 ? 8 + halves.y.trailingZeroBitCount / 8 : 16
    }

    @inline(__always) var isClear: Bool {
        let halves = unsafeBitCast(self, to: SIMD2<UInt64>.self)
        return halves.x | halves.y == 0
    }
}
