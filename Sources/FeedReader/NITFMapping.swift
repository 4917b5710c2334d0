/// NITF 2.x and 3.x: iptc.org/std/NITF/3.6/specification. The document is the item. Stands within NewsML of both kinds, too.
enum NITFMapping {
    static let mapping = Mapping(item: "nitf", isTyped: false, rules: rules, tag: .nitf, attributes: attributes)

    static let rules = root(.item) + inner

    /// The document's own children, where `scope` is that of the document.
    static func root(_ scope: Mapping.Scope) -> [Mapping.Rule] {
        [.init(scope, "head", within: .nitfHead), .init(scope, "body", within: .nitfBody)]
    }

    static let inner: [Mapping.Rule] = [
        .init(.nitfHead, .home, "title", .title, 3),
        .init(.nitfHead, .home, "meta", .meta),
        .init(.nitfHead, .home, "pubdata", .attributes),
        .init(.nitfHead, "tobject", within: .tobject),
        .init(.nitfHead, "docdata", within: .docdata),
        .init(.tobject, .home, "tobject.subject", .attributes),

        .init(.docdata, .home, "doc-id", .attributes),
        .init(.docdata, .home, "urgency", .attributes),
        .init(.docdata, .home, "date.issue", .attributes),
        .init(.docdata, .home, "date.release", .attributes),
        .init(.docdata, .home, "du-key", .attributes),
        .init(.docdata, "key-list", within: .keyList),
        .init(.docdata, "identified-content", within: .identified),
        .init(.keyList, .home, "keyword", .attributes),
        .init(.identified, .home, "classifier", .category),
        .init(.identified, .home, "person", .category),
        .init(.identified, .home, "org", .category),
        .init(.identified, .home, "location", .category),
        .init(.identified, .home, "event", .category),
        .init(.identified, .home, "object.title", .category),

        .init(.nitfBody, "body.head", within: .nitfBody),
        .init(.nitfBody, "body.end", within: .nitfBody),
        .init(.nitfBody, "hedline", within: .hedline),
        .init(.nitfBody, .home, "byline", .byline, 0),
        .init(.nitfBody, .home, "dateline", .dateline, 0),
        .init(.nitfBody, .home, "abstract", .markupSummary, 0),
        .init(.nitfBody, .home, "body.content", .markupContent, 0),
        .init(.nitfBody, .home, "tagline", .markupContent, 0),
        // Not by the specification: text without `body.content`.
        .init(.nitfBody, .home, "p", .markupContent, 1),
        .init(.hedline, .home, "hl1", .title, 0),
        .init(.hedline, .home, "hl2", .summary, AgencyMarkup.subHeadline),
        .init(.nitfMedia, .home, "media-reference", .attributes),
        .init(.nitfMedia, .home, "media-caption", .markupContent, AgencyMarkup.caption),
    ]

    static let attributes: [Mapping.AttributeRule] = [
        .init(.item, "nitf", "baselang", .language, 2),
        .init(.nitfHead, "docdata", "management-status", .status),
        .init(.nitfHead, "pubdata", "date.publication", .published, 2),
        .init(.nitfHead, "pubdata", "ex-ref", .url, 1),
        .init(.tobject, "tobject.subject", "tobject.subject.refnum", .subject),
        .init(.tobject, "tobject.subject", "tobject.subject.type", .category),
        .init(.tobject, "tobject.subject", "tobject.subject.matter", .category),
        .init(.tobject, "tobject.subject", "tobject.subject.detail", .category),
        .init(.docdata, "doc-id", "id-string", .id, 0),
        .init(.docdata, "urgency", "ed-urg", .urgency),
        .init(.docdata, "date.issue", "norm", .published, 0),
        .init(.docdata, "date.release", "norm", .release),
        .init(.docdata, "du-key", "key", .slug, 0),
        .init(.docdata, "du-key", "version", .version, 0),
        .init(.keyList, "keyword", "key", .category),
        .init(.identified, "classifier", "value", .category),
        .init(.nitfMedia, "media-reference", "source", .attachment),
        .init(.nitfMedia, "media-reference", "mime-type", .attachmentType),
    ]
}
