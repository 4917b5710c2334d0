import CLibXML2
import News

/// What an element and its attributes mean where they stand.
extension FeedBuilder {
    mutating func begin(_ meaning: Mapping.Meaning, _ attributes: XMLAttributes, isTyped: Bool, isMarkup: Bool) {
        switch meaning.field {
        case .none, .attachment, .attachmentType, .image, .other: break
        case .feed: scopes.append((.feed, depth))
        case .item: beginItem(attributes)
        case .person:
            scopes.append((.person, depth))
            add(UnsafeBufferPointer(start: nil, count: 0), meaning)
        case .media: scopes.append((.media, depth))
        case .mediaContent:
            scopes.append((.media, depth))
            attachment(attributes, size: "fileSize")
        case .enclosure: attachment(attributes, size: "length")
        case .thumbnail:
            if let url = value("url", attributes) { add(url, Mapping.Meaning(field: .image, rank: meaning.rank)) }
        case .picture:
            if let url = value("href", attributes) ?? value("url", attributes) {
                add(url, Mapping.Meaning(field: .image, rank: meaning.rank))
            }
        case .categoryAttribute:
            if let name = value("label", attributes) ?? value("term", attributes) ?? value("text", attributes) {
                add(name, Mapping.Meaning(field: .category, rank: 0))
                scopes.append((.category, depth))
            } else {
                beginCapture(Mapping.Meaning(field: .category, rank: 0), .unknown)
            }
        case .link: link(meaning, attributes)
        case .guid:
            let isPermaLink = value("isPermaLink", attributes).map { !$0.trimmed.equals("false") } ?? true
            beginCapture(Mapping.Meaning(field: isPermaLink ? .guid : .id, rank: meaning.rank), .plain)
        case .title, .summary, .content:
            if isTyped {
                typed(meaning, attributes)
            } else {
                beginCapture(meaning, isMarkup ? .markup : .unknown)
            }
        case .id, .url, .published, .modified, .language, .category, .keywords, .author, .personName, .personAddress, .personMail:
            beginCapture(meaning, .unknown)
        default: beginAgency(meaning, attributes)
        }
    }

    /// Atom says what its text is (RFC 4287, sections 3.1 and 4.1.3; 0.3 by media types).
    mutating func typed(_ meaning: Mapping.Meaning, _ attributes: XMLAttributes) {
        if meaning.field == .content, itemIsOpen, let address = value("src", attributes)?.trimmed, address.count > 0 {
            return contentElsewhere(address, attributes)
        }
        let mode = value("mode", attributes)
        if mode?.equals("base64") == true {
            let type = value("type", attributes)?.trimmed
            let isMarkup = type.map { $0.equals("text/html") || $0.equals("html") || $0.equals("application/xhtml+xml") } ?? false
            beginCapture(meaning, isMarkup ? .markup : .unknown)
            isPacked = isCapturing
            return
        }
        guard let type = value("type", attributes)?.trimmed, type.count > 0 else {
            return beginCapture(meaning, mode?.equals("escaped") == true ? .unknown : .plain)
        }
        let name = String(decoding: type.prefix(64), as: UTF8.self).lowercased()
        switch name {
        case "text", "text/plain": beginCapture(meaning, .plain)
        case "html", "text/html": beginCapture(meaning, .markup)
        case "xhtml", "application/xhtml+xml":
            beginCapture(meaning, .markup)
            // 0.3 may have it escaped all the same.
            isWritingMarkup = isCapturing && mode?.equals("escaped") != true
        default:
            // RFC 4287, section 4.1.3.3: text and XML can be shown, anything else is base64.
            if name.hasPrefix("text/") { return beginCapture(meaning, .plain) }
            let isXML = name.hasSuffix("+xml") || name.hasSuffix("/xml")
            beginCapture(meaning, isXML ? .markup : .unknown)
            isWritingMarkup = isCapturing && isXML
            isPacked = isCapturing && !isXML
        }
    }

    /// RFC 4287, section 4.1.3.2: a page is where the item is read, anything else an attachment.
    private mutating func contentElsewhere(_ address: UnsafeBufferPointer<UInt8>, _ attributes: XMLAttributes) {
        let isPage = value("type", attributes)?.trimmed.hasASCII("text/html", at: 0) ?? true
        if isPage {
            add(address, Mapping.Meaning(field: .url, rank: 20))
        } else {
            attachment(attributes, address: "src", size: "length")
        }
    }

