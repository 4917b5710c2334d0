import Foundation
import News

/// Writes an edition as an Atom feed (RFC 4287): its stories as entries, for reading the digest in any feed reader.
///
/// A story keeps its id from edition to edition, so that a reader shows one that went on as changed and not as new.
struct AtomWriter {
    private var bytes: [UInt8] = []
    private let edition: Edition
    private var clock: EditionClock

    static func bytes(of edition: Edition) -> [UInt8] {
        var writer = AtomWriter(edition)
        writer.write()
        return writer.bytes
    }

    private init(_ edition: Edition) {
        self.edition = edition
        clock = EditionClock(edition)
    }

    private mutating func write() {
        bytes.set("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n")
        element("id", Self.id(of: edition))
        element("title", edition.titleLine(clock))
        element("subtitle", edition.countsSentence(&clock))
        element("updated", Self.moment(edition.closing))
        bytes.set("<author><name>wiredesk</name></author>\n<generator>wiredesk</generator>\n")
        for told in edition.storiesOnce { entry(Telling(told)) }
        bytes.set("</feed>\n")
    }

    /// A live edition is one that goes on; each closed one is another.
    static func id(of edition: Edition) -> String {
        tag + "edition/\(edition.name)" + (edition.isClosed ? "/" + moment(edition.closing) : "")
    }

    /// A tag URI (RFC 4151): nobody's address, and for ever the same.
    private static let tag = "tag:wiredesk,2026:"

    private mutating func entry(_ telling: Telling) {
        let story = telling.told.story
        bytes.set("<entry")
        if let language = Language(telling.lead.language) { bytes.set(" xml:lang=\"\(language.tag)\"") }
        bytes.set(">\n")
        element("id", Self.tag + "story/\(story.id)")
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
        html += "<ul>"
        for account in telling.named { html += line(account, account.isNew ? "new: " : "") }
        for copy in telling.namedCopies { html += line(copy, "also in ") }
        if let notNamed = telling.notNamed { html += "<li>\(notNamed)</li>" }
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
        line += ", \(clock.short(account.time))"
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
