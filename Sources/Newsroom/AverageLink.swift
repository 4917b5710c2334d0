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
    /// The same of those of its articles that have an opening.
    private var told: [Int32] = []
    /// What an item counts for so many quarters of an hour before an epoch, in 16ths.
    private var fading: [Int32] = []
    /// 0 where none of a group's articles says.
    private var languages: [UInt32] = []
    /// Every join so far, so that they can be undone; `from` was the first to say its language where `gaveLanguage`.
    private var log: [(into: Int32, from: Int32, gaveLanguage: Bool)] = []
    /// `parents` as they were before the epoch at work.
    private var before: [Int32] = []

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

    /// Adds the next article. `isTold`: it has more than a headline.
    mutating func add(language: UInt32, isTold: Bool) {
        parents.append(Int32(parents.count))
        weights.append(16)
        told.append(isTold ? 16 : 0)
        languages.append(language)
    }

    /// How many joins there were so far.
    var joined: Int { log.count }

    /// As it was with `count` articles, of which it is given what `add` was given, and `joined` joins.
    mutating func cut(to count: Int, joined: Int, articles all: some Sequence<(language: UInt32, isTold: Bool)>) {
        parents = (0..<Int32(count)).map { $0 }
        weights = [Int32](repeating: 16, count: count)
        told = all.map { $0.isTold ? 16 : 0 }
        languages = all.map(\.language)
        (heads, linkCounts) = ([], [])
        log.removeLast(log.count - joined)
        for join in log { unite(Int(join.into), Int(join.from)) }
    }

    /// Before the articles of an epoch are added.
    mutating func begin() { before = parents }

    /// Undoes the joins of the epoch at work, of which there were `joined` before it, and keeps its articles.
    mutating func begin(anewFrom joined: Int) {
        while log.count > joined, let last = log.popLast() {
            weights[Int(last.into)] -= weights[Int(last.from)]
            told[Int(last.into)] -= told[Int(last.from)]
            if last.gaveLanguage { languages[Int(last.into)] = 0 }
        }
        parents.replaceSubrange(0..<before.count, with: before)
        for article in before.count..<parents.count { parents[article] = Int32(article) }
    }

    /// Forgets the articles from `start` on, which are in groups of their own.
    mutating func forget(from start: Int) {
        let gone = parents.count - start
        parents.removeLast(gone)
        weights.removeLast(gone)
        told.removeLast(gone)
        languages.removeLast(gone)
        (heads, linkCounts) = ([], [])
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
    mutating func weigh(_ articles: [Int], age: (Int) -> Int64, isTold: (Int) -> Bool) {
        for article in articles {
            let group = group(of: article)
            (weights[group], told[group]) = (0, 0)
        }
        for article in articles {
            let quarters = Int(age(article) / 900_000)
            guard quarters < fading.count else { continue }
            let group = group(of: article)
            weights[group] += fading[quarters]
            if isTold(article) { told[group] += fading[quarters] }
        }
        for article in articles {
            let group = group(of: article)
            if weights[group] >= 16 { continue }
            told[group] = told[group] * 16 / max(1, weights[group])
            weights[group] = 16
        }
    }

    /// How many pairs two groups have between them, in 256ths, what is asked of their mean in 2^24ths, and whether their languages differ.
    func between(_ a: Int, _ b: Int) -> (pairs: Int, asked: Int, languagesDiffer: Bool) {
        (
            Int(weights[a]) * Int(weights[b]), floor(a, b),
            languages[a] != 0 && languages[b] != 0 && languages[a] != languages[b]
        )
    }

    mutating func link(_ article: Int, _ link: Link) {
        if heads.count < parents.count {
            heads += repeatElement(-1, count: parents.count - heads.count)
            linkCounts += repeatElement(0, count: parents.count - linkCounts.count)
        }
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
        (heads, linkCounts) = ([], [])
        candidates = Heap()
    }

    /// Joins the groups of two articles, of one language or not, whatever their likeness.
    mutating func force(_ a: Int, _ b: Int) {
        let (a, b) = (group(of: a), group(of: b))
        guard a != b else { return }
        enter(min(a, b), max(a, b))
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
        return mean >= floor(a, b) ? mean : nil
    }

    /// What the mean over the pairs between two groups must be, in 2^24ths: by what part of the pairs are of two with an opening.
    private func floor(_ a: Int, _ b: Int) -> Int {
        let count = Int(weights[a]) * Int(weights[b])
        // In 256ths of a pair: its root is in 16ths, here in 65536ths of a root of 1; pairs^0.75 in 65536ths: 256^0.75 is 64.
        let root = wholeRoot(count << 16)
        let power = (root * wholeRoot(root << 8)) >> 6
        let ofHeadlines = pace.leastMean << 8 + (pace.leastMeanOfOne << 24) / max(1, power)
        let toldCount = Int(told[a]) * Int(told[b])
        if toldCount == 0 { return ofHeadlines }
        let ofTold = rules.leastMeanOfTold << 8 - ((rules.leastMeanOfTold - rules.leastMeanOfOneTold) << 20) / max(1, root)
        return ofHeadlines + (ofTold - ofHeadlines) * toldCount / count
    }

    private mutating func enter(_ into: Int, _ from: Int) {
        log.append((Int32(into), Int32(from), languages[into] == 0 && languages[from] != 0))
        unite(into, from)
    }

    private mutating func unite(_ into: Int, _ from: Int) {
        parents[from] = Int32(into)
        weights[into] += weights[from]
        told[into] += told[from]
        if languages[into] == 0 { languages[into] = languages[from] }
    }

    /// The one with fewer links goes into the other, so that no link is moved more often than a logarithm of their number.
    private mutating func join(_ a: Int, _ b: Int) {
        let (into, from) = (linkCounts[a], b) >= (linkCounts[b], a) ? (a, b) : (b, a)
        enter(into, from)
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
