/// Puts linked articles into groups: joins again and again the two groups with the highest mean likeness over all pairs
/// between them, pairs without a link counting as 0, while it is high enough (average linkage, Sokal & Michener 1958).
///
/// Epoch by epoch: what one has joined enters the next as it is. Links are given from later to earlier articles, so that the
/// result is the same however the items arrived.
struct AverageLink {
    private let rules: StoryRules
    /// Of the epoch at work.
    var pace: Pace { didSet { if pace.weightPerQuarterHour != oldValue.weightPerQuarterHour { fade() } } }
    /// Where an article's group stands, found by following it.
    private var parents: [Int32] = []
    /// What a group counts for, in 16ths of an item of the epoch at work.
    private var weights: [Int32] = []
    /// What an item counts for so many quarters of an hour before an epoch, in 16ths.
    private var fading: [Int32] = []
    /// 0 where none of a group's articles says.
    private var languages: [UInt32] = []
    /// Every join so far, so that they can be undone.
    private var log: [(into: Int32, from: Int32)] = []

    // Of the epoch at work.
    private var pairs = HashNumbers<UInt64>()
    /// By pairs' numbers.
    private var sums: [Int] = []
    private var candidates = Heap()
    /// A pool of lists: which groups each had a link with, dead ones among them, and by which pair.
    private var links: [(other: Int32, next: Int32, pair: Int32)] = []
    private var heads: [Int32] = []
    private var linkCounts: [Int32] = []

    init(_ rules: StoryRules) {
        self.rules = rules
        pace = Pace(Pace.usual, by: rules)
        fade()
    }

    private mutating func fade() {
        var left = 65536
        fading.removeAll(keepingCapacity: true)
        while left >= 4096, fading.count < 28 * 96 {
            fading.append(Int32(left >> 12))
            left = (left * pace.weightPerQuarterHour) >> 16
        }
    }

    /// Adds the next article.
    mutating func add(language: UInt32) {
        parents.append(Int32(parents.count))
        weights.append(16)
        languages.append(language)
        heads.append(-1)
        linkCounts.append(0)
    }

    /// How many joins there were so far.
    var joined: Int { log.count }

    /// As it was with `count` articles, whose languages are given, and `joined` joins.
    mutating func cut(to count: Int, joined: Int, languages all: some Sequence<UInt32>) {
        parents = (0..<Int32(count)).map { $0 }
        weights = [Int32](repeating: 16, count: count)
        heads = [Int32](repeating: -1, count: count)
        linkCounts = [Int32](repeating: 0, count: count)
        languages = Array(all)
        log.removeLast(log.count - joined)
        for join in log { unite(Int(join.into), Int(join.from)) }
    }

    mutating func group(of article: Int) -> Int {
        var at = article
        while Int(parents[at]) != at {
            parents[at] = parents[Int(parents[at])]
            at = Int(parents[at])
        }
        return at
    }

    /// How long before an epoch an item still counts for something, in milliseconds.
    var memory: Int64 { Int64(fading.count) * 900_000 }

    /// Weighs the groups that earlier epochs made, by how long ago what they hold was: what is told no more counts less and less among the
    /// pairs that a mean is taken over.
    /// - `articles`: those in memory at the start of the epoch; `age`: of one, in milliseconds.
    mutating func weigh(_ articles: [Int], age: (Int) -> Int64) {
        for article in articles { weights[group(of: article)] = 0 }
        for article in articles {
            let quarters = Int(age(article) / 900_000)
            if quarters < fading.count { weights[group(of: article)] += fading[quarters] }
        }
        for article in articles {
            let group = group(of: article)
            weights[group] = max(16, weights[group])
        }
    }

    /// What a group counts for in the epoch at work, in 16ths of an item, and its language: 0 where none of its articles says.
    func weight(of group: Int) -> (weight: Int, language: UInt32) { (Int(weights[group]), languages[group]) }

    mutating func link(_ article: Int, _ link: Link) {
        let (a, b) = (group(of: article), group(of: Int(link.to)))
        if a != b { add(Int(link.likeness), between: a, b) }
    }

