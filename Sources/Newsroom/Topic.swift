import News

/// Something to tag items with, as topics.yaml defines it. Values only: reading and checking the file is Desk's.
package struct Topic: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        /// One or more words; compared whole and folded for case and diacritics.
        package let phrase: String
        /// Points for its first occurrence; negative ones speak against the topic. Never 0.
        package let weight: Int

        package init(phrase: String, weight: Int) {
            self.phrase = phrase
            self.weight = weight
        }
    }

    /// [a-z0-9-]+
    package let id: String
    package let label: String
    package let kind: Tag.Kind
    /// Id of the topic that this one is a part of; a tag brings its parents.
    package let parent: String?
    /// IPTC Media Topics concept, `medtop:11000000`.
    package let mediaTopic: String?
    /// Points needed, at least 1.
    package let threshold: Int
    package let terms: [Term]

    package init(
        id: String, label: String, kind: Tag.Kind, parent: String?, mediaTopic: String?, threshold: Int, terms: [Term]
    ) {
        self.id = id
        self.label = label
        self.kind = kind
        self.parent = parent
        self.mediaTopic = mediaTopic
        self.threshold = threshold
        self.terms = terms
    }
}
