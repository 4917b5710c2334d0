import Foundation
import News

/// Writes an edition as a message (RFC 5322) of two parts (RFC 2046, 5.1.4), plain text and HTML, of which a reader of mail
/// shows the one it likes better. Nothing is loaded, nothing runs, and nothing in it depends on when or where it is written.
///
/// Its lines end in a line feed, as those of files do: `sendmail` and a Maildir take them so. There is no To: who mails it
/// says to whom.
enum MailWriter {
    static func bytes(of edition: Edition, url: String?) -> [UInt8] {
        let text = TextWriter.bytes(of: edition, url: url)
        let page = page(of: edition, url: url)
        let closing = basicMoment(edition.closing)
        // Never within a part: quoted-printable writes each `=` as =3D, base64 ends with it.
        let boundary = "=_wiredesk_\(closing)"
        var out: [UInt8] = []
        out.reserveCapacity((text.count + page.count) * 5 / 4)
        out.set("From: wiredesk <wiredesk@localhost>\n")
        out.append(contentsOf: MailField.bytes("Subject", subject(of: edition)))
        out.set("Date: \(date(edition.closing))\n")
        // Two desks may have editions of one name; the same edition has the same id wherever it is made again.
        let id = CRC32.of(text + page)
        out.set("Message-ID: <\(edition.name).\(closing).\(String(id, radix: 16))@wiredesk.invalid>\n")
        out.set("Auto-Submitted: auto-generated\nMIME-Version: 1.0\n")
        out.set("Content-Type: multipart/alternative; boundary=\"\(boundary)\"\n\n")
        out.set("This is a message in MIME format: a digest as plain text and as HTML.\n")
        part("text/plain", text, after: boundary, into: &out)
        part("text/html", page, after: boundary, into: &out)
        out.set("\n--\(boundary)--\n")
        return out
    }

    private static func part(_ type: StaticString, _ bytes: [UInt8], after boundary: String, into out: inout [UInt8]) {
        let encoding = TransferEncoding.shorter(for: bytes)
        out.set("\n--\(boundary)\nContent-Type: \(type); charset=utf-8\n")
        out.set("Content-Transfer-Encoding: \(encoding.rawValue)\n\n")
        out.append(contentsOf: encoding.encoded(bytes))
    }

    /// The edition's title and the headline it begins with.
    private static func subject(of edition: Edition) -> String {
        let first = edition.tellingsInShort().first ?? edition.storiesOnce.first.map(Telling.init)
        let title = edition.titleLine(EditionClock(edition))
        return first.map { "\(title): \($0.headline.cut(toBytes: 160))" } ?? title
    }

    private static func page(of edition: Edition, url: String?) -> [UInt8] {
        var writer = HTMLWriter(edition, url: url)
        PageFrame.begin(
            title: edition.titleLine(writer.clock).shown, style: EnclosedStyle.css, source: EnclosedStyle.source,
            into: &writer.bytes)
        writer.masthead()
        // To its page or the source: not every reader of mail follows a link within it.
        writer.short { $0.page(below: url) ?? $0.lead.address?.text }
        for (section, label) in edition.printedSections {
            writer.bytes.set("<h2>")
            writer.isolated(label)
            writer.bytes.set("</h2>\n")
            writer.section(section)
        }
        writer.bytes.set("<hr>\n")
        writer.colophon()
        writer.bytes.set("</body>\n</html>\n")
        return writer.bytes
    }

    /// `20261122T213000Z`: RFC 3339's without what parts it.
    private static func basicMoment(_ moment: Date) -> String {
        var bytes: [UInt8] = []
        bytes.set(utc: moment, to: .milliseconds)
        return String(decoding: bytes.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }, as: UTF8.self)
    }

    /// `Sun, 22 Nov 2026 21:30:00 +0000`
    private static func date(_ moment: Date) -> String {
        let seconds = Int((WallClock.bounded(moment).timeIntervalSince1970).rounded(.down))
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        let day = CivilDay(daysSince1970: (seconds - inDay) / 86_400)
        let (year, month, ofMonth) = day.parts
        let time = [inDay / 3600, inDay / 60 % 60, inDay % 60].map { padded($0, to: 2) }.joined(separator: ":")
        return "\(day.weekday.prefix(3)), \(ofMonth) \(CivilDay.months[month - 1].prefix(3)) \(padded(year, to: 4)) \(time) +0000"
    }
}
