import News

/// Writes an edition as a book for e-readers (EPUB 3.3): a front page, and a chapter for each section. One file complete in
/// itself; nothing is loaded, nothing runs, and the same edition gives the same bytes.
struct BookWriter {
    private let edition: Edition
    private let sections: [(section: Edition.Section, label: String)]
    private var writer: HTMLWriter
    /// Where each story has its anchor.
    private var places: [Key: String] = [:]

    private static let front = "edition.xhtml"
    private static let style = "style.css"

    static func bytes(of edition: Edition, url: String?) -> [UInt8] {
        var book = BookWriter(edition, url: url)
        return book.bound()
    }

    private init(_ edition: Edition, url: String?) {
        self.edition = edition
        sections = edition.printedSections
        writer = HTMLWriter(edition, url: url)
        for (number, (section, _)) in sections.enumerated() {
            for story in (section.told + section.brief).lazy.map(\.story.id) where places[story] == nil {
                places[story] = Self.chapter(number) + "#" + HTMLWriter.anchor(story)
            }
        }
    }

    private static func chapter(_ number: Int) -> String { "section-\(number + 1).xhtml" }

    private mutating func bound() -> [UInt8] {
        var zip = ZipWriter()
        // First, so that a program that looks at the first bytes knows what it is.
        zip.add("mimetype", Array("application/epub+zip".utf8))
        zip.add("META-INF/container.xml", Array(Self.container.utf8))
        zip.add("EPUB/package.opf", package())
        zip.add("EPUB/nav.xhtml", contents())
        zip.add("EPUB/" + Self.front, frontPage())
        for (number, (section, label)) in sections.enumerated() {
            zip.add("EPUB/" + Self.chapter(number), chapter(section, label))
        }
        zip.add("EPUB/" + Self.style, Array(EnclosedStyle.css.utf8))
        return zip.finished()
    }

    private static let container = """
        <?xml version="1.0" encoding="utf-8"?>
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
        </container>

        """

    private var title: String { edition.titleLine(writer.clock).shown }

    // MARK: - The package

    private mutating func package() -> [UInt8] {
        writer.bytes.set(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
            <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">

            """)
        element("dc:identifier id=\"id\"", AtomWriter.id(of: edition))
        element("dc:title", title)
        element("dc:language", "en")
        element("dc:creator", "wiredesk")
        var moment: [UInt8] = []
        moment.set(utc: edition.closing, to: .seconds)
        element("dc:date", String(decoding: moment, as: UTF8.self))
        element("dc:description", edition.countsSentence(&writer.clock))
        element("meta property=\"dcterms:modified\"", String(decoding: moment, as: UTF8.self))
        for (property, value) in [
            ("accessMode", "textual"), ("accessModeSufficient", "textual"), ("accessibilityFeature", "tableOfContents"),
            ("accessibilityFeature", "structuralNavigation"), ("accessibilityFeature", "readingOrder"),
            ("accessibilityHazard", "none"),
            ("accessibilitySummary", "Text only, with headings and a table of contents; words in another language are marked."),
        ] { element("meta property=\"schema:\(property)\"", value) }
        let chapters = [Self.front] + sections.indices.map(Self.chapter)
        writer.bytes.set("</metadata>\n<manifest>\n")
        item("nav.xhtml", "application/xhtml+xml", " properties=\"nav\"")
        item(Self.style, "text/css")
        for chapter in chapters { item(chapter, "application/xhtml+xml") }
        writer.bytes.set("</manifest>\n<spine>\n")
        for chapter in chapters { writer.bytes.set("<itemref idref=\"\(Self.id(of: chapter))\"/>\n") }
        writer.bytes.set("</spine>\n</package>\n")
        return taken()
    }

    /// `start` is the element's name, and its attributes.
    private mutating func element(_ start: String, _ words: String) {
        writer.bytes.set("<\(start)>")
        writer.text(words)
        writer.bytes.set("</\(start.prefix { $0 != " " })>\n")
    }

    private mutating func item(_ file: String, _ type: StaticString, _ properties: StaticString = "") {
        writer.bytes.set("<item id=\"\(Self.id(of: file))\" href=\"\(file)\" media-type=\"\(type)\"\(properties)/>\n")
    }

    private static func id(of file: String) -> String { String(file.prefix { $0 != "." }) }

    // MARK: - The pages

    private mutating func contents() -> [UInt8] {
        page("Contents") { book in
            book.writer.bytes.set("<nav epub:type=\"toc\" id=\"toc\">\n<h1>Contents</h1>\n<ol>\n<li>")
            book.link(to: Self.front, book.title)
            book.writer.bytes.set("</li>\n")
            for (number, (section, label)) in book.sections.enumerated() {
                book.writer.bytes.set("<li>")
                book.link(to: Self.chapter(number), label)
                if !section.told.isEmpty { book.writer.bytes.set("\n<ol>\n") }
                for telling in section.told.lazy.map(Telling.init) {
                    book.writer.bytes.set("<li>")
                    book.link(
                        to: book.places[telling.told.story.id] ?? Self.chapter(number), telling.headline,
                        voice: HTMLWriter.voice(telling.lead.language, of: telling.headline))
                    book.writer.bytes.set("</li>\n")
                }
                book.writer.bytes.set(section.told.isEmpty ? "</li>\n" : "</ol>\n</li>\n")
            }
            book.writer.bytes.set("</ol>\n</nav>\n")
        }
    }

    private mutating func link(to place: String, _ words: String, voice: String = "") {
        writer.bytes.set("<a href=\"\(place)\"\(voice)>")
        writer.isolated(words)
        writer.bytes.set("</a>")
    }

    private mutating func frontPage() -> [UInt8] {
        page(title) { book in
            book.writer.masthead()
            let places = book.places
            book.writer.short { places[$0.told.story.id] }
            book.writer.colophon()
        }
    }

    private mutating func chapter(_ section: Edition.Section, _ label: String) -> [UInt8] {
        page(label) { book in
            book.writer.bytes.set("<h2>")
            book.writer.isolated(label)
            book.writer.bytes.set("</h2>\n")
            book.writer.section(section)
        }
    }

    private mutating func page(_ title: String, _ body: (inout BookWriter) -> Void) -> [UInt8] {
        writer.bytes.set(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en" dir="ltr">
            <head>
            <meta charset="utf-8"/>
            <title>
            """)
        writer.text(title)
        writer.bytes.set("</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"\(Self.style)\"/>\n</head>\n<body>\n")
        body(&self)
        writer.bytes.set("</body>\n</html>\n")
        return taken()
    }

    private mutating func taken() -> [UInt8] {
        defer { writer.bytes.removeAll(keepingCapacity: true) }
        return writer.bytes
    }
}
