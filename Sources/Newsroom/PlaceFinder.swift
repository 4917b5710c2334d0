import News

/// Tells which of the names of places in an item are meant as places.
///
/// A name counts where it is written with a capital, and not within a longer name (`New Mexico`). A country, a capital or a city of a
/// million is enough in the opening; a smaller city, a name that is a common word or another name too, and one that stands within a
/// longer capitalised phrase need support: a dateline, `in` or `near` before it, or another place of its country. Of cities of one name
/// the one whose country is spoken of is meant, else the largest.
struct PlaceFinder: Sendable {
    let gazetteer: Gazetteer
    /// Of each place, its tag's id.
    private let ids: [String]

    /// Chosen with Tests/Proof/places.py: a country that is named once in a text is mostly not what the article is about.
    static let threshold = 8
    /// A place that has less than this part of what the first has is passed over. Chosen with Tests/Proof/places.py.
    private static let fraction = 3
    private static let mostScore = 60

    init(_ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        var taken: Set<String> = []
        ids = gazetteer.places.map { place in
            var id = "place-" + slug(place.label)
            if !taken.insert(id).inserted { id += "-in-" + slug(gazetteer.places[place.country].label) }
            var next = 2
            while !taken.contains(id), !taken.insert(id).inserted {
                id += "-\(next)"
                next += 1
            }
            return id
        }
    }

    func add(to index: inout TermIndex.Builder, owner: Int) {
        for (slot, name) in gazetteer.names.enumerated() {
            if let phrase = try? Phrase(name.text) { index.add(phrase, owner: owner, slot: slot) }
        }
    }

    /// A name as it stands, with what it is worth.
    private struct Mention {
        let name: Gazetteer.Name
        let match: TermIndex.Match
        /// Points where it speaks for itself.
        var points: Int
        /// More by what stands around it.
        var support: Int
        /// Whether its points alone are enough to say that the place is meant.
        let isSure: Bool
    }

    /// - `matches`: slots are places among the gazetteer's names; in any order.
    func tags(_ matches: [(slot: Int, match: TermIndex.Match)], in text: inout ItemText, thoroughly: Bool) -> [Tag] {
        let dateline = text.datelineEnd
        var byPlace: [Int: [Mention]] = [:]
        for mention in longest(matches, in: text).compactMap({ self.mention($0.slot, $0.match, in: text, dateline: dateline) }) {
            byPlace[mention.name.place, default: []].append(mention)
        }
        if byPlace.isEmpty { return [] }
        /// What speaks for each country beside the doubtful: which of several cities is meant, and whether a small one is.
        var spoken: [Int: Int] = [:]
        for (place, mentions) in byPlace {
            let best = self.spoken(by: mentions)
            if best > 0 { spoken[gazetteer.places[place].country, default: 0] += best }
        }
        let meant = withoutNamesakes(byPlace, spoken)
        var scores: [Int: Int] = [:]
        for place in meant { scores[place] = score(byPlace[place] ?? [], of: place, spoken: spoken) }
        // A city speaks for its country.
        var countries: [Int: Int] = [:]
        for place in meant where (scores[place] ?? 0) >= PlaceFinder.threshold {
            let country = gazetteer.places[place].country
            countries[country, default: 0] = max(countries[country] ?? 0, scores[place] ?? 0)
        }
        for (country, most) in countries { scores[country] = max(most, scores[country] ?? 0) }
        // What is named once beside what the item is about is not what it is about.
        let least = max(PlaceFinder.threshold, (scores.values.max() ?? 0) / PlaceFinder.fraction)
        // Where it was written is always told.
        let isDateline = { (place: Int) in (byPlace[place] ?? []).contains { $0.support >= 6 } }
        return scores.filter { $0.value >= least || ($0.value >= PlaceFinder.threshold && isDateline($0.key)) }.sorted {
            ($1.value, ids[$0.key]) < ($0.value, ids[$1.key])
        }.map {
            place, score in
            let parts =
                gazetteer.places[place].kind == .country ? meant.filter { gazetteer.places[$0].country == place } : [place]
            let mentions = parts.flatMap { byPlace[$0] ?? [] } + (parts.contains(place) ? [] : byPlace[place] ?? [])
            return Tag(
                id: ids[place], label: gazetteer.places[place].label, kind: .place, score: min(score, PlaceFinder.mostScore),
                evidence: evidence(mentions, min(score, PlaceFinder.mostScore), &text, thoroughly: thoroughly))
        }
    }

    /// Words that name a country, or what belongs to it: they stand before names, and are no part of them.
    func countryWords(_ matches: [(slot: Int, match: TermIndex.Match)]) -> Set<NameFinder.Place> {
        var words: Set<NameFinder.Place> = []
        for (slot, match) in matches where !gazetteer.names[slot].isDoubtful {
            guard gazetteer.places[gazetteer.names[slot].place].kind == .country else { continue }
            for word in match.first...match.last { words.insert(NameFinder.Place(field: match.field, word: word)) }
        }
        return words
    }

    /// Without names that stand within other names.
    private func longest(
        _ matches: [(slot: Int, match: TermIndex.Match)], in text: ItemText
    ) -> [(slot: Int, match: TermIndex.Match)] {
        let sorted = matches.sorted {
            ($0.match.field, $0.match.start, -$0.match.end, $0.slot) < ($1.match.field, $1.match.start, -$1.match.end, $1.slot)
        }
        var kept: [(slot: Int, match: TermIndex.Match)] = []
        for one in sorted {
            if let last = kept.last?.match, last.field == one.match.field, one.match.end <= last.end,
                (last.start, last.end) != (one.match.start, one.match.end)
            {
                continue
            }
            kept.append(one)
        }
        return kept
    }

