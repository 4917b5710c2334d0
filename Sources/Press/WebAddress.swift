/// An address that may become a link: absolute, http or https, with a host, at most 4,096 bytes, without control
/// characters or spaces. Whatever else a feed calls an address is left out of pages.
struct WebAddress {
    /// ASCII only; everything that could end an attribute or a Markdown destination is percent-encoded.
    let text: String

    private static let allowed = ByteSet(
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&()*+,;=%".utf8))

    init?(_ url: String?) {
        guard var url, url.utf8.count <= 4096 else { return nil }
        let encoded: [UInt8]? = url.withUTF8 { utf8 in
            guard let host = Self.hostStart(utf8), host < utf8.count, Self.begins(host: utf8[host]) else { return nil }
            var out: [UInt8] = []
            out.reserveCapacity(utf8.count)
            for (at, byte) in utf8.enumerated() {
                if Self.allowed.contains(byte) {
                    out.append(byte)
                } else if byte <= 0x20 || byte >= 0x7f && ActiveCharacter.here(utf8, at).length > 0 {
                    return nil
                } else {
                    out.append(UInt8(ascii: "%"))
                    out.append(Self.hexDigit(byte >> 4))
                    out.append(Self.hexDigit(byte & 15))
                }
            }
            return out
        }
        guard let encoded else { return nil }
        text = String(decoding: encoded, as: UTF8.self)
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

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
