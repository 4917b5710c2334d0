import Glibc

/// The environment would not do it: to be tried again, and never a feed's fault (DESIGN.md, promise 7).
package struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    /// `rename`, `open` ...
    package let operation: String
    package let code: Int32

    init(_ operation: String, _ path: FilePath, code: Int32 = errno) {
        self.path = path.description
        self.operation = operation
        self.code = code
    }

    package var description: String { "\(path): \(reason)" }

    /// Without the path: `open: Permission denied`.
    var reason: String { "\(operation): \(String(cString: strerror(code)))" }

    /// Who asked has no right to it.
    package var isForbidden: Bool { Self.isForbidden(code) }

    static func isForbidden(_ code: Int32) -> Bool { [EACCES, EPERM].contains(code) }

    /// The entry is not there (any more).
    var isAbsence: Bool { code == ENOENT }

    /// It is this entry alone that cannot be looked at, opened or moved, and trying at speed would not help: it is closed to us,
    /// lies too deep, or on a file system of its own.
    var isOfOneEntry: Bool { [EACCES, EPERM, ENAMETOOLONG, ELOOP, EXDEV, EFBIG].contains(code) }
}

/// The few things wiredesk asks of a file system, over paths of bytes.
enum Files {
    enum Kind {
        case file, folder, other
    }

    struct Entry {
        let name: FilePath
        let kind: Kind
    }

    struct Facts {
        let kind: Kind
        let size: Int
        /// Milliseconds since 1970 of the last change to the entry; unlike the time of modification, nobody can set it.
        let changed: Int64
        /// Milliseconds since 1970 of the last change to its bytes, as whoever made it says.
        let written: Int64
        /// Names it has.
        let links: Int
        let device: UInt64
        let inode: UInt64

        /// The same file, whatever its name is by now.
        func isSame(as other: Facts) -> Bool { device == other.device && inode == other.inode }

        /// The same file with the same bytes, as far as can be told without reading them.
        func isUnchanged(since other: Facts) -> Bool {
            isSame(as: other) && size == other.size && written == other.written
        }
    }

    /// Makes the folder and those above it.
    static func makeFolder(_ path: FilePath, mode: mode_t = 0o777) throws(FileFault) {
        if path.withCString({ mkdir($0, mode) }) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, !path.parent.isEmpty else { throw FileFault("mkdir", path) }
        try makeFolder(path.parent, mode: mode)
        if path.withCString({ mkdir($0, mode) }) != 0, errno != EEXIST { throw FileFault("mkdir", path) }
    }

