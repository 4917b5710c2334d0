import News

extension Changes {
    /// At most so many sentences are shown, and of one so many bytes are compared word by word.
    private static let mostShown = 12
    private static let mostBytes = 4096

    /// What `new` says otherwise than `old`, the revision before it: title and status as a whole, summary and text sentence by
    /// sentence, each of these word by word. Linear in their length, but for sorting.
    ///
    /// A summary that is the beginning of the text, before and after, is not compared twice.
    package init(from old: Item, to new: Item) {
        var changes: [Change] = []
        if let change = Changes.words(old.title ?? "", new.title ?? "", of: .title) { changes.append(change) }
        let (before, after) = (old.docdata?.status, new.docdata?.status)
        if before != after {
            let pieces = [before.map { Change.Piece(.removed, $0.rawValue) }, after.map { Change.Piece(.added, $0.rawValue) }]
            changes.append(Change(.status, pieces.compactMap(\.self)))
        }
        if !Changes.isOfText(old) || !Changes.isOfText(new) {
            changes += Changes.sentences(
                old.summary.map { [$0] } ?? [], new.summary.map { [$0] } ?? [], of: .summary, (old.language, new.language))
        }
        changes += Changes.sentences(old.text.map(\.text), new.text.map(\.text), of: .text, (old.language, new.language))
        self.init(shown: Array(changes.prefix(Changes.mostShown)), left: max(0, changes.count - Changes.mostShown))
    }

    private static func isOfText(_ item: Item) -> Bool {
        guard let summary = item.summary else { return true }
        return item.text.map(\.text).joined(separator: " ").hasPrefix(summary)
    }

    /// Sentences that are in one only; what stands in place of another is compared with it word by word.
    private static func sentences(
        _ old: [String], _ new: [String], of field: Change.Field, _ languages: (String?, String?)
    ) -> [Change] {
        if old == new { return [] }
        let before = old.flatMap { parted($0, languages.0) }
        let after = new.flatMap { parted($0, languages.1) }
        var changes: [Change] = []
        // Runs of what went and of what came between two sentences that stayed.
        for gap in Matching(before, after).gaps {
            var (i, j) = (gap.old.lowerBound, gap.new.lowerBound)
            while i < gap.old.upperBound, j < gap.new.upperBound {
                if let change = words(before[i], after[j], of: field) { changes.append(change) }
                i += 1
                j += 1
            }
            changes += before[i..<max(i, gap.old.upperBound)].map { Change(field, [Change.Piece(.removed, $0)]) }
            changes += after[j..<max(j, gap.new.upperBound)].map { Change(field, [Change.Piece(.added, $0)]) }
        }
        return changes
    }

    private static func parted(_ text: String, _ language: String?) -> [String] {
        var sentences: [String] = []
        forEachSentence(in: text, language: language, atMost: .max) { sentences.append(String(decoding: $0, as: UTF8.self)) }
        return sentences
    }

    /// Nil when they are the same, or nothing is left of either.
    private static func words(_ old: String, _ new: String, of field: Change.Field) -> Change? {
        if old == new { return nil }
        guard old.utf8.count <= mostBytes, new.utf8.count <= mostBytes else { return replaced(old, new, of: field) }
        let (before, after) = (old.split(separator: " ").map(String.init), new.split(separator: " ").map(String.init))
        let matching = Matching(before, after)
        // Of what has little in common the two are easier to read one after the other.
        if matching.kept * 3 < max(before.count, after.count) { return replaced(old, new, of: field) }
        var pieces: [Change.Piece] = []
        func add(_ kind: Change.Piece.Kind, _ words: ArraySlice<String>) {
            if !words.isEmpty { pieces.append(Change.Piece(kind, words.joined(separator: " "))) }
        }
        var kept = 0
        for gap in matching.gaps {
            add(.kept, after[kept..<gap.new.lowerBound])
            add(.removed, before[gap.old])
            add(.added, after[gap.new])
            kept = gap.new.upperBound
        }
        add(.kept, after[kept...])
        return pieces.contains { $0.kind != .kept } ? Change(field, pieces) : nil
    }

    private static func replaced(_ old: String, _ new: String, of field: Change.Field) -> Change? {
        let pieces = [Change.Piece(.removed, old), Change.Piece(.added, new)].filter { !$0.text.isEmpty }
        return pieces.isEmpty ? nil : Change(field, pieces)
    }
}

/// Which parts of two sequences are the same, in their order: what is once in both is matched first, then their neighbours
/// (Heckel 1978, "A technique for isolating differences between files"; of crossing matches the longest run that ascends,
/// as in Cohen's patience diff). Costs what sorting does.
private struct Matching {
    /// What lies between two matches, and at both ends: one of the two may be empty.
    private(set) var gaps: [(old: Range<Int>, new: Range<Int>)] = []
    private(set) var kept = 0

    init(_ old: [String], _ new: [String]) {
        // Byte for byte: to the standard library two spellings of one letter are equal.
        let (old, new) = (old.map { Array($0.utf8) }, new.map { Array($0.utf8) })
        var (start, tail) = (0, 0)
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        while tail < min(old.count, new.count) - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        var (i, j) = (start, start)
        kept = start + tail
        for anchor in Matching.anchors(old, new, start, tail) where anchor.old >= i && anchor.new >= j {
            var (first, other) = (anchor.old, anchor.new)
            while first > i, other > j, old[first - 1] == new[other - 1] { (first, other) = (first - 1, other - 1) }
            if i < first || j < other { gaps.append((i..<first, j..<other)) }
            (i, j) = (anchor.old, anchor.new)
            while i < old.count - tail, j < new.count - tail, old[i] == new[j] { (i, j) = (i + 1, j + 1) }
            kept += i - first
        }
        if i < old.count - tail || j < new.count - tail { gaps.append((i..<(old.count - tail), j..<(new.count - tail))) }
    }

    /// Parts that are once in both, of the longest run of them that ascends in both.
    private static func anchors(_ old: [[UInt8]], _ new: [[UInt8]], _ start: Int, _ tail: Int) -> [(old: Int, new: Int)] {
        var places: [[UInt8]: (old: Int, new: Int)] = [:]
        // -1 for nowhere, -2 for more than once.
        for i in start..<(old.count - tail) { places[old[i]] = (places[old[i]] == nil ? i : -2, -1) }
        for j in start..<(new.count - tail) {
            guard let place = places[new[j]] else { continue }
            places[new[j]] = (place.old, place.new == -1 ? j : -2)
        }
        let once = (start..<(new.count - tail)).compactMap { j in
            places[new[j]].flatMap { $0.old >= 0 && $0.new == j ? $0 : nil }
        }
        // Longest ascending run by patience sorting (Fredman 1975).
        var ends: [Int] = []
        var before = [Int](repeating: -1, count: once.count)
        for (n, match) in once.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if once[ends[middle]].old < match.old { low = middle + 1 } else { high = middle }
            }
            before[n] = low > 0 ? ends[low - 1] : -1
            if low == ends.count { ends.append(n) } else { ends[low] = n }
        }
        var run: [(old: Int, new: Int)] = []
        var at = ends.last ?? -1
        while at >= 0 {
            run.append(once[at])
            at = before[at]
        }
        return run.reversed()
    }
}
