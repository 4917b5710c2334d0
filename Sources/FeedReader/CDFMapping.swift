/// CDF, Microsoft's Channel Definition Format (w3.org/TR/NOTE-CDFsubmit). Its names count in any case; here they are lower-case.
enum CDFMapping {
    static let mapping = Mapping(item: "item", isTyped: false, rules: rules, tag: .anyCaseItem, attributes: attributes)

    static let rules: [Mapping.Rule] = [
        .init(.feed, .home, "title", .title, 0),
        .init(.feed, .home, "abstract", .summary, 0),
        .init(.feed, .home, "channel", .section),
        .init(.feed, .home, "a", .attributes),
        .init(.section, .home, "title", .sectionTitle),
        .init(.section, .home, "channel", .section),
        .init(.item, .home, "title", .title, 0),
        .init(.item, .home, "abstract", .summary, 0),
        .init(.item, .home, "a", .attributes),
        .init(.item, .home, "logo", .attributes),
    ]

    static let attributes: [Mapping.AttributeRule] = [
        .init(.root, "channel", "href", .url, 0),
        .init(.root, "channel", "lastmod", .modified),
        .init(.feed, "a", "href", .url, 1),
        .init(.item, "item", "href", .url, 0),
        .init(.item, "item", "lastmod", .modified, 0),
        .init(.item, "a", "href", .url, 1),
        .init(.item, "logo", "href", .image, 1),
    ]
}
