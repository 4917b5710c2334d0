import News

/// Finds people and organisations without a list of them: phrases of capitalised words that something in the item says are names.
///
/// A person is two to four capitalised words with a title or role before them (`President`, `actor`), a verb of saying beside them, the
/// surname alone later on, the headline, or the publisher's own categories to support them; an organisation is a phrase with a word
/// that bodies are called by (`Ministry`, `University`), or one whose initials follow in brackets. A phrase of which a word is also
/// written small in the item is no name: `Lockdown Rules`. Nor is who is named only as the one that reports: `By Ada Lindqvist`,
/// `Radio Tarn's Ada Lindqvist reports`, or an author of the item whom the text gives no title and no word.
struct NameFinder {
    static let threshold = 5
    static let mostPeople = 8
    static let mostOrganisations = 6
    /// Longer texts have said by then who they are about.
    private static let mostWords = 4000

    /// A run of capitalised words, as it stands.
    struct Run {
        let field: Int
        var first: Int
        var last: Int
        var hasTitle = false
        var hasRole = false
        var hasVerb = false
        var initialsFollow = false
        /// It stands there as that of who reports.
        var isByline = false
    }

    private(set) var runs: [Run] = []
    /// Words that stand alone with a capital, after titles: a surname, mostly.
    private(set) var singles: [Run] = []

    /// - `placed`: which words are within the name of a country or what belongs to it.
    static func tags(in text: inout ItemText, placed: PlacedWords, thoroughly: Bool) -> [Tag] {
        var finder = NameFinder()
        for field in [Evidence.Field.title.order, Evidence.Field.summary.order, Evidence.Field.text.order] {
            finder.collect(text, field, placed)
        }
        if finder.runs.isEmpty { return [] }
        return finder.judged(&text, thoroughly: thoroughly)
    }

    // MARK: - Collecting

    private mutating func collect(_ text: ItemText, _ number: Int, _ placed: PlacedWords) {
        let field = text.fields[number]
        let words = field.words
        guard words.count > 1, !field.isAllCapitals else { return }
        if number == Evidence.Field.title.order, field.isInHeadlineCase { return }
        var characters = field.text
        characters.withUTF8 { bytes in
            var i = 0
            let end = min(words.count, NameFinder.mostWords)
            while i < end {
                guard isUpper(bytes, Int(words.words[i].start)) else {
                    i += 1
                    continue
                }
                var last = i
                while last + 1 < end, last - i < 8, continues(last, number, text, words, bytes) {
                    last += isUpper(bytes, words.range(last + 1).lowerBound) || isHyphened(last, words, bytes) ? 1 : 2
                }
                take(Run(field: number, first: i, last: last), text, words, bytes, placed)
                i = last + 1
            }
        }
    }

    /// Whether a name goes on behind a word: with a capitalised one, or with a particle and a capitalised one.
    private func continues(
        _ word: Int, _ field: Int, _ text: ItemText, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        if isHyphened(word, words, bytes) { return true }
        guard isJoined(word, field, text, words, bytes) else { return false }
        if isUpper(bytes, words.range(word + 1).lowerBound) { return true }
        guard word + 2 < words.count, isJoined(word + 1, field, text, words, bytes),
            isUpper(bytes, words.range(word + 2).lowerBound)
        else { return false }
        return text.nameClasses(of: word + 1, in: field).contains(.particle)
    }

    func isHyphened(_ word: Int, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let gap = words.range(word).upperBound..<words.range(word + 1).lowerBound
        return gap.count == 1 && bytes[gap.lowerBound] == UInt8(ascii: "-")
    }

    /// A space between them, or a dot and a space after an initial or a title.
    private func isJoined(
        _ word: Int, _ field: Int, _ text: ItemText, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let gap = words.range(word).upperBound..<words.range(word + 1).lowerBound
        if gap.count == 1 { return bytes[gap.lowerBound] == 0x20 }
        guard gap.count == 2, bytes[gap.lowerBound] == UInt8(ascii: "."), bytes[gap.lowerBound + 1] == 0x20 else { return false }
        return words.range(word).count == 1 || text.nameClasses(of: word, in: field).contains(.shortTitle)
    }

