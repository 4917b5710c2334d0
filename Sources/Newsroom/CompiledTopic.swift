import News

/// A topic with its phrases numbered, so that what stands in an item can be looked up.
struct CompiledTopic: Sendable {
    struct Term: Sendable {
        let slot: Int
        let weight: Int
        let most: Int?
    }

    struct Combination: Sendable {
        let clause: Clause
        let points: Int
        /// As evidence names it.
        let text: String
    }

    indirect enum Clause: Sendable {
        case slot(Int)
        case group(Group)
    }

    struct Group: Sendable {
        let parts: [Clause]
        let different: Int
        let times: Int
        let near: Topic.Nearness
        let fields: Topic.Fields
        let not: [Clause]
    }

    /// By slot, as they are written.
    private(set) var phrases: [String] = []
    private(set) var terms: [Term] = []
    /// Of each slot its place among `terms`, or -1.
    private(set) var termOfSlot: [Int32] = []
    private(set) var when: [Combination] = []
    private(set) var not: [Clause] = []
    /// Slots of other names from here on.
    private(set) var firstAlias = 0

    /// Adds its phrases to `index`. What is no phrase matches nothing; of terms that fold to the same, the first counts.
    init(_ topic: Topic, owner: Int, to index: inout TermIndex.Builder) {
        var slots: [Phrase: Int] = [:]
        var termSlots: Set<Int> = []
        for term in topic.terms {
            guard let slot = add(term.phrase, &slots, topic, owner, &index), termSlots.insert(slot).inserted else { continue }
            let weight = min(max(term.weight, -1_000_000), 1_000_000)
            terms.append(Term(slot: slot, weight: weight, most: term.most))
        }
        let spelled = Set(termSlots)
        when = topic.when.map { combination in
            let clause = compile(combination.clause, &slots, topic, owner, &index)
            return Combination(
                clause: clause, points: min(max(combination.points, -1_000_000), 1_000_000), text: combination.clause.text)
        }
        not = topic.not.map { compile($0, &slots, topic, owner, &index) }
        // Other forms only now: a form that is a term of its own is that term.
        for (phrase, slot) in slots.sorted(by: { $0.value < $1.value }) where phrase.exact == nil && !phrase.isPrefix {
            let last = phrase.words[phrase.words.count - 1]
            let forms = Inflection.forms(of: last, languages: topic.languages).filter { form in
                guard let known = slots[phrase.ending(in: form)] else { return true }
                return !(spelled.contains(slot) && spelled.contains(known))
            }
            index.add(phrase, owner: owner, slot: slot, inflected: forms)
        }
        firstAlias = phrases.count
        termOfSlot = [Int32](repeating: -1, count: phrases.count + topic.aliases.count)
        for (place, term) in terms.enumerated() { termOfSlot[term.slot] = Int32(place) }
        for alias in topic.aliases {
            guard let phrase = try? Phrase(String(alias.map { $0 == "*" ? " " : $0 })) else { continue }
            index.add(phrase, owner: owner, slot: phrases.count, isAlias: true)
            phrases.append(alias)
        }
    }

    private mutating func add(
        _ written: String, _ slots: inout [Phrase: Int], _ topic: Topic, _ owner: Int, _ index: inout TermIndex.Builder
    ) -> Int? {
        // The reader of topics.yaml has said what is wrong with it; here it is nothing to look for.
        guard let phrase = try? Phrase(written) else { return nil }
        if let slot = slots[phrase] { return slot }
        let slot = phrases.count
        slots[phrase] = slot
        phrases.append(written)
        if phrase.exact != nil || phrase.isPrefix { index.add(phrase, owner: owner, slot: slot) }
        return slot
    }

    private mutating func compile(
        _ clause: Topic.Clause, _ slots: inout [Phrase: Int], _ topic: Topic, _ owner: Int, _ index: inout TermIndex.Builder
    ) -> Clause {
        switch clause {
        case .phrase(let written): return .slot(add(written, &slots, topic, owner, &index) ?? -1)
        case .group(let group):
            return .group(
                Group(
                    parts: group.parts.map { compile($0, &slots, topic, owner, &index) }, different: group.different,
                    times: group.times, near: group.near, fields: group.fields,
                    not: group.not.map { compile($0, &slots, topic, owner, &index) }))
        }
    }
}

extension Phrase {
    /// The same phrase with another last word.
    fileprivate func ending(in form: String) -> Phrase { Phrase(words: words.dropLast() + [form], like: self) }

    private init(words: [String], like phrase: Phrase) {
        self.words = words
        exact = phrase.exact
        isPrefix = phrase.isPrefix
        isLoose = phrase.isLoose
    }
}

extension Topic.Clause {
    /// As evidence names it: `(strike | walkout) + (dockers | port workers), same sentence`.
    package var text: String {
        switch self {
        case .phrase(let phrase): return phrase
        case .group(let group):
            let parts = group.parts.map { part in
                if case .group(let inner) = part, inner.parts.count > 1 { return "(\(part.text))" }
                return part.text
            }
            let isAll = group.different == group.parts.count && group.parts.count > 1
            var text = parts.joined(separator: isAll ? " + " : " | ")
            if !isAll, group.different > 1 { text += ", \(group.different) of them" }
            if group.times > 1 { text += ", \(group.times) times" }
            switch group.near {
            case .item: break
            case .sentence: text += ", same sentence"
            case .neighbours: text += ", neighbouring sentences"
            case .words(let count): text += ", within \(count) words"
            }
            return text
        }
    }
}
