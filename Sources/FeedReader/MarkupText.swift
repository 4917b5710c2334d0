import News

/// Text out of markup. All linear in the bytes, which may be invalid UTF-8: what is wrong becomes U+FFFD.
enum MarkupText {
    /// Markup out, character references resolved (once more where they were escaped twice), white space folded, controls out.
    ///
    /// Blocks and line breaks part words, inline elements do not. A `<` that begins no tag stays, as does a `&` that begins no reference.
    static func plain(_ markup: UnsafeBufferPointer<UInt8>) -> String {
        if isPlain(markup) { return String(decoding: markup, as: UTF8.self) }
        let once = flattened(markup)
        guard once.resolvedMarkup, once.withBytes(looksEscaped) else { return once.string }
        return once.withBytes { flattened($0).string }
    }

    /// HTML to blocks. Text without any tag is parted at its blank lines; HTML that was escaped twice, from its first tag on, is
    /// read as HTML.
    static func blocks(_ markup: UnsafeBufferPointer<UInt8>) -> [Block] {
        var builder = BlockBuilder(capacity: markup.count)
        let isTagged = hasTag(markup)
        if !isTagged, let first = markup.firstIndex(where: { !$0.isASCIISpace }), markup.hasASCII("&lt;", at: first) {
            let once = flattened(markup)
            if once.withBytes({ $0.first == UInt8(ascii: "<") && looksEscaped($0) }) {
                once.withBytes { builder.read($0, isTagged: true) }
                return builder.finished()
            }
        }
        builder.read(markup, isTagged: isTagged)
        return builder.finished()
    }

    /// Text that is no markup: white space folded; control, bidi-control and zero-width characters out.
    static func clean(_ text: UnsafeBufferPointer<UInt8>) -> String {
        if isPlain(text) { return String(decoding: text, as: UTF8.self) }
        var folded = FoldedText(capacity: text.count)
        folded.append(text, resolving: false)
        return folded.string
    }

    /// A name that is no text, an id or a media type, as it is but for white space around it; cleaned where there are control
    /// characters in it.
    static func name(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let text = text.trimmed
        if text.isPrintableASCII { return String(decoding: text, as: UTF8.self) }
        var last: UInt8 = 0
        for byte in text {
            // U+0080 to U+009F are C2 80 to C2 9F.
            if byte < 0x20 || byte == 0x7F || (last == 0xC2 && byte < 0xA0) { return clean(text) }
            last = byte
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether there is a tag or a character reference in it: a tag of an element that HTML knows, closed by `>`; a reference with its
    /// semicolon.
    static func looksLikeMarkup(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        hasReference(text) || hasTag(text)
    }

    /// Whether nothing would change: printable ASCII, no `<` or `&`, single spaces within.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = UnsafeRawPointer(text.baseAddress), let last = text.last else { return true }
        if text[0] == 0x20 || last == 0x20 { return false }
        guard
            text.hasNone({
                $0.areBelowOrBeyondASCII(0x20) .| $0.are(UInt8(ascii: "<")) .| $0.are(UInt8(ascii: "&")) .| $0.are(0x7F)
            })
        else { return false }
        // A space behind a space.
        var index = 1
        while index + Lanes.count <= text.count {
            if !(Lanes(start, at: index).are(0x20) .& Lanes(start, at: index - 1).are(0x20)).isClear { return false }
            index += Lanes.count
        }
        while index < text.count {
            if text[index] == 0x20, text[index - 1] == 0x20 { return false }
            index += 1
        }
        return true
    }

    private static func flattened(_ markup: UnsafeBufferPointer<UInt8>) -> FoldedText {
        var text = FoldedText(capacity: markup.count)
        var tokenizer = HTMLTokenizer(markup)
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): text.append(UnsafeBufferPointer(rebasing: markup[range]), resolving: true)
            case .start(.inline), .end(.inline), .start(.bold), .end(.bold): break
            case .start, .end: text.appendSpace()
            }
        }
        return text
    }

    /// Whether text that came out of references holds a whole reference again, or the end tag of an element that HTML knows: a title
    /// may speak of `<b>`, but hardly of `<b>` and `</b>`.
    private static func looksEscaped(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if hasReference(text) { return true }
        var tokenizer = HTMLTokenizer(text)
        while let token = tokenizer.next() {
            if case .end = token { return true }
        }
        return false
    }

    private static func hasReference(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var search = 0
        while let ampersand = text.first(UInt8(ascii: "&"), from: search) {
            if CharacterReferences.isWhole(text, at: ampersand) { return true }
            search = ampersand + 1
        }
        return false
    }

    private static func hasTag(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var tokenizer = HTMLTokenizer(text)
        while let token = tokenizer.next() {
            if case .text = token { continue }
            return true
        }
        return false
    }
}

