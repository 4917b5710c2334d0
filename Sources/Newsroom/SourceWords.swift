/// Words that a source puts over much of what it publishes: the name of a programme or a column, a call to subscribe. There they tell
/// nothing, however rare they are elsewhere.
struct SourceWords: Sendable {
    private var numbers = HashNumbers<UInt64>()
    /// In 65536ths of the source's items.
    private var shares: [Int32] = []

    private static let fewestItems = 12
    /// One item in eight.
    private static let leastShare = 8192
    private static let fewestWithWord = 4

    init() {}

    /// As found in some two thousand of these items, those whose keys say so.
    /// - `items`: places in `prints`; `terms`: those that an item is compared by.
    init(of items: Range<Int>, in prints: [Fingerprint], terms: (Int) -> ArraySlice<UInt32>) {
        let sample = UInt64(sampleMask(of: items.count))
        var ofSource = HashNumbers<UInt32>()
        var counts: [Int] = []
        var seen: [UInt64] = []
        for item in items where prints[item].key.bits & sample == 0 {
            let terms = terms(item)
            if terms.isEmpty { continue }
            let source = ofSource.numbered(prints[item].source)
            if source == counts.count { counts.append(0) }
            counts[source] += 1
            for term in terms where Term.isWord(term) { seen.append(UInt64(source) << 32 | UInt64(Term.name(term))) }
        }
        let sources = ofSource
        seen.removeAll { counts[Int($0 >> 32)] < SourceWords.fewestItems }
        seen.sort()
        var names = [UInt32](repeating: 0, count: counts.count)
        for item in items {
            if let number = sources.number(of: prints[item].source) { names[number] = prints[item].source }
        }
        var from = 0
        while from < seen.count {
            var end = from
            while end < seen.count, seen[end] == seen[from] { end += 1 }
            let source = Int(seen[from] >> 32)
            let share = (end - from) << 16 / counts[source]
            if end - from >= SourceWords.fewestWithWord, share >= SourceWords.leastShare {
                _ = numbers.numbered(UInt64(names[source]) << 32 | seen[from] & 0xFFFF_FFFF)
                shares.append(Int32(share))
            }
            from = end
        }
    }

    /// In what part of a source's items the word stands, in 65536ths; 0 where it is not much.
    @inline(__always)
    func share(of name: UInt32, in source: UInt32) -> Int {
        numbers.number(of: UInt64(source) << 32 | UInt64(name)).map { Int(shares[$0]) } ?? 0
    }
}
