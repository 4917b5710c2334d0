import FoundationEssentials
import News

/// Which items are copies and which tell the same story, kept up to date: a function of the set of items and of the editor's words,
/// whatever the order in which they came (DESIGN.md, promise 4).
///
/// Items stand in the order of time and key, in epochs of a UTC day, or of three where headlines come slowly (`Pace`). What an epoch
/// makes of its items depends on those before and in it, so a change within one, of whatever kind, makes it and those after it anew
/// and leaves those before as they are; only what shows a headline or an opening of the two days before to come back makes these
/// anew, too.
package struct StoryBook {
    struct Epoch {
        /// Its first.
        let day: Int64
        /// How many days it has, from the first on.
        let days: Int64
        let items: Range<Int>
        /// Joins before it.
        let joined: Int
        /// As `Pace.level`.
        var pace = Pace.usual

        var end: Int64 { day + days }
    }

    /// Why an article is in its story.
    struct Reason {
        enum Rule: UInt8 {
            case none, wording, sameWords, copies, editor, told
        }

        var with: Int32 = -1
        var score: Int32 = 0
        var rule = Rule.none
        /// Which terms of `with`, from 1, are the words that weighed most, heaviest first; 0 for none.
        var words: (UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0)
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
    /// What these bind of the items held.
    var bonds: [Editors.Bond] = []
    var prints: [Fingerprint] = []
    /// Fingerprints before it share large arrays; those from it on so many small ones, at the most.
    private var packed = 0
    private var packs = 0
    /// All parts of the titles that have several, in the order of items: beside their prints they are far apart.
    private(set) var parts: [TitlePart] = []
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
    var latest = Latest()
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

    /// Makes it hold exactly `items`, in whatever order they come. Costs what it takes to see which of them are new or gone, and to make
    /// stories anew from the first epoch that changed; of the last epoch only what is new in it and what that changes.
    /// - `together`: items that stay in one story whatever their words say, since they were told in one whose beginning has left the
    ///   horizon (DESIGN.md, section 1); what an editor split is not held.
    /// - Returns: how many items were grouped anew.
    @discardableResult
    package mutating func update(to items: [FiledItem], editors words: [EditorsWord] = [], together: [[Key]] = []) -> Int {
        let order = StoryBook.order(items)
        return update(
            to: order.count, by: Editors(words, together: together), isBefore: { $0.isBefore(items[order[$1]]) },
            isOf: { $0.isOf(items[order[$1]]) }, make: { Fingerprint(items[order[$0]]) })
    }

    /// The same where only the heads are at hand, in the order of time and key, which is that of the places in `outlines`.
    @discardableResult
    package mutating func update(to heads: [ItemHead], editors words: [EditorsWord] = [], together: [[Key]] = []) -> Int {
        heads.withUnsafeBufferPointer { heads in
            update(
                to: heads.count, by: Editors(words, together: together), isBefore: { $0.isBefore(heads, $1) },
                isOf: { $0.isOf(heads, $1) }, make: { Fingerprint(heads[$0]) })
        }
    }

    private mutating func update(
        to count: Int, by editors: Editors, isBefore: (Fingerprint, Int) -> Bool, isOf: (Fingerprint, Int) -> Bool,
        make: (Int) -> Fingerprint
    ) -> Int {
        var same = 0
        while same < min(count, prints.count), isOf(prints[same], same) { same += 1 }
        if same == count, same == prints.count, editors == self.editors { return 0 }
        var change = Change(same: same)
        change.added.reserveCapacity(count - same)
        var known = same
        for place in same..<count {
            while known < prints.count, isBefore(prints[known], place) {
                change.gone.append(prints[known])
                known += 1
            }
            if known < prints.count, isOf(prints[known], place) {
                change.added.append(prints[known])
                change.flags.append(flags[known])
                known += 1
            } else {
                change.added.append(make(place))
                change.flags.append(nil)
            }
        }
        change.gone += prints[known...]
        let added = change.added
        precondition(zip(added, added.dropFirst()).allSatisfy { $0.isBefore($1) }, "items out of order")
        precondition(same == 0 || added.isEmpty || prints[same - 1].isBefore(added[0]), "items out of order")
        let isAppended = same == prints.count && editors.apart == self.editors.apart
        // The epoch of what is new and that of what is gone, whichever is first.
        var day = Int64.max
        if let first = added.first { day = first.day }
        if same < prints.count { day = min(day, prints[same].day) }
        let flags = flags(after: change, by: editors)
        let firstOther = (0..<same).first { flags[$0] != self.flags[$0] }
        if let firstOther { day = min(day, prints[firstOther].day) }
        self.editors = editors
        let before = bonds
        bonds = editors.bonds(of: same + added.count) { $0 < same ? prints[$0] : added[$0 - same] }
        for bond in Editors.Bond.changed(before, bonds) { day = min(day, bond.day) }

        if let last = epochs.last, latest.isSteady, last.day <= day, day < last.end, last.items.lowerBound < same {
            let former = Array(self.flags[last.items.lowerBound..<same])
            hold(added, from: same, flags)
            let end = prints.firstIndex(from: same) { $0.day >= last.end }
            // Nothing may be done between the two.
            let isExtended = isAppended && firstOther == nil && extend(to: end)
            if !isExtended { remake(to: end, from: same, flags: former) }
            makeEpochs()
            return prints.count - (isExtended ? same : last.items.lowerBound)
        }
        let start = epochs.first { day < $0.end }?.items.lowerBound ?? made
        // By what it held before.
        cut(to: start)
        hold(added, from: same, flags)
        makeEpochs()
        return prints.count - start
    }

    private mutating func hold(_ added: [Fingerprint], from same: Int, _ flags: [UInt8]) {
        self.flags = flags
        while let last = parts.last, last.item >= same { parts.removeLast() }
        for (item, print) in zip(Int32(same)..., added) {
            for name in print.parts { parts.append(TitlePart(item: item, name: name)) }
        }
        prints.replaceSubrange(same..., with: added)
        pack(from: same)
    }

    /// How many items are in an epoch.
    private var made: Int { epochs.last?.items.upperBound ?? 0 }

    /// Makes stories of the items that are in no epoch yet.
    mutating func makeEpochs() {
        while made < prints.count {
            let (start, day) = (made, prints[made].day)
            let pace = pace(before: start, day)
            let days = Pace.days(pace ?? Pace.usual)
            make(
                Epoch(
                    day: day, days: days, items: start..<prints.firstIndex(from: start) { $0.day >= day + days },
                    joined: groups.joined, pace: pace ?? Pace.usual),
                isPaceKnown: pace != nil)
        }
    }

    private static let mostPacks = 32

    /// What was added goes into an array of its own, and when there are many of those, they go into one.
    private mutating func pack(from start: Int) {
        if start < packed {
            (packed, packs) = (start, 0)
        }
        packs += 1
        let isFull = packs == StoryBook.mostPacks
        Fingerprint.pack(&prints, from: isFull ? packed : start)
        if isFull { (packed, packs) = (prints.count, 0) }
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

    /// Makes it as it was before the epoch that begins at `start`, but for the items from there on, which are in no epoch then.
    mutating func cut(to start: Int) {
        guard start < made else { return }
        let joined = epochs.first { $0.items.lowerBound == start }?.joined ?? groups.joined
        count(to: counted.lowerBound..<max(counted.lowerBound, min(counted.upperBound, start)))
        epochs.removeAll { $0.items.lowerBound >= start }
        takeBack(from: start)
        forest = (0..<Int32(start)).map { $0 }
        for item in 0..<start where reasons[item].rule != .none { plant(item, Int(reasons[item].with)) }
        groups.cut(to: start, joined: joined, articles: prints.prefix(start).lazy.map { ($0.language, $0.isTold) })
        finder.cut(to: start)
        neighbours.cut(to: start)
        latest = Latest()
    }

    /// Forgets what was found of the items from `start` on, with which an epoch begins, and what these showed of those before them.
    mutating func takeBack(from start: Int) {
        while let last = late.last, last.epoch >= start {
            if last.isCopy {
                originals[Int(last.item)] = last.item
                copies[Int(last.item)] = Copy()
            } else {
                reasons[Int(last.item)] = Reason()
            }
            late.removeLast()
        }
        let gone = originals.count - start
        originals.removeLast(gone)
        copies.removeLast(gone)
        reasons.removeLast(gone)
        speaks.removeLast(gone)
        voices.removeLast(gone)
    }
}

extension [Fingerprint] {
    /// The first from `start` on of which `body` is true; their count where there is none.
    fileprivate func firstIndex(from start: Int, where body: (Fingerprint) -> Bool) -> Int {
        var place = start
        while place < count, !body(self[place]) { place += 1 }
        return place
    }
}
