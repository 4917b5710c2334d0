/// One pass over a file's UTF-8 before libxml2 sees it, linear whatever the bytes are.
///
/// libxml2 has no limit against large start tags, drops all that follows a section past 10 MB, halts at `<` before a space,
/// loses a bare `&`, and runs entity declarations that no feed needs. So here
/// - start tags, the internal DTD subset and depth are held to `ReadingLimits`, and an entity declaration is refused;
/// - the XML declaration, comments, instructions and the DOCTYPE are taken out;
/// - CDATA sections are cut to the limit;
/// - references to HTML's named characters are resolved, ampersands and `<` that mean themselves are escaped;
/// - attributes without quotes or value are mended, elements left open are closed and stray end tags go.
///
/// What needs no mending is handed on as it stands, in runs.
struct ByteGuard {
    let text: UnsafeBufferPointer<UInt8>
    let limits: ReadingLimits
    let stream: XMLStream
    var faults: Faults
    /// The elements that are open, outermost first.
    var open: [Name] = []
    var i = 0
    /// Start of what has not been handed on yet.
    var runStart = 0
    /// Start tags of each kind of item, with whatever prefix, counted apart from what libxml2 makes of them.
    private(set) var itemTags = ItemTagCounts()
    private var rootHasClosed = false
    /// A search for the end of one found none up to the end of the file: no later search needs to try.
    var noCommentEnd = false
    var noInstructionEnd = false

    /// Whether all open elements hold elements alone, so that white space here is part of nothing.
    private var isWithinStructure = false

    /// An element's name as it stands in `text`.
    struct Name {
        let range: Range<Int>
        /// Whether it, and all that it is in, holds elements alone; only of one that is open.
        var isStructure = false
    }

    init(_ text: UnsafeBufferPointer<UInt8>, limits: ReadingLimits, faults: Faults, to stream: XMLStream) {
        self.text = text
        self.limits = limits
        self.stream = stream
        self.faults = faults
    }

