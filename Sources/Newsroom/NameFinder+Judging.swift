import News

/// Which runs of capitalised words are names. Words are told apart by number and hash: no String is made of what is no name.
extension NameFinder {
    private struct Candidate {
        let kind: Tag.Kind
        let words: [WordID]
        /// Places among the finder's runs, ascending.
        let runs: ArraySlice<Int>
        var points = 0
        var reasons = Reasons()

        mutating func add(_ more: Int, _ reason: Reasons) {
            points += more
            reasons.insert(reason)
        }
    }

    /// What says that a phrase is a name, in the order in which it is told.
    private struct Reasons: OptionSet {
        let rawValue: Int

        static let title = Reasons(rawValue: 1)
        static let role = Reasons(rawValue: 2)
        static let says = Reasons(rawValue: 4)
        static let initials = Reasons(rawValue: 8)
        static let body = Reasons(rawValue: 16)
        static let repeated = Reasons(rawValue: 32)
        static let surname = Reasons(rawValue: 64)
        static let surnameSays = Reasons(rawValue: 128)
        static let headline = Reasons(rawValue: 256)
        static let category = Reasons(rawValue: 512)

        private static let names = [
            "title", "role", "says", "initials", "body", "repeated", "surname alone", "surname says", "headline", "category",
        ]

        var text: String {
            Reasons.names.indices.filter { rawValue >> $0 & 1 != 0 }.map { Reasons.names[$0] }.joined(separator: ", ")
        }
    }

    func judged(_ text: inout ItemText, thoroughly: Bool) -> [Tag] {
        var candidates = candidates(in: text)
        if candidates.isEmpty { return [] }
        let context = Context(candidates, self, text)
        for place in candidates.indices { support(&candidates[place], context) }
        candidates.removeAll { $0.points < NameFinder.threshold }
        removeAuthors(from: &candidates, text)
        removeOrdinaryWords(from: &candidates, text)
        candidates.sort {
            let (a, b) = (runs[$0.runs[$0.runs.startIndex]], runs[$1.runs[$1.runs.startIndex]])
            return ($1.points, a.field, a.first) < ($0.points, b.field, b.first)
        }
        let people = candidates.filter { $0.kind == .person }.prefix(NameFinder.mostPeople)
        let bodies = candidates.filter { $0.kind == .organisation }.prefix(NameFinder.mostOrganisations)
        return (people + bodies).compactMap { tag($0, &text, thoroughly: thoroughly) }
    }

    /// Runs of the same words are one candidate, of the kind of the first.
    private func candidates(in text: ItemText) -> [Candidate] {
        var named: [(words: [WordID], kind: Tag.Kind, run: Int)] = []
        for (place, run) in runs.enumerated() {
            guard let kind = kind(of: run, in: text), !(kind == .person && run.isByline) else { continue }
            named.append(((run.first...run.last).map { text.id(of: $0, in: run.field) }, kind, place))
        }
        // One after the other in the same order whatever the words: their order shows in no answer.
        named.sort { a, b in
            for (one, other) in zip(a.words, b.words) where one != other { return one < other }
            return a.words.count == b.words.count ? a.run < b.run : a.words.count < b.words.count
        }
        let places = named.map(\.run)
        var candidates: [Candidate] = []
        var first = 0
        while first < named.count {
            var next = first + 1
            while next < named.count, named[next].words == named[first].words { next += 1 }
            candidates.append(Candidate(kind: named[first].kind, words: named[first].words, runs: places[first..<next]))
            first = next
        }
        return candidates
    }

    /// What a run can be the name of; nil for nothing we know of.
    private func kind(of run: Run, in text: ItemText) -> Tag.Kind? {
        let places = run.first...run.last
        var all: NameClass = []
        for i in places { all.formUnion(text.nameClasses(of: i, in: run.field)) }
        if all.contains(.date) { return nil }
        if run.initialsFollow || all.contains(.body) { return places.count <= 7 ? .organisation : nil }
        // `Bank of Skarn` with a word that we do not know is no person.
        guard (2...4).contains(places.count), all.isDisjoint(with: [.noPerson, .linking]) else { return nil }
        let words = text.fields[run.field].words
        guard !text.nameClasses(of: run.last, in: run.field).contains(.particle), words.range(run.last).count >= 2 else {
            return nil
        }
        guard places.allSatisfy({ words.isAlphabetic($0) }) else { return nil }
        // `NTC-CBN`: nobody is called by initials alone.
        return places.allSatisfy({ isInCapitals($0, run.field, text) }) ? nil : .person
    }

