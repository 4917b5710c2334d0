/// A word or phrase of a topic, read: `port`, `central bank`, `vaccin*`, `=WHO`, `# year old`.
///
/// - `=` before it: letter for letter as it is written, capitals and accents included.
/// - `*` after it: its last word may go on.
/// - `#` as a word: any number.
/// - Otherwise its last word may take the light endings of the topic's languages.
package struct Phrase: Hashable, Sendable {
    /// Folded; a number's is `#`.
    let words: [String]
    /// Nil unless the phrase is exact: the words as they are written.
    let exact: [String]?
    let isPrefix: Bool
    /// Punctuation is written between its words, and may stand there in a text.
    let isLoose: Bool

    package static let mostWords = 12
    /// What a `*` may follow: fewer letters would begin too much.
    package static let fewestPrefixBytes = 3

    /// Why a phrase can never match anything, or is not let.
    package enum Fault: Error, Hashable, Sendable {
        case noWords, tooManyWords, starWithin, prefixTooShort, prefixAndExact
    }

    package init(_ written: String) throws(Fault) {
        var utf8 = Array(written.utf8)
        let isExact = utf8.first == UInt8(ascii: "=")
        if isExact { utf8.removeFirst() }
        isPrefix = utf8.last == UInt8(ascii: "*")
        if isPrefix { utf8.removeLast() }
        if utf8.contains(UInt8(ascii: "*")) { throw .starWithin }
        if isPrefix && isExact { throw .prefixAndExact }
        let hasNumber = utf8.contains(UInt8(ascii: "#"))
        let plain = hasNumber ? utf8.map { $0 == UInt8(ascii: "#") ? UInt8(ascii: "0") : $0 } : utf8
        let found = plain.withUnsafeBufferPointer { Words(utf8: $0) }
        guard found.count > 0 else { throw .noWords }
        guard found.count <= Phrase.mostWords else { throw .tooManyWords }
        words = (0..<found.count).map { i in
            let isNumber = hasNumber && found.range(i).count == 1 && utf8[found.range(i).lowerBound] == UInt8(ascii: "#")
            return isNumber ? "#" : found.folded(i)
        }
        exact = isExact ? (0..<found.count).map { String(decoding: utf8[found.range($0)], as: UTF8.self) } : nil
        isLoose = plain.withUnsafeBufferPointer { !found.areTogether(0...(found.count - 1), in: $0) }
        if isPrefix, words[words.count - 1].utf8.count < Phrase.fewestPrefixBytes { throw .prefixTooShort }
    }

    /// Whether every text that has this phrase has `other` in it, so that `other` is no more than a part of it.
    package func contains(_ other: Phrase) -> Bool {
        guard other.exact == nil, other.words.count <= words.count else { return false }
        return (0...(words.count - other.words.count)).contains { start in
            let part = words[start..<(start + other.words.count)]
            if part.elementsEqual(other.words) { return !(isPrefix && part.endIndex == words.count && !other.isPrefix) }
            return other.isPrefix && part.dropLast().elementsEqual(other.words.dropLast())
                && (part.last ?? "").hasPrefix(other.words.last ?? "")
        }
    }
}
