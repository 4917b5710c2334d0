/// Characters that a screen or a terminal acts on instead of showing them: control characters, line and paragraph
/// separators, the bidirectional controls that reorder what stands around them (Unicode TR 36, 2.5), noncharacters.
/// They come out of every form that is shown; JSON keeps them, escaped.
enum ActiveCharacter {
    /// Bytes that can begin one.
    static let firstBytes: [UInt8] = Array(0..<0x20) + [0x7f, 0xc2, 0xe2, 0xef]

    /// How many bytes the one at `at` has, 0 when none begins there; and whether it parted words, so that a space has to
    /// stand in its place.
    static func here(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> (length: Int, parts: Bool) {
        let first = utf8[at]
        if first < 0x80 { return first < 0x20 || first == 0x7f ? (1, (0x09...0x0d).contains(first)) : (0, false) }
        guard at + 1 < utf8.count else { return (0, false) }
        let second = utf8[at + 1]
        if first == 0xc2 { return second < 0xa0 ? (2, second == 0x85) : (0, false) }
        guard at + 2 < utf8.count else { return (0, false) }
        let third = utf8[at + 2]
        switch (first, second, third) {
        case (0xe2, 0x80, 0xa8...0xa9): return (3, true)
        case (0xe2, 0x80, 0xaa...0xae), (0xe2, 0x81, 0xa6...0xaf): return (3, false)
        case (0xef, 0xbb, 0xbf), (0xef, 0xbf, 0xb9...0xbb), (0xef, 0xbf, 0xbe...0xbf): return (3, false)
        default: return (0, false)
        }
    }

    /// For `set(_:stoppingAt:replace:)`: the character at `at` as it is, or what stands for it when it is an active one.
    static func drop(_ out: inout [UInt8], _ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let active = here(utf8, at)
        if active.length == 0 { out.append(utf8[at]) } else if active.parts { out.append(UInt8(ascii: " ")) }
        return max(active.length, 1)
    }
}

extension String {
    /// The text as it may be shown: active characters out, those that part words as spaces, white space around it gone.
    var shown: String {
        var text = self
        let cleaned: [UInt8]? = text.withUTF8 { utf8 in
            let isClean = utf8.indices.allSatisfy {
                !String.mayBeActive.contains(utf8[$0]) || ActiveCharacter.here(utf8, $0).length == 0
            }
            if isClean { return nil }
            var out: [UInt8] = []
            out.set(String(decoding: utf8, as: UTF8.self), stoppingAt: String.mayBeActive, replace: ActiveCharacter.drop)
            return out
        }
        if let cleaned { text = String(decoding: cleaned, as: UTF8.self) }
        if let first = text.utf8.first, let last = text.utf8.last, (0x21..<0x80).contains(first), (0x21..<0x80).contains(last) {
            return text
        }
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return text }
        let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
        guard let end = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(scalars[...end])
    }

    private static let mayBeActive = ByteSet(ActiveCharacter.firstBytes)
}
