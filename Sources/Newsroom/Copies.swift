import News

/// Finds which items are the same article published again (DESIGN.md, section 4): by an equal canonical url with a shared
/// informative title word, or because one's text is contained in the other's (Broder 1997: containment of sampled passages).
///
/// Items come in the order of time; each is compared with those before it, so that what was found stands whatever comes later.
struct Copies {
    enum Rule: UInt8 {
        case none, url, text, contained
    }

    /// How an item is a copy of one before it.
    struct Finding {
        let of: Int
        let rule: Rule
        /// 1...65536: of the shorter text so much stands in the other.
        let score: Int
    }

    private static let reach: Int64 = 72 * 3_600_000
    /// Items looked at for each passage, and in all for one item.
    private static let mostOfPassage = 24
    private static let mostInAll = 2048
    private static let mostOfURL = 16
    /// 0.6, and what every text must share or have of its own.
    private static let leastContained = 39_322
    private static let fewestOfAll = 16
    /// 0.35: with 15 % of its words changed a text keeps about half of its passages.
    private static let leastOfOneTitle = 22_938

    /// Passages, and urls under keys of their own.
    private var lists: PostingLists
    private var hits: [Int32] = []
    /// Of passages that a source has in window: the first item with it, or -1 for what it puts under unlike articles.
    private var holders = HashNumbers<UInt64>()
    private var holding: [Int32] = []
    /// Of the epoch at work: who was compared by text with another, or not with all that it might have been; each once.
    private var compared: [Int32] = []
    private var knownCompared = HashNumbers<UInt32>()

    init(from first: Int) { lists = PostingLists(from: first) }

    var first: Int { lists.first }
    mutating func cut(to item: Int) { lists.cut(to: item) }

    /// Gets ready for the items of `epoch`: forgets what is out of reach, and learns which passages are a source's boilerplate, as
    /// seen at the epoch's end.
    mutating func begin(_ epoch: Range<Int>, in prints: [Fingerprint], apart: (Int) -> Bool) {
        let oldest = prints[epoch.lowerBound].day * 86_400_000 - Copies.reach
        var start = epoch.lowerBound
        while start > 0, prints[start - 1].time >= oldest { start -= 1 }
        if lists.first <= start, lists.end == epoch.lowerBound {
            lists.forget(before: start)
        } else {
            // After a cut: what lies within reach may have been forgotten.
            lists = PostingLists(from: start)
            hits = []
            for item in start..<epoch.lowerBound { add(prints[item], isApart: apart(item)) }
        }
        holders = HashNumbers()
        holding.removeAll(keepingCapacity: true)
        (compared, knownCompared) = ([], HashNumbers())
        _ = learn(start..<epoch.upperBound, in: prints)
    }

    /// Gets ready for items that follow those of the epoch. False where they show passages of those that were compared to be boilerplate:
    /// what was found in the epoch may not stand then.
    mutating func extend(to items: Range<Int>, in prints: [Fingerprint]) -> Bool {
        let shown = learn(items, in: prints)
        if shown.isEmpty { return true }
        let sources = Set(shown.map { UInt32($0 >> 32) })
        return !compared.contains { item in
            let print = prints[Int(item)]
            return sources.contains(print.source) && print.passages.contains { shown.contains(Copies.name($0, of: print)) }
        }
    }

    /// - Returns: passages, as their source's, that others had before these items and are boilerplate now.
    private mutating func learn(_ items: Range<Int>, in prints: [Fingerprint]) -> Set<UInt64> {
        var shown: Set<UInt64> = []
        for item in items {
            let print = prints[item]
            for passage in print.passages {
                let name = Copies.name(passage, of: print)
                let number = holders.numbered(name)
                if number == holding.count {
                    holding.append(Int32(item))
                } else if holding[number] >= 0, !areAlike(prints[Int(holding[number])], print) {
                    if holding[number] < items.lowerBound { shown.insert(name) }
                    holding[number] = -1
                }
            }
        }
        return shown
    }

    private mutating func noteCompared(_ item: Int) {
        if knownCompared.numbered(UInt32(item)) == compared.count { compared.append(Int32(item)) }
    }

    private static func name(_ passage: UInt32, of print: Fingerprint) -> UInt64 { UInt64(print.source) << 32 | UInt64(passage) }

    /// What the next item is a copy of: by an equal url or text any number of articles, which are one then; else of those that
    /// hold most of it, or that it holds most of, the one most like it. Adds it to those that later ones are compared with.
    ///
    /// - `isRecurring`: its title comes back day by day and says nothing of what stands below it.
    /// - `isApart`: an editor took it out.
    mutating func next(in prints: [Fingerprint], isRecurring: (Int) -> Bool, isApart: Bool) -> [Finding] {
        let item = lists.end
        let print = prints[item]
        if isApart {
            add(print, isApart: true)
            return []
        }
        var findings: [Finding] = []
        if print.url != 0, !isRecurring(item) {
            let key = Copies.key(print.url)
            var at = lists.newest(of: key)
            var left = Copies.mostOfURL
            while at >= 0, left > 0 {
                let other = Int(lists.entries[Int(at)].article)
                // What is held of older ones depends on what was held before.
                if prints[other].time < print.time - Copies.reach { break }
                if prints[other].url == print.url, !isRecurring(other), areAlike(prints[other], print),
                    !differInNumbers(prints[other], print, isRecurring: false)
                {
                    findings.append(Finding(of: other, rule: .url, score: 65536))
                    break
                }
                at = lists.entries[Int(at)].previous
                left -= 1
            }
        }
        findings += byText(item, in: prints, isRecurring: isRecurring)
        add(print, isApart: false)
        return findings
    }

