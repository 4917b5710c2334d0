/// What is dropped by mistake, known by its first bytes.
enum ForeignFile {
    /// `a ZIP archive`; nil for what may be a feed.
    static func name(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        kinds.first { bytes.starts(with: $0.beginning) }?.name
    }

    private static let kinds: [(beginning: [UInt8], name: String)] = [
        (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"), (Array("PK\u{5}\u{6}".utf8), "an empty ZIP archive"),
        (Array("%PDF-".utf8), "a PDF document"), (Array("{\\rtf".utf8), "an RTF document"),
        (Array("%!PS".utf8), "a PostScript document"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"), ([0x89] + Array("PNG\r\n".utf8), "a PNG picture"),
        (Array("GIF8".utf8), "a GIF picture"), (Array("RIFF".utf8), "a RIFF file (WebP, WAV or AVI)"),
        (Array("ID3".utf8), "an MP3 recording"), (Array("OggS".utf8), "an Ogg recording"),
        (Array("fLaC".utf8), "a FLAC recording"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM film"),
        (Array("SQLite format 3\0".utf8), "an SQLite database"), ([0x7F] + Array("ELF".utf8), "a program"),
        (Array("BZh".utf8), "a bzip2 archive"), ([0xFD] + Array("7zXZ\0".utf8), "an xz archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"), (Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        (Array("Rar!\u{1A}\u{7}".utf8), "a RAR archive"),
    ]
}
