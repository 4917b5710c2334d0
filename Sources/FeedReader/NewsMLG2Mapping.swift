/// NewsML-G2: iptc.org/std/NewsML-G2. A news item or a package is an item; concepts, knowledge, plans and catalogues are none.
enum NewsMLG2Mapping {
    static let mapping = Mapping(item: "newsItem", isTyped: false, rules: rules, tag: .g2Item, attributes: attributes)

    /// Counted as items, like `newsItem` itself.
    static let otherItems = ["packageItem"] + noNews

    /// What to refuse.
    static let noNews = ["conceptItem", "knowledgeItem", "planningItem", "catalogItem"]

    static let rules: [Mapping.Rule] =
        [
            .init(.root, "header", within: .newsMessage),
            .init(.newsMessage, .home, "sent", .modified),

            .init(.item, "itemMeta", within: .itemMeta),
            .init(.item, "contentMeta", within: .contentMeta),
            .init(.item, "contentSet", within: .contentSet),
            .init(.item, "groupSet", within: .groupSet),

            .init(.itemMeta, .home, "itemClass", .itemClass),
            .init(.itemMeta, .home, "versionCreated", .modified, 0),
            .init(.itemMeta, .home, "firstCreated", .published, 0),
            .init(.itemMeta, .home, "embargoed", .embargo),
            .init(.itemMeta, .home, "pubStatus", .attributes),
            .init(.itemMeta, .home, "title", .title, 2),

            .init(.contentMeta, .home, "contentCreated", .published, 1),
            .init(.contentMeta, .home, "contentModified", .modified, 1),
            .init(.contentMeta, .home, "urgency", .urgency),
            .init(.contentMeta, .home, "headline", .title, 0),
            .init(.contentMeta, .home, "slugline", .slug, 0),
            .init(.contentMeta, .home, "dateline", .dateline, 0),
            .init(.contentMeta, "located", within: .located),
            .init(.located, .home, "name", .dateline, 1),
            .init(.contentMeta, .home, "by", .byline, 0),
            .init(.contentMeta, .home, "description", .description),
            .init(.contentMeta, .home, "language", .attributes),
            .init(.contentMeta, .home, "keyword", .category),
            .init(.contentMeta, "subject", within: .subject),
            .init(.subject, .home, "name", .subjectName),
            .init(.subject, .home, "sameAs", .sameAs),

            .init(.contentSet, .home, "inlineXML", .inlineXML, 0),
            .init(.contentSet, .home, "inlineData", .inlineData, 0),
            .init(.contentSet, .home, "remoteContent", .remoteContent),

            .init(.groupSet, "group", within: .groupSet),
            .init(.groupSet, "itemRef", within: .itemReference),
            .init(.itemReference, .home, "headline", .entry),
            .init(.itemReference, .home, "title", .entry),
        ] + NITFMapping.root(.nitf) + NITFMapping.inner

    static let attributes: [Mapping.AttributeRule] =
        [
            .init(.item, "newsItem", "guid", .id, 0),
            .init(.item, "newsItem", "version", .version, 0),
            .init(.itemMeta, "pubStatus", "qcode", .status),
            .init(.itemMeta, "pubStatus", "uri", .status),
            .init(.contentMeta, "language", "tag", .language, 0),
            .init(.contentMeta, "subject", "qcode", .subject),
            .init(.contentMeta, "subject", "uri", .subject),
        ] + NITFMapping.attributes
}
