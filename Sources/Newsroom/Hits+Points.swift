extension Hits {
    /// - `except`: places among the matches that do not count.
    func points(of term: CompiledTopic.Term, in text: ItemText, except within: Set<Int>) -> Int {
        guard let most = term.most else {
            return best(of: term, in: text, except: within).map { matches[$0].match.points(for: term.weight, in: text) } ?? 0
        }
        let found = of(term.slot)
        let sum = found.indices.reduce(0) {
            $0 + (within.contains($1) ? 0 : found[$1].match.points(for: term.weight, in: text))
        }
        return term.weight > 0 ? min(sum, most) : max(sum, most)
    }

    /// The place among the matches where the term is worth most, the first of equals; nil when it does not occur. Of fields that
    /// count the same, the title goes first, then dateline, categories, summary, text.
    func best(of term: CompiledTopic.Term, in text: ItemText, except within: Set<Int>) -> Int? {
        var best: (place: Int, points: Int)?
        for (place, (_, match)) in zip(of(term.slot).indices, of(term.slot)) where !within.contains(place) {
            let points = abs(match.points(for: term.weight, in: text))
            if best.map({ points > $0.points }) ?? true { best = (place, points) }
        }
        return best?.place
    }

    /// Whether any of it stands elsewhere than in the publisher's categories.
    func isMoreThanCategories(_ text: ItemText) -> Bool {
        matches.contains { text.fields[Int($0.match.field)].kind != .category }
    }

    /// Places among the matches, below the headline, of terms that speak for the topic and stand within a longer one that does. One
    /// pass over the matches in their order in the item, the longer first where two begin together.
    func withinLonger(_ rules: CompiledTopic, _ text: ItemText) -> Set<Int> {
        let counted = matches.indices.filter { place in
            let term = rules.termOfSlot[matches[place].slot]
            guard term >= 0, rules.terms[Int(term)].weight > 0 else { return false }
            let kind = text.fields[Int(matches[place].match.field)].kind
            return kind != .title && kind != .dateline
        }
        guard counted.contains(where: { matches[$0].match.first < matches[$0].match.last }) else { return [] }
        let order = counted.sorted {
            let (a, b) = (matches[$0].match, matches[$1].match)
            return (a.field, a.first, -a.last, $0) < (b.field, b.first, -b.last, $1)
        }
        var within: Set<Int> = []
        var reach: TermIndex.Match?
        for place in order {
            let match = matches[place].match
            if let longer = reach, longer.field == match.field, match.last <= longer.last {
                if longer.first < match.first || match.last < longer.last { within.insert(place) }
            } else {
                reach = match
            }
        }
        return within
    }
}

extension TermIndex.Match {
    /// What a term of that weight is worth here.
    func points(for weight: Int, in text: ItemText) -> Int {
        switch text.fields[Int(field)].kind {
        case .title, .dateline: weight * 2
        // `Prisons` is about prisons, `Prisons and Prisoners of War` perhaps not; who names ten names what is touched upon.
        case .category: !text.hasManyCategories && isWholeLine(of: text) ? weight * 2 : weight
        case .summary, .text: isInOpening ? weight : weight / 2 + weight % 2
        }
    }
}

extension TermIndex.Match {
    /// Whether nothing else stands on its line.
    private func isWholeLine(of text: ItemText) -> Bool {
        let utf8 = text.fields[Int(field)].text.utf8
        let first = utf8.index(utf8.startIndex, offsetBy: Int(start))
        let last = utf8.index(first, offsetBy: Int(end - start))
        return (first == utf8.startIndex || utf8[utf8.index(before: first)] == 0x0A)
            && (last == utf8.endIndex || utf8[last] == 0x0A)
    }
}
