import News
import Newsroom
import Yams

/// A topic as a file gives it, with the places that faults are shown at.
struct TopicEntry {
    let topic: Topic
    let file: String
    let node: Node
    let idNode: Node
    let parentNode: Node?
    let termsNode: Node?
    /// Of each term, of each combination and of each veto, where it stands.
    let termPlaces: [Fault.Place]
    let whenPlaces: [Fault.Place]
    let notPlaces: [Fault.Place]
    let examples: [Example]

    struct Example {
        let text: String
        let mustMatch: Bool
        let place: Fault.Place
    }
}

extension YAMLDocument {
    /// The topics of one file in its order; what is wrong is left out, with a fault.
    mutating func topicEntries(in yaml: String) -> [TopicEntry] {
        let faultsBefore = faults.count
        guard let root = root(of: yaml) else {
            if faults.count == faultsBefore { fault(line: 0, column: 0, "no topics", hint: "begin it with `topics:`") }
            return []
        }
        guard let values = values(of: root, "topics.yaml", keys: ["topics", "threshold"]) else { return [] }
        guard let node = values["topics"] else {
            fault(at: root, "no topics", hint: "begin it with `topics:`")
            return []
        }
        guard let nodes = list(node, "topics") else { return [] }
        let threshold = values["threshold"].flatMap { integer($0, "threshold", in: 1...10_000) } ?? 6
        return nodes.compactMap { entry($0, threshold: threshold) }
    }

    private mutating func isTopicName(_ name: String, at node: Node) -> Bool {
        if name == TopicDesk.elsewhere {
            fault(at: node, "topic id \(quoted(name)): it is the page of what no topic claims", hint: "take another id")
            return false
        }
        return isName(name, at: node, "topic id", limit: 64)
    }

    private mutating func entry(_ node: Node, threshold ofFile: Int) -> TopicEntry? {
        let keys = [
            "id", "label", "type", "mediatopic", "parent", "languages", "threshold", "terms", "when", "not", "scope", "aliases",
            "examples",
        ]
        guard let values = values(of: node, "topic", keys: keys) else { return nil }
        for key in ["id", "label"] where values[key] == nil {
            let name = values["id"]?.scalar.map { "topic \(quoted($0.string))" } ?? "topic"
            fault(at: node, "\(name) has no \(key)", hint: "add `\(key): ...`")
        }
        let id = values["id"].flatMap { node in
            text(node, "id").flatMap { isTopicName($0, at: node) ? $0 : nil }
        }
        let labels = values["label"].flatMap { self.labels($0) }
        let kind = values["type"].map { self.kind($0) } ?? .topic
        let mediaTopic = values["mediatopic"].flatMap { self.mediaTopic($0) }
        let parent = values["parent"].flatMap { text($0, "parent") }
        let languages = values["languages"].map { self.languages($0) } ?? []
        let threshold = values["threshold"].flatMap { integer($0, "threshold", in: 1...10_000) } ?? ofFile
        let terms = values["terms"].map { self.terms($0) } ?? []
        let when = values["when"].map { self.when($0, threshold: threshold) } ?? []
        let not = values["not"].map { vetoes($0) } ?? []
        let scope = values["scope"].map { self.scope($0) } ?? Topic.Scope()
        let aliases = values["aliases"].map { self.aliases($0) } ?? []
        let examples = values["examples"].map { self.examples($0) } ?? []
        guard let id, let labels, let kind, let idNode = values["id"] else { return nil }
        let topic = Topic(
            id: id, label: labels.shown, labels: labels.all, kind: kind, parent: parent, mediaTopic: mediaTopic,
            languages: languages, threshold: threshold, terms: terms.map(\.term), when: when.map(\.combination),
            not: not.map(\.clause), scope: scope, aliases: aliases)
        return TopicEntry(
            topic: topic, file: file, node: node, idNode: idNode, parentNode: values["parent"], termsNode: values["terms"],
            termPlaces: terms.map(\.place), whenPlaces: when.map(\.place), notPlaces: not.map(\.place), examples: examples)
    }

    private mutating func labels(_ node: Node) -> (shown: String, all: [String: String])? {
        guard node.mapping != nil else { return line(node, "label", limit: 100).map { ($0, [:]) } }
        guard let entries = entries(of: node, "label") else { return nil }
        var labels: [String: String] = [:]
        for (language, keyNode, value) in entries {
            guard isLanguage(language, at: keyNode), let label = line(value, "label", limit: 100) else { continue }
            labels[language] = label
        }
        // English where there is one: the pages are in it.
        return (labels["en"] ?? entries.first.flatMap { labels[$0.key] }).map { ($0, labels) }
    }

    mutating func languages(_ node: Node) -> [String] {
        texts(node, "languages").compactMap { text, node in isLanguage(text, at: node) ? text : nil }
    }

