extension ByteGuard {
    /// Everything before the root element: the XML declaration, comments, instructions and the DOCTYPE, and whatever
    /// a broken server put before them. Leaves `i` at the root's `<`, or at the end.
    mutating func prolog() throws(FeedError) {
        if let start = declarationStart() ?? rootBehindMarkup() { try skipJunk(upTo: start) }
        while i < text.count {
            let next = firstMarkup(from: i)
            try skipJunk(upTo: next)
            if matches("<!--", at: i) {
                try comment()
            } else if byte(i + 1) == UInt8(ascii: "?") {
                try instruction()
            } else if byte(i + 1) == UInt8(ascii: "!") {
                try documentType()
            } else {
                return
            }
        }
    }

    /// Of an XML declaration within the first 64 KiB: what a server printed before it is no part of the feed.
    private func declarationStart() -> Int? {
        guard let found = text.firstIndex(of: "<?xml", before: 64 << 10), isSpace(byte(found + 5)) else { return nil }
        return found
    }

    /// Of a feed's root element within the first 64 KiB, where other markup stands before it: a server's warnings come as HTML. Nil
    /// where the first element is the feed's, or a page's.
    private func rootBehindMarkup() -> Int? {
        let first = firstMarkup(from: 0)
        guard isNameStart(byte(first + 1)), !startsRoot(first), !text.hasASCII("<html", at: first) else { return nil }
        var search = first
        while let next = text.first(UInt8(ascii: "<"), from: search), next < 64 << 10 {
            if startsRoot(next) { return next }
            search = next + 1
        }
        return nil
    }

    private func startsRoot(_ offset: Int) -> Bool {
        for name in ["<rss", "<feed", "<rdf:RDF"] as [StaticString] where matches(name, at: offset) {
            return !isNameByte(byte(offset + name.utf8CodeUnitCount))
        }
        return false
    }

    /// The next `<` that begins something, or the end.
    private func firstMarkup(from start: Int) -> Int {
        var k = start
        while k < text.count {
            let next = byte(k + 1)
            if text[k] == UInt8(ascii: "<"), isNameStart(next) || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
                return k
            }
            k += 1
        }
        return k
    }

    private mutating func skipJunk(upTo end: Int) throws(FeedError) {
        if let junk = (i..<end).first(where: { !isSpace(text[$0]) }), !startsMark(junk) { faults.note(.junkBefore, at: junk) }
        try leaveOut(upTo: end)
    }

    /// A byte order mark, which some servers repeat.
    private func startsMark(_ offset: Int) -> Bool {
        byte(offset) == 0xEF && byte(offset + 1) == 0xBB && byte(offset + 2) == 0xBF
    }

    /// At `<!`. Throws `.entity` at a declaration of one, `.limit` past the size of the internal subset.
    private mutating func documentType() throws(FeedError) {
        var k = i + 2
        var subset: Int?
        while k < text.count {
            if let subset, k - subset > limits.maxInternalSubsetBytes {
                throw error(.limit, at: subset, "the internal DTD subset is longer than \(limits.maxInternalSubsetBytes) bytes")
            }
            switch text[k] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let close = text[(k + 1)...].firstIndex(of: text[k]) else { return try leaveOut(upTo: text.count) }
                k = close
            case UInt8(ascii: "["): subset = subset ?? k
            case UInt8(ascii: "]"):
                // Where the subset ends, the declaration does, but for white space.
                var end = k + 1
                while isSpace(byte(end)) { end += 1 }
                if byte(end) == UInt8(ascii: ">") { return try leaveOut(upTo: end + 1) }
            case UInt8(ascii: "<") where subset != nil && matches("<!ENTITY", at: k):
                throw error(
                    .entity, at: k, "it declares an entity: a few lines of them can stand for gigabytes; leave the DOCTYPE out")
            case UInt8(ascii: "<") where subset != nil && matches("<!--", at: k):
                k = text.firstIndex(of: "-->", from: k, before: text.count).map { $0 + 3 } ?? text.count
                continue
            case UInt8(ascii: "<") where subset == nil: return try leaveOut(upTo: k)
            case UInt8(ascii: ">") where subset == nil: return try leaveOut(upTo: k + 1)
            default: break
            }
            k += 1
        }
        try leaveOut(upTo: text.count)
    }
}
