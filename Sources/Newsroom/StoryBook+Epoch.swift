import News

extension StoryBook {
    /// Makes stories of one epoch's items, and of those before it what these change.
    mutating func make(_ epoch: Epoch, isPaceKnown: Bool) {
        epochs.append(epoch)
        latest = Latest(forest: forest, isSteady: true)
        groups.begin()
        findWhatIsSaidOnce(in: epoch)
        if !isPaceKnown { findPace(of: epoch) }
        reachBack(from: epoch, at: Pace(epochs[epochs.count - 1].pace, by: rules))
        count(for: epoch)
        weigh(for: epoch)
        findLinks(of: epoch.items)
        join(epoch)
    }

    /// Which of its items are copies or say again what was said.
    mutating func findWhatIsSaidOnce(in epoch: Epoch) {
        open(epoch.items)
        finder.begin(epoch.items, in: prints, apart: { [flags] in flags[$0] & Flag.isApart != 0 })
        latest.merged = findCopies(epoch.items, in: epoch)
        findRepeatedWords(epoch.items, in: epoch)
    }

    mutating func open(_ items: Range<Int>) {
        for item in items {
            originals.append(Int32(item))
            voices.append(Int32(item))
            forest.append(Int32(item))
            copies.append(Copy())
            reasons.append(Reason())
            speaks.append(false)
            groups.add(language: prints[item].language, isTold: prints[item].isTold)
        }
    }

    /// Of an item, whether its title comes back day by day.
    private var isRecurring: (Int) -> Bool { { [flags] in flags[$0] & Flag.titleTellsNothing != 0 } }

    mutating func findLinks(of items: Range<Int>) {
        for item in items {
            add(item)
            findLinks(of: item)
        }
    }

    /// Adds it to what those after it are compared with.
    mutating func add(_ item: Int) { neighbours.add(terms(of: item), of: prints[item].source, at: prints[item].time) }

    /// Of the one that was added last.
    mutating func findLinks(of item: Int) {
        if speaks[item] { latest.links.append(item, neighbours.links(in: prints, isRecurring: isRecurring)) }
    }

    /// - `changed`: as of `AverageLink.joinAll`.
    mutating func join(_ epoch: Epoch, changed: [Int]? = nil) {
        let links = latest.links
        groups.joinAll(links, changed: changed)
        if witness != nil { bear(witnessOf: links, in: epoch) }
        explain(links, in: epoch)
        for (item, other) in latest.merged { force(item, other, as: .copies, in: epoch) }
        for bond in bonds where epoch.items.contains(bond.places.upperBound) {
            force(bond.places.upperBound, bond.places.lowerBound, as: bond.wasTold ? .told : .editor, in: epoch)
        }
    }

    // MARK: - Copies

    /// Answers the articles that these items of the epoch showed to be one.
    mutating func findCopies(_ items: Range<Int>, in epoch: Epoch) -> [(Int, Int)] {
        var merged: [(Int, Int)] = []
        let isRecurring = isRecurring
        for item in items {
            let findings = finder.next(
                in: prints, isRecurring: isRecurring, isApart: flags[item] & Flag.isApart != 0)
            guard let first = findings.min(by: { original(of: $0.of) < original(of: $1.of) }) else { continue }
            let root = original(of: first.of)
            originals[item] = Int32(root)
            copies[item] = Copy(of: Int32(first.of), score: Int32(first.score), rule: first.rule)
            for finding in findings {
                let other = original(of: finding.of)
                if other == root { continue }
                originals[other] = Int32(root)
                copies[other] = Copy(of: Int32(item), score: Int32(finding.score), rule: finding.rule)
                merged.append((root, other))
                if other < epoch.items.lowerBound { late.append((Int32(other), true, epoch.items.lowerBound)) }
            }
        }
        return merged
    }

    /// The article that an item is a copy of, itself when of none.
    func original(of item: Int) -> Int {
        var at = item
        while Int(originals[at]) != at { at = Int(originals[at]) }
        return at
    }

    // MARK: - The same words

