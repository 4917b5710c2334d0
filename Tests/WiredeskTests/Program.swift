import Foundation
import Glibc

/// The built program, run as a user would. Its folder is temporary and goes with the last reference.
final class Program {
    let folder: URL
    static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("wiredesk")

    struct Result: Equatable {
        let code: Int32
        let out: String
        let err: String
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("wiredesk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A desk of its own settings: what /etc/wiredesk of this machine says must not matter.
        try write("live: {zone: UTC}\neditions: {}\nlog: debug\nmin_free: 0B\n", to: "wiredesk.yaml")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var configuration: String { folder.appendingPathComponent("wiredesk.yaml").path }
    var desk: String { folder.appendingPathComponent("desk").path }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws {
        let url = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) throws -> String { try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Runs it to its end.
    func run(_ arguments: String..., input: String = "") throws -> Result { try run(arguments, input: input) }

    func run(_ arguments: [String], input: String = "") throws -> Result {
        let process = Process()
        process.executableURL = Program.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let err = stderr.fileHandleForReading
        // Both at once: a program whose errors nobody takes stops when the pipe is full.
        nonisolated(unsafe) var said: Data?
        let hasSaid = NSCondition()
        Thread.detachNewThread {
            let all = err.readDataToEndOfFile()
            hasSaid.withLock { said = all }
            hasSaid.signal()
        }
        let printed = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        hasSaid.lock()
        while said == nil { hasSaid.wait() }
        hasSaid.unlock()
        return Result(
            code: process.terminationStatus, out: String(decoding: printed, as: UTF8.self),
            err: String(decoding: said ?? Data(), as: UTF8.self))
    }

    /// Runs it to its end with standard error on a terminal; answers what was shown there, and what was printed.
    func runOnTerminal(_ arguments: [String]) throws -> (shown: String, printed: String) {
        // What posix_openpt and its companions do, which Swift's view of glibc does not have: TIOCSPTLCK, TIOCGPTN (ioctl_tty(2)).
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, UInt32) = (0, 0)
        guard terminal >= 0, ioctl(terminal, 0x4004_5431, &locked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0 else {
            throw Daemon.Ended(said: "no terminal to be had")
        }
        let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        let process = Process()
        process.executableURL = Program.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let stdout = Pipe()
        process.standardOutput = stdout
        process.standardError = FileHandle(fileDescriptor: other, closeOnDealloc: false)
        try process.run()
        close(other)
        let printed = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // What is shown is little, and was kept by the terminal; at its end reading fails.
        var shown: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let got = Glibc.read(terminal, &buffer, buffer.count), got > 0 { shown += buffer[..<got] }
        close(terminal)
        return (String(decoding: shown, as: UTF8.self), String(decoding: printed, as: UTF8.self))
    }

    /// Starts `wiredesk run` and waits until it watches.
    func start(configuration: String? = nil) throws -> Daemon {
        let daemon = try Daemon(["run", "--dir", desk, "--config", configuration ?? self.configuration], in: folder)
        try daemon.wait(for: "watching ")
        return daemon
    }
}

/// A running daemon, heard by what it logs: tests wait for a line of it, not for time to pass.
final class Daemon {
    struct Ended: Error { let said: String }

    private let process = Process()
    private let output = Pipe()
    private var heard = ""

    init(_ arguments: [String], in folder: URL) throws {
        process.executableURL = Program.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = output
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Reads on until a line holds `text`, and answers that line; what was read before it is forgotten.
    @discardableResult
    func wait(for text: String) throws -> String {
        while true {
            if let found = heard.range(of: text) {
                let start = heard[..<found.lowerBound].lastIndex(of: "\n").map { heard.index(after: $0) } ?? heard.startIndex
                if let end = heard[found.upperBound...].firstIndex(of: "\n") {
                    let line = String(heard[start..<end])
                    heard = String(heard[end...])
                    return line
                }
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw Ended(said: heard) }
            heard += String(decoding: more, as: UTF8.self)
        }
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Asks it to stop and answers its exit code.
    func stop() -> Int32 {
        signal(SIGTERM)
        return end()
    }

    /// Waits for its end and answers its exit code.
    func end() -> Int32 {
        _ = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

/// A small RSS feed of one item.
func rss(_ title: String, guid: String = "g") -> String {
    "<rss version=\"2.0\"><channel><title>Courier</title><link>https://courier.example/</link><item><guid isPermaLink=\"false\">\(guid)</guid><title>\(title)</title></item></channel></rss>"
}
