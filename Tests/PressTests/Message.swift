import Foundation
import Testing

/// A message read back as a program for mail reads it (RFC 5322, 2045-2047), as far as ours need it.
struct Message {
    struct Part {
        let fields: [(name: String, body: String)]
        let bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    let fields: [(name: String, body: String)]
    let parts: [Part]

    init(_ bytes: [UInt8]) throws {
        let (fields, body) = try Self.halves(String(decoding: bytes, as: UTF8.self))
        self.fields = fields
        let type = try #require(fields.first { $0.name == "Content-Type" }?.body)
        let boundary = try #require(type.split(separator: "\"").dropFirst().first)
        let pieces = ("\n" + body).components(separatedBy: "\n--\(boundary)")
        #expect(pieces.last == "--\n")
        parts = try pieces.dropFirst().dropLast().map { piece in
            let (fields, body) = try Self.halves(String(piece.dropFirst()))
            let encoding = fields.first { $0.name == "Content-Transfer-Encoding" }?.body
            return Part(fields: fields, bytes: try #require(encoding == "base64" ? Self.base64(body) : Self.unquoted(body)))
        }
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.body }

    private static func halves(_ text: String) throws -> ([(name: String, body: String)], String) {
        let end = try #require(text.range(of: "\n\n"))
        let unfolded = text[..<end.lowerBound].replacing("\n ", with: " ")
        let fields = try unfolded.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let colon = try #require(line.firstRange(of: ": "))
            return (name: String(line[..<colon.lowerBound]), body: String(line[colon.upperBound...]))
        }
        return (fields, String(text[end.upperBound...]))
    }

    private static func base64(_ body: String) -> [UInt8]? {
        body.allSatisfy(\.isNewline) ? [] : Data(base64Encoded: body, options: .ignoreUnknownCharacters).map(Array.init)
    }

    private static func unquoted(_ body: String) -> [UInt8]? {
        var out: [UInt8] = []
        var rest = Array(body.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                out.append(byte)
                continue
            }
            let two = rest.prefix(2)
            if two.first == UInt8(ascii: "\n") {
                rest = rest.dropFirst()
            } else {
                guard two.count == 2, let value = UInt8(String(decoding: two, as: UTF8.self), radix: 16) else { return nil }
                out.append(value)
                rest = rest.dropFirst(2)
            }
        }
        return out
    }

    /// Encoded words as what they stand for (RFC 2047): the space between two of them is no part of the text.
    static func decoded(_ body: String) throws -> String {
        guard body.hasPrefix("=?utf-8?B?") else {
            #expect(!body.contains("=?"))
            return body
        }
        return try body.split(separator: " ").map { word in
            #expect(word.utf8.count <= 75)
            let parts = word.split(separator: "?", omittingEmptySubsequences: false)
            #expect(parts.count == 5 && parts[0] == "=" && parts[1] == "utf-8" && parts[2] == "B" && parts[4] == "=")
            let data = try #require(Data(base64Encoded: String(parts[3])))
            // Each is whole characters.
            return try #require(String(validating: data, as: UTF8.self))
        }.joined()
    }
}
