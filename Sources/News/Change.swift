/// What one revision of an item says otherwise than the one before, field by field, for people.
package struct Change: Hashable, Sendable {
    package enum Field: String, Sendable {
        case title, summary, text
        /// What an agency says may be done with it: `usable`, `withheld`, `canceled`.
        case status
    }

    /// A run of words.
    package struct Piece: Hashable, Sendable {
        package enum Kind: String, Sendable {
            /// Before and after.
            case kept
            /// Before only.
            case removed
            /// After only.
            case added
        }

        package let kind: Kind
        package let text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    package let field: Field
    /// One sentence of a summary or text, or the whole of a title: in the order to read them, one space between any two. Never empty.
    package let pieces: [Piece]

    package init(_ field: Field, _ pieces: [Piece]) {
        self.field = field
        self.pieces = pieces
    }
}

/// What changed from one revision to the next.
package struct Changes: Hashable, Sendable {
    /// The first of them, in the order of title, status, summary, text.
    package let shown: [Change]
    /// So many more sentences changed than are shown.
    package let left: Int

    package init(shown: [Change], left: Int) {
        self.shown = shown
        self.left = left
    }

    /// Nothing that a reader would see: case and white space count, markup does not.
    package var isEmpty: Bool { shown.isEmpty && left == 0 }
}