    @inline(__always)
    private func name(_ a: Int, _ b: Int) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }

    /// Answers the pair's number.
    @discardableResult
    private mutating func add(_ likeness: Int, between a: Int, _ b: Int) -> Int {
        let pair = pairs.numbered(name(a, b))
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

    /// Joins what there is to join by the links given, and forgets these.
    mutating func joinAll() {
        for place in stride(from: 0, to: links.count, by: 2) {
            propose(Int(links[place].other), Int(links[place + 1].other), Int(links[place].pair))
        }
        while let best = candidates.popMax() {
            let (a, b) = (Int(best.groups >> 32), Int(best.groups & 0xFFFF_FFFF))
            guard Int(parents[a]) == a, Int(parents[b]) == b, let mean = mean(a, b, Int(best.pair)) else { continue }
            // Since it was entered it can only have gone down, or it was entered again.
            if mean == best.mean { join(a, b) } else if mean < best.mean { propose(a, b, Int(best.pair)) }
        }
        for link in links { (heads[Int(link.other)], linkCounts[Int(link.other)]) = (-1, 0) }
        pairs = HashNumbers(roomFor: sums.count)
        sums.removeAll(keepingCapacity: true)
        links.removeAll(keepingCapacity: true)
    }

    /// Gives back what joining took: it is more than all that is kept of the groups.
    mutating func rest() {
        pairs = HashNumbers()
        sums = []
        links = []
        candidates = Heap()
    }

    /// Joins the groups of two articles, of one language or not, whatever their likeness.
    mutating func force(_ a: Int, _ b: Int) {
        let (a, b) = (group(of: a), group(of: b))
        guard a != b else { return }
        log.append((Int32(min(a, b)), Int32(max(a, b))))
        unite(min(a, b), max(a, b))
    }

    /// Enters two groups as a candidate if they may be joined as they are. If they may not, they may not later either, unless
    /// their sum grows: a mean goes down faster with more articles than what is asked of it.
    private mutating func propose(_ a: Int, _ b: Int, _ pair: Int) {
        if let mean = mean(a, b, pair) { candidates.insert(Candidate(mean: mean, groups: name(a, b), pair: Int32(pair))) }
    }

    /// In 2^24ths; nil when the groups may not be joined.
    private func mean(_ a: Int, _ b: Int, _ pair: Int) -> Int? {
        let (one, other) = (languages[a], languages[b])
        guard one == 0 || other == 0 || one == other else { return nil }
        let count = Int(weights[a]) * Int(weights[b])
        let mean = (sums[pair] << 16) / count
        return mean >= floor(count) ? mean : nil
    }

    /// What the mean over so many 256ths of a pair must be, in 2^24ths.
    func floor(_ count: Int) -> Int {
        // pairs^0.75 in 65536ths: 256^0.75 is 64.
        let root = wholeRoot(count << 16)
        let power = (root * wholeRoot(root << 8)) >> 6
        return rules.leastMean << 8 + (pace.leastMeanOfOne << 24) / max(1, power)
    }

    private mutating func unite(_ into: Int, _ from: Int) {
        parents[from] = Int32(into)
        weights[into] += weights[from]
        if languages[into] == 0 { languages[into] = languages[from] }
    }

    /// The one with fewer links goes into the other, so that no link is moved more often than a logarithm of their number.
    private mutating func join(_ a: Int, _ b: Int) {
        let (into, from) = (linkCounts[a], b) >= (linkCounts[b], a) ? (a, b) : (b, a)
        log.append((Int32(into), Int32(from)))
        unite(into, from)
        var at = heads[from]
        while at >= 0 {
            let link = links[Int(at)]
            at = link.next
            let other = Int(link.other)
            guard other != into, Int(parents[other]) == other else { continue }
            propose(into, other, add(sums[Int(link.pair)], between: into, other))
        }
    }
}

/// Two groups that may be joined, with their mean when it was entered.
private struct Candidate {
    let mean: Int
    /// The lesser in the upper half.
    let groups: UInt64
    let pair: Int32

    /// The best is the greatest; of equal ones that of the earliest articles.
    @inline(__always)
    static func < (a: Candidate, b: Candidate) -> Bool { a.mean != b.mean ? a.mean < b.mean : a.groups > b.groups }
}

/// A binary heap, greatest first (Williams 1964).
private struct Heap {
    private var elements: [Candidate] = []

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
