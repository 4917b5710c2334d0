// How long it takes to read an edition.
extension Edition {
    package static let wordsAMinute = 230

    /// Minutes to read what is told; at least 1.
    package var readingMinutes: Int {
        var words = 0
        let first = Set(inShort)
        for section in sections {
            for told in section.told { words += told.wordsInFull }
            for told in section.brief { words += told.wordsOfHeadline }
            for told in section.told + section.brief where first.contains(told.story.id) { words += told.wordsOfHeadline }
        }
        return max(1, (words + Edition.wordsAMinute - 1) / Edition.wordsAMinute)
    }
}

extension Edition.Told {
    package var wordsOfHeadline: Int { title.wordCount }

    /// Of headline, lede, Quick Look and Deep Look, as far as they are told.
    package var wordsInFull: Int {
        wordsOfHeadline + (lede?.wordCount ?? 0) + quickLook.reduce(0) { $0 + $1.text.wordCount }
            + deepLook.lazy.flatMap(\.paragraphs).reduce(0) { $0 + $1.text.wordCount }
    }

    /// The lead's title as given; empty when it has none.
    private var title: String { story.members.first { $0.item.item.key == lead }?.item.item.title ?? "" }
}

extension String {
    /// Runs between spaces; in the scripts of East Asia, which set none, two characters count as a word.
    package var wordCount: Int {
        var words = 0
        var characters = 0
        var inWord = false
        for byte in utf8 {
            if (0xe3...0xe9).contains(byte) { characters += 1 }
            if byte > 0x20, !inWord { words += 1 }
            inWord = byte > 0x20
        }
        return max(words, characters / 2)
    }
}
