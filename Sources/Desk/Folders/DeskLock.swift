import Glibc

/// One desk at a time: an exclusive lock on desk.lock, held until the process ends or the lock is released.
final class DeskLock {
    private let file: OpenFile

    /// Nil when another process holds it.
    init?(at path: FilePath) throws(FileFault) {
        let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644) }
        guard descriptor >= 0 else { throw FileFault("open", path) }
        file = OpenFile(descriptor: descriptor, path: path)
        // `holder` takes the lock for an instant to see whether it is free: a few more tries tell that from a desk.
        var tries = 5
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw FileFault("lock", path) }
            tries -= 1
            if tries == 0 { return nil }
            usleep(20_000)
        }
        // Who holds it, for the message another desk gives.
        ftruncate(descriptor, 0)
        try file.write(Array("\(getpid())\n".utf8))
    }

    /// Process id of the desk that holds the lock; nil when none does.
    static func holder(at path: FilePath) -> Int32? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else { return nil }
        let file = OpenFile(descriptor: descriptor, path: path)
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        // Unreadable is as good as unknown: somebody holds it all the same.
        let text = (try? file.read(limit: 32)) ?? []
        return Int32(String(decoding: text, as: UTF8.self).trimmingPrefix { $0 == " " }.prefix { $0.isNumber }) ?? 0
    }
}
