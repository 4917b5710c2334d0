import ArgumentParser
import Desk
import Glibc
import Logging

/// What the commands share: where they work, how they speak, what they answer with.
enum Program {
    static let version = wiredeskVersion

    /// Results, and nothing else, go to standard output. A reader that went away ends the program quietly.
    static func print(_ bytes: [UInt8]) {
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress?.advanced(by: done), bytes.count - done) }
            if got < 0 && errno == EINTR { continue }
            if got < 0 { Glibc.exit(errno == EPIPE ? 0 : Exit.inputOutput.rawValue) }
            done += got
        }
    }

    static func print(_ text: String) { print(Array((text + "\n").utf8)) }

    /// Everything else goes to standard error, one line, made harmless.
    static func say(_ text: String) {
        let line = Array((JournalLog.visible(text) + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    /// Whether what is printed goes to a terminal.
    static var isOnScreen: Bool { isatty(STDOUT_FILENO) == 1 }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// - `bar`: what is drawn on the terminal meanwhile.
    static func log(_ level: Logger.Level, over bar: ProgressBar? = nil) -> Logger {
        let isJournal = environment("JOURNAL_STREAM") != nil && !isTerminal
        var log = Logger(
            label: "wiredesk",
            factory: { _ in JournalLog(level: level, isJournal: isJournal, clearsLine: bar != nil && isTerminal) })
        log.logLevel = level
        return log
    }

    /// To be called before a command writes into a desk. Root becomes the desk's own user: files that it made there the service could
    /// not write afterwards. Whoever else asks stays who they are.
    static func workAsOwner(of folders: DeskFolders) throws {
        var facts = stat()
        guard geteuid() == 0, stat(folders.root.description, &facts) == 0, facts.st_uid != 0 else { return }
        let isDone =
            if let user = getpwuid(facts.st_uid) {
                initgroups(user.pointee.pw_name, user.pointee.pw_gid) == 0 && setgid(user.pointee.pw_gid) == 0
            } else {
                setgroups(0, nil) == 0 && setgid(facts.st_gid) == 0
            }
        guard isDone, setuid(facts.st_uid) == 0 else {
            say("wiredesk: \(folders.root): cannot become its user: \(String(cString: strerror(errno)))")
            throw Exit.permission
        }
    }

    /// Has the request done and prints what became of it.
    static func ask(_ request: Request, _ options: DeskOptions, asJSON: Bool) throws {
        let configuration = try options.load()
        try workAsOwner(of: options.folders)
        let answer: Answer
        do {
            answer = try Petition(to: options.folders, by: configuration, log: log(.warning)).done(request)
        } catch {
            throw failure(error)
        }
        if asJSON {
            print(answer.json)
            if !answer.isDone { throw Exit.noInput }
            return
        }
        if answer.isDone { return print(answer.lines.map(JournalLog.visible).joined(separator: "\n")) }
        for line in answer.lines { say("wiredesk: \(line)") }
        throw Exit.noInput
    }

    /// Says why and answers the exit code to throw.
    static func failure(_ error: DeskError) -> ExitCode {
        say("wiredesk: \(error)")
        if case .forbidden = error, geteuid() != 0 { say("root and the desk's own user may: try it with sudo") }
        return switch error {
        case .taken, .paused: Exit.tryLater
        case .environment, .full: Exit.inputOutput
        case .forbidden: Exit.permission
        case .noDesk, .unknown: Exit.noInput
        // Nothing that a new start would mend: the unit does not try again.
        case .archive(.newerSchema): Exit.configuration
        case .archive: Exit.data
        }
    }
}

/// Exit codes of sysexits.h.
enum Exit {
    static let data = ExitCode(65)
    static let noInput = ExitCode(66)
    static let unavailable = ExitCode(69)
    static let cannotCreate = ExitCode(73)
    static let inputOutput = ExitCode(74)
    static let tryLater = ExitCode(75)
    static let permission = ExitCode(77)
    static let configuration = ExitCode(78)
}

/// `--dir` and `--config`, the same for every command that works on a desk.
struct DeskOptions: ParsableArguments {
    /// Where the service is at work.
    static let standardFolder = "/var/spool/wiredesk"

    @Option(name: .customLong("dir"), help: "The desk's folder.", completion: .directory)
    var folder = DeskOptions.standardFolder

    @OptionGroup var settings: SettingsOptions

    var folders: DeskFolders { DeskFolders(root: FilePath(folder)) }

    /// For commands beside a desk: what it was started with holds for them, too.
    func loaded() throws(ConfigurationFaults) -> Configuration {
        try Configuration.load(file: settings.file ?? DeskStatus.last(in: folders)?.configurationFile)
    }

    /// Says every fault and throws exit code 78 when the configuration is bad.
    func load() throws -> Configuration { try SettingsOptions.saying(loaded) }

    /// For commands that are the desk: they begin with the settings of the machine, and say so where the desk had others before.
    func loadToStart() throws -> Configuration {
        let configuration = try settings.load()
        if settings.file == nil, let before = DeskStatus.last(in: folders)?.configurationFile,
            before != configuration.settingsFile
        {
            let now = configuration.settingsFile ?? "the built-in settings"
            Program.say("with \(now); this desk was last run with --config \(before)")
        }
        return configuration
    }
}

struct SettingsOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: """
            Settings; without it /etc/wiredesk/wiredesk.yaml, else the built-in ones. Beside a desk, those it was started with.
            """,
        completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    func loaded() throws(ConfigurationFaults) -> Configuration { try Configuration.load(file: file) }

    /// Says every fault and throws exit code 78 when the configuration is bad.
    func load() throws -> Configuration { try SettingsOptions.saying(loaded) }

    static func saying(_ load: () throws(ConfigurationFaults) -> Configuration) throws -> Configuration {
        do throws(ConfigurationFaults) {
            return try load()
        } catch {
            for fault in error.faults { Program.say("\(fault)") }
            throw Exit.configuration
        }
    }
}
