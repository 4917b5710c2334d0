import News

/// Tags items by topic. Made once, used from any thread.
///
/// A term counts once an item, at its first place in the field where it is worth most: its weight, doubled in the title and
/// among the publisher's categories, halved (away from zero) beyond the opening of a text or summary, where an article
/// mentions what it is not about. So nothing is gained by repeating a word, or by a summary that says what the text says. All terms that stand
/// in an item count, also within each other (`tennis court` speaks against what `court` speaks for), and a topic whose points
/// reach its threshold is a tag. Linear in the item's text, whatever the number of terms.
///
/// The words of a phrase stand together: between them are spaces, hyphens and quotation marks, and a dot after an
/// abbreviation (`St. Petersburg`), but no line break and no other punctuation, unless the term itself is written with some
/// (`arts, culture`).
package struct Tagger: Sendable {
    private let topics: [Topic]
    /// Of each topic, the topics it is a part of: its parent, the parent's parent ...
    private let ancestors: [[Int]]
    private let vocabulary: Vocabulary
    private let automaton: PhraseAutomaton
    /// Of each node, where in `uses` its phrase's uses are; they end where the next node's begin.
    private let usesStart: [Int]
    private let uses: [Use]
    /// Nodes whose phrase is written with punctuation between its words.
    private let loose: Set<Int32>

    /// A phrase as a term of one topic.
    private struct Use: Sendable {
        let topic: Int32
        let term: Int32
        let weight: Int32
    }

    /// A topic with what speaks for it.
    private struct Earned {
        let topic: Int
        let score: Int
        let evidence: [Evidence]
    }

    /// A use of a phrase that stands in the item: places in `uses` and among the matches.
    private struct Found {
        let topic: Int
        let use: Int
        let match: Int
    }

    /// A phrase as it stands in a field.
    private struct Match {
        let node: Int32
        let field: Evidence.Field
        let start: Int
        let end: Int

        /// What a term of that weight is worth here.
        func points(for weight: Int32) -> Int {
            switch field {
            case .title, .category: Int(weight) * 2
            case .summary, .text: start < Tagger.openingBytes ? Int(weight) : Int(weight) / 2 + Int(weight) % 2
            }
        }
    }

    /// A text's opening, which says what it is about: the first 60 words or so, in bytes.
    private static let openingBytes = 400

    /// Topics have different ids; a parent that is not among them is no parent, and a circle of parents ends where it began.
    /// A term without any letter or digit matches nothing; of terms of one topic that fold to the same, the first counts.
    /// Weights beyond a million, either way, count as a million.
    package init(topics: [Topic]) {
        self.topics = topics
        ancestors = Tagger.ancestors(of: topics)
        var vocabulary = Vocabulary()
        var phrases: [[Int]] = []
        var written: [Use] = []
        var isLoose: [Bool] = []
        for (topic, topicTerms) in topics.lazy.map(\.terms).enumerated() {
            for (term, text) in topicTerms.enumerated() {
                let words = Words(text.phrase)
                guard words.count > 0 else { continue }
                phrases.append((0..<words.count).map { i in words.withBytes(of: i) { vocabulary.insert($0) } })
                let weight = min(max(text.weight, -1_000_000), 1_000_000)
                written.append(Use(topic: Int32(topic), term: Int32(term), weight: Int32(weight)))
                isLoose.append(!words.areTogether(0...(words.count - 1), in: text.phrase))
            }
        }
        self.vocabulary = vocabulary
        automaton = PhraseAutomaton(phrases: phrases, words: vocabulary.count)
        let ends = automaton.ends
        loose = Set(zip(ends, isLoose).filter(\.1).map { Int32($0.0) })

        // By node, and at each by topic, so that a second spelling of a topic's term can be passed over.
        let order = written.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }
        var starts = [Int](repeating: 0, count: automaton.nodes.count + 1)
        var uses: [Use] = []
        var last: (node: Int, topic: Int32) = (0, -1)
        for i in order {
            if last == (ends[i], written[i].topic) { continue }
            last = (ends[i], written[i].topic)
            uses.append(written[i])
            starts[ends[i] + 1] += 1
        }
        for node in automaton.nodes.indices { starts[node + 1] += starts[node] }
        usesStart = starts
        self.uses = uses
    }

    /// Best first; of equal scores a topic before those it is a part of, then by id. Each with its evidence, which adds up to
    /// its score.
    ///
    /// A tag brings the topics it is a part of: one that did not earn as much on its own stands there with the evidence and the
    /// score of its best part.
    package func tags(for item: Item) -> [Tag] {
        let texts = [
            item.title ?? "", item.summary ?? "", item.text.plainText, item.categories.joined(separator: "\n"),
        ]
        var seen = [UInt64](repeating: 0, count: automaton.nodes.count / 64 + 1)
        var matches: [Match] = []
        // What counts double comes first: a phrase's first occurrence is the one that is worth most.
        for field in [Evidence.Field.title, .category, .summary, .text] where !texts[field.order].isEmpty {
            match(texts[field.order], as: field, into: &matches, seen: &seen)
        }
        return matches.isEmpty ? [] : ranked(withParents(earned(matches, in: texts)))
    }
}

