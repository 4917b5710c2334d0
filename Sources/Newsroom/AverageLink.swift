/// Puts linked articles into groups: joins again and again the two groups with the highest mean likeness over all pairs
/// between them, pairs without a link counting as 0, while it is high enough (average linkage, Sokal & Michener 1958).
///
/// Day by day: what a day has joined enters the next one as it is. Links are given from later to earlier articles, so that
/// the result is the same however the items arrived.
struct AverageLink {
    private struct Group {
        var size = 1
        /// 0 where none of its articles says.
        var language: Int
        /// Sums of likenesses to other groups, by where those stand.
        var sums: [Int32: Int] = [:]
    }

    /// Two groups that may be joined, with their mean when it was entered: since then it can only have gone down.
    private struct Candidate: Comparable {
        let mean: Int
        let a: Int32
        let b: Int32

        /// The best is the greatest.
        static func < (x: Candidate, y: Candidate) -> Bool { (x.mean, y.a, y.b) < (y.mean, x.a, x.b) }
    }

    private var groups: [Group]
    /// Where an article's group stands, found by following it.
    private var parents: [Int32]
    private var candidates = Heap<Candidate>()
    private let rules: StoryRules

    /// For each article the first article of its group.
    static func groups(linked links: [[Link]], times: [Int], languages: [Int], by rules: StoryRules) -> [Int] {
        var linkage = AverageLink(languages: languages, rules: rules)
        var article = 0
        while article < links.count {
            let day = times[article].quotientAndFloor(86_400)
            while article < links.count, times[article].quotientAndFloor(86_400) == day {
                for link in links[article] { linkage.add(article, link) }
                article += 1
            }
            linkage.joinAll()
        }
        var first = [Int](repeating: -1, count: links.count)
        return links.indices.map { article in
            let group = linkage.group(of: article)
            if first[group] < 0 { first[group] = article }
            return first[group]
        }
    }

    private init(languages: [Int], rules: StoryRules) {
        groups = languages.map { Group(language: $0) }
        parents = languages.indices.map(Int32.init)
        self.rules = rules
    }

    private mutating func group(of article: Int) -> Int {
        var at = article
        while Int(parents[at]) != at {
            parents[at] = parents[Int(parents[at])]
            at = Int(parents[at])
        }
        return at
    }

    private mutating func add(_ article: Int, _ link: Link) {
        let (a, b) = (group(of: article), group(of: link.to))
        groups[a].sums[Int32(b), default: 0] += link.likeness
        groups[b].sums[Int32(a), default: 0] += link.likeness
        propose(a, b)
    }

    /// Enters two groups as a candidate if they may be joined as they are. If they may not, they may not later either, unless
    /// their sum grows: a mean goes down faster with more articles than what is asked of it.
    private mutating func propose(_ a: Int, _ b: Int) {
        guard let mean = mean(a, b) else { return }
        candidates.insert(Candidate(mean: mean, a: Int32(min(a, b)), b: Int32(max(a, b))))
    }

    /// In 2^24ths; nil when the groups may not be joined.
    private func mean(_ a: Int, _ b: Int) -> Int? {
        guard let sum = groups[a].sums[Int32(b)] else { return nil }
        let (one, other) = (groups[a].language, groups[b].language)
        guard one == 0 || other == 0 || one == other else { return nil }
        let pairs = groups[a].size * groups[b].size
        let mean = (sum << 8) / pairs
        // pairs^0.75 in 65536ths.
        let root = wholeRoot(pairs << 16)
        let power = root * wholeRoot(root << 8)
        return mean >= rules.leastMean << 8 + (rules.leastMeanOfOne << 24) / power ? mean : nil
    }

    private mutating func joinAll() {
        while let best = candidates.popMax() {
            let (a, b) = (Int(best.a), Int(best.b))
            guard Int(parents[a]) == a, Int(parents[b]) == b, let mean = mean(a, b) else { continue }
            if mean == best.mean { join(a, b) } else if mean < best.mean { propose(a, b) }
        }
    }

    /// The one with fewer links goes into the other, so that no link is moved more often than a logarithm of their number.
    private mutating func join(_ a: Int, _ b: Int) {
        let (into, from) = (groups[a].sums.count, b) >= (groups[b].sums.count, a) ? (a, b) : (b, a)
        let moved = groups[from].sums
        groups[from].sums = [:]
        parents[from] = Int32(into)
        groups[into].size += groups[from].size
        if groups[into].language == 0 { groups[into].language = groups[from].language }
        groups[into].sums[Int32(from)] = nil
        // The order is without effect: each neighbour has its own sum, and candidates come out by what they are.
        for (other, sum) in moved where Int(other) != into {
            groups[into].sums[other, default: 0] += sum
            groups[Int(other)].sums[Int32(from)] = nil
            groups[Int(other)].sums[Int32(into), default: 0] += sum
            propose(into, Int(other))
        }
    }
}

extension Int {
    /// The quotient, rounded down.
    fileprivate func quotientAndFloor(_ divisor: Int) -> Int {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}

/// A binary heap, greatest first (Williams 1964).
struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard elements[parent] < elements[child] else { return }
            elements.swapAt(parent, child)
            child = parent
        }
    }

    /// Nil when it is empty.
    mutating func popMax() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let greatest = elements.first else { return last }
        elements[0] = last
        var parent = 0
        while true {
            var largest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count && elements[largest] < elements[child] {
                largest = child
            }
            if largest == parent { return greatest }
            elements.swapAt(parent, largest)
            parent = largest
        }
    }
}
