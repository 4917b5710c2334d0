/// How one family of formats names what an `Item` and a `Feed` have: the wire shape as a table. The reader walks it, so that
/// a new format is a new table.
struct Mapping: Sendable {
    /// What an element means where its parent is this.
    enum Scope: Int, Sendable, CaseIterable {
        /// The document's own element, where it is not the feed.
        case root
        case feed
        case item
        case person
        /// `media:group` and `media:content`.
        case media
        /// A category that holds more of them.
        case category
        /// Atom's `source`.
        case source
        /// Elements whose content means nothing here.
        case ignored

        /// A CDF channel within the channel.
        case section
        // NITF
        case nitf, nitfHead, tobject, docdata, keyList, identified, nitfBody, hedline, nitfMedia
        // NewsML 1.2
        case newsEnvelope, newsIdentification, newsIdentifier, newsManagement, statusChange, newsComponent, newsLines, descriptive
        case newsSubject, newsPlace, contentItem, characteristics, encoding
        // NewsML-G2
        case newsMessage, itemMeta, contentMeta, subject, located, contentSet, groupSet, itemReference
    }

    /// Namespaces by what they are, not by how their address is spelled.
    enum Namespace: Int, Sendable {
        case other
        /// Of the format itself.
        case home
        case atom, dc, dcterms, content, media, itunes, feedburner, rdf, xhtml
        /// Of the agencies' formats, which stand within each other.
        case iptc

        static let count = iptc.rawValue + 1
    }

    enum Field: UInt8, Sendable {
        case none
        // Elements that hold others.
        case feed, item, person, media
        // Their text is the value.
        case title, summary, content, id, guid, url, published, modified, language, category, keywords, author
        case personName, personAddress, personMail
        // Their attributes are.
        case link, enclosure, mediaContent, thumbnail, picture, categoryAttribute
        // Written by the reader for what it found in attributes; in no table.
        case attachment, attachmentType, attachmentSize, image
        /// Text in an element that means nothing here: what an item is known by that has nothing else.
        case other

        // Of the agencies' formats; what each means is in `FeedBuilder+Agency`.
        /// Has a scope of its own, which the rank names.
        case within
        /// Only its attributes count.
        case attributes
        case markupContent, markupSummary, dateline, byline, slug, urgency, version, status, futureStatus, embargo, release,
            subject
        case meta, property, component, contentItem, dataContent, role, mediaType, revision
        case description, inlineXML, inlineData, remoteContent, subjectName, sameAs, itemClass, entry
        case section, sectionTitle
    }

    /// Which of several fields for one thing counts: the lowest rank that is not empty, then the first.
    struct Rule: Sendable {
        let scope: Scope
        let namespace: Namespace
        let name: String
        let field: Field
        let rank: UInt8

        init(_ scope: Scope, _ namespace: Namespace, _ name: String, _ field: Field, _ rank: UInt8 = 0) {
            self.scope = scope
            self.namespace = namespace
            self.name = name
            self.field = field
            self.rank = rank
        }

        /// An element of the format's own that holds others.
        init(_ scope: Scope, _ name: String, within inner: Scope) {
            self.init(scope, .home, name, .within, UInt8(inner.rawValue))
        }
    }

    /// What an attribute without a prefix means, at an element of the format's own that has a rule, too.
    struct AttributeRule: Sendable {
        let scope: Scope
        let element: String
        let attribute: StaticString
        let field: Field
        let rank: UInt8

        init(_ scope: Scope, _ element: String, _ attribute: StaticString, _ field: Field, _ rank: UInt8 = 0) {
            self.scope = scope
            self.element = element
            self.attribute = attribute
            self.field = field
            self.rank = rank
        }
    }

    struct Meaning {
        let field: Field
        let rank: UInt8
    }

    /// What each element means, by scope, namespace and name: all that has to be known of most elements. Plain memory that is
    /// never freed, since every mapping is a constant of the program: an array would cost its reference counts at each element.
    struct Elements: @unchecked Sendable {
        private let table: UnsafePointer<UInt16>
        private let names: Int
        /// `item` or `entry`: wherever it stands, it is one.
        let itemNumber: Int
        /// How the guard counts its items.
        let itemTag: ItemTag
        /// Whether text says by itself if it is markup (Atom's `type`), or has to be looked at.
        let isTyped: Bool

        fileprivate init(_ rules: [Rule], itemNumber: Int, itemTag: ItemTag, isTyped: Bool) {
            names = Vocabulary.names.count + 1
            let count = Scope.allCases.count * Namespace.count * names
            let table = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
            table.initialize(repeating: 0, count: count)
            self.table = UnsafePointer(table)
            self.itemNumber = itemNumber
            self.itemTag = itemTag
            self.isTyped = isTyped
            for rule in rules {
                guard let number = Vocabulary.number(of: rule.name) else { continue }
                table[index(rule.scope, rule.namespace, number)] = UInt16(rule.field.rawValue) << 8 | UInt16(rule.rank)
            }
        }

