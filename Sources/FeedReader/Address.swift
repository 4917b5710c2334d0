/// Addresses as feeds give them.
enum Address {
    /// An absolute http or https address: trimmed, double-escaped `&amp;` undone, illegal characters percent-encoded, resolved
    /// against `base` (RFC 3986, section 5). Nil when it cannot be made one.
    ///
    /// Otherwise it stays as it was written: characters beyond ASCII, the host's case, dot segments of a whole address. `//host/x` is https where
    /// there is no base, `www.host/x` is http. Nil also when it is longer than 8 KiB.
    static func absolute(_ reference: String, base: String?) -> String? {
        var reference = reference
        if reference.withUTF8(isWhole) { return reference }
        guard var address = URIReference(reference), !address.isEmpty else { return nil }
        if address.scheme == nil, address.hasHostWithoutScheme { address = address.prefixed(by: "http://") }
        if address.scheme == nil {
            if let base = base.flatMap(URIReference.init), base.isWeb {
                address = address.resolved(against: base)
            } else if address.authority != nil {
                address = address.prefixed(by: "https:")
            }
        }
        return address.isWeb ? address.text : nil
    }

    /// A relative reference as it was given, for want of anything that it is relative to. Nil when it is something else, or
    /// has characters that no address has.
    static func relative(_ reference: String) -> String? {
        guard reference.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x7F }) else { return nil }
        // In the first part of a relative path there is no colon (RFC 3986, section 4.2): it would be a scheme's.
        guard let address = URIReference(reference), address.scheme == nil, address.authority == nil, address.hasPathOrQuery,
            !reference.utf8.prefix(while: { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }).contains(UInt8(ascii: ":"))
        else { return nil }
        return address.text
    }

    /// `reference` resolved against `base`, for chains of xml:base. Nil when neither is absolute.
    static func resolved(_ reference: String, base: String) -> String? {
        guard let reference = URIReference(reference) else { return nil }
        if reference.scheme != nil { return reference.text }
        guard let base = URIReference(base), base.scheme != nil else { return nil }
        return reference.resolved(against: base).text
    }

    /// Letters, digits, `.` and `-`
    @inline(__always) private static func isHostByte(_ byte: UInt8) -> Bool {
        ASCIISet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE).contains(byte)
    }

    /// Whether nothing would change: most addresses.
    static func isWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= URIReference.maxBytes else { return false }
        let start = bytes.hasASCII("https://", at: 0) ? 8 : bytes.hasASCII("http://", at: 0) ? 7 : 0
        guard start > 0, bytes[0] == UInt8(ascii: "h"), start < bytes.count,
            bytes[start].isASCIILetter || bytes[start].isASCIIDigit
        else { return false }
        let index = bytes.first(from: start, { $0.areNoHostBytes }) { !isHostByte($0) }
        if index < bytes.count, bytes[index] != UInt8(ascii: "/") { return false }
        return isLegal(UnsafeBufferPointer(rebasing: bytes[index...]))
    }

    /// Whether all bytes are what `URIReference` takes for legal, and no ampersand is escaped.
    private static func isLegal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // `<` and `>`, `\\` and `^` differ in one bit; behind `z` only `~` is legal.
        guard
            bytes.hasNone({
                $0.areBelowOrBeyondASCII(0x21) .| $0.are(UInt8(ascii: "\"")) .| $0.are(UInt8(ascii: "<"), orWith: 0x02)
                    .| $0.are(UInt8(ascii: "\\"), orWith: 0x02) .| $0.are(UInt8(ascii: "`"))
                    .| $0.areAbove(0x7A) .& .!$0.are(UInt8(ascii: "~"))
            })
        else { return false }
        var search = 0
        while let ampersand = bytes.first(UInt8(ascii: "&"), from: search) {
            if bytes.hasASCII("&amp;", at: ampersand) { return false }
            search = ampersand + 1
        }
        return true
    }
}

/// The last addresses of a file that stood in it just as they are now. An item has its own as guid and as link, that of a picture in
/// three places, and a String that is shared is neither made nor checked again.
struct RecentAddresses {
    private var addresses = [String](repeating: "", count: most)
    /// Their bytes: what is of another length is told apart without touching, and so counting, a String.
    private var lengths = SIMD4<Int>(repeating: 0)
    private var next = 0

    private static let most = 4

    /// Nil when it is none of them.
    func known(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        // What is shorter lies within a String itself.
        guard text.count > 15 else { return nil }
        for index in 0..<Self.most where lengths[index] == text.count {
            let address = addresses[index]
            if address.utf8.withContiguousStorageIfAvailable({ $0.hasBytes(of: text) }) == true { return address }
        }
        return nil
    }

    /// `address` stood in the file just as it is, in so many bytes.
    mutating func note(_ address: String, length: Int) {
        addresses[next] = address
        lengths[next] = length
        next = (next + 1) % Self.most
    }
}
