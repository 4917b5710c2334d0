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
            (written, value) = (words[0].written, String(words[0].value))
            return
        }
        guard figures.count == 1, !(figures[0].count == 4 && (Int(figures[0]).map { 1900...2100 ~= $0 } ?? false)) else {
            return nil
        }
        written = figures[0]
        value = Self.withoutGroups(figures[0])
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

    /// `1,204` and `1.204` as `1204`; `3.25` as it is.
    private static func withoutGroups(_ number: String) -> String {
        let groups = number.split { $0 == "," || $0 == "." }
        let isGrouped = groups.count > 1 && groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }
        return isGrouped ? groups.joined() : number
    }

    /// Of 2 to 99. `One` counts nothing as often as not.
    private static func words(in text: String) -> [(written: String, value: Int)] {
        let words = Words(text)
        var found: [(range: Range<Int>, value: Int)] = []
        for place in 0..<words.count {
            guard let value = numerals[words.folded(place)] else { continue }
            let range = words.range(place)
            if value < 10, let last = found.last, last.value >= 20, last.value.isMultiple(of: 10),
                last.range.upperBound + 1 == range.lowerBound
            {
                found[found.count - 1] = (last.range.lowerBound..<range.upperBound, last.value + value)
            } else if value > 1 {
                found.append((range, value))
            }
        }
        let bytes = Array(text.utf8)
        return found.map { (String(decoding: bytes[$0.range], as: UTF8.self), $0.value) }
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
