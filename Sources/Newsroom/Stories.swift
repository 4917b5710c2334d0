import FoundationEssentials
import News

package enum Stories {
    /// Every item is in exactly one story, copies among its members. Stories by the time of their first item, then id.
    ///
    /// A function of the set of items: their order is without effect. Each member has its `why` but the earliest of those
    /// that are no copies. Linear in the items but for sorting, whatever they hold.
    package static func grouped(_ items: [FiledItem], by rules: StoryRules, editors: [EditorsWord] = []) -> [Story] {
        var book = StoryBook(rules: rules)
        book.update(to: items, editors: editors)
        return book.stories(of: items).map(book.withSharedWords)
    }
}

extension StoryBook {
    /// The stories of the items that it was last brought up to date with, by the time of their first item, then id; whole but for
    /// the words of their reasons, which are dear and few ask for (`withSharedWords`).
    package mutating func stories(of items: [FiledItem]) -> [Story] {
        let order = StoryBook.order(items)
        precondition(order.count == prints.count, "the book holds other items")
        return outlines().map { outline in
            Story(
                id: outline.id,
                members: outline.members.map {
                    Story.Member(item: items[order[$0.place]], copyOf: $0.copyOf.map { prints[$0].key }, why: $0.why)
                })
        }
    }

    /// The same by the places of the items in the order of time and key.
    package mutating func outlines() -> [StoryOutline] {
        let clusters = Clusters(of: self)
        // Each leads to one before it.
        var roots = forest
        for item in roots.indices { roots[item] = roots[Int(roots[item])] }
        var members: [[StoryOutline.Member]] = []
        var places = [Int32](repeating: -1, count: prints.count)
        for item in prints.indices {
            let voice = voice(of: item)
            let group = groups.group(of: voice)
            if places[group] < 0 {
                places[group] = Int32(members.count)
                members.append([])
            }
            let original = original(of: item)
            let shown = clusters.shown(original)
            let why: Story.Join?
            if item != shown {
                why = clusters.why(item).map(join)
            } else {
                why = original == self.original(of: Int(roots[voice])) ? nil : reason(of: original, in: clusters).map(join)
            }
            members[Int(places[group])].append(
                StoryOutline.Member(place: item, copyOf: item == shown ? nil : shown, why: why))
        }
        return members.map { StoryOutline(id: prints[$0[0].place].key, members: $0) }
    }

    /// Why an article is in its story: the first of its items' reasons that leads out of it.
    private func reason(of original: Int, in clusters: Clusters) -> Reason? {
        func leadsOut(_ reason: Reason) -> Bool { reason.rule != .none && self.original(of: Int(reason.with)) != original }
        guard let members = clusters.members(original) else {
            return leadsOut(reasons[original]) ? reasons[original] : nil
        }
        return members.lazy.map { self.reasons[$0] }.first(where: leadsOut)
    }

    private func join(_ reason: Reason) -> Story.Join {
        Story.Join(rule: reason.rule.name, score: Int(reason.score), shared: [], with: prints[Int(reason.with)].key)
    }

    private func join(_ copy: Copy) -> Story.Join {
        Story.Join(rule: copy.rule.name, score: Int(copy.score), shared: [], with: prints[Int(copy.of)].key)
    }

    /// Where an item stands; nil when it is not held.
    func place(of filed: FiledItem) -> Int? {
        var (low, high) = (0, prints.count)
        while low < high {
            let middle = (low + high) / 2
            if prints[middle].isBefore(filed) { low = middle + 1 } else { high = middle }
        }
        return low < prints.count && prints[low].key == filed.item.key ? low : nil
    }

    /// The story with what each of its joins was made by: the words that weighed most, heaviest first, or what was equal.
    package func withSharedWords(_ story: Story) -> Story {
        let byKey = story.members.byKey
        return Story(
            id: story.id,
            members: story.members.map { member in
                guard let why = member.why, let with = byKey[why.with] else { return member }
                let shared =
                    switch why.rule {
                    case Copies.Rule.url.name:
                        [member.item, with.item].compactMap { $0.item.url.flatMap(CanonicalURL.init)?.text }.prefix(1)
                    case Copies.Rule.text.name, Copies.Rule.contained.name: firstShared(member.item.item, with.item.item)[...]
                    default: words(why, of: member, with, in: story)[...]
                    }
                return Story.Member(
                    item: member.item, copyOf: member.copyOf,
                    why: Story.Join(rule: why.rule, score: why.score, shared: Array(shared), with: why.with))
            })
    }

