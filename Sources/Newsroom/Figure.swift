import News

/// A number with what it counts: `14 dead`, `120 aboard`.
struct Figure {
    /// What it counts, folded, without a plural's ending; of the dead, the injured and the missing one word for each.
    let unit: String
    /// It counts those whom an event struck or spared: of these a story has one number, which changes as it goes on.
    let isToll: Bool
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
            let first = place - number.words
            // `Kills 14`, `kills 14 people`.
            let before = first > 0 ? tolls[words.folded(first - 1)] : nil
            var next = place
            while next < words.count, next - place < 2, passedOver.contains(words.folded(next)) { next += 1 }
            let isNext = next < words.count && areApart(words, place - 1, next, bytes)
            let toll = isNext ? tolls[words.folded(next)] : nil
            guard let unit = toll ?? before ?? (isNext ? unit(words.folded(next)) : nil) else { continue }
            let end = toll == nil && before != nil ? number.range.upperBound : words.range(next).upperBound
            let start = toll == nil && before != nil ? words.range(first - 1).lowerBound : number.range.lowerBound
            figures.append(
                Figure(
                    unit: unit, isToll: toll != nil || before != nil, value: number.value,
                    written: String(decoding: bytes[start..<end], as: UTF8.self)))
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

private let tolls: [String: String] = {
    let all = [
        "dead": "dead killed kills killing died die dies deaths fatalities tote toten getotet morts muertos",
        "injured": "injured injures injuring hurt wounded wounds verletzte verletzt blesses heridos",
        "missing": "missing vermisst vermisste disparus desaparecidos", "aboard": "aboard onboard", "rescued": "rescued gerettet",
        "arrested": "arrested detained festgenommen",
    ]
    var tolls: [String: String] = [:]
    for (name, words) in all { for word in words.split(separator: " ") { tolls[String(word)] = name } }
    return tolls
}()

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
