import Testing

@testable import FeedReader

/// What people drop by mistake is called by its name, so that they see their mistake.
struct ForeignFileTests {
    @Test(arguments: [
        ("PK\u{3}\u{4}\u{14}news.xml", "a ZIP archive, no feed; unpack it and drop the feed files in it"),
        ("PK\u{3}\u{4}\u{14}[Content_Types].xml _rels/.rels word/document.xml", "a Word document, no feed"),
        ("PK\u{3}\u{4}\u{14}mimetypeapplication/epub+zip", "an EPUB book, no feed"),
        ("%PDF-1.7\n", "a PDF document, no feed"), ("SQLite format 3\0", "an SQLite database, no feed"),
        ("GIF89a", "a GIF picture, no feed"), ("\u{7F}ELF\u{2}\u{1}", "a program, no feed"),
        ("\0\0\0\u{20}ftypisom", "an MP4 film or recording, no feed"),
    ])
    func whatIsDroppedByMistakeIsCalledByItsName(_ text: String, _ message: String) {
        #expect(throws: FeedError(.notFeed, message)) { try read(text) }
    }

    @Test func aPictureIsKnownByItsFirstBytes() {
        #expect(throws: FeedError(.notFeed, "a JPEG picture, no feed")) {
            try FeedReader().read([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], source: nil)
        }
    }

    @Test func aTarArchiveIsKnownWhateverTheFeedInItIs() {
        // Its first header: 100 bytes of a name, numbers, and the mark in its 258th byte; then the file.
        var bytes = Array("news.xml".utf8) + [UInt8](repeating: 0, count: 249) + Array("ustar  \0".utf8)
        bytes += [UInt8](repeating: 0, count: 512 - bytes.count) + Array(rss("<item><title>a</title></item>").utf8)
        #expect(throws: FeedError(.notFeed, "a tar archive, no feed; unpack it and drop the feed files in it")) {
            try FeedReader().read(bytes, source: nil)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8]) func randomBytesAreBinaryDataWhateverBracketsAreAmongThem(_ seed: UInt64) {
        var state = seed
        let bytes = (0..<100_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        #expect(throws: FeedError(.notFeed, "binary data of no kind that is known here, no feed")) {
            try FeedReader().read(bytes, source: nil)
        }
    }

    @Test func aFeedWithControlCharactersIsAFeedAllTheSame() throws {
        let feed = try read("\u{1}\u{2}\0" + rss("<item><title>a</title></item>"))
        #expect(titles(feed) == ["a"])
    }
}
