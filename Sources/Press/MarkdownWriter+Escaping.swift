extension MarkdownWriter {
    private static let stops = ByteSet(Array("\\`*_[]<>&~:.)#+-=".utf8))

    /// Adds `text` so that CommonMark reads it back as it is wherever it stands: as a line, in a heading, a list, the words of
    /// a link, emphasis. What GitHub's dialect would act on besides (bare addresses, `~`) is escaped as well. Active
    /// characters come out, line ends become spaces, white space around the text goes.
    static func set(_ text: String, into bytes: inout [UInt8]) {
        bytes.set(text.shown, stoppingAt: stops) { out, utf8, at in
            // The address's first slash is the one to escape: a colon escaped is still a colon that begins `://`.
            if utf8[at] == UInt8(ascii: ":") {
                guard at + 2 < utf8.count, utf8[at + 1] == UInt8(ascii: "/"), utf8[at + 2] == utf8[at + 1] else {
                    out.append(utf8[at])
                    return 1
                }
                out.set(":\\/")
                return 2
            }
            if isActive(utf8, at) { out.append(UInt8(ascii: "\\")) }
            out.append(utf8[at])
            return 1
        }
    }

    /// An address within parentheses: in angle brackets where it has parentheses itself, which need not be balanced.
    static func destination(_ address: WebAddress) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.set(address.text, stoppingAt: ampersand) { out, utf8, at in
            // `&copy;` in an address would become a character of its own, in some renderers even behind a backslash.
            out.set(beginsReference(utf8, at) ? "&amp;" : "&")
            return 1
        }
        let hasParentheses = bytes.contains(UInt8(ascii: "(")) || bytes.contains(UInt8(ascii: ")"))
        return hasParentheses ? [UInt8(ascii: "<")] + bytes + [UInt8(ascii: ">")] : bytes
    }

    private static let ampersand = ByteSet([UInt8(ascii: "&")])

    private static func isActive(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        switch utf8[at] {
        case UInt8(ascii: "&"): beginsReference(utf8, at)
        case UInt8(ascii: "#"): at == 0 || at == utf8.count - 1
        case UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="): at == 0
        case UInt8(ascii: "."): isListNumber(utf8, before: at) || endsWWW(utf8, at)
        case UInt8(ascii: ")"): isListNumber(utf8, before: at)
        default: true
        }
    }

    /// `&name;`, `&#38;`
    private static func beginsReference(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        // The longest name in HTML has 31 characters.
        for byte in utf8[(at + 1)...].prefix(33) {
            switch byte {
            case UInt8(ascii: ";"): return true
            case UInt8(ascii: "#"), 0x30...0x39, 0x41...0x5a, 0x61...0x7a: continue
            default: return false
            }
        }
        return false
    }

    private static func isListNumber(_ utf8: UnsafeBufferPointer<UInt8>, before at: Int) -> Bool {
        (1...9).contains(at) && utf8[..<at].allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func endsWWW(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        at >= 3 && utf8[(at - 3)..<at].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
    }
}
