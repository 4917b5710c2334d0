/// RSS 0.90 to 2.0 and RSS 1.0: rssboard.org/rss-specification, web.resource.org/rss/1.0/spec.
enum RSSMapping {
    static let mapping = Mapping(item: "item", isTyped: false, rules: rules, tag: .item)

    static let rules: [Mapping.Rule] =
        [
            .init(.root, .home, "channel", .feed),

            .init(.feed, .home, "title", .title, 0),
            .init(.feed, .dc, "title", .title, 1),
            .init(.feed, .home, "link", .link, 0),
            .init(.feed, .atom, "link", .link, 1),
            .init(.feed, .home, "description", .summary, 0),
            .init(.feed, .dc, "description", .summary, 1),
            .init(.feed, .itunes, "summary", .summary, 2),
            .init(.feed, .itunes, "subtitle", .summary, 3),
            .init(.feed, .home, "language", .language, 0),
            .init(.feed, .dc, "language", .language, 1),
            .init(.feed, .home, "lastBuildDate", .modified, 0),
            .init(.feed, .atom, "updated", .modified, 1),
            .init(.feed, .home, "pubDate", .modified, 2),
            .init(.feed, .dc, "date", .modified, 3),

            .init(.item, .home, "title", .title, 0),
            .init(.item, .home, "link", .link, 1),
            .init(.item, .home, "description", .summary, 0),
            .init(.item, .home, "guid", .guid, 0),
            .init(.item, .home, "pubDate", .published, 0),
            .init(.item, .home, "published", .published, 1),
            .init(.item, .home, "updated", .modified, 2),
            .init(.item, .home, "author", .author, 1),
            .init(.item, .home, "category", .category),
            .init(.item, .home, "tags", .keywords),
            .init(.item, .home, "enclosure", .enclosure),
            .init(.item, .home, "image", .picture, 2),
            .init(.item, .home, "language", .language, 0),
            // Not in any specification, but in use.
            .init(.item, .home, "content", .content, 4),
            .init(.item, .home, "encoded", .content, 4),
            .init(.item, .home, "fullitem", .content, 5),
            .init(.item, .home, "fulltext", .content, 5),
            .init(.item, .home, "body", .content, 5),
            .init(.item, .home, "summary", .summary, 4),

            .init(.item, .atom, "link", .link, 2),
            .init(.item, .atom, "id", .id, 1),
            .init(.item, .atom, "title", .title, 1),
            .init(.item, .atom, "summary", .summary, 1),
            .init(.item, .atom, "content", .content, 1),
            .init(.item, .atom, "published", .published, 1),
            .init(.item, .atom, "updated", .modified, 0),
            .init(.item, .atom, "author", .person),
            .init(.person, .atom, "name", .personName),
            .init(.person, .atom, "uri", .personAddress),
            .init(.person, .atom, "email", .personMail),
        ] + CommonMapping.item
}
