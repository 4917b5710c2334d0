/// A topic, place, person, organisation or event put on an item or story, with the evidence for it.
package struct Tag: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case topic, place, person, organisation, event
    }

    /// As topics.yaml names it.
    package let id: String
    package let label: String
    package let kind: Kind
    /// Sum of the evidence's points, at least the topic's threshold. An integer: weights that decide are integers.
    package let score: Int
    /// In the order of field and offset; empty on an item only where an editor put the tag there.
    package let evidence: [Evidence]

    package init(id: String, label: String, kind: Kind, score: Int, evidence: [Evidence]) {
        self.id = id
        self.label = label
        self.kind = kind
        self.score = score
        self.evidence = evidence
    }
}

/// Why a tag is there: what matched, where, and what it was worth.
package struct Evidence: Hashable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case title, summary, text, category, dateline
    }

    package let field: Field
    /// The words as they stand in the item.
    package let text: String
    /// Where they begin: UTF-8 bytes from the start of the field (of `text`'s plain text, of the category in its list
    /// joined by newlines).
    package let offset: Int
    /// The term or combination of the topic that matched, as topics.yaml writes it.
    package let term: String
    /// 0 for what takes part but adds nothing: another occurrence of a term that counted already.
    package let points: Int
    /// The sentence of the field that they begin in, from 0. Nil where it is not kept.
    package let sentence: Int?

    package init(field: Field, text: String, offset: Int, term: String, points: Int, sentence: Int? = nil) {
        self.field = field
        self.text = text
        self.offset = offset
        self.term = term
        self.points = points
        self.sentence = sentence
    }
}
