import News
import Newsroom
import Yams

extension YAMLDocument {
    /// The topics of topics.yaml in the file's order; what is wrong is left out, with a fault.
    mutating func topics(in yaml: String) -> [Topic] {
        let faultsBefore = faults.count
        guard let root = root(of: yaml) else {
            if faults.count == faultsBefore { fault(line: 0, column: 0, "no topics", hint: "begin it with `topics:`") }
            return []
        }
        guard let values = values(of: root, "topics.yaml", keys: ["topics"]) else { return [] }
        guard let node = values["topics"] else {
            fault(at: root, "no topics", hint: "begin it with `topics:`")
            return []
        }
        guard let nodes = list(node, "topics") else { return [] }
        let entries = nodes.enumerated().compactMap { entry($1, place: $0) }
        check(entries)
        return entries.map(\.topic)
    }

    /// A topic with the places that faults among several topics are shown at.
    private struct Entry {
        let topic: Topic
        /// In the file, from 0.
        let place: Int
        let node: Node
        let idNode: Node
        let parentNode: Node?
    }

    private mutating func entry(_ node: Node, place: Int) -> Entry? {
        let keys = ["id", "label", "type", "mediatopic", "parent", "threshold", "terms"]
        guard let values = values(of: node, "topic", keys: keys) else { return nil }
        for key in ["id", "label"] where values[key] == nil {
            let name = values["id"]?.scalar.map { "topic \(quoted($0.string))" } ?? "topic"
            fault(at: node, "\(name) has no \(key)", hint: "add `\(key): ...`")
        }
        let id = values["id"].flatMap { node in
            text(node, "id").flatMap { isName($0, at: node, "topic id", limit: 64) ? $0 : nil }
        }
        let label = values["label"].flatMap { line($0, "label", limit: 100) }
        let kind = values["type"].map { self.kind($0) } ?? .topic
        let mediaTopic = values["mediatopic"].flatMap { self.mediaTopic($0) }
        let parent = values["parent"].flatMap { text($0, "parent") }
        let threshold = values["threshold"].flatMap { integer($0, "threshold", in: 1...10_000) } ?? 6
        let terms = values["terms"].map { self.terms($0) } ?? []
        guard let id, let label, let kind, let idNode = values["id"] else { return nil }
        let topic = Topic(
            id: id, label: label, kind: kind, parent: parent, mediaTopic: mediaTopic, threshold: threshold, terms: terms)
        return Entry(topic: topic, place: place, node: values["terms"] ?? node, idNode: idNode, parentNode: values["parent"])
    }

    private mutating func kind(_ node: Node) -> News.Tag.Kind? {
        guard let name = text(node, "type") else { return nil }
        if let kind = News.Tag.Kind(rawValue: name) { return kind }
        let kinds = News.Tag.Kind.allCases.map(\.rawValue)
        let hint = hint(for: name, among: kinds) ?? "one of \(kinds.joined(separator: ", "))"
        fault(at: node, "unknown type \(quoted(name))", hint: hint)
        return nil
    }

    private mutating func mediaTopic(_ node: Node) -> String? {
        guard let code = text(node, "mediatopic") else { return nil }
        let digits = code.utf8.dropFirst(7)
        guard code.hasPrefix("medtop:"), digits.count == 8, digits.allSatisfy({ (48...57).contains($0) }) else {
            fault(at: node, "mediatopic \(quoted(code))", hint: "write the IPTC code, such as medtop:11000000")
            return nil
        }
        return code
    }

    private mutating func terms(_ node: Node) -> [Topic.Term] {
        guard let entries = entries(of: node, "terms") else { return [] }
        var lines: [String: Int] = [:]
        var terms: [Topic.Term] = []
        for (phrase, keyNode, value) in entries {
            let words = Words.fold(phrase)
            guard !words.isEmpty else {
                fault(at: keyNode, "term \(quoted(phrase)) has no words", hint: "write letters or digits to look for")
                continue
            }
            if let line = lines[words] {
                fault(
                    at: keyNode, "term \(quoted(phrase)) is there already, on line \(line)",
                    hint: "case, accents and punctuation do not count")
                continue
            }
            lines[words] = keyNode.mark?.line ?? 0
            guard let weight = integer(value, "weight of \(quoted(phrase))", in: -1000...1000) else { continue }
            guard weight != 0 else {
                fault(at: value, "weight of \(quoted(phrase)) is 0", hint: "a term that counts nothing can go")
                continue
            }
            terms.append(Topic.Term(phrase: phrase, weight: weight))
        }
        return terms
    }
}

// MARK: Among topics

extension YAMLDocument {
    private mutating func check(_ entries: [Entry]) {
        var byID: [String: Entry] = [:]
        for entry in entries {
            if let first = byID[entry.topic.id] {
                fault(
                    at: entry.idNode, "duplicate topic \(quoted(entry.topic.id))",
                    hint: "the first is on line \(first.idNode.mark?.line ?? 0): give one another id, or make them one")
            } else {
                byID[entry.topic.id] = entry
            }
        }
        let parents = Set(entries.compactMap(\.topic.parent))
        for entry in entries {
            if let parent = entry.topic.parent, let node = entry.parentNode, byID[parent] == nil {
                let others = entries.lazy.map(\.topic.id).filter { $0 != entry.topic.id }
                fault(
                    at: node, "unknown parent \(quoted(parent))",
                    hint: hint(for: parent, among: others) ?? "it takes the id of another topic")
            }
            // A topic that can never be put on an item is a mistake, but one that gathers others needs no words of its own.
            if !parents.contains(entry.topic.id), !entry.topic.terms.contains(where: { $0.weight > 0 }) {
                fault(
                    at: entry.node, "topic \(quoted(entry.topic.id)) has no term that speaks for it",
                    hint: "give it terms with weights above 0, or make it another topic's parent")
            }
        }
        checkRings(byID)
    }

    /// Reports each ring of parents once, at its first topic in the file.
    private mutating func checkRings(_ byID: [String: Entry]) {
        var done: Set<String> = []
        for start in byID.values.sorted(by: { $0.place < $1.place }) {
            var path: [Entry] = []
            var onPath: Set<String> = []
            var next: Entry? = start
            while let entry = next, !done.contains(entry.topic.id), onPath.insert(entry.topic.id).inserted {
                path.append(entry)
                next = entry.topic.parent.flatMap { byID[$0] }
            }
            if let entry = next, onPath.contains(entry.topic.id),
                let ring = path.firstIndex(where: { $0.topic.id == entry.topic.id }).map({ path[$0...] }),
                let first = ring.min(by: { $0.place < $1.place }), let node = first.parentNode
            {
                let way = (ring.prefix(8).map(\.topic.id) + [entry.topic.id]).map(quoted).joined(separator: " in ")
                fault(at: node, "topics are parts of each other: \(way)", hint: "take one parent out")
            }
            done.formUnion(onPath)
        }
    }
}
