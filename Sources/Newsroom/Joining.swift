/// Joins the groups of one epoch, as `AverageLink` says; numbers its groups for itself.
///
/// What was joined before by other links need not be found again. Only groups near what changed are open: what they have links with is
/// at hand, and they are joined as their means say. Others are closed and follow what was joined then, in its order: closed groups are
/// as they were, so what was the best pair of all then is the best of closed ones now, and the better of it and of the best pair with an
/// open one is the best of all. Where a closed group was then joined with what is open now, or is joined with it now, it is opened.
struct Joining {
    /// Two groups that became one, by their first articles.
    struct Join {
        /// The lesser.
        let one: Int32
        let other: Int32
        /// In 2^28ths.
        let mean: Int
    }

    /// What a group counts for, in 16ths of an item of the epoch.
    struct Weight {
        private(set) var all: Int32 = 0
        /// Of those of its articles that have an opening.
        private(set) var told: Int32 = 0

        init() {}
        init(_ all: Int32 = 16, isTold: Bool) { (self.all, told) = (all, isTold ? all : 0) }

        mutating func add(_ other: Weight) { (all, told) = (all + other.all, told + other.told) }
        mutating func subtract(_ other: Weight) { (all, told) = (all - other.all, told - other.told) }

        /// None counts for less than an item.
        mutating func raiseToOne() {
            if all >= 16 { return }
            (all, told) = (16, told * 16 / max(1, all))
        }

        /// In 256ths.
        @inline(__always)
        func pairs(with other: Weight) -> Int { Int(all) * Int(other.all) }
        @inline(__always)
        func pairsTold(with other: Weight) -> Int { Int(told) * Int(other.told) }
    }

    private let pace: Pace
    private let rules: StoryRules

    // By groups' numbers.
    private var firsts: [Int32] = []
    private var parents: [Int32] = []
    private var weights: [Weight] = []
    private var languages: [UInt32] = []
    private var isOpen: [Bool] = []
    /// The next of the groups that became one, in a ring.
    private var rings: [Int32] = []
    /// Where its links begin in `byGroup`; after the last, where they end.
    private var starts: [Int32] = []
    /// A pool of lists: which groups each has links with, dead ones among them, and by which pair: of an open one all, of a closed one
    /// those with open ones.
    private var links: [(other: Int32, next: Int32, pair: Int32)] = []
    private var heads: [Int32] = []
    private var linkCounts: [Int32] = []

    /// The links as they are given, then from both sides by groups.
    private var given: [(one: Int32, other: Int32, likeness: Int32)] = []
    private var byGroup: [(other: Int32, likeness: Int32)] = []
    private var pairs = HashNumbers<UInt64>()
    /// By pairs' numbers.
    private var sums: [Int] = []
    private var candidates = Heap()
    private var made: [Join] = []

    init(_ pace: Pace, _ rules: StoryRules) { (self.pace, self.rules) = (pace, rules) }

    /// Answers the group's number.
    mutating func add(_ first: Int32, _ weight: Weight, language: UInt32) -> Int {
        let number = firsts.count
        firsts.append(first)
        parents.append(Int32(number))
        weights.append(weight)
        languages.append(language)
        return number
    }

    /// A link between articles of two groups.
    mutating func link(_ a: Int, _ b: Int, _ likeness: Int32) { given.append((Int32(a), Int32(b), likeness)) }

    // MARK: - Joining

    /// Answers what is joined, in its order. To be called once.
    mutating func joinAll() -> [Join] {
        begin(isOpen: true)
        for link in given { add(Int(link.likeness), between: Int(link.one), Int(link.other)) }
        for pair in sums.indices { propose(Int(links[2 * pair].other), Int(links[2 * pair + 1].other), pair) }
        while joinBest() {}
        return made
    }

