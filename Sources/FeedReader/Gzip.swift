import CZlib

/// Undoes gzip (RFC 1952) by hand: libxml2's own way knows no limit.
enum Gzip {
    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b }

    /// All members, one after the other. `isCut` when the stream breaks off: what came before the break is kept.
    /// Throws `.limit` past the size or ratio of `limits`, `.gzip` when nothing can be read or another gzip is inside.
    static func unpacked(_ packed: [UInt8], limits: ReadingLimits) throws(FeedError) -> (bytes: [UInt8], isCut: Bool) {
        var stream = z_stream()
        guard wiredesk_inflate_gzip(&stream) == Z_OK else { throw FeedError(.gzip, "zlib could not be started") }
        defer { inflateEnd(&stream) }
        let (most, ratioOverflows) = packed.count.multipliedReportingOverflow(by: limits.maxGzipRatio)
        let mostByRatio = ratioOverflows ? Int.max : most
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        var bytes: [UInt8] = []
        var status = Z_OK
        var used = 0
        var written = 0
        repeat {
            written = inflate(&stream, packed, &used, &piece, &status)
            bytes.append(contentsOf: piece[..<written])
            if bytes.count > limits.maxFileBytes {
                throw FeedError(.limit, "unpacked, it is larger than \(limits.maxFileBytes) bytes")
            }
            if bytes.count > mostByRatio { throw FeedError(.limit, "it is packed more than \(limits.maxGzipRatio):1") }
            if status == Z_STREAM_END, packed.count - used > 2, packed[used] == 0x1f, packed[used + 1] == 0x8b {
                status = inflateReset(&stream)
            }
        } while status == Z_OK && (used < packed.count || written == piece.count)
        if bytes.isEmpty, status != Z_STREAM_END {
            throw FeedError(.gzip, "gzip is broken: \(status == Z_OK ? "it ends too early" : "zlib says \(status)")")
        }
        if isPacked(bytes) { throw FeedError(.gzip, "gzip within gzip is not read") }
        return (bytes, status != Z_STREAM_END)
    }

    /// One step of zlib; how much it wrote to `piece`. `used` moves on by what it took of `packed`.
    private static func inflate(
        _ stream: inout z_stream, _ packed: [UInt8], _ used: inout Int, _ piece: inout [UInt8], _ status: inout Int32
    ) -> Int {
        packed.withUnsafeBufferPointer { source in
            piece.withUnsafeMutableBufferPointer { target in
                let given = min(source.count - used, Int(Int32.max))
                stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.advanced(by: used))
                stream.avail_in = UInt32(given)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                status = CZlib.inflate(&stream, Z_NO_FLUSH)
                used += given - Int(stream.avail_in)
                return target.count - Int(stream.avail_out)
            }
        }
    }
}