    private mutating func isLanguage(_ text: String, at node: Node) -> Bool {
        if (2...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 &- UInt8(ascii: "a") < 26 }) { return true }
        fault(at: node, "language \(quoted(text))", hint: "write its code of two or three letters, such as en or de")
        return false
    }

    private mutating func kind(_ node: Node) -> News.Tag.Kind? {
        oneOf(News.Tag.Kind.allCases.map(\.rawValue), node, "type", unknown: "unknown type").flatMap {
            News.Tag.Kind(rawValue: $0)
        }
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

    private mutating func aliases(_ node: Node) -> [String] {
        texts(node, "aliases").compactMap { text, node in
            guard !Words.fold(text).isEmpty else {
                fault(at: node, "alias \(quoted(text)) has no words", hint: "write a publisher's category as it stands there")
                return nil
            }
            return text
        }
    }

    private mutating func examples(_ node: Node) -> [TopicEntry.Example] {
        guard let values = values(of: node, "examples", keys: ["match", "not"]) else { return [] }
        return ["match", "not"].flatMap { key in
            values[key].map { texts($0, "examples") }?.map {
                TopicEntry.Example(text: $0.text, mustMatch: key == "match", place: place(of: $0.node))
            } ?? []
        }
    }

    /// A text, or a list of them, with their nodes.
    mutating func texts(_ node: Node, _ what: String) -> [(text: String, node: Node)] {
        guard let sequence = node.sequence else { return text(node, what).map { [($0, node)] } ?? [] }
        return sequence.compactMap { node in text(node, what).map { ($0, node) } }
    }
}

// MARK: - Terms

extension YAMLDocument {
    private mutating func terms(_ node: Node) -> [(term: Topic.Term, place: Fault.Place)] {
        guard let entries = entries(of: node, "terms") else { return [] }
        var places: [Phrase: Fault.Place] = [:]
        var terms: [(term: Topic.Term, place: Fault.Place)] = []
        func add(_ phrase: String, _ weight: Int, most: Int?, at place: Fault.Place) {
            guard let words = self.phrase(phrase, "term", at: place) else { return }
            if let first = places.updateValue(place, forKey: words) {
                let (line, place) = (resolved(first).line, resolved(place))
                fault(
                    line: place.line, column: place.column, "term \(quoted(phrase)) is there already, on line \(line)",
                    hint: "case, accents and punctuation do not count")
                return
            }
            terms.append((Topic.Term(phrase: phrase, weight: weight, most: most), place))
        }
        for (key, keyNode, value) in entries {
            if let weight = Int(key), !isNumber(value) {
                guard weight != 0, (-1000...1000).contains(weight) else {
                    fault(at: keyNode, "weight \(key) of a list", hint: "from -1000 to 1000, and not 0")
                    continue
                }
                for (phrase, place) in list(value) { add(phrase, weight, most: nil, at: place) }
                continue
            }
            guard let (weight, most) = points(value, of: key) else { continue }
            add(key, weight, most: most, at: place(of: keyNode))
        }
        return terms
    }

    private func isNumber(_ node: Node) -> Bool { node.scalar.map { Int($0.string) != nil } ?? (node.mapping != nil) }

    /// `3`, or `{points: 3, most: 9}`.
    private mutating func points(_ node: Node, of phrase: String) -> (weight: Int, most: Int?)? {
        var (weightNode, mostNode): (Node, Node?) = (node, nil)
        if node.mapping != nil {
            guard let values = values(of: node, "term", keys: ["points", "most"]) else { return nil }
            guard let points = values["points"] else {
                fault(at: node, "term \(quoted(phrase)) has no points", hint: "add `points: ...`")
                return nil
            }
            (weightNode, mostNode) = (points, values["most"])
        }
        guard let weight = integer(weightNode, "weight of \(quoted(phrase))", in: -1000...1000) else { return nil }
        guard weight != 0 else {
            fault(at: weightNode, "weight of \(quoted(phrase)) is 0", hint: "a term that counts nothing can go")
            return nil
        }
        guard let mostNode else { return (weight, nil) }
        guard let most = integer(mostNode, "most of \(quoted(phrase))", in: -100_000...100_000) else { return nil }
        guard (most < 0) == (weight < 0), abs(most) >= abs(weight) else {
            fault(
                at: mostNode, "most of \(quoted(phrase)) is \(most)",
                hint: "it is what all occurrences together may add, from \(weight) on")
            return nil
        }
        return (weight, most)
    }

    /// Terms parted by commas, or a list of them, each with its place.
    private mutating func list(_ node: Node) -> [(phrase: String, place: Fault.Place)] {
        if node.sequence != nil { return texts(node, "terms").map { ($0.text, place(of: $0.node)) } }
        guard let text = text(node, "terms") else { return [] }
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return parts.enumerated().compactMap { number, part in
            let phrase = Substring(part).trimmed
            // A comma may end the list.
            return phrase.isEmpty ? nil : (phrase, Fault.Place(node: node, part: number))
        }
    }

    /// The phrase; nil, with a fault, when it can never match.
    mutating func phrase(_ written: String, _ what: String, at place: Fault.Place) -> Phrase? {
        let (message, hint): (String, String)
        do throws(Phrase.Fault) {
            return try Phrase(written)
        } catch {
            (message, hint) =
                switch error {
                case .noWords: ("has no words", "write letters or digits to look for")
                case .tooManyWords: ("can never match: longer than \(Phrase.mostWords) words", "leave words out")
                case .starWithin: ("can never match: * stands within it", "* goes behind the last word only")
                case .prefixTooShort:
                    ("begins too many words", "write at least \(Phrase.fewestPrefixBytes) letters before the *")
                case .prefixAndExact: ("is both exact and open", "leave out = or *")
                }
        }
        let place = resolved(place)
        fault(line: place.line, column: place.column, "\(what) \(quoted(written)) \(message)", hint: hint)
        return nil
    }
}

extension Substring {
    /// Without the spaces and line breaks around it.
    fileprivate var trimmed: String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first..<utf8.index(after: last)])
    }
}