    /// The same where `old` was joined by other links, with the same pace and groups of the same weights and languages.
    /// - `changed`: the groups that had links that are not there, or have such as were not there; others do no harm.
    /// - `number`: of the group with that first article; nil where there is none.
    mutating func joinAll(like old: [Join], but changed: [Int], number: (Int) -> Int?) -> [Join] {
        begin(isOpen: false)
        layOut()
        made.reserveCapacity(old.count + changed.count)
        for group in changed { open(group) }
        for join in old {
            guard let a = closed(number(Int(join.one))), let b = closed(number(Int(join.other))) else {
                open(closed(number(Int(join.one))))
                open(closed(number(Int(join.other))))
                continue
            }
            // What comes first may leave nothing of it.
            let turn = Candidate(mean: join.mean, groups: Joining.name(join.one, join.other), pair: -1)
            while let best = candidates.max, turn < best, !isOpen[find(a)], !isOpen[find(b)] { _ = joinBest() }
            if isOpen[find(a)] || isOpen[find(b)] {
                open(find(a))
                open(find(b))
            } else {
                self.join(a, b, join.mean)
            }
        }
        while joinBest() {}
        return made
    }

    private mutating func begin(isOpen areOpen: Bool) {
        let count = firsts.count
        isOpen = [Bool](repeating: areOpen, count: count)
        rings = parents
        heads = [Int32](repeating: -1, count: count)
        linkCounts = [Int32](repeating: 0, count: count)
    }

    /// Lays each group's links together.
    private mutating func layOut() {
        let count = firsts.count
        starts = [Int32](repeating: 0, count: count + 1)
        for link in given {
            starts[Int(link.one)] += 1
            starts[Int(link.other)] += 1
        }
        var end: Int32 = 0
        for group in 0...count {
            end += starts[group]
            starts[group] = end
        }
        byGroup = [(other: Int32, likeness: Int32)](repeating: (other: 0, likeness: 0), count: Int(end))
        // From their ends, so that where each is put begins where it ends.
        func put(_ group: Int32, _ other: Int32, _ likeness: Int32) {
            starts[Int(group)] -= 1
            byGroup[Int(starts[Int(group)])] = (other, likeness)
        }
        for link in given {
            put(link.one, link.other, link.likeness)
            put(link.other, link.one, link.likeness)
        }
    }

    private mutating func find(_ group: Int) -> Int {
        var at = group
        while Int(parents[at]) != at {
            parents[at] = parents[Int(parents[at])]
            at = Int(parents[at])
        }
        return at
    }

    /// The group that it is in now, if that is closed.
    private mutating func closed(_ group: Int?) -> Int? {
        guard let group = group.map({ find($0) }), !isOpen[group] else { return nil }
        return group
    }

    private mutating func open(_ group: Int?) {
        guard let group, !isOpen[group] else { return }
        isOpen[group] = true
        let known = sums.count
        var member = group
        repeat {
            for place in Int(starts[member])..<Int(starts[member + 1]) {
                let other = find(Int(byGroup[place].other))
                // Those with open ones are there.
                if !isOpen[other] { add(Int(byGroup[place].likeness), between: group, other) }
            }
            member = Int(rings[member])
        } while member != group
        for pair in known..<sums.count { propose(Int(links[2 * pair].other), group, pair) }
    }

    /// Answers the pair's number.
    @discardableResult
    private mutating func add(_ likeness: Int, between a: Int, _ b: Int) -> Int {
        let pair = pairs.numbered(Joining.name(Int32(a), Int32(b)))
        if pair == sums.count {
            sums.append(likeness)
            links.append((Int32(b), heads[a], Int32(pair)))
            heads[a] = Int32(links.count - 1)
            linkCounts[a] += 1
            links.append((Int32(a), heads[b], Int32(pair)))
            heads[b] = Int32(links.count - 1)
            linkCounts[b] += 1
        } else {
            sums[pair] += likeness
        }
        return pair
    }

    @inline(__always)
    private static func name(_ a: Int32, _ b: Int32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }

    /// Enters two groups as a candidate if they may be joined as they are. If they may not, they may not later either, unless
    /// their sum grows: a mean goes down faster with more articles than what is asked of it.
    private mutating func propose(_ a: Int, _ b: Int, _ pair: Int) {
        guard let mean = mean(a, b, pair) else { return }
        candidates.insert(Candidate(mean: mean, groups: Joining.name(firsts[a], firsts[b]), pair: Int32(pair)))
    }

    /// Joins the two that are next if they may still be; false where there are none.
    private mutating func joinBest() -> Bool {
        guard let best = candidates.popMax() else { return false }
        let pair = Int(best.pair)
        let (a, b) = (Int(links[2 * pair].other), Int(links[2 * pair + 1].other))
        guard Int(parents[a]) == a, Int(parents[b]) == b, let mean = mean(a, b, pair) else { return true }
        // Since it was entered it can only have gone down, or it was entered again.
        if mean == best.mean {
            open(a)
            open(b)
            join(a, b, mean)
        } else if mean < best.mean {
            propose(a, b, pair)
        }
        return true
    }

