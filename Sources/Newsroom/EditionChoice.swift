import News

/// Which of all stories an edition is about. Empty lists choose everything.
package struct EditionChoice: Hashable, Sendable {
    /// Ids of topics, in the order of the edition's sections. A story with the tag of one of them is told.
    package var topics: [String] = []
    /// Ids of topics that nothing is told of, whatever else it is about.
    package var withoutTopics: [String] = []
    /// Sources, or folders of sources. Only what one of them published is told, also in the stories that others tell too.
    package var sources: [String] = []
    package var withoutSources: [String] = []
    /// Languages by their primary subtags: `en`, `pt`. What does not say its language is told.
    package var languages: [String] = []

    package init() {}

    /// Whether what any source published may be told.
    package var isOfAllSources: Bool { sources.isEmpty && withoutSources.isEmpty }

    /// Whether every item may be told.
    private var isOfAllItems: Bool { isOfAllSources && languages.isEmpty }

    /// Whether it chooses by anything but sources.
    var choosesByContent: Bool { !topics.isEmpty || !withoutTopics.isEmpty || !languages.isEmpty }

    /// Whether what a source published may be told.
    package func chooses(source: String) -> Bool {
        (sources.isEmpty || sources.contains { source.isSource($0) }) && !withoutSources.contains { source.isSource($0) }
    }

    /// The stories as far as their items are chosen: the ids stay, and what repeats an item that is not stands for itself.
    func stories(_ stories: [StoryOutline], of heads: [ItemHead]) -> [StoryOutline] {
        if isOfAllItems { return stories }
        var bySource: [String: Bool] = [:]
        let known = Set(languages.map(Fingerprint.language(named:)) + [0])
        let isChosen = heads.map { head in
            if !languages.isEmpty, !known.contains(Fingerprint.language(of: head)) { return false }
            if let known = bySource[head.source] { return known }
            let isOfSource = chooses(source: head.source)
            bySource[head.source] = isOfSource
            return isOfSource
        }
        return stories.compactMap { story in
            let members = story.members.filter { isChosen[$0.place] }
            if members.count == story.members.count { return story }
            if members.isEmpty { return nil }
            // The first copy of an article that is not chosen is told for it.
            var first: [Int: Int] = [:]
            return StoryOutline(
                id: story.id,
                members: members.map { member in
                    guard let original = member.copyOf, !isChosen[original] else { return member }
                    guard let shown = first[original] else {
                        first[original] = member.place
                        return StoryOutline.Member(place: member.place)
                    }
                    return StoryOutline.Member(place: member.place, copyOf: shown, why: member.why)
                })
        }
    }

    /// Whether a story with these tags is told.
    func chooses(_ tags: [Tag]) -> Bool {
        (topics.isEmpty || tags.contains { topics.contains($0.id) }) && !tags.contains { withoutTopics.contains($0.id) }
    }
}

extension String {
    /// Whether it is the source that `name` names, or lies in that folder.
    package func isSource(_ name: String) -> Bool { self == name || hasPrefix(name + "/") }
}
