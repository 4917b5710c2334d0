import News

/// Tags items by topic. Made once, used from any thread.
///
/// A term counts once an item, at the place where it is worth most: its weight, doubled in the title, the dateline and as one of the
/// publisher's categories (single within a longer one, and where the publisher names more than four: then they are not enough
/// without a word elsewhere, but for an alias), halved (away from zero) beyond
/// the opening of a text or summary, where an article mentions what it is not about. So nothing is gained by repeating a word, or by a
/// summary that says what the text says; a term that says so counts every time, up to a most. Below the headline a term within a
/// longer one of its topic adds nothing to it (`tax` to `tax breaks`): it is one mention. What speaks against a topic counts also
/// within what speaks for it, and the other way round. A combination that holds adds its points. A topic whose points reach its
/// threshold is a tag, unless one of its vetoes holds or the item is out of its scope. Linear in the item's text, whatever the number
/// of terms; a topic of which nothing stands in the item is not looked at.
///
/// What the publisher repeats under many of its items (`Item.boilerplate`) is not looked at.
///
/// The words of a phrase stand together: between them are spaces, hyphens and quotation marks, and a dot after an
/// abbreviation (`St. Petersburg`), but no line break and no other punctuation, unless the term itself is written with some
/// (`arts, culture`).
package struct Tagger: Sendable {
    let topics: [Topic]
    private let compiled: [CompiledTopic]
    /// Of each topic, the topics it is a part of: its parent, the parent's parent ...
    let ancestors: [[Int]]
    private let index: TermIndex
    private let screen: Screen
    private let places: PlaceFinder?

    /// An item longer than that in occurrences is one long list of terms: the rest of it says nothing new.
    private static let mostMatches = 1 << 20

    /// Topics have different ids; a parent that is not among them is no parent, and a circle of parents ends where it began.
    /// A term without any letter or digit matches nothing; of terms of one topic that fold to the same, the first counts.
    /// Weights beyond a million, either way, count as a million.
    /// - `gazetteer`: nil when places are not looked for.
    package init(topics: [Topic], gazetteer: Gazetteer? = nil) {
        self.topics = topics
        ancestors = Tagger.ancestors(of: topics)
        var builder = TermIndex.Builder()
        compiled = topics.enumerated().map { CompiledTopic($1, owner: $0, to: &builder) }
        places = gazetteer.map { PlaceFinder($0) }
        places?.add(to: &builder, owner: topics.count)
        if places != nil { builder.addNameWords() }
        index = TermIndex(builder)
        screen = Screen(index.uses, compiled, topics)
    }

    /// Best first; of equal scores a topic before those it is a part of, then by id. Each with its evidence, which adds up to
    /// its score.
    ///
    /// A tag brings the topics it is a part of: one that did not earn as much on its own stands there with the evidence and the
    /// score of its best part.
    /// - `source`: who published it; topics whose scope names sources or folders keep off an item without one.
    /// - `thoroughly`: the evidence names every occurrence, also those that add nothing (0 points), and of a topic with parts what
    ///   speaks for any of them: without all that is named the tag is gone. Else each term and each part of a combination once.
    package func tags(for item: Item, source: String? = nil, thoroughly: Bool = false) -> [Tag] {
        var text = ItemText(item, without: item.boilerplate, nameClasses: index.nameClasses)
        let matches = matches(in: &text)
        let earned = verdicts(on: item, source, matches, in: &text, thoroughly: thoroughly, all: false)
        let tags = earned.isEmpty ? [] : ranked(withParents(earned, thoroughly: thoroughly))
        return tags + named(item, matches, in: &text, thoroughly: thoroughly, besides: tags)
    }

    /// What was weighed for an item: each topic of which anything stands in it, the tags first, then by points.
    package func verdicts(on item: Item, source: String? = nil) -> [Verdict] {
        var text = ItemText(item, without: item.boilerplate, nameClasses: index.nameClasses)
        let earned = verdicts(on: item, source, matches(in: &text), in: &text, thoroughly: true, all: true)
        var leftOut = leftOut(of: item)
        var all = earned.map { ($0, leftOut.removeValue(forKey: $0.topic) ?? []) }
        for (topic, evidence) in leftOut.sorted(by: { $0.key < $1.key }) {
            all.append((Earned(topic: topic, score: 0, evidence: [], outcome: .short), evidence))
        }
        return all.sorted {
            let (a, b) = ($0.0.outcome == .tagged ? 0 : 1, $1.0.outcome == .tagged ? 0 : 1)
            return (a, $1.0.score, topics[$0.0.topic].id) < (b, $0.0.score, topics[$1.0.topic].id)
        }
        .map { earned, leftOut in
            let topic = topics[earned.topic]
            return Verdict(
                id: topic.id, label: topic.label, kind: topic.kind, score: earned.score, threshold: max(topic.threshold, 1),
                outcome: earned.outcome, evidence: earned.evidence, leftOut: leftOut)
        }
    }

    /// By topic what stands in the item's boilerplate.
    private func leftOut(of item: Item) -> [Int: [Verdict.LeftOut]] {
        if item.boilerplate.isEmpty { return [:] }
        var text = ItemText(item, without: [], nameClasses: index.nameClasses)
        var found: [Int: [Verdict.LeftOut]] = [:]
        for match in matches(in: &text) {
            let (topic, slot) = index.owner(of: match)
            let kind = text.fields[Int(match.field)].kind
            guard topic < topics.count,
                let passage = item.boilerplate.first(where: { $0.field == kind && $0.range.contains(Int(match.start)) })
            else { continue }
            let evidence = evidence(match, compiled[topic].phrases[slot], 0, &text)
            found[topic, default: []].append(Verdict.LeftOut(evidence: evidence, items: passage.items))
        }
        return found
    }
}

