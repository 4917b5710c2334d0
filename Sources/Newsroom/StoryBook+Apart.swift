import News

/// Why a story is not one with the story nearest to it.
package struct Apart: Hashable, Sendable {
    /// What stands between the two items, or their stories. Likenesses are in 65536ths.
    package enum Obstacle: Hashable, Sendable {
        /// Linked, but the mean likeness over all pairs between the two groups was lower than what is asked of so many pairs.
        case tooUnlike(mean: Int, asked: Int, pairs: Int)
        case language
        /// The same headline but for its numbers or dates: two matches, quakes or issues.
        case numbers
        /// Further apart in time than is ever compared; of so many hours.
        case time(atMostHours: Int)
        /// After what the time between them takes of it, the likeness was under the least that links two items.
        case notLinked(likeness: Int, least: Int)
        /// Each item is linked to so many before it that are most like it; of these all were more like the later of the two, most of all
        /// this one. Likenesses as above.
        case crowdedOut(likeness: Int, links: Int, nearest: Key, itsLikeness: Int)
        /// Like enough, but not among those compared: items are looked up by their rarest words, so many of the newest for each, and only
        /// what has two words or more that tell something.
        case notLookedUp
    }

    /// Of the story that was asked for.
    package let item: Key
    /// Of the other, the item that is most like it.
    package let other: Key
    /// Of these two, whatever the time between them.
    package let likeness: Int
    /// The words that weighed most in it, heaviest first; at most five.
    package let shared: [String]
    package let obstacle: Obstacle
    /// What the words of `shared` are called in fingerprints, until they are spelled.
    let names: [UInt32]
}

/// Why an item's words join it to nothing, whatever they are.
package enum Silence: String, Codable, Hashable, Sendable {
    /// It is live coverage, a round-up, a whole programme: it shares words with all that it tells of.
    case roundUp = "round-up"
    /// Its headline comes back day by day, and it has no opening of its own.
    case recurring
    /// An editor took it out.
    case split
}

extension StoryBook {
    /// Nil where an item of the story speaks for itself.
    package func silence(of story: StoryOutline) -> Silence? {
        let silences = story.members.map { member -> Silence? in
            let (print, flags) = (prints[member.place], flags[member.place])
            if flags & Flag.isApart != 0 { return .split }
            if flags & Flag.titleTellsNothing == 0 || (flags & Flag.openingTellsNothing == 0 && print.opening != 0) { return nil }
            return print.genre == .roundUp ? .roundUp : print.mask == 0 ? nil : .recurring
        }
        return silences.contains(nil) ? nil : silences.first ?? nil
    }

    /// Notes which links of some items' groups did not lead to a join.
    struct Witness {
        /// Two groups at the end of an epoch: how like they were, and what was asked.
        struct Refusal {
            let item: Int
            let other: Int
            /// In 2^24ths, as `asked`.
            let mean: Int
            let asked: Int
            let pairs: Int
            let languagesDiffer: Bool

            var obstacle: Apart.Obstacle {
                languagesDiffer ? .language : .tooUnlike(mean: mean >> 8, asked: asked >> 8, pairs: pairs)
            }
        }

        /// Voices, ascending.
        let asked: [Int]
        var refusals: [Refusal] = []
    }

