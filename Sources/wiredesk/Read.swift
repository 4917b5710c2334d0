import ArgumentParser
import Desk
import FeedReader
import FoundationEssentials
import Glibc
import Newsroom
import Press

struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read feed files and print each as JSON Feed 1.1, a line each.",
        discussion: """
            A file that is no feed gives a line with _wiredesk.error; the others
            are read all the same, and the exit code is 65.

              wiredesk read feed.xml | python3 -m json.tool
              find . -name '*.xml' | wiredesk read --count --files-from -
            """)

    @Flag(help: "Read all of it and print only counts.")
    var count = false

    @Option(help: "Who published; without it the feed's own link says.")
    var source: String?

    @Option(help: "Take the names of files from here, one a line; - for standard input.")
    var filesFrom: String?

    @Argument(help: "Feed files; - for standard input.")
    var files: [String] = []

    // For the desk, which tries a file in a process of its own after a crash (ReaderTrial).
    @Option(help: ArgumentHelp("End by a signal after so many seconds of processor time.", visibility: .hidden))
    var cpuSeconds: UInt?

    @Option(help: ArgumentHelp("How much address space may be had.", visibility: .hidden))
    var memoryBytes: UInt?

    @Option(name: .customLong("limit"), help: ArgumentHelp("A limit of the settings, as file=67108864.", visibility: .hidden))
    var limitSettings: [String] = []

    func validate() throws {
        if files.isEmpty && filesFrom == nil { throw ValidationError("Name the feed files to read, or give --files-from.") }
    }

    func run() throws {
        var limits = ReadingLimits.standard
        for text in limitSettings where !limits.set(text) {
            throw ValidationError("--limit \(text): not a limit, or out of range")
        }
        restrict()
        var reading = Reading(source: source, isCount: count, limits: limits)
        for file in files { reading.read(FilePath(file)) }
        if let filesFrom {
            guard let input = Input(filesFrom) else {
                Program.say("wiredesk: \(filesFrom): \(String(cString: strerror(errno)))")
                throw Exit.noInput
            }
            input.lines { reading.read(FilePath(bytes: $0)) }
        }
        if count {
            Program.print(
                "\(counted(reading.files, "file", "files")), \(counted(reading.items, "item", "items")), \(reading.refused) refused, \(reading.failed) failed"
            )
        }
        if reading.failed > 0 { throw Exit.data }
    }
}

extension Read {
    private func restrict() {
        func limit(_ resource: __rlimit_resource, _ value: UInt) {
            var limit = rlimit(rlim_cur: value, rlim_max: value)
            // Refused is no reason not to read: whoever started us has a clock too.
            _ = setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
        if let cpuSeconds { limit(RLIMIT_CPU, cpuSeconds) }
        if let memoryBytes { limit(RLIMIT_AS, memoryBytes) }
        // Whoever asks for limits expects it to die: nobody wants the core.
        if cpuSeconds != nil || memoryBytes != nil { limit(RLIMIT_CORE, 0) }
    }
}

private struct Reading {
    let source: String?
    let isCount: Bool
    let reader: FeedReader
    let limit: Int
    var files = 0
    var items = 0
    var refused = 0
    var failed = 0

    init(source: String?, isCount: Bool, limits: ReadingLimits) {
        self.source = source
        self.isCount = isCount
        reader = FeedReader(limits: limits)
        limit = limits.maxFileBytes
    }

    private func bytes(of path: FilePath) throws -> [UInt8] {
        path == FilePath("-") ? Input.standard.all() : try FeedFile.bytes(at: path, limit: limit)
    }

    mutating func read(_ path: FilePath) {
        files += 1
        do {
            var feed = try reader.read(try bytes(of: path), source: source, arrived: Date())
            items += feed.items.count
            refused += feed.refused.count
            if isCount { return }
            // A filter sees one item at a time: what the file repeats has to be said with each.
            for (place, passages) in BoilerplateFinder.passages(in: feed.items).enumerated() {
                feed.items[place].boilerplate = passages
            }
            Program.print(JSONLines.line(feed, file: path.description))
        } catch {
            failed += 1
            let fault = error as? FeedError
            let message = fault?.message ?? "\(error)"
            if isCount { return Program.say("wiredesk: \(path): not read: \(message)") }
            Program.print(
                JSONLines.line(
                    failed: path.description, code: fault?.kind.rawValue ?? "cannot-read", line: fault?.line,
                    column: fault?.column, message: message))
        }
    }
}