/// What became of a topic on an item, and why.
package struct Verdict: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case tagged
        /// Fewer points than the threshold.
        case short
        /// Kept off by what `not` names; the clause, and where it stands.
        case vetoed(by: String, [Evidence])
        case outOfScope
        case otherLanguage
    }

    /// What stands in the publisher's boilerplate, and so counts nothing.
    package struct LeftOut: Hashable, Sendable {
        package let evidence: Evidence
        /// How many items of the file have the passage.
        package let items: Int
    }

    package let id: String
    package let label: String
    package let kind: Tag.Kind
    package let score: Int
    package let threshold: Int
    package let outcome: Outcome
    package let evidence: [Evidence]
    package let leftOut: [LeftOut]
}

/// A topic with what speaks for it.
private struct Earned {
    let topic: Int
    var score: Int
    var evidence: [Evidence]
    var outcome = Verdict.Outcome.tagged
}

extension Tagger {
    private func verdicts(
        on item: Item, _ source: String?, _ matches: [TermIndex.Match], in text: inout ItemText, thoroughly: Bool, all: Bool
    ) -> [Earned] {
        guard !matches.isEmpty else { return [] }
        // By topic, then by phrase, then by place: one number each, so that sorting them is cheap.
        var order: [UInt64] = []
        order.reserveCapacity(matches.count)
        for (place, match) in matches.enumerated() {
            let (owner, slot) = index.owner(of: match)
            if owner < topics.count { order.append(UInt64(owner) << 42 | UInt64(slot) << 21 | UInt64(place)) }
        }
        order.sort()
        var earned: [Earned] = []
        var first = 0
        while first < order.count {
            let topic = Int(order[first] >> 42)
            var next = first
            if !all, screen.isShort(topic, order, from: &next, matches, text) {
                first = next
                continue
            }
            next = first
            var own: [(slot: Int, match: TermIndex.Match)] = []
            while next < order.count, Int(order[next] >> 42) == topic {
                own.append((Int(order[next] >> 21 & 0x1F_FFFF), matches[Int(order[next] & 0x1F_FFFF)]))
                next += 1
            }
            first = next
            if let one = weigh(topic, Hits(own[...]), item, source, in: &text, thoroughly: thoroughly, all: all) {
                earned.append(one)
            }
        }
        return earned
    }

    /// Places, people and organisations that are named, and what a tag line says.
    private func named(
        _ item: Item, _ matches: [TermIndex.Match], in text: inout ItemText, thoroughly: Bool, besides tags: [Tag]
    ) -> [Tag] {
        guard let places else { return [] }
        var names: [(slot: Int, match: TermIndex.Match)] = []
        names.reserveCapacity(64)
        for match in matches {
            let (owner, slot) = index.owner(of: match)
            if owner == topics.count { names.append((slot, match)) }
        }
        var named = names.isEmpty ? [] : places.tags(names, in: &text, thoroughly: thoroughly)
        named += NameFinder.tags(in: &text, placed: places.countryWords(names), thoroughly: thoroughly)
        named += TagLineTags.tags(of: item, in: &text, besides: named)
        // A topic of the same id stands for it already.
        return named.filter { one in !tags.contains { $0.id == one.id } }
    }

