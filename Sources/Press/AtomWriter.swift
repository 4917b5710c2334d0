import Foundation
import News

/// Writes the entries of an edition's Atom feed (RFC 4287): its stories, for reading the digest in any feed reader.
///
/// A story keeps its id from edition to edition, so that a reader shows one that went on as changed and not as new.
struct AtomWriter {
    private var bytes: [UInt8] = []
    private let edition: Edition
    /// Where digests/ is read on the web.
    private let url: String?
    private var clock: EditionClock

    init(_ edition: Edition, url: String?) {
        self.edition = edition
        self.url = url
        clock = EditionClock(edition)
    }

    /// For the template.
    mutating func values() -> [String: Any] {
        [
            "title": edition.titleLine(clock), "name": edition.title, "id": Self.id(of: edition),
            "counts": edition.countsSentence(&clock), "closing": Self.moment(edition.closing),
        ]
    }

    /// All of them, as we write them.
    mutating func entries() -> String {
        for told in edition.storiesOnce { entry(Telling(told)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// For a template that writes them itself; each value is escaped there.
    mutating func stories() -> [[String: Any]] {
        edition.storiesOnce.map { told in
            let telling = Telling(told)
            var values: [String: Any] = [
                "id": Self.id(of: told.story), "headline": telling.headline, "voice": Self.voice(telling),
                "published": Self.moment(told.story.members[0].item.time), "updated": Self.moment(told.story.lastTold),
                "tagLine": telling.tagLine(of: edition).map { $0.before + $0.words }.joined(),
                "points": telling.points.map { ["words": $0.words, "by": $0.credit] },
                "publishers": telling.publishers.map { ["publisher": $0] },
                "tags": told.tags.map { ["tag": $0.id, "label": $0.label] }, "content": content(telling),
            ]
            values["address"] = telling.lead.address?.text
            values["mark"] = telling.updateMark
            values["lede"] = telling.lede
            return values
        }
    }

    /// A live edition is one that goes on; each closed one is another.
    static func id(of edition: Edition) -> String {
        tag + "edition/\(edition.name)" + (edition.isClosed ? "/" + moment(edition.closing) : "")
    }

    /// A tag URI (RFC 4151): nobody's address, and for ever the same.
    private static let tag = "tag:wiredesk,2026:"

    private static func id(of story: Story) -> String { tag + "story/\(story.id)" }

    private static func voice(_ telling: Telling) -> String {
        Language(telling.lead.language).map { " xml:lang=\"\($0.tag)\"" } ?? ""
    }

    private mutating func entry(_ telling: Telling) {
        let story = telling.told.story
        bytes.set("<entry\(Self.voice(telling))>\n")
        element("id", Self.id(of: story))
        element("title", telling.headline)
        if let address = telling.lead.address {
            bytes.set("<link rel=\"alternate\" href=\"")
            text(address.text)
            bytes.set("\"/>\n")
        }
        element("published", Self.moment(story.members[0].item.time))
        element("updated", Self.moment(story.lastTold))
        for publisher in telling.publishers {
            bytes.set("<author>")
            element("name", publisher)
            bytes.set("</author>\n")
        }
        for tag in telling.told.tags {
            bytes.set("<category term=\"")
            text(tag.id)
            bytes.set("\" label=\"")
            text(tag.label)
            bytes.set("\"/>\n")
        }
        if let lede = telling.lede { element("summary", lede) }
        bytes.set("<content type=\"html\">")
        text(content(telling))
        bytes.set("</content>\n</entry>\n")
    }

    /// As HTML: the tag line, the lede, the Quick Look, then who told it, where and when.
    private mutating func content(_ telling: Telling) -> String {
        var html = "<p><em>"
        if let mark = telling.updateMark { html += "\(mark) / " }
        for (before, words) in telling.tagLine(of: edition) { html += before + HTMLWriter.escaped(words) }
        html += "</em></p>"
        if let lede = telling.lede {
            let others = telling.otherNumbers.joined(separator: "; ")
            html += "<p>\(HTMLWriter.escaped(others.isEmpty ? lede : "\(lede) (\(others))"))</p>"
        }
        if !telling.points.isEmpty {
            html += "<p><b>Quick Look</b></p><ul>"
            for point in telling.points {
                html += "<li>\(HTMLWriter.escaped(point.words)) (\(HTMLWriter.escaped(point.credit)))</li>"
            }
            html += "</ul>"
        }
        func link(to page: String?, _ words: String) -> String {
            page.map { "<a href=\"\(HTMLWriter.escaped($0))\">\(words)</a>" } ?? words
        }
        if let page = telling.page(below: url) { html += "<p>\(link(to: page, "Deep Look"))</p>" }
        html += "<ul>"
        for account in telling.named { html += line(account, account.isNew ? "new: " : "") }
        for copy in telling.namedCopies { html += line(copy, "also in ") }
        if let notNamed = telling.notNamed { html += "<li>\(link(to: telling.accountsPage(below: url), notNamed))</li>" }
        return html + "</ul>"
    }

    private mutating func line(_ account: Telling.Account, _ mark: String) -> String {
        var line = "<li>\(mark)"
        let publisher = HTMLWriter.escaped(account.publisher)
        if let address = account.address {
            line += "<a href=\"\(HTMLWriter.escaped(address.text))\">\(publisher)</a>"
        } else {
            line += publisher
        }
        line += ", \(clock.short(account))"
        if let headline = account.headline { line += ": " + HTMLWriter.escaped(headline) }
        return line + "</li>"
    }

    private mutating func element(_ name: String, _ words: String) {
        bytes.set("<\(name)>")
        text(words)
        bytes.set("</\(name)>\n")
    }

    /// What is escaped for HTML is escaped for XML.
    private mutating func text(_ words: String) { HTMLWriter.escape(words, into: &bytes) }

    private static func moment(_ date: Date) -> String {
        var bytes: [UInt8] = []
        bytes.set(utc: date, to: .milliseconds)
        return String(decoding: bytes, as: UTF8.self)
    }
}
