import Foundation
import FoundationXML
import News
import Testing

@testable import Press

private let labour = told(
    [
        member(0x10, "courier", "Dockers at Tarn return to work", sourceTitle: "Nordport Courier"),
        member(0x11, "radio", "Tarn & strike: \"over\"", sourceTitle: "Tarn Radio"),
    ], lede: "After eleven days the dockers of Tarn voted to end their strike.", tags: [topic("labour", "labour dispute")])
private let arabic = told([member(0x20, "a", "البرلمان يصوت", language: "ar")])

private let bound = morning(
    [
        Edition.Section(topic: "economy", label: "Economy", told: [labour], brief: [arabic]),
        Edition.Section(topic: nil, label: "\u{1}", told: [], brief: (1...20).map { told([member($0, "q", "Headline \($0)")]) }),
        // Told once more: the place of a story is where it is told first.
        Edition.Section(topic: "labour", label: "Labour", told: [labour], brief: []),
    ], inShort: [0x10])

/// The files of a ZIP archive in their order, as a program reads them that goes by its directory.
func files(ofZip bytes: [UInt8]) throws -> [(name: String, content: [UInt8])] {
    func number(_ at: Int, _ width: Int) -> Int { (0..<width).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    let end = bytes.count - 22
    try #require(number(end, 4) == 0x0605_4b50 && number(end + 20, 2) == 0)
    var at = number(end + 16, 4)
    #expect(at + number(end + 12, 4) == end)
    return try (0..<number(end + 10, 2)).map { _ in
        try #require(number(at, 4) == 0x0201_4b50)
        let (length, place) = (number(at + 28, 2), number(at + 42, 4))
        let name = String(decoding: bytes[(at + 46)..<(at + 46 + length)], as: UTF8.self)
        // What stands before the file says the same: stored, as long as it is, under this name.
        try #require(number(place, 4) == 0x0403_4b50)
        #expect(bytes[(place + 4)..<(place + 30)] == bytes[(at + 6)..<(at + 32)])
        #expect(number(place + 8, 2) == 0 && number(place + 18, 4) == number(place + 22, 4) && number(place + 28, 2) == 0)
        let start = place + 30 + length
        let content = Array(bytes[start..<(start + number(place + 22, 4))])
        #expect(number(place + 14, 4) == Int(CRC32.of(content)))
        at += 46 + length
        return (name, content)
    }
}

@Test func theChecksumIsThatOfZIP() { #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926) }

@Test func aBookBeginsWithWhatItIs() throws {
    let bytes = Press.book(bound)
    #expect(text(Array(bytes[30..<58])) == "mimetypeapplication/epub+zip")
    #expect(
        try files(ofZip: bytes).map(\.name) == [
            "mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/edition.xhtml",
            "EPUB/section-1.xhtml", "EPUB/section-2.xhtml", "EPUB/section-3.xhtml", "EPUB/style.css",
        ])
    #expect(Press.book(bound) == bytes)
}

@Test func thePackageOfABook() throws {
    let package = try #require(try files(ofZip: Press.book(bound)).first { $0.name == "EPUB/package.opf" }).content
    let lines = text(package).split(separator: "\n").filter { !$0.contains("schema:") }
    #expect(
        lines.joined(separator: "\n") == """
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
            <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:identifier id="id">tag:wiredesk,2026:edition/morning/2026-11-22T21:30:00Z</dc:identifier>
            <dc:title>Morning Edition, Sunday 22 November 2026</dc:title>
            <dc:language>en</dc:language>
            <dc:creator>wiredesk</dc:creator>
            <dc:date>2026-11-22T21:30:00Z</dc:date>
            <dc:description>\(text(Array(countsOfSmall.utf8)))</dc:description>
            <meta property="dcterms:modified">2026-11-22T21:30:00Z</meta>
            </metadata>
            <manifest>
            <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            <item id="style" href="style.css" media-type="text/css"/>
            <item id="edition" href="edition.xhtml" media-type="application/xhtml+xml"/>
            <item id="section-1" href="section-1.xhtml" media-type="application/xhtml+xml"/>
            <item id="section-2" href="section-2.xhtml" media-type="application/xhtml+xml"/>
            <item id="section-3" href="section-3.xhtml" media-type="application/xhtml+xml"/>
            </manifest>
            <spine>
            <itemref idref="edition"/>
            <itemref idref="section-1"/>
            <itemref idref="section-2"/>
            <itemref idref="section-3"/>
            </spine>
            </package>
            """)
}

