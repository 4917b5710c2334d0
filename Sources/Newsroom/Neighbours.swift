/// A likeness between an article and one before it.
struct Link {
    let to: Int32
    /// 1...65536.
    let likeness: Int32
}

/// Finds for each article, one after another in the order of time, the most alike before it: by the cosine of their words'
/// weights (TF-IDF, Salton & Buckley 1988, in integers), from an inverted index.
///
/// What an article costs is bounded, whatever it and others say: each word's articles are looked up from the newest backwards, the
/// rarest word first, so many of each word and so many in all.
struct Neighbours {
    private let rules: StoryRules
    let fading: [Int]
    /// A word of a smaller share of an article, 0.01, is one that all have: it weighs nothing and is looked up in none.
    private static let leastShare = 656
    var lists: PostingLists
    /// For each word the articles that it is counted over and stands in.
    private var frequency: [Int32] = []
    private(set) var counted = 0
    private var rarities: [Int] = []

    // For the article at work: what was found of each other, by its number from that of the first.
    private var sums: [Int64] = []
    private var common: [Int32] = []
    private var seen: [Int32] = []
    /// For each word where the marked article has it; -1 where it has not.
    private var marks: [Int32] = []

    /// - `first`: the number of the first article that will be added.
    init(_ rules: StoryRules, from first: Int) {
        self.rules = rules
        lists = PostingLists(from: first)
        fading = likenessLeft(by: rules)
    }

    // MARK: - Which words are rare

