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
    /// Of each name, what it takes to weigh it.
    private let traits: [Traits]
    /// Of each place, its country's number, from 0.
    private let countries: [Int]
    /// Of each country the place that it is.
    private let countryPlaces: [Int]

    /// A name without its letters.
    private struct Traits {
        let place: Int
        let isDoubtful: Bool
        let isAbbreviation: Bool
        let isSmall: Bool
        let isExact: Bool
        let isCountry: Bool
        let isCity: Bool
        let isLarge: Bool
        /// What it is worth, unless it is doubtful.
        let points: Int

        init(_ name: Gazetteer.Name, of place: Gazetteer.Place) {
            self.place = name.place
            isDoubtful = name.isDoubtful
            isAbbreviation = name.isAbbreviation
            isSmall = name.isSmall
            isExact = name.text.utf8.first == UInt8(ascii: "=")
            switch place.kind {
            case .country: (isCountry, isCity, isLarge, points) = (true, false, true, name.isDemonym ? 5 : 6)
            case .region: (isCountry, isCity, isLarge, points) = (false, false, true, 6)
            case .city(let people):
                (isCountry, isCity, isLarge) = (false, true, people >= 1000)
                points = people >= 1000 ? 6 : people >= 300 ? 4 : 3
            }
        }
    }

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
        traits = gazetteer.names.map { Traits($0, of: gazetteer.places[$0.place]) }
        let own = gazetteer.places.indices.filter { gazetteer.places[$0].country == $0 }
        countryPlaces = own
        countries = gazetteer.places.map { place in own.partition { $0 >= place.country } }
    }

    func add(to index: inout TermIndex.Builder, owner: Int) {
        for (slot, name) in gazetteer.names.enumerated() {
            if let phrase = try? Phrase(name.text) { index.add(phrase, owner: owner, slot: slot) }
        }
    }

    /// A name as it stands, with what it is worth.
    private struct Mention {
        let place: Int
        /// Which of the gazetteer's names.
        let name: Int
        let match: TermIndex.Match
        /// Points where it speaks for itself.
        var points: Int
        /// More by what stands around it.
        var support: Int
        /// Whether its points alone are enough to say that the place is meant.
        let isSure: Bool
    }

    /// All mentions of a place, in their order.
    private struct Named {
        let place: Int
        let mentions: ArraySlice<Mention>
    }

    /// - `matches`: slots are places among the gazetteer's names; in any order.
    func tags(_ matches: [(slot: Int, match: TermIndex.Match)], in text: inout ItemText, thoroughly: Bool) -> [Tag] {
        let dateline = text.datelineEnd
        var mentions: [Mention] = []
        for (slot, match) in longest(matches, text) {
            if let mention = mention(slot, match, in: &text, dateline: dateline) { mentions.append(mention) }
        }
        if mentions.isEmpty { return [] }
        let places = byPlace(mentions)
        /// What speaks for each country beside the doubtful: which of several cities is meant, and whether a small one is.
        var spoken = [Int](repeating: 0, count: countryPlaces.count)
        for named in places { spoken[countries[named.place]] += self.spoken(by: named.mentions) }
        let meant = withoutNamesakes(places, spoken)
        var scored = meant.map { (place: $0.place, score: score($0, spoken: spoken)) }
        addCountries(to: &scored)
        // What is named once beside what the item is about is not what it is about.
        let least = max(PlaceFinder.threshold, scored.reduce(0) { max($0, $1.score) } / PlaceFinder.fraction)
        func named(_ place: Int) -> ArraySlice<Mention> {
            let at = places.partition { $0.place >= place }
            return at < places.count && places[at].place == place ? places[at].mentions : []
        }
        // Where it was written is always told.
        let told = scored.filter { place, score in
            score >= least || (score >= PlaceFinder.threshold && named(place).contains { $0.support >= 6 })
        }
        let ids = ids
        return told.sorted { ($1.score, ids[$0.place]) < ($0.score, ids[$1.place]) }.map { place, score in
            var all = Array(named(place))
            if gazetteer.places[place].kind == .country {
                let parts = meant.filter { countries[$0.place] == countries[place] }
                let isMeant = parts.contains { $0.place == place }
                all = parts.flatMap(\.mentions) + (isMeant ? [] : all)
            }
            return Tag(
                id: ids[place], label: gazetteer.places[place].label, kind: .place, score: min(score, PlaceFinder.mostScore),
                evidence: evidence(all, min(score, PlaceFinder.mostScore), &text, thoroughly: thoroughly))
        }
    }

    /// A city speaks for its country: it has at least the score of its best place that has enough.
    private func addCountries(to scored: inout [(place: Int, score: Int)]) {
        var best = [Int](repeating: 0, count: countryPlaces.count)
        for (place, score) in scored where score >= PlaceFinder.threshold {
            best[countries[place]] = max(best[countries[place]], score)
        }
        for i in scored.indices where countryPlaces[countries[scored[i].place]] == scored[i].place {
            let country = countries[scored[i].place]
            scored[i].score = max(scored[i].score, best[country])
            best[country] = 0
        }
        for (country, score) in best.enumerated() where score > 0 { scored.append((countryPlaces[country], score)) }
    }

    /// Words that name a country, or what belongs to it: they stand before names, and are no part of them.
    func countryWords(_ matches: [(slot: Int, match: TermIndex.Match)]) -> PlacedWords {
        var words: [UInt64] = []
        for (slot, match) in matches where traits[slot].isCountry && !traits[slot].isDoubtful {
            for word in match.first...match.last { words.append(PlacedWords.number(Int(match.field), Int(word))) }
        }
        return PlacedWords(words)
    }

    /// By place, in their order.
    private func byPlace(_ mentions: [Mention]) -> [Named] {
        var order = mentions.indices.map { UInt64(mentions[$0].place) << 32 | UInt64($0) }
        order.sort()
        let sorted = order.map { mentions[Int($0 & 0xFFFF_FFFF)] }
        var named: [Named] = []
        var first = 0
        while first < sorted.count {
            var next = first + 1
            while next < sorted.count, sorted[next].place == sorted[first].place { next += 1 }
            named.append(Named(place: sorted[first].place, mentions: sorted[first..<next]))
            first = next
        }
        return named
    }

    /// Without names that stand within other names.
    private func longest(
        _ matches: [(slot: Int, match: TermIndex.Match)], _ text: ItemText
    ) -> [(slot: Int, match: TermIndex.Match)] {
        // A single word has no other within it: one that can be no name need not be sorted.
        var sorted = matches.filter { $0.match.first < $0.match.last || mayBeMeant($0.slot, $0.match, text) }
        sorted.sort { a, b in
            if a.match.field != b.match.field { return a.match.field < b.match.field }
            if a.match.start != b.match.start { return a.match.start < b.match.start }
            return a.match.end != b.match.end ? a.match.end > b.match.end : a.slot < b.slot
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

    /// Written as names are.
    private func mayBeMeant(_ slot: Int, _ match: TermIndex.Match, _ text: ItemText) -> Bool {
        traits[slot].isSmall || text.fields[Int(match.field)].kind == .dateline || text.isCapital(match)
    }

    private func mention(_ slot: Int, _ match: TermIndex.Match, in text: inout ItemText, dateline: Int) -> Mention? {
        let name = traits[slot]
        let kind = text.fields[Int(match.field)].kind
        guard mayBeMeant(slot, match, text) else { return nil }
        let around = text.surroundings(of: match)
        let isDateline = kind == .dateline || (kind == .text && Int(match.end) <= dateline)
        if name.isAbbreviation, !isDateline, !around.isAfterComma { return nil }
        // Within a name that we do not know, New Britain, or a person's.
        if around.isAfterNew || around.isBeforeInitial, !isDateline { return nil }
        let isHeadlineCase = text.isHeadlineCase(Int(match.field))
        var (points, isSure) = name.isDoubtful ? (3, false) : (name.points, name.isLarge)
        // `US` among capitals alone may be `us`.
        if name.isExact, text.fields[Int(match.field)].isAllCapitals { (points, isSure) = (3, false) }
        if name.isCity || name.isDoubtful, !isHeadlineCase, around.isWithinName, !isDateline {
            (points, isSure) = (max(points - 3, 1), false)
        }
        switch kind {
        case .title, .dateline, .category: points *= isSure ? 2 : 1
        case .summary, .text: if !match.isInOpening { points = points / 2 + points % 2 }
        }
        var support = isDateline ? 6 : 0
        if around.isAfterPreposition, !isHeadlineCase, match.isInOpening {
            support += isSure ? 2 : name.isDoubtful && !name.isLarge ? 3 : 5
        }
        return Mention(place: name.place, name: slot, match: match, points: points, support: support, isSure: isSure)
    }

    /// What a place's mentions say for its country.
    private func spoken(by mentions: ArraySlice<Mention>) -> Int {
        mentions.reduce(0) { max($0, $1.isSure ? $1.points : $1.support >= 5 ? 3 : 0) }
    }

    /// Of places that are called the same, the one that is meant: the one whose country is spoken of besides, else the largest.
    private func withoutNamesakes(_ places: [Named], _ spoken: [Int]) -> [Named] {
        func weight(_ named: Named) -> (others: Int, people: Int) {
            let others = spoken[countries[named.place]] - self.spoken(by: named.mentions)
            switch gazetteer.places[named.place].kind {
            case .country: return (others, 1_000_000)
            case .region: return (others, 100_000)
            case .city(let people): return (others, people)
            }
        }
        // Field, start and end as one number: a text has no 256 MiB.
        let spots = places.map { named in
            let match = named.mentions[named.mentions.startIndex].match
            return UInt64(match.field) << 56 | UInt64(match.start) << 28 | UInt64(match.end)
        }
        let order = places.indices.sorted { spots[$0] == spots[$1] ? $0 < $1 : spots[$0] < spots[$1] }
        var meant: [Int] = []
        for place in order {
            guard let rival = meant.last, spots[rival] == spots[place] else {
                meant.append(place)
                continue
            }
            if weight(places[place]) > weight(places[rival]) { meant[meant.count - 1] = place }
        }
        return meant.sorted().map { places[$0] }
    }

    private func score(_ named: Named, spoken: [Int]) -> Int {
        let sure = named.mentions.reduce(0) { $0 + ($1.isSure ? $1.points : 0) }
        if sure > 0 { return min(sure + named.mentions.reduce(0) { max($0, $1.support) }, PlaceFinder.mostScore) }
        let best = named.mentions.reduce(0) { max($0, $1.points + $1.support) }
        return best + (spoken[countries[named.place]] >= 3 ? 4 : 0)
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
            evidence.append(
                text.evidence(mention.match, term: gazetteer.names[mention.name].text, points: points, sentence: sentence))
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