    /// The one with fewer links goes into the other, so that no link is moved more often than a logarithm of their number.
    private mutating func join(_ a: Int, _ b: Int, _ mean: Int) {
        made.append(Join(one: min(firsts[a], firsts[b]), other: max(firsts[a], firsts[b]), mean: mean))
        let (into, from) = (linkCounts[a], b) >= (linkCounts[b], a) ? (a, b) : (b, a)
        parents[from] = Int32(into)
        firsts[into] = min(firsts[a], firsts[b])
        weights[into].add(weights[from])
        if languages[into] == 0 { languages[into] = languages[from] }
        rings.swapAt(into, from)
        var at = heads[from]
        while at >= 0 {
            let link = links[Int(at)]
            at = link.next
            let other = Int(link.other)
            guard other != into, Int(parents[other]) == other else { continue }
            propose(into, other, add(sums[Int(link.pair)], between: into, other))
        }
    }

    // MARK: - What is asked

    /// In 2^28ths, so that it goes down with each article of a group; nil when the groups may not be joined.
    private func mean(_ a: Int, _ b: Int, _ pair: Int) -> Int? {
        let (one, other) = (languages[a], languages[b])
        guard one == 0 || other == 0 || one == other else { return nil }
        let mean = (sums[pair] << 20) / weights[a].pairs(with: weights[b])
        return mean >= Joining.asked(weights[a], weights[b], pace, rules) << 4 ? mean : nil
    }

    /// What the mean over the pairs between two groups must be, in 2^24ths: by what part of the pairs are of two with an opening.
    @inline(__always)
    static func asked(_ a: Weight, _ b: Weight, _ pace: Pace, _ rules: StoryRules) -> Int {
        let count = a.pairs(with: b)
        // In 256ths of a pair: its root is in 16ths, here in 65536ths of a root of 1; pairs^0.75 in 65536ths: 256^0.75 is 64.
        let root = wholeRoot(count << 16)
        let power = (root * wholeRoot(root << 8)) >> 6
        let ofHeadlines = pace.leastMean << 8 + (pace.leastMeanOfOne << 24) / max(1, power)
        let told = a.pairsTold(with: b)
        if told == 0 { return ofHeadlines }
        let ofTold = rules.leastMeanOfTold << 8 - ((rules.leastMeanOfTold - rules.leastMeanOfOneTold) << 20) / max(1, root)
        return ofHeadlines + (ofTold - ofHeadlines) * told / count
    }
}

/// Two groups that may be joined, with their mean when it was entered.
private struct Candidate {
    let mean: Int
    /// Their first articles, the lesser in the upper half.
    let groups: UInt64
    let pair: Int32

    /// The best is the greatest; of equal ones that of the earliest articles.
    @inline(__always)
    static func < (a: Candidate, b: Candidate) -> Bool { a.mean != b.mean ? a.mean < b.mean : a.groups > b.groups }
}

/// A binary heap, greatest first (Williams 1964).
private struct Heap {
    private var elements: [Candidate] = []

    var max: Candidate? { elements.first }

    mutating func insert(_ element: Candidate) {
        elements.append(element)
        var child = elements.count - 1
        elements.withUnsafeMutableBufferPointer { elements in
            while child > 0 {
                let parent = (child - 1) / 2
                guard elements[parent] < element else { break }
                elements[child] = elements[parent]
                child = parent
            }
            elements[child] = element
        }
    }

    /// Nil when it is empty.
    mutating func popMax() -> Candidate? {
        guard let last = elements.popLast() else { return nil }
        guard let greatest = elements.first else { return last }
        elements.withUnsafeMutableBufferPointer { elements in
            var parent = 0
            while true {
                var child = 2 * parent + 1
                guard child < elements.count else { break }
                if child + 1 < elements.count, elements[child] < elements[child + 1] { child += 1 }
                guard last < elements[child] else { break }
                elements[parent] = elements[child]
                parent = child
            }
            elements[parent] = last
        }
        return greatest
    }
}
