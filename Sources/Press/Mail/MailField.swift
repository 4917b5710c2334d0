import Foundation

/// Writes a field of a message's head whose body is free text (RFC 5322, 2.2.1): folded at spaces, or, where it is not plain
/// ASCII, as encoded words (RFC 2047). Whatever is in the text, one field comes of it.
enum MailField {
    /// Lines with encoded words may have 76 characters (RFC 2047, 2).
    private static let columns = 76
    /// Bytes of text in an encoded word: 52 characters in base64, 64 with what stands around it.
    private static let wordBytes = 39
    private static let longestPlain = 60

    static func bytes(_ name: StaticString, _ text: String) -> [UInt8] {
        var out: [UInt8] = []
        out.set("\(name):")
        var column = out.count
        for word in words(of: text.shown) {
            if column + 1 + word.utf8.count > columns {
                out.set("\n")
                column = 0
            }
            out.set(" \(word)")
            column += 1 + word.utf8.count
        }
        out.set("\n")
        return out
    }

    private static func words(of text: String) -> [String] {
        let plain = text.split(separator: " ")
        let isPlain =
            text.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !text.contains("=?")
            && plain.allSatisfy { $0.utf8.count <= longestPlain }
        return isPlain ? plain.map(String.init) : encodedWords(of: text)
    }

    /// What stands between two encoded words is no part of the text. No character is parted.
    private static func encodedWords(of text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        func close() {
            if !bytes.isEmpty { words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=") }
            bytes.removeAll()
        }
        for scalar in text.unicodeScalars {
            let utf8 = UTF8.encode(scalar).map(Array.init) ?? []
            if bytes.count + utf8.count > wordBytes { close() }
            bytes += utf8
        }
        close()
        return words
    }
}
