import Glibc

/// An open descriptor, closed with the last reference to it.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: FilePath

    init(descriptor: Int32, path: FilePath) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Of what was really opened, whatever the name stands for by now.
    func facts() throws(FileFault) -> Files.Facts {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFault("stat", path) }
        return Files.Facts(status)
    }

    /// Whether somebody has it open for writing: nobody may while we hold a lease (fcntl(2)), which is given back at once.
    /// Nil where that cannot be told: another user's file, or a file system without leases.
    var hasWriter: Bool? {
        // F_SETLEASE: Swift's view of glibc leaves out what is Linux's own.
        let setLease: Int32 = 1024
        if fcntl(descriptor, setLease, Int32(F_RDLCK)) == 0 {
            _ = fcntl(descriptor, setLease, Int32(F_UNLCK))
            return false
        }
        return errno == EAGAIN ? true : nil
    }

    /// Gives it the times that `facts` tell of another file.
    func setWritten(_ facts: Files.Facts) throws(FileFault) {
        let moment = timespec(tv_sec: Int(facts.written / 1000), tv_nsec: Int(facts.written % 1000) * 1_000_000)
        if futimens(descriptor, [moment, moment]) != 0 { throw FileFault("set times", path) }
    }

    /// Whether those are its first bytes; the place to read on from stays as it is. False when it cannot be read, too: reading
    /// it says why.
    func begins(with expected: [UInt8]) -> Bool {
        var bytes = [UInt8](repeating: 0, count: expected.count)
        return pread(descriptor, &bytes, bytes.count, 0) == expected.count && bytes == expected
    }

    /// All that is there, but no more than `limit` bytes: one byte more than a size limit tells that it is passed.
    func read(limit: Int = .max) throws(FileFault) -> [UInt8] {
        let expected = min(try facts().size, limit)
        var bytes: [UInt8] = []
        var fault: FileFault?
        // One byte more than expected, so that the end is seen without growing the buffer.
        var capacity = min(max(expected, 0) &+ 1, limit)
        while bytes.count < limit {
            let had = bytes.count
            var ended = false
            let grown = [UInt8](unsafeUninitializedCapacity: max(capacity, had)) { buffer, count in
                bytes.withUnsafeBufferPointer { _ = buffer.update(fromContentsOf: $0) }
                count = had
                while count < capacity {
                    let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), capacity - count)
                    if got > 0 {
                        count += got
                    } else if got == 0 {
                        ended = true
                        return
                    } else if errno != EINTR {
                        fault = FileFault("read", path)
                        return
                    }
                }
            }
            bytes = grown
            if let fault { throw fault }
            if ended { break }
            capacity = min(max(capacity &* 2, 1 << 16), limit)
        }
        return bytes
    }

    /// The next bytes, no more than `count`; none at the end.
    func chunk(_ count: Int) throws(FileFault) -> [UInt8] {
        while true {
            var got = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                got = Glibc.read(descriptor, buffer.baseAddress, count)
                filled = max(got, 0)
            }
            if got >= 0 { return bytes }
            if errno != EINTR { throw FileFault("read", path) }
        }
    }

    func write(_ bytes: [UInt8]) throws(FileFault) {
        var fault: FileFault?
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let got = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if got >= 0 {
                    done += got
                } else if errno != EINTR {
                    fault = FileFault("write", path)
                    return
                }
            }
        }
        if let fault { throw fault }
    }

    /// A failed sync is not to be tried again: what was not written then may be lost, so write anew.
    func sync() throws(FileFault) {
        if fsync(descriptor) != 0 { throw FileFault("sync", path) }
    }
}