    /// What is in a folder, sorted by name, without `.` and `..`.
    static func list(_ folder: FilePath) throws(FileFault) -> [Entry] {
        guard let stream = folder.withCString({ opendir($0) }) else { throw FileFault("open folder", folder) }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileFault("read folder", folder) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: UInt8.self, capacity: 256) { start in
                    FilePath(bytes: UnsafeBufferPointer(start: start, count: strnlen(start, 256)))
                }
            }
            if name.bytes == [46] || name.bytes == [46, 46] { continue }
            let kind: Kind
            switch Int(entry.pointee.d_type) {
            case DT_REG: kind = .file
            case DT_DIR: kind = .folder
            case DT_UNKNOWN:
                guard let facts = try facts(of: folder.appending(name)) else { continue }
                kind = facts.kind
            default: kind = .other
            }
            entries.append(Entry(name: name, kind: kind))
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// All entries below `folder` that are no folders, as paths below it, sorted by name folder by folder.
    static func below(_ folder: FilePath, from path: FilePath = FilePath("")) throws(FileFault) -> [FilePath] {
        var found: [FilePath] = []
        for entry in try list(folder.appending(path)) {
            let place = path.appending(entry.name)
            if entry.kind == .folder { found += try below(folder, from: place) } else { found.append(place) }
        }
        return found
    }

    /// Of all that lies below it, as its files say.
    static func bytes(below folder: FilePath) throws(FileFault) -> Int {
        var bytes = 0
        for entry in try list(folder) {
            let path = folder.appending(entry.name)
            bytes += entry.kind == .folder ? try self.bytes(below: path) : try facts(of: path)?.size ?? 0
        }
        return bytes
    }

    /// Nil when nothing is there. Links are not followed, unless asked for.
    static func facts(of path: FilePath, followingLinks: Bool = false) throws(FileFault) -> Facts? {
        var status = stat()
        guard path.withCString({ followingLinks ? stat($0, &status) : lstat($0, &status) }) == 0 else {
            if errno == ENOENT { return nil }
            throw FileFault("stat", path)
        }
        return Facts(status)
    }

    static func rename(_ from: FilePath, to: FilePath) throws(FileFault) {
        let done = from.withCString { source in to.withCString { Glibc.rename(source, $0) } }
        if done != 0 { throw FileFault("rename", from) }
    }

    /// Gone is gone: removing what is not there is no fault.
    static func remove(_ path: FilePath) throws(FileFault) {
        if path.withCString({ unlink($0) }) != 0, errno != ENOENT { throw FileFault("unlink", path) }
    }

    /// Removes the folder and those in it, as far as nothing lies in them.
    static func removeEmptyFolders(_ folder: FilePath) throws(FileFault) {
        for entry in try list(folder) where entry.kind == .folder { try removeEmptyFolders(folder.appending(entry.name)) }
        let isGone = folder.withCString { rmdir($0) } == 0
        if !isGone, ![ENOTEMPTY, EEXIST, ENOENT].contains(errno) { throw FileFault("rmdir", folder) }
    }

    /// Opens for reading without following a link and without waiting for a writer (a FIFO would make us wait for ever).
    static func open(_ path: FilePath) throws(FileFault) -> OpenFile {
        let descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw FileFault("open", path) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// The folder `below` another, by whose descriptor what lies in it can be named; no step of `below` may be a link (ENOTDIR).
    static func openFolder(_ folder: FilePath, below: FilePath) throws(FileFault) -> OpenFile {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let descriptor = folder.withCString { Glibc.open($0, flags) }
        guard descriptor >= 0 else { throw FileFault("open folder", folder) }
        var opened = OpenFile(descriptor: descriptor, path: folder)
        for step in below.bytes.split(separator: UInt8(ascii: "/")) {
            let next = FilePath(bytes: step).withCString { openat(opened.descriptor, $0, flags | O_NOFOLLOW) }
            guard next >= 0 else { throw FileFault("open folder", folder.appending(below)) }
            opened = OpenFile(descriptor: next, path: folder.appending(below))
        }
        return opened
    }

    /// As `open`, of a file by its name in an open folder.
    static func open(_ name: FilePath, in folder: OpenFile) throws(FileFault) -> OpenFile {
        let path = folder.path.appending(name)
        let descriptor = name.withCString {
            openat(folder.descriptor, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw FileFault("open", path) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// As `rename`, of an entry by its name in an open folder.
    static func rename(_ name: FilePath, in folder: OpenFile, to: FilePath) throws(FileFault) {
        let done = name.withCString { source in to.withCString { renameat(folder.descriptor, source, AT_FDCWD, $0) } }
        if done != 0 { throw FileFault("rename", folder.path.appending(name)) }
    }

    /// As `facts`, of an entry by its name in an open folder.
    static func facts(of name: FilePath, in folder: OpenFile) throws(FileFault) -> Facts? {
        var status = stat()
        guard name.withCString({ fstatat(folder.descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            if errno == ENOENT { return nil }
            throw FileFault("stat", folder.path.appending(name))
        }
        return Facts(status)
    }

    /// As `remove`, of an entry by its name in an open folder.
    static func remove(_ name: FilePath, in folder: OpenFile) throws(FileFault) {
        if name.withCString({ unlinkat(folder.descriptor, $0, 0) }) != 0, errno != ENOENT {
            throw FileFault("unlink", folder.path.appending(name))
        }
    }

    /// Makes names that were made or moved in the folder durable.
    static func syncFolder(_ folder: FilePath) throws(FileFault) {
        let descriptor = folder.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw FileFault("open folder", folder) }
        try OpenFile(descriptor: descriptor, path: folder).sync()
    }

    /// Writes all of `bytes` to a new file (truncating an old one) and, unless told otherwise, makes them durable.
    static func write(_ bytes: [UInt8], to path: FilePath, durably: Bool = true, mode: mode_t = 0o644) throws(FileFault) {
        let descriptor = path.withCString { Glibc.open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode) }
        guard descriptor >= 0 else { throw FileFault("create", path) }
        let file = OpenFile(descriptor: descriptor, path: path)
        try file.write(bytes)
        if durably { try file.sync() }
    }

    /// Makes a new file, or empties an old one, for writing.
    static func create(_ path: FilePath) throws(FileFault) -> OpenFile {
        let descriptor = path.withCString { Glibc.open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644) }
        guard descriptor >= 0 else { throw FileFault("create", path) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// Renames where nothing has the new name (renameat2(2)); false when that cannot be done: errno says why.
    static func renameToFree(_ from: FilePath, to: FilePath) -> Bool {
        // Linux's own, which Swift's view of glibc leaves out; 1 is RENAME_NOREPLACE.
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        guard let symbol = dlsym(nil, "renameat2") else {
            errno = ENOSYS
            return false
        }
        let rename = unsafeBitCast(symbol, to: Rename.self)
        return from.withCString { from in to.withCString { rename(AT_FDCWD, from, AT_FDCWD, $0, 1) } } == 0
    }

    /// Opens what a person names on a command line: a link, a pipe or `<(...)` of a shell is as good as a file.
    static func openNamed(_ path: FilePath) throws(FileFault) -> OpenFile {
        let descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw FileFault("open", path) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// False when the name is taken.
    private static func reserve(_ path: FilePath) throws(FileFault) -> Bool {
        let descriptor = path.withCString { Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644) }
        if descriptor < 0, errno == EEXIST { return false }
        guard descriptor >= 0 else { throw FileFault("create", path) }
        close(descriptor)
        return true
    }

    /// Moves `path` into `folder` under that name; where the name is taken, with the first number before it that is free. Answers
    /// where it is now.
    static func move(_ path: FilePath, into folder: FilePath, as name: FilePath) throws(FileFault) -> FilePath {
        var place = folder.appending(name)
        var number = 1
        while try !moveToFree(path, to: place) {
            number += 1
            place = folder.appending(FilePath(bytes: Array("\(number)-".utf8) + name.bytes))
        }
        return place
    }

    /// False when the name is taken.
    private static func moveToFree(_ path: FilePath, to place: FilePath) throws(FileFault) -> Bool {
        if renameToFree(path, to: place) { return true }
        if errno == EEXIST { return false }
        // Not every file system has it (a network's); there an empty file takes the name first, so that the rename replaces nothing.
        // Ended between the two it stays, and is told as what it is.
        guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { throw FileFault("rename", path) }
        guard try reserve(place) else { return false }
        do {
            try rename(path, to: place)
        } catch {
            // Nobody made the empty file that keeps the name.
            try? remove(place)
            throw error
        }
        return true
    }

    /// Where a new version of `path` is written before it takes its place.
    static func draft(of path: FilePath) -> FilePath {
        path.parent.appending(FilePath(bytes: Array(".".utf8) + path.name.bytes).adding(".new"))
    }

    /// Replaces `path` by `bytes` so that a reader sees the old bytes or the new ones, never a mixture.
    static func replace(_ path: FilePath, with bytes: [UInt8], durably: Bool = true) throws(FileFault) {
        let draft = draft(of: path)
        do {
            try write(bytes, to: draft, durably: durably)
            try rename(draft, to: path)
        } catch {
            // The draft is of no use to anyone; why it could not be written is what the caller has to hear.
            try? remove(draft)
            throw error
        }
    }

    /// The same, but for a file that has these bytes already.
    static func refresh(_ path: FilePath, with bytes: [UInt8], durably: Bool = true) throws(FileFault) {
        if try contents(path, limit: bytes.count + 1) != bytes { try replace(path, with: bytes, durably: durably) }
    }

    /// Nil when nothing is there.
    static func contents(_ path: FilePath, limit: Int = .max) throws(FileFault) -> [UInt8]? {
        do {
            return try open(path).read(limit: limit)
        } catch {
            if error.isAbsence { return nil }
            throw error
        }
    }

    /// Bytes free to us on the file system of `path`, and its size.
    static func space(at path: FilePath) -> (free: Int64, total: Int64)? {
        var facts = statvfs()
        guard path.withCString({ statvfs($0, &facts) }) == 0 else { return nil }
        let block = Int64(clamping: facts.f_frsize)
        return (
            Int64(clamping: facts.f_bavail).multipliedReportingOverflow(by: block).partialValue,
            Int64(clamping: facts.f_blocks).multipliedReportingOverflow(by: block).partialValue
        )
    }
}

extension Files.Facts {
    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        default: kind = .other
        }
        size = Int(clamping: status.st_size)
        changed = Int64(status.st_ctim.tv_sec) * 1000 + Int64(status.st_ctim.tv_nsec) / 1_000_000
        written = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        links = Int(clamping: status.st_nlink)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}
