import FoundationEssentials
import News

/// The first one or two sentences that carry the news, word for word: of the item's first telling paragraph, else of its
/// summary. What its publisher repeats (`Item.boilerplate`), sentences that send to an address, hashtags and lists carry none. The second
/// sentence comes along while both have at most 300 characters. A sentence of more than 500 is cut after a clause or a word; where it was
/// cut, by us, by the publisher or by the end of its file, it ends in ` ...`. What publishers put after a shortened text ("Read more")
/// is left out. Nil when the item has no text.
package func lede(of item: Item) -> String? {
    // A byline, a place or "Updated" alone is no news: the first few paragraphs are searched for one with a sentence in it.
    var (seen, short): (Int, Opening?) = (0, nil)
    func isTelling(_ opening: Opening) -> Bool {
        if opening.carriesNoNews { return false }
        if short == nil, opening.words > 0 { short = opening }
        return opening.words >= 6
    }
    let text = item.ownText
    for (place, block) in text.enumerated() where block.kind == .paragraph || block.kind == .quotation {
        let opening = Opening(block.text, isCut: item.breaksOff && place == text.count - 1)
        if isTelling(opening) { return opening.lede(language: item.language) }
        seen += 1
        if seen == 5 { break }
    }
    if let opening = item.ownSummary.map({ Opening($0, isCut: item.breaksOff && item.text.isEmpty) }), isTelling(opening) {
        return opening.lede(language: item.language)
    }
    return short?.lede(language: item.language)
}

/// The start of a paragraph without what publishers put at its end.
private struct Opening {
    private let paragraph: String
    /// Of its bytes, white space before it left out.
    private let range: Range<Int>
    /// The publisher, the end of the file or the limit on what is looked at took the rest away.
    private let isCut: Bool
    /// White space between them; a text without any counts a word for every two characters.
    let words: Int

    init(_ paragraph: String, isCut wasCut: Bool) {
        var paragraph = paragraph
        (range, isCut, words) = paragraph.withUTF8 { all in
            // No sentence is looked for beyond these, however long the paragraph.
            let limit = 1200
            let looked = all.prefix(scalars: limit + 1)
            var isCut = looked.count > limit && looked.scalarCount > limit
            var end = looked.count
            if !isCut, let news = endOfNews(in: looked) { (end, isCut) = news }
            isCut = isCut || wasCut
            let start = looked.start(from: 0, to: end)
            return (start..<end, isCut, Opening.words(in: looked.slice(start..<end)))
        }
        self.paragraph = paragraph
    }

    /// It begins with an address to go to, with nothing but hashtags, or with what marks a list.
    var carriesNoNews: Bool {
        var paragraph = paragraph
        return paragraph.withUTF8 { all in
            let text = all.slice(range)
            if beginsList(text) { return true }
            let first = sentenceEnds(in: text, language: nil, atMost: 1).first ?? 0
            return Newsroom.sendsElsewhere(text.slice(0..<first))
        }
    }

    private static func words(in text: UnsafeBufferPointer<UInt8>) -> Int {
        var (spaces, hasLetters, wasBlank) = (0, false, true)
        var place = 0
        while place < text.count {
            let (scalar, width) = text.scalar(at: place)
            let isBlank = scalar.isBlank
            if isBlank, !wasBlank { spaces += 1 }
            if !hasLetters { hasLetters = scalar.isLetter }
            wasBlank = isBlank
            place += width
        }
        return !hasLetters ? 0 : spaces > 0 ? spaces + 1 : max(1, text.scalarCount / 2)
    }

    func lede(language: String?) -> String {
        var paragraph = paragraph
        return paragraph.withUTF8 { all in
            let text = all.slice(range)
            func isLonger(_ end: Int, than most: Int) -> Bool { end > most && text.slice(0..<end).scalarCount > most }
            let ends = sentenceEnds(in: text, language: language, atMost: 2)
            guard let first = ends.first else { return "" }
            if isLonger(first, than: 500) { return cut(text, within: 200...500) + " ..." }
            let end =
                ends.last.map { isLonger($0, than: 300) || Newsroom.sendsElsewhere(text.slice(first..<$0)) ? first : $0 } ?? first
            let sentences = String(decoding: text.slice(0..<end), as: UTF8.self)
            let breaksOff = end == text.count && isCut && !endsASentence(text.scalar(before: end).scalar)
            return breaksOff ? sentences + " ..." : sentences
        }
    }

