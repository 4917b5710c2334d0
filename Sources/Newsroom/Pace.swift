/// How fast a likeness fades with the time between two items, and what is asked of what is left of it.
///
/// Where items come when things happen, what tells of one event lies within hours, and time tells events apart. Where publishers follow
/// each other by a day, or arrivals are spread over one, it lies far apart and time tells little: a likeness then fades more slowly and
/// must be higher instead. Which of the two it is is read from the items (`level`), so that no constant has to be right for all.
struct Pace: Sendable {
    /// What is left of a likeness after so many quarters of an hour, in 65536ths.
    private let fading: [Int]
    /// The same where both items have an opening: slow however items come, since there time has less to tell.
    private let fadingOfTold: [Int]
    /// How far back a likeness of 1 would still be enough, in milliseconds.
    let reach: Int64
    let reachOfTold: Int64
    /// As in `StoryRules`.
    let leastLikeness: Int
    let leastLikenessOfTold: Int
    let leastMean: Int
    let leastMeanOfOne: Int
    let weightPerQuarterHour: Int

    static let slowest = 4
    /// Fades as at `slowest`. Headlines are all there is to go by, and they come so slowly that half of what tells of a day's events is still
    /// to come at its end: groups that were frozen then would be half made, so three days are grouped as one.
    static let long = 5
    /// Where too little is known.
    static let usual = 2

    /// - `level`: 0 ... `slowest`, at which fading takes 1, 1.4, 2, 2.8 or 4 times as long as the rules say for the fastest, or `long`.
    init(_ level: Int, by rules: StoryRules) {
        leastMean = level == Pace.long ? rules.leastMeanOfLong : rules.leastMean
        let level = min(level, Pace.slowest)
        leastLikeness = rules.leastLikeness + (rules.leastLikenessOfSlowest - rules.leastLikeness) * level / Pace.slowest
        leastMeanOfOne = rules.leastMeanOfOne + (rules.leastMeanOfOneOfSlowest - rules.leastMeanOfOne) * level / Pace.slowest
        let (weight, slowly) = (rules.weightPerQuarterHour, wholeRoot(rules.weightPerQuarterHour << 16))
        weightPerQuarterHour = weight + (slowly - weight) * level / Pace.slowest
        // By roots, which are rounded alike everywhere: e^-x to e^-x/2 and, between the two, e^-0.7x as the mean of e^-x/2 and e^-x.
        let once = rules.fadePerQuarterHour
        let twice = wholeRoot(once << 16)
        let fourTimes = wholeRoot(twice << 16)
        let left = [once, (once + 2 * twice) / 3, twice, (twice + 2 * fourTimes) / 3, fourTimes][level]
        fading = Pace.fading(left, leastLikeness, by: rules)
        leastLikenessOfTold = rules.leastLikenessOfTold
        fadingOfTold = Pace.fading(rules.fadePerQuarterHourOfTold, leastLikenessOfTold, by: rules)
        reach = Int64(fading.count) * 900_000 - 1
        reachOfTold = Int64(fadingOfTold.count) * 900_000 - 1
    }

    /// How many days are grouped as one.
    static func days(_ level: Int) -> Int64 { level == long ? 3 : 1 }

    /// What is left of a likeness of two items so many milliseconds apart, in 65536ths; 0 out of reach.
    @inline(__always)
    func left(after milliseconds: Int64, areTold: Bool) -> Int {
        let quarters = Int(milliseconds / 900_000)
        if areTold { return quarters < fadingOfTold.count ? fadingOfTold[quarters] : 0 }
        return quarters < fading.count ? fading[quarters] : 0
    }

    /// - `left`: of 65536ths after a quarter of an hour.
    private static func fading(_ left: Int, _ least: Int, by rules: StoryRules) -> [Int] {
        var fading = [65536]
        while fading.count < rules.reachHours * 4, let last = fading.last {
            let next = (last * left) >> 16
            if next < least { break }
            fading.append(next)
        }
        return fading
    }

    // MARK: - Which it is

    /// The level for what comes after these items.
    ///
    /// Two neighbouring words that stand in few titles seldom tell of two events. Of each such pair of words in titles of two and more
    /// sources it is taken how far apart in time they stand in the mean; the lower quarter of these means, which those that happen to
    /// come back do not reach, is the measure.
    /// - `items`: places in `prints`, ascending; `tells`: whether an item's title says something; `mayBeLong`: it is asked before the epoch is made.
    static func level(of items: Range<Int>, in prints: [Fingerprint], mayBeLong: Bool, tells: (Int) -> Bool) -> Int {
        guard let first = items.first else { return usual }
        // Of many items part of the pairs is enough.
        let sample = sampleMask(of: items.count)
        let start = prints[first].time
        // The pair's name, then when in minutes, then who.
        var seen: [UInt64] = []
        var (headlines, all) = (0, 0)
        for item in items where tells(item) {
            let print = prints[item]
            all += 1
            if !print.isTold { headlines += 1 }
            let minutes = UInt64(min((print.time - start) / 60_000, (1 << 20) - 1))
            for term in print.terms where !Term.isWord(term) && Term.name(term) & sample == 0 {
                seen.append(UInt64(Term.name(term)) << 34 | minutes << 14 | UInt64(print.source & 0x3FFF))
            }
        }
        seen.sort()
        var means = [Int](repeating: 0, count: 4 * 24 * 8)
        var count = 0
        var from = 0
        while from < seen.count {
            var end = from
            while end < seen.count, seen[end] >> 34 == seen[from] >> 34 { end += 1 }
            defer { from = end }
            guard end - from > 1, end - from <= mostTitles else { continue }
            var (sum, pairs) = (0, 0)
            for one in from..<end {
                for other in from..<one where seen[one] & 0x3FFF != seen[other] & 0x3FFF {
                    sum += Int((seen[one] >> 14 & 0xFFFFF) - (seen[other] >> 14 & 0xFFFFF))
                    pairs += 1
                }
            }
            if pairs == 0 { continue }
            means[min(sum / pairs / 15, means.count - 1)] += 1
            count += 1
        }
        guard count >= fewestPairs else { return usual }
        var (quarters, below) = (0, means[0])
        while below * 4 < count {
            quarters += 1
            below += means[quarters]
        }
        if mayBeLong, headlines * 2 > all, quarters >= quartersOfLong { return long }
        return levels.firstIndex { quarters < $0 } ?? slowest
    }

    private static let mostTitles = 12
    private static let fewestPairs = 48
    /// In quarters of an hour, below which it is level 0, 1 ...: see Tests/Bench/stories.py.
    private static let levels = [18, 26, 37, 52]
    private static let quartersOfLong = 26
}
