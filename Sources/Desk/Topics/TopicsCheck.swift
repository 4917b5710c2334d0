import News
import Newsroom
import Yams

/// What topics say of each other and of themselves that cannot be right, whatever items come.
struct TopicsCheck {
    private(set) var faults: [Fault] = []
    /// The documents by file, for the places of terms within lists.
    private let documents: [String: YAMLDocument]

    init(_ entries: [TopicEntry], in documents: [YAMLDocument]) {
        self.documents = Dictionary(documents.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        var byID: [String: (place: Int, entry: TopicEntry)] = [:]
        for (place, entry) in entries.enumerated() {
            if let first = byID[entry.topic.id]?.entry {
                let line = first.idNode.mark?.line ?? 0
                let other = first.file == entry.file ? "on line \(line)" : "in \(first.file), line \(line)"
                fault(
                    entry, entry.idNode, "duplicate topic \(quoted(entry.topic.id))",
                    hint: "the first is \(other): give one another id, or make them one")
            } else {
                byID[entry.topic.id] = (place, entry)
            }
        }
        let parents = Set(entries.compactMap(\.topic.parent))
        let ids = entries.map(\.topic.id)
        for entry in entries {
            if let parent = entry.topic.parent, let node = entry.parentNode, byID[parent] == nil {
                let hint = faults.count > 100 ? nil : nearest(to: parent, among: ids.lazy.filter { $0 != entry.topic.id })
                fault(
                    entry, node, "unknown parent \(quoted(parent))",
                    hint: hint.map { "did you mean \(quoted($0))?" } ?? "it takes the id of another topic")
            }
            if !parents.contains(entry.topic.id) { checkHasTerms(entry) }
        }
        checkRings(byID)
        // What follows from a fault is not told beside it.
        guard faults.isEmpty, documents.allSatisfy({ $0.faults.isEmpty }) else { return }
        for entry in entries {
            if !parents.contains(entry.topic.id) { checkReach(of: entry) }
            checkShadows(in: entry)
        }
        if faults.isEmpty { checkExamples(entries) }
    }

    private mutating func fault(_ entry: TopicEntry, _ node: Node, _ message: String, hint: String?) {
        faults.append(
            Fault(
                file: entry.file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, message: message, hint: hint))
    }

    private mutating func fault(_ entry: TopicEntry, _ place: Fault.Place, _ message: String, hint: String?) {
        let place = documents[entry.file]?.resolved(place) ?? place
        faults.append(Fault(file: entry.file, line: place.line, column: place.column, message: message, hint: hint))
    }

    /// A topic that can never be put on an item is a mistake, but one that gathers others needs no words of its own.
    private mutating func checkHasTerms(_ entry: TopicEntry) {
        if most(of: entry.topic) > 0 || !entry.topic.aliases.isEmpty { return }
        // What is wrong with its terms is said there.
        if entry.termsNode != nil, documents[entry.file]?.faults.isEmpty == false { return }
        fault(
            entry, entry.termsNode ?? entry.node, "topic \(quoted(entry.topic.id)) has no term that speaks for it",
            hint: "give it terms with weights above 0, or make it another topic's parent")
    }

    private mutating func checkReach(of entry: TopicEntry) {
        let most = most(of: entry.topic)
        if most >= entry.topic.threshold || !entry.topic.aliases.isEmpty { return }
        fault(
            entry, entry.idNode, "topic \(quoted(entry.topic.id)) can never be a tag: all that speaks for it is \(most) points",
            hint: "its threshold is \(entry.topic.threshold): lower it, or give more points")
    }

    /// Points of an item that has all that speaks for the topic, in its title.
    private func most(of topic: Topic) -> Int {
        topic.terms.reduce(0) { $0 + max(0, $1.most ?? $1.weight * 2) } + topic.when.reduce(0) { $0 + max(0, $1.points) }
    }

    /// What `not` always keeps off can go.
    private mutating func checkShadows(in entry: TopicEntry) {
        let vetoes = entry.topic.not.enumerated().flatMap { place, clause in clause.loosePhrases.map { (place, $0) } }
        if vetoes.isEmpty { return }
        for (term, place) in zip(entry.topic.terms, entry.termPlaces) where term.weight > 0 {
            guard let phrase = try? Phrase(term.phrase), let veto = vetoes.first(where: { phrase.contains($0.1) }) else {
                continue
            }
            fault(
                entry, place, "term \(quoted(term.phrase)) is shadowed by not: \(quoted(entry.topic.not[veto.0].text))",
                hint: "wherever it stands the topic is vetoed: take one of both out")
        }
        for (combination, place) in zip(entry.topic.when, entry.whenPlaces) {
            guard let veto = vetoes.first(where: { combination.clause.needs($0.1) }) else { continue }
            fault(
                entry, place, "combination is shadowed by not: \(quoted(entry.topic.not[veto.0].text))",
                hint: "wherever it holds the topic is vetoed: take one of both out")
        }
    }

    /// Reports each ring of parents once, at its first topic in the file.
    private mutating func checkRings(_ byID: [String: (place: Int, entry: TopicEntry)]) {
        var done: Set<String> = []
        for start in byID.values.sorted(by: { $0.place < $1.place }) {
            var path: [(place: Int, entry: TopicEntry)] = []
            var onPath: Set<String> = []
            var next: (place: Int, entry: TopicEntry)? = start
            while let one = next, !done.contains(one.entry.topic.id), onPath.insert(one.entry.topic.id).inserted {
                path.append(one)
                next = one.entry.topic.parent.flatMap { byID[$0] }
            }
            if let id = next?.entry.topic.id, onPath.contains(id),
                let ring = path.firstIndex(where: { $0.entry.topic.id == id }).map({ path[$0...] }),
                let first = ring.min(by: { $0.place < $1.place })?.entry, let node = first.parentNode
            {
                let way = (ring.prefix(8).map(\.entry.topic.id) + [id]).map(quoted).joined(separator: " in ")
                fault(first, node, "topics are parts of each other: \(way)", hint: "take one parent out")
            }
            done.formUnion(onPath)
        }
    }

    /// Each example is an item with no more than a headline; of a topic with a scope, one within it.
    private mutating func checkExamples(_ entries: [TopicEntry]) {
        guard entries.contains(where: { !$0.examples.isEmpty }) else { return }
        let tagger = Tagger(topics: entries.map { $0.topic.withoutScope })
        for entry in entries {
            for example in entry.examples {
                let item = Item(key: Key(bits: 0), hash: TextHash(bits: 0), title: example.text)
                let verdict = tagger.verdicts(on: item).first { $0.id == entry.topic.id }
                let isTagged = tagger.tags(for: item).contains { $0.id == entry.topic.id }
                guard isTagged != example.mustMatch else { continue }
                fault(
                    entry, example.place,
                    "topic \(quoted(entry.topic.id)) \(isTagged ? "is put on" : "is not put on") the example \(quoted(example.text))",
                    hint: verdict.map(\.reason) ?? "nothing of it stands there")
            }
        }
    }
}

extension Verdict {
    /// In a few words: `4 of 6 points: dockers 4`.
    package var reason: String {
        let terms = evidence.lazy.filter { $0.points != 0 }.prefix(6).map { "\($0.term) \($0.points)" }
        let sum = "\(score) of \(threshold) points" + (terms.isEmpty ? "" : ": " + terms.joined(separator: ", "))
        return switch outcome {
        case .tagged, .short: sum
        case .vetoed(let clause, _): "vetoed by \(clause); " + sum
        case .outOfScope: "out of its scope; " + sum
        case .otherLanguage: "not its language; " + sum
        }
    }
}

extension Topic {
    fileprivate var withoutScope: Topic {
        Topic(
            id: id, label: label, labels: labels, kind: kind, parent: parent, mediaTopic: mediaTopic, languages: languages,
            threshold: threshold, terms: terms, when: when, not: not, aliases: aliases)
    }
}

extension Topic.Clause {
    /// Phrases each of which is enough for it, anywhere in the item.
    fileprivate var loosePhrases: [Phrase] {
        switch self {
        case .phrase(let written): (try? Phrase(written)).map { [$0] } ?? []
        case .group(let group):
            group.different == 1 && group.times == 1 && group.not.isEmpty && group.fields == .all
                ? group.parts.flatMap(\.loosePhrases) : []
        }
    }

    /// Whether it never holds without `other` standing in the item.
    fileprivate func needs(_ other: Phrase) -> Bool {
        switch self {
        case .phrase(let written): return (try? Phrase(written)).map { $0.contains(other) } ?? false
        case .group(let group):
            let needing = group.parts.count { $0.needs(other) }
            // However the parts are chosen, one of those is among them.
            return group.parts.count - needing < group.different
        }
    }
}