/// Gathers a page's blocks.
private struct BlockBuilder: ~Copyable {
    private var blocks: [Block] = []
    private var text: FoldedText
    private var isHeading = false
    private var isItemBegun = false
    private var quotations = 0
    private var preformatted = 0
    private var bolds = 0
    /// Whether the block has text that is not bold.
    private var hasPlain = false
    /// The last block is a paragraph that may be a heading: what follows decides.
    private var isLastDoubtful = false
    /// How long the block's text was at the last line break; -1 when there was none.
    private var lengthAtBreak = -1

    init(capacity: Int) { text = FoldedText(capacity: capacity) }

    mutating func read(_ markup: UnsafeBufferPointer<UInt8>, isTagged: Bool) {
        // Without tags line breaks are all there is to part paragraphs.
        if !isTagged { preformatted = 1 }
        var tokenizer = HTMLTokenizer(markup)
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): append(UnsafeBufferPointer(rebasing: markup[range]))
            case .start(let element): start(element)
            case .end(let element): end(element)
            }
        }
    }

    consuming func finished() -> [Block] {
        flush()
        return blocks
    }

    private mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        let length = text.trimmedLength
        defer { if bolds == 0, text.trimmedLength > length { hasPlain = true } }
        guard preformatted > 0 else { return text.append(piece, resolving: true) }
        var start = 0
        while let end = piece.first(UInt8(ascii: "\n"), from: start) {
            text.append(UnsafeBufferPointer(rebasing: piece[start..<end]), resolving: true)
            breakLine()
            start = end + 1
        }
        text.append(UnsafeBufferPointer(rebasing: piece[start...]), resolving: true)
    }

    private mutating func start(_ element: HTMLElement) {
        switch element {
        case .inline, .hidden: break
        case .bold: bolds += 1
        case .cell: text.appendSpace()
        case .lineBreak: breakLine()
        case .block: flush()
        case .paragraph, .list:
            flush()
            isHeading = false
        case .heading:
            flush()
            isHeading = true
        case .listItem:
            flush()
            isHeading = false
            isItemBegun = true
        case .quotation:
            flush()
            isHeading = false
            quotations += 1
        case .preformatted:
            flush()
            isHeading = false
            preformatted += 1
        }
    }

    private mutating func end(_ element: HTMLElement) {
        switch element {
        case .inline, .hidden: break
        case .bold: bolds = max(0, bolds - 1)
        case .cell: text.appendSpace()
        case .lineBreak: breakLine()
        case .block, .paragraph:
            flush()
            // One that was never closed makes no headings of all that follows.
            bolds = 0
        case .heading:
            flush()
            isHeading = false
        case .list, .listItem:
            flush()
            isItemBegun = false
        case .quotation:
            flush()
            quotations = max(0, quotations - 1)
        case .preformatted:
            flush()
            preformatted = max(0, preformatted - 1)
        }
    }

    /// One break parts words, two with nothing between them part paragraphs.
    private mutating func breakLine() {
        if text.trimmedLength == lengthAtBreak || looksLikeHeading && KeyPoints.announces(text.string) {
            flush()
        } else {
            lengthAtBreak = text.trimmedLength
            text.appendSpace()
        }
    }

    /// Ends the block. Only the first block of a list item is the item; what follows in it are paragraphs.
    private mutating func flush() {
        defer { lengthAtBreak = -1 }
        guard text.trimmedLength > 0 else { return text.removeAll() }
        let kind: Block.Kind = isHeading ? .heading : isItemBegun ? .listItem : quotations > 0 ? .quotation : .paragraph
        let isDoubtful = kind == .paragraph && looksLikeHeading
        if isLastDoubtful, let last = blocks.last, isHead(last, ofA: kind, isDoubtful) {
            blocks[blocks.count - 1] = Block(.heading, last.text)
        }
        isLastDoubtful = isDoubtful
        hasPlain = false
        isItemBegun = false
        blocks.append(Block(kind, text.string))
        text.removeAll()
    }

    /// Whether the block so far is short, all of it bold, and no sentence.
    private var looksLikeHeading: Bool {
        guard !hasPlain, quotations == 0, (1...100).contains(text.trimmedLength) else { return false }
        return text.withBytes { bytes in
            guard let last = bytes.last, !".!;,\"".utf8.contains(last) else { return false }
            return !bytes.suffix(3).elementsEqual("\u{2026}".utf8) && bytes.contains { $0.isASCIILetter || $0 >= 0x80 }
        }
    }

    /// Whether the bold line `last` is the heading of what follows. The first line of a text may be a byline or a place as well, and of
    /// several bold lines none is sure: there only a list behind it, or its own words, tell.
    private func isHead(_ last: Block, ofA next: Block.Kind, _ isDoubtful: Bool) -> Bool {
        switch next {
        case .listItem: true
        case .paragraph: !isDoubtful && (blocks.count > 1 || KeyPoints.announces(last.text))
        case .heading, .quotation: false
        }
    }
}
