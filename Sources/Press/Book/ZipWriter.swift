/// Writes a ZIP archive (PKWARE APPNOTE 6.3.3) of files stored as they are, which all bear the first moment a ZIP can tell:
/// 1980-01-01 00:00. Names are ASCII. Together under 4 GiB.
struct ZipWriter {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var files = 0

    private static let midnight: UInt16 = 0
    private static let firstOfJanuary1980: UInt16 = 1 << 5 | 1

    mutating func add(_ name: String, _ content: [UInt8]) {
        let start = UInt32(bytes.count)
        var facts: [UInt8] = []
        // Version 1.0, no flags, stored.
        for field in [10, 0, 0, Self.midnight, Self.firstOfJanuary1980] { facts.set(littleEndian: field) }
        for field in [CRC32.of(content), UInt32(content.count), UInt32(content.count)] { facts.set(littleEndian: field) }
        facts.set(littleEndian: UInt16(name.utf8.count))
        // No extra field: that of the first file would move the word that says what the archive is.
        facts.set(littleEndian: UInt16(0))
        bytes.set("PK\u{3}\u{4}")
        bytes += facts
        bytes.set(name)
        bytes += content
        directory.set("PK\u{1}\u{2}")
        directory.set(littleEndian: UInt16(10))
        directory += facts
        // No comment, disk 0, no attributes inside or out.
        for field: UInt16 in [0, 0, 0] { directory.set(littleEndian: field) }
        for field in [0, start] { directory.set(littleEndian: field) }
        directory.set(name)
        files += 1
    }

    consuming func finished() -> [UInt8] {
        let start = UInt32(bytes.count)
        bytes += directory
        bytes.set("PK\u{5}\u{6}")
        for field in [0, 0, UInt16(files), UInt16(files)] { bytes.set(littleEndian: field) }
        for field in [UInt32(directory.count), start] { bytes.set(littleEndian: field) }
        bytes.set(littleEndian: UInt16(0))
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func set(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}

/// The checksum of ZIP, gzip and Ethernet: polynomial 0xEDB88320, reflected (RFC 1952, 8).
enum CRC32 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
    }
}
