import FoundationEssentials
import News

/// JSON Feed documents and items, one a line, as `read`, `tag` and `group` print them. Each ends with a newline.
package enum JSONLines {
    static let version = "https://jsonfeed.org/version/1.1"

    /// JSON of another writer, pretty or not, with what a terminal would act on as `\u` escapes.
    package static func harmless(_ json: [UInt8]) -> [UInt8] { JSONWriter.harmless(json) }

    /// A feed file as a JSON Feed 1.1 document (DESIGN.md, section 3). What was refused stands in `_wiredesk.refused`, apart
    /// from what was `repaired`.
    package static func line(_ feed: Feed, file: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { document in
            document.member("version", version)
            document.member("title", feed.title)
            document.member("home_page_url", feed.homePageURL)
            document.member("description", feed.description)
            document.member("language", feed.language)
            document.name("items")
            document.array(feed.items) { $0.item($1) }
            document.member("_wiredesk") { own in
                own.member("file", file)
                own.member("format", feed.format)
                own.member("source", feed.source)
                own.member("repaired", feed.repairs) { $0.repair($1) }
                own.member("refused", feed.refused) { $0.repair($1) }
            }
        }
        json.newline()
        return json.bytes
    }

    /// An item of the archive as a JSON Feed item that the filters take: `source` stands in `_wiredesk.feed`, `published` is its
    /// place in time.
    package static func line(_ item: Item, source: String, published: Date) -> [UInt8] {
        var json = JSONWriter()
        json.item(item, source: source, published: published)
        json.newline()
        return json.bytes
    }

    /// The line of a file that could not be read: `_wiredesk.error` and no `items`.
    package static func line(failed file: String, code: String, line: Int?, column: Int?, message: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { document in
            document.member("version", version)
            document.member("_wiredesk") { own in
                own.member("file", file)
                own.name("error")
                own.repair(Repair(code: code, line: line, column: column, message: message))
            }
        }
        json.newline()
        return json.bytes
    }

    /// A JSON Feed item as it came, byte for byte but for line ends between its parts, with `_wiredesk` added to: only what is
    /// not nil. What others wrote into `_wiredesk` stays; of ours, what is given replaces what was there, and a given story
    /// also takes away an older `duplicate_of` and `why`, which belong to the grouping before.
    /// Throws when `original` is no JSON object (RFC 8259), or one nested deeper than 256.
    package static func line(
        _ original: [UInt8], key: Key? = nil, topics: [Tag]? = nil, story: Key? = nil, duplicateOf: Key? = nil,
        why: Story.Join? = nil
    ) throws(JSONFault) -> [UInt8] {
        var replaced: [String] = []
        if key != nil { replaced.append("key") }
        if topics != nil { replaced.append("topics") }
        if story != nil { replaced.append("story") }
        if story != nil || duplicateOf != nil { replaced.append("duplicate_of") }
        if story != nil || why != nil { replaced.append("why") }
        var ours = JSONWriter()
        ours.member("key", key)
        if let topics {
            ours.name("topics")
            ours.array(topics) { $0.topic($1, withEvidence: true) }
        }
        ours.member("story", story)
        ours.member("duplicate_of", duplicateOf)
        if let why { ours.member("why") { $0.why(why) } }
        var line = try JSONSplice.adding(ours.bytes, to: "_wiredesk", of: original, insteadOf: replaced)
        line.append(UInt8(ascii: "\n"))
        return line
    }
}

extension JSONWriter {
    fileprivate mutating func item(_ item: Item, source: String? = nil, published: Date? = nil) {
        object { json in
            json.member("id", item.id)
            json.member("url", item.url)
            json.member("title", item.title)
            json.member("summary", item.summary)
            json.member("content_text", item.text.plainText)
            json.member("image", item.image)
            json.member("date_published", published ?? item.published)
            json.member("date_modified", item.modified)
            json.member("authors", item.authors) { authors, author in
                authors.object {
                    $0.member("name", author.name)
                    $0.member("url", author.url)
                }
            }
            json.member("tags", item.categories) { $0.string($1) }
            json.member("language", item.language)
            json.member("attachments", item.attachments) { attachments, attachment in
                attachments.object {
                    $0.member("url", attachment.url)
                    $0.member("mime_type", attachment.mimeType)
                    $0.member("size_in_bytes", attachment.sizeInBytes)
                }
            }
            json.member("_wiredesk") { own in
                own.member("key", item.key)
                if let source { own.member("feed") { $0.member("title", source) } }
                if let docdata = item.docdata { own.member("docdata") { $0.docdata(docdata) } }
                own.member("repaired", item.repairs) { $0.repair($1) }
                own.member("boilerplate", item.boilerplate) { passages, passage in
                    passages.object {
                        $0.member("field", passage.field.rawValue)
                        $0.member("offset", passage.range.lowerBound)
                        $0.member("length", passage.range.count)
                        $0.member("items", passage.items)
                    }
                }
            }
        }
    }

    /// The members of a `docdata` object.
    private mutating func docdata(_ docdata: Docdata) {
        member("slug", docdata.slug)
        member("dateline", docdata.dateline)
        member("edition", docdata.edition)
        member("urgency", docdata.urgency)
        member("embargo", docdata.embargo)
        member("version", docdata.version)
        member("status", docdata.status?.rawValue)
        member("subjects", docdata.subjects) { $0.string($1) }
    }

    fileprivate mutating func repair(_ repair: Repair) {
        object { json in
            json.member("code", repair.code)
            json.member("line", repair.line)
            json.member("column", repair.column)
            json.member("message", repair.message)
        }
    }
}
