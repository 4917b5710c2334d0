import CLibXML2
import News

/// Hears libxml2's events and makes a feed of them: gathers an item's elements while it is open, and maps them when some are closed,
/// since parsing and mapping in turn push each other's code out of the processor's cache: 17 million misses in 500 files became 7.
///
/// A struct that the stream keeps in memory of its own: the callbacks come by the million, and reaching a class through a
/// C pointer costs reference counts and exclusivity checks each time, a sixth of the whole reading as measured.
struct FeedBuilder {
    let limits: ReadingLimits
    var names = NameTable(.feeds)
    /// Set and taken back by the stream that owns it; only asked where it is.
    var context: xmlParserCtxtPtr?
    var sources = SourceMap()
    var places: PlaceIndex
    /// What is wrong with the whole file, found in a callback.
    private(set) var failure: FeedError?
    /// Set before the guard closes what the file's end left open.
    var isTruncated = false
    /// Starts of items, counted as they come.
    private(set) var seen = 0
    /// Starts of elements that are called as items are, but belong to another vocabulary or to an item's text.
    private(set) var namesakes = 0
    var draft = FeedDraft()
    var repairs: [Repair] = []
    var itemRepairs: [Repair] = []

    // Where in the document.
    private(set) var mapping: Mapping?
    /// The mapping's own: asked at each element.
    private var elements: Mapping.Elements?
    var namespaces = NamespaceTable()
    var depth = 0
    var scopes: [(scope: Mapping.Scope, depth: Int)] = []
    var baseStack: [(depth: Int, base: String)] = []
    var languageStack: [(depth: Int, language: String)] = []
    var itemIsOpen = false
    /// Whether the format is an agency's or CDF.
    var isAgency = false
    var agency = AgencyState()

    // What was gathered of the closed items that wait and of the open one, or of the feed between items.
    var arena = TextArena()
    var slices = SliceList()
    var bases: [String] = []
    var closed: [ClosedItem] = []
    /// Where in the arena and among the slices the open item begins.
    var arenaStart = 0
    var firstSlice = 0
    /// The slices of what is being mapped.
    var mapped = 0..<0
    var itemLanguage: String?
    /// Whether a piece of text that means nothing here was kept, for want of any other.
    var hasOther = false
    var hasher = TextHasher()
    var addresses = RecentAddresses()

    // The element whose text is being taken.
    var isCapturing = false
    var isWritingMarkup = false
    /// It is in base64.
    var isPacked = false
    var capture = Slice(field: .none, rank: 0, kind: .plain, offset: 0, lower: 0, upper: 0, base: -1)
    var captureDepth = 0
    var captureEnd = 0
    var isCut = false

    static let maxSlices = 8192
    /// So many closed items wait for each other, or so much text.
    private static let mostClosed = 32
    private static let mostClosedBytes = 64 << 10
    private static let maxComplaints = 20
    private var complaints = 0

    /// `text`: of the file; it has to outlive the builder.
    init(_ text: UnsafeBufferPointer<UInt8>, limits: ReadingLimits) {
        places = PlaceIndex(text)
        self.limits = limits
    }

    /// To be called once, at the end.
    func free() {
        arena.free()
        slices.free()
        for outer in agency.outerItems {
            outer.arena.free()
            outer.slices.free()
        }
    }

    /// Where in the file's text the parser is.
    var offset: Int32 {
        mutating get {
            // As xmlByteConsumed has it where libxml2 decodes nothing: it is given UTF-8 without a declaration.
            guard let input = context?.pointee.input, let current = input.pointee.cur, let base = input.pointee.base else {
                return 0
            }
            return Int32(clamping: sources.source(of: Int(input.pointee.consumed) + (current - base)))
        }
    }

    /// Where the parser is.
    var place: TextPlace { mutating get { places.place(of: Int(offset)) } }

    private mutating func fail(_ error: FeedError) {
        failure = failure ?? error
        if let context { xmlStopParser(context) }
    }

    // MARK: Elements

