import News

/// A compact form for what is only ever read whole: numbers as LEB128 (seven bits a byte, low ones first; signed ones
/// zigzag), texts as their length in bytes and their UTF-8, lists as their values one after another up to the end.
enum Packed {
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    static func append(_ number: Int, to bytes: inout [UInt8]) {
        append(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63))), to: &bytes)
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    /// Nil is 0, a value one more than it is.
    static func append(_ text: String?, to bytes: inout [UInt8]) {
        append(UInt64(text.map { $0.utf8.count + 1 } ?? 0), to: &bytes)
        if let text { bytes.append(contentsOf: text.utf8) }
    }

    /// Nil is 0, a value follows a 1.
    static func append(_ number: Int?, to bytes: inout [UInt8]) {
        bytes.append(number == nil ? 0 : 1)
        if let number { append(number, to: &bytes) }
    }

    /// A block is U+001E, its kind's raw value plus 1 as a control character, and its text. No word is glued to a mark, so that
    /// the column can be searched as it stands; and a text has no control characters of its own (`Block`), U+001E in one would
    /// be kept as a space.
    static func append(_ blocks: [Block], to bytes: inout [UInt8]) {
        for block in blocks {
            bytes.append(blockMark)
            bytes.append(block.kind.rawValue + 1)
            let start = bytes.count
            bytes.append(contentsOf: block.text.utf8)
            if bytes[start...].contains(blockMark) {
                for place in start..<bytes.count where bytes[place] == blockMark { bytes[place] = 0x20 }
            }
        }
    }

    /// A block of an unknown kind is a paragraph; what stands before the first mark is not ours and left out.
    static func blocks(_ bytes: UnsafeBufferPointer<UInt8>) -> [Block] {
        var blocks: [Block] = []
        var place = bytes.firstIndex(of: blockMark) ?? bytes.count
        while place + 1 < bytes.count {
            let start = place + 2
            let end = bytes[start...].firstIndex(of: blockMark) ?? bytes.count
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
            let mark = bytes[place + 1]
            blocks.append(Block(mark == 0 ? .paragraph : Block.Kind(rawValue: mark - 1) ?? .paragraph, text))
            place = end
        }
        return blocks
    }

    private static let blockMark: UInt8 = 0x1E
}

/// Reads what `Packed` wrote. Bytes it did not write make it throw, never trap.
struct PackedReader {
    struct Malformed: Error, CustomStringConvertible {
        var description: String { "a packed value is damaged" }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func byte() throws(Malformed) -> UInt8 {
        guard place < bytes.count else { throw Malformed() }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func unsigned() throws(Malformed) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let next = try byte()
            number |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return number }
        }
        throw Malformed()
    }

    mutating func integer() throws(Malformed) -> Int {
        let number = try unsigned()
        return Int(bitPattern: UInt(number >> 1)) ^ -Int(number & 1)
    }

    mutating func integerIfAny() throws(Malformed) -> Int? {
        try byte() == 0 ? nil : try integer()
    }

    mutating func text() throws(Malformed) -> String { try text(length: try unsigned()) }

    mutating func textIfAny() throws(Malformed) -> String? {
        let length = try unsigned()
        return length == 0 ? nil : try text(length: length - 1)
    }

    private mutating func text(length: UInt64) throws(Malformed) -> String {
        guard length <= UInt64(bytes.count - place) else { throw Malformed() }
        let end = place + Int(length)
        defer { place = end }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[place..<end]), as: UTF8.self)
    }
}
