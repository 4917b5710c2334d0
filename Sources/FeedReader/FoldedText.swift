/// Text as it is gathered: UTF-8 without controls and invisible characters, its white space folded to single spaces, none at either end.
///
/// Out go C0 and C1 controls (those that windows-1252 uses become its characters), U+FFFE and U+FFFF, soft hyphens, zero-width spaces and
/// marks of direction. The joiners U+200C and U+200D stay between two characters at or above U+0600, where scripts (and emoji) need them.
/// What is no UTF-8 becomes U+FFFD, one for each maximal part (Unicode, section 3.9).
struct FoldedText: ~Copyable {
    private var storage: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var length = 0
    /// A joiner waits for the character behind it.
    private var joiner: UInt32 = 0
    /// Whether a reference gave a `&` or `<`, so that what is escaped twice can show.
    private(set) var resolvedMarkup = false

    /// `capacity` saves growing; usually the bytes of the input.
    init(capacity: Int) {
        self.capacity = capacity + Lanes.count
        storage = .allocate(capacity: self.capacity)
    }

    deinit { storage.deallocate() }

    var isEmpty: Bool { length == 0 }

    /// Without a space at its end.
    var trimmedLength: Int { length > 0 && storage[length - 1] == 0x20 ? length - 1 : length }

    /// Without a space at its end. Valid within `body` only.
    borrowing func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: storage, count: trimmedLength))
    }

    var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    mutating func removeAll() {
        length = 0
        joiner = 0
    }

    /// Parts words, unless they are parted already.
    mutating func appendSpace() {
        joiner = 0
        guard length > 0, storage[length - 1] != 0x20 else { return }
        reserve(1)
        storage[length] = 0x20
        length += 1
    }

    /// `resolving`: whether character references are resolved.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, resolving: Bool) {
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return }
        // Never more than the input, but for what is no UTF-8 and for C1 controls, which reserve for themselves.
        reserve(bytes.count)
        let ampersand = resolving ? UInt8(ascii: "&") : 0x7F
        var index = 0
        while index < bytes.count {
            // ASCII without anything to do; single spaces are part of it.
            if index > 0, length > 0, storage[length - 1] != 0x20 {
                let first = index
                while index + Lanes.count <= bytes.count {
                    let lanes = Lanes(start, at: index)
                    let plain =
                        (lanes.areBelowOrBeyondASCII(0x20) .| lanes.are(ampersand) .| lanes.are(0x7F)
                        .| lanes.are(0x20) .& Lanes(start, at: index - 1).are(0x20)).first
                    UnsafeMutableRawPointer(storage).storeBytes(of: lanes.bytes, toByteOffset: length, as: SIMD16<UInt8>.self)
                    length += plain
                    index += plain
                    if plain < Lanes.count { break }
                }
                if index > first { joiner = 0 }
                if index == bytes.count { return }
            }
            let byte = bytes[index]
            if byte >= 0x80 {
                repeat { index += appendNonASCII(bytes, at: index) } while index < bytes.count && bytes[index] >= 0x80
            } else if byte == UInt8(ascii: "&"), resolving, let reference = CharacterReferences.read(bytes, at: index) {
                appendReferred(reference.scalar)
                index = reference.end
            } else {
                appendASCII(byte)
                index += 1
            }
        }
    }

    @inline(__always) private mutating func reserve(_ more: Int) {
        // Slack for the last lanes, which are stored whole.
        if capacity - length < more + Lanes.count { grow(more) }
    }

    @inline(never) private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, length + more + Lanes.count)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: storage, count: length)
        storage.deallocate()
        storage = moved
        capacity = larger
    }

    @inline(__always) private mutating func appendASCII(_ byte: UInt8) {
        if byte > 0x20, byte != 0x7F {
            joiner = 0
            storage[length] = byte
            length += 1
        } else if byte.isASCIISpace {
            appendSpace()
        }
    }

    private mutating func appendReferred(_ scalar: UInt32) {
        if scalar == 0x26 || scalar == 0x3C { resolvedMarkup = true }
        if scalar < 0x80 { appendASCII(UInt8(scalar)) } else { append(scalar) }
    }

    /// Answers with the bytes used, at least 1.
    @inline(__always) private mutating func appendNonASCII(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        // Most letters of most scripts; what is special stands in the blocks that begin with C2, D8, E1, E2, E3, EF.
        let lead = bytes[index]
        if joiner == 0, index + 3 <= bytes.count, bytes[index + 1] & 0xC0 == 0x80 {
            let isPair = lead >= 0xC3 && lead <= 0xDF && lead != 0xD8
            if isPair
                || (lead >= 0xE3 && lead <= 0xEC && bytes[index + 2] & 0xC0 == 0x80 && (lead > 0xE3 || bytes[index + 1] > 0x80))
            {
                storage[length] = lead
                storage[length + 1] = bytes[index + 1]
                storage[length + 2] = bytes[index + 2]
                length += isPair ? 2 : 3
                return isPair ? 2 : 3
            }
        }
        return appendRare(bytes, at: index)
    }

    @inline(never) private mutating func appendRare(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let (scalar, used) = UTF8Scalar.decode(bytes, at: index)
        reserve(bytes.count - index + 3)
        append(scalar)
        return used
    }

    /// `scalar` is at least 0x80 and no surrogate.
    private mutating func append(_ scalar: UInt32) {
        switch scalar {
        case 0x80...0x9F:
            let meant = CharacterReferences.windows1252(scalar)
            if meant > 0x9F { append(meant) }
        case 0x200C, 0x200D:
            if endsJoinable { joiner = scalar }
        case _ where UTF8Scalar.isSpace(scalar):
            appendSpace()
        case _ where UTF8Scalar.isVisible(scalar):
            if joiner != 0, scalar >= 0x600 { store(joiner) }
            joiner = 0
            store(scalar)
        default: break
        }
    }

    /// Whether the last character is at or above U+0600, whose lead byte is 0xD8.
    private var endsJoinable: Bool {
        var index = length - 1
        while index >= 0, storage[index] & 0xC0 == 0x80 { index -= 1 }
        return index >= 0 && storage[index] >= 0xD8
    }

    private mutating func store(_ scalar: UInt32) {
        let tail = { (shift: UInt32) in UInt8(0x80 | (scalar >> shift & 0x3F)) }
        if scalar < 0x800 {
            storage[length] = UInt8(0xC0 | scalar >> 6)
            storage[length + 1] = tail(0)
            length += 2
        } else if scalar < 0x1_0000 {
            storage[length] = UInt8(0xE0 | scalar >> 12)
            storage[length + 1] = tail(6)
            storage[length + 2] = tail(0)
            length += 3
        } else {
            storage[length] = UInt8(0xF0 | scalar >> 18)
            storage[length + 1] = tail(12)
            storage[length + 2] = tail(6)
            storage[length + 3] = tail(0)
            length += 4
        }
    }
}

/// Characters at or above U+0080.
enum UTF8Scalar {
    static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether it leaves a mark on paper: no space, control, mark of direction, zero-width or soft character, nor one that Unicode reserves.
    static func isVisible(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0...0x9F, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFDD0...0xFDEF, 0xFEFF,
            0xFFF9...0xFFFB, 0xFFFE, 0xFFFF:
            false
        default: !isSpace(scalar)
        }
    }

    /// The character at `index`, where a byte of 0x80 or above stands, and its bytes; U+FFFD for the longest part of a character that
    /// is not whole (Unicode, table 3-7).
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let lead = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default: return (0xFFFD, 1)
        }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            guard index + offset < bytes.count, (offset == 1 ? second : 0x80...0xBF).contains(bytes[index + offset]) else {
                return (0xFFFD, offset)
            }
            scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return (scalar, length)
    }
}
