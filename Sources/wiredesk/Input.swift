import Glibc

/// Standard input or a file, whole or line by line, in memory bounded by the longest line.
struct Input {
    static let standard = Input(descriptor: STDIN_FILENO)

    private let descriptor: Int32

    /// `-` stands for standard input. Nil when the file cannot be opened; errno says why.
    init?(_ name: String) {
        descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    private init(descriptor: Int32) { self.descriptor = descriptor }

    func all() -> [UInt8] {
        var bytes: [UInt8] = []
        while let more = chunk() { bytes += more }
        return bytes
    }

    /// Calls `body` with each line that is not empty, without its newline.
    func lines(_ body: ([UInt8]) throws -> Void) rethrows {
        var rest: [UInt8] = []
        while let more = chunk() {
            var start = more.startIndex
            while let end = more[start...].firstIndex(of: UInt8(ascii: "\n")) {
                rest += more[start..<end]
                if !rest.isEmpty { try body(rest) }
                rest.removeAll(keepingCapacity: true)
                start = end + 1
            }
            rest += more[start...]
        }
        if !rest.isEmpty { try body(rest) }
    }

    /// Nil at the end.
    private func chunk() -> [UInt8]? {
        while true {
            var got = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                got = read(descriptor, buffer.baseAddress, buffer.count)
                count = max(got, 0)
            }
            if got > 0 { return bytes }
            if got == 0 || errno != EINTR { return nil }
        }
    }
}
