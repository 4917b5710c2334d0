import Glibc

extension Program {
    /// Results that may be longer than a screen: on a terminal through PAGER (environ(7)), `less` where it names none, nothing where it is
    /// empty. What fits on the screen stays there.
    static func page(_ bytes: [UInt8]) {
        guard isOnScreen, case let pager = environment("PAGER") ?? "less", !pager.isEmpty, lines(of: bytes) >= rows else {
            return print(bytes)
        }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return print(bytes) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        guard let child = start(pager, reading: ends[0]) else {
            for end in ends { close(end) }
            return print(bytes)
        }
        close(ends[0])
        // The pager hears Ctrl-C and goes on; who leaves it early wants no more.
        signal(SIGINT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress?.advanced(by: done), bytes.count - done) }
            if got < 0 && errno == EINTR { continue }
            if got < 0 { break }
            done += got
        }
        close(ends[1])
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        // The shell's word for a pager that there is none of.
        if status >> 8 & 0xff == 127 { print(bytes) }
    }

    private static func lines(of bytes: [UInt8]) -> Int { bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 } }

    /// Of the terminal; none where it does not say.
    private static var rows: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return .max }
        return Int(size.ws_row)
    }

    private static func start(_ pager: String, reading end: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO)
        // As git and systemctl have it: what fits is left on the screen, and the screen is left as it was.
        if environment("LESS") == nil { setenv("LESS", "FRX", 1) }
        // A shell that says nothing when there is no such pager: then there is none.
        var words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", "\(pager) 2>/dev/null"].map { (word: String) in strdup(word) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        return posix_spawn(&child, "/bin/sh", &actions, nil, words, environ) == 0 ? child : nil
    }
}
