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
    /// For programs. Each kind of request has some of it, the others are nil.
    package struct Facts: Codable, Hashable, Sendable {
        /// Put back, as paths below the desk's folder: `inbox/bbc/a.xml`.
        var files: [String]?
        /// Keys of those that an editor's word is of.
        var items: [String]?
        /// Ids of tags.
        var added: [String]?
        var removed: [String]?
        /// How many were looked at, and how many have other tags now.
        var texts: Int?
        var changed: Int?
        /// Of which items came or went, most first.
        var topics: [Retagging.Change]?
    }

    /// False when nothing was done, for a reason that `lines` gives.
    package let isDone: Bool
    /// For people, a line each, as they may be shown.
    package let lines: [String]
    /// Nil when nothing was done, or by an earlier wiredesk.
    package let facts: Facts?

    init(isDone: Bool, lines: [String], facts: Facts? = nil) {
        self.isDone = isDone
        self.lines = lines.map(JournalLog.visible)
        self.facts = facts
    }

    static func refused(_ why: String) -> Answer { Answer(isDone: false, lines: [why]) }

    /// What `--json` prints: the facts, `done`, and `messages`, the lines.
    package var json: [UInt8] { Report(answer: self).prettyJSON }

    private struct Report: Encodable {
        let answer: Answer

        private enum CodingKeys: CodingKey { case done, messages }

        func encode(to encoder: any Encoder) throws {
            try answer.facts?.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(answer.isDone, forKey: .done)
            try container.encode(answer.lines, forKey: .messages)
        }
    }
}
