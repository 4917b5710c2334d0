import News

/// A text's passages, sampled, so that what two texts share can be told from little (Broder 1997, "On the resemblance and
/// containment of documents"): hashes of every four words running, in scripts without spaces every six characters, of the
/// first 400 words. Of many those divisible by 4 are kept, at most 128; where under 8 would be, all are, at most 128.
struct Sketch {
    static let words = 400
    /// A shorter text is no article.
    static let fewestWords = 30
    static let fewestShared = 4
    static let most = 128

    /// Ascending, each once. Empty for a text of fewer words.
    let passages: [UInt32]
    let isSampled: Bool

    init(_ text: [Block]) {
        var hashes: [UInt64] = []
        var isWide: [Bool] = []
        Sketch.read(text) { words, i in
            words.withBytes(of: i) {
                hashes.append(hashed($0))
                isWide.append(isWideCharacter($0))
            }
        }
        guard hashes.count >= Sketch.fewestWords else {
            (passages, isSampled) = ([], false)
            return
        }
        let all = Sketch.passages(hashes, isWide)
        let sampled = Sketch.distinct(all.filter(Sketch.isSampled))
        isSampled = sampled.count >= 8
        passages = Array((isSampled ? sampled : Sketch.distinct(all)).prefix(Sketch.most))
    }

    /// The words that are looked at.
    private static func read(_ text: [Block], _ body: (Words, Int) -> Void) {
        var count = 0
        for block in text where count < words {
            // No word is longer than what is looked at here for each of those still wanted.
            let bytes = (words - count) * 64
            let all = Words(
                block.text.utf8.count > bytes ? String(decoding: block.text.utf8.prefix(bytes), as: UTF8.self) : block.text)
            for i in 0..<min(all.count, words - count) { body(all, i) }
            count += min(all.count, words - count)
        }
    }

    /// A text's words and the passage that begins with each, for those who ask which it was.
    struct Spelled {
        let words: [String]
        let passages: [UInt32]

        init(_ text: [Block]) {
            var words: [String] = []
            var hashes: [UInt64] = []
            var isWide: [Bool] = []
            Sketch.read(text) { all, i in
                words.append(all.folded(i))
                all.withBytes(of: i) {
                    hashes.append(hashed($0))
                    isWide.append(isWideCharacter($0))
                }
            }
            self.words = words
            passages = Sketch.passages(hashes, isWide)
        }
    }

    @inline(__always)
    static func isSampled(_ passage: UInt32) -> Bool { passage & 3 == 0 }

    /// The passage that begins at each word and is whole.
    static func passages(_ hashes: [UInt64], _ isWide: [Bool]) -> [UInt32] {
        var passages: [UInt32] = []
        passages.reserveCapacity(hashes.count)
        for start in hashes.indices {
            let length = isWide[start] ? 6 : 4
            guard start + length <= hashes.count else { break }
            var hash: UInt64 = 0
            for word in hashes[start..<(start + length)] { hash = mixed(hash, word) }
            passages.append(UInt32(truncatingIfNeeded: hash >> 20))
        }
        return passages
    }

    private static func distinct(_ passages: [UInt32]) -> [UInt32] {
        var sorted = passages
        sorted.sort()
        var kept = 0
        for passage in sorted where kept == 0 || sorted[kept - 1] != passage {
            sorted[kept] = passage
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
        return sorted
    }
}
