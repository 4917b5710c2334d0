/// NewsML 1.0 to 1.2: iptc.org/std/NewsML/1.2/specification. One `NewsItem` is one item, also within another.
enum NewsMLMapping {
    static let mapping = Mapping(item: "NewsItem", isTyped: false, rules: rules, tag: .newsItem, attributes: attributes)

    static let rules: [Mapping.Rule] =
        [
            .init(.root, "NewsEnvelope", within: .newsEnvelope),
            .init(.newsEnvelope, .home, "DateAndTime", .modified),

            .init(.item, "Identification", within: .newsIdentification),
            .init(.item, "NewsManagement", within: .newsManagement),
            .init(.item, .home, "NewsComponent", .component),
            .init(.newsIdentification, "NewsIdentifier", within: .newsIdentifier),
            .init(.newsIdentification, .home, "NameLabel", .slug, 1),
            .init(.newsIdentifier, .home, "PublicIdentifier", .id, 0),
            .init(.newsIdentifier, .home, "NewsItemId", .id, 1),
            .init(.newsIdentifier, .home, "RevisionId", .revision),

            .init(.newsManagement, .home, "FirstCreated", .published, 0),
            .init(.newsManagement, .home, "ThisRevisionCreated", .modified, 0),
            .init(.newsManagement, .home, "Status", .attributes),
            .init(.newsManagement, .home, "Urgency", .attributes),
            .init(.newsManagement, "StatusWillChange", within: .statusChange),
            .init(.statusChange, .home, "FutureStatus", .attributes),
            .init(.statusChange, .home, "DateAndTime", .release),

            .init(.newsComponent, .home, "NewsComponent", .component),
            .init(.newsComponent, .home, "Role", .role),
            .init(.newsComponent, "NewsLines", within: .newsLines),
            .init(.newsComponent, "DescriptiveMetadata", within: .descriptive),
            .init(.newsComponent, .home, "ContentItem", .contentItem),

            .init(.newsLines, .home, "HeadLine", .title, 0),
            .init(.newsLines, .home, "SubHeadLine", .summary, AgencyMarkup.subHeadline),
            .init(.newsLines, .home, "ByLine", .byline, 0),
            .init(.newsLines, .home, "DateLine", .dateline, 0),
            .init(.newsLines, .home, "SlugLine", .slug, 0),
            .init(.newsLines, .home, "KeywordLine", .keywords),

            .init(.descriptive, .home, "Language", .attributes),
            .init(.descriptive, "SubjectCode", within: .newsSubject),
            .init(.descriptive, "Location", within: .newsPlace),
            .init(.descriptive, .home, "Property", .property),
            .init(.newsSubject, .home, "Subject", .attributes),
            .init(.newsSubject, .home, "SubjectMatter", .attributes),
            .init(.newsSubject, .home, "SubjectDetail", .attributes),
            .init(.newsSubject, .home, "SubjectQualifier", .attributes),
            .init(.newsPlace, .home, "Property", .property),

            .init(.contentItem, .home, "MediaType", .mediaType),
            .init(.contentItem, .home, "MimeType", .attributes),
            .init(.contentItem, "Characteristics", within: .characteristics),
            .init(.characteristics, .home, "SizeInBytes", .attachmentSize),
            .init(.contentItem, .home, "DataContent", .dataContent, AgencyMarkup.text),
        ] + NITFMapping.root(.nitf) + NITFMapping.inner

    static let attributes: [Mapping.AttributeRule] =
        [
            .init(.newsManagement, "Status", "FormalName", .status),
            .init(.newsManagement, "Urgency", "FormalName", .urgency),
            .init(.statusChange, "FutureStatus", "FormalName", .futureStatus),
            .init(.descriptive, "Language", "FormalName", .language, 0),
            .init(.newsSubject, "Subject", "FormalName", .subject),
            .init(.newsSubject, "SubjectMatter", "FormalName", .subject),
            .init(.newsSubject, "SubjectDetail", "FormalName", .subject),
            .init(.newsSubject, "SubjectQualifier", "FormalName", .subject),
            .init(.newsComponent, "ContentItem", "Href", .attachment),
            .init(.contentItem, "MimeType", "FormalName", .attachmentType),
        ] + NITFMapping.attributes
}
