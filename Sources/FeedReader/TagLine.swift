import News

/// The line of short phrases between slashes that some newsrooms put before an article's first words:
/// `Harbour strike/ shipping/ Tarn Radio/ TARN/ A. Lind/ Morning Edition/ After eleven days ...`.
///
/// No specification knows it, so the rules are strict: at least `minPhrases` phrases, all parted in the same manner (`x/ y` or `x / y`), each of
/// at most six words, three on the average, without the marks that sentences and verses have. A slash without a space behind it parts nothing:
/// `and/or`, `24/7`, dates and addresses are never a tag line.
struct TagLine: Hashable {
    /// In their order.
    let phrases: [String]
    /// What stands after the last slash, where the text begins.
    let rest: String

    private static let minPhrases = 4
    private static let maxPhrases = 40
    private static let maxPhraseBytes = 60
    private static let maxWords = 6

    /// Nil when `text` does not begin with one. `isAlone`: whether the text goes on elsewhere, so that a phrase may end it.
    init?(_ text: String, isAlone: Bool = false) {
        guard let found = text.utf8.withContiguousStorageIfAvailable({ TagLine.parse($0, isAlone: isAlone) }) ?? nil else {
            return nil
        }
        self = found
    }

    private init(phrases: [String], rest: String) {
        self.phrases = phrases
        self.rest = rest
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, isAlone: Bool) -> TagLine? {
        // Nearly every text ends here.
        let head = UnsafeBufferPointer(rebasing: bytes.prefix(maxPhraseBytes + 2))
        guard let first = head.first(UInt8(ascii: "/"), from: 0), first > 0 else { return nil }
        let isSpaced = bytes[first - 1] == 0x20
        var phrases: [Range<Int>] = []
        var words = 0
        var start = 0
        while phrases.count < maxPhrases, let slash = nextSlash(bytes, from: start), (bytes[slash - 1] == 0x20) == isSpaced {
            let phrase = start..<(isSpaced ? slash - 1 : slash)
            guard let count = wordCount(bytes, phrase) else { break }
            words += count
            phrases.append(phrase)
            start = slash + 1
            if start < bytes.count { start += 1 }
        }
        if isAlone, start < bytes.count, let count = wordCount(bytes, start..<bytes.count) {
            words += count
            phrases.append(start..<bytes.count)
            start = bytes.count
        }
        guard phrases.count >= minPhrases, words <= 3 * phrases.count, phrases.contains(where: { !isLower(bytes[$0.lowerBound]) })
        else { return nil }
        return TagLine(
            phrases: phrases.map { String(decoding: bytes[$0], as: UTF8.self) },
            rest: String(decoding: bytes[start...], as: UTF8.self))
    }

    /// The next slash with a space or the end behind it, near enough to end a phrase that begins at `start`.
    private static func nextSlash(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        for index in start..<min(bytes.count, start + maxPhraseBytes + 2) where bytes[index] == UInt8(ascii: "/") {
            let isParting = index > start && (index + 1 == bytes.count || bytes[index + 1] == 0x20)
            return isParting ? index : nil
        }
        return nil
    }

    /// Of a phrase; nil when it cannot be one.
    private static func wordCount(_ bytes: UnsafeBufferPointer<UInt8>, _ phrase: Range<Int>) -> Int? {
        guard (1...maxPhraseBytes).contains(phrase.count), bytes[phrase.lowerBound] != 0x20 else { return nil }
        var words = 1
        var hasLetter = false
        for index in phrase {
            switch bytes[index] {
            case 0x20: words += 1
            case UInt8(ascii: "."): if !endsAbbreviation(bytes, at: index, from: phrase.lowerBound) { return nil }
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"),
                UInt8(ascii: "\""),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"):
                return nil
            case let byte where byte.isASCIILetter || byte >= 0x80: hasLetter = true
            default: break
            }
        }
        return hasLetter && words <= maxWords ? words : nil
    }

    /// Whether the dot at `index` is that of `U.S.`, `J.` or `St.`: up to three letters, the first a capital.
    private static func endsAbbreviation(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, from start: Int) -> Bool {
        var first = index
        while first > start, bytes[first - 1].isASCIILetter { first -= 1 }
        return (1...3).contains(index - first) && isUpper(bytes[first])
    }

    private static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    private static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
}

// MARK: - What the phrases are

extension TagLine {
    /// The phrases by what they say. The publisher's own name is none of these: the feed says it.
    struct Parts: Hashable {
        var tags: [String] = []
        var dateline: String?
        var edition: String?
        var byline: String?
    }

    /// `publisher`: the feed's title. `authors`: names that the item gives already.
    func parts(publisher: String?, authors: [String]) -> Parts {
        var parts = Parts()
        let edition = phrases.lastIndex(where: Self.isEdition)
        let own = publisher.flatMap { name in phrases.lastIndex { Self.areSame($0, name) } }
        let byline = byline(authors: authors, edition: edition)
        let dateline = dateline(near: [edition, own, byline].compactMap { $0 })
        for (index, phrase) in phrases.enumerated() {
            switch index {
            case edition: parts.edition = phrase
            case own: break
            case byline: parts.byline = Self.name(in: phrase)
            case dateline: parts.dateline = phrase
            default: parts.tags.append(phrase)
            }
        }
        return parts
    }

