import FoundationEssentials
import News

/// Reads feed files: bytes in, a `Feed` out. A value; used from any thread.
package struct FeedReader: Sendable {
    let limits: ReadingLimits

    package init(limits: ReadingLimits = .standard) { self.limits = limits }

    /// `source` nil: `@` and the host of the feed's own link, or `@unknown`. Gzip is undone first.
    /// `arrived`: when the file came; a date of an item that is more than 26 hours later is kept, with a repair `future-date`.
    package func read(_ bytes: [UInt8], source: String?, arrived: Date? = nil) throws(FeedError) -> Feed {
        if bytes.count > limits.maxFileBytes { throw FeedError(.limit, "it is larger than \(limits.maxFileBytes) bytes") }
        guard Gzip.isPacked(bytes) else { return try readText(bytes, source: source, arrived: arrived, repairs: []) }
        let (unpacked, isCut) = try Gzip.unpacked(bytes, limits: limits)
        let repairs =
            isCut ? [Repair(code: "cut-gzip", message: "the packed file breaks off; what could be unpacked was read")] : []
        var feed = try readText(unpacked, source: source, arrived: arrived, repairs: repairs)
        feed.isTruncated = feed.isTruncated || isCut
        return feed
    }

    /// libxml2's, for `status`.
    package static var libraryVersion: String { XMLStream.libraryVersion }

    private func readText(_ bytes: [UInt8], source: String?, arrived: Date?, repairs: [Repair]) throws(FeedError) -> Feed {
        try bytes.withUnsafeBufferPointer { buffer throws(FeedError) in
            if let complaint = ForeignFile.complaint(of: buffer) { throw FeedError(.notFeed, complaint) }
            // JSON is UTF-8 whatever an item's text says of XML.
            let isJSON = JSONOutline.begins(buffer)
            let found = isJSON ? TextEncoding.Found(encoding: .utf8, markLength: 0) : try TextEncoding.found(in: buffer)
            let text = UnsafeBufferPointer(rebasing: buffer.dropFirst(found.markLength))
            var faults = Faults()
            if let lie = found.lie { faults.note(.wrongEncoding, at: 0, lie) }
            do throws(FeedError) {
                let decoded = try found.encoding.decoded(text, faults: faults, limits: limits)
                guard let decoded else {
                    return try readUTF8(text, faults: faults, source: source, arrived: arrived, repairs: repairs)
                }
                return try decoded.bytes.withUnsafeBufferPointer { text throws(FeedError) in
                    try readUTF8(text, faults: decoded.faults, source: source, arrived: arrived, repairs: repairs)
                }
            } catch {
                // Among random bytes are brackets, too: what the parser makes of them says nothing.
                if case .utf16 = found.encoding { throw error }
                throw ForeignFile.isBinary(text) ? FeedError(.notFeed, ForeignFile.binary) : error
            }
        }
    }

    private func readUTF8(
        _ text: UnsafeBufferPointer<UInt8>, faults: Faults, source: String?, arrived: Date?, repairs: [Repair]
    ) throws(FeedError) -> Feed {
        if text.allSatisfy(isSpace) {
            throw FeedError(
                .empty, text.isEmpty ? "it is empty: whoever fetched it got nothing" : "there is nothing but white space in it")
        }
        if var json = try JSONFeedReader(text, arrived: arrived, limits: limits) {
            var places = PlaceIndex(text)
            return json.feed(source: source, repairs: repairs + faults.repairs(by: &places))
        }
        guard let stream = XMLStream(text, limits: limits) else { throw FeedError(.limit, "no memory for the XML parser") }
        stream.builder.pointee.draft.arrived = arrived
        var byteGuard = ByteGuard(text, limits: limits, faults: faults, to: stream)
        try byteGuard.run { stream.builder.pointee.isTruncated = true }
        try stream.finish()
        stream.builder.pointee.closeOpenItems()
        // Out of the stream, which is held to its end: libxml2 is done with it.
        return try withExtendedLifetime(stream) { () throws(FeedError) in
            guard let mapping = stream.builder.pointee.mapping else {
                throw FeedError(.notFeed, ForeignFile.complaint(ofText: text))
            }
            // Counted apart, before the parser saw them: what it never came to is refused, so that no item is lost without a word.
            let tags = byteGuard.itemTags[mapping.elements.itemTag]
            let seen = stream.builder.pointee.seen
            let unheard = max(0, tags - seen - stream.builder.pointee.namesakes)
            for _ in 0..<unheard {
                let refusal = Repair(code: "not-reached", message: "the XML parser stopped before this item")
                stream.builder.pointee.draft.refused.append(refusal)
            }
            let isTruncated = stream.builder.pointee.isTruncated
            var feed = stream.builder.pointee.draft.feed(
                source: source, seen: seen + unheard,
                repairs: repairs + byteGuard.faults.repairs(by: &stream.builder.pointee.places)
                    + stream.builder.pointee.repairs,
                inheritsAuthors: mapping.elements.isTyped)
            feed.isTruncated = isTruncated
            return feed
        }
    }
}
