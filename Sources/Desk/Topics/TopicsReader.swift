import Crypto
import Foundation
import Newsroom

/// Reads the topics of one file or of a folder of them, and checks them together.
struct TopicsReader {
    private(set) var topics: [Topic] = []
    private(set) var faults: [Fault] = []
    /// The files read, in their order.
    private(set) var files: [String] = []
    /// Of what is written in them.
    private var written = SHA256()

    /// In hexadecimal.
    var digest: String { hexadecimal(written.finalize()) }

    /// A file, or a folder: then all files in it that end in .yaml or .yml, by name.
    mutating func read(_ path: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            files = [path]
            return readFiles()
        }
        let yaml = names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
        files = yaml.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { (path.hasSuffix("/") ? path : path + "/") + $0 }
        if files.isEmpty {
            faults = [
                Fault(file: path, line: 0, column: 0, message: "no topics in this folder", hint: "put a file NAME.yaml into it")
            ]
        }
        readFiles()
    }

    /// The topics that wiredesk brings. Its tests have checked them: nothing is said of them again at each start.
    mutating func readShipped() {
        var document = YAMLDocument(file: "topics.yaml")
        let yaml = Shipped.file("topics.yaml") ?? ""
        written.update(data: Array(yaml.utf8))
        topics = document.topicEntries(in: yaml).map(\.topic)
        faults = document.faults
    }

    mutating func read(yaml: String, name: String) {
        var document = YAMLDocument(file: name)
        written.update(data: Array(yaml.utf8))
        let entries = document.topicEntries(in: yaml)
        finish(entries, [document])
    }

    private mutating func readFiles() {
        var documents: [YAMLDocument] = []
        var entries: [TopicEntry] = []
        for file in files {
            var document = YAMLDocument(file: file)
            if let text = document.contents(of: file) {
                written.update(data: Array(text.utf8))
                entries += document.topicEntries(in: text)
            }
            documents.append(document)
        }
        finish(entries, documents)
    }

    private mutating func finish(_ entries: [TopicEntry], _ documents: [YAMLDocument]) {
        faults += documents.flatMap(\.faults)
        faults += TopicsCheck(entries, in: documents).faults
        topics = entries.map(\.topic)
    }
}
