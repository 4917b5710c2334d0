/// The words of a text, folded for case and diacritics, with where they stand. One pass, linear in the text.
///
/// A word is a run of letters and digits. What that means at its edges:
/// - Hyphens, slashes, underscores and every other sign part words: `covid-19` is `covid`, `19`.
/// - An apostrophe parts words (`l'économie` is `l`, `economie`) except before an English ending: `don't` is one word, and
///   a possessive or contracted `s` belongs to none, so that `Austin's` is `austin`.
/// - A dot or comma between digits belongs to the number: `5.4`, `1,204`.
/// - Single letters with dots are one word with the dots between them: `U.S.` is `u.s`, not the pronoun `us`.
/// - Chinese, Japanese, Thai and other scripts without spaces: each scalar is a word. Korean has spaces, and words.
package struct Words: Sendable {
    struct Word: Sendable {
        /// Where it stands: UTF-8 offsets in the text.
        let start: UInt32
        let end: UInt32
        /// Where its folded bytes begin; they end where the next word's begin.
        let folded: UInt32
    }

    /// The words and, after the last, one that only tells where its folded bytes end.
    let words: [Word]
    /// The folded words back to back, UTF-8, and eight zeros, so that eight bytes can be read from any of them.
    let bytes: [UInt8]

    /// Text past 2 GiB is not looked at.
    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { Words(utf8: $0) }
    }

    init(utf8 text: UnsafeBufferPointer<UInt8>) {
        let text = UnsafeBufferPointer(rebasing: text.prefix(Int(Int32.max)))
        var words: [Word] = []
        words.reserveCapacity(text.count / 5 + 2)
        // Folding never grows a scalar, so the text's own size is room enough.
        bytes = [UInt8](unsafeUninitializedCapacity: text.count + 8) { buffer, count in
            if var scanner = WordScanner(text: text, output: buffer) {
                while let word = scanner.next() { words.append(word) }
                count = scanner.written
            }
            words.append(Word(start: 0, end: 0, folded: UInt32(count)))
            for _ in 0..<8 {
                buffer.initializeElement(at: count, to: 0)
                count += 1
            }
        }
        self.words = words
    }

    /// Of a text without any: most fields of most items.
    static let none = Words("")

    package var count: Int { words.count - 1 }

    /// The i-th word, folded.
    package func folded(_ i: Int) -> String {
        String(decoding: bytes[Int(words[i].folded)..<Int(words[i + 1].folded)], as: UTF8.self)
    }

    /// The i-th word's folded bytes; eight bytes past them are readable.
    @inline(__always)
    func withBytes<Answer>(of i: Int, _ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
        bytes.withUnsafeBytes { all in
            body(UnsafeRawBufferPointer(rebasing: all[Int(words[i].folded)..<Int(words[i + 1].folded)]))
        }
    }

    /// Where the i-th word stands: UTF-8 offsets in the text, always between scalars.
    package func range(_ i: Int) -> Range<Int> { Int(words[i].start)..<Int(words[i].end) }

    /// One word or phrase folded as the words of a text are, with one space between them. Empty when there is no word in it.
    package static func fold(_ phrase: String) -> String {
        let words = Words(phrase)
        return (0..<words.count).map(words.folded).joined(separator: " ")
    }
}