    /// What a source says again word for word within hours, or what has nothing but a title that others have too, is said once:
    /// neither the stories nor what they cost grow by it. Decides which of these items of the epoch are compared with others.
    mutating func findRepeatedWords(_ items: Range<Int>, in epoch: Epoch) {
        let reach = Int64(rules.sameWordsHours) * 3_600_000
        var names = HashNumbers<UInt64>()
        var newest: [Int32] = []
        var start = epoch.items.lowerBound
        while start > 0, prints[start - 1].time >= prints[epoch.items.lowerBound].time - reach { start -= 1 }
        for item in start..<items.upperBound {
            let print = prints[item]
            let isNew = item >= items.lowerBound
            guard flags[item] & (Flag.titleTellsNothing | Flag.isApart) == 0, isNew ? originals[item] == item : speaks[item],
                print.terms.lazy.filter(Term.isTelling).prefix(2).count == 2
            else { continue }
            let ofSource = names.numbered(mixed(print.title, UInt64(print.source)))
            while newest.count < names.count { newest.append(-1) }
            let ofAll = print.opening == 0 ? names.numbered(mixed(print.title, 1 << 40)) : ofSource
            while newest.count < names.count { newest.append(-1) }
            func said(_ name: Int) -> Int? {
                let other = Int(newest[name])
                guard other >= 0, print.time - prints[other].time <= reach, prints[other].language == print.language,
                    prints[other].title == print.title
                else { return nil }
                return other
            }
            if isNew, let other = said(ofSource) ?? said(ofAll) {
                voices[item] = Int32(other)
                reasons[item] = Reason(with: Int32(other), score: 65536, rule: .sameWords)
                plant(item, other)
            } else {
                newest[ofSource] = Int32(item)
                newest[ofAll] = Int32(item)
            }
        }
        for item in items where originals[item] == item && voices[item] == item && flags[item] & Flag.isApart == 0 {
            speaks[item] = true
        }
    }

    // MARK: - Words

    /// Those that an item is compared by; none where it does not speak.
    func terms(of item: Int) -> ArraySlice<UInt32> {
        guard speaks[item] else { return [] }
        let flags = flags[item]
        // Without an opening there is none to leave out.
        let unsaid = prints[item].opening == 0 ? Flag.titleTellsNothing : Flag.titleTellsNothing | Flag.openingTellsNothing
        if flags & unsaid == 0 { return prints[item].terms }
        return prints[item].terms.filter {
            Term.isOfOpening($0) ? flags & Flag.openingTellsNothing == 0 : flags & Flag.titleTellsNothing == 0
        }[...]
    }

    /// Rare and common words are told by the articles of the days before; where these are few, also by the day's own.
    mutating func count(for epoch: Epoch) {
        let start = epochs.first { $0.day >= epoch.day - Int64(rules.rarityDays) }?.items.lowerBound ?? epoch.items.lowerBound
        count(to: start..<epoch.items.lowerBound)
        if neighbours.counted < rules.fewestCounted {
            latest.isSteady = false
            count(to: start..<epoch.items.upperBound)
        }
        neighbours.sourceWords = SourceWords(of: counted, in: prints, terms: terms)
    }

    mutating func count(to range: Range<Int>) {
        for item in counted where !range.contains(item) && speaks[item] { neighbours.count(terms(of: item), by: -1) }
        for item in range where !counted.contains(item) && speaks[item] { neighbours.count(terms(of: item), by: 1) }
        counted = range
    }

    /// How fast likenesses fade in an epoch that begins with `item` on `day`: by the items of the days before; nil where these are few.
    func pace(before item: Int, _ day: Int64) -> Int? {
        if let level = rules.pace { return level }
        let start = epochs.first { $0.day >= day - Int64(rules.rarityDays) }?.items.lowerBound ?? item
        return item - start < rules.fewestCounted ? nil : level(of: start..<item, mayBeLong: true)
    }

    /// The same by its own items, too.
    private mutating func findPace(of epoch: Epoch) {
        latest.isSteady = false
        let start = epochs.first { $0.day >= epoch.day - Int64(rules.rarityDays) }?.items.lowerBound ?? epoch.items.lowerBound
        epochs[epochs.count - 1].pace = level(of: start..<epoch.items.upperBound, mayBeLong: false)
    }

    private func level(of items: Range<Int>, mayBeLong: Bool) -> Int {
        Pace.level(of: items, in: prints, mayBeLong: mayBeLong) { speaks[$0] && flags[$0] & Flag.titleTellsNothing == 0 }
    }

