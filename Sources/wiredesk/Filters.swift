import ArgumentParser
import Desk
import FeedReader
import News
import Newsroom
import Press

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Tag JSON Feed items by topic, one a line, from standard input to standard output.",
        discussion: """
            Adds _wiredesk.topics (id, label, type, score, evidence) and
            _wiredesk.key to each item.

              wiredesk read feed.xml | jq -c '.items[]?' | wiredesk tag
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(help: "Use these topics and nothing else, instead of those configured.")
    var topics: String?

    func run() throws {
        let configuration: Configuration
        do {
            configuration = try Configuration.load(file: settings.file, topics: topics)
        } catch {
            for fault in error.faults { Program.say("\(fault)") }
            throw Exit.configuration
        }
        let tagger = configuration.makeTagger()
        var lines = JSONItems()
        Input.standard.lines { line in
            lines.next(line) { filed in
                try JSONLines.line(
                    line, key: filed.item.key, topics: tagger.tags(for: filed.item, source: filed.source, thoroughly: true))
            }
        }
        try lines.finish()
    }
}

struct Group: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "Group JSON Feed items into stories, one a line, from standard input to standard output.",
        discussion: """
            Adds _wiredesk.story, duplicate_of, why and key to each item. All
            items are read before the first is printed: which story an item
            belongs to depends on all of them. Of an item that comes more than once
            the newest text decides.

              wiredesk read *.xml | jq -c '.items[]?' | wiredesk group
            """)

    func run() throws {
        var originals: [(line: [UInt8], key: Key)] = []
        var filed: [Key: FiledItem] = [:]
        var lines = JSONItems()
        Input.standard.lines { line in
            lines.next(line) { item in
                originals.append((line, item.item.key))
                let known = filed[item.item.key]
                if known.map({ ($0.time, $0.item.hash) < (item.time, item.item.hash) }) ?? true { filed[item.item.key] = item }
                return []
            }
        }
        var places: [Key: (story: Key, member: Story.Member)] = [:]
        for story in Stories.grouped(Array(filed.values), by: .standard) {
            for member in story.members { places[member.item.item.key] = (story.id, member) }
        }
        for original in originals {
            lines.print {
                let place = places[original.key]
                return try JSONLines.line(
                    original.line, key: original.key, story: place?.story, duplicateOf: place?.member.copyOf,
                    why: place?.member.why)
            }
        }
        try lines.finish()
    }
}

/// Lines of JSON Feed items through a filter: a bad one is said and passed over, the others go on.
private struct JSONItems {
    private let reader = FeedReader()
    private var number = 0
    private var bad = 0
    private var printed: [UInt8] = []

    mutating func next(_ line: [UInt8], _ body: (FiledItem) throws -> [UInt8]) {
        number += 1
        let (number, reader) = (self.number, self.reader)
        print {
            do {
                return try body(try reader.readItem(jsonLine: line))
            } catch let error as FeedError {
                throw Complaint(text: "line \(number): \(error.message)")
            }
        }
    }

    /// Prints what `line` answers; says why when it cannot.
    mutating func print(_ line: () throws -> [UInt8]) {
        do {
            printed += try line()
            if printed.count > 1 << 16 { flush() }
        } catch {
            bad += 1
            Program.say("wiredesk: \(error)")
        }
    }

    mutating func finish() throws {
        flush()
        if bad > 0 { throw Exit.data }
    }

    private mutating func flush() {
        Program.print(printed)
        printed.removeAll(keepingCapacity: true)
    }

    private struct Complaint: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
