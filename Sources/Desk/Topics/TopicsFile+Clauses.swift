import Newsroom
import Yams

// What a topic's `when`, `not` and `scope` say.
extension YAMLDocument {
    mutating func when(_ node: Node, threshold: Int) -> [(combination: Topic.Combination, place: Fault.Place)] {
        let nodes = node.sequence.map { Array($0) } ?? [node]
        return nodes.compactMap { node in
            guard node.mapping != nil else {
                fault(at: node, "when: a combination is keys and values", hint: "such as `all: [[strike, walkout], [port]]`")
                return nil
            }
            guard case .group(let group)? = clause(node, "when", depth: 0, isCombination: true) else { return nil }
            let points = node.mapping?["points"].flatMap { integer($0, "points", in: -1000...1000) } ?? threshold
            return (Topic.Combination(.group(group), points: points), place(of: node))
        }
    }

    mutating func vetoes(_ node: Node) -> [(clause: Topic.Clause, place: Fault.Place)] {
        let nodes = node.sequence.map { Array($0) } ?? [node]
        return nodes.compactMap { node in clause(node, "not", depth: 0).map { ($0, place(of: node)) } }
    }

    private static let groupKeys = ["any", "all", "at_least", "times", "within", "in", "not"]

    /// `phrase`, `one | another`, a list of alternatives, or `{all: [...], within: sentence}`.
    private mutating func clause(_ node: Node, _ what: String, depth: Int, isCombination: Bool = false) -> Topic.Clause? {
        guard depth <= 8 else {
            fault(at: node, "\(what): groups within groups, more than 8 deep")
            return nil
        }
        if node.mapping != nil { return group(node, what, depth: depth, isCombination: isCombination) }
        if let sequence = node.sequence {
            let parts = sequence.compactMap { clause($0, what, depth: depth + 1) }
            if sequence.isEmpty { fault(at: node, "\(what): an empty list can never match", hint: "name what may stand there") }
            return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .group(.any(parts))
        }
        guard let text = text(node, what) else { return nil }
        let parts = text.split(separator: "|").compactMap { part -> Topic.Clause? in
            let written = part.drop { $0 == " " }
            let phrase = String(
                written.prefix(upTo: written.lastIndex { $0 != " " }.map(written.index(after:)) ?? written.startIndex))
            return self.phrase(phrase, "term", at: place(of: node)) == nil ? nil : .phrase(phrase)
        }
        return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .group(.any(parts))
    }

    private mutating func group(_ node: Node, _ what: String, depth: Int, isCombination: Bool) -> Topic.Clause? {
        let keys = Self.groupKeys + (isCombination ? ["points"] : [])
        guard let values = values(of: node, what, keys: keys) else { return nil }
        guard (values["any"] == nil) != (values["all"] == nil), let partsNode = values["any"] ?? values["all"] else {
            fault(at: node, "\(what): a group has either any or all", hint: "such as `all: [[strike, walkout], [port]]`")
            return nil
        }
        var parts: [Topic.Clause] = []
        for part in partsNode.sequence.map({ Array($0) }) ?? [partsNode] {
            if let clause = clause(part, what, depth: depth + 1) { parts.append(clause) }
        }
        guard !parts.isEmpty else {
            if partsNode.sequence?.isEmpty == true { fault(at: partsNode, "\(what): an empty list can never match") }
            return nil
        }
        var group = values["all"] == nil ? Topic.Group.any(parts) : .all(parts)
        if let least = values["at_least"] {
            if values["all"] != nil {
                fault(at: least, "at_least goes with any", hint: "all asks for each of its parts anyway")
            } else if let count = integer(least, "at_least", in: 1...100) {
                if count > parts.count {
                    fault(
                        at: least, "at_least \(count) of \(parts.count) can never match", hint: "ask for fewer, or name more")
                }
                group.different = count
            }
        }
        if let times = values["times"], let count = integer(times, "times", in: 1...1000) { group.times = count }
        if let within = values["within"], let near = nearness(within) { group.near = near }
        if let fields = values["in"] { group.fields = self.fields(fields) }
        if let not = values["not"] {
            group.not = (not.sequence.map { Array($0) } ?? [not]).compactMap { clause($0, "not", depth: depth + 1) }
        }
        return .group(group)
    }

    private mutating func nearness(_ node: Node) -> Topic.Nearness? {
        guard let text = text(node, "within") else { return nil }
        switch text {
        case "item": return .item
        case "sentence": return .sentence
        case "neighbours", "neighbors": return .neighbours
        default:
            let words = text.split(separator: " ")
            if words.count == 2, words[1] == "words" || words[1] == "word", let count = Int(words[0]), (0...1000).contains(count)
            {
                return .words(count)
            }
            let known = ["item", "sentence", "neighbours"]
            let hint = hint(for: text, among: known) ?? "item, sentence, neighbours, or a number such as `5 words`"
            fault(at: node, "within \(quoted(text))", hint: hint)
            return nil
        }
    }

    private mutating func fields(_ node: Node) -> Topic.Fields {
        let names = Topic.Fields.names.map(\.name)
        let fields = texts(node, "in").reduce(into: Topic.Fields()) { fields, named in
            if let known = Topic.Fields.names.first(where: { $0.name == named.text }) {
                fields.formUnion(known.fields)
            } else {
                let hint = hint(for: named.text, among: names) ?? "one of \(names.joined(separator: ", "))"
                fault(at: named.node, "unknown field \(quoted(named.text))", hint: hint)
            }
        }
        return fields.isEmpty ? .all : fields
    }

    mutating func scope(_ node: Node) -> Topic.Scope {
        guard let values = values(of: node, "scope", keys: ["source", "folder", "category", "url", "author"]) else {
            return Topic.Scope()
        }
        var scope = Topic.Scope()
        scope.sources = patterns(values["source"], "source")
        scope.categories = patterns(values["category"], "category")
        scope.urls = patterns(values["url"], "url")
        scope.authors = patterns(values["author"], "author")
        scope.folders =
            values["folder"].map { texts($0, "folder") }?.map { folder in
                String(folder.text.hasSuffix("/") ? folder.text.dropLast() : folder.text[...])
            } ?? []
        return scope
    }

    private mutating func patterns(_ node: Node?, _ what: String) -> [Pattern] {
        guard let node else { return [] }
        return texts(node, what).compactMap { text, node in
            do throws(Pattern.Fault) {
                return try Pattern(text)
            } catch {
                fault(at: node, "\(what) \(quoted(text)): \(error.message)", hint: "a plain text with * for anything is simpler")
                return nil
            }
        }
    }
}
