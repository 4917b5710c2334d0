/// Atom 1.0 (RFC 4287), 0.3 and its drafts, and a bare entry.
enum AtomMapping {
    static let mapping = Mapping(item: "entry", isTyped: true, rules: rules, tag: .entry)

    static let rules: [Mapping.Rule] =
        [
            .init(.feed, .home, "title", .title, 0),
            .init(.feed, .home, "link", .link, 0),
            .init(.feed, .home, "subtitle", .summary, 0),
            .init(.feed, .home, "tagline", .summary, 1),
            .init(.feed, .home, "info", .summary, 2),
            .init(.feed, .dc, "language", .language, 1),
            .init(.feed, .home, "updated", .modified, 0),
            .init(.feed, .home, "modified", .modified, 1),
            .init(.feed, .home, "author", .person),

            .init(.item, .home, "title", .title, 0),
            .init(.item, .home, "link", .link, 1),
            .init(.item, .home, "summary", .summary, 0),
            .init(.item, .home, "content", .content, 0),
            .init(.item, .home, "id", .id, 0),
            .init(.item, .home, "published", .published, 0),
            .init(.item, .home, "issued", .published, 1),
            .init(.item, .home, "created", .published, 2),
            .init(.item, .home, "updated", .modified, 0),
            .init(.item, .home, "modified", .modified, 0),
            .init(.item, .home, "author", .person),
            .init(.item, .home, "category", .categoryAttribute),
            // Of an entry taken over from another feed: whose it is where it does not say so itself (RFC 4287, section 4.2.1).
            .init(.item, "source", within: .source),
            .init(.source, .home, "author", .person, 1),
            .init(.person, .home, "name", .personName),
            .init(.person, .home, "uri", .personAddress),
            .init(.person, .home, "url", .personAddress),
            .init(.person, .home, "homepage", .personAddress),
            .init(.person, .home, "email", .personMail),
        ] + CommonMapping.item
}