    /// As initials are: up to four letters.
    private func isInCapitals(_ word: Int, _ field: Int, _ text: ItemText) -> Bool {
        let range = text.fields[field].words.range(word)
        var characters = text.fields[field].text
        return (2...4).contains(range.count)
            && characters.withUTF8 { bytes in bytes[range].allSatisfy { $0 &- UInt8(ascii: "A") < 26 } }
    }

    /// Who wrote the item is in it only where the text says more of them than that.
    private func removeAuthors(from candidates: inout [Candidate], _ text: ItemText) {
        if text.authors.isEmpty { return }
        let authors = Set(text.authors.flatMap(Self.phrases))
        let more: Reasons = [.title, .role, .surnameSays]
        candidates.removeAll { candidate in
            guard candidate.kind == .person, candidate.reasons.isDisjoint(with: more) else { return false }
            let run = runs[candidate.runs[candidate.runs.startIndex]]
            let words = text.fields[run.field].words
            return authors.contains((run.first...run.last).map(words.folded).joined(separator: " "))
        }
    }

    /// Two to four neighbouring words of a name, folded: of `Ada Lindqvist for Radio Tarn` her own too.
    private static func phrases(of author: String) -> [String] {
        let words = Words(author)
        let folded = (0..<min(words.count, 12)).map(words.folded)
        return folded.indices.flatMap { first in
            (first + 2..<max(first + 2, min(first + 4, folded.count) + 1)).map { folded[first..<$0].joined(separator: " ") }
        }
    }

    /// What the rest of an item says of its names.
    private struct Context {
        /// Words that stand alone, ascending, each with the place of its run among the singles.
        let singles: [(word: WordID, run: Int)]
        let title: [WordID]
        /// The publisher's categories.
        let categories: [[WordID]]

        init(_ candidates: [Candidate], _ finder: NameFinder, _ text: ItemText) {
            // By one bit of 64, so that most need no sorting.
            var asked: UInt64 = 0
            for candidate in candidates where candidate.kind == .person {
                asked |= Context.bit(of: candidate.words[0]) | Context.bit(of: candidate.words[candidate.words.count - 1])
            }
            var singles: [(word: WordID, run: Int)] = []
            for (place, run) in finder.singles.enumerated() {
                let word = text.id(of: run.first, in: run.field)
                if asked & Context.bit(of: word) != 0 { singles.append((word, place)) }
            }
            self.singles = singles.sorted { $0 < $1 }
            let order = Evidence.Field.title.order
            title = (0..<text.fields[order].words.count).map { text.id(of: $0, in: order) }
            categories = text.lines(of: Evidence.Field.category.order)
        }

        private static func bit(of word: WordID) -> UInt64 { 1 << ((word &* 0x9E37_79B9_7F4A_7C15) >> 58) }

        func alone(_ word: WordID) -> ArraySlice<(word: WordID, run: Int)> {
            let first = singles.partition { $0.word >= word }
            return singles[first...].prefix { $0.word == word }
        }

        /// A person is in a headline by the surname alone.
        func isInTitle(_ name: [WordID], isPerson: Bool) -> Bool {
            if isPerson, let last = name.last, title.contains(last) { return true }
            guard name.count <= title.count else { return false }
            return (0...(title.count - name.count)).contains { title[$0..<($0 + name.count)].elementsEqual(name) }
        }
    }

    private func support(_ candidate: inout Candidate, _ context: Context) {
        let isPerson = candidate.kind == .person
        let own = candidate.runs.map { runs[$0] }
        if isPerson, own.contains(where: \.hasTitle) { candidate.add(5, .title) }
        if isPerson, own.contains(where: \.hasRole) { candidate.add(5, .role) }
        if own.contains(where: \.hasVerb) { candidate.add(3, .says) }
        if own.contains(where: \.initialsFollow) { candidate.add(5, .initials) }
        if !isPerson { candidate.add(1, .body) }
        if own.count > 1 { candidate.add(3, .repeated) }
        if isPerson {
            // Westerners by their last name, Koreans and Chinese by their first.
            var alone = context.alone(candidate.words[candidate.words.count - 1])
            if alone.isEmpty { alone = context.alone(candidate.words[0]) }
            if !alone.isEmpty {
                candidate.add(3, .surname)
                if !candidate.reasons.contains(.says),
                    alone.contains(where: { singles[$0.run].hasTitle || singles[$0.run].hasVerb })
                {
                    candidate.add(2, .surnameSays)
                }
            }
        }
        if context.isInTitle(candidate.words, isPerson: isPerson) { candidate.add(3, .headline) }
        if context.categories.contains(candidate.words) { candidate.add(6, .category) }
    }