    private mutating func add(_ print: Fingerprint, isApart: Bool) {
        if !isApart {
            if print.url != 0 { lists.append(Copies.key(print.url)) }
            for passage in print.passages { lists.append(passage | 1 << 31) }
        }
        lists.close()
    }

    private static func key(_ url: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: url >> 8) & ~(1 << 31) }

    private mutating func byText(_ item: Int, in prints: [Fingerprint], isRecurring: (Int) -> Bool) -> [Finding] {
        let print = prints[item]
        let own = print.passages.filter { isOwn($0, of: print) }
        guard own.count >= Sketch.fewestShared else { return [] }
        let oldest = print.time - Copies.reach
        while hits.count < lists.end - lists.first { hits.append(0) }
        var seen: [Int32] = []
        var budget = Copies.mostInAll
        for passage in own where budget > 0 {
            var at = lists.newest(of: passage | 1 << 31)
            var left = min(Copies.mostOfPassage, budget)
            while at >= 0, left > 0 {
                let entry = lists.entries[Int(at)]
                if prints[Int(entry.article)].time < oldest { break }
                let slot = Int(entry.article) - lists.first
                if hits[slot] == 0 { seen.append(entry.article) }
                hits[slot] += 1
                left -= 1
                budget -= 1
                at = entry.previous
            }
        }
        // The sixteen that share most; of equal ones the earliest.
        let best = seen.map { (hits: hits[Int($0) - lists.first], item: $0) }.filter { $0.hits >= 2 }
            .sorted { ($1.hits, $0.item) < ($0.hits, $1.item) }.prefix(16)
        for other in seen { hits[Int(other) - lists.first] = 0 }
        var equal: [Finding] = []
        var contained: (finding: Finding, likeness: Int)?
        if budget == 0 || !best.isEmpty { noteCompared(item) }
        for other in best.map({ Int($0.item) }) {
            noteCompared(other)
            guard let found = containment(own, print, prints[other]),
                !differInNumbers(prints[other], print, isRecurring: isRecurring(item) || isRecurring(other))
            else { continue }
            // Under one headline an article may have been worked over.
            let least = print.title != 0 && print.title == prints[other].title ? Copies.leastOfOneTitle : Copies.leastContained
            guard found.score >= least else { continue }
            if found.isEqual {
                equal.append(Finding(of: other, rule: .text, score: 65536))
            } else if contained.map({ ($0.likeness, -$0.finding.of) < (found.likeness, -other) }) ?? true {
                contained = (Finding(of: other, rule: .contained, score: found.score), found.likeness)
            }
        }
        if !equal.isEmpty { return equal }
        return contained.map { [$0.finding] } ?? []
    }

    @inline(__always)
    private func isOwn(_ passage: UInt32, of print: Fingerprint) -> Bool {
        holders.number(of: Copies.name(passage, of: print)).map { holding[$0] >= 0 } ?? true
    }

    /// How much of the text with fewer passages the other has; how like they are as wholes, by what they share of all that
    /// they have (Jaccard's coefficient), since two that hold a third hold a great part of each other; and whether they have
    /// the same. In 65536ths. Nil when too little is left of one.
    private func containment(_ own: [UInt32], _ print: Fingerprint, _ other: Fingerprint) -> (
        score: Int, likeness: Int, isEqual: Bool
    )? {
        let isSampled = print.isSampled || other.isSampled
        func counts(_ passage: UInt32) -> Bool { !isSampled || Sketch.isSampled(passage) }
        let a = own.filter(counts)
        let b = other.passages.filter { counts($0) && isOwn($0, of: other) }
        let fewest = min(a.count, b.count)
        guard fewest >= (isSampled ? Sketch.fewestShared : Copies.fewestOfAll) else { return nil }
        var (i, j, shared) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                shared += 1
                i += 1
                j += 1
            } else if a[i] < b[j] {
                i += 1
            } else {
                j += 1
            }
        }
        guard shared >= Sketch.fewestShared else { return nil }
        let isEqual = shared == a.count && shared == b.count && areOfOneLength(print, other)
        return (shared * 65536 / fewest, shared * 65536 / (a.count + b.count - shared), isEqual)
    }
}

/// Whether two titles are one, or share a word that can tell one event from another.
private func areAlike(_ a: Fingerprint, _ b: Fingerprint) -> Bool {
    if a.title == b.title { return true }
    let (x, y) = (a.terms, b.terms)
    var (i, j) = (x.startIndex, y.startIndex)
    while i < x.endIndex, j < y.endIndex {
        let (first, second) = (Term.name(x[i]), Term.name(y[j]))
        if first == second {
            if Term.isTelling(x[i]), Term.isTelling(y[j]) { return true }
            i += 1
            j += 1
        } else if first < second {
            i += 1
        } else {
            j += 1
        }
    }
    return false
}

/// Within a fiftieth: what stands beyond the passages that are looked at must be about as long.
private func areOfOneLength(_ a: Fingerprint, _ b: Fingerprint) -> Bool {
    Int(max(a.length, b.length) - min(a.length, b.length)) * 50 <= Int(max(a.length, b.length))
}
