import News

/// Something to tag items with, as topics.yaml defines it. Values only: reading and checking the file is Desk's.
package struct Topic: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        /// One or more words, as `Phrase` reads them.
        package let phrase: String
        /// Points for its first occurrence; negative ones speak against the topic. Never 0.
        package let weight: Int
        /// Nil: it counts once an item. Else every occurrence counts, up to so many points (of a negative weight: down to).
        package let most: Int?

        package init(phrase: String, weight: Int, most: Int? = nil) {
            self.phrase = phrase
            self.weight = weight
            self.most = most
        }
    }

    /// A combination that speaks for the topic.
    package struct Combination: Hashable, Sendable {
        package let clause: Clause
        package let points: Int

        package init(_ clause: Clause, points: Int) {
            self.clause = clause
            self.points = points
        }
    }

    /// What items it looks at. An empty list asks nothing; of each other list one pattern has to match.
    package struct Scope: Hashable, Sendable {
        package var sources: [Pattern] = []
        /// Paths of folders in the inbox; what is in a folder of theirs counts.
        package var folders: [String] = []
        package var categories: [Pattern] = []
        package var urls: [Pattern] = []
        package var authors: [Pattern] = []

        package init() {}

        package var isEmpty: Bool { self == Scope() }
    }

    /// [a-z0-9-]+
    package let id: String
    package let label: String
    /// By language, BCP 47 in lower case, where there is more than one.
    package let labels: [String: String]
    package let kind: Tag.Kind
    /// Id of the topic that this one is a part of; a tag brings its parents.
    package let parent: String?
    /// IPTC Media Topics concept, `medtop:11000000`.
    package let mediaTopic: String?
    /// Primary language subtags of the items that it is for, and of its words' endings. Empty: items of any language, and English
    /// endings.
    package let languages: [String]
    /// Points needed, at least 1.
    package let threshold: Int
    package let terms: [Term]
    /// Each that holds adds its points.
    package let when: [Combination]
    /// One that holds keeps the tag off.
    package let not: [Clause]
    package let scope: Scope
    /// Publishers' own names for it: a category that says just this is enough.
    package let aliases: [String]

    package init(
        id: String, label: String, labels: [String: String] = [:], kind: Tag.Kind, parent: String?, mediaTopic: String?,
        languages: [String] = [], threshold: Int, terms: [Term], when: [Combination] = [], not: [Clause] = [],
        scope: Scope = Scope(), aliases: [String] = []
    ) {
        self.id = id
        self.label = label
        self.labels = labels
        self.kind = kind
        self.parent = parent
        self.mediaTopic = mediaTopic
        self.languages = languages
        self.threshold = threshold
        self.terms = terms
        self.when = when
        self.not = not
        self.scope = scope
        self.aliases = aliases
    }
}

extension Topic {
    /// What has to stand in an item: a phrase, or several clauses together.
    package indirect enum Clause: Hashable, Sendable {
        case phrase(String)
        case group(Group)
    }

    package struct Group: Hashable, Sendable {
        package var parts: [Clause]
        /// How many different parts have to occur: 1 for "any", the number of parts for "all".
        package var different: Int
        /// How many occurrences there have to be, of whichever parts.
        package var times = 1
        package var near = Nearness.item
        /// Where its phrases count. Those of the groups around it hold as well.
        package var fields = Fields.all
        /// One that holds anywhere in the item makes the group fail.
        package var not: [Clause] = []

        package init(_ parts: [Clause], different: Int) {
            self.parts = parts
            self.different = different
        }

        package static func any(_ parts: [Clause]) -> Group { Group(parts, different: 1) }
        package static func all(_ parts: [Clause]) -> Group { Group(parts, different: parts.count) }
    }

    package enum Nearness: Hashable, Sendable {
        /// Anywhere in the item.
        case item
        case sentence
        /// The same sentence, or two that follow each other.
        case neighbours
        /// At most so many words stand between the first and the last.
        case words(Int)
    }

    package struct Fields: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let title = Fields(rawValue: 1)
        package static let dateline = Fields(rawValue: 2)
        package static let category = Fields(rawValue: 4)
        package static let summary = Fields(rawValue: 8)
        package static let text = Fields(rawValue: 16)
        /// The opening of summary and text.
        package static let lede = Fields(rawValue: 32)
        package static let all: Fields = [.title, .dateline, .category, .summary, .text]

        /// By the names that topics.yaml has for them, in their order.
        package static let names: [(name: String, fields: Fields)] = [
            ("title", .title), ("lede", .lede), ("body", [.summary, .text]), ("summary", .summary), ("text", .text),
            ("category", .category), ("dateline", .dateline),
        ]
    }
}
