/// An item's own name here: the first 16 hex digits of a sha256 (DESIGN.md, section 1). File names, addresses and
/// commands use keys, never a feed's words. Keys sort as their hex text does.
package struct Key: Hashable, Comparable, Sendable {
    package let bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    /// Nil unless `text` is exactly 16 lower-case hex digits.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            let bits = UInt64(text, radix: 16)
        else { return nil }
        self.bits = bits
    }

    /// The least and the greatest key that begins with `digits`; nil unless these are 1 to 16 lower-case hex digits.
    package static func range(beginningWith digits: some StringProtocol) -> (least: Key, greatest: Key)? {
        let count = digits.utf8.count
        guard (1...16).contains(count),
            let least = Key(digits + String(repeating: "0", count: 16 - count)),
            let greatest = Key(digits + String(repeating: "f", count: 16 - count))
        else { return nil }
        return (least, greatest)
    }

    package static func < (a: Key, b: Key) -> Bool { a.bits < b.bits }
}

extension Key: CustomStringConvertible {
    /// 16 lower-case hex digits.
    package var description: String { hex(bits) }
}

/// What tells one revision of an item from another: the first 8 bytes of the sha256 over its raw title, summary and
/// content, as the feed gave them (DESIGN.md, section 1). Only ever compared within one identity.
package struct TextHash: Hashable, Comparable, Sendable {
    package let bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    package static func < (a: TextHash, b: TextHash) -> Bool { a.bits < b.bits }
}

extension TextHash: CustomStringConvertible {
    /// 16 lower-case hex digits.
    package var description: String { hex(bits) }
}

private func hex(_ bits: UInt64) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}

extension UInt8 {
    /// 0...15, of a hexadecimal digit in ASCII, in whatever case; nil of any other byte.
    package var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
