import Foundation

/// An address that may become a link: absolute, http or https, with a host, at most 4,096 bytes, without control
/// characters or spaces. Whatever else a feed calls an address is left out of pages.
struct WebAddress {
    /// A URI as RFC 3986 has it: ASCII only, and percent-encoded what has no place where it stands. So nothing in it ends an
    /// attribute or a Markdown destination.
    let text: String

    private static let allowed = ByteSet(
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&()*+,;=".utf8))

    init?(_ url: String?) {
        guard var url, url.utf8.count <= 4096 else { return nil }
        let isPlain = url.withUTF8 { utf8 in Self.beginsRight(utf8) ? utf8.allSatisfy(Self.allowed.contains) : nil }
        guard let isPlain else { return nil }
        if isPlain {
            text = url
        } else {
            guard let encoded = url.withUTF8(Self.encoded) else { return nil }
            text = encoded
        }
    }

    /// Nil when there is a space or an active character in it, or its host is none.
    private static func encoded(_ utf8: UnsafeBufferPointer<UInt8>) -> String? {
        guard let authority = authority(utf8) else { return nil }
        var out: [UInt8] = []
        var rest = utf8.startIndex
        if authority.contains(where: { $0 >= 0x80 }) {
            guard let host = ascii(authority) else { return nil }
            out = Array(utf8[..<authority.startIndex])
            out.set(host)
            rest = authority.endIndex
        }
        var hasFragment = false
        for at in rest..<utf8.endIndex {
            let byte = utf8[at]
            let isInPlace =
                switch byte {
                case UInt8(ascii: "%"): isEscape(utf8, at)
                case UInt8(ascii: "#"): !hasFragment
                default: allowed.contains(byte)
                }
            if byte == UInt8(ascii: "#") { hasFragment = true }
            if isInPlace {
                out.append(byte)
            } else if byte == 0x20 || ActiveCharacter.here(utf8, at).length > 0 {
                return nil
            } else {
                out.set("%")
                out.set(hexDigit: byte >> 4)
                out.set(hexDigit: byte & 15)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isEscape(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        at + 2 < utf8.count && [utf8[at + 1], utf8[at + 2]].allSatisfy(isHexDigit)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    /// What stands before the path. Nil when a label of its host is empty, or it is an address in brackets: renderers of
    /// Markdown break those.
    private static func authority(_ utf8: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>? {
        guard let host = hostStart(utf8) else { return nil }
        let authority = utf8[host...].prefix { !"/?#".utf8.contains($0) }
        let isFair = zip(authority, authority.dropFirst()).allSatisfy { $0 != UInt8(ascii: ".") || $1 != UInt8(ascii: ".") }
        return isFair && !authority.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") } ? authority : nil
    }

    /// A host with characters beyond ASCII as DNS has it (RFC 5890), `xn--bcher-kva.example`, after what comes before it and
    /// with the port. Nil when it has no such form.
    private static func ascii(_ authority: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        let text = String(decoding: authority, as: UTF8.self)
        guard text.utf8.count <= 512, let parts = URLComponents(string: "https://" + text), let host = parts.encodedHost,
            !host.isEmpty, host.utf8.allSatisfy(hostBytes.contains), parts.user == nil
        else { return nil }
        return host + (parts.port.map { ":\($0)" } ?? "")
    }

    private static let hostBytes = ByteSet(Array("abcdefghijklmnopqrstuvwxyz0123456789-._".utf8))

    private static func beginsRight(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = authority(utf8)?.first else { return false }
        return begins(host: first)
    }

    /// Where the host begins: after `http://` or `https://`, in any case.
    private static func hostStart(_ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
        for scheme in ["https://", "http://"] where utf8.count >= scheme.utf8.count {
            if zip(utf8, scheme.utf8).allSatisfy({ $0 == $1 || ($0 | 0x20 == $1 && (65...90).contains($0)) }) {
                return scheme.utf8.count
            }
        }
        return nil
    }

    /// A letter, a digit or a character beyond ASCII.
    private static func begins(host byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...0xff: true
        default: false
        }
    }
}
