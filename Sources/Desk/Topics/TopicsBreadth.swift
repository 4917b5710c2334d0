import Archive
import News
import Newsroom
import Press
import Yams

/// What configured topics would be put on in an archive, to find those that are put on nearly everything and so part nothing.
package struct TopicsBreadth {
    /// Texts looked at, the newest of the archive.
    package private(set) var texts = 0
    /// Topics that the rules of their own put on more than a quarter of them, the broadest first.
    package private(set) var broad: [Line] = []

    package struct Line: Hashable, Sendable {
        package let id: String
        /// Of the texts looked at.
        package let tagged: Int
        package let texts: Int
        /// The term or combination that most of the tagged texts have among what spoke for it, and how many have it.
        package let term: String
        package let withTerm: Int
        let file: String
        /// It is one of those that wiredesk brings, and no file here can be changed.
        let isShipped: Bool
        /// Of the topic's id.
        let place: Fault.Place

        private static let inACopy = " in a copy of them (`wiredesk topics --shipped > topics.yaml`, beside wiredesk.yaml)"

        /// As `check` says it.
        package var text: String {
            let fault = Fault(
                file: file, line: place.line, column: place.column,
                message:
                    "topic \(quoted(id)) is put on \(share(tagged, of: texts)) of the newest \(counted(texts, "text", "texts"))",
                hint:
                    "\(share(withTerm, of: tagged)) of these have \(quoted(term)): give it fewer points\(isShipped ? Line.inACopy : ""), unless your sources are about that"
            )
            return fault.description
        }
    }

    static let mostTexts: Int64 = 20_000
    /// Of fewer texts a share says little.
    static let fewestTexts = 100
    /// One part in so many is broad.
    static let broadPart = 4

    /// Looks at the archive of `folders`, which is not changed; nil when there is none.
    package init?(of configuration: Configuration, in folders: DeskFolders) throws(DeskError) {
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else { return nil }
            try look(at: archive, configuration)
        } catch {
            throw DeskError(error)
        }
    }

    private mutating func look(at archive: Archive, _ configuration: Configuration) throws {
        // What a topic has only from its parts says nothing of its own rules.
        let tagger = Tagger(topics: configuration.topics.map(\.withoutParent))
        var counts = configuration.topics.reduce(into: [String: Count]()) { $0[$1.id] = Count() }
        var last = try max(0, archive.lastText() - TopicsBreadth.mostTexts)
        while true {
            let found = try archive.texts(after: last, most: 500)
            guard let end = found.last else { break }
            last = end.id
            texts += found.count
            for tags in Desk.spread(found.count, chunk: 32, { tagger.tags(for: found[$0].item, source: found[$0].source) }) {
                for tag in tags { counts[tag.id]?.add(tag) }
            }
        }
        guard texts >= TopicsBreadth.fewestTexts else { return }
        let places = TopicsReader.places(of: configuration)
        let (all, texts) = (counts, texts)
        broad = configuration.topics.compactMap { topic in
            guard let count = all[topic.id], count.tagged * TopicsBreadth.broadPart > texts, let place = places[topic.id],
                let term = count.terms.min(by: { ($1.value, $0.key) < ($0.value, $1.key) })
            else { return nil }
            return Line(
                id: topic.id, tagged: count.tagged, texts: texts, term: term.key, withTerm: term.value, file: place.file,
                isShipped: configuration.topicsFile == nil,
                place: place.place)
        }
        .sorted { ($1.tagged, $0.id) < ($0.tagged, $1.id) }
    }

    private struct Count {
        var tagged = 0
        var terms: [String: Int] = [:]

        mutating func add(_ tag: News.Tag) {
            tagged += 1
            for term in Set(tag.evidence.lazy.filter { $0.points > 0 }.map(\.term)) { terms[term, default: 0] += 1 }
        }
    }
}

/// `31 %`; never 0 % of what is some, nor 100 % of what is not all.
private func share(_ part: Int, of whole: Int) -> String {
    let percent = part * 100 / max(1, whole)
    return "\(part > 0 && percent == 0 ? 1 : percent) %"
}

extension Topic {
    fileprivate var withoutParent: Topic {
        Topic(
            id: id, label: label, labels: labels, kind: kind, parent: nil, mediaTopic: mediaTopic, languages: languages,
            threshold: threshold, terms: terms, when: when, not: not, scope: scope, aliases: aliases)
    }
}

extension TopicsReader {
    /// Where the id of each topic in force stands, by the id. The files are read again: nobody else needs to know.
    static func places(of configuration: Configuration) -> [String: (file: String, place: Fault.Place)] {
        var places: [String: (file: String, place: Fault.Place)] = [:]
        func note(_ yaml: String, _ document: inout YAMLDocument) {
            for entry in document.topicEntries(in: yaml) {
                places[entry.topic.id] = (entry.file, Fault.Place(node: entry.idNode))
            }
        }
        for file in configuration.topicsFiles {
            var document = YAMLDocument(file: file)
            if let yaml = document.contents(of: file) { note(yaml, &document) }
        }
        if configuration.topicsFile == nil {
            var document = YAMLDocument(file: "topics.yaml (built in)")
            note(Shipped.file("topics.yaml") ?? "", &document)
        }
        return places
    }
}
