import FeedReader
import Glibc

/// Has a file read by a process of its own, which may die of it: after a crash nobody knows which of the files that were being
/// read it was. What the process prints does not count.
package struct ReaderTrial: Sendable {
    enum Verdict: Hashable {
        /// Read or refused: the reader came back.
        case lives
        /// How the process ended: `signal 11`.
        case dies(String)
    }

    /// The program that has `read --count`: ourselves.
    var program = "/proc/self/exe"
    /// Of processor time; of the clock's twice as many are waited. The largest file that is allowed takes a few.
    var seconds = 60
    /// Address space in bytes, for files of the standard size; what a larger limit needs comes on top.
    var memory = 2 << 30

    package init() {}

    /// Throws when no process could be had: that says nothing of the file.
    /// - `isAlive`: called every second; the wait has an end.
    func verdict(
        on file: FilePath, limits: ReadingLimits, isAlive: () -> Void = {}
    ) throws(FileFault) -> Verdict {
        let first = try once(on: file, limits: limits, isAlive)
        // Killed, and not by us: by whoever kills all of us, or for want of memory that others took. Only the second time counts.
        return first == .dies("signal \(SIGKILL)") ? try once(on: file, limits: limits, isAlive) : first
    }

    private func once(on file: FilePath, limits: ReadingLimits, _ isAlive: () -> Void) throws(FileFault) -> Verdict {
        let extra = max(0, limits.maxFileBytes - ReadingLimits.standard.maxFileBytes)
        var arguments = [
            "wiredesk", "read", "--count", "--cpu-seconds", "\(seconds + extra >> 20)", "--memory-bytes",
            "\(memory + 16 * extra)",
        ]
        for setting in LimitSetting.all where limits[keyPath: setting.field] != ReadingLimits.standard[keyPath: setting.field] {
            arguments += ["--limit", "\(setting.name)=\(limits[keyPath: setting.field])"]
        }
        // Both ends are ours alone: what the child has of it is what is copied onto its output.
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FileFault("pipe", file) }
        let (reading, writing) = (ends[0], ends[1])
        defer { close(reading) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child: pid_t
        do {
            defer { close(writing) }
            child = try spawn(arguments + ["-"], file, output: writing)
        }
        let isLate = !hasEnded(reading, within: 2 * (seconds + extra >> 20), isAlive)
        if isLate { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw FileFault("wait for", file) }
        }
        if isLate { return .dies("no end after \(2 * (seconds + extra >> 20)) s") }
        let signal = status & 0x7f
        if signal != 0 { return .dies("signal \(signal)") }
        // It could not be started, or knows no such command: that is no word about the file.
        let code = status >> 8 & 0xff
        guard [0, 65].contains(code) else { throw FileFault("try in a process (exit \(code))", file, code: ECHILD) }
        return .lives
    }

    private func spawn(_ arguments: [String], _ file: FilePath, output: Int32) throws(FileFault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A name is bytes, an argument need not be: the file is the child's standard input.
        _ = file.withCString { posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, $0, O_RDONLY | O_NOFOLLOW, 0) }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        // Threads of the pool block signals, and a child would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, &attributes, words, environ)
        guard code == 0 else { throw FileFault("try in a process", file, code: code) }
        return child
    }

    /// Whether all that could write into the pipe is gone within so many seconds.
    private func hasEnded(_ reading: Int32, within seconds: Int, _ isAlive: () -> Void) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let end = now.tv_sec + seconds
        var waste = [UInt8](repeating: 0, count: 4096)
        while now.tv_sec < end {
            var wait = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
            isAlive()
            if poll(&wait, 1, 1000) > 0 {
                let got = Glibc.read(reading, &waste, waste.count)
                if got == 0 || (got < 0 && errno != EINTR) { return true }
            }
            clock_gettime(CLOCK_MONOTONIC, &now)
        }
        return false
    }
}

extension ReadingLimits {
    /// Sets the limit that `text` names, `file=64`, in bytes or a count. False when there is none of that name, or not so far.
    package mutating func set(_ text: String) -> Bool {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let value = Int(parts[1]), let setting = LimitSetting.all.first(where: { $0.name == parts[0] }),
            setting.range.contains(value)
        else { return false }
        self[keyPath: setting.field] = value
        return true
    }
}
