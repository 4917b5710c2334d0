import Glibc

/// A file of lines that only grows, until all of it is written anew: each is whole and durable, or not there.
final class LedgerFile {
    let name: String
    private let path: String
    private var descriptor: CInt
    /// A sync failed: what the system could not write it may have given up, and a second sync would not tell.
    private var isDoubtful = false
    /// Where the last whole line ends. What stands behind it was cut short by a crash or a fault and does not count. Nil until
    /// the file was read.
    private var end: Int?

    /// Opens the file at `path`, making it where there is none; the folder has to be there.
    init(at path: String) throws(ArchiveError) {
        let slash = path.lastIndex(of: "/")
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        self.name = name
        self.path = path
        let flags = O_RDWR | O_APPEND | O_CLOEXEC
        var file = retried { open(path, flags) }
        let isMissing = file < 0 && errno == ENOENT
        if isMissing { file = retried { open(path, flags | O_CREAT, 0o644) } }
        descriptor = file
        guard descriptor >= 0 else { throw fault("cannot open", name) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .environment("cannot use \(name): not a regular file")
        }
        // After a power cut a new file is there only if its folder was written too.
        do {
            try syncFolder()
        } catch {
            // Made anew the next time: a second sync would not tell that its name was not written.
            if isMissing { unlink(path) }
            throw error
        }
    }

    private func syncFolder() throws(ArchiveError) {
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let folder = retried { open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw fault("cannot open the folder of", name) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw fault("cannot write the folder of", name) }
    }

    /// Opens the file at `path` to read what it holds; nil when there is none. Nothing can be appended.
    init?(reading path: String) throws(ArchiveError) {
        name = path.split(separator: "/").last.map(String.init) ?? path
        self.path = path
        descriptor = retried { open(path, O_RDONLY | O_CLOEXEC) }
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw fault("cannot open", name) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Calls `body` for each whole line with its number, from 1, and its bytes without the newline.
    func forEachLine(_ body: (Int, [UInt8]) throws(ArchiveError) -> Void) throws(ArchiveError) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var line: [UInt8] = []
        var number = 0
        var offset = 0
        var wholeLines = 0
        while true {
            let count = retried { pread(descriptor, &chunk, chunk.count, off_t(offset)) }
            guard count >= 0 else { throw fault("cannot read", name) }
            if count == 0 { break }
            var start = 0
            while let newline = chunk[start..<count].firstIndex(of: 0x0A) {
                line.append(contentsOf: chunk[start..<newline])
                number += 1
                try body(number, line)
                line.removeAll(keepingCapacity: true)
                start = newline + 1
                wholeLines = offset + start
            }
            line.append(contentsOf: chunk[start..<count])
            offset += count
        }
        end = wholeLines
    }

    /// Makes what was read durable: a line that a killed process left in the page cache is one that a power cut can still take.
    func settle() throws(ArchiveError) {
        if isDoubtful { try writeAgain() } else { try sync() }
    }

    private func sync() throws(ArchiveError) {
        if fdatasync(descriptor) == 0 { return }
        isDoubtful = true
        throw fault("cannot write", name)
    }

    /// Appends `line` and a newline; durable when this returns. When it throws, the line is not there.
    func append(_ line: [UInt8]) throws(ArchiveError) {
        if isDoubtful { try writeAgain() }
        if end == nil { try forEachLine { _, _ in } }
        let start = end ?? 0
        guard retried({ ftruncate(descriptor, off_t(start)) }) == 0 else { throw fault("cannot write", name) }
        do {
            try write(line + [0x0A], to: descriptor)
            try sync()
        } catch {
            // Where this fails too, the next append cuts it off, or the next start: it has no newline, or was never confirmed.
            _ = retried { ftruncate(descriptor, off_t(start)) }
            throw error
        }
        end = start + line.count + 1
    }

    /// Writes all whole lines to a new file, which takes the place of this one.
    private func writeAgain() throws(ArchiveError) {
        let told = end
        try replace { write throws(ArchiveError) in
            var size = 0
            try forEachLine { _, line throws(ArchiveError) in
                size += line.count + 1
                // Whatever stands behind what was confirmed was never told of.
                if told.map({ size <= $0 }) ?? true { try write(line) }
            }
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: CInt) throws(ArchiveError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[written...])
                return retried { Glibc.write(descriptor, rest.baseAddress, rest.count) }
            }
            guard count > 0 else { throw fault("cannot write", name) }
            written += count
        }
    }

    /// Bytes of it, a line that was cut short and all.
    func size() throws(ArchiveError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fault("cannot read", name) }
        return Int(status.st_size)
    }

    /// The last whole line; nil when there is none, or it and what stands behind it take more than `limit` bytes.
    func lastLine(limit: Int) throws(ArchiveError) -> [UInt8]? {
        let start = max(0, try size() - limit)
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = retried { pread(descriptor, &bytes, limit, off_t(start)) }
        guard count >= 0 else { throw fault("cannot read", name) }
        guard let end = bytes[..<count].lastIndex(of: 0x0A) else { return nil }
        if let before = bytes[..<end].lastIndex(of: 0x0A) { return Array(bytes[(before + 1)..<end]) }
        return start == 0 ? Array(bytes[..<end]) : nil
    }

    /// Puts another file in its place, of the lines that `body` hands to its argument: a reader sees the old one or the new one,
    /// and so does the next start. When it throws, the old one stands.
    func replace(
        _ body: ((_ line: [UInt8]) throws(ArchiveError) -> Void) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        let draft = path + ".new"
        let fresh = retried { open(draft, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644) }
        guard fresh >= 0 else { throw fault("cannot write", name + ".new") }
        var size = 0
        do throws(ArchiveError) {
            var buffer: [UInt8] = []
            try body { line throws(ArchiveError) in
                buffer += line
                buffer.append(0x0A)
                size += line.count + 1
                if buffer.count < 1 << 20 { return }
                try write(buffer, to: fresh)
                buffer.removeAll(keepingCapacity: true)
            }
            try write(buffer, to: fresh)
            guard fdatasync(fresh) == 0, rename(draft, path) == 0 else { throw fault("cannot replace", name) }
        } catch {
            close(fresh)
            unlink(draft)
            throw error
        }
        close(descriptor)
        (descriptor, end) = (fresh, size)
        // Until its name is durable a power cut may bring the old file back.
        isDoubtful = true
        try syncFolder()
        isDoubtful = false
    }
}

/// A system call, again as long as a signal interrupts it.
private func retried<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

/// `errno` of the call that just failed, in words. All such faults are the environment's.
private func fault(_ what: String, _ name: String) -> ArchiveError {
    let isForSpace = [ENOSPC, EDQUOT].contains(errno)
    let message = "\(what) \(name): \(String(cString: strerror(errno)))"
    return isForSpace ? .full(message) : .environment(message)
}
