import FoundationEssentials

extension Item {
    /// What a reader sees of its words, as one number: two revisions of an item with the same differ in markup, pictures, addresses or
    /// dates alone. Of headline, summary where the text does not begin with it, text, and what its agency allows: where `Changes`
    /// are empty, it is the same. Kept on disk: never change how it is made without another name for it.
    package var shown: UInt64 {
        var sum = ShownSum()
        sum.add(title)
        sum.add(docdata?.status == .usable ? nil : docdata?.status?.rawValue)
        sum.add(docdata?.embargo?.rfc3339)
        let words = text.count == 1 ? text[0].text : text.map(\.text).joined(separator: " ")
        sum.add(summary.flatMap { words.utf8.starts(with: $0.utf8) ? nil : $0 })
        sum.add(words)
        return sum.value
    }
}

/// FNV-1a over eight bytes at a time; since a product carries upwards only, the upper half is folded onto the lower.
private struct ShownSum {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    private mutating func add(_ word: UInt64) {
        value = (value ^ word) &* 0x100_0000_01B3
        value ^= value >> 32
    }

    /// Nil is another than an empty text.
    mutating func add(_ text: String?) {
        guard var text else { return add(UInt64.max) }
        text.withUTF8 { bytes in
            add(UInt64(bytes.count))
            var place = 0
            while place + 8 <= bytes.count {
                add(UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                place += 8
            }
            var rest: UInt64 = 0
            for byte in bytes[place...] { rest = rest << 8 | UInt64(byte) }
            add(rest)
        }
    }
}
