/// Where the parts of a JSON Feed document are, found on its bytes, so that each is decoded by itself: one that is not well
/// formed costs itself, a break in the file what comes after it, and no decoder makes a tree of 64 MiB.
///
/// Only quotation marks and brackets are looked at; the rest of the grammar is the decoder's.
struct JSONOutline {
    private let text: UnsafeBufferPointer<UInt8>
    private let limits: ReadingLimits
    private var at: Int
    /// The last value of each wanted name at the top.
    private(set) var members: [String: Range<Int>] = [:]
    /// Nil when the document has none.
    private(set) var items: [Range<Int>]?
    /// Where an item begins that the file's end cuts.
    private(set) var cutItem: Int?
    /// Whether the file ends before the document does.
    private(set) var isTruncated = false
    /// What follows the document.
    private(set) var junk: Int?

    /// Whether it looks like a JSON object: after byte order marks and white space a brace, then a name or the end.
    static func begins(_ text: UnsafeBufferPointer<UInt8>) -> Bool { start(of: text) != nil }

    private static func start(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = 0
        while at < text.count {
            if isSpace(text[at]) {
                at += 1
            } else if text[at] == 0xEF, at + 2 < text.count, text[at + 1] == 0xBB, text[at + 2] == 0xBF {
                at += 3
            } else {
                break
            }
        }
        guard at < text.count, text[at] == UInt8(ascii: "{") else { return nil }
        let next = text[(at + 1)...].first { !isSpace($0) }
        return next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") ? at : nil
    }

    /// Nil when `text` is no JSON object. `names`: the members wanted. Throws `.limit` past the depth or number of items of `limits`.
    init?(of text: UnsafeBufferPointer<UInt8>, names: Set<String>, limits: ReadingLimits) throws(FeedError) {
        guard let start = Self.start(of: text) else { return nil }
        self.text = text
        self.limits = limits
        at = start + 1
        try document(names)
    }

    private var peek: UInt8? { at < text.count ? text[at] : nil }

    private mutating func skipSpaceAndCommas() {
        while let byte = peek, isSpace(byte) || byte == UInt8(ascii: ",") { at += 1 }
    }

    private mutating func document(_ names: Set<String>) throws(FeedError) {
        while true {
            skipSpaceAndCommas()
            switch peek {
            case nil:
                isTruncated = true
                return
            case UInt8(ascii: "}"):
                junk = text[(at + 1)...].firstIndex { !isSpace($0) }
                return
            case UInt8(ascii: "\""):
                try member(names)
                if isTruncated { return }
            default: at += 1
            }
        }
    }

    private mutating func member(_ names: Set<String>) throws(FeedError) {
        let start = at
        guard skipString() else {
            isTruncated = true
            return
        }
        // A name with escapes in it is none of those that the specification has.
        let name = String(decoding: text[(start + 1)..<min(at - 1, start + 41)], as: UTF8.self)
        while let byte = peek, isSpace(byte) { at += 1 }
        guard peek == UInt8(ascii: ":") else { return }
        at += 1
        while let byte = peek, isSpace(byte) { at += 1 }
        if name == "items", peek == UInt8(ascii: "[") { return try list() }
        let value = at
        guard try skipValue(depth: 1) else {
            isTruncated = true
            return
        }
        if names.contains(name) { members[name] = value..<at }
    }

    /// At the bracket of `items`.
    private mutating func list() throws(FeedError) {
        at += 1
        var found = items ?? []
        defer { items = found }
        while true {
            skipSpaceAndCommas()
            guard let next = peek else {
                isTruncated = true
                return
            }
            if next == UInt8(ascii: "]") {
                at += 1
                return
            }
            let start = at
            if next == UInt8(ascii: "}") || next == UInt8(ascii: ":") {
                at += 1
                continue
            }
            if found.count == limits.maxItems { throw FeedError(.limit, "it has more than \(limits.maxItems) items") }
            guard try skipValue(depth: 2) else {
                isTruncated = true
                cutItem = start
                return
            }
            found.append(start..<at)
        }
    }

    /// False when the file ends within the value.
    private mutating func skipValue(depth outer: Int) throws(FeedError) -> Bool {
        var depth = outer
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                guard skipString() else { return false }
                if depth == outer { return true }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > limits.maxDepth { throw FeedError(.limit, "values are nested deeper than \(limits.maxDepth)") }
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == outer { return true }
                depth -= 1
                at += 1
                if depth == outer { return true }
            case UInt8(ascii: ",") where depth == outer: return true
            default: at += 1
            }
        }
        return false
    }

    /// At a quotation mark. False when the file ends within the string.
    private mutating func skipString() -> Bool {
        at += 1
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "\""):
                at += 1
                return true
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
        at = text.count
        return false
    }
}