    private mutating func take(
        _ run: Run, _ text: ItemText, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>, _ placed: PlacedWords
    ) {
        var run = run
        while run.first <= run.last {
            let classes = text.nameClasses(of: run.first, in: run.field)
            if classes.contains(.title) {
                // `Defense Secretary` is a title, `Department of Defense` none.
                if run.first == run.last { return }
                run.hasTitle = true
            } else if classes.contains(.opening) || placed.contains(run.field, run.first) {
                run.hasTitle = false
                // `New York Jets`: what is called New something is no name without it.
                if classes.contains(.new), !placed.contains(run.field, run.first) { run.first += 1 }
            } else {
                break
            }
            run.first += 1
        }
        guard run.first <= run.last else { return }
        run.isByline = isByline(run, text, words, bytes)
        // Titles within: `Foreign Minister of Skarn Ada Lind` is not looked into.
        if run.first > 0 {
            let before = text.nameClasses(of: run.first - 1, in: run.field)
            let isJoined = isJoined(run.first - 1, run.field, text, words, bytes)
            if isJoined || isCommaed(run.first - 1, words, bytes) { run.hasRole = before.contains(.role) }
            if isJoined { run.hasVerb = before.contains(.speaking) }
        }
        if run.last + 1 < words.count {
            let gap = words.range(run.last).upperBound..<words.range(run.last + 1).lowerBound
            if text.nameClasses(of: run.last + 1, in: run.field).contains(.verb), gap.count <= 3,
                !bytes[gap].contains(UInt8(ascii: "."))
            {
                run.hasVerb = true
            }
            run.initialsFollow =
                gap.count == 2 && bytes[gap.lowerBound + 1] == UInt8(ascii: "(") && words.range(run.last + 1).count >= 2
                && isInitials(words.folded(run.last + 1), run, words)
        }
        if run.first == run.last {
            singles.append(run)
        } else {
            runs.append(run)
        }
    }

    /// `By Ada Lindqvist` on a line of its own, or `Ada Lindqvist reports` at the end of a sentence or before `from`.
    private func isByline(_ run: Run, _ text: ItemText, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = words.range(run.last).upperBound
        // `Von` and `Por` are taken for parts of the name that follows.
        var first = bylining.contains(words.folded(run.first)) ? run.first : run.first - 1
        while first > 0, run.first - first < 6, text.nameClasses(of: first, in: run.field).contains(.title) { first -= 1 }
        if first >= 0, bylining.contains(words.folded(first)) {
            let start = words.range(first).lowerBound
            let rest = bytes[end...].prefix { $0 != 0x0A }
            return (start == 0 || bytes[start - 1] == 0x0A) && rest.count <= 40 && rest.first != UInt8(ascii: "'")
                && !rest.starts(with: [0xE2, 0x80, 0x99])
        }
        guard run.last + 1 < words.count, bytes[end] == 0x20, words.folded(run.last + 1) == "reports" else { return false }
        guard run.last + 2 < words.count else { return true }
        let gap = words.range(run.last + 1).upperBound..<words.range(run.last + 2).lowerBound
        return words.folded(run.last + 2) == "from" || bytes[gap].contains { $0 == UInt8(ascii: ".") || $0 == 0x0A }
    }

    private func isCommaed(_ word: Int, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let gap = words.range(word).upperBound..<words.range(word + 1).lowerBound
        return gap.count == 2 && bytes[gap.lowerBound] == UInt8(ascii: ",")
    }

    private func isInitials(_ initials: String, _ run: Run, _ words: Words) -> Bool {
        let own = (run.first...run.last).compactMap { words.folded($0).utf8.first }
        let wanted = Array(initials.utf8)
        return own == wanted
            || (run.first...run.last).filter { !nameParticles.contains(words.folded($0)) }.compactMap {
                words.folded($0).utf8.first
            } == wanted
    }

    /// A letter in upper case.
    @inline(__always)
    private func isUpper(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        if bytes[at] < 0x80 { return bytes[at] &- UInt8(ascii: "A") < 26 }
        return String(decoding: bytes[at..<min(bytes.count, at + 4)], as: UTF8.self).unicodeScalars.first?.properties.isUppercase
            ?? false
    }
}

/// Before the name of who wrote it, at the beginning of a line.
private let bylining: Set<String> = ["by", "von", "par", "por", "di", "door", "av"]

/// Words of an item within the names of countries or what belongs to them.
struct PlacedWords {
    /// Ascending, as `number` makes them.
    private let numbers: [UInt64]

    init(_ numbers: [UInt64]) { self.numbers = numbers.sorted() }

    static func number(_ field: Int, _ word: Int) -> UInt64 { UInt64(field) << 32 | UInt64(word) }

    func contains(_ field: Int, _ word: Int) -> Bool {
        let number = PlacedWords.number(field, word)
        let place = numbers.partition { $0 >= number }
        return place < numbers.count && numbers[place] == number
    }
}
