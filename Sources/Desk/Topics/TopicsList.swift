import Archive
import Newsroom
import Press

/// The topics in force: what their ids are, which settings and commands want, and how much each is put on.
package struct TopicsList: Encodable {
    package struct Line: Encodable, Hashable {
        package let id: String
        package let label: String
        /// `topic`, `place`, `person`, `organisation` or `event`.
        package let type: String
        package let parent: String?
        /// Of the archive, that have it in any of their texts; nil where there is no archive.
        package let items: Int?
    }

    /// In the order of the topics' file, which is that of a digest's sections.
    package let topics: [Line]

    /// - `words`: only topics whose id or label holds one of them, whatever the case; empty for all.
    /// - `archive`: whether to count what is there.
    package init(
        _ topics: [Topic], matching words: [String] = [], in folders: DeskFolders, counting: Bool = true
    ) throws(DeskError) {
        do {
            let counts = counting ? try Archive.reading(at: folders.databasePath.description)?.tagCounts() : nil
            let wanted = words.map { $0.lowercased() }
            self.topics = topics.compactMap { topic in
                let names = [topic.id, topic.label.lowercased()]
                guard wanted.isEmpty || wanted.contains(where: { word in names.contains { $0.contains(word) } }) else {
                    return nil
                }
                return Line(
                    id: topic.id, label: topic.label, type: topic.kind.rawValue, parent: topic.parent,
                    items: counts.map { $0[topic.id] ?? 0 })
            }
        } catch {
            throw DeskError(error)
        }
    }

    package var json: [UInt8] { prettyJSON }

    /// For people: `economy      412  Economy, business and finance`, in columns.
    package var text: String {
        let width = topics.map(\.id.count).max() ?? 0
        let counts = topics.map { $0.items.map { grouped($0) } ?? "" }
        let most = counts.map(\.count).max() ?? 0
        return zip(topics, counts).map { topic, count in
            let id = topic.id + String(repeating: " ", count: width - topic.id.count)
            let number = most == 0 ? "" : "  " + String(repeating: " ", count: most - count.count) + count
            let more = [topic.type == "topic" ? nil : topic.type, topic.parent.map { "part of \($0)" }].compactMap(\.self)
            let remark = more.isEmpty ? "" : " (\(more.joined(separator: ", ")))"
            return JournalLog.visible("\(id)\(number)  \(topic.label)\(remark)") + "\n"
        }
        .joined()
    }
}
