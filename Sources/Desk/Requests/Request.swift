import FoundationEssentials

/// What a command asks of a desk, be it at work in another process or opened for this alone.
package struct Request: Codable, Hashable, Sendable {
    /// Which work it is.
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Files of failed/ go back to the inbox; `values` names them, none stands for all.
        case retry
        /// The stories of the two items whose keys are `values` are one.
        case join
        /// The item whose key is the only one of `values` is told alone.
        case split
        /// The item whose key is the first of `values` has the tags of the others that begin with `+`, and has not those that
        /// begin with `-`.
        case correct
        /// Every text of the archive has the tags that the topics in force put on it. The only one of `values` tells which topics are
        /// meant, as `Configuration.topicsDigest`.
        case retag
    }

    package let kind: Kind
    package let values: [String]

    package init(_ kind: Kind, _ values: [String] = []) {
        self.kind = kind
        self.values = values
    }
}

/// What became of a request.
package struct Answer: Codable, Hashable, Sendable {
    /// False when nothing was done, for a reason that `lines` gives.
    package let isDone: Bool
    /// For people, a line each, as they may be shown.
    package let lines: [String]

    package init(isDone: Bool, lines: [String]) {
        self.isDone = isDone
        self.lines = lines.map(JournalLog.visible)
    }

    static func refused(_ why: String) -> Answer { Answer(isDone: false, lines: [why]) }
}
