// What stands in a text and is no part of the news.

/// Whether a sentence sends its reader to an address, or is made of hashtags: `Watch more at https://...`, `#Flynn #News`.
func sendsElsewhere(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
    var (isWordStart, words, tags) = (true, 0, 0)
    for place in sentence.indices {
        let byte = sentence[place]
        if byte == UInt8(ascii: ":"), sentence.count - place > 2, sentence[place + 1] == UInt8(ascii: "/"),
            sentence[place + 2] == UInt8(ascii: "/")
        {
            return true
        }
        if isWordStart, byte > 0x20 {
            words += 1
            if byte == UInt8(ascii: "#") { tags += 1 }
        }
        isWordStart = byte <= 0x20
    }
    return words > 0 && tags == words
}

/// The same of a paragraph.
func sendsElsewhere(_ paragraph: String) -> Bool {
    var paragraph = paragraph
    return paragraph.withUTF8 { sendsElsewhere($0) }
}

/// Whether a sentence speaks of a picture that stood beside it: `Lind (right), pictured at the port`.
func isCaption(_ sentence: UnsafeBufferPointer<UInt8>, _ words: Words) -> Bool {
    if (0..<words.count).contains(where: { pictured.contains(words.folded($0)) }) { return true }
    for place in sentence.indices where sentence[place] == UInt8(ascii: "(") {
        let inside = sentence[(place + 1)...].prefix { $0 != UInt8(ascii: ")") }
        if inside.count <= 7, sides.contains(String(decoding: inside, as: UTF8.self)) { return true }
    }
    return false
}

private let pictured: Set<String> = ["pictured", "abgebildet"]
private let sides: Set<String> = ["left", "right", "centre", "center", "above", "below", "links", "rechts"]
