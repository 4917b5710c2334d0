/// A likeness between an article and one before it.
struct Link: Equatable {
    let to: Int32
    /// 1...65536.
    let likeness: Int32
}

/// Finds for each article, one after another in the order of time, the most alike before it: by the cosine of their words'
/// weights (TF-IDF, Salton & Buckley 1988, in integers), from an inverted index.
///
/// What an article costs is bounded, whatever it and others say: each word's articles are looked up from the newest backwards, the
/// rarest word first, so many of each word and so many in all. Pairs of neighbouring words count but are not looked up: who shares one
/// shares its words.
struct Neighbours {
    private let rules: StoryRules
    /// Of the epoch at work.
    var pace: Pace
    /// A word of a smaller share of an article, 0.01, is one that all have: it weighs nothing and is looked up in none.
    private static let leastShare = 328
    /// What pairs can add to a likeness at most, where each counts 0.3 of the mean of n words, of which there are n - 1: 0.09 / 1.09
    /// in 2^30ths.
    private static let mostOfPairs: UInt64 = 88_700_000
    private var index: WordIndex
    private(set) var counted = 0
    private var rarities: [Int] = []
    /// Of the articles counted.
    var sourceWords = SourceWords()

    /// A word of the article at work.
    private struct Wanted {
        /// The rarest first, of equally rare ones by name; what is no word of weight last.
        let key: UInt64
        let newest: Int32
        let share: UInt32
        /// `WordIndex.Block.ofTitle` or 0.
        let ofTitle: UInt64
        /// One that is not adds to what others found.
        var finds: Bool { key >> 63 == 0 }
    }

    /// By the words that two share, in 65536ths.
    private let gains: [Int]
    /// The same of two that have an opening, and for each by the words that their titles share.
    private let gainsOfTold: [Int]
    private static let mostShared = 10
    private static let mostOfTitle = 6

    // For the article at work: what was found of each other, by its number from that of the first.
    private var sums: [UInt64] = []
    private var seen: [Int32] = []
    private var order: [Wanted] = []
    private var found: [Link] = []
    /// For each word where the marked article has it; -1 where it has not.
    private var marks: [Int32] = []
    private var weights: [(word: Int32, weight: Int32, isInformative: Bool, isOfTitle: Bool)] = []

    /// - `first`: the number of the first article that will be added.
    init(_ rules: StoryRules, from first: Int, _ pace: Pace) {
        self.rules = rules
        self.pace = pace
        func gain(_ one: Int, _ words: Int) -> Int { 65536 + one * (max(2, words) - 4) }
        gains = (0...Neighbours.mostShared).map { gain(rules.gainOfShared, $0) }
        gainsOfTold = (0...Neighbours.mostShared).flatMap { words in
            (0...Neighbours.mostOfTitle).map { ofTitle in
                (gain(rules.gainOfSharedOfTold, words) * (65536 + rules.gainOfTitle * (ofTitle - 3))) >> 16
            }
        }
        index = WordIndex(from: first)
    }

    // MARK: - Which words are rare

    /// Counts an article's terms, or takes them back (`by` -1).
    mutating func count(_ terms: ArraySlice<UInt32>, by one: Int32 = 1) {
        counted += Int(one)
        for term in terms where Term.isWord(term) { index.count(term, by: one) }
        rarities.removeAll(keepingCapacity: true)
    }

    /// Idf^0.75 of a word that stands in so many of the articles counted.
    @inline(__always)
    private mutating func rarity(_ frequency: Int32) -> Int {
        let frequency = Int(frequency)
        return frequency < rarities.count ? rarities[frequency] : newRarity(frequency)
    }

    private mutating func newRarity(_ frequency: Int) -> Int {
        func rarity(_ f: Int) -> Int {
            threeQuarterPower(max(0, logarithm(2 * max(counted, f) + 2) - logarithm(2 * f + 1)))
        }
        guard frequency < 4096 else { return rarity(frequency) }
        while rarities.count <= frequency { rarities.append(rarity(rarities.count)) }
        return rarities[frequency]
    }

    // MARK: - The index

