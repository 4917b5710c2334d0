import FoundationEssentials

/// One entry as published. Absent is absent: no empty strings, no invented values.
package struct Item: Hashable, Sendable {
    /// Its own name here: made of source, kind and identity (DESIGN.md, sections 1 and 4).
    package var key: Key
    /// Which text of that identity this is.
    package var hash: TextHash
    /// The item's id as given: RSS `guid`, else an `atom:id` in it; Atom `id`; RSS 1.0 `rdf:about`; JSON Feed `id`; NITF `doc-id`, NewsML 1.2 `PublicIdentifier` without its
    /// revision, which would make each one another item, else `NewsItemId`; NewsML-G2 `guid`. Nil when the feed gave none.
    package var id: String?
    /// Absolute address of the article; relative as the feed gave it where neither item nor feed says to what (`hasAbsoluteURL`).
    /// `feedburner:origLink`, else RSS `link`, else a `guid` that is a permalink, else `atom:link`; Atom `link` with the relation
    /// `alternate`, else `content src` of a page; JSON Feed `url`, else `external_url`; CDF `HREF`, NITF `pubdata ex-ref`, NewsML none. Nil when the feed gave none, or one that is no http or https address.
    package var url: String?
    /// Plain text: markup out, white space folded. RSS `title`, else `atom:title`, `dc:title`, `dcterms:title`, `itunes:title`,
    /// `media:title`; Atom and JSON Feed `title`; NITF `hl1`, else the head's `title`; NewsML 1.2 `HeadLine`; NewsML-G2 `headline`,
    /// else `itemMeta`'s `title`; CDF `TITLE`.
    package var title: String?
    /// Plain text: the publisher's short text, where it gives one beside the content or alone. RSS `description`, else
    /// `dc:description`, `dcterms:abstract`, `itunes:summary`, `itunes:subtitle`, `media:description`; Atom and JSON Feed `summary`; NITF `abstract`, else `hl2`; NewsML
    /// 1.2 a component with the role Abstract, else `SubHeadLine`; NewsML-G2 `description`, of pictures the caption; CDF `ABSTRACT`.
    package var summary: String?
    /// The article's text; from the summary's markup where the feed has no content of its own. Empty when there is none. RSS
    /// `content:encoded`, else `xhtml:body`, `xhtml:div`, `fullitem`, `body`; Atom `content`; JSON Feed `content_html`, else `content_text`; NITF
    /// `body.content` and `tagline`; NewsML 1.2 `DataContent` of the main text; NewsML-G2 the first of `contentSet` that has text, of a
    /// package the headlines it refers to.
    package var text: [Block]
    /// RSS `dc:creator`, else `author` (of a mail address the name beside it), `itunes:author`, `media:credit`; Atom `author`, else that of
    /// the entry's `source`, else the feed's; JSON Feed `authors`, in 1.0 `author`; NITF `byline`, NewsML 1.2 `ByLine`, NewsML-G2 `by`: names, without `By` and the writer's post.
    package var authors: [Author]
    /// Nil when the feed gave no date, or one that could not be read. Never guessed. RSS `pubDate`, else `dc:date`, `dcterms:issued`,
    /// `dcterms:created`; Atom `published`, in 0.3 `issued`, else `created`; JSON Feed `date_published`; NITF `date.issue`, else `date.publication` or
    /// `date.release`; NewsML 1.2 `FirstCreated`; NewsML-G2 `firstCreated`, else `contentCreated`.
    package var published: Date?
    /// Nil when the feed gave no date, or one that could not be read. Never guessed. RSS `atom:updated`, else `dcterms:modified`; Atom
    /// `updated`, in 0.3 `modified`; JSON Feed `date_modified`; NewsML 1.2 `ThisRevisionCreated`; NewsML-G2
    /// `versionCreated`, else `contentModified`; CDF `LASTMOD`.
    package var modified: Date?
    /// The publisher's own categories, in its order, parted where it crams several into one. RSS `category`, `dc:subject`,
    /// `itunes:category`, `itunes:keywords`, `media:keywords`, `tags`; Atom `category` (its `label`, else its `term`); JSON Feed `tags`; NITF `tobject.subject`, `keyword` and what is in `identified-content`; NewsML 1.2
    /// `KeywordLine`, keywords and places; NewsML-G2 names of `subject`, `keyword`; CDF the titles of channels within the channel.
    package var categories: [String]
    /// RSS `enclosure`, Atom `link` with the relation `enclosure` or `content src` of what is no page, `media:content` (also in a
    /// `media:group`), JSON Feed `attachments`; NITF `media-reference`, NewsML 1.2 `ContentItem Href`, NewsML-G2 `remoteContent`, where absolute.
    package var attachments: [Attachment]
    /// BCP 47, as the item or its feed says (`xml:lang`, RSS and `dc:language`, JSON Feed `language`, NITF `baselang`, NewsML 1.2
    /// `Language`, NewsML-G2 `language`), else where the script of its text leaves but one. Nil when none does.
    package var language: String?
    /// Absolute address of a picture: `media:thumbnail`, else `itunes:image` or RSS `image`, `media:content` of the medium image,
    /// JSON Feed `image` or `banner_image`, CDF `LOGO`; else the first attachment that is one. Nil when there is none.
    package var image: String?
    /// Nil when nothing beside the text is said.
    package var docdata: Docdata?
    /// What had to be mended in this item.
    package var repairs: [Repair]
    /// What of it other items of its file have too, in the order of field and place. Empty until somebody has looked at the whole file.
    package var boilerplate: [Boilerplate] = []

    @inline(__always)
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

    /// Whether its text goes on where nobody could read it: the file ended there, or a limit.
    package var breaksOff: Bool { repairs.contains { $0.code == "truncated" || $0.code == "cut-text" } }

    /// Of its text, in bytes of UTF-8.
    package var textBytes: Int { text.reduce(0) { $0 + $1.text.utf8.count } }

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