    private func matches(in text: inout ItemText) -> [TermIndex.Match] {
        var matches: [TermIndex.Match] = []
        matches.reserveCapacity(256)
        for number in text.fields.indices where !text.fields[number].text.isEmpty && matches.count < Tagger.mostMatches {
            text.number(number) { bytes, field in
                index.match(bytes, field.words, field: Int8(number), isCategory: field.kind == .category, into: &matches)
            }
        }
        if matches.count > Tagger.mostMatches { matches.removeLast(matches.count - Tagger.mostMatches) }
        return matches
    }

    /// Nil when the topic is no tag; with `all` only when nothing was looked at.
    private func weigh(
        _ topic: Int, _ hits: Hits, _ item: Item, _ source: String?, in text: inout ItemText, thoroughly: Bool, all: Bool
    ) -> Earned? {
        let (rules, definition) = (compiled[topic], topics[topic])
        let threshold = max(definition.threshold, 1)
        var score = 0
        let found = hits.slots.compactMap { rules.termOfSlot[$0] >= 0 ? rules.terms[Int(rules.termOfSlot[$0])] : nil }
        let within = hits.withinLonger(rules, text)
        for term in found { score += hits.points(of: term, in: text, except: within) }
        for combination in rules.when where hits.holds(combination.clause, in: &text) { score += combination.points }
        let alias = (rules.firstAlias..<rules.phrases.count).first { !hits.of($0).isEmpty }
        if alias != nil { score += threshold }
        // Who names ten categories names what is touched upon: they help, but something else has to say it too.
        let isEnough = score >= threshold && (alias != nil || !text.hasManyCategories || hits.isMoreThanCategories(text))
        if !isEnough, !all { return nil }
        var outcome = isEnough ? Verdict.Outcome.tagged : .short
        if !speaks(definition.languages, item.language) {
            outcome = .otherLanguage
        } else if !definition.scope.isEmpty, !definition.scope.holds(item, source) {
            outcome = .outOfScope
        } else if let veto = rules.not.indices.first(where: { hits.holds(rules.not[$0], in: &text) }) {
            let found = hits.witnesses(rules.not[veto], in: &text)
            let clause = definition.not[veto].text
            outcome = .vetoed(by: clause, found.map { self.evidence($0.match, clause, 0, &text) })
        }
        if outcome != .tagged, !all { return nil }
        var evidence: [Evidence] = []
        for term in found { add(term, of: rules, hits, except: within, thoroughly, to: &evidence, &text) }
        for combination in rules.when where hits.holds(combination.clause, in: &text) {
            add(combination, hits, thoroughly, to: &evidence, &text)
        }
        if let alias {
            for (number, (_, match)) in hits.of(alias).enumerated() where number == 0 || thoroughly {
                evidence.append(self.evidence(match, rules.phrases[alias], number == 0 ? threshold : 0, &text))
            }
            for other in (alias + 1)..<max(alias + 1, rules.phrases.count) where thoroughly {
                evidence += hits.of(other).map { self.evidence($0.match, rules.phrases[other], 0, &text) }
            }
        }
        return Earned(topic: topic, score: score, evidence: evidence.sorted(by: Evidence.stands), outcome: outcome)
    }

    private func add(
        _ term: CompiledTopic.Term, of rules: CompiledTopic, _ hits: Hits, except within: Set<Int>, _ thoroughly: Bool,
        to evidence: inout [Evidence], _ text: inout ItemText
    ) {
        let found = hits.of(term.slot)
        let phrase = rules.phrases[term.slot]
        if let most = term.most {
            var left = most
            for (place, (_, match)) in zip(found.indices, found) {
                let points = within.contains(place) ? 0 : match.points(for: term.weight, in: text)
                let counted = term.weight > 0 ? min(points, max(left, 0)) : max(points, min(left, 0))
                left -= counted
                if counted != 0 || thoroughly { evidence.append(self.evidence(match, phrase, counted, &text)) }
            }
            return
        }
        let best = hits.best(of: term, in: text, except: within)
        for (place, (_, match)) in zip(found.indices, found) where place == best || thoroughly {
            let points = place == best ? match.points(for: term.weight, in: text) : 0
            evidence.append(self.evidence(match, phrase, points, &text))
        }
    }