    /// Adds the next article. One without terms is like nothing.
    mutating func add(_ terms: ArraySlice<UInt32>, of source: UInt32, at time: Int64) {
        weights.removeAll(keepingCapacity: true)
        var squares = 0.0
        var (ofTitle, titleWords, pairs) = (0, 0, 0)
        let isTold = terms.contains(where: Term.isOfOpening)
        for term in terms {
            guard Term.isWord(term) else {
                pairs += 1
                continue
            }
            let number = index.number(of: Term.name(term))
            let word = index.words[number]
            var articles = word.articles
            // A word of few can be one of no source's many.
            if articles >= 4 {
                articles = max(
                    articles, Int32(truncatingIfNeeded: (sourceWords.share(of: word.name, in: source) * counted) >> 16))
            }
            var weight = rarity(articles)
            // Where there is little else names count more: a word that headlines in sentence case give a capital.
            if !isTold, word.capital > 0 {
                let gain = (rules.nameGain * Int(word.capital)) / Int(word.capital + word.lower + 1)
                weight += (weight * gain) >> 16
            }
            if Term.isOfTitle(term) {
                ofTitle += weight
                titleWords += 1
            } else {
                weight /= 2
            }
            squares += Double(weight) * Double(weight)
            weights.append(
                (
                    Int32(truncatingIfNeeded: number), Int32(truncatingIfNeeded: weight), Term.isInformative(term),
                    Term.isOfTitle(term)
                ))
        }
        let ofPair = pairs == 0 ? 0 : ((ofTitle / max(1, titleWords)) * rules.ofPair) >> 16
        squares += Double(ofPair) * Double(ofPair) * Double(pairs)
        // Squares of whole numbers up to 2^40 add up exactly here, and square roots are rounded alike everywhere.
        let length = max(1, Int(squares.squareRoot()))
        for (word, weight, isInformative, isOfTitle) in weights {
            let share = (Int(weight) << 15) / length
            index.append(
                Int(word), share: share < Neighbours.leastShare ? 0 : UInt16(truncatingIfNeeded: share),
                isInformative: isInformative, isOfTitle: isOfTitle)
        }
        if pairs > 0 { for term in terms where !Term.isWord(term) { index.append(pair: term) } }
        index.close(
            at: time, pairShare: UInt16(truncatingIfNeeded: (ofPair << 15) / length),
            extent: extent(of: length))
        sums.append(contentsOf: repeatElement(0, count: max(0, index.end - index.first - sums.count)))
    }