    mutating func link(_ meaning: Mapping.Meaning, _ attributes: XMLAttributes) {
        guard let address = value("href", attributes) else {
            return beginCapture(Mapping.Meaning(field: .url, rank: meaning.rank), .unknown)
        }
        let relation = Self.relation(value("rel", attributes)?.trimmed)
        switch relation {
        case .alternate:
            // The page, rather than another form of it.
            let type = value("type", attributes)
            let isPage = type.map { $0.equals("text/html") || $0.equals("application/xhtml+xml") } ?? true
            add(address, Mapping.Meaning(field: .url, rank: meaning.rank * 2 + (isPage ? 0 : 1)))
        case .enclosure where itemIsOpen: attachment(attributes, address: "href", size: "length")
        case .own where !itemIsOpen:
            finishClosed()
            draft.ownAddress = String(decoding: address, as: UTF8.self)
        default: break
        }
    }

    private enum Relation { case alternate, enclosure, own, other }

    /// By its name, which may stand at the end of an address (RFC 4287, section 4.2.7.2). None is the alternate.
    private static func relation(_ text: UnsafeBufferPointer<UInt8>?) -> Relation {
        guard var text else { return .alternate }
        while text.last == UInt8(ascii: "/") { text = UnsafeBufferPointer(rebasing: text.dropLast()) }
        let name = text.lastIndex(of: UInt8(ascii: "/")).map { UnsafeBufferPointer(rebasing: text[($0 + 1)...]) } ?? text
        func isNamed(_ other: StaticString) -> Bool { name.count == other.utf8CodeUnitCount && name.hasASCII(other, at: 0) }
        if name.isEmpty || isNamed("alternate") { return .alternate }
        return isNamed("enclosure") ? .enclosure : isNamed("self") ? .own : .other
    }

    mutating func attachment(_ attributes: XMLAttributes, address: StaticString = "url", size: StaticString) {
        guard itemIsOpen else { return }
        // Media RSS has a dozen attributes on each of a dozen pictures: all are looked at once.
        var url, type, medium, bytes: UnsafeBufferPointer<UInt8>?
        for k in 0..<attributes.count {
            guard let attribute = attributes[k], attribute.prefix == nil else { continue }
            if url == nil, Self.equals(attribute.name, address) {
                url = attribute.raw.trimmed
            } else if type == nil, Self.equals(attribute.name, "type") {
                type = attribute.raw.trimmed
            } else if medium == nil, Self.equals(attribute.name, "medium") {
                medium = attribute.raw.trimmed
            } else if bytes == nil, Self.equals(attribute.name, size) {
                bytes = attribute.raw.trimmed
            }
        }
        guard let url, url.count > 0 else { return }
        add(url, Mapping.Meaning(field: .attachment, rank: 0))
        if let type { add(type, Mapping.Meaning(field: .attachmentType, rank: 0)) }
        if medium?.equals("image") == true { add(url, Mapping.Meaning(field: .image, rank: 3)) }
        if let bytes { add(bytes, Mapping.Meaning(field: .attachmentSize, rank: 0)) }
    }

    // MARK: Attributes

    @inline(__always)
    static func equals(_ name: UnsafePointer<xmlChar>, _ text: StaticString) -> Bool {
        for k in 0..<text.utf8CodeUnitCount where name[k] != text.utf8Start[k] { return false }
        return name[text.utf8CodeUnitCount] == 0
    }

    /// Of the attribute without a prefix. As libxml2 leaves it: `add` resolves the ampersands.
    func value(_ name: StaticString, _ attributes: XMLAttributes) -> UnsafeBufferPointer<UInt8>? {
        for k in 0..<attributes.count {
            if let attribute = attributes[k], attribute.prefix == nil, Self.equals(attribute.name, name) { return attribute.raw }
        }
        return nil
    }

    /// xml:base and xml:lang, which hold for all that is within.
    mutating func noteXMLAttributes(_ attributes: XMLAttributes) {
        for k in 0..<attributes.count {
            guard let attribute = attributes[k], let prefix = attribute.prefix, Self.equals(prefix, "xml") else { continue }
            let text = String(decoding: attribute.raw.trimmed, as: UTF8.self)
            if Self.equals(attribute.name, "base") {
                let reference = text.replacing("&#38;", with: "&")
                let outer = baseStack.last?.base
                let base = outer.map { Address.resolved(reference, base: $0) } ?? Address.absolute(reference, base: nil)
                if let base { baseStack.append((depth, base)) }
            } else if Self.equals(attribute.name, "lang"), let language = Self.language(text) {
                languageStack.append((depth, language))
                if !itemIsOpen, scopes.count <= 1, draft.language.value == nil { draft.language.offer(language, rank: 9) }
            }
        }
    }

    /// Nil unless it has the form of a BCP 47 tag.
    static func language(_ text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        let isTag = parts.allSatisfy { (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isLetterOrDigit) }
        guard isTag, let first = parts.first, first.utf8.count >= 2, first.utf8.allSatisfy({ $0 > 57 }) else { return nil }
        return parts.joined(separator: "-")
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...122).contains(byte | 0x20) }
}
