import News

/// A likeness between an article and another.
struct Link {
    let to: Int
    /// 1...65536.
    let likeness: Int
}

/// The words of articles as weights, and which articles are alike by them (TF-IDF and cosine, Salton & Buckley 1988, in
/// integers).
struct StoryWords {
    private struct Weight {
        /// In how many articles the word stands, then its number: vectors are in the order of these, rarest word first.
        let place: UInt64
        /// Of a vector of length 65536; at least 1.
        let share: UInt32

        var word: Int { Int(UInt32(truncatingIfNeeded: place)) }
    }

    private struct Label {
        let source: Int
        /// Equal numbers for equal languages; 0 where it does not say.
        let language: Int
        /// Nil without a title.
        let mask: Int?
        let title: Int
    }

    private let labels: [Label]
    private let book: WordBook
    /// Rarest word first.
    private let vectors: [[Weight]]

    /// - `articles`: those of `items` that are compared, by time.
    /// - `recurring`: masked headlines that are not looked at.
    init(_ items: [FiledItem], _ headlines: [Headline], recurring: Set<String>, of articles: [Int]) {
        var book = WordBook()
        var numbers: [String: Int] = [:]
        let openings = Self.openings(of: articles.map { items[$0] })
        var labels: [Label] = []
        var counts: [[WordBook.Count]] = []
        labels.reserveCapacity(articles.count)
        counts.reserveCapacity(articles.count)
        for (place, article) in articles.enumerated() {
            let filed = items[article]
            let headline = headlines[article]
            labels.append(
                Label(
                    source: numbers.number("s" + filed.source),
                    language: filed.item.language.map { numbers.number("l" + primarySubtag($0)) } ?? 0,
                    mask: headline.mask.map { numbers.number("m" + $0) },
                    title: numbers.number("t" + headline.words.joined(separator: " "))))
            let tellsNothing = headline.mask.map(recurring.contains) ?? true
            counts.append(book.enter(title: tellsNothing ? [] : headline.words, opening: openings[place]))
        }
        self.labels = labels
        self.book = book
        vectors = counts.map { Self.vector($0, book, of: articles.count) }
    }

    /// The first forty words of each; none where its source puts the same over three articles and more.
    private static func openings(of items: [FiledItem]) -> [[String]] {
        let openings = items.map { filed -> [String] in
            let paragraphs = filed.item.text.lazy.filter { $0.kind == .paragraph || $0.kind == .quotation }.map(\.text)
            for text in Array(paragraphs.prefix(5)) + [filed.item.summary].compactMap(\.self) {
                let words = Words(String(decoding: text.utf8.prefix(600), as: UTF8.self))
                // A byline or a place alone is no opening.
                if words.count >= 6 { return (0..<min(words.count, 40)).map(words.folded) }
            }
            return []
        }
        func name(_ place: Int) -> String { items[place].source + "\u{0}" + openings[place].joined(separator: " ") }
        var seen: [String: Int] = [:]
        for place in items.indices where !openings[place].isEmpty { seen[name(place), default: 0] += 1 }
        return items.indices.map { openings[$0].isEmpty || (seen[name($0)] ?? 0) >= 3 ? [] : openings[$0] }
    }

    /// Weights are times x idf^0.75, made 65536 long together. Words of this one article alone count in the length only.
    private static func vector(_ counts: [WordBook.Count], _ book: WordBook, of articles: Int) -> [Weight] {
        var squares = 0.0
        var weights: [(word: Int32, frequency: Int, weight: Int)] = []
        for count in counts {
            let frequency = book.frequency[Int(count.word)]
            let weight = count.times * threeQuarterPower(logarithm(articles + frequency) - logarithm(frequency))
            squares += Double(weight) * Double(weight)
            if frequency > 1 { weights.append((count.word, frequency, weight)) }
        }
        // Squares of whole numbers up to 2^45 add up exactly here, and square roots are rounded alike everywhere.
        let length = max(1, Int(squares.squareRoot()))
        return weights.map {
            Weight(
                place: UInt64($0.frequency) << 32 | UInt64($0.word), share: UInt32(max(1, $0.weight * 65536 / length)))
        }
        .sorted { $0.place < $1.place }
    }

    func language(of article: Int) -> Int { labels[article].language }

