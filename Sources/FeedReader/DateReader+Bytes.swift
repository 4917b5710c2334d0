extension DateReader {
    var isAtEnd: Bool { position >= bytes.count }
    /// 0 past the end.
    var current: UInt8 { byte(0) }
    var next: UInt8 { byte(1) }
    var isWordAhead: Bool { current.isASCIILetter || current >= 0x80 }

    @inline(__always) func byte(_ ahead: Int) -> UInt8 {
        position + ahead < bytes.count ? bytes[position + ahead] : 0
    }

    /// Nil when no digit comes next, or more than 15.
    mutating func number() -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while current.isASCIIDigit, position - start < 16 {
            value = value * 10 + Int(current - 0x30)
            position += 1
        }
        let digits = position - start
        guard digits < 16 else {
            position = start
            return nil
        }
        return digits == 0 ? nil : (value, digits)
    }

    /// A run of letters: ASCII's, and all that is not ASCII. Nil when there is none.
    mutating func word() -> Range<Int>? {
        let start = position
        while isWordAhead, spaceLength == 0 { position += 1 }
        return position == start ? nil : start..<position
    }

    /// Bytes of the white space that comes next: ASCII's, no-break spaces, the ideographic space, direction marks.
    var spaceLength: Int {
        switch current {
        case 0x20, 9...13: 1
        case 0xC2 where next == 0xA0: 2
        case 0xE2 where next == 0x80 && [0x8E, 0x8F, 0xAF].contains(byte(2)): 3
        case 0xE3 where next == 0x80 && byte(2) == 0x80: 3
        default: 0
        }
    }

    mutating func skipSpace() {
        while spaceLength > 0 { position += spaceLength }
    }

    mutating func skipSeparators() {
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
    mutating func skipComment() {
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
    mutating func skipOrdinalEnding() {
        guard current.isASCIILetter, next.isASCIILetter, !byte(2).isASCIILetter else { return }
        for ending in ["st", "nd", "rd", "th", "er"] as [StaticString] where bytes.hasASCII(ending, at: position) {
            position += 2
            return
        }
    }
}
