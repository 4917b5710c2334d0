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
}
