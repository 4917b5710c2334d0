/// Which numbers of a headline count those whom an event struck, or what it struck: `12 dead`, `kills at least 12`, `death toll rises to
/// 12`. They grow while it is told, so under one headline two of them are no two events, where scores, magnitudes and days are.
///
/// Not those of what was added since (`315 more deaths`, `another 12`), which tell of one day, and so one day from the next.
enum Toll {
    /// A bit for each of the first words that is such a number, and whether one of them counts what authorities give out day by day.
    /// - `hashes`: of the words.
    static func numbers(of words: Words, _ hashes: UnsafeBufferPointer<UInt64>, in text: UnsafeBufferPointer<UInt8>) -> (
        numbers: UInt64, areDaily: Bool
    ) {
        var (numbers, areDaily): (UInt64, Bool) = (0, false)
        for word in hashes.indices where isCount(words.range(word), in: text) {
            guard let unit = Title(words: words, hashes: hashes, text: text).unit(of: word) else { continue }
            numbers |= 1 << UInt64(word)
            if unit.contains(.daily) { areDaily = true }
        }
        return (numbers, areDaily)
    }

    /// A whole number that stands alone: no year, share, sum or part of a name.
    private static func isCount(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text[range.lowerBound] &- 0x30 < 10 else { return false }
        var (digits, group) = (0, 0)
        var hasGroups = false
        for byte in text[range] {
            if byte &- 0x30 < 10 {
                digits += 1
                group += 1
            } else if byte == 0x2C || byte == 0x2E, hasGroups ? group == 3 : group <= 3 {
                (hasGroups, group) = (true, 0)
            } else {
                return false
            }
        }
        if hasGroups && group != 3 { return false }
        let isYear = range.count == 4 && Numeral.isYear(String(decoding: text[range], as: UTF8.self))
        let before = range.lowerBound == 0 ? 0x20 : text[range.lowerBound - 1]
        let after = range.upperBound == text.count ? 0x20 : text[range.upperBound]
        return !isYear && before == 0x20 && (after == 0x20 || (UInt8(ascii: "!")...UInt8(ascii: "?")).contains(after))
            && after != UInt8(ascii: "%") && after != UInt8(ascii: "-") && after != UInt8(ascii: "/")
    }

    private struct Title {
        let words: Words
        let hashes: UnsafeBufferPointer<UInt64>
        let text: UnsafeBufferPointer<UInt8>

        /// What a number of victims counts; nil for another number.
        func unit(of number: Int) -> Kind? {
            if number > 0, areTogether(number - 1, number), kind(number - 1).contains(oneOf: [.label, .more]) { return nil }
            // `12 dead`, `12 Afghan soldiers killed`.
            for word in number + 1..<number + 4 where hashes.indices.contains(word) {
                if !areTogether(word - 1, word) || isFigure(word) { break }
                let kind = kind(word)
                if kind.contains(.more) || word == number + 1 && kind.contains(.span) { return nil }
                if kind.contains(.counted) { return kind }
            }
            // `Kills 12`, `kills at least 12`.
            var first = number
            while first > 0, areTogether(first - 1, first) {
                first -= 1
                if kind(first).contains(.strikes) { return kind(first) }
                if !kind(first).contains(.about) { break }
            }
            // `Death toll in valley rises to 12`.
            for word in (number - 6..<number).reversed() where word >= 0 {
                if !areTogether(word, word + 1) || isFigure(word) { break }
                if kind(word).contains(.sum) { return kind(word) }
            }
            return nil
        }

        private func kind(_ word: Int) -> Kind { wordKinds[hashes[word]] ?? [] }

        /// A number of its own: that of `Covid-19` is a name's.
        private func isFigure(_ word: Int) -> Bool {
            let start = words.range(word).lowerBound
            return text[start] &- 0x30 < 10 && (start == 0 || text[start - 1] != UInt8(ascii: "-"))
        }

        /// Nothing but a space or a hyphen stands between the two, one after the other.
        private func areTogether(_ word: Int, _ next: Int) -> Bool {
            let gap = words.range(word).upperBound..<words.range(next).lowerBound
            return gap.count == 1 && (text[gap.lowerBound] == 0x20 || text[gap.lowerBound] == UInt8(ascii: "-"))
        }
    }

    struct Kind: OptionSet {
        let rawValue: UInt8
        /// After a number: what it counts.
        static let counted = Kind(rawValue: 1)
        /// Before a number: what an event did to so many.
        static let strikes = Kind(rawValue: 2)
        /// A count's name, with the number some words later.
        static let sum = Kind(rawValue: 4)
        /// Before a number: how exact it is.
        static let about = Kind(rawValue: 8)
        /// What was added.
        static let more = Kind(rawValue: 16)
        /// Before a number: which one it is.
        static let label = Kind(rawValue: 32)
        /// After a number: of time.
        static let span = Kind(rawValue: 64)
        /// Of what authorities give out day by day.
        static let daily = Kind(rawValue: 128)

        func contains(oneOf others: Kind) -> Bool { !isDisjoint(with: others) }
    }
}

/// By the words' hashes.
private let wordKinds: [UInt64: Toll.Kind] = {
    // English, German, French, Spanish; folded.
    let all: [(Toll.Kind, String)] = [
        (
            .counted,
            """
            dead killed deaths fatalities casualties die died dies perish perished injured hurt wounded injuries missing trapped cases
            infected infections evacuated homeless displaced stranded rescued sickened hospitalized hospitalised destroyed damaged
            flooded victims bodies lives
            tote toten todesopfer todesfalle getotet verletzte verletzten verletzt vermisste vermissten vermisst opfer falle infizierte infizierten
            morts deces tues victimes blesses disparus cas muertos muertes victimas heridos desaparecidos casos
            """
        ),
        (
            .strikes,
            """
            kills kill killed killing injures injure injured injuring wounds wounding claims claiming leaves leaving left sickens infects
            displaces strands traps destroys damages
            """
        ),
        (.daily, "deaths cases infections infected todesfalle falle infizierte infizierten deces cas muertes casos"),
        (.sum, "toll deaths cases infections casualties fatalities injuries todeszahl opferzahl bilan toten morts muertos casos"),
        (
            .about,
            """
            at least over more than nearly about some up to around almost mindestens uber mehr als fast rund au moins plus de al menos mas
            """
        ),
        (
            .more,
            "more new further additional another extra weitere weiterer neue neuer nouveaux nouvelles nouveau supplementaires nuevos nuevas otros"
        ),
        (
            .label,
            """
            day no number week round game match episode part issue chapter season phase top vol volume act level type route flight highway
            tag folge nummer runde nr teil jour numero journee dia parte
            """
        ),
        (
            .span,
            """
            year years month months week weeks day days hour hours minute minutes percent million billion jahr jahre jahren monate wochen
            tage tagen stunden prozent millionen ans mois semaines jours heures anos meses semanas dias horas
            """
        ),
    ]
    var kinds: [UInt64: Toll.Kind] = [:]
    for (kind, words) in all {
        for word in words.split(whereSeparator: \.isWhitespace) { kinds[hashed(String(word)), default: []].insert(kind) }
    }
    return kinds
}()
