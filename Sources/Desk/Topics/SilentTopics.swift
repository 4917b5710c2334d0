import Archive
import FoundationEssentials
import News
import Newsroom
import Press

/// Topics that nothing was tagged with for a while: dead rules, or beats that no source is on any more.
package struct SilentTopics: Codable, Hashable, Sendable {
    package struct Line: Codable, Hashable, Sendable {
        package let id: String
        package let label: String
    }

    /// Of the configured topics.
    package let topics: Int
    /// Days looked back: 30, or as far as items are kept.
    package let days: Int
    /// In the order of the topics' file; nil while the archive does not reach back so far.
    package let silent: [Line]?

    static let days = 30

    /// - `topics`: as configured.
    init(_ topics: [Topic], in archive: Archive?, now: Date) throws(ArchiveError) {
        self.topics = topics.count
        let begin = now.milliseconds - Int64(SilentTopics.days) * PruningPlan.day
        // Of what was pruned nobody knows any more what it had.
        let through = try archive?.pruning().marks?.through?.milliseconds ?? .min
        days = through <= begin ? SilentTopics.days : max(0, Int((now.milliseconds - through) / PruningPlan.day))
        guard let archive, let first = try archive.firstArrival(), days > 0, through > begin || first.milliseconds <= begin
        else {
            silent = nil
            return
        }
        let heard = try archive.lastArrivals(ofTagsSince: Date(milliseconds: max(begin, through)))
        silent = topics.filter { heard[$0.id] == nil }.map { Line(id: $0.id, label: $0.label) }
    }

    private static let mostNamed = 12

    /// For people: `151; 2 without a match for 30 days: curling, judo`.
    var words: String {
        guard let silent else {
            return "\(topics); which are silent can be told when there are items of \(SilentTopics.days) days"
        }
        if silent.isEmpty { return "\(topics), each with a match within \(counted(days, "day", "days"))" }
        let named = silent.prefix(SilentTopics.mostNamed).map(\.id).joined(separator: ", ")
        let rest = silent.count - SilentTopics.mostNamed
        return "\(topics); \(silent.count) without a match for \(counted(days, "day", "days")): \(named)"
            + (rest > 0 ? " and \(rest) more (--json names all)" : "")
    }
}