    /// People of whose names a word is written small somewhere are none.
    private func removeOrdinaryWords(from candidates: inout [Candidate], _ text: ItemText) {
        var asked: Set<WordID> = []
        /// By first letter and length, so that most words need no look.
        var shapes: UInt64 = 0
        for candidate in candidates where candidate.kind == .person {
            let run = runs[candidate.runs[candidate.runs.startIndex]]
            for (word, i) in zip(candidate.words, run.first...run.last)
            where !text.nameClasses(of: i, in: run.field).contains(.particle) {
                asked.insert(word)
                shapes |= text.fields[run.field].words.shape(i)
            }
        }
        if asked.isEmpty { return }
        var small: Set<WordID> = []
        for number in [Evidence.Field.summary.order, Evidence.Field.text.order] {
            let words = text.fields[number].words
            var characters = text.fields[number].text
            characters.withUTF8 { bytes in
                for i in 0..<words.count where bytes[Int(words.words[i].start)] &- UInt8(ascii: "a") < 26 {
                    // Within a name that a hyphen joins it is part of the name.
                    guard shapes & words.shape(i) != 0, !(i > 0 && isHyphened(i - 1, words, bytes)) else { continue }
                    let word = text.id(of: i, in: number)
                    if asked.contains(word) { small.insert(word) }
                }
            }
        }
        if small.isEmpty { return }
        candidates.removeAll { candidate in
            guard candidate.kind == .person else { return false }
            return candidate.words.contains { small.contains($0) }
        }
    }

    private func tag(_ candidate: Candidate, _ text: inout ItemText, thoroughly: Bool) -> Tag? {
        var evidence: [Evidence] = []
        var label = ""
        let term = candidate.reasons.text
        for (number, place) in candidate.runs.enumerated() where number == 0 || thoroughly {
            let run = runs[place]
            let words = text.fields[run.field].words
            let range = words.range(run.first).lowerBound..<words.range(run.last).upperBound
            let name = text.slice(run.field, range)
            if number == 0 { label = name }
            evidence.append(
                Evidence(
                    field: text.fields[run.field].kind, text: name, offset: range.lowerBound, term: term,
                    points: number == 0 ? candidate.points : 0, sentence: Int(text.sentence(of: run.first, in: run.field))))
        }
        let id = slug(label)
        guard !id.isEmpty else { return nil }
        return Tag(
            id: (candidate.kind == .person ? "person-" : "organisation-") + id, label: label, kind: candidate.kind,
            score: candidate.points, evidence: evidence)
    }
}

/// A folded word within one item: its number in the index, else a hash with the upper bit set. Two words of one hash would count as one:
/// who makes such words could as well write the same one twice.
typealias WordID = UInt64

extension ItemText {
    func id(of word: Int, in field: Int) -> WordID {
        let number = fields[field].numbers[word]
        return number >= 0 ? WordID(number) : 1 << 63 | fields[field].words.withBytes(of: word, Vocabulary.hash)
    }

    /// The words of each line of a field.
    fileprivate func lines(of field: Int) -> [[WordID]] {
        let words = fields[field].words
        var text = fields[field].text
        return text.withUTF8 { bytes in
            var lines: [[WordID]] = []
            for i in 0..<words.count {
                let isNext = i > 0 && !bytes[words.range(i - 1).upperBound..<words.range(i).lowerBound].contains(0x0A)
                if !isNext { lines.append([]) }
                lines[lines.count - 1].append(id(of: i, in: field))
            }
            return lines
        }
    }
}

extension Words {
    /// One bit of 64, by the first letter and the length of a word as it is folded.
    fileprivate func shape(_ i: Int) -> UInt64 {
        let (start, end) = (words[i].folded, words[i + 1].folded)
        return 1 << ((UInt64(bytes[Int(start)]) &* 5 &+ UInt64(end - start)) & 63)
    }

    /// Whether a word is made of letters only.
    fileprivate func isAlphabetic(_ i: Int) -> Bool {
        withBytes(of: i) { word in
            if word.allSatisfy({ $0 &- UInt8(ascii: "a") < 26 }) { return true }
            return String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
        }
    }
}
