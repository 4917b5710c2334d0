/// An address that may become a link: absolute, http or https, with a host, at most 4,096 bytes, without control
/// characters or spaces. Whatever else a feed calls an address is left out of pages.
struct WebAddress {
    /// ASCII only; everything that could end an attribute or a Markdown destination is percent-encoded.
    let text: String

    private static let allowed = ByteSet(
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&()*+,;=%".utf8))

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

    /// Nil when there is a space or an active character in it.
    private static func encoded(_ utf8: UnsafeBufferPointer<UInt8>) -> String? {
        var out: [UInt8] = []
        for (at, byte) in utf8.enumerated() {
            if allowed.contains(byte) {
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

    private static func beginsRight(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let host = hostStart(utf8), host < utf8.count else { return false }
        return begins(host: utf8[host])
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

    /// A letter, a digit, `[` of an IPv6 address or a character beyond ASCII.
    private static func begins(host byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...0xff, UInt8(ascii: "["): true
        default: false
        }
    }
}
