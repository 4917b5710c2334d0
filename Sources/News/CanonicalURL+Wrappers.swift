// Addresses that carry another one: caches and redirects whose makers document where it stands. What only their own server can
// resolve (feedburner's `~r`, `t.co`, `news.google.com/rss/articles`) stays as it is.
extension CanonicalURL {
    /// The address within `canonical`, absolute; nil when there is none. `canonical` is in its canonical form, which has no scheme.
    static func wrapped(in canonical: [UInt8]) -> String? {
        let slash = canonical.firstIndex(of: UInt8(ascii: "/")) ?? canonical.endIndex
        let host = canonical[..<slash]
        let rest = canonical[slash...]
        // The most common answer, by one look at the host's end.
        guard let last = host.last, slash < canonical.endIndex else { return nil }
        if last == UInt8(ascii: "g"), host.ends(with: ".cdn.ampproject.org") { return inPath(rest, after: 1) }
        if isName(host, "ampproject.org") || isName(host, "cdn.ampproject.org") { return inPath(rest, after: 1) }
        guard let wrapper = wrappers.first(where: { isHost(host, $0.host) && rest.starts(with: $0.path.utf8) }) else {
            return nil
        }
        guard let parameters = wrapper.parameters else { return inPath(rest, after: 1) }
        guard rest.dropFirst(wrapper.path.utf8.count).first == UInt8(ascii: "?") else { return nil }
        for parameter in rest.dropFirst(wrapper.path.utf8.count + 1).split(separator: UInt8(ascii: "&")) {
            guard let sign = parameter.firstIndex(of: UInt8(ascii: "=")),
                parameters.contains(where: { $0.utf8.elementsEqual(parameter[..<sign]) })
            else { continue }
            let value = decoded(parameter[(sign + 1)...])
            if value.hasPrefix("http://") || value.hasPrefix("https://") { return value }
        }
        return nil
    }

    private struct Wrapper {
        /// A trailing dot stands for any top-level domain.
        let host: StaticString
        let path: String
        /// Those that may carry the address; nil where the path does, as in an AMP cache.
        let parameters: [String]?
    }

    private static let wrappers = [
        // Google: results, alerts, its AMP viewer
        Wrapper(host: "google.", path: "/url", parameters: ["url", "q"]),
        Wrapper(host: "news.google.", path: "/news/url", parameters: ["url"]),
        Wrapper(host: "google.", path: "/amp/", parameters: nil),
        // Bing News
        Wrapper(host: "bing.com", path: "/news/apiclick.aspx", parameters: ["url"]),
        // Facebook, Instagram, Tumblr, Reddit, YouTube
        Wrapper(host: "l.facebook.com", path: "/l.php", parameters: ["u"]),
        Wrapper(host: "l.instagram.com", path: "", parameters: ["u"]),
        Wrapper(host: "t.umblr.com", path: "/redirect", parameters: ["z"]),
        Wrapper(host: "out.reddit.com", path: "", parameters: ["url"]),
        Wrapper(host: "youtube.com", path: "/redirect", parameters: ["q"]),
    ]

    private static func isHost(_ host: ArraySlice<UInt8>, _ pattern: StaticString) -> Bool {
        let isWhole = pattern.utf8Start[pattern.utf8CodeUnitCount - 1] != UInt8(ascii: ".")
        if isWhole { return isName(host, pattern) }
        // `google.com`, `google.co.uk`; not `google.evil.example`.
        return (2...6).contains(host.count - pattern.utf8CodeUnitCount) && isName(host.prefix(pattern.utf8CodeUnitCount), pattern)
    }

    /// Most hosts are told from a name by their length.
    private static func isName(_ host: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
        host.count == name.utf8CodeUnitCount && name.withUTF8Buffer { host.elementsEqual($0) }
    }

    /// `/c/s/courier.example/tarn` of an AMP cache, `/amp/s/courier.example/tarn` of the viewer: an `s` says https.
    private static func inPath(_ path: ArraySlice<UInt8>, after skipped: Int) -> String? {
        var parts = path.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count > skipped else { return nil }
        parts.removeFirst(skipped)
        let isSecure = parts[0].elementsEqual("s".utf8)
        let address = isSecure ? parts.dropFirst().first.map(Array.init) : Array(parts.joined(separator: [UInt8(ascii: "/")]))
        guard let address, address.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ".")) else { return nil }
        return (isSecure ? "https://" : "http://") + String(decoding: address, as: UTF8.self)
    }

    /// Percent-encodings read as what they stand for; those of no byte stay.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var decoded: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.endIndex, let high = bytes[at + 1].hexValue,
                let low = bytes[at + 2].hexValue
            {
                decoded.append(high << 4 | low)
                at += 3
            } else {
                decoded.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
