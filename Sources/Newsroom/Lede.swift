import FoundationEssentials
import News

/// The first one or two sentences that carry the news, word for word: of the item's first telling paragraph, else of its
/// summary. The second sentence comes along while both have at most 300 characters. A sentence of more than 500 is cut
/// after a clause or a word; where it was cut, by us or by the publisher, it ends in ` ...`. What publishers put after a
/// shortened text ("Read more") is left out. Nil when the item has no text.
package func lede(of item: Item) -> String? {
    let paragraphs = item.text.lazy.filter { $0.kind == .paragraph || $0.kind == .quotation }.map(\.text)
    // A byline, a place or "Updated" alone is no news: the first few paragraphs are searched for one with a sentence in it.
    let openings = (Array(paragraphs.prefix(5)) + [item.summary].compactMap(\.self)).map(Opening.init)
    let telling = openings.first { $0.words >= 6 } ?? openings.first { $0.words > 0 }
    return telling?.lede(language: item.language)
}

/// The start of a paragraph without what publishers put at its end.
private struct Opening {
    let text: [Unicode.Scalar]
    /// The publisher, or the limit on what is looked at, took the rest away.
    let isCut: Bool
    /// White space between them; a text without any counts a word for every two characters.
    let words: Int

    init(_ paragraph: String) {
        // No sentence is looked for beyond these, however long the paragraph.
        let limit = 1200
        var scalars = Array(paragraph.unicodeScalars.prefix(limit + 1))
        var isCut = scalars.count > limit
        if !isCut, let end = endOfNews(in: scalars) {
            isCut = end.isCut
            scalars.removeSubrange(end.at...)
        }
        let start = scalars.firstIndex { !$0.isBlank } ?? scalars.endIndex
        let text = Array(scalars[start...])
        self.text = text
        self.isCut = isCut
        let spaces = text.indices.count { text[$0].isBlank && $0 > 0 && !text[$0 - 1].isBlank }
        let hasLetters = text.contains { $0.isLetter }
        words = !hasLetters ? 0 : spaces > 0 ? spaces + 1 : max(1, text.count / 2)
    }

    func lede(language: String?) -> String {
        let ends = sentenceEnds(in: text, language: language, atMost: 2)
        guard let first = ends.first else { return "" }
        if first > 500 { return string(..<cut(within: 200...500)) + " ..." }
        let end = ends.last.map { $0 <= 300 ? $0 : first } ?? first
        let sentences = string(..<end)
        return end == text.count && isCut && !endsASentence(text[end - 1]) ? sentences + " ..." : sentences
    }

    /// The last place within `range` where a clause ends, else a word, else its upper bound.
    private func cut(within range: ClosedRange<Int>) -> Int {
        let gaps = range.reversed().lazy.filter { text[$0].isBlank }
        if let clause = gaps.first(where: { ",;:".unicodeScalars.contains(text[$0 - 1]) }) { return clause - 1 }
        if let word = gaps.first { return word }
        return range.reversed().first { !text[$0].properties.isGraphemeExtend && text[$0 - 1] != "\u{200D}" } ?? range.upperBound
    }

    private func string(_ range: PartialRangeUpTo<Int>) -> String {
        var string = ""
        string.unicodeScalars.append(contentsOf: text[range])
        return string
    }
}

/// Where the news ends and what publishers put after it begins, white space before it left out; nil when there is nothing of
/// that kind. `isCut` says that the publisher shortened the text there.
private func endOfNews(in text: [Unicode.Scalar]) -> (at: Int, isCut: Bool)? {
    func bare(_ end: Int) -> Int { text[..<end].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0 }
    func ends(_ end: Int, with words: [Unicode.Scalar]) -> Bool {
        end >= words.count && zip(text[(end - words.count)..<end], words).allSatisfy { isSame($0, $1) }
    }
    // A sentence may well end in "read more": an invitation begins with a capital, or stands after a full stop.
    func invites(_ end: Int, with words: [Unicode.Scalar]) -> Bool {
        guard ends(end, with: words) else { return false }
        let start = end - words.count
        let before = bare(start)
        guard before > 0 else { return true }
        return before < start
            && (text[start].properties.isUppercase || endsASentence(text[before - 1]) || ornaments.contains(text[before - 1]))
    }
    var end = bare(text.count)
    var isCut = false
    for notice in notices {
        // `The post HEADLINE appeared first on SITE`: the last paragraph of what WordPress sends out.
        guard let opening = lastIndex(of: notice.opening, in: text[..<end]),
            lastIndex(of: notice.middle, in: text[opening..<end]) != nil
        else { continue }
        end = bare(opening)
        break
    }
    // Several may follow each other: `[...] Continue reading »`.
    for _ in 0..<4 {
        let trimmed = text[..<end].lastIndex { !$0.isBlank && !ornaments.contains($0) }.map { $0 + 1 } ?? 0
        if let invitation = invitations.first(where: { invites(trimmed, with: $0) }) {
            end = bare(trimmed - invitation.count)
        } else if let mark = cutMarks.first(where: { ends(end, with: $0) }) {
            end = bare(end - mark.count)
            isCut = true
        } else {
            break
        }
    }
    return end == text.count ? nil : (end, isCut)
}

private func isSame(_ a: Unicode.Scalar, _ lower: Unicode.Scalar) -> Bool {
    a == lower || (a.value >= 65 && a.value <= 90 && a.value + 32 == lower.value)
}

private func lastIndex(of words: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>) -> Int? {
    guard let first = words.first, text.count >= words.count else { return nil }
    var start = text.endIndex - words.count
    while start >= text.startIndex {
        if isSame(text[start], first) {
            var matched = 1
            while matched < words.count, isSame(text[start + matched], words[matched]) { matched += 1 }
            if matched == words.count { return start }
        }
        start -= 1
    }
    return nil
}

// Lower case; compared without regard to ASCII case.
private let invitations: [[Unicode.Scalar]] = [
    "continue reading", "read more", "read the full story", "read the rest", "read full article", "full story", "keep reading",
    "weiterlesen", "mehr lesen", "lire la suite", "leer mas", "leer más", "seguir leyendo", "leggi tutto",
    "lees verder", "ler mais", "читать далее",
].map { Array($0.unicodeScalars) }

private let cutMarks: [[Unicode.Scalar]] = ["[...]", "[…]", "(...)", "(…)", "[&#8230;]", "...", "…"].map {
    Array($0.unicodeScalars)
}

private let ornaments: Set<Unicode.Scalar> = [".", "…", "»", "›", "→", ">", "]", "[", "(", ")", ":", "|"]

private let notices: [(opening: [Unicode.Scalar], middle: [Unicode.Scalar])] = [
    ("the post ", " appeared first on "), ("der beitrag ", " erschien zuerst auf "),
    ("l’article ", " est apparu en premier sur "), ("la entrada ", " se publicó primero en "),
    ("l'articolo ", " proviene da "), ("het bericht ", " verscheen eerst op "),
].map { (Array($0.0.unicodeScalars), Array($0.1.unicodeScalars)) }
