import Foundation

/// How a part of a mail travels (RFC 2045, 6.7 and 6.8): in lines of at most 76 characters of ASCII. None of them is a dot
/// alone, which would end a message on its way, and none begins with "From ", which mailboxes change (RFC 2049, 3).
enum TransferEncoding: String {
    case quotedPrintable = "quoted-printable"
    case base64

    private static let columns = 76

    /// Whichever makes less of `bytes`: base64 where most of them are letters beyond ASCII.
    static func shorter(for bytes: [UInt8]) -> TransferEncoding {
        let quoted = bytes.count { !isLiteral($0) }
        return quoted * 6 > bytes.count ? .base64 : .quotedPrintable
    }

    /// Of text whose lines end in a line feed.
    func encoded(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .base64:
            Array(Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]).utf8)
                + [UInt8(ascii: "\n")]
        case .quotedPrintable: Self.quoted(bytes)
        }
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        (0x20...0x7e).contains(byte) && byte != UInt8(ascii: "=") || byte == UInt8(ascii: "\n")
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        var column = 0
        for (at, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") {
                out.append(byte)
                column = 0
                continue
            }
            let endsLine = at + 1 == bytes.count || bytes[at + 1] == UInt8(ascii: "\n")
            var isQuoted = !isLiteral(byte) || byte == UInt8(ascii: " ") && endsLine
            // Room for the mark of a broken line.
            if column + (isQuoted ? 3 : 1) > columns - 1 {
                out.set("=\n")
                column = 0
            }
            if column == 0, byte == UInt8(ascii: ".") || bytes[at...].starts(with: "From ".utf8) { isQuoted = true }
            if isQuoted {
                out.append(UInt8(ascii: "="))
                out.set(upperHexDigit: byte >> 4)
                out.set(upperHexDigit: byte & 15)
            } else {
                out.append(byte)
            }
            column += isQuoted ? 3 : 1
        }
        if column > 0 { out.set("\n") }
        return out
    }
}

extension [UInt8] {
    fileprivate mutating func set(upperHexDigit value: UInt8) {
        append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10)
    }
}
