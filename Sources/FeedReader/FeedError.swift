/// Why a whole file could not be read.
package struct FeedError: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
        case notFeed = "not-a-feed"
        case empty
        case limit
        case entity
        case encoding
        case gzip
        case json
    }

    package let kind: Kind
    /// From 1; nil where the place is not known.
    package let line: Int?
    package let column: Int?
    /// What and why, lower case; foreign words quoted and cut; a limit is named with its value.
    package let message: String

    package init(_ kind: Kind, line: Int? = nil, column: Int? = nil, _ message: String) {
        self.kind = kind
        self.line = line
        self.column = column
        self.message = message
    }
}