    /// Up to the last place within `range` where a clause ends, else a word, else its upper bound. In characters, of which `text` has more.
    private func cut(_ text: UnsafeBufferPointer<UInt8>, within range: ClosedRange<Int>) -> String {
        let scalars = Array(String(decoding: text.prefix(scalars: range.upperBound + 1), as: UTF8.self).unicodeScalars)
        func end() -> Int {
            let gaps = range.reversed().lazy.filter { scalars[$0].isBlank }
            if let clause = gaps.first(where: { ",;:".unicodeScalars.contains(scalars[$0 - 1]) }) { return clause - 1 }
            if let word = gaps.first { return word }
            return range.reversed().first { !scalars[$0].properties.isGraphemeExtend && scalars[$0 - 1] != "\u{200D}" }
                ?? range.upperBound
        }
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars[..<end()])
        return string
    }
}

/// Where the news ends and what publishers put after it begins, white space before it left out; nil when there is nothing of
/// that kind. `isCut` says that the publisher shortened the text there.
private func endOfNews(in text: UnsafeBufferPointer<UInt8>) -> (at: Int, isCut: Bool)? {
    func bare(_ end: Int) -> Int { text.end(before: end) { $0.isBlank } }
    func ends(_ end: Int, with words: [UInt8]) -> Bool { end >= words.count && isSame(text, at: end - words.count, words) }
    // A sentence may well end in "read more": an invitation begins with a capital, or stands after a full stop.
    func invites(_ end: Int, with words: [UInt8]) -> Bool {
        guard ends(end, with: words) else { return false }
        let start = end - words.count
        let before = bare(start)
        guard before > 0 else { return true }
        if before == start { return false }
        let last = text.scalar(before: before).scalar
        return text.scalar(at: start).scalar.isUppercase || endsASentence(last) || isOrnament(last)
    }
    var end = bare(text.count)
    var isCut = false
    for notice in notices {
        // `The post HEADLINE appeared first on SITE`: the last paragraph of what WordPress sends out.
        guard let opening = lastIndex(of: notice.opening, in: text, 0..<end),
            lastIndex(of: notice.middle, in: text, opening..<end) != nil
        else { continue }
        end = bare(opening)
        break
    }
    // Several may follow each other: `[...] Continue reading »`.
    for _ in 0..<4 {
        let trimmed = text.end(before: end) { $0.isBlank || isOrnament($0) }
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

/// Whether the bytes of `words`, in lower case, stand at `start`.
@inline(__always)
private func isSame(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ words: [UInt8]) -> Bool {
    for place in words.indices.reversed() {
        let byte = text[start + place]
        if byte != words[place], !(byte &- 65 < 26 && byte + 32 == words[place]) { return false }
    }
    return true
}

/// The last place within `range` where all of `words` stands.
private func lastIndex(of words: [UInt8], in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let first = words.first, range.count >= words.count else { return nil }
    let capital = first &- 97 < 26 ? first - 32 : first
    var start = range.upperBound - words.count
    while start >= range.lowerBound {
        if text[start] == first || text[start] == capital, isSame(text, at: start, words) { return start }
        start -= 1
    }
    return nil
}

// Lower case; compared without regard to ASCII case.
private let invitations: [[UInt8]] = [
    "continue reading", "read more", "read the full story", "read the rest", "read full article", "full story", "keep reading",
    "weiterlesen", "mehr lesen", "lire la suite", "leer mas", "leer más", "seguir leyendo", "leggi tutto",
    "lees verder", "ler mais", "читать далее",
].map { Array($0.utf8) }

private let cutMarks: [[UInt8]] = ["[...]", "[…]", "(...)", "(…)", "[&#8230;]", "...", "…"].map {
    Array($0.utf8)
}

private func isOrnament(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "…", "»", "›", "→", ">", "]", "[", "(", ")", ":", "|": true
    default: false
    }
}

private let notices: [(opening: [UInt8], middle: [UInt8])] = [
    ("the post ", " appeared first on "), ("der beitrag ", " erschien zuerst auf "),
    ("l’article ", " est apparu en premier sur "), ("la entrada ", " se publicó primero en "),
    ("l'articolo ", " proviene da "), ("het bericht ", " verscheen eerst op "),
].map { (Array($0.0.utf8), Array($0.1.utf8)) }
