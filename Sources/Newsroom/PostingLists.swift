/// For each key the articles that have it, newest first, as lists in one array; articles come and go at the end, and are forgotten
/// at the start.
struct PostingLists: Sendable {
    struct Entry: Sendable {
        let article: Int32
        let word: Int32
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

    /// One more than the last article.
    var end: Int { first + starts.count - 1 }

    @inline(__always)
    private mutating func number(of key: UInt32) -> Int {
        let number = numbers.numbered(key)
        if number == newest.count { newest.append(-1) }
        return number
    }

    /// Adds a key of the article that `close` will end.
    @inline(__always)
    mutating func append(_ key: UInt32) {
        let word = number(of: key)
        entries.append(
            Entry(
                article: Int32(truncatingIfNeeded: end), word: Int32(truncatingIfNeeded: word), previous: newest[word]))
        newest[word] = Int32(truncatingIfNeeded: entries.count - 1)
    }

    mutating func close() { starts.append(Int32(truncatingIfNeeded: entries.count)) }

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

    /// Forgets the articles before `article`, and the keys that are left in none, when they are a quarter of what is held: until then
    /// `first` stays.
    mutating func forget(before article: Int) {
        let dropped = min(max(0, article - first), starts.count - 1)
        // Making anew what stays costs as much as it is.
        guard dropped > 0, dropped * 4 > starts.count else { return }
        var names = [UInt32](repeating: 0, count: newest.count)
        numbers.forEach { names[$1] = $0 }
        var kept = PostingLists(from: first + dropped)
        for (start, end) in zip(starts.dropFirst(dropped), starts.dropFirst(dropped + 1)) {
            for entry in entries[Int(start)..<Int(end)] { kept.append(names[Int(entry.word)]) }
            kept.close()
        }
        self = kept
    }
}
