import Glibc

extension String {
    /// Byte for byte equal: `==` takes two spellings of one letter for the same, SQLite and folders do not.
    func isSpelled(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return withBytes { bytes in other.withBytes { memcmp(bytes, $0, other.utf8.count) == 0 } }
    }

    /// Before `other` in the order of their bytes, as SQLite sorts.
    func isSpelledBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

    /// Byte for byte the `parts`, one space between them; false without parts.
    func isSpelled(asJoined parts: some Collection<String>) -> Bool {
        let length = parts.reduce(parts.count - 1) { $0 + $1.utf8.count }
        guard !parts.isEmpty, utf8.count == length else { return false }
        return withBytes { bytes in
            var place = 0
            for (number, part) in parts.enumerated() {
                if number > 0 {
                    guard bytes[place] == 0x20 else { return false }
                    place += 1
                }
                guard part.withBytes({ memcmp(bytes + place, $0, part.utf8.count) == 0 }) else { return false }
                place += part.utf8.count
            }
            return true
        }
    }

    /// Swift's own strings lie in one piece, so that nothing is copied here.
    private func withBytes<Value>(_ body: (UnsafePointer<UInt8>) -> Value) -> Value {
        var text = self
        return text.withUTF8 { bytes in
            // An empty text may have no address; one is needed that nothing is read from.
            guard let start = bytes.baseAddress else { return withUnsafePointer(to: 0 as UInt8, body) }
            return body(start)
        }
    }
}
