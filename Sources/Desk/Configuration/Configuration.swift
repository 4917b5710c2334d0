import FeedReader
import Foundation
import Logging
import Newsroom
import Press

/// What the administrator decided, checked whole: every value in it can be used as it is.
package struct Configuration: Hashable, Sendable {
    /// The named, scheduled ones in the file's order; never `live`.
    package var editions: [EditionRules] = [
        EditionRules(
            name: "morning", title: "Morning Edition", zone: "UTC", schedule: .daily(hour: 6, minute: 30, days: Set(1...7)),
            storiesPerTopic: standardStoriesPerTopic, inShort: standardInShort),
        EditionRules(
            name: "evening", title: "Evening Edition", zone: "UTC", schedule: .daily(hour: 18, minute: 0, days: Set(1...7)),
            storiesPerTopic: standardStoriesPerTopic, inShort: standardInShort),
    ]
    /// Closes at each midnight of its zone. Nil when it is off.
    package var live: EditionRules? = EditionRules(
        name: "live", title: "Live Edition", zone: "UTC", schedule: .daily(hour: 0, minute: 0, days: Set(1...7)),
        storiesPerTopic: standardStoriesPerTopic, inShort: standardInShort)
    /// Of all editions: the named ones, then the live one.
    var rules: [EditionRules] { editions + (live.map { [$0] } ?? []) }

    /// In the file's order. Empty in the defaults alone: they come from a file, also when that is the one we carry.
    package var topics: [Topic] = []
    /// The topics as they were written, for another process to tell whether it has the same ones.
    package internal(set) var topicsDigest = ""
    /// Whether places of the gazetteer are looked for beside the topics.
    package internal(set) var findsPlaces = true
    /// Steps by which stories of topics weigh more than others, -5 to 5, by the topics' ids.
    package var priorities: [String: Int] = [:]
    /// What readers know publishers by, by sources or folders of sources.
    package var names: [String: String] = [:]
    /// Where digests/ is read on the web, with a slash at its end; what is mailed or read elsewhere leads there. Nil for nowhere.
    package var url: String?
    /// How far back stories reach (DESIGN.md, section 1).
    package var horizonDays = 7
    package var retention = Retention()
    package var limits = ReadingLimits.standard
    /// With less than so many bytes free, nothing more is taken in. Nil for what the size of the disk asks for.
    package var minFree: Int?
    package var logLevel = Logger.Level.info

    /// Where the settings came from. Nil when no file was found and the defaults are in force.
    package internal(set) var settingsFile: String?
    /// Where the topics came from. Nil for the ones we carry.
    package internal(set) var topicsFile: String?
    /// The files of the folder that `topicsFile` names, or that file alone.
    package internal(set) var topicsFiles: [String] = []
    /// `topicsFile` where that is a folder.
    package internal(set) var topicsFolder: String?
    /// The folder that templates of pages came from. Nil where all are those we carry.
    package internal(set) var templatesFolder: String?
    /// Its files that are templates.
    package internal(set) var templatesFiles: [String] = []
    /// What pages are made by. Nil for those we carry.
    var templates: Templates?

    /// The files read, to be watched for changes.
    package var files: [String] { [settingsFile].compactMap(\.self) + topicsFiles + templatesFiles }
    /// Folders in which any file that comes or goes may be one of them.
    var watchedFolders: [String] { [topicsFolder, templatesFolder].compactMap(\.self) }

    /// Prints by its templates.
    var press: Press { Press(templates ?? Shipped.templates, url: url) }

    /// Made anew: it is worth keeping.
    package func makeTagger() -> Tagger {
        Tagger(topics: topics, gazetteer: findsPlaces ? Shipped.file("gazetteer").map { Gazetteer($0) } : nil)
    }

    static let standardStoriesPerTopic = 8
    static let standardInShort = 7

    /// Where a configuration is looked for when none is named.
    package static let directory = "/etc/wiredesk"

    /// Reads the configuration from its files.
    /// - `file`: nil for wiredesk.yaml in `directory`; where that does not exist, for the defaults.
    /// - `topics`: a topics file to use whatever the settings say.
    ///
    /// Topics come from the file's `topics:` setting, a path relative to the file; without one from topics.yaml beside the file
    /// (in `directory` when there is no file), where it exists, else from the one we carry.
    package static func load(
        file: String?, topics: String? = nil, directory: String = directory
    ) throws(ConfigurationFaults) -> Configuration {
        let inDirectory = directory + "/wiredesk.yaml"
        let settingsFile = file ?? (exists(inDirectory) ? inDirectory : nil)
        var settings = YAMLDocument(file: settingsFile ?? "wiredesk.yaml")
        let yaml = settingsFile.map { settings.contents(of: $0) } ?? ""
        var configuration = Configuration(reading: yaml ?? "", into: &settings)
        configuration.settingsFile = settingsFile

        // With its slash; empty for a file in the working directory.
        let folder = settingsFile.map { file in file.lastIndex(of: "/").map { String(file[...$0]) } ?? "" }
        func beside(_ name: String) -> String { (folder ?? directory + "/") + name }
        let besideIt = beside("topics.yaml")
        let named = configuration.topicsFile.map { $0.hasPrefix("/") ? $0 : beside($0) }
        configuration.topicsFile = topics ?? named ?? (exists(besideIt) ? besideIt : nil)
        // What is named is used and nothing else.
        configuration.findsPlaces = topics == nil
        var topics = TopicsReader()
        if let folder = configuration.templatesFolder {
            configuration.readTemplates(folder: withoutSlash(folder.hasPrefix("/") ? folder : beside(folder)), into: &settings)
        }
        if let path = configuration.topicsFile {
            if isFolder(path) { configuration.topicsFolder = withoutSlash(path) }
            topics.read(path)
            configuration.topicsFiles = topics.files
        } else {
            topics.readShipped()
        }
        return try configuration.with(topics, settings)
    }

    /// Reads the configuration from the texts of its files; `name` is what faults call them. A `topics:` or `templates:` setting is
    /// checked but not followed.
    package static func read(
        yaml: String, name: String, topics: (yaml: String, name: String)
    ) throws(ConfigurationFaults) -> Configuration {
        var settings = YAMLDocument(file: name)
        let configuration = Configuration(reading: yaml, into: &settings)
        var reader = TopicsReader()
        reader.read(yaml: topics.yaml, name: topics.name)
        return try configuration.with(reader, settings)
    }

    /// The defaults and the topics that wiredesk brings, whatever files are there.
    package static func shipped() throws(ConfigurationFaults) -> Configuration {
        try read(yaml: "", name: "wiredesk.yaml", topics: (Shipped.file("topics.yaml") ?? "", "topics.yaml"))
    }

    /// The settings and the topics together; throws all faults of both.
    private func with(_ topics: TopicsReader, _ settings: YAMLDocument) throws(ConfigurationFaults) -> Configuration {
        var (whole, settings) = (self, settings)
        whole.topics = topics.topics
        whole.topicsDigest = topics.digest
        settings.checkTopicsNamed(among: topics.topics.map(\.id))
        let faults = settings.faults + topics.faults
        if !faults.isEmpty { throw ConfigurationFaults(faults) }
        return whole
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

extension YAMLDocument {
    /// The file's text. Nil, with a fault, when it cannot be read or is no UTF-8.
    mutating func contents(of path: String) -> String? {
        guard let handle = fopen(path, "re") else {
            faultOfReading()
            return nil
        }
        defer { fclose(handle) }
        // One byte more than may be read shows that there is more, also of a pipe or a device that never ends.
        let room = YAMLDocument.maxBytes + 1
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = fread(buffer.baseAddress, 1, room, handle)
        }
        guard ferror(handle) == 0 else {
            faultOfReading()
            return nil
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        fault(line: broken + 1, column: 1, "this line is no UTF-8", hint: "save the file as UTF-8")
        return nil
    }
}
