import News

/// A number with what it counts: `14 dead`, `120 aboard`.
struct Figure {
    /// What it counts, folded, without a plural's ending.
    let unit: String
    /// As `OnlyNumber.value`.
    let value: String
    /// As both are written there.
    let written: String

    /// Those of a text, but for what it counts twice, and for spans of time, shares and sums, of which a story has many.
    static func all(in text: String) -> [Figure] {
        let words = Words(text)
        let bytes = Array(text.utf8)
        var figures: [Figure] = []
        var place = 0
        while place < words.count {
            guard let number = Numeral(in: words, at: place, of: bytes) else {
                place += 1
                continue
            }
            place += number.words
            if number.isYear { continue }
            var next = place
            while next < words.count, next - place < 2, passedOver.contains(words.folded(next)) { next += 1 }
            guard next < words.count, areApart(words, place - 1, next, bytes), let unit = unit(words.folded(next)) else {
                continue
            }
            let range = number.range.lowerBound..<words.range(next).upperBound
            figures.append(
                Figure(unit: unit, value: number.value, written: String(decoding: bytes[range], as: UTF8.self)))
        }
        let uses = Dictionary(grouping: figures, by: \.unit)
        return figures.filter { figure in uses[figure.unit].map { Set($0.map(\.value)).count == 1 } ?? false }
    }

    /// Nothing but spaces stands between the words from one to another.
    private static func areApart(_ words: Words, _ first: Int, _ last: Int, _ bytes: [UInt8]) -> Bool {
        (first..<last).allSatisfy { bytes[words.range($0).upperBound..<words.range($0 + 1).lowerBound].allSatisfy { $0 == 0x20 } }
    }

    private static func unit(_ word: String) -> String? {
        guard word.utf8.count >= 4, !word.utf8.contains(where: { $0 &- 0x30 < 10 }), !uncounted.contains(word),
            !stopWords.contains(word)
        else { return nil }
        return word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    }
}

/// `14 people dead` counts the dead.
private let passedOver: Set<String> = ["people", "persons", "others", "menschen", "personen", "personnes", "personas"]

private let uncounted: Set<String> = [
    "year", "years", "month", "months", "week", "weeks", "days", "hour", "hours", "minute", "minutes", "second", "seconds",
    "time",
    "times", "percent", "cent", "percentage", "points", "million", "millions", "billion", "billions", "trillion", "thousand",
    "hundred",
    "dozen", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jahr", "jahre", "jahren", "monat", "monate", "monaten", "woche", "wochen", "tage", "tagen", "stunde", "stunden", "minuten",
    "prozent", "millionen", "milliarden", "tausend", "hundert", "annees", "mois", "semaines", "jours", "heures", "anos", "meses",
    "semanas", "dias", "horas", "millones",
]
