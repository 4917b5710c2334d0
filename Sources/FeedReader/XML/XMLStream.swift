import CLibXML2

/// libxml2's push parser over one file: the only owner of its context. Bytes go in, `FeedBuilder` hears the events.
///
/// It is given clean UTF-8 that `ByteGuard` has balanced, so what it complains of is rare: a prefix without a namespace, an
/// attribute given twice. It still runs with RECOVER, for what the guard does not know.
final class XMLStream {
    private let context: xmlParserCtxtPtr
    /// Where libxml2 finds it; nobody else writes to it while a chunk is parsed.
    let builder: UnsafeMutablePointer<FeedBuilder>
    private let chunk: UnsafeMutablePointer<UInt8>
    private var used = 0

    private static let chunkBytes = 32 << 10
    /// So many bytes are handed on from where they stand; fewer are gathered first.
    private static let worthParsing = 4 << 10

    /// Nil only when there is no memory for it.
    /// `text`: of the file; it has to outlive the stream.
    init?(_ text: UnsafeBufferPointer<UInt8>, limits: ReadingLimits) {
        xmlInitParser()
        var sax = xmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.startElementNs = { user, local, prefix, uri, _, _, count, _, attributes in
            guard let user, let local else { return }
            XMLStream.builder(user).pointee.start(local, prefix, uri, XMLAttributes(start: attributes, count: Int(count)))
        }
        sax.endElementNs = { user, local, _, _ in
            guard let user, let local else { return }
            XMLStream.builder(user).pointee.end(local)
        }
        sax.characters = { user, text, count in
            if let user { XMLStream.builder(user).pointee.characters(text, Int(count)) }
        }
        sax.cdataBlock = sax.characters
        // The same, so that libxml2 does not ask of each white space which of the two it is.
        sax.ignorableWhitespace = sax.characters
        sax.serror = { user, error in
            if let user, let error { XMLStream.builder(user).pointee.complaint(error.pointee) }
        }
        let builder = UnsafeMutablePointer<FeedBuilder>.allocate(capacity: 1)
        guard let context = xmlCreatePushParserCtxt(&sax, builder, nil, 0, nil) else {
            builder.deallocate()
            return nil
        }
        builder.initialize(to: FeedBuilder(text, limits: limits))
        xmlCtxtUseOptions(context, Int32(XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue))
        self.context = context
        self.builder = builder
        chunk = .allocate(capacity: Self.chunkBytes)
        builder.pointee.context = context
    }

    private static func builder(_ user: UnsafeMutableRawPointer) -> UnsafeMutablePointer<FeedBuilder> {
        user.assumingMemoryBound(to: FeedBuilder.self)
    }

    deinit {
        xmlFreeParserCtxt(context)
        builder.pointee.free()
        builder.deinitialize(count: 1)
        builder.deallocate()
        chunk.deallocate()
    }

    /// Of the library that is loaded, not of the headers: `2.9.14`.
    static var libraryVersion: String {
        guard let text = __xmlParserVersion().pointee, let number = Int(String(cString: text).prefix { $0.isNumber }) else {
            return LIBXML_DOTTED_VERSION
        }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }

    /// True when libxml2 has given up on the file: nothing that follows is heard.
    var hasStopped: Bool { context.pointee.disableSAX != 0 }

    /// Hands on in chunks; throws what the builder found to be wrong with the whole file. `source`: where in the text the bytes
    /// stand; nil for those that the guard puts in.
    func write(_ bytes: UnsafePointer<UInt8>, _ count: Int, from source: Int?) throws(FeedError) {
        builder.pointee.sources.wrote(count, from: source)
        var next = bytes
        var left = count
        while left > 0 {
            if used == 0, left >= Self.worthParsing {
                let count = min(left, Self.chunkBytes)
                try parse(next, count)
                next += count
                left -= count
                continue
            }
            let taken = min(left, Self.chunkBytes - used)
            (chunk + used).update(from: next, count: taken)
            used += taken
            next += taken
            left -= taken
            if used == Self.chunkBytes { try flush() }
        }
    }

    /// What was written so far has been heard when this returns, up to a text or tag that is not complete.
    func flush() throws(FeedError) {
        let count = used
        used = 0
        if count > 0 { try parse(chunk, count) }
    }

    func finish() throws(FeedError) {
        try flush()
        xmlParseChunk(context, nil, 0, 1)
        if let failure = builder.pointee.failure { throw failure }
    }

    private func parse(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(FeedError) {
        if hasStopped { return }
        bytes.withMemoryRebound(to: CChar.self, capacity: count) { _ = xmlParseChunk(context, $0, Int32(count), 0) }
        // Lets the map forget what has been read.
        _ = builder.pointee.offset
        if let failure = builder.pointee.failure { throw failure }
    }
}

/// The attributes of a start tag as SAX2 hands them over: five pointers each. Only good within the callback.
struct XMLAttributes {
    let start: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    let count: Int

    struct Attribute {
        let name: UnsafePointer<xmlChar>
        let prefix: UnsafePointer<xmlChar>?
        /// As libxml2 leaves it: an ampersand is still `&#38;`.
        let raw: UnsafeBufferPointer<UInt8>
    }

    subscript(index: Int) -> Attribute? {
        guard let start, index < count, let name = start[5 * index], let from = start[5 * index + 3],
            let to = start[5 * index + 4]
        else { return nil }
        return Attribute(name: name, prefix: start[5 * index + 1], raw: UnsafeBufferPointer(start: from, count: to - from))
    }
}
