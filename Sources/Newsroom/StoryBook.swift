import FoundationEssentials
import News

/// Which items are copies and which tell the same story, kept up to date: a function of the set of items and of the editor's words,
/// whatever the order in which they came (DESIGN.md, promise 4).
///
/// Items stand in the order of time and key, in epochs of a UTC day. What an epoch makes of its items depends on those before and
/// in it, so a change within one, of whatever kind, makes it and those after it anew and leaves those before as they are.
package struct StoryBook {
    struct Epoch {
        let day: Int64
        let items: Range<Int>
        /// Joins before it.
        let joined: Int
        /// As `Pace.level`.
        var pace = Pace.usual
    }

    /// Why an article is in its story.
    struct Reason {
        enum Rule: UInt8 {
            case none, wording, sameWords, copies, editor
        }

        var with: Int32 = -1
        var score: Int32 = 0
        var rule = Rule.none
        /// Names of the words that weighed most, heaviest first; 0 for none.
        var words: (UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0)
    }

    /// How an item is a copy.
    struct Copy {
        var of: Int32 = -1
        var score: Int32 = 0
        var rule = Copies.Rule.none
    }

    enum Flag {
        /// The title comes back day by day, or there is none.
        static let titleTellsNothing: UInt8 = 1
        /// The source puts the same opening over three items and more.
        static let openingTellsNothing: UInt8 = 2
        static let isApart: UInt8 = 4
    }

    let rules: StoryRules
    var editors: Editors
    var prints: [Fingerprint] = []
    /// How many arrays the fingerprints share, at the most.
    private var packs = 0
    var flags: [UInt8] = []
    var epochs: [Epoch] = []

    /// For each item the article that it was found to be, itself when it is no copy; followed to its end.
    var originals: [Int32] = []
    var copies: [Copy] = []
    var reasons: [Reason] = []
    /// Whether it is compared with others: it was no copy at the end of its epoch and says nothing word for word again.
    var speaks: [Bool] = []
    /// For each article the one that says the same in the same words; itself when there is none.
    var voices: [Int32] = []
    /// What is explained by what: the first article of each story is where its others lead to.
    var forest: [Int32] = []
    /// Articles that became copies, or were explained, after their own epoch: which, and by an epoch that begins at which item.
    var late: [(item: Int32, isCopy: Bool, epoch: Int)] = []

    var finder: Copies
    var neighbours: Neighbours
    var groups: AverageLink
    /// Of which items it is counted how rare words are.
    var counted = 0..<0
    /// Notes what was nearly joined; nil where nobody asks.
    var witness: Witness?

    package init(rules: StoryRules = .standard) {
        self.rules = rules
        editors = Editors([])
        finder = Copies(from: 0)
        neighbours = Neighbours(rules, from: 0, Pace(Pace.usual, by: rules))
        groups = AverageLink(rules)
    }

    package var count: Int { prints.count }

    // MARK: - Bringing it up to date

    /// Makes it hold exactly `items`, in whatever order they come. Costs what it takes to compare them with those held, and to
    /// make the epochs anew from the first that changed.
    /// - Returns: how many items were grouped anew.
    @discardableResult
    package mutating func update(to items: [FiledItem], editors words: [EditorsWord] = []) -> Int {
        let order = StoryBook.order(items)
        var prints: [Fingerprint] = []
        prints.reserveCapacity(items.count)
        var known = 0
        for place in order {
            // By its place, since a copy of an item is a dozen reference counts.
            while known < self.prints.count, self.prints[known].isBefore(items[place]) { known += 1 }
            if known < self.prints.count, self.prints[known].isOf(items[place]) {
                prints.append(self.prints[known])
                known += 1
            } else {
                prints.append(Fingerprint(items[place]))
            }
        }
        return update(to: prints, by: Editors(words))
    }

    /// The same where only the heads are at hand, in the order of time and key, which is that of the places in `outlines`.
    @discardableResult
    package mutating func update(to heads: [ItemHead], editors words: [EditorsWord] = []) -> Int {
        let prints = heads.map(Fingerprint.init)
        precondition(zip(prints, prints.dropFirst()).allSatisfy { $0.isBefore($1) }, "heads out of order")
        return update(to: prints, by: Editors(words))
    }

    private mutating func update(to prints: [Fingerprint], by editors: Editors) -> Int {
        let flags = StoryBook.flags(of: prints, by: editors)
        var same = 0
        while same < min(prints.count, self.prints.count), prints[same] == self.prints[same], flags[same] == self.flags[same] {
            same += 1
        }
        // Rare enough to make all of it anew.
        if editors.joins != self.editors.joins { same = 0 }
        if same == prints.count, same == self.prints.count, editors == self.editors { return 0 }
        // The epoch of what is new and that of what is gone, whichever is first.
        var day = Int64.max
        if same < prints.count { day = prints[same].day }
        if same < self.prints.count { day = min(day, self.prints[same].day) }
        cut(to: epochs.first { $0.day >= day }?.items.lowerBound ?? self.prints.count)
        let start = self.prints.count
        self.prints += prints[start...]
        pack(from: start)
        self.flags += flags[start...]
        self.editors = editors
        makeEpochs()
        return prints.count - start
    }

    /// Makes stories of the items that are in no epoch yet.
    mutating func makeEpochs() {
        while let next = epochs.last?.items.upperBound ?? (prints.isEmpty ? nil : 0), next < prints.count {
            let day = prints[next].day
            var end = next
            while end < prints.count, prints[end].day == day { end += 1 }
            make(Epoch(day: day, items: next..<end, joined: groups.joined))
        }
        groups.rest()
    }

    private static let mostPacks = 32

    /// What was added goes into an array of its own, and when there are many of those, all go into one.
    private mutating func pack(from start: Int) {
        packs = packs < StoryBook.mostPacks ? packs + 1 : 1
        Fingerprint.pack(&prints, from: packs == 1 ? 0 : start)
    }

    /// By time, key and hash.
    static func order(_ items: [FiledItem]) -> [Int] {
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            (Fingerprint.kept(items[a].time), items[a].item.key, items[a].item.hash)
                < (Fingerprint.kept(items[b].time), items[b].item.key, items[b].item.hash)
        }
        let isSorted = zip(items.indices, items.indices.dropFirst()).allSatisfy { !isBefore($1, $0) }
        return isSorted ? Array(items.indices) : items.indices.sorted(by: isBefore)
    }

    /// What cannot be seen of an item alone (DESIGN.md, section 4): a masked headline seen on three days or more, an opening over
    /// three items of a source or more.
    private static func flags(of prints: [Fingerprint], by editors: Editors) -> [UInt8] {
        var masks = HashNumbers<UInt64>()
        var days: [(last: Int64, count: Int32)] = []
        var openings = HashNumbers<UInt64>()
        var uses: [Int32] = []
        for print in prints {
            if print.mask != 0 {
                let number = masks.numbered(print.mask)
                if number == days.count { days.append((.min, 0)) }
                if days[number].last != print.day { days[number] = (print.day, days[number].count + 1) }
            }
            if print.opening != 0 {
                let number = openings.numbered(print.opening)
                if number == uses.count { uses.append(0) }
                uses[number] += 1
            }
        }
        return prints.map { print in
            var flags: UInt8 = editors.apart.contains(print.key) ? Flag.isApart : 0
            if masks.number(of: print.mask).map({ days[$0].count >= 3 }) ?? true { flags |= Flag.titleTellsNothing }
            if openings.number(of: print.opening).map({ uses[$0] >= 3 }) ?? true { flags |= Flag.openingTellsNothing }
            return flags
        }
    }

    /// Forgets the items from `start` on, where an epoch begins, and what they did to others.
    mutating func cut(to start: Int) {
        guard start < prints.count else { return }
        let joined = epochs.first { $0.items.lowerBound == start }?.joined ?? groups.joined
        count(to: counted.lowerBound..<max(counted.lowerBound, min(counted.upperBound, start)))
        while let last = late.last, last.epoch >= start {
            if last.isCopy {
                originals[Int(last.item)] = last.item
                copies[Int(last.item)] = Copy()
            } else {
                reasons[Int(last.item)] = Reason()
            }
            late.removeLast()
        }
        epochs.removeAll { $0.items.lowerBound >= start }
        prints.removeLast(prints.count - start)
        flags.removeLast(flags.count - start)
        originals.removeLast(originals.count - start)
        copies.removeLast(copies.count - start)
        reasons.removeLast(reasons.count - start)
        speaks.removeLast(speaks.count - start)
        voices.removeLast(voices.count - start)
        forest = (0..<Int32(start)).map { $0 }
        for item in 0..<start where reasons[item].rule != .none { plant(item, Int(reasons[item].with)) }
        groups.cut(to: start, joined: joined, languages: prints.lazy.map(\.language))
        finder.cut(to: start)
        neighbours.cut(to: start)
    }
}