        /// `number`: from 0 to the vocabulary's last.
        @inline(__always)
        func meaning(_ scope: Scope, _ namespace: Namespace, _ number: Int) -> Meaning {
            let entry = table[index(scope, namespace, number)]
            return Meaning(field: Field(rawValue: UInt8(entry >> 8)) ?? .none, rank: UInt8(entry & 0xFF))
        }

        @inline(__always)
        private func index(_ scope: Scope, _ namespace: Namespace, _ number: Int) -> Int {
            (scope.rawValue * Namespace.count + namespace.rawValue) * names + number
        }
    }

    let elements: Elements
    /// By scope and element, in the order of the rules.
    private let attributes: [Place: [AttributeRule]]

    private struct Place: Hashable {
        let scope: Scope
        let number: Int
    }

    init(item: String, isTyped: Bool, rules: [Rule], tag: ItemTag, attributes: [AttributeRule] = []) {
        elements = Elements(
            rules, itemNumber: Vocabulary.number(of: item) ?? NameTable.unknown, itemTag: tag, isTyped: isTyped)
        self.attributes = Dictionary(grouping: attributes) {
            Place(scope: $0.scope, number: Vocabulary.number(of: $0.element) ?? NameTable.unknown)
        }
    }

    func attributes(_ scope: Scope, _ number: Int) -> [AttributeRule] { attributes[Place(scope: scope, number: number)] ?? [] }
}

/// Every name that a table knows, with a number from 1.
enum Vocabulary {
    static let names: [String] = {
        var seen: Set<String> = []
        return (feedNames + agencyNames).filter { seen.insert($0).inserted }
    }()

    /// Those that every file's table of names begins with; the agencies' are only learned where their formats are met.
    static let feedCount = Set(feedNames).count

    private static let feedNames = (RSSMapping.rules + AtomMapping.rules).map(\.name) + ["item", "entry"]

    private static let agencyNames =
        (NITFMapping.rules + NewsMLMapping.rules + NewsMLG2Mapping.rules + CDFMapping.rules).map(\.name)
        + ["nitf", "NewsItem", "newsItem"] + AgencyMarkup.names

    private static let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 + 1) })

    private static let foldedNumbers = Dictionary(
        names.enumerated().map { ($1.lowercased(), $0 + 1) }, uniquingKeysWith: { first, _ in first })

    static let longestName = names.map(\.utf8.count).max() ?? 0

    static func number(of name: String) -> Int? { numbers[name] }

    /// Of a name in whatever letters; the first of two that differ in nothing else.
    static func number(ofFolded name: UnsafeBufferPointer<UInt8>) -> Int? {
        foldedNumbers[String(decoding: name.lazy.map(\.asciiLowered), as: UTF8.self)]
    }
}

/// What other vocabularies add to an item, whatever the format around it.
enum CommonMapping {
    static let item: [Mapping.Rule] =
        dublinCore(.dc) + dublinCore(.dcterms) + media(.item) + media(.media) + [
            .init(.item, .content, "encoded", .content, 0),
            .init(.item, .itunes, "title", .title, 4),
            .init(.item, .itunes, "summary", .summary, 2),
            .init(.item, .itunes, "subtitle", .summary, 3),
            .init(.item, .itunes, "author", .author, 2),
            .init(.item, .itunes, "keywords", .keywords),
            .init(.item, .itunes, "category", .categoryAttribute),
            .init(.category, .itunes, "category", .categoryAttribute),
            .init(.item, .itunes, "image", .picture, 1),
            // The address behind FeedBurner's own, which counted clicks and is gone.
            .init(.item, .feedburner, "origLink", .url, 0),
            .init(.item, .xhtml, "body", .content, 2),
            .init(.item, .xhtml, "div", .content, 3),
        ]

    private static func dublinCore(_ namespace: Mapping.Namespace) -> [Mapping.Rule] {
        [
            .init(.item, namespace, "title", .title, 2),
            .init(.item, namespace, "description", .summary, 1),
            .init(.item, namespace, "abstract", .summary, 2),
            .init(.item, namespace, "creator", .author, 0),
            .init(.item, namespace, "author", .author, 1),
            .init(.item, namespace, "date", .published, 2),
            .init(.item, namespace, "issued", .published, 2),
            .init(.item, namespace, "created", .published, 3),
            .init(.item, namespace, "modified", .modified, 1),
            .init(.item, namespace, "subject", .category),
            .init(.item, namespace, "language", .language, 1),
        ]
    }

    /// Media RSS: titles and descriptions are those of a picture as often as of the item, so they come last.
    private static func media(_ scope: Mapping.Scope) -> [Mapping.Rule] {
        [
            .init(scope, .media, "group", .media),
            .init(scope, .media, "content", .mediaContent),
            .init(scope, .media, "thumbnail", .thumbnail, 0),
            .init(scope, .media, "title", .title, scope == .item ? 5 : 6),
            .init(scope, .media, "description", .summary, scope == .item ? 5 : 6),
            .init(scope, .media, "keywords", .keywords),
            .init(scope, .media, "category", .category),
        ] + (scope == .item ? [.init(scope, .media, "credit", .author, 4)] : [])
    }
}
