import CLibXML2
import News

/// What the tables cannot say of the agencies' formats and CDF: attributes that are values, components that stand for each
/// other, NITF and HTML within NewsML, items within items.
struct AgencyState {
    /// A capture that an element within it has interrupted.
    struct Interrupted {
        let meaning: Mapping.Meaning
        let kind: Slice.Kind
        let isWritingMarkup: Bool
        let depth: Int
        /// Whether the interrupting element has a scope; else it is a capture itself.
        let hasScope: Bool
    }

    /// A NewsML 1.2 item that waits for the end of one within it.
    struct OuterItem {
        let arena: TextArena
        let slices: SliceList
        let bases: [String]
        let repairs: [Repair]
        let language: String?
        let isCut: Bool
        let components: [Component]
        let place: Int?
    }

    var interrupted: [Interrupted] = []
    var components: [Component] = []
    var outerItems: [OuterItem] = []
    /// Where in the draft the open item belongs; nil for the end.
    var place: Int?
    /// Why the open item is none.
    var refusal: String?
    /// CDF's channels within the channel that are open, by their titles.
    var sections: [(depth: Int, title: String)] = []

    // Of the open element.
    var contentRank: UInt8 = 0
    var inlineCount: UInt8 = 0
    var bodyDepth = 0
    var isText = true
    var subjectIsNamed = false
    /// Of a NewsML 1.2 `ContentItem`.
    var address: Slice?
    var isPicture = false

    mutating func beginItem() {
        interrupted.removeAll(keepingCapacity: true)
        components.removeAll(keepingCapacity: true)
        (contentRank, inlineCount, bodyDepth, isText) = (0, 0, 0, true)
        (refusal, place, address, isPicture) = (nil, nil, nil, false)
    }
}

extension FeedBuilder {
    // MARK: Attributes

    /// At the start tag of an item, which has begun.
    mutating func noteItem(_ local: UnsafePointer<xmlChar>, _ number: Int, _ attributes: XMLAttributes) {
        addAttributes(.item, number, attributes)
        if let section = agency.sections.last(where: { $0.depth < depth }) {
            var title = section.title
            title.withUTF8 { add($0, Mapping.Meaning(field: .category, rank: 0)) }
        }
        guard mapping?.elements.itemTag == .g2Item else { return }
        let name = String(cString: local)
        if NewsMLG2Mapping.noNews.contains(name) { agency.refusal = "\(name) is no news" }
    }

    /// Those of an element that have a meaning. CDF's names count in any case.
    mutating func addAttributes(_ scope: Mapping.Scope, _ number: Int, _ attributes: XMLAttributes) {
        guard let mapping else { return }
        for rule in mapping.attributes(scope, number) {
            let found =
                mapping.elements.itemTag == .anyCaseItem ? anyCase(rule.attribute, attributes) : value(rule.attribute, attributes)
            guard let found = found?.trimmed, found.count > 0 else { continue }
            // A type without the address that it is the type of would go to the attachment before.
            if rule.field == .attachmentType, scope == .contentItem, agency.address == nil { continue }
            add(found, Mapping.Meaning(field: rule.field, rank: rule.rank))
            if rule.field == .attachment, scope == .newsComponent { agency.address = slices.last }
        }
    }

    func anyCase(_ name: StaticString, _ attributes: XMLAttributes) -> UnsafeBufferPointer<UInt8>? {
        for k in 0..<attributes.count {
            guard let attribute = attributes[k], attribute.prefix == nil else { continue }
            let given = UnsafeBufferPointer(start: attribute.name, count: Int(xmlStrlen(attribute.name)))
            if given.count == name.utf8CodeUnitCount, given.indices.allSatisfy({ given[$0] | 0x20 == name.utf8Start[$0] }) {
                return attribute.raw
            }
        }
        return nil
    }

    private func text(_ name: StaticString, _ attributes: XMLAttributes) -> String {
        value(name, attributes).map { String(decoding: $0.trimmed.prefix(64), as: UTF8.self).lowercased() } ?? ""
    }

    // MARK: Elements

