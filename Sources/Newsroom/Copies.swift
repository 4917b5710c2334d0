import News

/// Which of some items are the same article published again (DESIGN.md, section 4): by an equal canonical url with a shared
/// informative title word, or by an equal text of 30 words and more that the source does not repeat under others.
struct Copies {
    /// For each item the one that is shown for it: the longest text, then the earliest. Itself when it is no copy.
    let shown: [Int]
    /// For each copy why it is one; nil for what is shown.
    let why: [Story.Join?]

    /// - `items`: by time, then key; `headlines`: theirs, in the same order.
    /// - `recurring`: masked headlines that come back day by day and so say nothing of what stands below them.
    init(among items: [FiledItem], headlines: [Headline], recurring: Set<String>) {
        let texts = items.map { Words($0.item.text.map(\.text).joined(separator: "\n")) }
        let byRank = items.indices.sorted { (texts[$1].count, $0) < (texts[$0].count, $1) }
        var links = Links()
        let articles = joinByURL(items, headlines, recurring, byRank, &links)
        joinByText(items, texts, articles, &links)

        var shown = Array(items.indices)
        var why = [Story.Join?](repeating: nil, count: items.count)
        var isPlaced = [Bool](repeating: false, count: items.count)
        for first in byRank where !isPlaced[first] {
            isPlaced[first] = true
            var queue = [first]
            var next = 0
            while next < queue.count {
                let from = queue[next]
                next += 1
                for link in links.of(from) where !isPlaced[link.item] {
                    isPlaced[link.item] = true
                    shown[link.item] = first
                    why[link.item] = Story.Join(rule: link.rule, score: 65536, shared: link.shared, with: items[from].item.key)
                    queue.append(link.item)
                }
            }
        }
        self.shown = shown
        self.why = why
    }
}

/// What is equal between items, both ways.
private struct Links {
    struct Link {
        let item: Int
        let rule: String
        let shared: [String]
    }

    private var byItem: [Int: [Link]] = [:]

    mutating func add(_ a: Int, _ b: Int, rule: String, shared: [String]) {
        byItem[a, default: []].append(Link(item: b, rule: rule, shared: shared))
        byItem[b, default: []].append(Link(item: a, rule: rule, shared: shared))
    }

    /// In the order in which they were added.
    func of(_ item: Int) -> [Link] { byItem[item] ?? [] }
}

/// Links items of one url to a better one, by `byRank`, that they share a word with. Answers for each item which one it was linked to,
/// itself when to none.
private func joinByURL(
    _ items: [FiledItem], _ headlines: [Headline], _ recurring: Set<String>, _ byRank: [Int], _ links: inout Links
) -> [Int] {
    var articles = Array(items.indices)
    // At each url, under each word, the item that is no copy: a page that changes its subject holds several.
    var originals: [CanonicalURL: [String: Int]] = [:]
    for item in byRank {
        guard let url = items[item].item.url.flatMap(CanonicalURL.init), let mask = headlines[item].mask,
            !recurring.contains(mask)
        else { continue }
        let words = headlines[item].informativeWords.map(stem)
        if let original = words.lazy.compactMap({ originals[url]?[$0] }).first {
            articles[item] = original
            links.add(original, item, rule: "copy-url", shared: [url.text])
        } else {
            for word in words { originals[url, default: [:]][word] = item }
        }
    }
    return articles
}

/// Links items whose texts are equal, folded, to the earliest of them.
private func joinByText(_ items: [FiledItem], _ texts: [Words], _ articles: [Int], _ links: inout Links) {
    let fewestWords = 30
    // Buckets by a hash that no feed can foresee; what lies in one is compared, so that the hash decides nothing.
    var buckets: [Int: [[Int]]] = [:]
    for item in items.indices where texts[item].count >= fewestWords {
        let place = texts[item].bytes.hashValue
        if let equal = buckets[place, default: []].firstIndex(where: { areEqual(texts[$0[0]], texts[item]) }) {
            buckets[place]?[equal].append(item)
        } else {
            buckets[place, default: []].append([item])
        }
    }
    let same = buckets.values.joined().filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    for alike in same {
        // A text that a source puts under several articles is its boilerplate and tells nothing of them.
        var articlesOf: [String: Set<Int>] = [:]
        for item in alike { articlesOf[items[item].source, default: []].insert(articles[item]) }
        let own = alike.filter { articlesOf[items[$0].source]?.count == 1 }
        guard let first = own.first else { continue }
        let shared = (0..<5).map(texts[first].folded)
        for item in own.dropFirst() { links.add(first, item, rule: "copy-text", shared: shared) }
    }
}

private func areEqual(_ a: Words, _ b: Words) -> Bool {
    a.count == b.count && a.bytes == b.bytes && (0..<a.count).allSatisfy { a.words[$0].folded == b.words[$0].folded }
}
