import News

/// Where the phrases of one topic stand in an item, and which of its combinations hold there.
struct Hits {
    /// Sorted by slot, then by place in the item.
    let matches: ArraySlice<(slot: Int, match: TermIndex.Match)>
    /// A stretch of a field that fulfils a clause.
    private struct Span {
        let field: Int8
        let first: Int32
        let last: Int32
        let firstSentence: Int32
        let lastSentence: Int32
        var part: Int32
    }

    init(_ matches: ArraySlice<(slot: Int, match: TermIndex.Match)>) { self.matches = matches }

    /// Of the phrases that occur, each once, ascending.
    var slots: [Int] {
        var slots: [Int] = []
        for (slot, _) in matches where slots.last != slot { slots.append(slot) }
        return slots
    }

    /// The occurrences of a phrase.
    func of(_ slot: Int) -> ArraySlice<(slot: Int, match: TermIndex.Match)> {
        let first = matches.partition { $0.slot >= slot }
        var end = first
        while end < matches.endIndex, matches[end].slot == slot { end += 1 }
        return matches[first..<end]
    }

    func holds(_ clause: CompiledTopic.Clause, in text: inout ItemText) -> Bool {
        !spans(of: clause, [], in: &text).isEmpty
    }

    /// Every occurrence that takes part in a clause that holds, by place.
    func witnesses(_ clause: CompiledTopic.Clause, in text: inout ItemText) -> [(slot: Int, match: TermIndex.Match)] {
        var found: [(slot: Int, match: TermIndex.Match)] = []
        collect(clause, [], in: &text, into: &found)
        return found
    }

    private func collect(
        _ clause: CompiledTopic.Clause, _ fields: [Topic.Fields], in text: inout ItemText,
        into found: inout [(slot: Int, match: TermIndex.Match)]
    ) {
        switch clause {
        case .slot(let slot): found += of(slot).filter { one in fields.allSatisfy { one.match.isIn($0, of: text) } }
        case .group(let group):
            for part in group.parts { collect(part, fields + [group.fields], in: &text, into: &found) }
        }
    }

    /// Empty when the clause does not hold.
    private func spans(of clause: CompiledTopic.Clause, _ fields: [Topic.Fields], in text: inout ItemText) -> [Span] {
        switch clause {
        case .slot(let slot):
            let matches = of(slot)
            if matches.isEmpty { return [] }
            var spans: [Span] = []
            for (_, match) in matches where fields.allSatisfy({ match.isIn($0, of: text) }) {
                spans.append(
                    Span(
                        field: match.field, first: match.first, last: match.last,
                        firstSentence: text.sentence(of: Int(match.first), in: Int(match.field)),
                        lastSentence: text.sentence(of: Int(match.last), in: Int(match.field)), part: 0))
            }
            return spans
        case .group(let group):
            var spans: [Span] = []
            var different = 0
            let fields = fields + [group.fields]
            for (number, part) in group.parts.enumerated() {
                let own = self.spans(of: part, fields, in: &text)
                if own.isEmpty { continue }
                different += 1
                for var span in own {
                    span.part = Int32(number)
                    spans.append(span)
                }
            }
            if different < group.different || spans.count < max(1, group.times) { return [] }
            for clause in group.not where holds(clause, in: &text) { return [] }
            return group.near == .item ? spans : Hits.windows(spans, group)
        }
    }

    /// The stretches in which enough of `spans` stand near enough to each other: two ends that walk over them once.
    private static func windows(_ spans: [Span], _ group: CompiledTopic.Group) -> [Span] {
        let spans = spans.sorted { ($0.field, $0.first, $0.last) < ($1.field, $1.first, $1.last) }
        var windows: [Span] = []
        var counts = [Int](repeating: 0, count: group.parts.count)
        var different = 0
        var start = 0
        for end in spans.indices {
            let part = Int(spans[end].part)
            counts[part] += 1
            if counts[part] == 1 { different += 1 }
            while start < end, !areNear(spans[start], spans[end], group.near) {
                let left = Int(spans[start].part)
                counts[left] -= 1
                if counts[left] == 0 { different -= 1 }
                start += 1
            }
            guard different >= group.different, end - start + 1 >= group.times else { continue }
            windows.append(
                Span(
                    field: spans[end].field, first: spans[start].first, last: spans[end].last,
                    firstSentence: spans[start].firstSentence, lastSentence: spans[end].lastSentence, part: 0))
        }
        return windows
    }

    private static func areNear(_ a: Span, _ b: Span, _ near: Topic.Nearness) -> Bool {
        guard a.field == b.field else { return false }
        switch near {
        case .item: return true
        case .sentence: return b.lastSentence == a.firstSentence
        case .neighbours: return b.lastSentence - a.firstSentence <= 1
        case .words(let count): return Int(b.first) - Int(a.last) - 1 <= count
        }
    }
}

extension TermIndex.Match {
    /// Whether it stands where `fields` look.
    fileprivate func isIn(_ fields: Topic.Fields, of text: ItemText) -> Bool {
        let kind = text.fields[Int(field)].kind
        if fields.contains(kind.flag) { return true }
        return fields.contains(.lede) && (kind == .text || kind == .summary) && isInOpening
    }

    /// Within a text's opening, which says what it is about: the first 60 words or so.
    var isInOpening: Bool { start < 400 }
}

extension RandomAccessCollection where Index == Int {
    /// The first place whose element fulfils `isPast`, by halving: all after it do as well.
    func partition(_ isPast: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isPast(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
