import News

/// Finds people and organisations without a list of them: phrases of capitalised words that something in the item says are names.
///
/// A person is two to four capitalised words with a title or role before them (`President`, `actor`), a verb of saying beside them, the
/// surname alone later on, the headline, or the publisher's own categories to support them; an organisation is a phrase with a word
/// that bodies are called by (`Ministry`, `University`), or one whose initials follow in brackets. A phrase of which a word is also
/// written small in the item is no name: `Lockdown Rules`.
struct NameFinder {
    static let threshold = 5
    private static let mostPeople = 8
    private static let mostOrganisations = 6
    /// Longer texts have said by then who they are about.
    private static let mostWords = 4000

    /// A run of capitalised words, as it stands.
    private struct Run {
        let field: Int
        var first: Int
        var last: Int
        var hasTitle = false
        var hasRole = false
        var hasVerb = false
        var initialsFollow = false
    }

    private struct Candidate {
        let label: String
        let words: [String]
        let kind: Tag.Kind
        var runs: [Run]
        var points = 0
        var reasons: [String] = []
    }

    private var runs: [Run] = []
    /// Words that stand alone with a capital, after titles: a surname, mostly.
    private var singles: [Run] = []

    /// - `placed`: whether a word of a field is within the name of a country or what belongs to it.
    static func tags(in text: inout ItemText, placed: Set<Place>, thoroughly: Bool) -> [Tag] {
        var finder = NameFinder()
        for field in [Evidence.Field.title.order, Evidence.Field.summary.order, Evidence.Field.text.order] {
            finder.collect(text, field, placed)
        }
        if finder.runs.isEmpty { return [] }
        return finder.judged(&text, thoroughly: thoroughly)
    }

    struct Place: Hashable {
        let field: Int8
        let word: Int32
    }

    // MARK: - Collecting

    private mutating func collect(_ text: ItemText, _ number: Int, _ placed: Set<Place>) {
        let field = text.fields[number]
        let words = field.words
        guard words.count > 1, !field.isAllCapitals else { return }
        if number == Evidence.Field.title.order, field.isInHeadlineCase { return }
        var characters = field.text
        characters.withUTF8 { bytes in
            var i = 0
            let end = min(words.count, NameFinder.mostWords)
            while i < end {
                guard isUpper(bytes, words.range(i).lowerBound) else {
                    i += 1
                    continue
                }
                var last = i
                while last + 1 < end, last - i < 8, continues(last, field, bytes) {
                    last += isUpper(bytes, words.range(last + 1).lowerBound) || isHyphened(last, words, bytes) ? 1 : 2
                }
                take(Run(field: number, first: i, last: last), field, bytes, placed)
                i = last + 1
            }
        }
    }

    /// Whether a name goes on behind a word: with a capitalised one, or with a particle and a capitalised one.
    private func continues(_ word: Int, _ field: ItemText.Field, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let words = field.words
        if isHyphened(word, words, bytes) { return true }
        guard isJoined(word, field, bytes) else { return false }
        if isUpper(bytes, words.range(word + 1).lowerBound) { return true }
        guard word + 2 < words.count, isJoined(word + 1, field, bytes), isUpper(bytes, words.range(word + 2).lowerBound) else {
            return false
        }
        return field.nameClasses[word + 1].contains(.particle)
    }

    private func isHyphened(_ word: Int, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let gap = words.range(word).upperBound..<words.range(word + 1).lowerBound
        return gap.count == 1 && bytes[gap.lowerBound] == UInt8(ascii: "-")
    }

    /// A space between them, or a dot and a space after an initial or a title.
    private func isJoined(_ word: Int, _ field: ItemText.Field, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let words = field.words
        let gap = words.range(word).upperBound..<words.range(word + 1).lowerBound
        if gap.count == 1 { return bytes[gap.lowerBound] == 0x20 }
        guard gap.count == 2, bytes[gap.lowerBound] == UInt8(ascii: "."), bytes[gap.lowerBound + 1] == 0x20 else { return false }
        return words.range(word).count == 1 || field.nameClasses[word].contains(.shortTitle)
    }