    /// Makes sure that the articles within reach of the epoch can be compared with: after a cut they may have been forgotten.
    private mutating func reachBack(from epoch: Epoch, at pace: Pace) {
        neighbours.pace = pace
        groups.pace = pace
        let oldest = prints[epoch.items.lowerBound].time - max(pace.reach, pace.reachOfTold)
        var start = epoch.items.lowerBound
        while start > 0, prints[start - 1].time >= oldest { start -= 1 }
        if neighbours.first <= start, neighbours.end == epoch.items.lowerBound {
            neighbours.forget(before: start)
            return
        }
        (neighbours, counted) = (Neighbours(rules, from: start, pace), 0..<0)
        for earlier in epochs where earlier.items.upperBound > start && earlier.day < epoch.day {
            count(for: earlier)
            for item in max(start, earlier.items.lowerBound)..<earlier.items.upperBound { add(item) }
        }
    }

    private mutating func weigh(for epoch: Epoch) {
        let start = epoch.day * 86_400_000
        var articles: [Int] = []
        var item = epoch.items.lowerBound - 1
        while item >= 0, prints[item].time >= start - groups.memory {
            if speaks[item] { articles.append(item) }
            item -= 1
        }
        groups.weigh(articles, age: { [prints] in start - prints[$0].time }, isTold: { [prints] in prints[$0].isTold })
    }

    // MARK: - Why

    /// Each article but the first of a story is explained by its best link into it.
    private mutating func explain(_ links: Links, in epoch: Epoch) {
        var explained = -1
        links.forEach { article, link in
            if article == explained || groups.group(of: Int(link.to)) != groups.group(of: article) { return }
            explained = article
            explain(article, article, Int(link.to), by: Int(link.likeness), in: epoch)
        }
        // What was joined only by what came after it, or as a whole.
        var others: [(article: Int, link: Link)] = []
        links.forEach { article, link in
            if groups.group(of: Int(link.to)) == groups.group(of: article), root(article) != root(Int(link.to)) {
                others.append((article, link))
            }
        }
        others.sort { ($1.link.likeness, $0.article, $0.link.to) < ($0.link.likeness, $1.article, $1.link.to) }
        for (article, link) in others {
            let (one, other) = (root(article), root(Int(link.to)))
            guard one != other else { continue }
            let (from, with) = one > other ? (article, Int(link.to)) : (Int(link.to), article)
            explain(max(one, other), from, with, by: Int(link.likeness), in: epoch)
        }
    }

    /// `article` is where it is because `member`, one of those it explains or itself, is like `other`.
    private mutating func explain(_ article: Int, _ member: Int, _ other: Int, by likeness: Int, in epoch: Epoch) {
        let (newer, older) = (max(member, other), min(member, other))
        let terms = prints[other].terms.map(Term.name)
        let words =
            neighbours.heaviestShared(newer, older).map { name in UInt8(clamping: 1 + (terms.firstIndex(of: name) ?? -1)) }
            + [0, 0, 0, 0, 0]
        give(
            Reason(
                with: Int32(other), score: Int32(likeness), rule: .wording,
                words: (words[0], words[1], words[2], words[3], words[4])),
            to: article, in: epoch)
    }

    private mutating func give(_ reason: Reason, to article: Int, in epoch: Epoch) {
        reasons[article] = reason
        plant(article, Int(reason.with))
        if article < epoch.items.lowerBound { late.append((Int32(article), false, epoch.items.lowerBound)) }
    }

    /// The stories of two items become one, whatever their likeness.
    private mutating func force(_ item: Int, _ other: Int, as rule: Reason.Rule, in epoch: Epoch) {
        let (a, b) = (voice(of: item), voice(of: other))
        groups.force(a, b)
        let (one, another) = (root(a), root(b))
        guard one != another else { return }
        let with = one > another ? other : item
        give(Reason(with: Int32(with), score: 65536, rule: rule), to: max(one, another), in: epoch)
    }

    /// The article that speaks for an item.
    func voice(of item: Int) -> Int { Int(voices[original(of: item)]) }

    /// The first article that the reasons of `article` lead to.
    mutating func root(_ article: Int) -> Int {
        var at = article
        while Int(forest[at]) != at {
            forest[at] = forest[Int(forest[at])]
            at = Int(forest[at])
        }
        return at
    }

    mutating func plant(_ a: Int, _ b: Int) {
        let (one, other) = (root(a), root(b))
        forest[max(one, other)] = Int32(min(one, other))
    }

    /// The same number for all items of a story.
    mutating func group(of item: Int) -> Int { groups.group(of: voice(of: item)) }
}
