/// Puts linked articles into groups: joins again and again the two groups with the highest mean likeness over all pairs
/// between them, pairs without a link counting as 0, while it is high enough (average linkage, Sokal & Michener 1958).
///
/// Epoch by epoch: what one has joined enters the next as it is. Links are given from later to earlier articles, so that the
/// result is the same however the items arrived.
struct AverageLink {
    private let rules: StoryRules
    /// Of the epoch at work.
    var pace: Pace { didSet { if pace.weightPerQuarterHour != oldValue.weightPerQuarterHour { fade() } } }
    /// Where an article's group stands, found by following it: to the group's first article.
    private var parents: [Int32] = []
    /// By the group's first article, as below.
    private var weights: [Joining.Weight] = []
    /// What an item counts for so many quarters of an hour before an epoch, in 16ths.
    private var fading: [Int32] = []
    /// 0 where none of a group's articles says.
    private var languages: [UInt32] = []
    /// Every join so far, so that they can be undone; `from` was the first to say its language where `gaveLanguage`.
    private var log: [(into: Int32, from: Int32, gaveLanguage: Bool)] = []
    /// `parents` as they were before the epoch at work.
    private var before: [Int32] = []
    /// What `joinAll` joined last, in the epoch at work.
    private var latest: [Joining.Join] = []

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
        weights.append(Joining.Weight(isTold: isTold))
        languages.append(language)
    }

    /// How many joins there were so far.
    var joined: Int { log.count }

    /// As it was with `count` articles, of which it is given what `add` was given, and `joined` joins.
    mutating func cut(to count: Int, joined: Int, articles all: some Sequence<(language: UInt32, isTold: Bool)>) {
        parents = (0..<Int32(count)).map { $0 }
        weights = all.map { Joining.Weight(isTold: $0.isTold) }
        languages = all.map(\.language)
        latest = []
        log.removeLast(log.count - joined)
        for join in log { unite(Int(join.into), Int(join.from)) }
    }

    /// Before the articles of an epoch are added.
    mutating func begin() { (before, latest) = (parents, []) }

    /// Undoes the joins of the epoch at work, of which there were `joined` before it, and keeps its articles.
    mutating func begin(anewFrom joined: Int) {
        while log.count > joined, let last = log.popLast() {
            weights[Int(last.into)].subtract(weights[Int(last.from)])
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
        languages.removeLast(gone)
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
            weights[group(of: article)] = Joining.Weight()
        }
        for article in articles {
            let quarters = Int(age(article) / 900_000)
            guard quarters < fading.count else { continue }
            weights[group(of: article)].add(Joining.Weight(fading[quarters], isTold: isTold(article)))
        }
        for article in articles { weights[group(of: article)].raiseToOne() }
    }

    /// How many pairs two groups have between them, in 256ths, what is asked of their mean in 2^24ths, and whether their languages differ.
    func between(_ a: Int, _ b: Int) -> (pairs: Int, asked: Int, languagesDiffer: Bool) {
        (
            weights[a].pairs(with: weights[b]), Joining.asked(weights[a], weights[b], pace, rules),
            languages[a] != 0 && languages[b] != 0 && languages[a] != languages[b]
        )
    }

    /// Joins what there is to join by these links.
    /// - `changed`: articles with links that the epoch had not, or has no more, when this was done last; of those with others what was
    ///   joined then stands, as far as these leave it. What had links then may be another article now, or none. Nil: it was not done yet.
    mutating func joinAll(_ links: StoryBook.Links, changed: [Int]? = nil) {
        var joining = Joining(pace, rules)
        var numbers = [Int32](repeating: -1, count: parents.count)
        func number(_ group: Int) -> Int {
            if numbers[group] < 0 {
                numbers[group] = Int32(joining.add(Int32(group), weights[group], language: languages[group]))
            }
            return Int(numbers[group])
        }
        links.forEach { article, link in
            let (a, b) = (group(of: article), group(of: Int(link.to)))
            if a != b { joining.link(number(a), number(b), link.likeness) }
        }
        func known(_ group: Int) -> Int? { group < numbers.count && numbers[group] >= 0 ? Int(numbers[group]) : nil }
        if let changed {
            let groups = changed.compactMap { $0 < parents.count ? known(group(of: $0)) : nil }
            latest = joining.joinAll(like: latest, but: groups, number: known)
        } else {
            latest = joining.joinAll()
        }
        for join in latest { enter(Int(join.one), Int(join.other)) }
    }

    /// Joins the groups of two articles, of one language or not, whatever their likeness.
    mutating func force(_ a: Int, _ b: Int) {
        let (a, b) = (group(of: a), group(of: b))
        guard a != b else { return }
        enter(min(a, b), max(a, b))
    }

    private mutating func enter(_ into: Int, _ from: Int) {
        log.append((Int32(into), Int32(from), languages[into] == 0 && languages[from] != 0))
        unite(into, from)
    }

    private mutating func unite(_ into: Int, _ from: Int) {
        parents[from] = Int32(into)
        weights[into].add(weights[from])
        if languages[into] == 0 { languages[into] = languages[from] }
    }
}
