import FoundationEssentials
import News

/// An item as JSON Feed 1.1 has it (jsonfeed.org/version/1.1), and 1.0 with its one `author`. What has another type than it
/// should is absent and in `faults`.
struct JSONItem: Decodable {
    private let id: String?
    private let url: String?
    private let title: String?
    private let summary: String?
    private let contentText: String?
    private let contentHTML: String?
    private let published: String?
    private let modified: String?
    private let people: [JSONPerson]
    private let tags: [String]
    private let language: String?
    private let image: String?
    private let attachments: [Enclosure]
    private let own: Own?
    /// A whole feed has `items`; whatever they hold.
    let isFeed: Bool
    let faults: [String]

    private struct Enclosure: Decodable {
        let url: String
        let mimeType: String?
        let size: Int?
        let faults: [String]

        init(from decoder: any Decoder) throws {
            var members = try JSONMembers(decoder)
            url = members.value("url") ?? ""
            mimeType = members.value("mime_type")
            // A string or a fraction is no number of bytes, but can be meant as one.
            size = members.value("size_in_bytes", as: JSONText.self).flatMap {
                Int($0.text) ?? Double($0.text).flatMap(Int.init(exactly:))
            }
            faults = members.faults
        }
    }

    private struct Own: Decodable {
        struct Feed: Decodable { let title: String? }
        let key: String?
        let feed: Feed?
        let docdata: JSONDocdata?
        let boilerplate: [JSONBoilerplate]
        let faults: [String]

        init(from decoder: any Decoder) throws {
            var members = try JSONMembers(decoder)
            key = members.value("key")
            feed = members.value("feed")
            docdata = members.value("docdata")
            if let docdata { members.note(docdata.faults, in: "docdata") }
            boilerplate = members.list("boilerplate")
            faults = members.faults
        }
    }

    init(from decoder: any Decoder) throws {
        var members = try JSONMembers(decoder)
        isFeed = members.has("items")
        id = members.value("id", as: JSONText.self)?.text
        url = Self.full(members.value("url")) ?? members.value("external_url")
        title = members.value("title")
        summary = members.value("summary")
        contentText = members.value("content_text")
        contentHTML = members.value("content_html")
        published = members.value("date_published", as: JSONText.self)?.text
        modified = members.value("date_modified", as: JSONText.self)?.text
        people = JSONPerson.people(&members)
        tags = members.list("tags")
        language = members.value("language")
        image = Self.full(members.value("image")) ?? members.value("banner_image")
        attachments = members.list("attachments")
        for attachment in attachments { members.note(attachment.faults, in: "attachments") }
        own = members.value("_wiredesk")
        if let own { members.note(own.faults, in: "_wiredesk") }
        faults = members.faults
    }

    /// What the line of a filter says of the feed that the item came in. A feed file's own word for its keys is not taken:
    /// it could name those of another source.
    var feedTitle: String? { own?.feed?.title }
    var key: Key? { own?.key.flatMap { Key($0) } }

    /// Without its key. `base`: what its addresses are relative to. `place`: where it stands in its file, for its repairs.
    func item(within limits: ReadingLimits, base: String?, at place: TextPlace? = nil) -> Item {
        var repairs = JSONRepairs(place: place)
        for fault in faults { repairs.note("bad-field", fault) }
        let title = Self.clean(title).map { repairs.cut($0, to: limits.maxTitleBytes, code: "cut-title", "the title") }
        let summary = summary.map { repairs.cut($0, to: limits.maxTextBytes, code: "cut-text", "the summary") }
        let attached = attached(within: limits, base: base, &repairs)
        let image = image.flatMap { Address.absolute($0, base: base) }
        var item = Item(
            key: Key(bits: 0), hash: hash, id: Self.plain(id),
            url: url.flatMap { Address.absolute($0, base: base) ?? Address.relative($0) },
            title: title, summary: Self.clean(summary), text: text(within: limits, summary: summary, &repairs),
            authors: people.compactMap(\.author), published: repairs.date(published), modified: repairs.date(modified),
            categories: categories(within: limits, &repairs), attachments: attached,
            language: language.flatMap(FeedBuilder.language),
            image: image ?? attached.first { $0.mimeType?.hasPrefix("image/") ?? false }?.url, docdata: own?.docdata?.docdata,
            repairs: repairs.all)
        item.boilerplate = (own?.boilerplate.compactMap(\.passage) ?? []).sorted {
            (a: Boilerplate, b: Boilerplate) in
            (a.field.rawValue, a.range.lowerBound) < (b.field.rawValue, b.range.lowerBound)
        }
        return item
    }

