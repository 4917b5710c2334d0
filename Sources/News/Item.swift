import FoundationEssentials

/// One entry as published. Absent is absent: no empty strings, no invented values.
package struct Item: Hashable, Sendable {
    /// Its own name here: made of source, kind and identity (DESIGN.md, sections 1 and 4).
    package var key: Key
    /// Which text of that identity this is.
    package var hash: TextHash
    /// The item's id as given: RSS `guid`, Atom `id`, RDF `rdf:about`; NITF `doc-id`, NewsML 1.2 `PublicIdentifier` without its
    /// revision, which would make each one another item, else `NewsItemId`; NewsML-G2 `guid`. Nil when the feed gave none.
    package var id: String?
    /// Absolute address of the article; relative as the feed gave it where neither item nor feed says to what (`hasAbsoluteURL`).
    /// CDF `HREF`, NITF `pubdata ex-ref`, NewsML none. Nil when the feed gave none, or one that is no http or https address.
    package var url: String?
    /// Plain text: markup out, white space folded. NITF `hl1`, else the head's `title`; NewsML 1.2 `HeadLine`; NewsML-G2 `headline`,
    /// else `itemMeta`'s `title`; CDF `TITLE`.
    package var title: String?
    /// Plain text: the publisher's short text, where it gives one beside the content or alone. NITF `abstract`, else `hl2`; NewsML
    /// 1.2 a component with the role Abstract, else `SubHeadLine`; NewsML-G2 `description`, of pictures the caption; CDF `ABSTRACT`.
    package var summary: String?
    /// The article's text; from the summary's markup where the feed has no content of its own. Empty when there is none. NITF
    /// `body.content` and `tagline`; NewsML 1.2 `DataContent` of the main text; NewsML-G2 the first of `contentSet` that has text, of a
    /// package the headlines it refers to.
    package var text: [Block]
    /// NITF `byline`, NewsML 1.2 `ByLine`, NewsML-G2 `by`: names, without `By` and the writer's post.
    package var authors: [Author]
    /// Nil when the feed gave no date, or one that could not be read. Never guessed. NITF `date.issue`, else `date.publication` or
    /// `date.release`; NewsML 1.2 `FirstCreated`; NewsML-G2 `firstCreated`, else `contentCreated`.
    package var published: Date?
    /// Nil when the feed gave no date, or one that could not be read. Never guessed. NewsML 1.2 `ThisRevisionCreated`; NewsML-G2
    /// `versionCreated`, else `contentModified`; CDF `LASTMOD`.
    package var modified: Date?
    /// The publisher's own categories, in its order. NITF `tobject.subject`, `keyword` and what is in `identified-content`; NewsML 1.2
    /// `KeywordLine`, keywords and places; NewsML-G2 names of `subject`, `keyword`; CDF the titles of channels within the channel.
    package var categories: [String]
    /// NITF `media-reference`, NewsML 1.2 `ContentItem Href`, NewsML-G2 `remoteContent`, where absolute.
    package var attachments: [Attachment]
    /// BCP 47, as the item or its feed says, else where the script of its text leaves but one. Nil when none does.
    package var language: String?
    /// Absolute address of a picture.
    package var image: String?
    /// Nil when nothing beside the text is said.
    package var docdata: Docdata?
    /// What had to be mended in this item.
    package var repairs: [Repair]

    package init(
        key: Key, hash: TextHash, id: String? = nil, url: String? = nil, title: String? = nil, summary: String? = nil,
        text: [Block] = [], authors: [Author] = [], published: Date? = nil, modified: Date? = nil,
        categories: [String] = [], attachments: [Attachment] = [], language: String? = nil, image: String? = nil,
        docdata: Docdata? = nil, repairs: [Repair] = []
    ) {
        self.key = key
        self.hash = hash
        self.id = id
        self.url = url
        self.title = title
        self.summary = summary
        self.text = text
        self.authors = authors
        self.published = published
        self.modified = modified
        self.categories = categories
        self.attachments = attachments
        self.language = language
        self.image = image
        self.docdata = docdata
        self.repairs = repairs
    }
}

extension Item {
    /// Whether it says nothing at all, not even where or when.
    @inline(__always)
    package var isEmpty: Bool {
        title == nil && summary == nil && text.isEmpty && url == nil && id == nil && attachments.isEmpty && categories.isEmpty
            && authors.isEmpty && published == nil && modified == nil && image == nil
    }

    /// Whether there is anything to read, or an address to read it at: what has neither is kept but not told.
    package var canBeTold: Bool { title != nil || summary != nil || !text.isEmpty || hasAbsoluteURL }

    /// False where there is no address, or a relative one that nobody can follow.
    package var hasAbsoluteURL: Bool {
        guard let url else { return false }
        // In whatever letters the scheme is written; `:` and `/` have this bit already.
        let start = url.utf8.prefix(8).map { $0 | 0x20 }
        return start.elementsEqual("https://".utf8) || start.starts(with: "http://".utf8)
    }
}

/// Who wrote it; at least one of both is there.
package struct Author: Hashable, Sendable {
    package let name: String?
    package let url: String?

    package init(name: String?, url: String? = nil) {
        self.name = name
        self.url = url
    }
}

/// An enclosure: RSS `enclosure`, Atom `link rel=enclosure`, `media:content`.
package struct Attachment: Hashable, Sendable {
    package let url: String
    package let mimeType: String?
    package let sizeInBytes: Int?

    package init(url: String, mimeType: String? = nil, sizeInBytes: Int? = nil) {
        self.url = url
        self.mimeType = mimeType
        self.sizeInBytes = sizeInBytes
    }
}

/// Something a feed got wrong and what it cost: nothing but itself (DESIGN.md, promise 5).
package struct Repair: Hashable, Sendable {
    /// Stable and lower-case with hyphens: `bad-date`, `bad-xml`, `bad-bytes`, `cut-title` ...
    package let code: String
    /// From 1; nil where the place is not known.
    package let line: Int?
    package let column: Int?
    /// What was found, quoted and cut; may hold a feed's words: escape it where it goes.
    package let message: String

    package init(code: String, line: Int? = nil, column: Int? = nil, message: String) {
        self.code = code
        self.line = line
        self.column = column
        self.message = message
    }
}