    mutating func beginAgency(_ meaning: Mapping.Meaning, _ attributes: XMLAttributes) {
        switch meaning.field {
        case .within:
            guard let scope = Mapping.Scope(rawValue: Int(meaning.rank)) else { return }
            if scope == .subject { agency.subjectIsNamed = false }
            scopes.append((scope, depth))
        case .section:
            agency.sections.removeAll { $0.depth >= depth }
            scopes.append((.section, depth))
        case .markupContent: beginMarkup(Mapping.Meaning(field: .content, rank: meaning.rank &+ agency.contentRank))
        case .markupSummary: beginMarkup(Mapping.Meaning(field: .summary, rank: meaning.rank))
        case .inlineXML, .inlineData: beginInline(meaning, attributes)
        case .dataContent:
            let rank = meaning.rank + (agency.isPicture ? AgencyMarkup.caption : 0)
            beginCapture(Mapping.Meaning(field: .content, rank: rank), .unknown)
        case .entry:
            beginMarkup(Mapping.Meaning(field: .content, rank: meaning.rank))
            if isCapturing { arena.append("<li>") }
        case .meta: meta(attributes)
        case .property: property(attributes)
        case .component: beginComponent(attributes)
        case .role:
            let role = text("FormalName", attributes)
            if let last = agency.components.indices.last { agency.components[last].role = Component.Role(role) }
        case .contentItem:
            scopes.append((.contentItem, depth))
            if value("Href", attributes) == nil { agency.address = nil }
            (agency.isPicture, agency.contentRank) = (false, AgencyMarkup.text)
            if let last = agency.components.indices.last { agency.components[last].begins(at: slices.count) }
        case .mediaType: agency.isPicture = !["text", ""].contains(text("FormalName", attributes))
        case .attachmentSize: if agency.address != nil { beginCapture(meaning, .plain) }
        case .itemClass: agency.isText = text("qcode", attributes).hasSuffix("text") || text("uri", attributes).hasSuffix("text")
        case .description: description(attributes)
        case .subjectName:
            if agency.subjectIsNamed || text("role", attributes).hasSuffix("mnemonic") { return }
            agency.subjectIsNamed = true
            beginCapture(Mapping.Meaning(field: .category, rank: 0), .unknown)
        case .sameAs:
            // IPTC's own codes for what an agency has its own code for.
            let code = text("qcode", attributes)
            guard code.hasPrefix("subj:") || code.hasPrefix("medtop:"), let raw = value("qcode", attributes) else { return }
            add(raw, Mapping.Meaning(field: .subject, rank: 0))
        case .remoteContent: remoteContent(attributes)
        case .attributes: break
        default: beginCapture(meaning, .unknown)
        }
    }

    private mutating func beginMarkup(_ meaning: Mapping.Meaning) {
        beginCapture(meaning, .markup)
        isWritingMarkup = isCapturing
    }

    /// The content set of NewsML-G2 holds one content in several forms: the first that has text counts.
    private mutating func beginInline(_ meaning: Mapping.Meaning, _ attributes: XMLAttributes) {
        agency.contentRank = 10 * agency.inlineCount
        agency.inlineCount = min(agency.inlineCount + 1, 20)
        if meaning.field == .inlineXML {
            beginMarkup(Mapping.Meaning(field: .content, rank: agency.contentRank))
        } else if value("encoding", attributes) == nil {
            beginCapture(Mapping.Meaning(field: .content, rank: agency.contentRank), .unknown)
        }
    }

    /// The names that agencies share, ANPA 1312's among them.
    private mutating func meta(_ attributes: XMLAttributes) {
        guard let content = value("content", attributes)?.trimmed, content.count > 0 else { return }
        switch text("name", attributes) {
        case "slug", "slugline", "anpa-keyword": add(content, Mapping.Meaning(field: .slug, rank: 1))
        case "keyword", "keywords": add(content, Mapping.Meaning(field: .keywords, rank: 0))
        case "language", "lang", "dc.language", "content-language": add(content, Mapping.Meaning(field: .language, rank: 1))
        default: break
        }
    }

    /// NewsML 1.2: keywords, and the names of places; their codes say nothing to a reader.
    private mutating func property(_ attributes: XMLAttributes) {
        guard let value = value("Value", attributes)?.trimmed, value.count > 0 else { return }
        let name = text("FormalName", attributes)
        let isPlace = ["city", "countryarea", "country", "countryname"].contains(name)
        let isCode = value.count <= 3 && value.allSatisfy { (65...90).contains($0) }
        if name == "keyword" || isPlace && !isCode { add(value, Mapping.Meaning(field: .category, rank: 0)) }
    }

    /// A caption is what there is to read of a picture; in a text it repeats what is said elsewhere.
    private mutating func description(_ attributes: XMLAttributes) {
        if text("role", attributes).hasSuffix("caption") {
            if !agency.isText { beginCapture(Mapping.Meaning(field: .summary, rank: 2), .unknown) }
        } else {
            beginCapture(Mapping.Meaning(field: .summary, rank: 0), .unknown)
        }
    }

    private mutating func remoteContent(_ attributes: XMLAttributes) {
        guard let address = (value("href", attributes) ?? value("residref", attributes))?.trimmed, address.count > 0 else {
            return
        }
        add(address, Mapping.Meaning(field: .attachment, rank: 0))
        guard let type = value("contenttype", attributes)?.trimmed else { return }
        add(type, Mapping.Meaning(field: .attachmentType, rank: 0))
        if let size = value("size", attributes)?.trimmed { add(size, Mapping.Meaning(field: .attachmentSize, rank: 0)) }
        let isThumbnail = text("rendition", attributes).hasSuffix("thumbnail")
        if text("contenttype", attributes).hasPrefix("image/") {
            add(address, Mapping.Meaning(field: .image, rank: isThumbnail ? 2 : 1))
        }
    }

