/// Parts HTML into text and tags in one pass, after the tokenizer of the HTML standard (section 13.2.5), with two differences that
/// lose less of a feed's text: a quote or comment that never closes ends at the next `>`, and a `<` that begins no tag is text.
struct HTMLTokenizer {
    enum Token {
        /// Holds character references still.
        case text(Range<Int>)
        case start(HTMLElement)
        case end(HTMLElement)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// Where `]]>` will end a CDATA section, whose content is read like the rest.
    private var sectionEnd: Int?

    // What the rest of the input is known to lack, so that no search for it is made twice.
    private var lacksGreater = false
    private var lacksCommentEnd = false
    private var lacksSectionEnd = false
    /// Set once a tag's quotes led to the end of the input: from there on tags end at the next `>`, whatever is quoted.
    private var hasBrokenQuotes = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Nil at the end. Tags of elements that HTML does not know are passed over.
    mutating func next() -> Token? {
        while position < bytes.count {
            let start = position
            if let sectionEnd, start >= sectionEnd {
                self.sectionEnd = nil
                if start == sectionEnd {
                    position += 3
                    continue
                }
            }
            if bytes[start] == UInt8(ascii: "<") {
                switch markup(at: start) {
                case .text: position = start + 1
                case .skipped: continue
                case .token(let token): return token
                }
            }
            // Text up to the next `<` that may begin markup; one that does not costs a token of its own.
            let limit = sectionEnd ?? bytes.count
            position = min(bytes.first(UInt8(ascii: "<"), from: position) ?? limit, limit)
            return .text(start..<position)
        }
        return nil
    }

    private enum Markup { case text, skipped, token(Token) }

    /// What the `<` at `start` begins; moves behind it unless it is text.
    private mutating func markup(at start: Int) -> Markup {
        guard start + 1 < bytes.count else { return .text }
        switch bytes[start + 1] {
        case let byte where byte.isASCIILetter: return tag(nameAt: start + 1, isEnd: false)
        case UInt8(ascii: "/"):
            guard start + 2 < bytes.count else { return finish() }
            if bytes[start + 2].isASCIILetter { return tag(nameAt: start + 2, isEnd: true) }
            guard bytes[start + 2] == UInt8(ascii: ">") else { return .text }
            position = start + 3
            return .skipped
        case UInt8(ascii: "!"): return declaration(at: start)
        case UInt8(ascii: "?"):
            guard start + 2 < bytes.count, bytes[start + 2].isASCIILetter, let end = greater(from: start) else { return .text }
            position = end + 1
            return .skipped
        default: return .text
        }
    }

    private mutating func finish() -> Markup {
        position = bytes.count
        return .skipped
    }

    // MARK: Tags

    private mutating func tag(nameAt nameStart: Int, isEnd: Bool) -> Markup {
        var index = nameStart
        while index < bytes.count, !isNameEnd(bytes[index]), bytes[index] != UInt8(ascii: "<") { index += 1 }
        let element = HTMLElement(named: UnsafeRawBufferPointer(bytes)[nameStart..<index])
        guard let end = tagEnd(from: index) else {
            // The text was cut within a tag, or this is a lone `<`.
            let isCut = index == bytes.count ? isEnd || element != nil : element != nil && hasEquals(after: index)
            return isCut ? finish() : .text
        }
        position = end + 1
        guard let element else { return .skipped }
        if element == .hidden, !isEnd, bytes[end - 1] != UInt8(ascii: "/") {
            skipContent(ofElementAt: nameStart..<index)
            return .skipped
        }
        return .token(isEnd ? .end(element) : .start(element))
    }

    private func isNameEnd(_ byte: UInt8) -> Bool { byte.isASCIISpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") }

    /// The `>` that ends a tag whose name ends at `start`: not one within a quoted value, if its quotes close. Nil when there is none.
    private mutating func tagEnd(from start: Int) -> Int? {
        var index = hasBrokenQuotes ? bytes.count : start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") { return index }
            index += 1
            guard byte == UInt8(ascii: "=") else { continue }
            while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") else { continue }
            index = bytes.first(bytes[index], from: index + 1).map { $0 + 1 } ?? bytes.count
        }
        hasBrokenQuotes = true
        return greater(from: start)
    }

    private mutating func greater(from index: Int) -> Int? {
        if lacksGreater { return nil }
        if let found = bytes.first(UInt8(ascii: ">"), from: index) { return found }
        lacksGreater = true
        return nil
    }

    /// A short look, since each `<` of the rest may ask.
    private func hasEquals(after index: Int) -> Bool {
        let limit = min(bytes.count, index + 64)
        return bytes[index..<limit].contains(UInt8(ascii: "="))
    }

    /// Passes the content and the end tag; all the rest when there is no end tag, as browsers do.
    private mutating func skipContent(ofElementAt name: Range<Int>) {
        var search = position
        while let open = bytes.first(UInt8(ascii: "<"), from: search) {
            search = open + 1
            guard open + 2 + name.count < bytes.count, bytes[open + 1] == UInt8(ascii: "/"),
                zip(name, open + 2..<open + 2 + name.count).allSatisfy({ bytes[$0].asciiLowered == bytes[$1].asciiLowered }),
                isNameEnd(bytes[open + 2 + name.count])
            else { continue }
            position = (tagEnd(from: open + 2 + name.count) ?? bytes.count - 1) + 1
            return
        }
        position = bytes.count
    }

    // MARK: Comments and the like

    private mutating func declaration(at start: Int) -> Markup {
        if bytes.hasASCII("<!--", at: start) { return comment(at: start) }
        if bytes.hasASCII("<![cdata[", at: start) {
            // Escaped once too often; what is in it is the text itself.
            position = start + 9
            if sectionEnd == nil, !lacksSectionEnd {
                sectionEnd = first("]]>", from: position)
                lacksSectionEnd = sectionEnd == nil
            }
            return .skipped
        }
        guard start + 2 < bytes.count, bytes[start + 2].isASCIILetter || bytes[start + 2] == UInt8(ascii: "["),
            let end = greater(from: start)
        else { return .text }
        position = end + 1
        return .skipped
    }

    private mutating func comment(at start: Int) -> Markup {
        // `<!-->` and `<!--->` are whole.
        if bytes.hasASCII(">", at: start + 4) || bytes.hasASCII("->", at: start + 4) {
            position = start + (bytes[start + 4] == UInt8(ascii: ">") ? 5 : 6)
            return .skipped
        }
        if !lacksCommentEnd, let end = first("-->", from: start + 4) {
            position = end + 3
            return .skipped
        }
        lacksCommentEnd = true
        guard let end = greater(from: start) else { return finish() }
        position = end + 1
        return .skipped
    }

    /// Where `mark`, which ends in `>`, begins.
    private func first(_ mark: StaticString, from start: Int) -> Int? {
        var search = start
        while let greater = bytes.first(UInt8(ascii: ">"), from: search) {
            let index = greater + 1 - mark.utf8CodeUnitCount
            if index >= start, bytes.hasASCII(mark, at: index) { return index }
            search = greater + 1
        }
        return nil
    }
}