extension Tagger {
    /// Adds the first occurrence in `text` of each phrase that no field before it had.
    private func match(_ text: String, as field: Evidence.Field, into matches: inout [Match], seen: inout [UInt64]) {
        let words = Words(text)
        var node: Int32 = 0
        for i in 0..<words.count {
            guard let word = words.withBytes(of: i, { vocabulary.number(of: $0) }) else {
                node = 0
                continue
            }
            let reached = automaton.nodes[Int(automaton.step(node, word))]
            node = reached.live
            var found = reached.found
            while found != 0 {
                let (place, bit) = (Int(found >> 6), UInt64(1) << UInt64(found & 63))
                let phrase = automaton.nodes[Int(found)]
                let first = i + 1 - Int(phrase.depth)
                if seen[place] & bit == 0, words.areTogether(first...i, in: text, loosely: loose.contains(found)) {
                    seen[place] |= bit
                    let (start, end) = (words.range(first).lowerBound, words.range(i).upperBound)
                    matches.append(Match(node: found, field: field, start: start, end: end))
                }
                found = phrase.nextFound
            }
        }
    }

    /// The topics whose own terms reach their threshold.
    private func earned(_ matches: [Match], in texts: [String]) -> [Earned] {
        var found: [Found] = []
        for (place, match) in matches.enumerated() {
            for use in usesStart[Int(match.node)]..<usesStart[Int(match.node) + 1] {
                found.append(Found(topic: Int(uses[use].topic), use: use, match: place))
            }
        }
        found.sort { ($0.topic, $0.use) < ($1.topic, $1.use) }
        var earned: [Earned] = []
        var first = 0
        while first < found.count {
            let topic = found[first].topic
            var next = first
            var score = 0
            while next < found.count, found[next].topic == topic {
                score += matches[found[next].match].points(for: uses[found[next].use].weight)
                next += 1
            }
            if score >= max(topics[topic].threshold, 1) {
                let all = found[first..<next].map { evidence(uses[$0.use], matches[$0.match], in: texts) }
                earned.append(Earned(topic: topic, score: score, evidence: all.sorted(by: Evidence.stands)))
            }
            first = next
        }
        return earned
    }

    private func evidence(_ use: Use, _ match: Match, in texts: [String]) -> Evidence {
        Evidence(
            field: match.field, text: texts[match.field.order].utf8Slice(match.start..<match.end), offset: match.start,
            term: topics[Int(use.topic)].terms[Int(use.term)].phrase, points: match.points(for: use.weight))
    }

    /// The earned topics and all that they are a part of, each once, with what speaks for it most.
    private func withParents(_ earned: [Earned]) -> [Earned] {
        var all = earned
        var places = Dictionary(uniqueKeysWithValues: earned.enumerated().map { ($1.topic, $0) })
        // Best first, so that a parent's first part is its best.
        for part in earned.sorted(by: isBefore) {
            for parent in ancestors[part.topic] {
                let brought = Earned(topic: parent, score: part.score, evidence: part.evidence)
                if let known = places[parent] {
                    if all[known].score < brought.score { all[known] = brought }
                } else {
                    places[parent] = all.count
                    all.append(brought)
                }
            }
        }
        return all
    }

    private func ranked(_ earned: [Earned]) -> [Tag] {
        earned.sorted(by: isBefore).map { earned in
            let topic = topics[earned.topic]
            return Tag(id: topic.id, label: topic.label, kind: topic.kind, score: earned.score, evidence: earned.evidence)
        }
    }

    private func isBefore(_ a: Earned, _ b: Earned) -> Bool {
        if a.score != b.score { return a.score > b.score }
        let (depth, other) = (ancestors[a.topic].count, ancestors[b.topic].count)
        return depth == other ? topics[a.topic].id < topics[b.topic].id : depth > other
    }

    private static func ancestors(of topics: [Topic]) -> [[Int]] {
        let places = Dictionary(topics.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return topics.indices.map { topic in
            var ancestors: [Int] = []
            var parent = topics[topic].parent.flatMap { places[$0] }
            while let next = parent, next != topic, !ancestors.contains(next) {
                ancestors.append(next)
                parent = topics[next].parent.flatMap { places[$0] }
            }
            return ancestors
        }
    }
}

extension Evidence {
    /// By field, place and length.
    fileprivate static func stands(_ a: Evidence, before b: Evidence) -> Bool {
        (a.field.order, a.offset, a.text.utf8.count) < (b.field.order, b.offset, b.text.utf8.count)
    }
}

extension Evidence.Field {
    /// Evidence is told in this order.
    fileprivate var order: Int {
        switch self {
        case .title: 0
        case .summary: 1
        case .text: 2
        case .category: 3
        }
    }
}

extension Words {
    /// Whether the given words of `text`, whose words these are, stand together as a phrase's do; `loosely`: any punctuation may
    /// stand between them, but no line break.
    fileprivate func areTogether(_ phrase: ClosedRange<Int>, in text: String, loosely: Bool = false) -> Bool {
        for i in phrase.dropLast() {
            let gap = range(i).upperBound..<range(i + 1).lowerBound
            // Nothing that keeps words together is longer; so a gap is not read again and again.
            if gap.count > 12 { return false }
            for scalar in text.utf8Slice(gap).unicodeScalars {
                switch scalar {
                case " ", "-", "'", "\"", "/", "&", "_", "#", "@", "\u{A0}", "\u{AD}", "\u{2009}", "\u{200A}", "\u{202F}", "«",
                    "»":
                    continue
                case "\u{200C}"..."\u{200F}", "\u{2010}"..."\u{2013}", "\u{2018}"..."\u{201F}", "\u{2060}", "\u{FEFF}": continue
                // Of a possessive: the one letter that belongs to no word.
                case "s", "S": continue
                case "." where range(i).count <= 3: continue
                case "\n", "\r", "\u{2028}", "\u{2029}": return false
                default: if !loosely { return false }
                }
            }
        }
        return true
    }
}

extension String {
    fileprivate func utf8Slice(_ range: Range<Int>) -> String {
        String(decoding: utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
}
