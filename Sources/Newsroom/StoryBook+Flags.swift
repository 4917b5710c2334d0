extension StoryBook {
    /// What an update brings.
    struct Change {
        /// So many at the start stay where they are.
        let same: Int
        /// All that stand after these from now on.
        var added: [Fingerprint] = []
        /// The flags of those of `added` that were held before; nil for new ones.
        var flags: [UInt8?] = []
        /// What was held, and is no more.
        var gone: [Fingerprint] = []
    }

    /// What cannot be seen of an item alone (DESIGN.md, section 4): a masked headline seen on three days or more, or one that is put
    /// together of parts that its source used on three days of one week, as a programme's name and a date are; an opening over three
    /// items of a source or more. As it is seen at the end of the second day after the item's own: what was compared with it is no
    /// further away, and what comes later changes nothing of it.
    ///
    /// Only what says something that a new item says, or one that is gone said, can be seen in another light.
    /// - Returns: of all items after the change.
    func flags(after change: Change, by editors: Editors) -> [UInt8] {
        let (same, count) = (change.same, change.same + change.added.count)
        func print(_ place: Int) -> Fingerprint { place < same ? prints[place] : change.added[place - same] }
        var flags = flags.prefix(same) + change.flags.map { $0 ?? 0 }
        var uses = Uses()
        guard editors.apart == self.editors.apart, change.flags.count(where: { $0 == nil }) + change.gone.count < count / 4 else {
            uses.forEachSeen(of: count, print) { uses, print, place in flags[place] = uses.flags(of: print, by: editors) }
            return Array(flags)
        }
        var asked = Uses.Asked()
        for (print, flags) in zip(change.added, change.flags) where flags == nil { asked.add(print) }
        for print in change.gone { asked.add(print) }
        func saying() -> [Int] {
            asked.saying(prints, parts, before: same)
                + change.added.indices.lazy.filter { change.flags[$0] == nil || asked.isAsked(change.added[$0]) }.map {
                    same + $0
                }
        }
        let said = saying()
        // What is said later than so many days after an item tells nothing of it.
        let first = (change.gone + zip(change.added, change.flags).filter { $1 == nil }.map(\.0)).map(\.day).min() ?? .max
        let other = said.filter { print($0).day + Uses.daysAfter >= first }
        // A title of several parts is told by each of them, of which only one may be asked for yet.
        let isOfParts = other.contains { print($0).hasParts && ($0 < same || change.flags[$0 - same] != nil) }
        if change.gone.isEmpty, !isOfParts {
            // More uses never make it fewer: what is not asked of one of these stays as it is.
            uses.forEachSeen(of: said.count, { print(said[$0]) }) { uses, print, place in
                if print.day + Uses.daysAfter >= first { flags[said[place]] |= uses.flags(of: print, by: editors) }
            }
            return Array(flags)
        }
        // All that decides of them is counted.
        for place in other { asked.add(print(place)) }
        let all = saying()
        var next = 0
        uses.forEachSeen(of: all.count, { print(all[$0]) }) { uses, print, place in
            guard next < other.count, other[next] == all[place] else { return }
            flags[other[next]] = uses.flags(of: print, by: editors)
            next += 1
        }
        return Array(flags)
    }
}
