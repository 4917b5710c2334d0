/// A line of the journal for each of the first things of a kind in a minute; of the others, how many there were: ten thousand bad
/// files are told in a page.
struct LineBudget {
    /// A minute in which something was said.
    private var begun: UInt64?
    private var said = 0
    /// What was not said, by kind.
    private var held: [String: Int] = [:]

    static let lines = 20
    static let nanoseconds: UInt64 = 60_000_000_000

    /// Whether there may be a line of it; otherwise it is counted. `moment` is in nanoseconds of a clock that only goes forward.
    mutating func admits(_ kind: String, at moment: UInt64) -> Bool {
        if begun == nil || isOver(at: moment) && held.isEmpty {
            begun = moment
            said = 0
        }
        if said < LineBudget.lines {
            said += 1
            return true
        }
        held[kind, default: 0] += 1
        return false
    }

    /// What was not said, by kind, most first, once its minute is over or `isLast`; nil before, and when all was said.
    mutating func summary(at moment: UInt64, isLast: Bool = false) -> [(kind: String, count: Int)]? {
        guard !held.isEmpty, isLast || isOver(at: moment) else { return nil }
        defer {
            held = [:]
            begun = nil
        }
        return held.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    /// Nanoseconds from `moment` until there is something to sum up; nil when there is not.
    func waits(at moment: UInt64) -> UInt64? {
        guard !held.isEmpty, let begun else { return nil }
        let end = begun + LineBudget.nanoseconds
        return end > moment ? end - moment : 0
    }

    private func isOver(at moment: UInt64) -> Bool { begun.map { moment >= $0 + LineBudget.nanoseconds } ?? true }
}
