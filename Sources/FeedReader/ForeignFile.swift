/// What is dropped by mistake, known by its bytes, and what to do instead.
enum ForeignFile {
    /// `a ZIP archive, no feed; unpack it and drop the feed files in it`; nil for what may be a feed.
    static func complaint(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        if let kind = kinds.first(where: { holds($0.mark, bytes, at: $0.offset) }) {
            return kind.isArchive ? "\(kind.name), no feed; \(unpacking)" : "\(kind.name), no feed"
        }
        // Documents of office programs are ZIP archives too, and nobody is to unpack those.
        guard bytes.starts(with: zip) else { return nil }
        if let document = documents.first(where: { isNamed($0.mark, in: bytes) }) { return "\(document.name), no feed" }
        return "a ZIP archive, no feed; \(unpacking)"
    }

    /// Of text, not empty, in which there is no element.
    static func complaint(ofText text: UnsafeBufferPointer<UInt8>) -> String {
        let start = text.firstIndex { !isSpace($0) } ?? 0
        let beginning = quoted(UnsafeBufferPointer(rebasing: text[start...].prefix(40)))
        let from = UnsafeBufferPointer(rebasing: text[start...])
        if from.first == UInt8(ascii: "<") { return "no root element; it begins with \(beginning)" }
        if from.first == UInt8(ascii: "["), let next = from.dropFirst().first(where: { !isSpace($0) }),
            "[{\"]".utf8.contains(next)
        {
            return "JSON, but no JSON Feed: a list"
        }
        let name = texts.first { from.starts(with: $0.mark) }?.name ?? "plain text"
        // `502 Bad Gateway`.
        let isError = from.count > 3 && from.prefix(3).allSatisfy { (48...57).contains($0) } && from[3] == 32
        return "\(name), no feed; it begins with \(beginning)\(isError ? keepingErrorsOut : "")"
    }

    /// Whether what could not be read as a feed is no text at all: among its first bytes are a NUL or many control characters.
    static func isBinary(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let head = text.prefix(512)
        let controls = head.lazy.filter { $0 < 32 && !isSpace($0) && $0 != 12 && $0 != 27 }.count
        return head.contains(0) || controls * 32 > head.count
    }

    static let binary = "binary data of no kind that is known here, no feed"
    /// What servers answer instead of a feed need not be dropped.
    static let keepingErrorsOut = "; where that is a server's error, fetch with `curl -f`"
    private static let unpacking = "unpack it and drop the feed files in it"
    private static let zip = Array("PK\u{3}\u{4}".utf8)

    private static func holds(_ mark: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        bytes.count >= offset + mark.count && bytes[offset..<offset + mark.count].elementsEqual(mark)
    }

    /// Whether an entry of the archive begins so: their names stand at its beginning or, once more, at its end.
    private static func isNamed(_ mark: String, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let mark = Array(mark.utf8)
        for part in [bytes.prefix(8192), bytes.suffix(8192)] {
            var at = part.startIndex
            while at + mark.count <= part.endIndex {
                if part[at..<at + mark.count].elementsEqual(mark) { return true }
                at += 1
            }
        }
        return false
    }

    private struct Kind {
        let mark: [UInt8]
        let name: String
        var offset = 0
        var isArchive = false

        static func file(_ mark: [UInt8], _ name: String, at offset: Int = 0) -> Kind {
            Kind(mark: mark, name: name, offset: offset)
        }
        static func archive(_ mark: [UInt8], _ name: String, at offset: Int = 0) -> Kind {
            Kind(mark: mark, name: name, offset: offset, isArchive: true)
        }
    }

    private static let kinds: [Kind] = [
        .archive(Array("ustar".utf8), "a tar archive", at: 257), .archive(Array("PK\u{5}\u{6}".utf8), "an empty ZIP archive"),
        .archive(Array("BZh".utf8), "a bzip2 archive"), .archive([0xFD] + Array("7zXZ\0".utf8), "an xz archive"),
        .archive([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        .archive(Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        .archive(Array("Rar!\u{1A}\u{7}".utf8), "a RAR archive"), .file(Array("!<arch>\n".utf8), "a Debian package or library"),
        .file(Array("%PDF-".utf8), "a PDF document"), .file(Array("{\\rtf".utf8), "an RTF document"),
        .file(Array("%!PS".utf8), "a PostScript document"),
        .file([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document"),
        .file([0xFF, 0xD8, 0xFF], "a JPEG picture"), .file([0x89] + Array("PNG\r\n".utf8), "a PNG picture"),
        .file(Array("GIF8".utf8), "a GIF picture"), .file(Array("RIFF".utf8), "a RIFF file (WebP, WAV or AVI)"),
        .file(Array("ID3".utf8), "an MP3 recording"), .file(Array("OggS".utf8), "an Ogg recording"),
        .file(Array("fLaC".utf8), "a FLAC recording"), .file(Array("ftyp".utf8), "an MP4 film or recording", at: 4),
        .file([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM film"),
        .file(Array("SQLite format 3\0".utf8), "an SQLite database"), .file([0x7F] + Array("ELF".utf8), "a program"),
        .file([0x4D, 0x5A, 0x90, 0], "a program for Windows"),
    ]

    private static let documents: [(mark: String, name: String)] = [
        ("word/", "a Word document"), ("xl/", "an Excel document"), ("ppt/", "a PowerPoint document"),
        ("mimetypeapplication/epub", "an EPUB book"), ("mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    ]

    private static let texts: [(mark: [UInt8], name: String)] = [
        ("#!", "a script"), ("Return-Path:", "a mail"), ("Received:", "a mail"), ("Delivered-To:", "a mail"), ("From ", "a mail"),
        ("From: ", "a mail"), ("To: ", "a mail"), ("Subject: ", "a mail"),
        ("MIME-Version:", "a mail"), ("BEGIN:VCALENDAR", "a calendar"), ("BEGIN:VCARD", "an address card"),
    ].map { (Array($0.0.utf8), $0.1) }
}