private var countsOfSmall: String {
    var clock = EditionClock(bound)
    return bound.countsSentence(&clock)
}

@Test func theContentsOfABook() throws {
    let contents = try #require(try files(ofZip: Press.book(bound)).first { $0.name == "EPUB/nav.xhtml" }).content
    let body = try #require(text(contents).split(separator: "<body>\n").last)
    #expect(
        body == """
            <nav epub:type="toc" id="toc">
            <h1>Contents</h1>
            <ol>
            <li><a href="edition.xhtml">Morning Edition, Sunday 22 November 2026</a></li>
            <li><a href="section-1.xhtml">Economy</a>
            <ol>
            <li><a href="section-1.xhtml#s0000000000000010">Dockers at Tarn return to work</a></li>
            </ol>
            </li>
            <li><a href="section-2.xhtml">Section 2</a></li>
            <li><a href="section-3.xhtml">Labour</a>
            <ol>
            <li><a href="section-1.xhtml#s0000000000000010">Dockers at Tarn return to work</a></li>
            </ol>
            </li>
            </ol>
            </nav>
            </body>
            </html>

            """)
}

@Test func everyLinkWithinABookLeadsSomewhereAndEveryIdIsThereOnce() throws {
    let files = try files(ofZip: Press.book(bound)).filter { $0.name.hasSuffix(".xhtml") }
    var places = Set<String>()
    for (name, content) in files {
        let ids = text(content).components(separatedBy: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(Set(ids).count == ids.count)
        let file = String(name.dropFirst("EPUB/".count))
        places.formUnion([file] + ids.map { file + "#" + $0 })
    }
    let links = files.flatMap { text($0.content).components(separatedBy: "<a href=\"").dropFirst() }
        .map { String($0.prefix { $0 != "\"" }) }
    #expect(links.count > 30)
    #expect(links.filter { !$0.hasPrefix("https://") && !places.contains($0) } == [])
    // Every headline stands there, none folded away.
    let all = files.map { text($0.content) }.joined()
    #expect((1...20).allSatisfy { all.contains(">Headline \($0)</a>") } && !all.contains("<details"))
}

@Test func anEmptyEditionIsABookOfOnePage() throws {
    let files = try files(ofZip: Press.book(morning([])))
    #expect(
        files.map(\.name).filter { $0.hasPrefix("EPUB/s") || $0.hasPrefix("EPUB/e") } == ["EPUB/edition.xhtml", "EPUB/style.css"])
    #expect(text(files[4].content).contains("Enjoy the quiet."))
}

@Test func theMomentOfABookIsWholeSeconds() throws {
    var edition = bound
    edition.closing = Date(milliseconds: edition.closing.milliseconds + 250)
    let package = try #require(try files(ofZip: Press.book(edition)).first { $0.name == "EPUB/package.opf" }).content
    #expect(text(package).contains("<meta property=\"dcterms:modified\">2026-11-22T21:30:00Z</meta>"))
}

/// As an XML parser has it, which takes nothing else.
func isWellFormed(_ xml: [UInt8]) -> Bool {
    final class Witness: NSObject, XMLParserDelegate {
        var hasFault = false
        func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { hasFault = true }
    }
    let parser = XMLParser(data: Data(xml))
    let witness = Witness()
    parser.delegate = witness
    return parser.parse() && parser.parserError == nil && !witness.hasFault
}

@Test func thePagesOfABookAreWellFormed() throws {
    for broken in ["<p>a<br></p>", "<p>&nbsp;</p>", "<p a=b/>", "<p>&</p>", "<p>\u{1}</p>"] {
        #expect(!isWellFormed(Array(broken.utf8)), "\(broken)")
    }
    for (name, content) in try files(ofZip: Press.book(bound)) where name.hasSuffix("ml") || name.hasSuffix(".opf") {
        #expect(isWellFormed(content), "\(name)")
    }
}
