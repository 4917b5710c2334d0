/// UTF-8 made fit for XML 1.0: what is no UTF-8 becomes U+FFFD, control characters go. Linear.
///
/// A feed whose one bad byte has it re-decoded as something else loses every other letter, and libxml2 stops at such a byte
/// or changes the encoding in the middle. So both are mended before it sees the text.
struct UTF8Text {
    private(set) var bytes: [UInt8] = []
    private(set) var faults = Faults()

    /// Nil when there is nothing to mend, as in nearly all feeds.
    static func mended(_ text: UnsafeBufferPointer<UInt8>, faults: Faults) -> UTF8Text? {
        var i = 0
        search: while true {
            i = firstSuspect(in: text, from: i)
            if i == text.count { return nil }
            // The letters of another script stand together, with a space between the words.
            repeat {
                let length = wellFormedLength(text, i)
                if length == 0 || isUnwanted(text, i, length) { break search }
                i += length
                if i < text.count, text[i] == 0x20 { i += 1 }
            } while i < text.count && text[i] >= 0x80
        }
        var mended = UTF8Text(faults: faults)
        mended.bytes.reserveCapacity(text.count + text.count / 16)
        mended.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<i]))
        mended.append(mending: text, from: i)
        return mended
    }

    /// Whether all of it is well-formed UTF-8 with characters beyond ASCII: hardly ever so by chance.
    static func isWritten(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var i = 0
        var hasOthers = false
        while true {
            i = firstSuspect(in: text, from: i)
            if i == text.count { return hasOthers }
            let length = wellFormedLength(text, i)
            if length == 0 { return false }
            if length > 1 { hasOthers = true }
            i += length
        }
    }

    /// Whether it is windows-1252, as far as one can tell: no byte of it is part of a character of UTF-8, all are characters of
    /// windows-1252, and hardly any looks like a piece of a broken one: a lead byte with a continuation behind it.
    static func isWindows1252(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let impossible: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFE, 0xFF]
        var letters = 0
        var pieces = 0
        var i = 0
        while true {
            i = firstSuspect(in: text, from: i)
            if i == text.count { return letters > 4 * pieces }
            let length = wellFormedLength(text, i)
            if text[i] < 0x80 {
                i += max(1, length)
                continue
            }
            if length > 0 || impossible.contains(text[i]) { return false }
            if text[i] >= 0xC0 {
                let isPiece = i + 1 < text.count && text[i + 1] & 0xC0 == 0x80
                if isPiece { pieces += 1 } else { letters += 1 }
            }
            i += 1
        }
    }

    init(faults: Faults) { self.faults = faults }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func append(mending text: UnsafeBufferPointer<UInt8>, from start: Int = 0) {
        var i = start
        while i < text.count {
            let clean = Self.firstSuspect(in: text, from: i)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[i..<clean]))
            i = clean
            if i == text.count { return }
            let length = Self.wellFormedLength(text, i)
            if length == 0 {
                replace()
                i += Self.illFormedLength(text, i)
            } else if Self.isUnwanted(text, i, length) {
                append(Self.scalar(text, i, length))
                i += length
            } else {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[i..<i + length]))
                i += length
            }
        }
    }

    /// One bad sequence, wherever it came from.
    mutating func replace() {
        faults.note(.badBytes, at: bytes.count)
        bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }

    /// A scalar as XML may have it: the separators among the controls become a space, the C1 range what windows-1252 has
    /// there (nobody writes C1 controls, many mislabel windows-1252), the other controls nothing, a surrogate U+FFFD.
    mutating func append(_ value: UInt32) {
        var value = value
        if let meant = Self.meant(value) {
            faults.note(.controls, at: bytes.count)
            value = meant
            if value == 0 { return }
        }
        guard let scalar = Unicode.Scalar(value), value & 0xFFFE != 0xFFFE else { return replace() }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// What a control character stands for: 0 for nothing, nil when `value` is none that XML or a reader minds.
    static func meant(_ value: UInt32) -> UInt32? {
        switch value {
        case 9, 10, 13: nil
        case 11, 12, 28...31: 32
        case 0..<32, 127: 0
        case 0x80...0x9F: CharacterReferences.windows1252(value) > 0x9F ? CharacterReferences.windows1252(value) : 0
        default: nil
        }
    }
}

extension UTF8Text {
    /// The first byte from `start` that is not ASCII, or a control character other than tab and line ends.
    private static func firstSuspect(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = UnsafeRawPointer(text.baseAddress) else { return text.count }
        var i = start
        while i + Lanes.count <= text.count {
            let lanes = Lanes(base, at: i)
            let low = lanes.areBelowOrBeyondASCII(32)
            if low.isClear {
                i += Lanes.count
                continue
            }
            let found = (low .& .!(lanes.are(10) .| lanes.are(13) .| lanes.are(9))).first
            if found < Lanes.count { return i + found }
            i += Lanes.count
        }
        while i < text.count, text[i] >= 32 || isLineSpace(text[i]), text[i] < 0x80 { i += 1 }
        return i
    }

    @inline(__always)
    private static func isLineSpace(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 || byte == 9 }

    /// Of the well-formed sequence at `i` (Unicode, table 3-7); 0 when there is none.
    @inline(__always)
    private static func wellFormedLength(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
        let lead = text[i]
        if lead < 0x80 { return 1 }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, i + length <= text.count else { return 0 }
        let range = secondBytes(after: lead)
        guard range.contains(text[i + 1]) else { return 0 }
        if length >= 3, text[i + 2] & 0xC0 != 0x80 { return 0 }
        if length == 4, text[i + 3] & 0xC0 != 0x80 { return 0 }
        return length
    }

    @inline(__always)
    private static func secondBytes(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }

    /// Of the ill-formed sequence at `i`: its maximal subpart, at least 1 (Unicode, section 3.9).
    private static func illFormedLength(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
        let lead = text[i]
        guard (0xC2...0xF4).contains(lead), i + 1 < text.count, secondBytes(after: lead).contains(text[i + 1]) else { return 1 }
        return lead >= 0xF0 && i + 2 < text.count && text[i + 2] & 0xC0 == 0x80 ? 3 : 2
    }

    /// Whether the well-formed sequence is a control character, U+FFFE or U+FFFF.
    @inline(__always)
    private static func isUnwanted(_ text: UnsafeBufferPointer<UInt8>, _ i: Int, _ length: Int) -> Bool {
        switch length {
        case 1: true
        case 2: text[i] == 0xC2 && text[i + 1] < 0xA0
        case 3: text[i] == 0xEF && text[i + 1] == 0xBF && text[i + 2] >= 0xBE
        default: false
        }
    }

    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ i: Int, _ length: Int) -> UInt32 {
        switch length {
        case 1: UInt32(text[i])
        case 2: UInt32(text[i] & 0x1F) << 6 | UInt32(text[i + 1] & 0x3F)
        default: UInt32(text[i] & 0x0F) << 12 | UInt32(text[i + 1] & 0x3F) << 6 | UInt32(text[i + 2] & 0x3F)
        }
    }
}
