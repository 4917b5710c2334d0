/// Where the first sentences of `text` end: offsets after their last byte (closing quotes included), in order, at most
/// `most` of them; the last is the end of the text, less white space, when it ends within a sentence. `text` is valid UTF-8. Linear.
///
/// A full stop ends no sentence after an abbreviation or an initial, between digits, or before a lower-case letter; after
/// one or two digits neither, in languages that write ordinals so.
func sentenceEnds(in text: UnsafeBufferPointer<UInt8>, language: String?, atMost most: Int) -> [Int] {
    let end = text.end(before: text.count) { $0.isBlank }
    let hasOrdinals = language.map { ordinalLanguages.contains(primarySubtag($0)) } ?? false
    var ends: [Int] = []
    var i = 0
    while i < end, ends.count < most {
        // All other bytes, those within a character among them, begin no stop.
        guard mayBeginStop(text[i]), endsASentence(text.scalar(at: i).scalar) else {
            i += 1
            continue
        }
        let stop = i
        let (mark, width) = text.scalar(at: stop)
        i += width
        while i < end, case let (scalar, width) = text.scalar(at: i), endsASentence(scalar) || isCloser(scalar) { i += width }
        if i == end || isWideStop(mark) {
            ends.append(i)
        } else if text.scalar(at: i).scalar.isBlank, !goesOn(text, after: i, end: end) {
            let isPlainStop = mark == "." && i == stop + 1
            if !(isPlainStop && isAbbreviation(text, before: stop, end: end, hasOrdinals: hasOrdinals)) { ends.append(i) }
        }
    }
    if ends.count < most, let last = ends.last ?? (end > 0 ? 0 : nil), last < end { ends.append(end) }
    return ends
}

/// Calls `body` with each of the first sentences of `text`, at most `most`, without the white space before it; of a very long text
/// those of its first `scalars` characters. Their bytes are only good within the call.
func forEachSentence(
    in text: String, language: String?, atMost most: Int, scalars: Int = .max, _ body: (UnsafeBufferPointer<UInt8>) -> Void
) {
    var text = text
    text.withUTF8 { all in
        let text = all.prefix(scalars: scalars)
        var start = 0
        for end in sentenceEnds(in: text, language: language, atMost: most) {
            body(text.slice(text.start(from: start, to: end)..<end))
            start = end
        }
    }
}

/// Calls `body` with where each sentence of `text` stands, without the white space before it; a line's end is one of a sentence too.
func forEachSentenceRange(in text: UnsafeBufferPointer<UInt8>, language: String?, _ body: (Range<Int>) -> Void) {
    var line = 0
    while line < text.count {
        var next = line
        while next < text.count, text[next] != 0x0A, text[next] != 0x0D { next += 1 }
        var start = line
        for end in sentenceEnds(in: text.slice(line..<next), language: language, atMost: .max) {
            body(text.start(from: start, to: line + end)..<(line + end))
            start = line + end
        }
        line = next + 1
    }
}

func endsASentence(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == "…" || isWideStop(scalar)
}

/// Whether a text ends in what ends a sentence, closing quotes and brackets left out.
func endsInAStop(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = text.end(before: text.count) { $0.isBlank || isCloser($0) }
    return end > 0 && endsASentence(text.scalar(before: end).scalar)
}

/// Whether a character that ends a sentence may begin with the byte.
@inline(__always)
private func mayBeginStop(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), 0xE2, 0xE3, 0xEF: true
    default: false
    }
}

/// The next word begins with a lower-case letter: `"Why?" he asked`.
private func goesOn(_ text: UnsafeBufferPointer<UInt8>, after start: Int, end: Int) -> Bool {
    var i = start
    while i < end {
        let (scalar, width) = text.scalar(at: i)
        if !scalar.isBlank, !isOpener(scalar) { return scalar.isLowercase }
        i += width
    }
    return false
}

private func isAbbreviation(_ text: UnsafeBufferPointer<UInt8>, before stop: Int, end: Int, hasOrdinals: Bool) -> Bool {
    var start = stop
    var (count, numbers, dots) = (0, 0, 0)
    var first: Unicode.Scalar = "."
    // Longer than any abbreviation: the words of a hostile text are not walked again and again.
    while start > 0, count < 12 {
        let (scalar, width) = text.scalar(before: start)
        guard scalar.isLetter || scalar.isNumber || scalar == "." else { break }
        if scalar.isNumber { numbers += 1 }
        if scalar == "." { dots += 1 }
        (start, count, first) = (start - width, count + 1, scalar)
    }
    if count == 0 { return false }
    if numbers == count { return hasOrdinals && count <= 2 }
    // An initial (`J. Smith`), or `U.S.`, `z.B.`, `a.m.`
    if count == 1 { return first.isUppercase }
    if count > longestAbbreviation { return dots > 0 }
    let word = String(decoding: text.slice(start..<stop), as: UTF8.self).lowercased()
    // `No. 5`, but `The answer is no.`
    if numbered.contains(word) {
        let next = stop + 1 + text.scalar(at: stop + 1).width
        return next < end && text.scalar(at: next).scalar.isNumber
    }
    return dots > 0 || abbreviations.contains(word)
}

private func isWideStop(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "。", "！", "？", "｡": true
    default: false
    }
}

private func isCloser(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "”", "’", "“", "»", "«", ")", "]", "」", "』", "）": true
    default: false
    }
}

private func isOpener(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "'", "“", "‘", "„", "«", "»", "(", "[", "-", "–", "—": true
    default: false
    }
}

// Languages in which `3. Mai` is the third of May.
private let ordinalLanguages: Set<String> = [
    "de", "da", "nb", "nn", "no", "is", "fi", "et", "lv", "cs", "sk", "sl", "hr", "sr", "bs", "hu", "pl", "tr",
]

private let numbered: Set<String> = ["no", "nos", "nr", "vol", "fig", "art", "abs", "v", "p", "pp"]

let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "messrs", "dr", "prof", "rev", "hon", "st", "ste", "mt", "ft", "sen", "rep", "gov", "pres", "gen", "lt",
    "col", "maj", "sgt", "cpl", "pvt", "capt", "cmdr", "adm", "jr", "sr", "vs", "inc", "ltd", "co", "corp", "bros", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "dept", "approx", "ca", "cf", "ave", "blvd", "bzw",
    "usw", "str", "evtl", "ggf", "sog", "inkl", "hl", "mme", "mlle", "sra", "srta", "dra", "ud", "uds", "gob",
]

private let longestAbbreviation = abbreviations.union(numbered).reduce(0) { max($0, $1.utf8.count) }
