import News

/// A story beside another that is not one with it: in another language, or about the same names.
package struct Relation: Hashable, Sendable {
    package enum Rule: String, Sendable {
        /// Both link to one address.
        case url
        /// Rare names and numbers stand in both.
        case names
    }

    package let story: Key
    package let rule: Rule
    /// The names and numbers that both have, by their spelling folded, ascending. Empty where the address is one.
    package let shared: [String]

    package init(story: Key, rule: Rule, shared: [String]) {
        self.story = story
        self.rule = rule
        self.shared = shared
    }
}

/// A story that may be related to another: so many rare words stand in both, of which it is not known yet whether they are names.
package struct Kinship: Hashable, Sendable {
    /// Its place among the outlines.
    package let story: Int
    /// Ascending.
    let names: [UInt64]
}

extension StoryBook {
    /// A word is rare that stands in so many stories and no more, of each its first articles.
    private static let mostStories = 5
    private static let mostMembers = 16
    private static let mostRelations = 5
    /// Names and numbers that two stories of one language, or of two, must share. Between languages fewer will do, since other words
    /// than names seldom cross.
    private static let fewestShared = 3
    private static let fewestAcross = 2
    private static let urlMark: UInt64 = 1 << 63

    /// For each of the stories asked for, by their places in `outlines`, those that may be related to it. `outlines` are those that
    /// the book tells now. Linear in the words of all stories.
    package func kinships(of asked: [Int], among outlines: [StoryOutline]) -> [Int: [Kinship]] {
        if asked.isEmpty { return [:] }
        // Words and addresses of the stories asked for alone: of all others only these are looked for.
        var words = HashNumbers<UInt64>()
        var own: [Int: [Int]] = [:]
        var names: [UInt64] = []
        for story in asked {
            own[story] = self.names(of: outlines[story]).map { name in
                let number = words.numbered(name)
                if number == names.count { names.append(name) }
                return number
            }
        }
        // The stories that each stands in: up to one more than counts as rare.
        var stories = [[Int32]](repeating: [], count: words.count)
        for (story, outline) in outlines.enumerated() {
            for name in self.names(of: outline) {
                guard let number = words.number(of: name), stories[number].count <= Self.mostStories,
                    stories[number].last != Int32(story)
                else { continue }
                stories[number].append(Int32(story))
            }
        }
        var kinships: [Int: [Kinship]] = [:]
        for story in asked {
            var shared: [Int32: [UInt64]] = [:]
            for number in Set(own[story] ?? []).sorted(by: { names[$0] < names[$1] })
            where stories[number].count <= Self.mostStories {
                for other in stories[number] where other != Int32(story) { shared[other, default: []].append(names[number]) }
            }
            kinships[story] = shared.sorted { $0.key < $1.key }.map { Kinship(story: Int($0.key), names: $0.value) }
                .filter { isEnough($0.names, outlines[story], outlines[$0.story]) }
        }
        return kinships
    }

    /// The items whose words are asked for to tell names from other words in a story.
    package func namedIn(_ outline: StoryOutline) -> [Key] {
        outline.members.prefix(Self.mostMembers).map { prints[$0.place].key }
    }

    /// Those that are related: one address first, then most shared names, then by id; at most five. Names are words that are nowhere
    /// in the titles and openings of the two stories' items written small; `items` are those that `namedIn` names.
    package func relations(
        of story: Int, to kinships: [Kinship], among outlines: [StoryOutline], _ items: [Key: FiledItem]
    ) -> [Relation] {
        var found: [Relation] = []
        for kinship in kinships {
            let (one, other) = (outlines[story], outlines[kinship.story])
            if kinship.names.contains(where: { $0 & Self.urlMark != 0 }) {
                found.append(Relation(story: other.id, rule: .url, shared: []))
                continue
            }
            var spellings: [UInt32: String] = [:]
            var small: Set<String> = []
            for item in (namedIn(one) + namedIn(other)).compactMap({ items[$0]?.item }) {
                spell(item, &spellings)
                for text in [item.title, item.summary, item.text.first?.text].compactMap(\.self) { addSmall(text, &small) }
            }
            let names = kinship.names.filter { name in
                spellings[UInt32(truncatingIfNeeded: name)].map { !small.contains($0) } ?? false
            }
            guard isEnough(names, one, other) else { continue }
            let spelled = names.compactMap { spellings[UInt32(truncatingIfNeeded: $0)] }
            found.append(Relation(story: other.id, rule: .names, shared: Set(spelled).sorted()))
        }
        found.sort {
            ($0.rule == .url ? 0 : 1, $1.shared.count, $0.story) < ($1.rule == .url ? 0 : 1, $0.shared.count, $1.story)
        }
        return Array(found.prefix(Self.mostRelations))
    }

    /// The words of its articles' titles and openings, and their addresses.
    private func names(of outline: StoryOutline) -> [UInt64] {
        var names: [UInt64] = []
        for member in outline.members.prefix(Self.mostMembers) where member.copyOf == nil {
            let (print, flags) = (prints[member.place], flags[member.place])
            if print.url != 0 { names.append(print.url | Self.urlMark) }
            // What a source puts over everything, or says day by day, relates nothing.
            for term in print.terms where Term.isWord(term) {
                if flags & (Term.isOfTitle(term) ? Flag.titleTellsNothing : Flag.openingTellsNothing) != 0 { continue }
                names.append(UInt64(Term.name(term)))
            }
        }
        return names
    }

    private func isEnough(_ names: [UInt64], _ one: StoryOutline, _ other: StoryOutline) -> Bool {
        if names.contains(where: { $0 & Self.urlMark != 0 }) { return true }
        let (a, b) = (language(of: one), language(of: other))
        return names.count >= (a != 0 && b != 0 && a != b ? Self.fewestAcross : Self.fewestShared)
    }

    /// 0 where none of its items says.
    private func language(of outline: StoryOutline) -> UInt32 {
        outline.members.lazy.map { self.prints[$0.place].language }.first { $0 != 0 } ?? 0
    }

    /// Words that stand there without a capital; of long texts those at the beginning. Numbers have none to lose, but one of a
    /// digit or two is no name.
    private func addSmall(_ text: String, _ small: inout Set<String>) {
        var text = text.utf8.count > 1200 ? String(decoding: text.utf8.prefix(1200), as: UTF8.self) : text
        let words = Words(text)
        text.withUTF8 { bytes in
            for i in 0..<words.count {
                let range = words.range(i)
                let first = bytes[range.lowerBound]
                let isSmall =
                    first &- UInt8(ascii: "a") < 26 || (first &- UInt8(ascii: "0") < 10 && range.count < 3)
                    || (first >= 0x80
                        && (String(decoding: bytes[range], as: UTF8.self).unicodeScalars.first?.properties.isLowercase ?? false))
                if isSmall { small.insert(words.folded(i)) }
            }
        }
    }
}
