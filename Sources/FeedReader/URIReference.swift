/// A URI reference in its five parts (RFC 3986, section 3), mended where feeds get it wrong.
struct URIReference {
    static let maxBytes = 8 << 10

    /// Without its colon, lower-case.
    let scheme: [UInt8]?
    /// Without its slashes.
    let authority: ArraySlice<UInt8>?
    let path: ArraySlice<UInt8>
    /// With its question mark; empty when there is none.
    let query: ArraySlice<UInt8>
    /// With its number sign; empty when there is none.
    let fragment: ArraySlice<UInt8>

    /// Nil past 8 KiB.
    init?(_ text: String) {
        guard text.utf8.count <= URIReference.maxBytes else { return nil }
        self.init(parsing: URIReference.mended(text))
    }

    var isEmpty: Bool { scheme == nil && authority == nil && path.isEmpty && query.isEmpty && fragment.isEmpty }

    /// More than a place within a page.
    var hasPathOrQuery: Bool { !path.isEmpty || !query.isEmpty }

    /// An http or https address with a host.
    var isWeb: Bool {
        guard let scheme, scheme == Array("http".utf8) || scheme == Array("https".utf8), let authority else { return false }
        var host = authority
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
        if host.first == UInt8(ascii: "[") {
            guard let close = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            return isPort(host[(close + 1)...])
        }
        let name = host.prefix { $0 != UInt8(ascii: ":") }
        // A `%` there is a space, a bracket or the like that was encoded.
        return name.contains { $0 != UInt8(ascii: ".") } && !name.contains(UInt8(ascii: "%")) && isPort(host[name.endIndex...])
    }

    private func isPort(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.isEmpty || (rest.first == UInt8(ascii: ":") && rest.dropFirst().allSatisfy(\.isASCIIDigit))
    }

    /// `www.example.org/x`, which nobody means as a path.
    var hasHostWithoutScheme: Bool {
        guard scheme == nil, authority == nil, path.count > 6 else { return false }
        let host = path.prefix { $0 != UInt8(ascii: "/") }
        return host.prefix(4).map(\.asciiLowered) == Array("www.".utf8)
            && host.dropFirst(5).dropLast().contains(UInt8(ascii: "."))
    }

    func prefixed(by start: StaticString) -> URIReference {
        URIReference(parsing: start.withUTF8Buffer(Array.init) + bytes)
    }

    /// RFC 3986, section 5.2.2; `self` has no scheme, `base` has one.
    func resolved(against base: URIReference) -> URIReference {
        if authority != nil {
            return URIReference(base.scheme, authority, URIReference.withoutDots(path), query, fragment)
        }
        if path.isEmpty {
            return URIReference(base.scheme, base.authority, base.path, query.isEmpty ? base.query : query, fragment)
        }
        var merged = path
        if path.first != UInt8(ascii: "/") {
            if base.authority != nil, base.path.isEmpty {
                merged = [UInt8(ascii: "/")] + path
            } else if let slash = base.path.lastIndex(of: UInt8(ascii: "/")) {
                merged = base.path[...slash] + path
            }
        }
        return URIReference(base.scheme, base.authority, URIReference.withoutDots(merged), query, fragment)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    private var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if let scheme { bytes += scheme + [UInt8(ascii: ":")] }
        if let authority { bytes += [UInt8(ascii: "/"), UInt8(ascii: "/")] + authority }
        return bytes + path + query + fragment
    }

    private init(
        _ scheme: [UInt8]?, _ authority: ArraySlice<UInt8>?, _ path: ArraySlice<UInt8>, _ query: ArraySlice<UInt8>,
        _ fragment: ArraySlice<UInt8>
    ) {
        self.scheme = scheme
        self.authority = authority
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    private init(parsing bytes: [UInt8]) {
        var rest = bytes[...]
        let slash = UInt8(ascii: "/")
        let name = rest.prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
        var scheme: [UInt8]?
        if let first = name.first, first.isASCIILetter, name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ":") {
            scheme = name.map(\.asciiLowered)
            rest = rest[(name.endIndex + 1)...]
        }
        var authority: ArraySlice<UInt8>?
        let isWeb = scheme == Array("http".utf8) || scheme == Array("https".utf8)
        // `http:/host` and `http:///host` are understood as browsers do (WHATWG URL, section 4.4).
        if isWeb ? rest.first == slash : rest.starts(with: [slash, slash]) {
            rest = isWeb ? rest.drop { $0 == slash } : rest.dropFirst(2)
            authority = rest.prefix { $0 != slash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
            rest = rest[(authority?.endIndex ?? rest.startIndex)...]
        }
        let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let query = rest[path.endIndex...].prefix { $0 != UInt8(ascii: "#") }
        self.init(scheme, authority, path, query, rest[query.endIndex...])
    }

    /// RFC 3986, section 5.2.4, for a path that begins with a slash; any other stays.
    private static func withoutDots(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let slash = UInt8(ascii: "/"), dot = UInt8(ascii: ".")
        guard path.first == slash, path.contains(dot) else { return path }
        var kept: [UInt8] = []
        kept.reserveCapacity(path.count)
        var rest = path
        while !rest.isEmpty {
            let segment = rest.dropFirst().prefix { $0 != slash }
            let isLast = segment.endIndex == rest.endIndex
            if segment.elementsEqual([dot]) {
                if isLast { kept.append(slash) }
            } else if segment.elementsEqual([dot, dot]) {
                kept.removeLast(kept.count - (kept.lastIndex(of: slash) ?? 0))
                if isLast { kept.append(slash) }
            } else {
                kept.append(slash)
                kept += segment
            }
            rest = rest[segment.endIndex...]
        }
        return kept[...]
    }
}

// MARK: - Mending

extension URIReference {
    /// What RFC 3986 allows anywhere in a URI, `%` included, whatever follows it.
    ///
    /// All of visible ASCII but `"<>\^`{|}`.
    @inline(__always) static func isLegal(_ byte: UInt8) -> Bool {
        ASCIISet(low: 0xAFFF_FFFA_0000_0000, high: 0x47FF_FFFE_AFFF_FFFF).contains(byte)
    }

    /// Trimmed, line breaks and tabs out, `&amp;` undone as often as it was done, what is illegal percent-encoded. Visible characters
    /// beyond ASCII stay.
    private static func mended(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { bytes in
            var start = 0
            var end = bytes.count
            while start < end, bytes[start] <= 0x20 { start += 1 }
            while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
            var mended: [UInt8] = []
            mended.reserveCapacity(end - start)
            var index = start
            while index < end {
                let byte = bytes[index]
                var length = 1
                if byte >= 0x80 {
                    let (scalar, bytesUsed) = UTF8Scalar.decode(bytes, at: index)
                    length = bytesUsed
                    if UTF8Scalar.isVisible(scalar) {
                        mended += bytes[index..<index + length]
                    } else {
                        for hidden in bytes[index..<index + length] { encode(hidden, into: &mended) }
                    }
                } else if isLegal(byte) {
                    mended.append(byte)
                    if byte == UInt8(ascii: "&") {
                        while bytes.hasASCII("amp;", at: index + length) { length += 4 }
                    }
                } else if byte != 0x09, byte != 0x0A, byte != 0x0D {
                    encode(byte, into: &mended)
                }
                index += length
            }
            return mended
        }
    }

    private static func encode(_ byte: UInt8, into bytes: inout [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits.utf8Start[Int(byte >> 4)])
        bytes.append(digits.utf8Start[Int(byte & 15)])
    }
}
