import Archive
import FoundationEssentials
import News
import Newsroom
import Press

/// digests/topics/: the headlines of each topic within the horizon, in all forms but plain text. Used on the desk's queue.
///
/// A topic's page stays as long as the topic is configured, so that what leads to it leads somewhere.
struct TopicPages {
    private let folders: DeskFolders
    private let archive: Archive
    private let press = Press()
    /// What each page was made of, so that only what changed is made again.
    private var made: [String: Int] = [:]

    /// Headlines of a topic; the rest is counted.
    private static let mostStories = 30
    /// Days of the picture on the front page.
    private static let days = 7

    init(of folders: DeskFolders, archive: Archive) {
        self.folders = folders
        self.archive = archive
    }

    private var folder: FilePath { folders.digest("topics") }

    /// Answers the topics that have a page and something to tell, in the order of the settings, for the front page.
    mutating func refresh(_ standing: StoryPages.Standing, by configuration: Configuration, zone: String) throws -> [FrontTopic] {
        let desk = TopicDesk(standing.outlines, heads: standing.heads, at: standing.closing)
        let there = try names()
        var wanted: Set<String> = []
        var entries: [FrontTopic] = []
        for topic in configuration.topics {
            let count = desk.count(of: topic.id)
            if count == 0, !there.contains(topic.id) { continue }
            wanted.insert(topic.id)
            var hasher = Hasher()
            hasher.combine(desk.signature(of: topic.id))
            hasher.combine(topic.label)
            hasher.combine(zone)
            let signature = hasher.finalize()
            if made[topic.id] != signature || !there.contains(topic.id) {
                made[topic.id] = nil
                let plan = desk.plan(
                    of: topic, most: Self.mostStories, zone: zone,
                    otherwise: Date(milliseconds: standing.horizon.milliseconds + 1))
                var page = plan.headlines(with: try archive.headlines(plan.keys, through: standing.closing))
                page.forms = TopicDesk.forms
                try write(page)
                made[topic.id] = signature
            }
            if count == 0 { continue }
            entries.append(
                FrontTopic(
                    id: topic.id, label: topic.label, isTop: topic.parent == nil, stories: count,
                    volume: desk.volume(of: topic.id, days: Self.days, to: standing.closing)))
        }
        for name in there.subtracting(wanted).sorted() {
            for form in TopicDesk.forms { try Files.remove(folder.appending("\(name).\(form)")) }
            made[name] = nil
        }
        return entries
    }

    /// What a power cut leaves of them is mended at the next start: all are written anew then.
    private func write(_ page: Edition) throws(FileFault) {
        try Files.makeFolder(folder)
        for form in page.forms.filter({ $0 != .html }) + [.html] {
            let (path, bytes) = (folder.appending("\(page.name).\(form)"), press.bytes(of: page, as: form, root: "../"))
            if try Files.contents(path, limit: bytes.count + 1) == bytes { continue }
            try Files.replace(path, with: bytes, durably: false)
        }
    }

    /// Of the topics that have a page.
    private func names() throws(FileFault) -> Set<String> {
        guard try Files.facts(of: folder) != nil else { return [] }
        var names: Set<String> = []
        for entry in try Files.list(folder) where entry.kind == .file {
            if entry.name.bytes.first == UInt8(ascii: ".") {
                // A draft that a crash left.
                try Files.remove(folder.appending(entry.name))
            } else if let name = entry.name.without(".html") {
                names.insert(name.description)
            }
        }
        return names
    }
}
