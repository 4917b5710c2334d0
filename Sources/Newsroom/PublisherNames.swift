import News

/// What readers know publishers by: the name that the settings give a source, else the part of its feed's title that names the publisher
/// and not the feed, `Mail Online` of `Articles | Mail Online`, else the title, else the source.
///
/// Of the parts of a title the one that says most of where its items are from is taken: whose words, or initials, stand in the item's
/// host or in the source's name. Where no part does, the title is the name.
package struct PublisherNames {
    /// By sources, or folders of sources.
    private let given: [String: String]
    private var known: [Feed: String] = [:]

    private struct Feed: Hashable {
        let source: String
        let title: String?
        let host: Substring
    }

    /// - `given`: names by sources or folders of sources; of several that fit the longest decides.
    package init(given: [String: String]) { self.given = given }

    /// Names the publisher of each.
    package mutating func name(_ items: inout [FiledItem]) {
        for place in items.indices {
            let feed = Feed(
                source: items[place].source, title: items[place].sourceTitle, host: Self.host(of: items[place].item.url ?? ""))
            if let name = known[feed] {
                items[place].publisher = name
                continue
            }
            let name = name(of: feed)
            known[feed] = name
            items[place].publisher = name
        }
    }

    private func name(of feed: Feed) -> String {
        let fitting = given.filter { feed.source.isSource($0.key) }
        if let name = fitting.max(by: { $0.key.utf8.count < $1.key.utf8.count })?.value { return name }
        guard let title = feed.title, !title.isEmpty else { return feed.source }
        return Self.publisher(in: title, from: feed.source, feed.host) ?? title
    }

    // MARK: - Titles

    /// Longer ones name nobody.
    private static let mostBytes = 200
    private static let partings = [" | ", " - ", " – ", " — ", " / ", " > ", " » ", " :: ", " · ", ": "]

    /// Nil where the title has one part, or none of them is known to be the publisher's.
    private static func publisher(in title: String, from source: String, _ host: Substring) -> String? {
        guard title.utf8.count <= mostBytes else { return nil }
        var parts = [title[...]]
        for parting in partings { parts = parts.flatMap { $0.split(separator: parting) } }
        if parts.count < 2 { return nil }
        let names = labels(of: source, host)
        var best: (part: Substring, letters: Int)?
        for part in parts {
            let letters = part.letters(in: names)
            if letters > best?.letters ?? 0 { best = (part, letters) }
        }
        return best.map { String($0.part) }
    }

    /// What a source's name is made of, and the name of the domain of a host, in lower case, without what says nothing of whose it is.
    private static func labels(of source: String, _ host: Substring) -> [String] {
        let plain: Set<String> = ["www", "rss", "feed", "feeds", "news", "blog", "blogs", "atom", "com", "org", "net"]
        func telling(_ labels: [Substring]) -> [String] {
            labels.map { $0.lowercased() }.filter { $0.utf8.count >= 3 && !plain.contains($0) }
        }
        let ofHost = telling(host.split(separator: ".").dropLast())
        return telling(source.split { $0 == "/" || $0 == "@" || $0 == "." }) + ofHost.suffix(1)
    }

    private static func host(of url: String) -> Substring {
        let bytes = url.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "" }
        return Substring(bytes[colon...].dropFirst(3).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") })
    }
}

extension Substring {
    /// How many letters of its words, or its initials, stand in `names`: those of words with three and more.
    fileprivate func letters(in names: [String]) -> Int {
        let words = split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
        let found = words.filter { word in word.utf8.count >= 3 && names.contains { $0.contains(word) } }
        let initials = String(words.compactMap(\.first))
        let areFound = initials.count >= 3 && names.contains { $0.contains(initials) }
        return Swift.max(found.reduce(0) { $0 + $1.count }, areFound ? initials.count : 0)
    }
}
