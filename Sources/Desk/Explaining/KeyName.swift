import Archive
import News

/// What a person calls an item or a story by: its key, the first six or more digits of it, or the page of a story.
struct KeyName {
    let text: String

    init(_ text: String) { self.text = text }

    enum Meaning: Hashable {
        case item(Key)
        /// Why it is none, for people.
        case none(String)
    }

    private static let fewestDigits = 6

    /// A story is called by the key of its earliest item, and an item that was told as another story's earliest still leads to the
    /// story that it is in now: each of these is an item's key.
    func meaning(in archive: Archive) throws(ArchiveError) -> Meaning {
        var digits = Substring(text)
        if digits.hasSuffix(".html") { digits = digits.dropLast(5) }
        if let slash = digits.lastIndex(of: "/") { digits = digits[digits.index(after: slash)...] }
        let name = digits.lowercased()
        guard Key.range(beginningWith: name) != nil else {
            return .none("\(text): not a key: 16 digits of 0-9 and a-f, as latest.json has them")
        }
        guard name.utf8.count >= KeyName.fewestDigits else {
            return .none("\(text): too short for a key: give its first \(KeyName.fewestDigits) digits or more")
        }
        let keys = try archive.keys(beginningWith: name, most: 5)
        if let key = keys.first, keys.count == 1 { return .item(key) }
        if keys.isEmpty {
            return .none(
                name.utf8.count == 16
                    ? "\(name): no such item in the archive (latest.json has the keys)"
                    : "\(name): no key in the archive begins so (latest.json has the keys)")
        }
        let some = keys.prefix(4).map(\.description).joined(separator: ", ")
        return .none("\(name): several keys begin so: \(some)\(keys.count > 4 ? " ..." : ""); give more digits")
    }
}
