import FoundationEssentials

/// What an editor decided about grouping and tags, in the order in which it was said: the last word stands.
package enum EditorsWord: Hashable, Sendable {
    /// The stories of two items are one.
    case join(Key, Key)
    /// The item is told alone: what was joined to it before by an editor, or by likeness, is not.
    case split(Key)
    /// The item has these tags, and has not those of these ids, whatever its text says, this one and any to come.
    case correct(Key, add: [Tag], remove: [String])
}

extension EditorsWord {
    /// The items that it is about.
    package var keys: [Key] {
        switch self {
        case .join(let one, let other): [one, other]
        case .split(let key), .correct(let key, _, _): [key]
        }
    }
}

extension EditorsWord {
    /// A word and when it was said: editions that closed before know nothing of it.
    package struct Said: Hashable, Sendable {
        package let word: EditorsWord
        package let at: Date

        package init(_ word: EditorsWord, at: Date) {
            self.word = word
            self.at = at
        }
    }
}