    private func byline(authors: [String], edition: Int?) -> Int? {
        if let known = phrases.lastIndex(where: { phrase in authors.contains { Self.areSame(Self.name(in: phrase), $0) } }) {
            return known
        }
        if let by = phrases.lastIndex(where: { Self.name(in: $0) != $0 }) { return by }
        return phrases.indices.last { index in
            guard Self.isInitialsAndSurname(phrases[index]) else { return false }
            return phrases.indices.contains {
                abs($0 - index) <= 2 && ($0 == edition || Self.isInCapitals(phrases[$0], letters: 3))
            }
        }
    }

    /// Capitals alone may be an abbreviation too (`NATO`): what stands beside them decides, or their length.
    private func dateline(near marks: [Int]) -> Int? {
        if !marks.isEmpty {
            return phrases.indices.last { index in
                Self.isInCapitals(phrases[index], letters: 3) && marks.contains { $0 != index && abs($0 - index) <= 3 }
            }
        }
        let candidates = phrases.indices.filter { Self.isInCapitals(phrases[$0], letters: 5) }
        return candidates.count == 1 ? candidates[0] : nil
    }

    private static func isEdition(_ phrase: String) -> Bool {
        let words = phrase.split(separator: " ")
        return words.count >= 2 && words.last.map { areSame($0, "edition") } ?? false
    }

    /// `J. Mansour`, `A. B. Lind`, `J.R. van Dam`
    private static func isInitialsAndSurname(_ phrase: String) -> Bool {
        let words = phrase.split(separator: " ")
        guard (2...4).contains(words.count), let first = words.first, let last = words.last else { return false }
        let isInitials =
            first.utf8.count % 2 == 0
            && first.utf8.enumerated().allSatisfy { $0 % 2 == 0 ? isUpper($1) : $1 == UInt8(ascii: ".") }
        return isInitials && last.utf8.count >= 2 && !last.utf8.contains(UInt8(ascii: "."))
            && last.unicodeScalars.first?.properties.isUppercase ?? false
    }

    /// Without `By ` before it.
    private static func name(in phrase: String) -> String {
        let utf8 = phrase.utf8
        guard utf8.starts(with: "By ".utf8) || utf8.starts(with: "by ".utf8) else { return phrase }
        let name = phrase.dropFirst(3)
        return name.split(separator: " ").allSatisfy { $0.unicodeScalars.first?.properties.isUppercase ?? false }
            ? String(name) : phrase
    }

    private static func isInCapitals(_ phrase: String, letters minimum: Int) -> Bool {
        var letters = 0
        for scalar in phrase.unicodeScalars where scalar != " " && scalar != "-" && scalar != "'" && scalar != "\u{2019}" {
            guard scalar.properties.isUppercase else { return false }
            letters += 1
        }
        return letters >= minimum
    }

    private static func areSame(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool {
        a.utf8.count == b.utf8.count && zip(a.utf8, b.utf8).allSatisfy { $0.asciiLowered == $1.asciiLowered }
    }
}

extension Item {
    /// Makes tags, dateline, byline and edition of a tag line at the head of its text, and takes it from there. What the feed says itself
    /// in elements of their own goes before. The hash, made of what was published, stays.
    mutating func takeTagLine(publisher: String?) {
        guard let line = textTagLine() ?? summary.flatMap({ TagLine($0) }) else { return }
        let parts = line.parts(publisher: publisher, authors: authors.compactMap(\.name))
        if let first = text.first, let own = TagLine(first.text, isAlone: text.count > 1), own.phrases == line.phrases {
            if own.rest.isEmpty { text.removeFirst() } else { text[0] = Block(first.kind, own.rest) }
        }
        summary = summary.flatMap { Item.without(line, $0) }
        title = title.flatMap { Item.without(line, $0) }
        var seen = Set(categories.map { $0.lowercased() })
        for tag in parts.tags where seen.insert(tag.lowercased()).inserted { categories.append(tag) }
        if authors.isEmpty, let byline = parts.byline { authors = [Author(name: byline)] }
        var docdata = docdata ?? Docdata()
        docdata.dateline = docdata.dateline ?? parts.dateline
        docdata.edition = docdata.edition ?? parts.edition
        self.docdata = docdata.isEmpty ? nil : docdata
    }

    private func textTagLine() -> TagLine? {
        guard let first = text.first, first.kind == .paragraph else { return nil }
        return TagLine(first.text, isAlone: text.count > 1)
    }

    /// `text` without `line`, all of it or, in an extract, its beginning; nil when nothing is left. As it is when it begins otherwise.
    private static func without(_ line: TagLine, _ text: String) -> String? {
        guard let own = TagLine(text), line.phrases.starts(with: own.phrases) else { return text }
        return own.rest.isEmpty ? nil : own.rest
    }
}
