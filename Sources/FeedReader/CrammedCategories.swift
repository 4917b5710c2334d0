/// Categories that a publisher crammed into one element: `Politics; Economy`, `News|World`, `Politics, Economy, World`, `Top/World/Europe`.
///
/// Only to be asked of an item's only category, since who gives several elements means each as it stands. A semicolon or a bar parts
/// wherever it stands. A comma belongs to names too (`Paris, France`, `Arts, Culture and Media`): two of them are needed, and no part may
/// say `and` or `&`. So does a slash (`TCP/IP`): two are needed, with nothing but names between. Each part is at most `maxPartBytes` and
/// `maxPartWords` long, or nothing is parted.
enum CrammedCategories {
    private static let maxPartBytes = 40
    private static let maxPartWords = 4

    /// The parts, trimmed, without empty ones; nil when it is one category.
    static func parts(of category: String) -> [String]? {
        if let separator = category.utf8.first(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|") }) {
            return parts(category, at: separator, atLeast: 2)
        }
        if category.utf8.contains(UInt8(ascii: ",")) {
            guard let parts = parts(category, at: UInt8(ascii: ","), atLeast: 3), !parts.contains(where: joins) else {
                return nil
            }
            return parts
        }
        guard category.utf8.contains(UInt8(ascii: "/")), !category.utf8.contains(UInt8(ascii: ":")) else { return nil }
        let names = parts(category, at: UInt8(ascii: "/"), atLeast: 3)
        return names?.allSatisfy { $0.utf8.contains { $0.isASCIILetter || $0 >= 0x80 } } == true ? names : nil
    }

    private static func parts(_ category: String, at separator: UInt8, atLeast count: Int) -> [String]? {
        var parts: [String] = []
        for piece in category.utf8.split(separator: separator) {
            guard let first = piece.firstIndex(where: { $0 != 0x20 }), let last = piece.lastIndex(where: { $0 != 0x20 }) else {
                continue
            }
            let part = piece[first...last]
            let words = 1 + part.count(where: { $0 == 0x20 })
            guard part.count <= maxPartBytes, words <= maxPartWords else { return nil }
            parts.append(String(Substring(part)))
        }
        return parts.count >= count ? parts : nil
    }

    /// Whether it holds a word that joins the last parts of one name.
    private static func joins(_ part: String) -> Bool {
        part.split(separator: " ").contains {
            ["and", "or", "und", "et", "y", "e", "i", "en", "og", "och", "ja", "&"].contains($0)
        }
    }
}