    /// HTML tells more of the structure than text without markup; a summary stands in for both.
    private func text(within limits: ReadingLimits, summary: String?, _ repairs: inout JSONRepairs) -> [Block] {
        if let html = contentHTML.map({ repairs.cut($0, to: limits.maxTextBytes, code: "cut-text", "the content") }) {
            let blocks = html.withUTF8Copy(MarkupText.blocks)
            if !blocks.isEmpty { return blocks }
        }
        if let text = contentText.map({ repairs.cut($0, to: limits.maxTextBytes, code: "cut-text", "the content") }) {
            let blocks = Self.blocks(text)
            if !blocks.isEmpty { return blocks }
        }
        return summary.map(Self.blocks) ?? []
    }

    private func categories(within limits: ReadingLimits, _ repairs: inout JSONRepairs) -> [String] {
        let most = limits.maxCategories
        let categories = tags.compactMap { Self.clean($0) }
        guard categories.count > most else { return categories }
        repairs.note("cut-categories", "more than \(most) categories, \(categories.count - most) left out")
        return Array(categories.prefix(most))
    }

    private func attached(within limits: ReadingLimits, base: String?, _ repairs: inout JSONRepairs) -> [Attachment] {
        var attached: [Attachment] = []
        for given in attachments {
            guard let url = Address.absolute(given.url, base: base) else { continue }
            if attached.count == limits.maxAttachments {
                repairs.note("cut-attachments", "more than \(limits.maxAttachments) attachments, the rest left out")
                break
            }
            let size = given.size.flatMap { $0 > 0 ? $0 : nil }
            attached.append(Attachment(url: url, mimeType: Self.plain(given.mimeType), sizeInBytes: size))
        }
        return attached
    }

    private var hash: TextHash {
        var hasher = TextHasher()
        for (group, text) in [(0, title), (1, summary), (2, contentText), (2, contentHTML)] {
            text?.withUTF8Copy { hasher.add($0, group: group) }
        }
        return hasher.finish()
    }

    static func full(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// As it is, but for white space around it; a JSON string may hold control characters, and those are cleaned away.
    static func plain(_ text: String?) -> String? { full(text?.withUTF8Copy(MarkupText.name)) }

    static func clean(_ text: String?) -> String? { full(text?.withUTF8Copy(MarkupText.clean)) }

    /// What a decoder says is wrong: which member; nil when it is no object at all.
    static func reason(_ error: any Error) -> String? {
        let context: DecodingError.Context? =
            switch error as? DecodingError {
            case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
                .valueNotFound(_, let context):
                context
            default: nil
            }
        let path = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
        return path.isEmpty ? nil : "\"\(path)\" has another type than it should"
    }
}

/// What had to be mended in an item, with the place of the item.
struct JSONRepairs {
    let place: TextPlace?
    private(set) var all: [Repair] = []

    init(place: TextPlace?) { self.place = place }

    mutating func note(_ code: String, _ message: String) {
        all.append(Repair(code: code, line: place?.line, column: place?.column, message: message))
    }

    mutating func date(_ text: String?) -> Date? {
        guard let text = JSONItem.full(text) else { return nil }
        if let date = text.withUTF8Copy(FeedDate.read) { return date }
        note("bad-date", "date cannot be read: \(text.withUTF8Copy(quoted))")
        return nil
    }

    /// `text`, or as much of it as may be kept.
    mutating func cut(_ text: String, to most: Int, code: String, _ what: String) -> String {
        guard text.utf8.count > most else { return text }
        note(code, "\(what) is longer than \(most) bytes, cut")
        return text.cut(to: most)
    }
}