    /// Counts an article's terms, or takes them back (`by` -1).
    mutating func count(_ terms: some Sequence<UInt32>, by one: Int32 = 1) {
        counted += Int(one)
        for term in terms { frequency[number(of: term)] += one }
        rarities.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private mutating func number(of term: UInt32) -> Int {
        let number = lists.number(of: Term.name(term))
        if number == frequency.count { frequency.append(0) }
        return number
    }

    /// Idf^0.75 of a word that stands in so many of the articles counted.
    private mutating func rarity(_ frequency: Int32) -> Int {
        let frequency = Int(frequency)
        if frequency < rarities.count { return rarities[frequency] }
        func rarity(_ f: Int) -> Int {
            threeQuarterPower(max(0, logarithm(2 * max(counted, f) + 2) - logarithm(2 * f + 1)))
        }
        guard frequency < 1024 else { return rarity(frequency) }
        while rarities.count <= frequency { rarities.append(rarity(rarities.count)) }
        return rarities[frequency]
    }

    // MARK: - The index

    /// Adds the next article. One without terms is like nothing.
    mutating func add(_ terms: some Sequence<UInt32>) {
        var squares = 0.0
        for term in terms {
            let word = number(of: term)
            let weight = Term.times(term) * rarity(frequency[word])
            squares += Double(weight) * Double(weight)
            lists.append(word, share: weight)
        }
        // Squares of whole numbers up to 2^45 add up exactly here, and square roots are rounded alike everywhere.
        let length = max(1, Int(squares.squareRoot()))
        for place in lists.open {
            let share = Int(lists.entries[place].share) * 65536 / length
            lists.setShare(place, share < Neighbours.leastShare ? 0 : share)
        }
        lists.close()
        while sums.count < lists.end - lists.first {
            sums.append(0)
            common.append(0)
        }
    }

    /// Takes the newest articles out again, down to those before `article`.
    mutating func cut(to article: Int) { lists.cut(to: article) }

    /// Forgets the articles before `article`: nothing will be compared with them any more.
    mutating func forget(before article: Int) { lists.forget(before: article) }

    var first: Int { lists.first }
    var end: Int { lists.end }

    // MARK: - The most alike

    /// The articles before the newest one that it is most like, at most `rules.neighbours`: the most alike first, of equally alike
    /// ones the newest.
    mutating func links(of terms: [UInt32], in prints: [Fingerprint]) -> [Link] {
        let article = lists.end - 1
        // By rarity, then by hash: what numbers the words have must not be seen.
        var order: [(UInt64, place: Int32)] = []
        order.reserveCapacity(terms.count)
        let own = lists.range(of: article)
        let first = lists.first
        for (offset, term) in terms.enumerated() {
            let place = own.lowerBound + offset
            order.append(
                (UInt64(UInt32(bitPattern: frequency[Int(lists.entries[place].word)])) << 32 | UInt64(term), Int32(place)))
        }
        let telling = order.count {
            lists.entries[Int($0.place)].share > 0 && Term.isInformative(UInt32(truncatingIfNeeded: $0.0))
        }
        guard telling >= 2 else { return [] }
        order.sort { $0.0 < $1.0 }

        let oldest = prints[article].time - Int64(rules.reachHours) * 3_600_000
        var budget = rules.mostLookups
        var isWhole = true
        for (key, place) in order {
            let entry = lists.entries[Int(place)]
            if entry.share == 0 { continue }
            let isInformative: Int32 = Term.isInformative(UInt32(truncatingIfNeeded: key)) ? 1 : 0
            var left = min(rules.mostOfWord, budget)
            var at = entry.previous
            while at >= 0 {
                let other = lists.entries[Int(at)]
                if prints[Int(other.article)].time < oldest { break }
                if left == 0 {
                    isWhole = false
                    break
                }
                left -= 1
                budget -= 1
                let slot = Int(other.article) - first
                if sums[slot] == 0, common[slot] == 0 { seen.append(other.article) }
                sums[slot] += Int64(entry.share) * Int64(other.share)
                common[slot] += isInformative
                at = other.previous
            }
            if budget == 0 {
                isWhole = false
                break
            }
        }
        if !isWhole {
            // What was looked up is in part: the best by it are compared as a whole.
            dropStrangers(to: prints[article], in: prints)
            let best = mostAlike()
            clear()
            mark(article)
            for other in best {
                var (sum, count): (Int64, Int32) = (0, 0)
                forEachMarked(in: Int(other)) { offset, product in
                    sum += product
                    count += Term.isInformative(terms[offset]) ? 1 : 0
                }
                (sums[Int(other) - first], common[Int(other) - first]) = (sum, count)
            }
            unmark(article)
            seen = best
        }
        var found: [Link] = []
        for other in seen {
            let slot = Int(other) - first
            guard Int(common[slot]) >= rules.fewestShared, mayJoin(prints[article], prints[Int(other)]) else { continue }
            let quarters = Int((prints[article].time - prints[Int(other)].time) / 900_000)
            var likeness = (Int(sums[slot] >> 16) * fading[quarters]) >> 16
            if prints[article].source == prints[Int(other)].source { likeness = (likeness * rules.ofOneSource) >> 16 }
            if likeness >= rules.leastLikeness { found.append(Link(to: other, likeness: Int32(min(likeness, 65536)))) }
        }
        clear()
        found.sort { ($0.likeness, $0.to) > ($1.likeness, $1.to) }
        if found.count > rules.neighbours { found.removeLast(found.count - rules.neighbours) }
        return found
    }

    /// Takes out of what was seen what can be no neighbour.
    private mutating func dropStrangers(to print: Fingerprint, in prints: [Fingerprint]) {
        var kept = 0
        for other in seen {
            if common[Int(other) - first] > 0, mayJoin(print, prints[Int(other)]) {
                seen[kept] = other
                kept += 1
            } else {
                (sums[Int(other) - first], common[Int(other) - first]) = (0, 0)
            }
        }
        seen.removeLast(seen.count - kept)
    }

    private mutating func clear() {
        for other in seen {
            sums[Int(other) - first] = 0
            common[Int(other) - first] = 0
        }
        seen.removeAll(keepingCapacity: true)
    }

    /// The most alike of those seen, sixty-four or a few more; of too many equally alike those seen first.
    private func mostAlike() -> [Int32] {
        // By classes of likeness, so that the cost is linear.
        let most = seen.reduce(1) { max($0, sums[Int($1) - first]) }
        let unit = Int64(max(0, 58 - most.leadingZeroBitCount))
        func level(_ article: Int32) -> Int { Int(sums[Int(article) - first] >> unit) }
        var sizes = [Int](repeating: 0, count: 64)
        for article in seen { sizes[level(article)] += 1 }
        var (least, count) = (63, sizes[63])
        while count < 64, least > 0 {
            least -= 1
            count += sizes[least]
        }
        return Array(seen.lazy.filter { level($0) >= least }.prefix(96))
    }

    // MARK: - What two share

    mutating func mark(_ article: Int) {
        if marks.count < lists.words { marks.append(contentsOf: repeatElement(-1, count: lists.words - marks.count)) }
        for place in lists.range(of: article) { marks[Int(lists.entries[place].word)] = Int32(place) }
    }

    mutating func unmark(_ article: Int) {
        for place in lists.range(of: article) { marks[Int(lists.entries[place].word)] = -1 }
    }

    /// The terms of `other` that the marked article has too: which of its terms it is, and the product of their shares.
    @inline(__always)
    func forEachMarked(in other: Int, _ body: (_ offset: Int, _ product: Int64) -> Void) {
        for place in lists.range(of: other) {
            let marked = marks[Int(lists.entries[place].word)]
            if marked < 0 { continue }
            let entry = lists.entries[Int(marked)]
            body(
                Int(marked) - lists.range(of: Int(entry.article)).lowerBound,
                Int64(entry.share) * Int64(lists.entries[place].share))
        }
    }

    /// Names of up to five words that two articles of the index share, heaviest first; 0 for none. `terms` are those of `a`.
    mutating func heaviestShared(_ a: Int, _ b: Int, terms: [UInt32]) -> [UInt32] {
        var shared: [(name: UInt32, weight: Int64)] = []
        mark(a)
        forEachMarked(in: b) { offset, product in
            if Term.isWord(terms[offset]) { shared.append((Term.name(terms[offset]), product)) }
        }
        unmark(a)
        shared.sort { ($1.weight, $0.name) < ($0.weight, $1.name) }
        return shared.prefix(5).map(\.name)
    }
}

/// Titles that differ only in their numbers or dates tell of two matches, quakes or issues; languages are apart.
func mayJoin(_ a: Fingerprint, _ b: Fingerprint) -> Bool {
    if a.language != 0, b.language != 0, a.language != b.language { return false }
    return a.mask == 0 || a.mask != b.mask || a.title == b.title
}

/// What is left of a likeness after so many quarters of an hour, in 65536ths, up to the reach of the rules.
private func likenessLeft(by rules: StoryRules) -> [Int] {
    var left = [65536]
    for _ in 0..<rules.reachHours * 4 { left.append((left[left.count - 1] * rules.fadePerQuarterHour) >> 16) }
    return left
}

/// The logarithm to base 2 of a positive number, in 65536ths, rounded down. Bit by bit, by squaring.
func logarithm(_ number: Int) -> Int {
    let whole = number.bitWidth - 1 - number.leadingZeroBitCount
    // Between 1 and 2, in 2^31ths.
    var rest = whole > 31 ? UInt64(number) >> UInt64(whole - 31) : UInt64(number) << UInt64(31 - whole)
    var result = whole
    for _ in 0..<16 {
        rest = (rest * rest) >> 31
        result <<= 1
        if rest >= 1 << 32 {
            rest >>= 1
            result += 1
        }
    }
    return result
}

/// x^0.75 of a number in 65536ths, as the product of its root and its root's root.
private func threeQuarterPower(_ number: Int) -> Int {
    let root = wholeRoot(number << 16)
    return (root * wholeRoot(root << 16)) >> 16
}

/// Exact below 2^52; IEEE roots are rounded alike on every machine.
func wholeRoot(_ number: Int) -> Int { Int(Double(number).squareRoot()) }
