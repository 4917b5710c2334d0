/// A number where it stands in a text, in figures or in words: `1,204`, `forty-one`; not `one`.
struct Numeral {
    /// Bytes of the text.
    let range: Range<Int>
    /// So many words it takes.
    let words: Int
    /// In figures, without what parts thousands.
    let value: String
    let written: String
    let isInFigures: Bool

    /// Nil where no number begins with the word at `place`.
    /// - `bytes`: of the text that `words` are of.
    init?(in words: Words, at place: Int, of bytes: [UInt8]) {
        let first = words.folded(place)
        var last = place
        func isNext(_ marks: [UInt8]) -> Bool {
            guard last + 1 < words.count else { return false }
            let gap = words.range(last).upperBound..<words.range(last + 1).lowerBound
            return gap.count == 1 && marks.contains(bytes[gap.lowerBound])
        }
        isInFigures = Self.isDigits(first)
        if isInFigures {
            (range, self.words) = (words.range(place), 1)
            written = String(decoding: bytes[range], as: UTF8.self)
            value = Self.withoutGroups(written)
            return
        }
        guard var number = numerals[first] else { return nil }
        if number >= 20, number.isMultiple(of: 10), isNext([UInt8(ascii: "-"), 0x20]),
            let unit = numerals[words.folded(last + 1)], unit < 10
        {
            (number, last) = (number + unit, last + 1)
        }
        if number == 1 { return nil }
        value = String(number)
        range = words.range(place).lowerBound..<words.range(last).upperBound
        written = String(decoding: bytes[range], as: UTF8.self)
        self.words = last + 1 - place
    }

    /// It tells when, and not how many.
    var isYear: Bool { Numeral.isYear(written) }

    static func isYear(_ number: String) -> Bool {
        number.utf8.count == 4 && (Int(number).map { 1900...2100 ~= $0 } ?? false)
    }

    /// With what parts thousands, or a fraction from the whole.
    private static func isDigits(_ word: String) -> Bool {
        word.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2C || $0 == 0x2E } && (word.utf8.last ?? 0) &- 0x30 < 10
    }

    /// `1,204` and `1.204` as `1204`; `3.25` as it is.
    static func withoutGroups(_ number: String) -> String {
        let groups = number.split { $0 == "," || $0 == "." }
        let isGrouped = groups.count > 1 && groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
        return isGrouped ? groups.joined() : number
    }
}

/// Folded. English, German, French and Spanish, but for what is another word in one of the others: `once`, `seize`, `sept`, `dos`.
private let numerals: [String: Int] = {
    let small = [
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        "- zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
        "- deux trois quatre cinq - sept huit neuf dix onze douze treize quatorze quinze",
        "- - tres cuatro cinco seis siete ocho nueve diez - doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    ]
    let tens = [
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
        "vingt trente quarante cinquante soixante - - -", "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    ]
    let units = "- ein zwei drei vier funf sechs sieben acht neun".split(separator: " ")
    var numerals: [String: Int] = [:]
    for line in small {
        for (place, word) in line.split(separator: " ").enumerated() where word != "-" {
            numerals[Words.fold(String(word))] = place + 1
        }
    }
    for line in tens {
        for (place, word) in line.split(separator: " ").enumerated() where word != "-" {
            numerals[Words.fold(String(word))] = 10 * (place + 2)
        }
    }
    // In one word: einundvierzig.
    for (place, ten) in tens[1].split(separator: " ").enumerated() {
        for (unit, word) in units.enumerated().dropFirst() {
            numerals[Words.fold("\(word)und\(ten)")] = 10 * (place + 2) + unit
        }
    }
    return numerals
}()
