import News

/// Makes typed tags of what a publisher's own tag line says (FeedReader took it from the text and left its phrases among the
/// categories): the event that stands first, and the themes. People and places in it are found as everywhere.
enum TagLineTags {
    /// An item has had a tag line where an edition is named beside several categories.
    static func tags(of item: Item, in text: inout ItemText, besides known: [Tag]) -> [Tag] {
        guard item.docdata?.edition != nil, item.categories.count >= 3 else { return [] }
        let names = Set(known.filter { $0.kind != .topic }.map { Words.fold($0.label) })
        var tags: [Tag] = []
        var offset = 0
        for (number, phrase) in item.categories.enumerated() {
            defer { offset += phrase.utf8.count + 1 }
            let words = phrase.split(separator: " ")
            guard (2...6).contains(words.count), !names.contains(Words.fold(phrase)), hasSmallWord(words) else { continue }
            let id = slug(phrase)
            guard !id.isEmpty else { continue }
            // The first phrase names what happened when it reads like one: `Skarnish troops in Orla`.
            let isEvent = number == 0 && words.count >= 3
            let evidence = Evidence(
                field: .category, text: phrase, offset: offset, term: "tag line", points: points, sentence: number)
            tags.append(
                Tag(
                    id: (isEvent ? "event-" : "theme-") + id, label: phrase, kind: isEvent ? .event : .topic, score: points,
                    evidence: [evidence]))
        }
        return tags
    }

    /// What a publisher says of its own article needs no more.
    private static let points = 12

    private static func hasSmallWord(_ words: [Substring]) -> Bool {
        words.contains { $0.unicodeScalars.first?.properties.isLowercase ?? false }
    }
}