    /// For each article at most `rules.neighbours` before it, most alike first.
    ///
    /// They are looked up by the rarest words first and from the newest article of each word backwards, so many in all that
    /// the cost of an article is bounded even where all say the same.
    func links(at times: [Int], by rules: StoryRules) -> [[Link]] {
        let fading = fading(by: rules)
        let reach = rules.reachHours * 3600
        // Where each word's articles stand in one array: a word's room is as large as its frequency.
        var ends = [0]
        for frequency in book.frequency { ends.append(ends[ends.count - 1] + (frequency > 1 ? frequency : 0)) }
        let starts = ends
        var entries = [(article: Int32, share: UInt32)](repeating: (0, 0), count: ends[ends.count - 1])
        var sums = [(likeness: UInt64, words: Int)](repeating: (0, 0), count: vectors.count)
        var seen: [Int] = []
        var links: [[Link]] = []
        links.reserveCapacity(vectors.count)

        for article in vectors.indices {
            let mayBeAlike = vectors[article].reduce(0) { $0 + (book.informative[$1.word] ? 1 : 0) } >= 2
            var budget = mayBeAlike ? 2048 : 0
            for weight in vectors[article] {
                let word = weight.word
                let informative = book.informative[word] ? 1 : 0
                var at = ends[word] - 1
                while at >= starts[word], budget > 0 {
                    let other = Int(entries[at].article)
                    if times[article] - times[other] > reach { break }
                    if sums[other].likeness == 0 { seen.append(other) }
                    sums[other].likeness += UInt64(weight.share) * UInt64(entries[at].share)
                    sums[other].words += informative
                    at -= 1
                    budget -= 1
                }
                entries[ends[word]] = (Int32(article), weight.share)
                ends[word] += 1
            }
            if mayBeAlike, budget == 0 {
                // What was looked up is in part: the best by it are compared as a whole.
                let best = mostAlike(seen, sums)
                for other in seen { sums[other] = (0, 0) }
                seen = best
                for other in seen { sums[other] = overlap(article, other) }
            }
            var found: [Link] = []
            for other in seen {
                let (likeness, words) = sums[other]
                sums[other] = (0, 0)
                guard words >= 2, mayJoin(article, other) else { continue }
                var faded = (Int(likeness >> 16) * fading[(times[article] - times[other]) / 900]) >> 16
                if labels[article].source == labels[other].source { faded = (faded * rules.ofOneSource) >> 16 }
                if faded >= rules.leastLikeness { found.append(Link(to: other, likeness: min(faded, 65536))) }
            }
            seen.removeAll(keepingCapacity: true)
            // Of equally alike ones the newest.
            found.sort { ($0.likeness, $0.to) > ($1.likeness, $1.to) }
            links.append(Array(found.prefix(rules.neighbours)))
        }
        return links
    }

    /// The most alike, sixty-four or a few more; of too many equally alike those seen first.
    private func mostAlike(_ articles: [Int], _ sums: [(likeness: UInt64, words: Int)]) -> [Int] {
        // By classes of likeness, so that the cost is linear.
        let most = articles.reduce(1) { max($0, sums[$1].likeness) }
        let unit = UInt64(max(0, 58 - most.leadingZeroBitCount))
        func level(_ article: Int) -> Int { Int(sums[article].likeness >> unit) }
        var sizes = [Int](repeating: 0, count: 64)
        for article in articles { sizes[level(article)] += 1 }
        var (least, count) = (63, sizes[63])
        while count < 64, least > 0 {
            least -= 1
            count += sizes[least]
        }
        return Array(articles.lazy.filter { level($0) >= least }.prefix(96))
    }

    /// Titles that differ only in their numbers or dates tell of two matches, quakes or issues.
    private func mayJoin(_ a: Int, _ b: Int) -> Bool {
        let (a, b) = (labels[a], labels[b])
        if a.language != 0, b.language != 0, a.language != b.language { return false }
        return a.mask == nil || a.mask != b.mask || a.title == b.title
    }

    private func overlap(_ a: Int, _ b: Int) -> (likeness: UInt64, words: Int) {
        var sum: (likeness: UInt64, words: Int) = (0, 0)
        forEachShared(a, b) { word, product in
            sum.likeness += product
            sum.words += book.informative[word] ? 1 : 0
        }
        return sum
    }

    /// The words that stand in both, rarest first, and the product of their shares.
    @inline(__always)
    private func forEachShared(_ a: Int, _ b: Int, _ body: (_ word: Int, _ product: UInt64) -> Void) {
        let (a, b) = (vectors[a], vectors[b])
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if a[i].place == b[j].place {
                body(a[i].word, UInt64(a[i].share) * UInt64(b[j].share))
                i += 1
                j += 1
            } else if a[i].place < b[j].place {
                i += 1
            } else {
                j += 1
            }
        }
    }

    /// Up to five words that two articles share, heaviest first.
    func heaviestShared(_ a: Int, _ b: Int) -> [String] {
        var shared: [(spelling: String, weight: UInt64)] = []
        forEachShared(a, b) { word, product in
            if let spelling = book.spelling[word] { shared.append((spelling, product)) }
        }
        return shared.sorted { ($1.weight, $0.spelling) < ($0.weight, $1.spelling) }.prefix(5).map(\.spelling)
    }
}

/// What is left of a likeness after so many quarters of an hour, in 65536ths, up to the reach of the rules.
private func fading(by rules: StoryRules) -> [Int] {
    var left = [65536]
    for _ in 0..<rules.reachHours * 4 { left.append((left[left.count - 1] * rules.fadePerQuarterHour) >> 16) }
    return left
}

/// `de` of `de-AT`.
private func primarySubtag(_ language: String) -> String { language.prefix { $0 != "-" && $0 != "_" }.lowercased() }

/// The logarithm to base 2 of a positive number, in 65536ths, rounded down. Bit by bit, by squaring.
private func logarithm(_ number: Int) -> Int {
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

extension [String: Int] {
    /// Equal numbers for equal names, from 1.
    fileprivate mutating func number(_ name: String) -> Int {
        if let known = self[name] { return known }
        self[name] = count + 1
        return count
    }
}