    mutating func start(
        _ local: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?, _ address: UnsafePointer<xmlChar>?,
        _ attributes: XMLAttributes
    ) {
        depth += 1
        if isCapturing {
            if names.number(of: local) == elements?.itemNumber { namesakes += 1 }
            return nestedStart(local, attributes)
        }
        guard let elements else { return root(local, prefix, address, attributes) }
        let number = names.number(of: local)
        if number == NameTable.unknown { return }
        let namespace = namespaces.namespace(address, prefix: prefix)
        if number == elements.itemNumber {
            // With a prefix that was never declared it is meant all the same, unless it is part of another.
            if namespace == .home || address == nil && !itemIsOpen {
                beginItem(attributes)
                return isAgency ? noteItem(local, number, attributes) : ()
            }
            namesakes += 1
        }
        guard let scope = scopes.last, depth == scope.depth + 1 else { return }
        let meaning = elements.meaning(scope.scope, namespace, number)
        if meaning.field == .none { return }
        if attributes.count > 0 {
            noteXMLAttributes(attributes)
            if isAgency { addAttributes(scope.scope, number, attributes) }
        }
        let isTyped = namespace == .atom || elements.isTyped && namespace == .home
        begin(meaning, attributes, isTyped: isTyped, isMarkup: namespace == .content || namespace == .xhtml)
        if namespace == .xhtml, isCapturing { isWritingMarkup = true }
    }

    mutating func end(_ local: UnsafePointer<xmlChar>) {
        if isCapturing {
            if depth == captureDepth {
                endCapture()
                if isAgency, agency.interrupted.last?.hasScope == false { resume() }
            } else if isWritingMarkup {
                writeEndTag(local)
            }
        }
        if let scope = scopes.last, depth == scope.depth {
            scopes.removeLast()
            leave(scope.scope)
        }
        while let last = baseStack.last, last.depth >= depth { baseStack.removeLast() }
        while let last = languageStack.last, last.depth >= depth { languageStack.removeLast() }
        depth -= 1
    }

    private mutating func root(
        _ local: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?, _ address: UnsafePointer<xmlChar>?,
        _ attributes: XMLAttributes
    ) {
        let name = UnsafeBufferPointer(start: local, count: Int(xmlStrlen(local)))
        let space = address.map { String(cString: $0) } ?? ""
        namespaces.home = address
        if beginAgency(local, attributes) { return }
        var version = ""
        for k in 0..<attributes.count {
            guard let attribute = attributes[k], attribute.prefix == nil else { continue }
            if String(cString: attribute.name) == "version" { version = String(decoding: attribute.raw.trimmed, as: UTF8.self) }
        }
        version = String(version.prefix(8).filter { $0.isASCII && ($0.isNumber || $0 == ".") })
        noteXMLAttributes(attributes)
        switch String(decoding: name, as: UTF8.self).lowercased() {
        case "rss":
            begin(RSSMapping.mapping, "rss", version, .root)
        case "rdf":
            namespaces.home = nil
            begin(RSSMapping.mapping, "rss", "", .root)
            // Told apart by the namespace of the channel's, which is declared here.
            draft.format = context.map(Self.declaresRSS090) == true ? "rss 0.90" : "rss 1.0"
        case "channel":
            begin(RSSMapping.mapping, "rss", version, .feed)
        case "feed":
            namespaces.isAtom = true
            begin(AtomMapping.mapping, "atom", Self.atomVersion(space, version), .feed)
        case "entry":
            namespaces.isAtom = true
            begin(AtomMapping.mapping, "atom", Self.atomVersion(space, version), nil)
            beginItem(attributes)
        default:
            let (what, advice) =
                switch String(decoding: name.prefix(16), as: UTF8.self).lowercased() {
                case "html": ("a web page, ", ForeignFile.keepingErrorsOut)
                case "opml": ("a list of feeds (OPML), ", "; fetch the feeds that it names, and drop those")
                case "urlset", "sitemapindex": ("a sitemap, ", "; fetch the site's feed instead")
                case "svg": ("an SVG picture, ", "")
                default: ("", "")
                }
            fail(FeedError(.notFeed, line: place.line, column: nil, "\(what)no feed: root element is \(quoted(name))\(advice)"))
        }
    }

    mutating func begin(_ mapping: Mapping, _ family: String, _ version: String, _ scope: Mapping.Scope?) {
        self.mapping = mapping
        elements = mapping.elements
        draft.format = version.isEmpty ? family : "\(family) \(version)"
        if let scope { scopes.append((scope, depth)) }
    }

    private static func atomVersion(_ space: String, _ version: String) -> String {
        space.hasSuffix("/2005/Atom") ? "1.0" : version
    }

