/// Where the first sentences of `text` end: offsets after their last character (closing quotes included), in order, at most
/// `most` of them; the last is the end of the text, less white space, when it ends within a sentence. Linear.
///
/// A full stop ends no sentence after an abbreviation or an initial, between digits, or before a lower-case letter; after
/// one or two digits neither, in languages that write ordinals so.
func sentenceEnds(in text: [Unicode.Scalar], language: String?, atMost most: Int) -> [Int] {
    let end = text.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
    let hasOrdinals = language.map { ordinalLanguages.contains(primarySubtag($0)) } ?? false
    var ends: [Int] = []
    var i = 0
    while i < end, ends.count < most {
        guard endsASentence(text[i]) else {
            i += 1
            continue
        }
        let stop = i
        i += 1
        while i < end, endsASentence(text[i]) || closers.contains(text[i]) { i += 1 }
        if i == end || wideStops.contains(text[stop]) {
            ends.append(i)
        } else if text[i].isBlank, !goesOn(text, after: i, end: end) {
            let isPlainStop = text[stop] == "." && i == stop + 1
            if !(isPlainStop && isAbbreviation(text, before: stop, end: end, hasOrdinals: hasOrdinals)) { ends.append(i) }
        }
    }
    if ends.count < most, let last = ends.last ?? (end > 0 ? 0 : nil), last < end { ends.append(end) }
    return ends
}

func endsASentence(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == "…" || wideStops.contains(scalar)
}

/// The next word begins with a lower-case letter: `"Why?" he asked`.
private func goesOn(_ text: [Unicode.Scalar], after start: Int, end: Int) -> Bool {
    var i = start
    while i < end, text[i].isBlank || openers.contains(text[i]) { i += 1 }
    return i < end && text[i].properties.isLowercase
}

private func isAbbreviation(_ text: [Unicode.Scalar], before stop: Int, end: Int, hasOrdinals: Bool) -> Bool {
    var word = ""
    var i = stop
    // Longer than any abbreviation: the words of a hostile text are not walked again and again.
    while i > 0, stop - i < 12,
        text[i - 1].isLetter || text[i - 1].properties.numericType != nil || text[i - 1] == "."
    {
        i -= 1
        word.unicodeScalars.insert(text[i], at: word.unicodeScalars.startIndex)
    }
    guard let first = word.unicodeScalars.first else { return false }
    if word.unicodeScalars.allSatisfy({ $0.properties.numericType != nil }) {
        return hasOrdinals && word.unicodeScalars.count <= 2
    }
    // An initial (`J. Smith`), or `U.S.`, `z.B.`, `a.m.`
    if word.unicodeScalars.count == 1 { return first.properties.isUppercase }
    // `No. 5`, but `The answer is no.`
    if numbered.contains(word.lowercased()) { return stop + 2 < end && text[stop + 2].properties.numericType != nil }
    return word.contains(".") || abbreviations.contains(word.lowercased())
}

private let wideStops: Set<Unicode.Scalar> = ["。", "！", "？", "｡"]
private let closers: Set<Unicode.Scalar> = ["\"", "'", "”", "’", "“", "»", "«", ")", "]", "」", "』", "）"]
private let openers: Set<Unicode.Scalar> = ["\"", "'", "“", "‘", "„", "«", "»", "(", "[", "-", "–", "—"]

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

// The tables behind `properties` are slow, and nearly every character is ASCII.
extension Unicode.Scalar {
    /// White space.
    var isBlank: Bool { value < 0x80 ? value == 0x20 || (9...13).contains(value) : properties.isWhitespace }

    /// A letter of any script.
    var isLetter: Bool { value < 0x80 ? (0x61...0x7a).contains(value | 0x20) : properties.isAlphabetic }
}