    private func mention(_ slot: Int, _ match: TermIndex.Match, in text: ItemText, dateline: Int) -> Mention? {
        let name = gazetteer.names[slot]
        let place = gazetteer.places[name.place]
        let kind = text.fields[Int(match.field)].kind
        let around = text.surroundings(of: match)
        let isDateline = kind == .dateline || (kind == .text && Int(match.end) <= dateline)
        guard around.isCapital || name.isSmall || kind == .dateline else { return nil }
        if name.isAbbreviation, !isDateline, !around.isAfterComma { return nil }
        var points: Int
        var isSure = !name.isDoubtful
        var isLarge = true
        switch place.kind {
        case .country: points = name.isDemonym ? 5 : 6
        case .region: points = 6
        case .city(let people):
            points = people >= 1000 ? 6 : people >= 300 ? 4 : 3
            isLarge = people >= 1000
            isSure = isSure && isLarge
        }
        if name.isDoubtful { points = 3 }
        // `US` among capitals alone may be `us`.
        if name.text.utf8.first == UInt8(ascii: "="), around.isAllCapitals { (points, isSure) = (3, false) }
        let isLoose = if case .city = place.kind { true } else { name.isDoubtful }
        if isLoose, !around.isHeadlineCase, around.isWithinName, !isDateline { (points, isSure) = (max(points - 3, 1), false) }
        switch kind {
        case .title, .dateline, .category: points *= isSure ? 2 : 1
        case .summary, .text: if !match.isInOpening { points = points / 2 + points % 2 }
        }
        var support = isDateline ? 6 : 0
        if around.isAfterPreposition, !around.isHeadlineCase, match.isInOpening {
            support += isSure ? 2 : name.isDoubtful && !isLarge ? 3 : 5
        }
        // Within a name that we do not know: New Britain.
        if around.isAfterNew, !isDateline { return nil }
        return Mention(name: name, match: match, points: points, support: support, isSure: isSure)
    }

    /// What a place's mentions say for its country.
    private func spoken(by mentions: [Mention]) -> Int {
        mentions.reduce(0) { max($0, $1.isSure ? $1.points : $1.support >= 5 ? 3 : 0) }
    }

    /// Of places that are called the same, the one that is meant.
    private func withoutNamesakes(_ byPlace: [Int: [Mention]], _ spoken: [Int: Int]) -> [Int] {
        var best: [[Int32]: Int] = [:]
        func others(_ place: Int) -> Int {
            let country = gazetteer.places[place].country
            return (spoken[country] ?? 0) - self.spoken(by: byPlace[place] ?? [])
        }
        func people(_ place: Int) -> Int {
            switch gazetteer.places[place].kind {
            case .country: 1_000_000
            case .region: 100_000
            case .city(let people): people
            }
        }
        for (place, mentions) in byPlace.sorted(by: { $0.key < $1.key }) {
            let match = mentions[0].match
            let spot = [Int32(match.field), match.start, match.end]
            guard let rival = best[spot] else {
                best[spot] = place
                continue
            }
            if (others(place), people(place)) > (others(rival), people(rival)) { best[spot] = place }
        }
        return best.values.sorted()
    }

    private func score(_ mentions: [Mention], of place: Int, spoken: [Int: Int]) -> Int {
        let sure = mentions.reduce(0) { $0 + ($1.isSure ? $1.points : 0) }
        if sure > 0 { return min(sure + (mentions.map(\.support).max() ?? 0), PlaceFinder.mostScore) }
        let best = mentions.map { $0.points + $0.support }.max() ?? 0
        return best + ((spoken[gazetteer.places[place].country] ?? 0) >= 3 ? 4 : 0)
    }

    /// The place's mentions, best first in points, so that they add up to its score.
    private func evidence(_ mentions: [Mention], _ score: Int, _ text: inout ItemText, thoroughly: Bool) -> [Evidence] {
        var left = score
        var evidence: [Evidence] = []
        let sorted = mentions.sorted { ($0.match.field, $0.match.start) < ($1.match.field, $1.match.start) }
        for (number, mention) in sorted.enumerated() {
            let points =
                number == sorted.count - 1 || number == 7 && !thoroughly ? left : min(left, mention.points + mention.support)
            left -= points
            let sentence = text.sentence(of: Int(mention.match.first), in: Int(mention.match.field))
            evidence.append(text.evidence(mention.match, term: mention.name.text, points: points, sentence: sentence))
            if number == 7, !thoroughly { break }
        }
        return evidence
    }
}

/// Folded words with hyphens between them, as ids are written; letters other than a-z are left out.
func slug(_ name: String) -> String {
    let words = Words(name)
    var slug: [UInt8] = []
    var isApart = false
    for i in 0..<words.count {
        words.withBytes(of: i) { word in
            for byte in word {
                if byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 {
                    if isApart, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
                    slug.append(byte)
                    isApart = false
                } else {
                    isApart = true
                }
            }
        }
        isApart = true
    }
    return String(decoding: slug, as: UTF8.self)
}
