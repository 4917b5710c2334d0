import News

/// A story by the places of its items among those it was made of, in the order of time and key.
package struct StoryOutline: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let place: Int
        /// The place of the item it repeats; nil when it is told on its own account.
        package let copyOf: Int?
        /// As `Story.Member`; `shared` is empty.
        package let why: Story.Join?

        package init(place: Int, copyOf: Int? = nil, why: Story.Join? = nil) {
            self.place = place
            self.copyOf = copyOf
            self.why = why
        }
    }

    /// The key of its earliest item.
    package let id: Key
    /// Never empty; ascending.
    package let members: [Member]

    package init(id: Key, members: [Member]) {
        self.id = id
        self.members = members
    }
}
