import News

/// The words of a title as copies and stories see them.
struct Headline {
    /// The first 64, folded; later ones say nothing new.
    let words: [String]
    /// The title with its digits, months and days of the week masked: equal for `Morning briefing, 3 May` and `... 4 May`.
    /// Nil when there is no word in it.
    let mask: String?

    init(_ title: String?) {
        let all = Words(title ?? "")
        words = (0..<min(all.count, 64)).map(all.folded)
        mask = words.isEmpty ? nil : words.map { isDate($0) ? "0" : maskingDigits($0) }.joined(separator: " ")
    }

    /// Those that can tell one event from another.
    var informativeWords: [String] { words.filter(isInformative) }
}

/// Neither a stop word nor a single letter nor a bare number.
func isInformative(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    guard let first = scalars.first, scalars.contains(where: \.properties.isAlphabetic) else { return false }
    return (scalars.count > 1 || isWide(first)) && !stopWords.contains(word)
}

/// Of a script in which `Words` gives each character as a word of its own.
func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x0E00...0x0EFF).contains(scalar.value) || scalar.value >= 0x1780 && scalar.value < 0x1800 || scalar.value >= 0x2E80
}

/// The word without an English, French or Spanish plural, so that `strikes` meets `strike`. Words that end otherwise, and
/// short ones, stay as they are.
func stem(_ word: String) -> String {
    let bytes = word.utf8
    guard bytes.count > 3, bytes.last == UInt8(ascii: "s") else { return word }
    let before = bytes.dropLast().last
    if before == UInt8(ascii: "s") || before == UInt8(ascii: "u") || before == UInt8(ascii: "i") { return word }
    if bytes.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    if bytes.count > 5, ["shes", "ches", "sses", "xes"].contains(where: word.hasSuffix) { return String(word.dropLast(2)) }
    return String(word.dropLast())
}

/// Each run of digits, with the dots and commas between them, as one `0`.
private func maskingDigits(_ word: String) -> String {
    guard word.utf8.contains(where: { (48...57).contains($0) }) else { return word }
    var masked = ""
    for scalar in word.unicodeScalars where scalar != "." && scalar != "," {
        let isDigit = ("0"..."9").contains(scalar)
        if !(isDigit && masked.unicodeScalars.last == "0") { masked.unicodeScalars.append(isDigit ? "0" : scalar) }
    }
    return masked
}

private func isDate(_ word: String) -> Bool { dateWords.contains(word) }

// English, German, French, Spanish; folded.
private let dateWords: Set<String> = Set(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    januar februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
    dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles
    jueves viernes sabado domingo
    """.split(whereSeparator: \.isWhitespace).map(String.init))