    /// What the likeness of an article of this length to another is multiplied by, in 256ths: the root of its length by the usual one.
    ///
    /// A cosine takes all of the length away, so that two that share two of their few words are as alike as two that share six rare ones
    /// of many; leaving half of it tells them apart (after Singhal, Buckley & Mitra 1996, "Pivoted document length normalization").
    private mutating func extent(of length: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: min(1024, wholeRoot((length << 16) / max(1, (rarity(1) * rules.usualLength) >> 16))))
    }

    /// Takes the newest articles out again, down to those before `article`.
    mutating func cut(to article: Int) { index.cut(to: article) }

    /// Forgets the articles before `article`: nothing will be compared with them any more.
    mutating func forget(before article: Int) { index.forget(before: article) }

    var first: Int { index.first }
    var end: Int { index.end }

    // MARK: - The most alike

    /// The articles before the newest one that it is most like, at most `rules.neighbours`: the most alike first, of equally alike
    /// ones the newest.
    /// - `isRecurring`: whether an article's title comes back day by day.
    mutating func links(in prints: [Fingerprint], isRecurring: (Int) -> Bool) -> [Link] {
        let article = index.end - 1
        let first = index.first
        let own = index.range(of: article)
        // What numbers the words have must not be seen.
        order.removeAll(keepingCapacity: true)
        var telling = 0
        for place in own {
            let entry = index.entries[place]
            if entry.share == 0 { continue }
            let word = index.words[Int(entry.word)]
            if entry.isInformative { telling += 1 }
            let key = UInt64(UInt32(bitPattern: word.articles)) << 32 | UInt64(word.name)
            order.append(
                Wanted(
                    key: entry.isInformative ? key : key | 1 << 63, newest: word.newest, share: UInt32(entry.share),
                    ofTitle: entry.isOfTitle ? WordIndex.Block.ofTitle : 0))
        }
        guard telling >= 2 else { return [] }
        order.sort { $0.key < $1.key }

        let time = index.times[article - first]
        let isTold = prints[article].isTold
        let oldest = index.firstArticle(since: time - (isTold ? max(pace.reach, pace.reachOfTold) : pace.reach))
        func mayJoin(_ other: Int32) -> Bool {
            Newsroom.mayJoin(
                prints[article], prints[Int(other)], isRecurring: isRecurring(article) || isRecurring(Int(other)))
        }
        let isWhole = lookUp(since: oldest, from: first)
        if !isWhole {
            // What was looked up is in part: the best by it are compared as a whole.
            var kept = 0
            for other in seen {
                if mayJoin(other) {
                    seen[kept] = other
                    kept += 1
                } else {
                    sums[Int(other) - first] = 0
                }
            }
            seen.removeLast(seen.count - kept)
            let best = mostAlike()
            for other in seen { sums[Int(other) - first] = 0 }
            mark(article)
            for other in best {
                var sum: UInt64 = 0
                forEachMarked(in: Int(other)) { _, product, isOfTitle in sum += Shared.of(product, isOfTitle: isOfTitle) }
                sums[Int(other) - first] = sum
            }
            unmark(article)
            seen = best
        }
        found.removeAll(keepingCapacity: true)
        let ownPairs = index.pairRange(of: article)
        let pairShare = UInt32(index.pairShare(of: article))
        let extent = index.extent(of: article)
        let pace = pace
        for other in seen {
            let slot = Int(other) - first
            var sum = sums[slot]
            sums[slot] = 0
            let apart = time - index.times[slot]
            func faded(_ sum: UInt64, areTold: Bool) -> Int {
                (gained(sum, to: Int(other), extent, areTold: areTold) * pace.left(after: apart, areTold: areTold)) >> 16
            }
            // Whether the other has an opening is looked up for few.
            let most = sum + Neighbours.mostOfPairs
            guard
                faded(most, areTold: false) >= pace.leastLikeness
                    || isTold && faded(most, areTold: true) >= pace.leastLikeness
            else { continue }
            let areTold = isTold && prints[Int(other)].isTold
            let least = areTold ? pace.leastLikenessOfTold : pace.leastLikeness
            let otherShare = UInt32(index.pairShare(of: Int(other)))
            if otherShare > 0, pairShare > 0 {
                sum += UInt64(pairShare * otherShare * sharedPairs(ownPairs, index.pairRange(of: Int(other))))
            }
            var likeness = faded(sum, areTold: areTold)
            guard likeness >= least else { continue }
            if prints[article].source == prints[Int(other)].source { likeness = (likeness * rules.ofOneSource) >> 16 }
            if areTold, prints[article].genre != .report || prints[Int(other)].genre != .report {
                likeness = (likeness * rules.ofBackground) >> 16
            }
            let link = Link(to: other, likeness: Int32(min(likeness, 65536)))
            if likeness >= least, !isFull || isBetter(link, found[found.count - 1]), mayJoin(other) { enter(link) }
        }
        seen.removeAll(keepingCapacity: true)
        return found
    }

    /// How like an article is to `other`, by the words they share and the sum of the products of their shares: the more words, the less
    /// by chance.
    /// - `extent`: the article's own.
    @inline(__always)
    private func gained(_ sum: UInt64, to other: Int, _ extent: Int, areTold: Bool) -> Int {
        let words = min(Shared.words(sum), Neighbours.mostShared)
        let gain =
            areTold
            ? gainsOfTold[words * (Neighbours.mostOfTitle + 1) + min(Shared.wordsOfTitle(sum), Neighbours.mostOfTitle)]
            : gains[words]
        let likeness = (Int(Shared.product(sum) >> 14) * gain) >> 16
        return areTold ? (likeness * extent * index.extent(of: other)) >> 16 : likeness
    }

    private var isFull: Bool { found.count == rules.neighbours }

    @inline(__always)
    private func isBetter(_ a: Link, _ b: Link) -> Bool { a.likeness != b.likeness ? a.likeness > b.likeness : a.to > b.to }

    /// Puts a link in its place among the best.
    private mutating func enter(_ link: Link) {
        if isFull { found.removeLast() }
        var place = found.count
        found.append(link)
        while place > 0, isBetter(link, found[place - 1]) {
            found[place] = found[place - 1]
            place -= 1
        }
        found[place] = link
    }

    /// Adds up what each article from `oldest` on shares with that of `order`. Answers whether all were looked at.
    private mutating func lookUp(since oldest: Int, from first: Int) -> Bool {
        var budget = rules.mostLookups
        var isWhole = true
        let most = rules.mostOfWord
        // Taken out meanwhile, since a closure that reads one part of `self` may not write another.
        var (sums, seen) = (self.sums, self.seen)
        (self.sums, self.seen) = ([], [])
        index.withBlocks { blocks in
            sums.withUnsafeMutableBufferPointer { sums in
                for word in order {
                    var at = Int(word.newest)
                    var left = min(most, budget)
                    budget -= left
                    walk: while at >= 0 {
                        let head = blocks[at]
                        var place = at + WordIndex.Block.count(head)
                        // What is at work stands last in each of its words' lists.
                        if at == Int(word.newest) { place -= 1 }
                        while place > at {
                            let posting = blocks[place]
                            let other = Int(truncatingIfNeeded: posting >> 32)
                            if other < oldest { break walk }
                            if left == 0 {
                                isWhole = false
                                break walk
                            }
                            left -= 1
                            place -= 1
                            let slot = other - first
                            let sum = sums[slot]
                            if sum == 0 {
                                if !word.finds { continue }
                                seen.append(Int32(truncatingIfNeeded: other))
                            }
                            sums[slot] =
                                sum &+ Shared.one &+ (posting & word.ofTitle) &* Shared.ofTitle
                                &+ UInt64(word.share &* UInt32(truncatingIfNeeded: posting & 0xFFFF))
                        }
                        at = WordIndex.Block.previous(head)
                    }
                    budget += left
                }
            }
        }
        (self.sums, self.seen) = (sums, seen)
        return isWhole
    }

    /// How many hashes of two ascending lists are the same.
    @inline(__always)
    private func sharedPairs(_ a: Range<Int>, _ b: Range<Int>) -> UInt32 {
        var (i, j, shared) = (a.lowerBound, b.lowerBound, UInt32(0))
        while i < a.upperBound, j < b.upperBound {
            let (one, other) = (index.pairs[i], index.pairs[j])
            if one == other { shared += 1 }
            if one <= other { i += 1 }
            if other <= one { j += 1 }
        }
        return shared
    }

    /// The most alike of those seen, sixty-four or a few more; of too many equally alike those seen first.
    private func mostAlike() -> [Int32] {
        // By classes of likeness, so that the cost is linear.
        let most = seen.reduce(1) { max($0, Shared.product(sums[Int($1) - first])) }
        let unit = UInt64(max(0, 58 - most.leadingZeroBitCount))
        func level(_ article: Int32) -> Int { Int(Shared.product(sums[Int(article) - first]) >> unit) }
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

    private mutating func mark(_ article: Int) {
        if marks.count < index.words.count { marks += repeatElement(-1, count: index.words.count - marks.count) }
        for place in index.range(of: article) { marks[Int(index.entries[place].word)] = Int32(place) }
    }

    private mutating func unmark(_ article: Int) {
        for place in index.range(of: article) { marks[Int(index.entries[place].word)] = -1 }
    }

    /// The words of `other` that the marked article has too, with the product of their shares in 2^30ths.
    @inline(__always)
    private func forEachMarked(in other: Int, _ body: (_ word: Int, _ product: UInt32, _ isOfTitle: Bool) -> Void) {
        for place in index.range(of: other) {
            let entry = index.entries[place]
            let marked = marks[Int(entry.word)]
            if marked < 0 { continue }
            let own = index.entries[Int(marked)]
            body(Int(entry.word), UInt32(own.share) * UInt32(entry.share), own.isOfTitle && entry.isOfTitle)
        }
    }

    /// How like two articles of the index are, in 65536ths, whatever the time between them; nil where one is not there.
    mutating func likeness(_ a: Int, _ b: Int, in prints: [Fingerprint]) -> Int? {
        guard (first..<end).contains(a), (first..<end).contains(b) else { return nil }
        mark(a)
        let likeness = likenessOfMarked(a, to: b, areTold: prints[a].isTold && prints[b].isTold).likeness
        unmark(a)
        return likeness
    }

    /// The same of an article and each other of the index that shares a telling word with it.
    mutating func likenesses(of article: Int, in prints: [Fingerprint]) -> [(other: Int, likeness: Int)] {
        mark(article)
        var found: [(other: Int, likeness: Int)] = []
        for other in first..<end where other != article {
            let (likeness, isTelling) = likenessOfMarked(
                article, to: other, areTold: prints[article].isTold && prints[other].isTold)
            if isTelling, likeness > 0 { found.append((other, likeness)) }
        }
        unmark(article)
        return found
    }

    /// - Returns: whether a word that both have can tell one event from another, too.
    private func likenessOfMarked(_ article: Int, to other: Int, areTold: Bool) -> (likeness: Int, isTelling: Bool) {
        var isTelling = false
        var sum = UInt64(
            UInt32(index.pairShare(of: article)) * UInt32(index.pairShare(of: other))
                * sharedPairs(index.pairRange(of: article), index.pairRange(of: other)))
        for place in index.range(of: other) {
            let entry = index.entries[place]
            let marked = marks[Int(entry.word)]
            guard marked >= 0 else { continue }
            let own = index.entries[Int(marked)]
            sum += Shared.of(UInt32(own.share) * UInt32(entry.share), isOfTitle: own.isOfTitle && entry.isOfTitle)
            if entry.isInformative { isTelling = true }
        }
        return (min(gained(sum, to: other, index.extent(of: article), areTold: areTold), 65536), isTelling)
    }

    /// Names of up to five words that two articles of the index share, heaviest first; 0 for none.
    mutating func heaviestShared(_ a: Int, _ b: Int) -> [UInt32] {
        var shared: [(name: UInt32, weight: UInt32)] = []
        mark(a)
        forEachMarked(in: b) { word, weight, _ in shared.append((index.words[word].name, weight)) }
        unmark(a)
        shared.sort { ($1.weight, $0.name) < ($0.weight, $1.name) }
        return shared.prefix(5).map(\.name)
    }
}

