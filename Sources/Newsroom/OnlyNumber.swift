/// The one number of a sentence that has but one, in figures or, where it has none, in words: `38`, `1,204`, `forty-one`.
struct OnlyNumber {
    /// As it is written there.
    let written: String
    /// The same for what is written otherwise: without what parts thousands, in figures.
    let value: String

    /// Nil for none, for several, and for a year, which tells when and not how many.
    init?(in text: String) {
        let figures = Self.figures(in: text)
        if figures.isEmpty {
            let words = Self.words(in: text)
            guard words.count == 1 else { return nil }
            (written, value) = (words[0].written, words[0].value)
            return
        }
        guard figures.count == 1, !Numeral.isYear(figures[0]) else { return nil }
        written = figures[0]
        value = Numeral.withoutGroups(figures[0])
    }

    private static func figures(in text: String) -> [String] {
        var numbers: [String] = []
        var bytes: [UInt8] = []
        func end() {
            while let last = bytes.last, last == 0x2E || last == 0x2C { bytes.removeLast() }
            if !bytes.isEmpty { numbers.append(String(decoding: bytes, as: UTF8.self)) }
            bytes = []
        }
        for byte in text.utf8 {
            if byte &- 0x30 < 10 || !bytes.isEmpty && (byte == 0x2E || byte == 0x2C) { bytes.append(byte) } else { end() }
        }
        end()
        return numbers
    }

    /// `One` counts nothing as often as not.
    private static func words(in text: String) -> [Numeral] {
        let (words, bytes) = (Words(text), Array(text.utf8))
        var found: [Numeral] = []
        var place = 0
        while place < words.count {
            let numeral = Numeral(in: words, at: place, of: bytes)
            if let numeral, !numeral.isInFigures { found.append(numeral) }
            place += numeral?.words ?? 1
        }
        return found
    }
}
