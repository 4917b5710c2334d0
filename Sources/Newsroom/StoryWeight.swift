import FoundationEssentials

/// How much a story weighs among others, in points: a hundred for twice as much. Each factor is told apart, for `explain`.
package struct StoryWeight: Hashable, Sendable {
    /// For those who tell it on their own account: 0 for one, 100 for two, 200 for four.
    package let publishers: Int
    /// For its age at the closing: a day takes half of its weight, -100, and nothing takes more than three days: of what a folder of
    /// old feeds brings, age says nothing. What has no date, or one still to come, counts as `ageWithoutDate` older than its arrival.
    package let recency: Int
    /// For where in their feeds it stood when it came: the mean over the publishers of 40 for the first place, 30 for the second, 20 for
    /// the third and fourth, 10 up to the eighth.
    package let prominence: Int
    /// Of the topic among its tags that has the most, or the least, by the settings: 100 for each step.
    package let priority: Int

    /// In seconds. A feed is fetched again within hours, but what its first file brings may be days old: a feed without dates leads no
    /// digest for that.
    static let ageWithoutDate = 43_200.0

    package var points: Int { publishers + recency + prominence + priority }

    /// - `publishers`: at least 1.
    /// - `places`: the best of each publisher in its feeds, from 1; `.max` where that is not known.
    /// - `newest`: when the newest of what is told is from.
    /// - `priorities`: steps, by the ids of topics; 0 is left out.
    init(
        publishers: Int, places: some Collection<Int>, newest: Date, closing: Date, topics: some Sequence<String>,
        priorities: [String: Int]
    ) {
        let doublings = Int.bitWidth - 1 - max(1, publishers).leadingZeroBitCount
        // Between two powers of two in a straight line.
        self.publishers = 100 * doublings + (100 * (max(1, publishers) - (1 << doublings))) >> doublings
        let minutes = max(0, closing.milliseconds - newest.milliseconds) / 60_000
        recency = -Int(min(minutes, 3 * 1440)) * 100 / 1440
        prominence = places.reduce(0) { $0 + Self.points(at: $1) } / max(1, places.count)
        let steps = priorities.isEmpty ? [] : topics.compactMap { priorities[$0] }
        priority = 100 * (max(0, steps.max() ?? 0) + min(0, steps.min() ?? 0))
    }

    private static func points(at place: Int) -> Int {
        let doublings = Int.bitWidth - (place - 1).leadingZeroBitCount
        return max(0, 40 - 10 * doublings)
    }
}