    /// To be called when an epoch's links have led to what they could.
    mutating func bear(witnessOf links: Links, in epoch: Epoch) {
        guard let asked = witness?.asked else { return }
        var own: Set<Int> = []
        for item in asked where item < epoch.items.upperBound { own.insert(groups.group(of: item)) }
        struct Pair: Hashable {
            let own: Int
            let other: Int
        }
        var sums: [Pair: (sum: Int, best: Int32, item: Int, other: Int)] = [:]
        links.forEach { article, link in
            let (group, other) = (groups.group(of: article), groups.group(of: Int(link.to)))
            guard group != other, own.contains(group) != own.contains(other) else { return }
            let isOwn = own.contains(group)
            let pair = isOwn ? Pair(own: group, other: other) : Pair(own: other, other: group)
            let (item, stranger) = isOwn ? (article, Int(link.to)) : (Int(link.to), article)
            var found = sums[pair] ?? (0, 0, item, stranger)
            found.sum += Int(link.likeness)
            if link.likeness > found.best { (found.best, found.item, found.other) = (link.likeness, item, stranger) }
            sums[pair] = found
        }
        for (pair, found) in sums.sorted(by: { ($0.key.own, $0.key.other) < ($1.key.own, $1.key.other) }) {
            let (pairs, asked, languagesDiffer) = groups.between(pair.own, pair.other)
            witness?.refusals.append(
                Witness.Refusal(
                    item: found.item, other: found.other, mean: (found.sum << 16) / pairs, asked: asked,
                    pairs: max(1, pairs >> 8), languagesDiffer: languagesDiffer))
        }
    }

    /// What is nearest to a story of those that the book tells, and why it is not one with it: first the story that was nearest to
    /// being joined, if there is one that was linked; then, if it is more alike, the item that something else kept off. Empty when
    /// nothing shares a telling word with it. Their shared words are to be spelled (`withSharedWords`).
    ///
    /// Made again from what the book holds: the epochs from the story's first day on are joined once more.
    package func apart(_ story: StoryOutline) -> [Apart] {
        let members = story.members.map(\.place)
        var book = self
        let group = members.first.map { book.group(of: $0) }
        let asked = Set(members.prefix(Self.mostAsked).map(voice)).filter { speaks[$0] }.sorted()
        guard let group, let first = asked.first, let last = asked.last else { return [] }
        let refusals = nearlyJoined(asked).filter { book.group(of: $0.other) != group }
        func isFurther(_ a: Witness.Refusal, _ b: Witness.Refusal) -> Bool {
            (a.mean * b.asked, b.other) < (b.mean * a.asked, a.other)
        }
        let refusal = refusals.max(by: isFurther)

        // Compared anew with everything around, whatever would have kept it off.
        var start = first
        var end = last + 1
        let reach = (Int64(rules.reachHours) + 24) * 3_600_000
        while start > 0, first - start < Self.mostAround, prints[start - 1].time >= prints[first].time - reach { start -= 1 }
        while end < prints.count, end - last < Self.mostAround, prints[end].time <= prints[last].time + reach { end += 1 }
        book.index(start..<end)
        var found: [Apart] = []
        if let refusal {
            let likeness = book.neighbours.likeness(refusal.item, refusal.other, in: prints) ?? 0
            found.append(book.apart(refusal.item, refusal.other, likeness, refusal.obstacle))
        }
        var best: (item: Int, other: Int, likeness: Int)?
        for item in asked {
            for (other, likeness) in book.neighbours.likenesses(of: item, in: prints)
            where likeness > (best?.likeness ?? 0) && book.group(of: other) != group {
                best = (item, other, likeness)
            }
        }
        if let best, best.likeness > found.first?.likeness ?? 0, best.other != refusal?.other {
            // Linked, it was its story that was not alike enough.
            let its = book.group(of: best.other)
            let refusal = refusals.filter { book.group(of: $0.other) == its }.max(by: isFurther)
            let obstacle = refusal?.obstacle ?? book.obstacle(best.item, best.other, best.likeness)
            found.append(book.apart(best.item, best.other, best.likeness, obstacle))
        }
        return found
    }

    /// Of a story with more articles the first so many are looked at, and of what stands around no more than so many items each way.
    private static let mostAsked = 64
    private static let mostAround = 50_000

    private func nearlyJoined(_ asked: [Int]) -> [Witness.Refusal] {
        guard let first = asked.first, let epoch = epochs.first(where: { $0.items.contains(first) }) else { return [] }
        var again = self
        again.witness = Witness(asked: asked)
        let start = epoch.items.lowerBound
        again.cut(to: start)
        again.makeEpochs()
        return again.witness?.refusals ?? []
    }