    private func add(
        _ combination: CompiledTopic.Combination, _ hits: Hits, _ thoroughly: Bool, to evidence: inout [Evidence],
        _ text: inout ItemText
    ) {
        var slots: Set<Int> = []
        for (number, (slot, match)) in hits.witnesses(combination.clause, in: &text).enumerated() {
            guard slots.insert(slot).inserted || thoroughly else { continue }
            evidence.append(self.evidence(match, combination.text, number == 0 ? combination.points : 0, &text))
        }
    }

    private func evidence(_ match: TermIndex.Match, _ term: String, _ points: Int, _ text: inout ItemText) -> Evidence {
        let sentence = text.sentence(of: Int(match.first), in: Int(match.field))
        return text.evidence(match, term: term, points: points, sentence: sentence)
    }

    /// Whether a topic for `languages` is for an item in `language`. An item that does not say is taken at its words.
    private func speaks(_ languages: [String], _ language: String?) -> Bool {
        guard !languages.isEmpty, let language else { return true }
        return languages.contains(primarySubtag(language))
    }

    /// The earned topics and all that they are a part of, each once, with what speaks for it most.
    private func withParents(_ earned: [Earned], thoroughly: Bool) -> [Earned] {
        var all = earned
        var places = Dictionary(uniqueKeysWithValues: earned.enumerated().map { ($1.topic, $0) })
        // Best first, so that a parent's first part is its best.
        for part in sorted(earned) {
            for parent in ancestors[part.topic] {
                guard let known = places[parent] else {
                    places[parent] = all.count
                    all.append(Earned(topic: parent, score: part.score, evidence: part.evidence))
                    continue
                }
                let own = all[known]
                if own.score < part.score { all[known] = Earned(topic: parent, score: part.score, evidence: part.evidence) }
                guard thoroughly else { continue }
                let others = own.score < part.score ? own.evidence : part.evidence
                all[known].evidence = (all[known].evidence + others.map { $0.worth(0) }).sorted(by: Evidence.stands)
            }
        }
        return all
    }

    private func ranked(_ earned: [Earned]) -> [Tag] {
        sorted(earned).map { earned in
            let topic = topics[earned.topic]
            return Tag(id: topic.id, label: topic.label, kind: topic.kind, score: earned.score, evidence: earned.evidence)
        }
    }

    private func sorted(_ earned: [Earned]) -> [Earned] {
        if earned.count < 2 { return earned }
        // Two things of it alone: a method as an argument takes a copy of the tagger along, and its counts are every thread's.
        let (topics, ancestors) = (topics, ancestors)
        return earned.sorted { a, b in
            if a.score != b.score { return a.score > b.score }
            let (depth, other) = (ancestors[a.topic].count, ancestors[b.topic].count)
            return depth == other ? topics[a.topic].id < topics[b.topic].id : depth > other
        }
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

extension Topic.Scope {
    fileprivate func holds(_ item: Item, _ source: String?) -> Bool {
        func one(_ patterns: [Pattern], of texts: [String]) -> Bool {
            patterns.isEmpty || patterns.contains { pattern in texts.contains(where: pattern.matches) }
        }
        let inFolder =
            folders.isEmpty || folders.contains { folder in source.map { $0 == folder || $0.hasPrefix(folder + "/") } ?? false }
        return inFolder && one(sources, of: source.map { [$0] } ?? []) && one(categories, of: item.categories)
            && one(urls, of: item.url.map { [$0] } ?? []) && one(authors, of: item.authors.compactMap(\.name))
    }
}

extension Evidence {
    /// By field, place and length.
    fileprivate static func stands(_ a: Evidence, before b: Evidence) -> Bool {
        (a.field.order, a.offset, a.text.utf8.count, -a.points, a.term) < (
            b.field.order, b.offset, b.text.utf8.count, -b.points, b.term
        )
    }

    fileprivate func worth(_ points: Int) -> Evidence {
        Evidence(field: field, text: text, offset: offset, term: term, points: points, sentence: sentence)
    }
}
