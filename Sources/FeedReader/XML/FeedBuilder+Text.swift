import CLibXML2
import FoundationEssentials
import News

/// The text of the elements that count, and the markup within it.
extension FeedBuilder {
    /// A value found in an attribute.
    mutating func add(_ raw: UnsafeBufferPointer<UInt8>, _ meaning: Mapping.Meaning) {
        if !itemIsOpen { finishClosed() }
        guard slices.count - firstSlice < Self.maxSlices, arena.count - arenaStart + raw.count <= 4 * limits.maxTextBytes else {
            return
        }
        var slice = self.slice(meaning, .plain)
        var from = 0
        while from < raw.count {
            // Without substituting entities libxml2 leaves an ampersand escaped, and that alone.
            let ampersand = raw.first(UInt8(ascii: "&"), from: from)
            let escaped = ampersand.flatMap { raw.firstIndex(of: "&#38;", from: $0, before: raw.count) }
            let upTo = escaped.map { $0 + 1 } ?? raw.count
            if let base = raw.baseAddress { arena.append(base + from, upTo - from) }
            from = escaped.map { $0 + 5 } ?? raw.count
        }
        slice.upper = Int32(arena.count)
        finish(slice)
    }

    private mutating func slice(_ meaning: Mapping.Meaning, _ kind: Slice.Kind) -> Slice {
        let start = Int32(arena.count)
        return Slice(
            field: meaning.field, rank: meaning.rank, kind: kind, offset: Self.mayNeedRepair(meaning.field) ? offset : 0,
            lower: start, upper: start, base: baseIndex())
    }

    /// Of a title that is too long and a date that cannot be read it is told where they stand.
    private static func mayNeedRepair(_ field: Mapping.Field) -> Bool {
        switch field {
        case .title, .sectionTitle, .published, .modified, .embargo, .release: true
        default: false
        }
    }

    private mutating func baseIndex() -> Int32 {
        guard let base = baseStack.last?.base else { return -1 }
        if bases.last != base { bases.append(base) }
        return Int32(bases.count - 1)
    }

    mutating func beginCapture(_ meaning: Mapping.Meaning, _ kind: Slice.Kind) {
        if !itemIsOpen { finishClosed() }
        guard slices.count - firstSlice < Self.maxSlices, arena.count - arenaStart < 4 * limits.maxTextBytes else {
            if !isCut { repair("too-much", "more fields or text than an item can have, left out") }
            isCut = true
            return
        }
        capture = slice(meaning, kind)
        captureDepth = depth
        captureEnd = arena.count + limits.maxTextBytes
        isCapturing = true
        isWritingMarkup = false
        isPacked = false
    }

    mutating func endCapture() {
        isCapturing = false
        capture.upper = Int32(arena.count)
        if arena.count >= captureEnd {
            cutToCharacter()
            repair("cut-text", "a field is longer than \(limits.maxTextBytes) bytes, cut")
        }
        if isPacked { unpackCapture() }
        // Half a text is worth something; half an address, name or date is another one.
        if isTruncated, capture.field != .title, capture.field != .summary, capture.field != .content {
            return arena.cut(to: Int(capture.lower))
        }
        finish(capture)
    }

    /// Base64 that is no text (a picture, say) leaves nothing.
    private mutating func unpackCapture() {
        let unpacked = Data(base64Encoded: Data(arena[capture]), options: .ignoreUnknownCharacters)
        arena.cut(to: Int(capture.lower))
        if let unpacked, let text = String(data: unpacked, encoding: .utf8) {
            text.withUTF8Copy { if let start = $0.baseAddress { arena.append(start, $0.count) } }
        }
        capture.upper = Int32(arena.count)
    }

    /// The last character, if the limit fell into it.
    private mutating func cutToCharacter() {
        var upper = Int(capture.upper)
        while upper > Int(capture.lower), arena.start[upper - 1] & 0xC0 == 0x80 { upper -= 1 }
        if upper > Int(capture.lower), arena.start[upper - 1] >= 0xC0 { upper -= 1 }
        capture.upper = Int32(upper)
    }

    private mutating func finish(_ slice: Slice) {
        if itemIsOpen || slice.field == .person || scopes.last?.scope == .person {
            slices.append(slice)
        } else {
            offer(slice)
            clear()
        }
    }

    mutating func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard let text, count > 0 else { return }
        guard isCapturing else { return itemIsOpen && !hasOther ? noteOther(text, count) : () }
        if isWritingMarkup { return writeEscaped(text, count) }
        arena.append(text, min(count, captureEnd - arena.count))
    }

    /// The first piece of an item's text that stands in none of the elements that count.
    private mutating func noteOther(_ text: UnsafePointer<xmlChar>, _ count: Int) {
        let piece = UnsafeBufferPointer(start: text, count: min(count, 256))
        guard let first = piece.firstIndex(where: { !isSpace($0) }) else { return }
        hasOther = true
        add(UnsafeBufferPointer(rebasing: piece[first...]).trimmed, Mapping.Meaning(field: .other, rank: 0))
    }

    private mutating func writeEscaped(_ text: UnsafePointer<xmlChar>, _ count: Int) {
        var from = 0
        for k in 0..<min(count, max(0, captureEnd - arena.count)) where text[k] == 38 || text[k] == 60 {
            arena.append(text + from, k - from)
            arena.append(text[k] == 38 ? "&amp;" : "&lt;")
            from = k + 1
        }
        let rest = min(count - from, captureEnd - arena.count)
        if rest > 0 { arena.append(text + from, rest) }
    }

    /// Markup within a field is written out again, for the same hands that read escaped markup. In RSS that is how a feed
    /// that does not escape its HTML looks.
    mutating func nestedStart(_ local: UnsafePointer<xmlChar>, _ attributes: XMLAttributes) {
        if isAgency, nestedAgencyStart(local, attributes) { return }
        guard capture.field == .title || capture.field == .summary || capture.field == .content else { return }
        isWritingMarkup = true
        capture.kind = .markup
        guard arena.count < captureEnd else { return }
        arena.append("<")
        arena.append(local, Int(xmlStrlen(local)))
        for k in 0..<attributes.count {
            guard let attribute = attributes[k], arena.count + attribute.raw.count < captureEnd else { continue }
            arena.append(" ")
            arena.append(attribute.name, Int(xmlStrlen(attribute.name)))
            arena.append("=\"")
            for byte in attribute.raw {
                if byte == 34 { arena.append("&quot;") } else { withUnsafePointer(to: byte) { arena.append($0, 1) } }
            }
            arena.append("\"")
        }
        arena.append(">")
    }

    mutating func writeEndTag(_ local: UnsafePointer<xmlChar>) {
        if isAgency { return writeAgencyTag(local, isEnd: true) }
        // HTML takes `</br>` for another line break.
        guard arena.count < captureEnd, !Self.equals(local, "br") else { return }
        arena.append("</")
        arena.append(local, Int(xmlStrlen(local)))
        arena.append(">")
    }
}
