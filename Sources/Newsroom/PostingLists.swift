/// For each key the articles that have it, newest first, as lists in one array; articles come and go at the end, and are forgotten
/// at the start.
struct PostingLists: Sendable {
    struct Entry: Sendable {
        let article: Int32
        let word: Int32
        /// What the key weighs in the article.
        var share: Int32
        /// The entry of the same word before it; -1 when there is none.
        var previous: Int32
    }

    private var numbers = HashNumbers<UInt32>()
    /// For each word its newest entry; -1 when there is none.
    private var newest: [Int32] = []
    private(set) var entries: [Entry] = []
    /// The first article held.
    private(set) var first: Int
    /// For each article from there on where its entries begin; after the last, where they end.
    private var starts: [Int32] = [0]

    /// - `first`: the number of the first article that will be added.
    init(from first: Int) { self.first = first }

    var words: Int { newest.count }
    /// One more than the last article.
    var end: Int { first + starts.count - 1 }

    @inline(__always)
    mutating func number(of key: UInt32) -> Int {
        let number = numbers.numbered(key)
        if number == newest.count { newest.append(-1) }
        return number
    }

    /// Adds an entry of the article that `close` will end.
    @inline(__always)
    mutating func append(_ word: Int, share: Int) {
        entries.append(
            Entry(
                article: Int32(truncatingIfNeeded: end), word: Int32(truncatingIfNeeded: word),
                share: Int32(truncatingIfNeeded: share),
                previous: newest[word]))
        newest[word] = Int32(truncatingIfNeeded: entries.count - 1)
    }

    /// Of the article that is open: its entries so far.
    var open: Range<Int> { Int(starts[starts.count - 1])..<entries.count }

    mutating func setShare(_ place: Int, _ share: Int) { entries[place].share = Int32(truncatingIfNeeded: share) }

    mutating func close() { starts.append(Int32(truncatingIfNeeded: entries.count)) }

    @inline(__always)
    func range(of article: Int) -> Range<Int> { Int(starts[article - first])..<Int(starts[article - first + 1]) }

    /// The newest entry of a key; -1 when there is none.
    @inline(__always)
    func newest(of key: UInt32) -> Int32 { numbers.number(of: key).map { newest[$0] } ?? -1 }

    /// Takes the newest articles out again, down to those before `article`.
    mutating func cut(to article: Int) {
        let kept = max(0, article - first)
        guard kept < starts.count - 1 else { return }
        let end = Int(starts[kept])
        while entries.count > end {
            let entry = entries.removeLast()
            newest[Int(entry.word)] = entry.previous
        }
        starts.removeLast(starts.count - 1 - kept)
    }

    /// Forgets the articles before `article`.
    mutating func forget(before article: Int) {
        let dropped = min(max(0, article - first), starts.count - 1)
        // Moving what stays costs as much as it is.
        guard dropped > 0, dropped * 2 > starts.count else { return }
        let shift = starts[dropped]
        entries.removeFirst(Int(shift))
        for place in entries.indices { entries[place].previous = max(-1, entries[place].previous - shift) }
        for word in newest.indices { newest[word] = max(-1, newest[word] - shift) }
        starts = starts[dropped...].map { $0 - shift }
        first += dropped
    }
}