/// Languages are apart, and titles that differ only in their numbers or dates.
/// - `isRecurring`: whether the title of one of them comes back day by day.
@inline(__always)
func mayJoin(_ a: Fingerprint, _ b: Fingerprint, isRecurring: @autoclosure () -> Bool) -> Bool {
    if a.language != 0, b.language != 0, a.language != b.language { return false }
    return !differInNumbers(a, b, isRecurring: isRecurring())
}

/// Titles that are the same but for their numbers: two matches, two quakes, two issues; but one event that took more victims than was
/// known, on one day or the next, unless it is counted anew every day.
@inline(__always)
func differInNumbers(_ a: Fingerprint, _ b: Fingerprint, isRecurring: @autoclosure () -> Bool) -> Bool {
    guard a.mask != 0, a.mask == b.mask, a.title != b.title else { return false }
    if a.tolls == 0 || a.tolls != b.tolls || abs(a.day - b.day) > 1 { return true }
    // A publisher's count of yesterday's cases is no count of today's.
    if a.day != b.day, a.countsDaily, a.source == b.source { return true }
    return isRecurring()
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

/// What two articles share: how many words of both titles in the upper bits, how many words in all in the eight below, and the sum of the
/// products of their shares in 2^30ths below that.
private enum Shared {
    static let one: UInt64 = 1 << 40
    /// What a word of both titles counts more, as a multiple of `WordIndex.Block.ofTitle`.
    static let ofTitle: UInt64 = 1 << 32
    @inline(__always)
    static func of(_ product: UInt32, isOfTitle: Bool) -> UInt64 {
        one + UInt64(product) + (isOfTitle ? WordIndex.Block.ofTitle * ofTitle : 0)
    }
    @inline(__always)
    static func words(_ sum: UInt64) -> Int { Int(sum >> 40 & 0xFF) }
    @inline(__always)
    static func wordsOfTitle(_ sum: UInt64) -> Int { Int(sum >> 48) }
    @inline(__always)
    static func product(_ sum: UInt64) -> UInt64 { sum & (one - 1) }
}
