import News

/// Whether two sentences or paragraphs say the same, by their words, each ascending: they share at least half of the shorter one's.
func saysTheSame(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    let fewer = min(a.count, b.count)
    return fewer > 0 && commonCount(a, b) * 2 >= fewer
}

/// How many both have; each ascending.
func commonCount(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < a.count, j < b.count {
        if a[i] == b[j] {
            (i, j, count) = (i + 1, j + 1, count + 1)
        } else if a[i] < b[j] {
            i += 1
        } else {
            j += 1
        }
    }
    return count
}

/// Whether headline, summary and text of the two have no word in common but those that every text has.
package func shareNoWord(_ a: Item, _ b: Item) -> Bool { words(of: a).isDisjoint(with: words(of: b)) }

private func words(of item: Item) -> Set<String> {
    var found: Set<String> = []
    for text in [item.title, item.summary].compactMap(\.self) + item.text.map(\.text) {
        let words = Words(text)
        for place in 0..<words.count { found.insert(words.folded(place)) }
    }
    return found.subtracting(stopWords)
}

/// False, too, where the language of one is not known.
package func areOfDifferentLanguages(_ a: Item, _ b: Item) -> Bool {
    guard let one = a.language, let other = b.language else { return false }
    return primarySubtag(one) != primarySubtag(other)
}