    /// Throws `.limit` and `.entity` with their place, and what the stream throws. `atBreak` is called when all that stands in
    /// the file has been heard and elements are still open, before they are closed.
    mutating func run(atBreak: () -> Void) throws(FeedError) {
        try prolog()
        while i < text.count, !rootHasClosed {
            if isWithinStructure { try skipSpace() }
            let start = i
            i = text.first(UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: ">"), from: i)
            if i - start >= Self.worthSection { try wrap(from: start) }
            if i - runStart >= 64 << 10 { try emit(upTo: i) }
            switch byte(i) {
            case UInt8(ascii: "<"): try markup()
            case UInt8(ascii: "&"): try reference()
            case UInt8(ascii: ">"): try sectionEnd()
            default: break
            }
        }
        let end = rootHasClosed ? i : text.count
        try emit(upTo: end)
        if rootHasClosed {
            let rest = (i..<text.count).first { !isSpace(text[$0]) }
            if let rest, !startsComment(rest) { faults.note(.junkAfter, at: rest) }
        } else if !open.isEmpty {
            try stream.flush()
            atBreak()
            note(.truncated, at: text.count, open.last)
            while let last = open.popLast() { try close(last) }
        }
    }

    /// 0 past the end: the text has no NUL in it.
    @inline(__always)
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    func error(_ kind: FeedError.Kind, at offset: Int, _ message: String) -> FeedError {
        var place = TextPlace()
        place.move(to: offset, in: text)
        return FeedError(kind, line: place.line, column: place.column, message)
    }

    /// The first of a kind quotes the element that it is about.
    mutating func note(_ kind: Faults.Kind, at offset: Int, _ name: Name?) {
        let detail = faults.has(kind) ? nil : name.map(quote)
        faults.note(kind, at: offset, detail)
    }

    private func quote(_ name: Name) -> String { quoted(UnsafeBufferPointer(rebasing: text[name.range])) }

    // MARK: Handing on

    mutating func emit(upTo end: Int) throws(FeedError) {
        if let base = text.baseAddress, end > runStart { try stream.write(base + runStart, end - runStart, from: runStart) }
        runStart = end
    }

    func put(_ string: StaticString) throws(FeedError) {
        try stream.write(string.utf8Start, string.utf8CodeUnitCount, from: nil)
    }

    func put(_ bytes: [UInt8]) throws(FeedError) {
        try bytes.withUnsafeBufferPointer { buffer throws(FeedError) in
            if let base = buffer.baseAddress { try stream.write(base, buffer.count, from: nil) }
        }
    }

    /// Leaves out what stands from `i` to `end`.
    mutating func leaveOut(upTo end: Int) throws(FeedError) {
        try emit(upTo: i)
        i = end
        runStart = end
    }

    // MARK: Text

    /// Shorter texts are not worth a section of their own.
    private static let worthSection = 24

    /// Makes a CDATA section of the text from `start` to `i` if it has characters beyond ASCII: libxml2 reads these one by one in
    /// text, at six times the cost, and in blocks in a section. Not of one with CR, which a section would keep.
    private mutating func wrap(from start: Int) throws(FeedError) {
        let piece = UnsafeBufferPointer(rebasing: text[start..<i])
        guard !piece.isASCII, piece.count <= limits.maxOpaqueBytes, piece.first(13, from: 0) == nil else { return }
        try emit(upTo: start)
        try put("<![CDATA[")
        try emit(upTo: i)
        try put("]]>")
    }

    /// A `>`: after `]]` it ends a CDATA section that was never begun, which XML forbids and libxml2 pays with the text before.
    private mutating func sectionEnd() throws(FeedError) {
        if i >= 2, text[i - 1] == UInt8(ascii: "]"), text[i - 2] == UInt8(ascii: "]") {
            try emit(upTo: i)
            try put("&gt;")
            runStart = i + 1
        }
        i += 1
    }

    /// Between the elements of an item or a feed there is as much white space as there are elements, and libxml2 takes each for a text.
    @inline(__always)
    private mutating func skipSpace() throws(FeedError) {
        let next = text.first(from: i, { $0.areNoSpaces }) { !isSpace($0) }
        if next > i, byte(next) == UInt8(ascii: "<") { try leaveOut(upTo: next) }
    }

    private mutating func markup() throws(FeedError) {
        switch byte(i + 1) {
        case UInt8(ascii: "/") where isNameStart(byte(i + 2)): try endTag()
        case let next where isNameStart(next): try startTag()
        case UInt8(ascii: "!") where matches("<!--", at: i): try comment()
        case UInt8(ascii: "!") where matches("<![CDATA[", at: i): try section()
        case UInt8(ascii: "?"): try instruction()
        default: try bareLessThan()
        }
    }

    mutating func bareLessThan() throws(FeedError) {
        faults.note(.bareLessThan, at: i)
        try emit(upTo: i)
        try put("&lt;")
        i += 1
        runStart = i
    }

    @inline(__always)
    func matches(_ string: StaticString, at offset: Int) -> Bool {
        guard offset + string.utf8CodeUnitCount <= text.count else { return false }
        for k in 0..<string.utf8CodeUnitCount where text[offset + k] != string.utf8Start[k] { return false }
        return true
    }

    // MARK: Elements

    mutating func opened(_ name: Name) throws(FeedError) {
        count(name)
        isWithinStructure = (isWithinStructure || open.isEmpty) && isStructure(name)
        open.append(Name(range: name.range, isStructure: isWithinStructure))
        if open.count > limits.maxDepth {
            throw error(.limit, at: name.range.lowerBound, "elements are nested deeper than \(limits.maxDepth)")
        }
    }

    /// For an element that is empty, and so never open.
    mutating func met(_ name: Name) {
        count(name)
        if open.isEmpty { rootHasClosed = true }
    }

    private mutating func count(_ name: Name) {
        itemTags.count(UnsafeBufferPointer(rebasing: text[name.range]))
    }

    /// How deep the innermost open element of that name is; nil when none is open.
    ///
    /// Inlined, as are the others that only look: a method that is called with the guard is handed a copy of all of it.
    @inline(__always)
    func depth(of name: Name) -> Int? {
        var depth = open.count - 1
        while depth >= 0, !isSame(open[depth], name) { depth -= 1 }
        return depth < 0 ? nil : depth
    }

    @inline(__always)
    private func isSame(_ a: Name, _ b: Name) -> Bool {
        UnsafeBufferPointer(rebasing: text[a.range]).hasBytes(of: UnsafeBufferPointer(rebasing: text[b.range]))
    }

    func close(_ name: Name) throws(FeedError) {
        guard let base = text.baseAddress else { return }
        try put("</")
        try stream.write(base + name.range.lowerBound, name.range.count, from: nil)
        try put(">")
    }

    /// Closes what is open from `depth` inwards, for want of its own end tags.
    mutating func closeOpen(downTo depth: Int) throws(FeedError) {
        try emit(upTo: i)
        while open.count > depth, let last = open.popLast() {
            note(.unclosedTag, at: i, last)
            try close(last)
        }
        isWithinStructure = open.last?.isStructure ?? false
    }

    private mutating func endTag() throws(FeedError) {
        // Nearly always it is the end of the innermost element, just as it began.
        if let innermost = open.last {
            let end = i + 2 + innermost.range.count
            if byte(end) == UInt8(ascii: ">"), isSame(innermost, Name(range: i + 2..<end)) {
                open.removeLast()
                i = end + 1
                return closed()
            }
        }
        let name = name(from: i + 2)
        var end = name.range.upperBound
        while isSpace(byte(end)) { end += 1 }
        let isWhole = byte(end) == UInt8(ascii: ">")
        if !isWhole {
            while end < text.count, text[end] != UInt8(ascii: ">"), text[end] != UInt8(ascii: "<") { end += 1 }
        }
        let after = byte(end) == UInt8(ascii: ">") ? end + 1 : end
        guard let depth = depth(of: name) else {
            if !isVoid(name) { note(.strayEndTag, at: i, name) }
            return try leaveOut(upTo: after)
        }
        if depth < open.count - 1 { try closeOpen(downTo: depth + 1) }
        if isWhole {
            i = after
        } else {
            faults.note(.badTag, at: i)
            try leaveOut(upTo: after)
            try close(name)
        }
        open.removeLast()
        closed()
    }

    @inline(__always)
    private mutating func closed() {
        guard let innermost = open.last else {
            rootHasClosed = true
            return
        }
        isWithinStructure = innermost.isStructure
    }

    /// Whether it is an element that holds others, and neither text nor markup.
    @inline(__always)
    private func isStructure(_ name: Name) -> Bool {
        switch name.range.count {
        case 3: matches("rss", at: name.range.lowerBound)
        case 4: matches("item", at: name.range.lowerBound) || matches("feed", at: name.range.lowerBound)
        case 5: matches("entry", at: name.range.lowerBound)
        case 7: matches("channel", at: name.range.lowerBound) || matches("rdf:RDF", at: name.range.lowerBound)
        case 11: matches("media:group", at: name.range.lowerBound)
        default: false
        }
    }

    @inline(__always)
    func name(from start: Int) -> Name { Name(range: start..<nameEnd(from: start)) }

    @inline(__always)
    func nameEnd(from start: Int) -> Int { text.first(from: start, { $0.areNoNameBytes }) { !isNameByte($0) } }

    /// HTML's empty elements: where markup stands unescaped in a feed, they would otherwise nest without end.
    @inline(__always)
    func isVoid(_ name: Name) -> Bool {
        switch name.range.count {
        case 2: matches("br", at: name.range.lowerBound) || matches("hr", at: name.range.lowerBound)
        case 3: matches("img", at: name.range.lowerBound) || matches("wbr", at: name.range.lowerBound)
        default: false
        }
    }
}

@inline(__always)
func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte <= 13 && (byte == 9 || byte == 10 || byte == 13)) }

/// ASCII only: no feed format has other names, and libxml2 halts at a `<` before what it takes for none.
@inline(__always)
func isNameStart(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "_") }

/// Letters, digits and `-.:_`
@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
    ASCIISet(low: 0x07FF_6000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE).contains(byte)
}