    private mutating func take(
        _ run: Run, _ field: ItemText.Field, _ bytes: UnsafeBufferPointer<UInt8>, _ placed: Set<Place>
    ) {
        let (words, classes) = (field.words, field.nameClasses)
        var run = run
        while run.first <= run.last {
            if classes[run.first].contains(.title) {
                // `Defense Secretary` is a title, `Department of Defense` none.
                if run.first == run.last { return }
                run.hasTitle = true
            } else if classes[run.first].contains(.opening)
                || placed.contains(Place(field: Int8(run.field), word: Int32(run.first)))
            {
                run.hasTitle = false
            } else {
                break
            }
            run.first += 1
        }
        guard run.first <= run.last else { return }
        // Titles within: `Foreign Minister of Skarn Ada Lind` is not looked into.
        if run.first > 0, isJoined(run.first - 1, field, bytes) || isCommaed(run.first - 1, words, bytes) {
            run.hasRole = classes[run.first - 1].contains(.role)
        }
        if run.last + 1 < words.count {
            let gap = words.range(run.last).upperBound..<words.range(run.last + 1).lowerBound
            run.hasVerb =
                classes[run.last + 1].contains(.verb) && gap.count <= 3 && !bytes[gap].contains(UInt8(ascii: "."))
            run.initialsFollow =
                gap.count == 2 && bytes[gap.lowerBound + 1] == UInt8(ascii: "(") && words.range(run.last + 1).count >= 2
                && isInitials(words.folded(run.last + 1), run, words)
        }
        if !run.hasVerb, run.first > 0, isJoined(run.first - 1, field, bytes) {
            run.hasVerb = classes[run.first - 1].contains(.speaking)
        }
        if run.first == run.last {
            singles.append(run)
        } else {
            runs.append(run)
        }
    }

    private func isCommaed(_ word: Int, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let gap = words.range(word).upperBound..<words.range(word + 1).lowerBound
        return gap.count == 2 && bytes[gap.lowerBound] == UInt8(ascii: ",")
    }

    private func isInitials(_ initials: String, _ run: Run, _ words: Words) -> Bool {
        let own = (run.first...run.last).compactMap { words.folded($0).utf8.first }
        let wanted = Array(initials.utf8)
        return own == wanted
            || (run.first...run.last).filter { !nameParticles.contains(words.folded($0)) }.compactMap {
                words.folded($0).utf8.first
            } == wanted
    }

    /// A letter in upper case.
    private func isUpper(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        if bytes[at] < 0x80 { return bytes[at] &- UInt8(ascii: "A") < 26 }
        return String(decoding: bytes[at..<min(bytes.count, at + 4)], as: UTF8.self).unicodeScalars.first?.properties.isUppercase
            ?? false
    }

    // MARK: - Judging

    private func judged(_ text: inout ItemText, thoroughly: Bool) -> [Tag] {
        var candidates: [String: Candidate] = [:]
        for run in runs {
            let words = text.fields[run.field].words
            guard let kind = kind(of: run, in: text) else { continue }
            let own = (run.first...run.last).map(words.folded)
            let name = own.joined(separator: " ")
            if candidates[name] == nil {
                let range = words.range(run.first).lowerBound..<words.range(run.last).upperBound
                candidates[name] = Candidate(label: text.slice(run.field, range), words: own, kind: kind, runs: [])
            }
            candidates[name]?.runs.append(run)
        }
        if candidates.isEmpty { return [] }
        var alone: [String: [Run]] = [:]
        for run in singles { alone[text.fields[run.field].words.folded(run.first), default: []].append(run) }
        let title = foldedWords(of: text.fields[Evidence.Field.title.order])
        let categories = Set(
            text.fields[Evidence.Field.category.order].text.split(separator: "\n").map { Words.fold(String($0)) })
        var small: Set<String>?
        var found: [Candidate] = []
        for name in candidates.keys.sorted() {
            guard var candidate = candidates[name] else { continue }
            support(&candidate, named: name, alone: alone, title: title, categories: categories)
            guard candidate.points >= NameFinder.threshold else { continue }
            let written = small ?? smallWords(of: text)
            small = written
            if candidate.kind == .person, candidate.words.contains(where: { written.contains($0) && !nameParticles.contains($0) })
            {
                continue
            }
            found.append(candidate)
        }
        found.sort {
            ($1.points, $0.runs[0].field, $0.runs[0].first) < ($0.points, $1.runs[0].field, $1.runs[0].first)
        }
        let people = found.filter { $0.kind == .person }.prefix(NameFinder.mostPeople)
        let bodies = found.filter { $0.kind == .organisation }.prefix(NameFinder.mostOrganisations)
        return (people + bodies).compactMap { tag($0, &text, thoroughly: thoroughly) }
    }

