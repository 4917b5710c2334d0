import FeedReader

/// A feed file that a person names, anywhere.
package enum FeedFile {
    /// All its bytes. Throws `FileFault` when it cannot be read and `FeedError` when it is larger than `limit`.
    package static func bytes(at path: FilePath, limit: Int) throws -> [UInt8] {
        let file = try Files.openNamed(path)
        let bytes = try file.read(limit: limit + 1)
        if bytes.count > limit { throw Limits.fileTooLarge(max(try file.facts().size, bytes.count), limit: limit) }
        return bytes
    }
}

enum Limits {
    static func fileTooLarge(_ bytes: Int, limit: Int) -> FeedError {
        FeedError(.limit, "\(bytes) bytes, more than the \(limit) that a file may have (limits: file)")
    }
}
