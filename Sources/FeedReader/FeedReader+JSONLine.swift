import FoundationEssentials
import News

extension FeedReader {
    /// One JSON Feed item, as `tag` and `group` get them a line. Its source is `_wiredesk.feed.title`, else `@unknown`; its
    /// key is `_wiredesk.key` where given. `arrived`, `time` and `revised` are `date_published`, else 1970.
    package func readItem(jsonLine: [UInt8]) throws(FeedError) -> FiledItem {
        let given: JSONItem
        do {
            given = try JSONDecoder().decode(JSONItem.self, from: Data(jsonLine))
        } catch {
            throw FeedError(.json, "not a JSON Feed item: \(Self.reason(error))")
        }
        if given.items != nil {
            throw FeedError(.json, "a feed, not an item; its items are what is wanted (jq -c '.items[]?')")
        }
        let source = given.wiredesk?.feed?.title ?? "@unknown"
        var item = given.item
        item.key = given.wiredesk?.key.flatMap { Key($0) } ?? Identity(of: item).key(source: source)
        let time = item.published ?? Date(timeIntervalSince1970: 0)
        return FiledItem(
            item: item, source: source, sourceTitle: given.wiredesk?.feed?.title, arrived: time, time: time, revised: time)
    }

    /// Where in the line, where the decoder says it.
    private static func reason(_ error: any Error) -> String {
        let context: DecodingError.Context? =
            switch error as? DecodingError {
            case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
                .valueNotFound(_, let context):
                context
            default: nil
            }
        let path = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
        return path.isEmpty ? "the line is no JSON object" : "\"\(path)\" has another type than it should"
    }
}

/// An item as JSON Feed 1.1 has it (jsonfeed.org/version/1.1), and 1.0 with its one `author`.
private struct JSONItem: Decodable {
    struct Person: Decodable {
        let name: String?
        let url: String?
    }

    struct Enclosure: Decodable {
        let url: String
        let mime_type: String?
        let size_in_bytes: Int?
    }

    struct Wiredesk: Decodable {
        struct Feed: Decodable { let title: String? }
        let key: String?
        let feed: Feed?
        let docdata: Header?
    }

    /// As `read` prints an item's docdata.
    struct Header: Decodable {
        let slug: String?
        let dateline: String?
        let edition: String?
        let urgency: Int?
        let embargo: String?
        let version: Int?
        let status: String?
        let subjects: [String]?

        /// Nil when it says nothing.
        var docdata: Docdata? {
            let docdata = Docdata(
                slug: JSONItem.clean(slug), dateline: JSONItem.clean(dateline), edition: JSONItem.clean(edition),
                urgency: urgency, embargo: embargo.flatMap { $0.withUTF8Copy(FeedDate.read) }, version: version,
                status: status.flatMap { Docdata.Status(rawValue: $0) }, subjects: (subjects ?? []).compactMap(JSONItem.clean))
            return docdata.isEmpty ? nil : docdata
        }
    }

    /// The specification wants a string and says that numbers are to be taken as one.
    struct ID: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self.text = text
            } else if let whole = try? value.decode(Int.self) {
                text = String(whole)
            } else {
                text = String(try value.decode(Double.self))
            }
        }
    }

    let id: ID?
    let url: String?
    let title: String?
    let summary: String?
    let content_text: String?
    let content_html: String?
    let date_published: String?
    let date_modified: String?
    let author: Person?
    let authors: [Person]?
    let tags: [String]?
    let language: String?
    let image: String?
    let attachments: [Enclosure]?
    let _wiredesk: Wiredesk?
    /// A whole feed has them; whatever they hold.
    let items: [Ignored]?

    struct Ignored: Decodable { init(from decoder: any Decoder) {} }

    var wiredesk: Wiredesk? { _wiredesk }

    /// Without its key.
    var item: Item {
        let people = authors ?? author.map { [$0] } ?? []
        let text = content_text.map(Self.blocks) ?? content_html.map { $0.withUTF8Copy(MarkupText.blocks) } ?? []
        return Item(
            key: Key(bits: 0), hash: hash, id: Self.full(id?.text), url: url.flatMap { Address.absolute($0, base: nil) },
            title: Self.clean(title), summary: Self.clean(summary),
            text: text.isEmpty ? summary.map(Self.blocks) ?? [] : text,
            authors: people.filter { Self.full($0.name) ?? Self.full($0.url) != nil }.map {
                Author(name: Self.clean($0.name), url: Self.full($0.url))
            },
            published: date_published.flatMap { $0.withUTF8Copy(FeedDate.read) },
            modified: date_modified.flatMap { $0.withUTF8Copy(FeedDate.read) },
            categories: (tags ?? []).compactMap(Self.clean),
            attachments: (attachments ?? []).compactMap { given in
                Address.absolute(given.url, base: nil).map {
                    Attachment(url: $0, mimeType: Self.full(given.mime_type), sizeInBytes: given.size_in_bytes)
                }
            },
            language: Self.full(language), image: image.flatMap { Address.absolute($0, base: nil) },
            docdata: wiredesk?.docdata?.docdata)
    }

    private var hash: TextHash {
        var hasher = TextHasher()
        for (group, text) in [title, summary, content_text ?? content_html].enumerated() {
            text?.withUTF8Copy { hasher.add($0, group: group) }
        }
        return hasher.finish()
    }

    private static func full(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    fileprivate static func clean(_ text: String?) -> String? { full(text?.withUTF8Copy(MarkupText.clean)) }

    /// What `[Block].plainText` writes: blocks parted by an empty line, headings with `## `, quotations with `> `, list items
    /// with `- ` and a line each.
    static func blocks(_ text: String) -> [Block] {
        var blocks: [Block] = []
        var paragraph = ""
        func close() {
            let (kind, words) = kind(paragraph)
            if let text = clean(words) { blocks.append(Block(kind, text)) }
            paragraph = ""
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let isEmpty = line.utf8.allSatisfy(isSpace)
            if isEmpty || line.utf8.starts(with: "- ".utf8) { close() }
            if isEmpty { continue }
            if !paragraph.isEmpty { paragraph += " " }
            paragraph += line
        }
        close()
        return blocks
    }

    private static func kind(_ paragraph: String) -> (Block.Kind, String) {
        for (mark, kind) in [("## ", Block.Kind.heading), ("- ", .listItem), ("> ", .quotation)] {
            if paragraph.utf8.starts(with: mark.utf8) { return (kind, String(paragraph.dropFirst(mark.count))) }
        }
        return (.paragraph, paragraph)
    }
}
