/// A path as the file system has it: bytes, which need not be UTF-8.
package struct FilePath: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    package init(_ text: String) { bytes = Array(text.utf8) }

    /// The path one step below this one. An empty path stands for "here".
    package func appending(_ name: FilePath) -> FilePath {
        if bytes.isEmpty { return name }
        if name.bytes.isEmpty { return self }
        return FilePath(bytes: bytes + [slash] + name.bytes)
    }

    package func appending(_ name: String) -> FilePath { appending(FilePath(name)) }

    /// The last component.
    package var name: FilePath {
        guard let cut = bytes.lastIndex(of: slash) else { return self }
        return FilePath(bytes: bytes[(cut + 1)...])
    }

    /// All but the last component; empty when there is but one.
    package var parent: FilePath {
        guard let cut = bytes.lastIndex(of: slash) else { return FilePath(bytes: []) }
        return FilePath(bytes: cut == 0 ? [slash] : Array(bytes[..<cut]))
    }

    package var isEmpty: Bool { bytes.isEmpty }

    /// The same with `ending` behind its last byte.
    func adding(_ ending: String) -> FilePath { FilePath(bytes: bytes + Array(ending.utf8)) }

    /// The same without `ending`; nil when it does not end so.
    func without(_ ending: String) -> FilePath? {
        hasSuffix(ending) ? FilePath(bytes: bytes.dropLast(ending.utf8.count)) : nil
    }

    package func hasSuffix(_ text: String) -> Bool { bytes.suffix(text.utf8.count).elementsEqual(text.utf8) }

    package static func < (a: FilePath, b: FilePath) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { chars in
                guard let start = chars.baseAddress else { preconditionFailure("a terminated path is never empty") }
                return body(start)
            }
        }
    }
}

extension FilePath: CustomStringConvertible {
    /// For people, logs and the archive: as text, with what is no printable UTF-8, and the backslash, shown as `\xNN`.
    /// Different paths give different texts.
    package var description: String {
        var text = ""
        var rest = bytes[...]
        while let first = rest.first {
            if first < 0x80 {
                text +=
                    first < 0x20 || first == 0x7f || first == UInt8(ascii: "\\") ? escaped(first) : String(UnicodeScalar(first))
                rest.removeFirst()
                continue
            }
            let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
            let sequence = rest.prefix(length)
            if let decoded = String(validating: sequence, as: UTF8.self), let scalar = decoded.unicodeScalars.first,
                decoded.unicodeScalars.count == 1, isPrintable(scalar)
            {
                text += decoded
                rest = rest.dropFirst(length)
            } else {
                text += escaped(first)
                rest.removeFirst()
            }
        }
        return text
    }

    private func escaped(_ byte: UInt8) -> String {
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

/// Whether a terminal or a log shows `scalar` as itself: no control, format (bidi included), line or paragraph separator.
func isPrintable(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
}

private let slash = UInt8(ascii: "/")
