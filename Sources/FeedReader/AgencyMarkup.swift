/// How the elements within an agency's text are read: NITF's in HTML's terms.
enum AgencyMarkup {
    enum Treatment {
        case plain, hidden, media, person, note, body, lineBreak
        /// What stands around a page's text where it is directly in the body.
        case edge
        /// A whole NITF document.
        case document
    }

    // Ranks beside those of headline and text: 0.
    static let text: UInt8 = 2
    static let subHeadline: UInt8 = 3
    static let caption: UInt8 = 9
    /// Of a component that is not the main one.
    static let aside: UInt8 = 16
    /// Of a component that says the same as one before it.
    static let again: UInt8 = 64

    static let names = renamed.map(\.0) + treated.map(\.0)

    private static let renamed: [(String, StaticString)] = [
        ("hl1", "h2"), ("hl2", "h2"), ("hl3", "h3"), ("hl4", "h4"), ("bq", "blockquote"), ("block", "div"), ("fn", "div"),
        ("nitf-table", "div"), ("custom-table", "div"), ("body.content", "div"), ("body.end", "div"), ("tagline", "p"),
    ]

    private static let treated: [(String, Treatment)] = [
        ("head", .hidden), ("body.head", .hidden), ("nitf-table-metadata", .hidden), ("byttl", .hidden), ("header", .edge),
        ("footer", .edge), ("body", .body), ("media", .media), ("person", .person), ("note", .note), ("nitf", .document),
        ("br", .lineBreak),
    ]

    private static let htmlNames = Dictionary(
        renamed.compactMap { name, html in Vocabulary.number(of: name).map { ($0, html) } },
        uniquingKeysWith: { first, _ in first })

    private static let treatments = Dictionary(
        treated.compactMap { name, treatment in Vocabulary.number(of: name).map { ($0, treatment) } },
        uniquingKeysWith: { first, _ in first })

    /// Nil where it is the same, or none.
    static func html(_ number: Int) -> StaticString? { htmlNames[number] }

    static func treatment(of number: Int) -> Treatment { treatments[number] ?? .plain }
}