    /// Only the first of a channel, and only a short one: every item within gets a copy of it.
    mutating func noteSection(_ title: String) {
        let isFirst = agency.sections.last.map { $0.depth < depth - 1 } ?? true
        if isFirst, title.utf8.count <= 128 { agency.sections.append((depth - 1, title)) }
    }

    mutating func leaveAgency(_ scope: Mapping.Scope) {
        switch scope {
        case .nitfMedia, .ignored: if agency.interrupted.last?.hasScope == true { resume() }
        case .newsComponent: closeComponent()
        case .contentItem:
            if let last = agency.components.indices.last {
                agency.components[last].hasPicture = agency.components[last].hasPicture || agency.isPicture
                agency.components[last].hasText = agency.components[last].hasText || !agency.isPicture
            }
            agency.address = nil
        default: break
        }
    }

    // MARK: Markup within a text

    /// True when the element has been dealt with; else its markup is to be written as that of any feed.
    mutating func nestedAgencyStart(_ local: UnsafePointer<xmlChar>, _ attributes: XMLAttributes) -> Bool {
        let treatment = AgencyMarkup.treatment(of: names.number(of: local))
        switch capture.field {
        case .byline:
            if treatment == .hidden { interrupt(within: .ignored) }
            if treatment == .person { interrupt(by: Mapping.Meaning(field: .byline, rank: 0)) }
            return true
        case .dateline, .category:
            arena.append(" ")
            return true
        case .title, .summary: return false
        case .content: break
        default: return true
        }
        switch treatment {
        case .hidden: interrupt(within: .ignored)
        case .edge where depth == agency.bodyDepth + 1: interrupt(within: .ignored)
        case .note where text("type", attributes) == "npa": interrupt(within: .ignored)
        case .media: interrupt(within: .nitfMedia)
        case .document where arenaIsBlank:
            arena.cut(to: Int(capture.lower))
            isCapturing = false
            scopes.append((.nitf, depth))
        default:
            if treatment == .body { agency.bodyDepth = depth }
            capture.kind = .markup
            isWritingMarkup = true
            writeAgencyTag(local, isEnd: false)
        }
        return true
    }

    private var arenaIsBlank: Bool {
        (Int(capture.lower)..<arena.count).allSatisfy { isSpace(arena.start[$0]) }
    }

    /// In HTML's names, without attributes.
    mutating func writeAgencyTag(_ local: UnsafePointer<xmlChar>, isEnd: Bool) {
        guard arena.count < captureEnd else { return }
        let number = names.number(of: local)
        // HTML takes `</br>` for another break.
        if isEnd, AgencyMarkup.treatment(of: number) == .lineBreak { return }
        arena.append(isEnd ? "</" : "<")
        if let name = AgencyMarkup.html(number) {
            arena.append(name)
        } else {
            arena.append(local, Int(xmlStrlen(local)))
        }
        arena.append(">")
    }

    private mutating func interrupt(within scope: Mapping.Scope) {
        holdCapture(hasScope: true)
        scopes.append((scope, depth))
    }

    private mutating func interrupt(by meaning: Mapping.Meaning) {
        // Names stand before what is around them, `By` and `and`.
        capture.rank = 1
        holdCapture(hasScope: false)
        beginCapture(meaning, .unknown)
        if !isCapturing { agency.interrupted.removeLast() }
    }

    private mutating func holdCapture(hasScope: Bool) {
        agency.interrupted.append(
            AgencyState.Interrupted(
                meaning: Mapping.Meaning(field: capture.field, rank: capture.rank), kind: capture.kind,
                isWritingMarkup: isWritingMarkup, depth: captureDepth, hasScope: hasScope))
        endCapture()
    }

    /// Goes on with the capture that was interrupted: as a slice of its own, which is joined when the item closes.
    mutating func resume() {
        guard let held = agency.interrupted.popLast() else { return }
        beginCapture(held.meaning, held.kind)
        guard isCapturing else { return }
        captureDepth = held.depth
        isWritingMarkup = held.isWritingMarkup
    }

    // MARK: Items within items

    /// NewsML 1.2 has news items within the components of others; the outer one goes on behind them.
    mutating func suspendItem() {
        agency.outerItems.append(
            AgencyState.OuterItem(
                arena: arena, slices: slices, bases: bases, repairs: itemRepairs, language: itemLanguage, isCut: isCut,
                components: agency.components, place: agency.place ?? draft.items.count))
        arena = TextArena()
        slices = SliceList()
        bases.removeAll()
    }

    mutating func resumeItem() {
        guard let outer = agency.outerItems.popLast() else { return }
        arena.free()
        slices.free()
        arena = outer.arena
        (slices, bases, itemRepairs, itemLanguage) = (outer.slices, outer.bases, outer.repairs, outer.language)
        (isCut, itemIsOpen) = (outer.isCut, true)
        (arenaStart, firstSlice) = (0, 0)
        agency.beginItem()
        agency.components = outer.components
        agency.place = outer.place
    }
}
