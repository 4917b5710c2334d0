import FoundationEssentials

/// Items, from any source, that tell of the same event.
package struct Story: Hashable, Sendable {
    /// Why an item is in its story, or a copy of another.
    package struct Join: Hashable, Sendable {
        /// `copy-url`, `copy-text`, `wording` ...
        package let rule: String
        /// 0...65536; 65536 for an exact rule.
        package let score: Int
        /// The terms that weighed most, heaviest first, or what was equal.
        package let shared: [String]
        /// The item it was joined to.
        package let with: Key

        package init(rule: String, score: Int, shared: [String], with: Key) {
            self.rule = rule
            self.score = score
            self.shared = shared
            self.with = with
        }
    }

    package struct Member: Hashable, Sendable {
        package let item: FiledItem
        /// The item it repeats under another address or source; nil when it is told on its own account.
        package let copyOf: Key?
        /// Nil for the earliest of those that are no copies.
        package let why: Join?

        package init(item: FiledItem, copyOf: Key? = nil, why: Join? = nil) {
            self.item = item
            self.copyOf = copyOf
            self.why = why
        }
    }

    /// The key of its earliest item.
    package let id: Key
    /// By time, then key; never empty.
    package let members: [Member]

    package init(id: Key, members: [Member]) {
        self.id = id
        self.members = members
    }
}

extension [Story.Member] {
    /// Of several with one item the first.
    package var byKey: [Key: Story.Member] {
        Dictionary(map { ($0.item.item.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
