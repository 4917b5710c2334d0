/// Beginnings of words, numbered from 0, found in a word without making Strings.
struct Prefixes: Sendable {
    private let known: Vocabulary
    /// By the first three bytes, hashed: whether any begins so.
    private let heads: [UInt64]
    /// How long they are, ascending.
    private let lengths: [Int]

    struct Builder {
        fileprivate var known = Vocabulary()
        fileprivate var lengths: Set<Int> = []

        mutating func number(of prefix: String) -> Int {
            lengths.insert(prefix.utf8.count)
            return known.insert(prefix)
        }
    }

    init(_ builder: Builder) {
        known = builder.known
        lengths = builder.lengths.sorted()
        var heads = [UInt64](repeating: 0, count: known.count == 0 ? 0 : 256)
        for (_, word) in known.numbers {
            let place = Prefixes.head(word[0], word[1], word[2])
            heads[place >> 6] |= 1 << UInt64(place & 63)
        }
        self.heads = heads
    }

    var count: Int { known.count }

    @inline(__always)
    private static func head(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
        let all = UInt32(a) | UInt32(b) << 8 | UInt32(c) << 16
        return Int((all &* 0x9E37_79B1) >> 18)
    }

    /// Whether any of them begins with the first letters of a word, or seems to.
    @inline(__always)
    func mayBegin(_ word: UnsafeRawBufferPointer) -> Bool {
        guard !heads.isEmpty, word.count >= 3 else { return false }
        let place = Prefixes.head(word[0], word[1], word[2])
        return heads[place >> 6] >> UInt64(place & 63) & 1 != 0
    }

    /// Those that a word which `mayBegin` has said yes to begins with, the shortest first. Eight bytes past the word must be readable.
    func each(of word: UnsafeRawBufferPointer, _ body: (Int) -> Void) {
        for length in lengths where length <= word.count {
            if let number = known.number(of: UnsafeRawBufferPointer(rebasing: word[..<length])) { body(number) }
        }
    }
}
