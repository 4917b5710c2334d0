/// How often headlines and openings are used.
struct Uses {
    private var days = DaysSeen()
    private var openings = HashNumbers<UInt64>()
    private var counts: [Int32] = []

    /// What is said so many days after an item still tells of it.
    static let daysAfter: Int64 = 2

    /// Calls `body` with each of so many items, which are in the order of time, when all is counted that tells of it.
    mutating func forEachSeen(of count: Int, _ item: (Int) -> Fingerprint, _ body: (Uses, Fingerprint, Int) -> Void) {
        var seen = 0
        for place in 0..<count {
            let print = item(place)
            while seen < count {
                let next = item(seen)
                if next.day > print.day + Uses.daysAfter { break }
                add(next)
                seen += 1
            }
            body(self, print, place)
        }
    }

    /// What some items say.
    struct Asked {
        private var names = HashNumbers<UInt64>()
        /// Whether there may be one, by the lower bits of what it is called as a part: nearly all that is none is told by one look.
        private var marks = [Bool](repeating: false, count: 1 << 15)

        mutating func add(_ print: Fingerprint) {
            Uses.forEachName(of: print) { _ = names.numbered($0) }
            marks[Asked.mark(of: Headline.part(print.mask))] = true
            for part in print.parts { marks[Asked.mark(of: part)] = true }
            if print.opening != 0 {
                _ = names.numbered(print.opening)
                marks[Asked.mark(of: Headline.part(print.opening))] = true
            }
        }

        @inline(__always)
        private static func mark(of part: UInt32) -> Int { Int(part & 0x7FFF) }

        /// Which of them say something of it, too, ascending. Looks at each, so it touches little of one.
        /// - `parts`: of all of them that have several.
        func saying(_ prints: [Fingerprint], _ parts: [TitlePart], before end: Int) -> [Int] {
            var places: [Int] = []
            marks.withUnsafeBufferPointer { marks in
                prints.withUnsafeBufferPointer { prints in
                    for place in 0..<end
                    where marks[Asked.mark(of: Headline.part(prints[place].mask))]
                        || marks[Asked.mark(of: Headline.part(prints[place].opening))]
                    {
                        places.append(place)
                    }
                }
                parts.withUnsafeBufferPointer { parts in
                    for part in parts where part.item < end && marks[Asked.mark(of: part.name)] {
                        places.append(Int(part.item))
                    }
                }
            }
            places.sort()
            var last = -1
            return places.filter { place in
                defer { last = place }
                return place != last && isAsked(prints[place])
            }
        }

        func isAsked(_ print: Fingerprint) -> Bool {
            var isAsked = print.opening != 0 && names.number(of: print.opening) != nil
            Uses.forEachName(of: print) { if names.number(of: $0) != nil { isAsked = true } }
            return isAsked
        }
    }

    /// In the order of time.
    mutating func add(_ print: Fingerprint) {
        Uses.forEachName(of: print) { days.see($0, on: print.day) }
        if print.opening == 0 { return }
        let number = openings.numbered(print.opening)
        if number == counts.count { counts.append(0) }
        counts[number] += 1
    }

    func flags(of print: Fingerprint, by editors: Editors) -> UInt8 {
        var flags: UInt8 = editors.apart.contains(print.key) ? StoryBook.Flag.isApart : 0
        if print.mask == 0 || days.isRecurring(print.mask)
            || (print.hasParts && print.parts.allSatisfy { days.isWeekly(Uses.name($0, of: print)) })
        {
            flags |= StoryBook.Flag.titleTellsNothing
        }
        // What tells of many things shares words with each.
        if print.genre == .roundUp, print.isTold {
            flags |= StoryBook.Flag.titleTellsNothing | StoryBook.Flag.openingTellsNothing
        }
        if openings.number(of: print.opening).map({ counts[$0] >= 3 }) ?? true { flags |= StoryBook.Flag.openingTellsNothing }
        return flags
    }

    /// The title, and its parts as its source's.
    @inline(__always)
    private static func forEachName(of print: Fingerprint, _ body: (UInt64) -> Void) {
        if print.mask == 0 { return }
        body(print.mask)
        if print.hasParts {
            for part in print.parts { body(Uses.name(part, of: print)) }
        } else {
            body(Uses.name(Headline.part(print.mask), of: print))
        }
    }

    private static func name(_ part: UInt32, of print: Fingerprint) -> UInt64 { UInt64(print.source) << 32 | UInt64(part) }
}

/// One of several parts of an item's title.
struct TitlePart {
    let item: Int32
    let name: UInt32
}

/// On how many days something was said, in the order of days.
private struct DaysSeen {
    private var numbers = HashNumbers<UInt64>()
    /// The last two days on which it was, and on how many in all; whether three were within a week.
    private var days: [(last: Int64, before: Int64, count: Int32, isWeekly: Bool)] = []

    mutating func see(_ name: UInt64, on day: Int64) {
        let number = numbers.numbered(name)
        if number == days.count { days.append((.min, .min, 0, false)) }
        let seen = days[number]
        if seen.last == day { return }
        let isWeekly = seen.isWeekly || (seen.count >= 2 && day - seen.before < 7)
        days[number] = (day, seen.last, seen.count + 1, isWeekly)
    }

    func isRecurring(_ name: UInt64) -> Bool { numbers.number(of: name).map { days[$0].count >= 3 } ?? false }
    func isWeekly(_ name: UInt64) -> Bool { numbers.number(of: name).map { days[$0].isWeekly } ?? false }
}
