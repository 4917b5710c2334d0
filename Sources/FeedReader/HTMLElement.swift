/// What an element means for the text around it.
enum HTMLElement: UInt8, Sendable {
    /// Parts neither words nor paragraphs.
    case inline
    /// `b`, `strong`: inline; a paragraph of nothing else may be a heading.
    case bold
    /// Begins and ends a piece of text of its own.
    case block
    /// A paragraph or the like; unlike other blocks it ends a heading that was left open.
    case paragraph
    case heading, list, listItem, quotation, preformatted
    /// `br`
    case lineBreak
    /// `td`, `th`: parts words only, so that a row stays together.
    case cell
    /// Its content is no text of the page and holds no markup: `script`, `style`, `title` ...
    case hidden

    /// Nil when HTML has no element of that name; names are compared without case.
    init?(named name: UnsafeRawBufferPointer.SubSequence) {
        guard let element = HTMLElement.known[HTMLElement.packed(name)] else { return nil }
        self = element
    }

    /// Up to 10 ASCII letters and digits, without case, as one number; 0 for what cannot be an element of HTML.
    static func packed(_ name: some Collection<UInt8>) -> UInt64 {
        guard name.count <= longestName else { return 0 }
        var key: UInt64 = 0
        for byte in name {
            // 1...26 for letters, 27 and on for the digits of h1...h6; nothing else is in a known name.
            let code = byte.isASCIILetter ? (byte | 0x20) - 0x60 : (0x31...0x36).contains(byte) ? byte - 0x30 + 26 : 0
            guard code > 0 else { return 0 }
            key = key << 6 | UInt64(code)
        }
        return key
    }

    private static let longestName = 10

    private static let known: WordTable<HTMLElement> = {
        let table: [(HTMLElement, String)] = [
            (.heading, "h1 h2 h3 h4 h5 h6"),
            (.paragraph, "p table hr dl section article aside nav main footer"),
            (.list, "ul ol dir menu"),
            (.listItem, "li"),
            (.quotation, "blockquote"),
            (.preformatted, "pre listing"),
            (.lineBreak, "br"),
            (.cell, "td th"),
            (.hidden, "script style title iframe noembed noframes textarea xmp"),
            (
                .block,
                """
                address body caption center dd details dialog div dt fieldset figcaption figure form frameset head header hgroup html
                legend optgroup option search select summary tbody tfoot thead tr
                """
            ),
            (.bold, "b strong"),
            (
                .inline,
                """
                a abbr acronym applet area audio base basefont bdi bdo bgsound big blink button canvas cite code col colgroup data
                datalist del dfn em embed font frame i img image input ins kbd label link map mark marquee math meta meter nobr
                noscript object output param picture progress q rb rp rt rtc ruby s samp slot small source span strike sub
                sup svg template time track tt u var video wbr
                """
            ),
        ]
        return WordTable(
            table.flatMap { element, names in
                names.split { $0 == " " || $0 == "\n" }.map { (packed($0.utf8), element) }
            })
    }()
}
