import News
import Newsroom
import Press
import Yams

/// What an edition tells, and how: the settings that the live edition has too.
extension YAMLDocument {
    static let tellingKeys = [
        "stories_per_topic", "headlines_per_topic", "in_short", "topics", "without_topics", "sources", "without_sources",
        "languages", "minutes", "order", "formats", "deep_look",
    ]

    mutating func tell(_ values: [String: Node], _ rules: inout EditionRules) {
        func number(_ name: String, _ range: ClosedRange<Int>) -> Int? { values[name].flatMap { integer($0, name, in: range) } }
        rules.storiesPerTopic = number("stories_per_topic", 1...1000) ?? rules.storiesPerTopic
        rules.headlinesPerTopic = number("headlines_per_topic", 0...10_000) ?? rules.headlinesPerTopic
        rules.inShort = number("in_short", 0...100) ?? rules.inShort
        rules.minutes = number("minutes", 1...1440)
        if let node = values["topics"] { rules.choice.topics = topicNames(node, "topics") }
        if let node = values["without_topics"] { rules.choice.withoutTopics = topicNames(node, "without_topics") }
        if let node = values["sources"] { rules.choice.sources = sourceNames(node, "sources") }
        if let node = values["without_sources"] { rules.choice.withoutSources = sourceNames(node, "without_sources") }
        if let node = values["languages"] { rules.choice.languages = languages(node) }
        if let node = values["order"], let name = oneOf(EditionRules.Order.allCases.map(\.rawValue), node, "order") {
            rules.order = EditionRules.Order(rawValue: name) ?? rules.order
        }
        if let node = values["deep_look"] { rules.isAtLength = oneOf(["page", "inline"], node, "deep_look") == "inline" }
        if let node = values["formats"] {
            let known = EditionForm.allCases.map(\.rawValue)
            let named = texts(node, "formats").compactMap { _, node in oneOf(known, node, "formats") }
            // The front page leads to the page of each edition.
            rules.forms = EditionForm.allCases.filter { $0 == .html || named.contains($0.rawValue) }
        }
    }

    /// Steps from -5 to 5 by topic.
    mutating func priorities(_ node: Node) -> [String: Int] {
        var priorities: [String: Int] = [:]
        for (id, keyNode, value) in entries(of: node, "priorities") ?? [] {
            topicsNamed.append((id, keyNode))
            if let steps = integer(value, "priorities: \(id)", in: -5...5), steps != 0 { priorities[id] = steps }
        }
        return priorities
    }

    /// What readers know publishers by, by source.
    mutating func names(_ node: Node) -> [String: String] {
        var names: [String: String] = [:]
        for (source, keyNode, value) in entries(of: node, "names") ?? [] {
            if let source = sourceName(source, at: keyNode, "names"), let name = line(value, "names: \(source)", limit: 100) {
                names[source] = name
            }
        }
        return names
    }

    /// An address that others can be put behind: with a slash at its end.
    mutating func url(_ node: Node) -> String? {
        guard let text = line(node, "url", limit: 1000) else { return nil }
        if let url = Press.base(text) { return url }
        fault(
            at: node, "url: \(quoted(text)) is no address of a folder on the web",
            hint: "write the one that digests/ is read at, such as https://news.example.org/digests/")
        return nil
    }

    /// Adds a fault for each edition that another cannot come after: what that leaves out would be in neither.
    /// - `names`: also of those in which something is wrong.
    mutating func checkTurns(of editions: [EditionRules], named names: [String]) {
        for (name, after, node) in turns {
            let others = names.filter { $0 != name }
            if !others.contains(after) {
                fault(
                    at: node, "after: there is no other edition \(quoted(after))",
                    hint: hint(for: after, among: others) ?? "the names of editions that it takes turns with")
                continue
            }
            if let rules = editions.first(where: { $0.name == name }), let other = editions.first(where: { $0.name == after }),
                !other.covers(rules)
            {
                fault(
                    at: node, "after: \(after) tells less than \(name): what it leaves out would be in neither",
                    hint: "give both the same topics, sources, languages, minutes, and numbers of stories and headlines")
            }
        }
    }

    /// Adds a fault for each topic that settings speak of and that there is none of.
    mutating func checkTopicsNamed(among ids: [String]) {
        let known = Set(ids)
        for (id, node) in topicsNamed where !known.contains(id) {
            fault(
                at: node, "there is no topic \(quoted(id))",
                hint: hint(for: id, among: ids)
                    ?? "topics of your own stand for those that wiredesk brings; `wiredesk check --print` says where they are from"
            )
        }
    }

    /// One of `names`. Nil, with a fault, when it is another: `unknown` says that it is, `WHAT: unknown` unless given.
    mutating func oneOf(_ names: [String], _ node: Node, _ what: String, unknown: String? = nil) -> String? {
        guard let name = text(node, what) else { return nil }
        if names.contains(name) { return name }
        fault(
            at: node, "\(unknown ?? "\(what): unknown") \(quoted(name))",
            hint: hint(for: name, among: names) ?? "one of \(names.joined(separator: ", "))")
        return nil
    }

    private mutating func topicNames(_ node: Node, _ what: String) -> [String] {
        texts(node, what).map { id, node in
            topicsNamed.append((id, node))
            return id
        }
    }

    private mutating func sourceNames(_ node: Node, _ what: String) -> [String] {
        texts(node, what).compactMap { sourceName($0, at: $1, what) }
    }

    private mutating func sourceName(_ name: String, at node: Node, _ what: String) -> String? {
        let trimmed = name.hasSuffix("/") ? String(name.dropLast()) : name
        if !trimmed.isEmpty, !trimmed.hasPrefix("/") { return trimmed }
        fault(
            at: node, "\(what): \(quoted(name)) is no source",
            hint: "write its folder below the inbox, such as bbc or agencies, or @host for files at the top")
        return nil
    }
}
