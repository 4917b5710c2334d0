import News

/// What is looked for in the archive: words and phrases, all of which an item must have, anywhere in title, summary or text.
///
/// Case and diacritics are folded and words are whole words, as topics have them; a trailing `*` stands for any ending.
package struct Query: Sendable {
    /// Folded words that stand one after another; the last may go on.
    private struct Phrase: Sendable {
        let words: [[UInt8]]
        let isPrefix: Bool
    }

    /// Where an item has what was looked for.
    package struct Match: Hashable, Sendable {
        /// How many of the phrases stand in the title.
        package let inTitle: Int
        /// Some words around the first place in the summary or text that has one; nil where all stand in the title alone.
        package let excerpt: String?
    }

    private let phrases: [Phrase]

    /// Each of `words` is a word, or a phrase of several. Nil when there is no letter or digit in one of them.
    package init?(_ words: [String]) {
        var phrases: [Phrase] = []
        for text in words {
            let folded = Words(text)
            let phrase = (0..<folded.count).map { Array(folded.folded($0).utf8) }
            if phrase.isEmpty { return nil }
            phrases.append(Phrase(words: phrase, isPrefix: text.hasSuffix("*")))
        }
        if phrases.isEmpty { return nil }
        self.phrases = phrases
    }

    /// Nil when it has not all of them. Linear in the item's text for each word looked for.
    package func match(_ item: Item) -> Match? {
        var inTitle = 0
        var missing: [Phrase] = []
        let title = Words(item.title ?? "")
        for phrase in phrases {
            if Query.first(phrase, in: title) != nil { inTitle += 1 } else { missing.append(phrase) }
        }
        var excerpt: String?
        // Blocks first: a summary mostly is their beginning.
        for text in item.text.map(\.text) + [item.summary].compactMap(\.self) {
            if missing.isEmpty, excerpt != nil { break }
            let words = Words(text)
            // With all found in the title, what the text says of the first is shown.
            let wanted = missing.isEmpty ? Array(phrases.prefix(1)) : missing
            for phrase in wanted {
                guard let place = Query.first(phrase, in: words) else { continue }
                excerpt = excerpt ?? Query.excerpt(of: text, words, around: place)
            }
            missing.removeAll { Query.first($0, in: words) != nil }
        }
        return missing.isEmpty ? Match(inTitle: inTitle, excerpt: excerpt) : nil
    }

    private static func first(_ phrase: Phrase, in words: Words) -> Int? {
        let count = phrase.words.count
        guard words.count >= count else { return nil }
        return (0...(words.count - count)).first { start in
            (0..<count).allSatisfy { i in
                words.withBytes(of: start + i) { bytes in
                    let wanted = phrase.words[i]
                    guard phrase.isPrefix && i == count - 1 ? bytes.count >= wanted.count : bytes.count == wanted.count else {
                        return false
                    }
                    return wanted.withUnsafeBytes { bytes.prefix(wanted.count).elementsEqual($0) }
                }
            }
        }
    }

    /// A dozen words before and a score after.
    private static func excerpt(of text: String, _ words: Words, around place: Int) -> String {
        let (first, last) = (max(0, place - 12), min(words.count - 1, place + 20))
        let utf8 = text.utf8
        let start = first == 0 ? 0 : words.range(first).lowerBound
        let end = last == words.count - 1 ? utf8.count : words.range(last).upperBound
        let from = utf8.index(utf8.startIndex, offsetBy: start)
        let slice = text[from..<utf8.index(from, offsetBy: end - start)]
        return (start > 0 ? "... " : "") + slice + (end < utf8.count ? " ..." : "")
    }
}