    /// What a run can be the name of; nil for nothing we know of.
    private func kind(of run: Run, in text: ItemText) -> Tag.Kind? {
        let field = text.fields[run.field]
        let classes = field.nameClasses[run.first...run.last]
        if classes.contains(where: { $0.contains(.date) }) { return nil }
        if run.initialsFollow || classes.contains(where: { $0.contains(.body) }) {
            return classes.count <= 7 ? .organisation : nil
        }
        guard (2...4).contains(classes.count), !classes.contains(where: { $0.contains(.noPerson) }) else { return nil }
        guard let last = classes.last, !last.contains(.particle), field.words.range(run.last).count >= 2 else { return nil }
        return (run.first...run.last).allSatisfy { i in
            let word = field.words.folded(i)
            // `Bank of Skarn` with a word that we do not know is no person.
            return !["of", "for", "the", "and"].contains(word) && word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
        } ? .person : nil
    }

    private func support(
        _ candidate: inout Candidate, named name: String, alone singles: [String: [Run]], title: [String], categories: Set<String>
    ) {
        func add(_ points: Int, _ reason: String) {
            candidate.points += points
            candidate.reasons.append(reason)
        }
        let isPerson = candidate.kind == .person
        if candidate.runs.contains(where: \.hasTitle), isPerson { add(5, "title") }
        if candidate.runs.contains(where: \.hasRole), isPerson { add(5, "role") }
        if candidate.runs.contains(where: \.hasVerb) { add(3, "says") }
        if candidate.runs.contains(where: \.initialsFollow) { add(5, "initials") }
        if !isPerson { add(1, "body") }
        if candidate.runs.count > 1 { add(3, "repeated") }
        if isPerson {
            // Westerners by their last name, Koreans and Chinese by their first.
            let alone = [candidate.words[candidate.words.count - 1], candidate.words[0]].compactMap { singles[$0] }.first
            if let alone {
                add(3, "surname alone")
                if alone.contains(where: { $0.hasTitle || $0.hasVerb }), !candidate.reasons.contains("says") {
                    add(2, "surname says")
                }
            }
        }
        if title.contains(candidate.words, isPerson: isPerson) { add(3, "headline") }
        if categories.contains(name) { add(6, "category") }
    }

    private func foldedWords(of field: ItemText.Field) -> [String] { (0..<field.words.count).map(field.words.folded) }

    /// Words that are written small somewhere.
    private func smallWords(of text: ItemText) -> Set<String> {
        var small: Set<String> = []
        for field in text.fields where field.kind == .summary || field.kind == .text {
            var characters = field.text
            characters.withUTF8 { bytes in
                for i in 0..<field.words.count where bytes[field.words.range(i).lowerBound] &- UInt8(ascii: "a") < 26 {
                    // Within a name that a hyphen joins it is part of the name.
                    if i > 0, isHyphened(i - 1, field.words, bytes) { continue }
                    small.insert(field.words.folded(i))
                }
            }
        }
        return small
    }

    private func tag(_ candidate: Candidate, _ text: inout ItemText, thoroughly: Bool) -> Tag? {
        let id = slug(candidate.label)
        guard !id.isEmpty else { return nil }
        var evidence: [Evidence] = []
        for (number, run) in candidate.runs.enumerated() where number == 0 || thoroughly {
            let range =
                text.fields[run.field].words.range(run.first).lowerBound..<text.fields[run.field].words.range(run.last).upperBound
            evidence.append(
                Evidence(
                    field: text.fields[run.field].kind, text: text.slice(run.field, range), offset: range.lowerBound,
                    term: candidate.reasons.joined(separator: ", "), points: number == 0 ? candidate.points : 0,
                    sentence: Int(text.sentence(of: run.first, in: run.field))))
        }
        return Tag(
            id: (candidate.kind == .person ? "person-" : "organisation-") + id, label: candidate.label, kind: candidate.kind,
            score: candidate.points, evidence: evidence)
    }
}

extension [String] {
    /// A person is in a headline by the surname alone.
    fileprivate func contains(_ name: [String], isPerson: Bool) -> Bool {
        if isPerson, let last = name.last, contains(last) { return true }
        guard name.count <= count else { return false }
        return (0...(count - name.count)).contains { self[$0..<($0 + name.count)].elementsEqual(name) }
    }
}
