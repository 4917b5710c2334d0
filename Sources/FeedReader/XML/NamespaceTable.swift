import CLibXML2

/// Which vocabulary an element belongs to: by its namespace's address however that is spelled, and, where the prefix was never
/// declared, by the prefix that is usual.
struct NamespaceTable {
    /// Set by the root element: what is in its namespace is the format's own.
    var home: UnsafePointer<xmlChar>?
    /// Whether Atom is the format, and not a guest in it.
    var isAtom = false
    /// Whether the format is one of the agencies', which embed each other.
    var isAgency = false
    private var pointers: [UnsafePointer<xmlChar>] = []
    private var found: [Mapping.Namespace] = []

    mutating func namespace(_ address: UnsafePointer<xmlChar>?, prefix: UnsafePointer<xmlChar>?) -> Mapping.Namespace {
        guard let address else {
            guard let prefix else { return .home }
            return own(Self.usual(prefix: Self.bytes(prefix)))
        }
        if address == home { return .home }
        for k in pointers.indices where pointers[k] == address { return found[k] }
        let namespace = own(Self.known(Self.bytes(address)))
        // A feed has a dozen; one that has more is looked up each time.
        if pointers.count < 32 {
            pointers.append(address)
            found.append(namespace)
        }
        return namespace
    }

    private func own(_ namespace: Mapping.Namespace) -> Mapping.Namespace {
        namespace == .atom && isAtom || namespace == .iptc && isAgency ? .home : namespace
    }

    private static func bytes(_ text: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        var length = 0
        while text[length] != 0 { length += 1 }
        return UnsafeBufferPointer(start: text, count: length)
    }

    private static func usual(prefix: UnsafeBufferPointer<UInt8>) -> Mapping.Namespace {
        guard prefix.count <= 10 else { return .other }
        return switch String(decoding: prefix, as: UTF8.self).lowercased() {
        case "rss": .home
        case "atom", "atom10", "a10": .atom
        case "dc": .dc
        case "dcterms": .dcterms
        case "content": .content
        case "media": .media
        case "itunes": .itunes
        case "feedburner": .feedburner
        case "rdf": .rdf
        case "xhtml": .xhtml
        case "nar", "nitf", "newsml": .iptc
        default: .other
        }
    }

    /// As most feeds spell them: one look instead of a dozen comparisons.
    private static let asSpelled: [String: Mapping.Namespace] = Dictionary(
        uniqueKeysWithValues: [
            "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/",
            "http://purl.org/rss/1.0/modules/content/", "http://search.yahoo.com/mrss/",
            "http://www.itunes.com/dtds/podcast-1.0.dtd", "http://rssnamespace.org/feedburner/ext/1.0",
            "http://www.w3.org/1999/xhtml", "http://purl.org/rss/1.0/modules/syndication/",
            "http://purl.org/rss/1.0/modules/slash/", "http://wellformedweb.org/CommentAPI/",
        ].map { ($0, meant($0)) })

    private static func known(_ address: UnsafeBufferPointer<UInt8>) -> Mapping.Namespace {
        guard address.count <= 100 else { return .other }
        let text = String(decoding: address.trimmed, as: UTF8.self)
        return asSpelled[text] ?? meant(text)
    }

    /// Scheme, `//`, case and what ends the address do not count.
    private static func meant(_ address: String) -> Mapping.Namespace {
        var text = address.lowercased()[...]
        for scheme in ["http:", "https:"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
        while text.hasPrefix("/") { text = text.dropFirst() }
        while text.hasSuffix("/") || text.hasSuffix("#") { text = text.dropLast() }
        switch text {
        case "www.w3.org/2005/atom", "purl.org/atom/ns", "purl.org/echo": return .atom
        case "purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0": return .dc
        case "purl.org/dc/terms": return .dcterms
        case "purl.org/rss/1.0/modules/content": return .content
        case "search.yahoo.com/mrss", "www.rssboard.org/media-rss", "video.search.yahoo.com/mrss": return .media
        case "www.itunes.com/dtds/podcast-1.0.dtd", "www.itunes.com/dtds/podcast-1.0": return .itunes
        case "rssnamespace.org/feedburner/ext/1.0": return .feedburner
        case "www.w3.org/1999/02/22-rdf-syntax-ns": return .rdf
        case "www.w3.org/1999/xhtml": return .xhtml
        case "purl.org/rss/1.0", "my.netscape.com/rdf/simple/0.9", "channel.netscape.com/rdf/simple/0.9",
            "my.netscape.com/publish/formats/rss-0.91.dtd":
            return .home
        default:
            if text.hasPrefix("iptc.org/std/") || text.hasPrefix("www.iptc.org/std/") { return .iptc }
            return text.hasPrefix("backend.userland.com/rss") ? .home : .other
        }
    }
}
