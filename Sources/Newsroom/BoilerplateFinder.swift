import News

/// Finds what a publisher repeats in a file's items: notices, calls to subscribe, what it says of itself, boxes on what it also has.
///
/// A sentence is boilerplate where at least three items of the file have it word for word and differ in what else they say; or where it
/// stands under three headlines, of which no two have a word in common but for what most have, or under those of half of the items that
/// say anything. So copies of one article, which share all of it, are none to each other. What has fewer than five words may be a label
/// that tells what the item is about (`#Brexit`), and stays.
///
/// A function of the file alone, so that an item gets the same in whatever order, batch or thread its file is read, and the same
/// again from done/. Linear in the text, but for sorting what recurs.
package enum BoilerplateFinder {
    private static let fewestItems = 3
    private static let fewestWords = 5

    private struct Sentence {
        let field: Evidence.Field
        let range: Range<Int>
        /// -1 for one that is too short.
        var number: Int
    }

    /// Beside the items, in the order of field and place.
    package static func passages(in items: [Item]) -> [[Boilerplate]] {
        if items.count < fewestItems { return Array(repeating: [], count: items.count) }
        var numbers = HashNumbers<UInt64>()
        // By number: how many items have it, and which had it last.
        var counts: [Int] = []
        var last: [Int] = []
        let sentences = items.enumerated().map { place, item in
            let sentences = BoilerplateFinder.sentences(of: item, &numbers)
            for i in sentences.indices where sentences[i].number >= 0 {
                let number = sentences[i].number
                if number >= counts.count {
                    counts += repeatElement(0, count: number + 1 - counts.count)
                    last += repeatElement(-1, count: number + 1 - last.count)
                }
                if last[number] != place { counts[number] += 1 }
                last[number] = place
            }
            return sentences
        }
        let isRepeated = repeated(sentences, counts, items)
        return sentences.map { sentences in
            var passages: [Boilerplate] = []
            for one in sentences where one.number >= 0 && isRepeated[one.number] {
                let count = counts[one.number]
                if let before = passages.last, before.field == one.field, before.items == count,
                    before.range.upperBound + 1 >= one.range.lowerBound
                {
                    passages[passages.count - 1] = Boilerplate(
                        field: one.field, range: before.range.lowerBound..<one.range.upperBound, items: count)
                } else {
                    passages.append(Boilerplate(field: one.field, range: one.range, items: count))
                }
            }
            return passages
        }
    }

    /// By number: whether it is boilerplate.
    private static func repeated(_ sentences: [[Sentence]], _ counts: [Int], _ items: [Item]) -> [Bool] {
        var isRepeated = [Bool](repeating: false, count: counts.count)
        if !counts.contains(where: { $0 >= fewestItems }) { return isRepeated }
        var speaking = 0
        // Of each sentence that may be boilerplate: what the items say that have it.
        var others: [(number: Int, rest: UInt64)] = []
        var places: [(number: Int, place: Int)] = []
        for (place, own) in sentences.enumerated() where !own.isEmpty {
            speaking += 1
            let frequent = own.filter { $0.number >= 0 && counts[$0.number] >= fewestItems }
            if frequent.isEmpty { continue }
            let rest = own.filter { $0.number >= 0 && counts[$0.number] < fewestItems }
            let said = rest.reduce(into: UInt64(0)) { $0 = mixed($0, UInt64($1.number)) }
            for one in frequent {
                if !rest.isEmpty { others.append((one.number, said)) }
                places.append((one.number, place))
            }
        }
        for (number, different) in different(others) where different >= fewestItems { isRepeated[number] = true }
        places.removeAll { isRepeated[$0.number] }
        for (number, different) in different(places.map { ($0.number, hashed(items[$0.place].title ?? "")) })
        where different >= fewestItems && counts[number] * 2 >= speaking {
            isRepeated[number] = true
        }
        var words: [Int: Set<String>] = [:]
        for (number, these) in Dictionary(grouping: places, by: \.number) where !isRepeated[number] {
            let titles = these.prefix(titlesLookedAt).map { one in
                if let known = words[one.place] { return known }
                let found = titleWords(items[one.place])
                words[one.place] = found
                return found
            }
            isRepeated[number] = areApart(titles)
        }
        return isRepeated
    }

    private static let titlesLookedAt = 64

    /// Whether three of these titles have no word in common, two by two, but for what most of them have: the name of a programme.
    private static func areApart(_ titles: [Set<String>]) -> Bool {
        var uses: [String: Int] = [:]
        for title in titles { for word in title { uses[word, default: 0] += 1 } }
        let common = Set(uses.lazy.filter { $0.value * 4 >= titles.count * 3 }.map(\.key))
        var picked: [Set<String>] = []
        for title in titles {
            let own = title.subtracting(common)
            if own.isEmpty || picked.contains(where: { !$0.isDisjoint(with: own) }) { continue }
            picked.append(own)
            if picked.count == fewestItems { return true }
        }
        return false
    }

    /// Words of a headline that can tell one event from another.
    private static func titleWords(_ item: Item) -> Set<String> {
        guard let title = item.title else { return [] }
        let words = Words(title)
        let folded = (0..<min(words.count, 40)).lazy.map(words.folded)
        return Set(folded.filter { $0.utf8.count >= 3 && !$0.utf8.allSatisfy { $0 &- 0x30 < 10 } && !stopWords.contains($0) })
    }

    /// Of each number how many different values stand beside it.
    private static func different(_ pairs: [(Int, UInt64)]) -> [(number: Int, different: Int)] {
        var found: [(number: Int, different: Int)] = []
        var before: (Int, UInt64)?
        for pair in pairs.sorted(by: <) {
            if let before, before == pair { continue }
            if before?.0 == pair.0 { found[found.count - 1].different += 1 } else { found.append((pair.0, 1)) }
            before = pair
        }
        return found
    }

    private static func sentences(of item: Item, _ numbers: inout HashNumbers<UInt64>) -> [Sentence] {
        var sentences: [Sentence] = []
        if let summary = item.summary { add(summary, .summary, item.language, &sentences, &numbers) }
        if item.text.isEmpty { return sentences }
        let text = item.text.plainText
        if text == item.summary {
            sentences += sentences.map { Sentence(field: .text, range: $0.range, number: $0.number) }
        } else {
            add(text, .text, item.language, &sentences, &numbers)
        }
        return sentences
    }

    private static func add(
        _ text: String, _ field: Evidence.Field, _ language: String?, _ sentences: inout [Sentence],
        _ numbers: inout HashNumbers<UInt64>
    ) {
        var text = text
        text.withUTF8 { bytes in
            forEachSentenceRange(in: bytes, language: language) { range in
                let sentence = bytes.slice(range)
                let isLong = sentence.lazy.filter { $0 == 0x20 }.prefix(fewestWords - 1).count >= fewestWords - 1
                let number = isLong ? numbers.numbered(hashed(UnsafeRawBufferPointer(sentence))) : -1
                sentences.append(Sentence(field: field, range: range, number: number))
            }
        }
    }
}
