/// The words of articles, each with its weight there, and for each word the articles that have it, newest first. Articles come and go
/// at the end and are forgotten at the start.
struct WordIndex: Sendable {
    /// A word of an article.
    struct Entry: Sendable {
        let word: Int32
        /// Of the article's length, 1, in 32768ths; 0 where the word weighs next to nothing, and is in no list.
        let share: UInt16
        let isInformative: Bool
        let isOfTitle: Bool
    }

    /// A word and how often it was counted.
    struct Word: Sendable {
        let name: UInt32
        /// Where the block begins that holds its newest articles; -1 when it has none.
        var newest: Int32 = -1
        /// Articles that have it.
        var articles: Int32 = 0
        /// Of openings and headlines in sentence case that have it within: those with a capital, and those without.
        var capital: Int32 = 0
        var lower: Int32 = 0
    }

    /// A block is eight numbers, which is what one look at memory fetches: the block before it, -1 when there is none, over how many
    /// articles it holds; then up to seven articles of a word, each over its share, the newest last.
    enum Block {
        /// Over the share: whether the word is of the article's title.
        static let ofTitle: UInt64 = 1 << 16
        static let size = 8
        static let room = 7

        @inline(__always)
        static func previous(_ head: UInt64) -> Int { Int(Int64(bitPattern: head) >> 32) }
        @inline(__always)
        static func count(_ head: UInt64) -> Int { Int(head & 0xFFFF_FFFF) }
    }

    private var numbers = HashNumbers<UInt32>()
    private(set) var words: [Word] = []
    private(set) var entries: [Entry] = []
    /// In the order in which they were begun.
    private var blocks: [UInt64] = []
    /// Hashes of two neighbouring words, ascending in each article, and what each weighs there, in 32768ths.
    private(set) var pairs: [UInt32] = []
    private var pairShares: [UInt16] = []
    /// For each article what a likeness to it is multiplied by, in 256ths (`Neighbours.extent`).
    private var extents: [UInt16] = []
    /// For each article its place in time, in milliseconds.
    private(set) var times: [Int64] = []
    /// The first article held.
    private(set) var first: Int
    /// For each article where its entries and pairs begin; after the last, where they end.
    private var starts: [(entry: Int32, pair: Int32)] = [(0, 0)]

    /// - `first`: the number of the first article that will be added.
    init(from first: Int) { self.first = first }

    /// One more than the last article.
    var end: Int { first + times.count }

    @inline(__always)
    mutating func number(of name: UInt32) -> Int {
        let number = numbers.numbered(name)
        if number == words.count { words.append(Word(name: name)) }
        return number
    }

    @inline(__always)
    func range(of article: Int) -> Range<Int> { Int(starts[article - first].entry)..<Int(starts[article - first + 1].entry) }

    @inline(__always)
    func pairRange(of article: Int) -> Range<Int> { Int(starts[article - first].pair)..<Int(starts[article - first + 1].pair) }

    @inline(__always)
    func pairShare(of article: Int) -> UInt16 { pairShares[article - first] }

    @inline(__always)
    func extent(of article: Int) -> Int { Int(extents[article - first]) }

    func withBlocks(_ body: (UnsafeBufferPointer<UInt64>) -> Void) { blocks.withUnsafeBufferPointer(body) }

    // MARK: - Counting

    /// Counts a term, or takes it back (`by` -1).
    @inline(__always)
    mutating func count(_ term: UInt32, by one: Int32) {
        let word = number(of: Term.name(term))
        words[word].articles += one
        switch term & 7 {
        case Term.titleCapital, Term.openingCapital: words[word].capital += one
        case Term.titleLower, Term.opening: words[word].lower += one
        default: break
        }
    }

    // MARK: - Articles

    /// Adds a word of the article that `close` will end.
    @inline(__always)
    mutating func append(_ word: Int, share: UInt16, isInformative: Bool, isOfTitle: Bool) {
        entries.append(
            Entry(
                word: Int32(truncatingIfNeeded: word), share: share, isInformative: isInformative, isOfTitle: isOfTitle))
        if share == 0 { return }
        var newest = Int(words[word].newest)
        if newest < 0 || Block.count(blocks[newest]) == Block.room {
            blocks.append(UInt64(bitPattern: Int64(newest) << 32))
            blocks.append(contentsOf: repeatElement(0, count: Block.room))
            newest = blocks.count - Block.size
            words[word].newest = Int32(truncatingIfNeeded: newest)
        }
        blocks[newest] += 1
        blocks[newest + Block.count(blocks[newest])] =
            UInt64(UInt32(truncatingIfNeeded: end)) << 32 | UInt64(share)
            | (isOfTitle ? Block.ofTitle : 0)
    }

    @inline(__always)
    mutating func append(pair: UInt32) { pairs.append(pair) }

    /// Ends the article whose words and pairs were appended.
    mutating func close(at time: Int64, pairShare: UInt16, extent: UInt16) {
        starts.append((Int32(truncatingIfNeeded: entries.count), Int32(truncatingIfNeeded: pairs.count)))
        times.append(time)
        pairShares.append(pairShare)
        extents.append(extent)
    }

    /// The first article at `time` or later.
    func firstArticle(since time: Int64) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return first + low
    }

    /// Takes the newest articles out again, down to those before `article`.
    mutating func cut(to article: Int) {
        let kept = max(0, article - first)
        guard kept < times.count else { return }
        let end = starts[kept]
        while entries.count > Int(end.entry) {
            let entry = entries.removeLast()
            if entry.share == 0 { continue }
            let newest = Int(words[Int(entry.word)].newest)
            blocks[newest] -= 1
            if Block.count(blocks[newest]) > 0 { continue }
            // Blocks end in the order opposite to that in which they were begun.
            words[Int(entry.word)].newest = Int32(truncatingIfNeeded: Block.previous(blocks[newest]))
            blocks.removeLast(Block.size)
        }
        pairs.removeLast(pairs.count - Int(end.pair))
        starts.removeLast(times.count - kept)
        pairShares.removeLast(times.count - kept)
        extents.removeLast(times.count - kept)
        times.removeLast(times.count - kept)
    }

    /// Forgets the articles before `article`, and the words that are left in none and not counted, when they are a quarter of what is
    /// held: until then `first` stays.
    mutating func forget(before article: Int) {
        let dropped = min(max(0, article - first), times.count)
        // Making anew what stays costs as much as it is.
        guard dropped > 0, dropped * 4 > times.count else { return }
        var kept = WordIndex(from: first + dropped)
        for word in words where word.articles != 0 {
            let number = kept.number(of: word.name)
            kept.words[number].articles = word.articles
            kept.words[number].capital = word.capital
            kept.words[number].lower = word.lower
        }
        for article in first + dropped..<end {
            for entry in entries[range(of: article)] {
                kept.append(
                    kept.number(of: words[Int(entry.word)].name), share: entry.share, isInformative: entry.isInformative,
                    isOfTitle: entry.isOfTitle)
            }
            kept.pairs += pairs[pairRange(of: article)]
            kept.close(
                at: times[article - first], pairShare: pairShares[article - first], extent: extents[article - first])
        }
        self = kept
    }
}