    private static func declaresRSS090(_ context: xmlParserCtxtPtr) -> Bool {
        guard let table = context.pointee.nsTab else { return false }
        return (0..<Int(context.pointee.nsNr)).contains { k in
            table[k].map { String(cString: $0).contains("netscape.com/rdf/simple/0.9") } ?? false
        }
    }

    mutating func beginItem(_ attributes: XMLAttributes) {
        let isWithin = itemIsOpen && elements?.itemTag == .newsItem
        if isWithin { suspendItem() } else if itemIsOpen { closeItem() }
        while !isWithin, let last = scopes.last, last.scope != .feed, last.scope != .root, last.scope != .section {
            scopes.removeLast()
        }
        seen += 1
        if seen > limits.maxItems {
            return fail(FeedError(.limit, line: place.line, column: nil, "it has more than \(limits.maxItems) items"))
        }
        if closed.isEmpty, !isWithin { clear() } else { forget() }
        if isAgency { agency.beginItem() }
        itemIsOpen = true
        scopes.append((.item, depth))
        noteXMLAttributes(attributes)
        itemLanguage = languageStack.last?.language
        for k in 0..<attributes.count {
            // RSS 1.0: the item's own name is in its start tag.
            guard let attribute = attributes[k], Self.equals(attribute.name, "about") else { continue }
            add(attribute.raw, Mapping.Meaning(field: .id, rank: 2))
        }
    }

    private mutating func leave(_ scope: Mapping.Scope) {
        switch scope {
        case .item: closeItem()
        case .person where !itemIsOpen:
            mapped = 0..<slices.count
            draft.authors += authors()
            clear()
        case .root, .feed, .person, .media, .category: break
        default: leaveAgency(scope)
        }
    }

    /// What the file's end left open, where even the end tags that were put in for it did not come through, and what waits.
    mutating func closeOpenItems() {
        isTruncated = isTruncated || itemIsOpen
        while itemIsOpen { closeItem() }
        finishClosed()
    }

    private mutating func closeItem() {
        itemIsOpen = false
        // At the file's end, wherever the parser is.
        if isTruncated { repair("truncated", at: .max, "the file ends in the middle of this item") }
        if let refusal = agency.refusal {
            draft.refused.append(Repair(code: "no-news", at: place, message: refusal))
            clear()
            return resumeItem()
        }
        closed.append(
            ClosedItem(slices: firstSlice..<slices.count, language: itemLanguage, repairs: itemRepairs, end: offset))
        if !itemRepairs.isEmpty { itemRepairs.removeAll() }
        // An agency's may hold others, and knows more of itself than its slices.
        if isAgency || closed.count == Self.mostClosed || arena.count > Self.mostClosedBytes { finishClosed() }
        if isAgency { resumeItem() }
    }

    /// All that was gathered: no item waits or is open.
    mutating func clear() {
        arena.reset()
        slices.reset()
        if !bases.isEmpty { bases.removeAll(keepingCapacity: true) }
        forget()
    }

    /// What was gathered for the item before; those that wait keep theirs.
    private mutating func forget() {
        arenaStart = arena.count
        firstSlice = slices.count
        if !itemRepairs.isEmpty { itemRepairs.removeAll(keepingCapacity: true) }
        isCut = false
        hasOther = false
    }

    /// `offset` nil: where the parser is.
    mutating func repair(_ code: String, at offset: Int32? = nil, _ message: String) {
        let place = offset.map { places.place(of: Int($0)) } ?? self.place
        itemRepairs.append(Repair(code: code, at: place, message: message))
    }

    /// What libxml2 complains of, the first of it: the guard has mended what it knows.
    mutating func complaint(_ error: xmlError) {
        complaints += 1
        guard complaints <= Self.maxComplaints, failure == nil else { return }
        let message = error.message.map(Self.words) ?? "code \(error.code)"
        let code = error.domain == Int32(XML_FROM_NAMESPACE.rawValue) ? "bad-namespace" : "bad-xml"
        if repairs.contains(where: { $0.code == code && $0.message == message }) { return }
        repairs.append(Repair(code: code, at: place, message: message))
    }

    /// Its words hold the feed's own.
    private static func words(of message: UnsafeMutablePointer<CChar>) -> String {
        let start = UnsafeRawPointer(message).assumingMemoryBound(to: xmlChar.self)
        return printable(UnsafeBufferPointer(start: start, count: Int(xmlStrlen(start))))
    }
}