    /// Makes an index of these items alone, with the words' weights of each item's own epoch.
    private mutating func index(_ range: Range<Int>) {
        let pace = epochs.last { $0.items.overlaps(range) }?.pace ?? Pace.usual
        (neighbours, counted) = (Neighbours(rules, from: range.lowerBound, Pace(pace, by: rules)), 0..<0)
        for epoch in epochs where epoch.items.overlaps(range) {
            self.count(for: epoch)
            for item in epoch.items.clamped(to: range) as Range<Int> { add(item) }
        }
    }

    /// Of two items of the index.
    private mutating func obstacle(_ item: Int, _ other: Int, _ likeness: Int) -> Apart.Obstacle {
        let (a, b) = (prints[item], prints[other])
        if a.language != 0, b.language != 0, a.language != b.language { return .language }
        if !mayJoin(item, other) { return .numbers }
        let pace = Pace(epochs.first { $0.items.contains(max(item, other)) }?.pace ?? Pace.usual, by: rules)
        let areTold = a.isTold && b.isTold
        let reach = areTold ? pace.reachOfTold : pace.reach
        guard abs(a.time - b.time) <= reach else { return .time(atMostHours: Int(reach / 3_600_000)) }
        let (left, least) = left(of: likeness, item, other, at: pace)
        if left < least { return .notLinked(likeness: left, least: least) }
        let (newer, older) = (max(item, other), min(item, other))
        var nearer: [(likeness: Int, item: Int)] = []
        for (before, likeness) in neighbours.likenesses(of: newer, in: prints) where before < newer && mayJoin(newer, before) {
            let (its, least) = self.left(of: likeness, newer, before, at: pace)
            if its >= least, (its, before) > (left, older) { nearer.append((its, before)) }
        }
        guard nearer.count >= rules.neighbours, let nearest = nearer.max(by: <) else { return .notLookedUp }
        return .crowdedOut(
            likeness: left, links: rules.neighbours, nearest: prints[nearest.item].key, itsLikeness: nearest.likeness)
    }

    private func mayJoin(_ item: Int, _ other: Int) -> Bool {
        Newsroom.mayJoin(
            prints[item], prints[other], isRecurring: (flags[item] | flags[other]) & Flag.titleTellsNothing != 0)
    }

    /// What counts of the likeness of two items, and what is asked of that.
    private func left(of likeness: Int, _ item: Int, _ other: Int, at pace: Pace) -> (left: Int, least: Int) {
        let (a, b) = (prints[item], prints[other])
        let areTold = a.isTold && b.isTold
        var left = (likeness * pace.left(after: abs(a.time - b.time), areTold: areTold)) >> 16
        if a.source == b.source { left = (left * rules.ofOneSource) >> 16 }
        if areTold, a.genre != .report || b.genre != .report { left = (left * rules.ofBackground) >> 16 }
        return (left, areTold ? pace.leastLikenessOfTold : pace.leastLikeness)
    }

    private mutating func apart(_ item: Int, _ other: Int, _ likeness: Int, _ obstacle: Apart.Obstacle) -> Apart {
        Apart(
            item: prints[item].key, other: prints[other].key, likeness: likeness, shared: [], obstacle: obstacle,
            names: neighbours.heaviestShared(item, other))
    }

    /// The same with the words that weighed most, by the two items where they are among those given.
    package func withSharedWords(_ apart: Apart, _ items: [Key: FiledItem]) -> Apart {
        var spellings: [UInt32: String] = [:]
        for key in [apart.item, apart.other] { if let filed = items[key] { spell(filed.item, &spellings) } }
        return Apart(
            item: apart.item, other: apart.other, likeness: apart.likeness, shared: apart.names.compactMap { spellings[$0] },
            obstacle: apart.obstacle, names: apart.names)
    }
}
