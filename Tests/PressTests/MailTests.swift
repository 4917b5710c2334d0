import Foundation
import News
import Testing

@testable import Press

private func edition(_ headline: String, lede: String? = nil, title: String = "Morning Edition") -> Edition {
    morning(
        [Edition.Section(topic: "e", label: "E", told: [told([member(1, "s", headline)], lede: lede)], brief: [])], title: title)
}

@Test func headOfAMail() throws {
    let bytes = Press.mail(edition("Dockers return"))
    let head = try #require(text(bytes).components(separatedBy: "\n\n").first)
    let id = try #require(head.firstMatch(of: /Z\.([0-9a-f]{1,8})@/)?.1)
    #expect(
        head == """
            From: wiredesk <wiredesk@localhost>
            Subject: Morning Edition, Sunday 22 November 2026: Dockers return
            Date: Sun, 22 Nov 2026 21:30:00 +0000
            Message-ID: <morning.20261122T213000Z.\(id)@wiredesk.invalid>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_wiredesk_20261122T213000Z"
            """)
}

@Test func aMailHoldsThePlainTextAndAPageThatNeedsNothingElse() throws {
    let edition = edition("Dockers return — 港", lede: "They said: “yes”.\nFrom there .")
    let message = try Message(Press.mail(edition))
    let types = message.parts.map { part in part.fields.first { $0.name == "Content-Type" }?.body }
    #expect(types == ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
    #expect(message.parts[0].bytes == Press.text(edition))
    let page = message.parts[1].text
    #expect(
        page.contains(">Dockers return — 港</a></h3>") && page.contains("default-src 'none'; style-src '\(EnclosedStyle.source)'"))
    // Every link leads to a source: there are no other pages beside a mail.
    #expect(page.components(separatedBy: "href=\"").dropFirst().allSatisfy { $0.hasPrefix("https://") })
    #expect(!page.contains("<details") && !page.contains("src=") && !page.contains("@import"))
}

@Test func theSubjectIsTheTitleWhereThereIsNothingToTell() throws {
    #expect(try Message(Press.mail(morning([])))["Subject"] == "Morning Edition, Sunday 22 November 2026")
}

@Test func aMailIsAFunctionOfItsEdition() throws {
    let mails = ["a", "b", "a"].map { Press.mail(edition($0)) }
    #expect(mails[0] == mails[2] && mails[0] != mails[1])
    let ids = try mails.map { try #require(try Message($0)["Message-ID"]) }
    #expect(ids[0] == ids[2] && ids[0] != ids[1])
}

@Test(arguments: [
    "Dockers return to work", "Bcc: all@example.org\r\nBcc: x@example.org\n\n<script>", "a\r\n b\n\tc", "=?utf-8?B?Qg==?=", "",
    String(repeating: "x", count: 2000), String(repeating: "word ", count: 400), String(repeating: "港湾", count: 300),
    String(repeating: "👩‍👩‍👧", count: 40), "\u{0}\u{1}x\u{7f}\u{85}y\u{2028}z\u{202e}", "é", "tab\there",
])
func whateverStandsInATitleOneFieldComesOfIt(_ words: String) throws {
    for bytes in [Press.mail(edition(words)), Press.mail(edition("x", title: words))] {
        let message = try Message(bytes)
        #expect(
            message.fields.map(\.name) == [
                "From", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
            ])
        let subject = try Message.decoded(try #require(message["Subject"]))
        let expected = words.shown.split(separator: " ").joined(separator: " ").prefix(8)
        #expect(expected.isEmpty || subject.split(separator: " ").joined(separator: " ").contains(expected))
        #expect(!subject.unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) })
    }
}

@Test(arguments: [
    "plain", "a = b", "trailing \nspace \n", ".\n.\nx\n", "From me\nFrom you", String(repeating: "x", count: 500),
    "é\u{0}\r\n=\n",
    String(repeating: "= ", count: 100), String(repeating: ".From ", count: 60), "", String(repeating: "слово ", count: 100),
])
func linesOfAMailAreShortAndGiveBackWhatWasPutIn(_ words: String) throws {
    for encoding in [TransferEncoding.quotedPrintable, .base64] {
        let lines = text(encoding.encoded(Array(words.utf8))).split(separator: "\n", omittingEmptySubsequences: false)
        let fair = lines.allSatisfy { line in
            line.utf8.count <= 76 && line.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !line.hasSuffix(" ") && line != "."
                && !line.hasPrefix("From ") && !line.contains("=_")
        }
        #expect(fair)
        let whole =
            "Content-Type: x; boundary=\"=_b\"\n\n--=_b\nContent-Transfer-Encoding: \(encoding.rawValue)\n\n"
            + lines.joined(separator: "\n") + "\n--=_b--\n"
        let back = try Message(Array(whole.utf8)).parts[0].text
        // A line of ours ends where the file does.
        #expect(back == words || back == words + "\n")
    }
}

@Test func whatIsMostlyBeyondASCIITravelsAsBase64() {
    #expect(TransferEncoding.shorter(for: Array("Слово за слово".utf8)) == .base64)
    #expect(
        TransferEncoding.shorter(for: Array("Zwölf Boxkämpfer jagen Viktor quer über den großen Deich".utf8)) == .quotedPrintable)
}

@Test(arguments: [
    ("0001-01-01T00:00:00Z", "Mon, 1 Jan 0001 00:00:00 +0000"), ("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000"),
    ("2028-02-29T06:05:04Z", "Tue, 29 Feb 2028 06:05:04 +0000"),
])
func theDateOfAMailIsItsClosing(_ closing: String, _ expected: String) throws {
    var edition = edition("x")
    edition.closing = at(closing)
    #expect(try Message(Press.mail(edition))["Date"] == expected)
}