    private func words(_ why: Story.Join, of member: Story.Member, _ with: Story.Member, in story: Story) -> [String] {
        guard let place = place(of: member.item) else { return [] }
        let own = original(of: place)
        // The reason may stand with another item of the same article; not sought beyond what can be shown.
        func reason(_ place: Int) -> Reason? {
            let reason = reasons[place]
            let isIt = reason.rule != .none && prints[Int(reason.with)].key == why.with && Int(reason.score) == why.score
            return isIt ? reason : nil
        }
        let others = story.members.prefix(64).lazy.compactMap { self.place(of: $0.item) }.filter { self.original(of: $0) == own }
        guard let reason = reason(place) ?? reason(own) ?? others.compactMap(reason).first else { return [] }
        let (a, b, c, d, e) = reason.words
        let terms = Array(prints[Int(reason.with)].terms)
        var names = [a, b, c, d, e].filter { $0 > 0 && $0 <= terms.count }.map { Term.name(terms[Int($0) - 1]) }
        if reason.rule == .sameWords { names = prints[place].terms.lazy.filter(Term.isTelling).prefix(5).map(Term.name) }
        var spellings: [UInt32: String] = [:]
        func isDone() -> Bool { names.allSatisfy { spellings[$0] != nil } }
        spell(member.item.item, &spellings, only: names)
        if !isDone() { spell(with.item.item, &spellings, only: names) }
        // Joined as a whole by what two others share.
        for other in story.members.prefix(64) {
            if isDone() { break }
            spell(other.item.item, &spellings, only: names)
        }
        return names.compactMap { spellings[$0] }
    }

    /// The spellings of an item's words by their names, where there is none yet.
    /// - `only`: names that are asked for; nil for all.
    func spell(_ item: Item, _ spellings: inout [UInt32: String], only asked: [UInt32]? = nil) {
        var found: [(UInt32, String)] = []
        var list = TermList()
        list.spell = { name, spelling in if asked?.contains(name) ?? true { found.append((name, spelling())) } }
        let headline = Headline(item.title)
        list.add(headline)
        if let opening = Fingerprint.opening(of: item) {
            list.add(opening: opening.words, of: min(opening.words.count, 40), capitals: opening.capitals)
        }
        for (name, spelling) in found where spellings[name] == nil { spellings[name] = spelling }
    }

    /// The first five words of the first passage that two texts share.
    private func firstShared(_ a: Item, _ b: Item) -> [String] {
        let (one, other) = (Sketch.Spelled(a.text), Sketch.Spelled(b.text))
        let known = Set(other.passages)
        guard let start = one.passages.firstIndex(where: known.contains) else { return [] }
        return Array(one.words[start...].prefix(5))
    }
}

/// Items by the article that they are.
private struct Clusters {
    /// Of articles with more than one item, by the first of them.
    private var all: [Int: [Int]] = [:]
    private var shown: [Int: Int] = [:]
    private var whys: [Int: StoryBook.Copy] = [:]

    init(of book: StoryBook) {
        for item in book.originals.indices where book.originals[item] != item {
            all[book.original(of: item), default: []].append(item)
        }
        for (original, copies) in all {
            let members = [original] + copies
            all[original] = members
            // The longest, then the earliest.
            let best = members.min { (book.prints[$1].length, $0) < (book.prints[$0].length, $1) } ?? original
            shown[original] = best
            for copy in copies { whys[copy] = book.copies[copy] }
            // What is shown is a copy of nothing: the reasons on its way to the first are turned round.
            var at = best
            var turned = StoryBook.Copy()
            while true {
                let before = whys[at]
                whys[at] = turned.of < 0 ? nil : turned
                guard let before else { break }
                turned = StoryBook.Copy(of: Int32(at), score: before.score, rule: before.rule)
                at = Int(before.of)
            }
        }
    }

    /// Nil for an article that is there once.
    func members(_ original: Int) -> [Int]? { all[original] }
    func shown(_ original: Int) -> Int { shown[original] ?? original }
    func why(_ item: Int) -> StoryBook.Copy? { whys[item] }
}

extension StoryBook.Reason.Rule {
    fileprivate var name: String {
        switch self {
        case .none, .wording: "wording"
        case .sameWords: "same-words"
        case .copies: "copies"
        case .editor: "editor"
        case .told: "told-together"
        }
    }
}

extension Copies.Rule {
    /// As it is printed.
    fileprivate var name: String {
        switch self {
        case .none, .url: "copy-url"
        case .text: "copy-text"
        case .contained: "copy-contained"
        }
    }
}

extension Date {
    /// Seconds since 1970, rounded down and kept within the years that a feed can mean.
    var wholeSeconds: Int { Int(min(max(timeIntervalSince1970.rounded(.down), -62_135_596_800), 253_402_300_799)) }
}
