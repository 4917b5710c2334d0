import CLibXML2

/// Settles in which encoding a file is and makes UTF-8 of it, so that all that follows sees one encoding only: the guard,
/// libxml2 and whoever reads the places in a message.
///
/// Order of belief: byte order mark, the pattern of zero bytes, the XML declaration, UTF-8 (XML 1.0, appendix F).
enum TextEncoding: Hashable {
    case utf8
    case utf16(littleEndian: Bool)
    /// By the name that iconv knows.
    case other(String)

    struct Found {
        var encoding: TextEncoding
        /// Bytes of the byte order mark.
        var markLength: Int
        /// What the declaration says, when that cannot be.
        var lie: String?
    }

    /// Throws `.encoding` for one that is not on the list (DESIGN.md, section 6).
    static func found(in bytes: UnsafeBufferPointer<UInt8>) throws(FeedError) -> Found {
        let head = bytes.prefix(4).map { $0 }
        func starts(_ with: [UInt8]) -> Bool { head.starts(with: with) }
        if starts([0xFF, 0xFE, 0, 0]) || starts([0, 0, 0xFE, 0xFF]) || starts([0x3C, 0, 0, 0]) || starts([0, 0, 0, 0x3C]) {
            throw FeedError(.encoding, line: 1, column: 1, "encoding UTF-32 is not read")
        }
        if starts([0xFF, 0xFE]) { return Found(encoding: .utf16(littleEndian: true), markLength: 2) }
        if starts([0xFE, 0xFF]) { return Found(encoding: .utf16(littleEndian: false), markLength: 2) }
        if head.count == 4, head[0] != 0, head[1] == 0, head[2] != 0, head[3] == 0 {
            return Found(encoding: .utf16(littleEndian: true), markLength: 0)
        }
        if head.count == 4, head[0] == 0, head[1] != 0, head[2] == 0, head[3] != 0 {
            return Found(encoding: .utf16(littleEndian: false), markLength: 0)
        }
        let mark = starts([0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let name = declared(in: bytes) else { return Found(encoding: .utf8, markLength: mark) }
        guard let encoding = named(name) else {
            throw FeedError(.encoding, line: 1, column: 1, "encoding \(name.withUTF8Copy(quoted)) is not read")
        }
        if case .utf16 = encoding { return Found(encoding: .utf8, markLength: mark, lie: "\(name), but it is UTF-8") }
        if mark > 0, encoding != .utf8 { return Found(encoding: .utf8, markLength: mark, lie: "\(name), but it is UTF-8") }
        // A declaration of bytes that are characters each is often a template's; what is UTF-8 throughout is UTF-8.
        if encoding.hasOneByteCharacters, UTF8Text.isWritten(in: bytes) {
            return Found(encoding: .utf8, markLength: mark, lie: "\(name), but it is UTF-8")
        }
        return Found(encoding: encoding, markLength: mark)
    }

    private var hasOneByteCharacters: Bool {
        guard case .other(let name) = self else { return false }
        return name.hasPrefix("CP125") || name.hasPrefix("ISO-8859")
    }

    /// The encoding of the XML declaration, lower-case; looked for in the first 1,024 bytes. Nil when there is none.
    private static func declared(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let start = bytes.firstIndex(of: "<?xml", before: 1024) else { return nil }
        let end = bytes.firstIndex(of: ">", from: start, before: start + 256) ?? start
        guard let key = bytes.firstIndex(of: "encoding", from: start, before: end) else { return nil }
        let value = bytes[(key + 8)..<end].drop { [0x20, 9, 10, 13, UInt8(ascii: "=")].contains($0) }
        guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let name = value.dropFirst().prefix { $0 != quote }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
    }

    /// Names as in the WHATWG Encoding Standard, which takes the superset that publishers mean (windows-1252 for Latin-1,
    /// GB18030 for GB 2312). Nil for what is not on the list, UTF-7 above all: it makes tags of `+ADw-`.
    private static func named(_ name: String) -> TextEncoding? {
        if name == "utf-8" { return .utf8 }
        let name = name.replacing("_", with: "-")
        switch name {
        case "utf8": return .utf8
        case "utf-16", "utf-16le", "utf-16be", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode": return .utf16(littleEndian: true)
        case "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252":
            return .other("CP1252")
        case "iso-8859-9", "iso8859-9", "latin5": return .other("CP1254")
        case "iso-8859-11", "iso8859-11", "tis-620", "windows-874": return .other("CP874")
        case "koi8-r", "koi8": return .other("KOI8-R")
        case "koi8-u": return .other("KOI8-U")
        case "shift-jis", "sjis", "x-sjis", "windows-31j", "ms932", "cp932": return .other("CP932")
        case "euc-jp", "x-euc-jp": return .other("EUC-JP")
        case "euc-kr", "ks-c-5601-1987", "cp949", "windows-949", "uhc": return .other("CP949")
        case "euc-tw": return .other("EUC-TW")
        case "big5", "big-5", "x-x-big5", "big5-hkscs", "cp950": return .other("BIG5-HKSCS")
        case "gb2312", "gb-2312-80", "gbk", "x-gbk", "cp936", "gb18030", "euc-cn": return .other("GB18030")
        default: break
        }
        for prefix in ["windows-", "cp"] where name.hasPrefix(prefix) {
            let number = name.dropFirst(prefix.count)
            return (1250...1258).contains(Int(number) ?? 0) ? .other("CP\(number)") : nil
        }
        for prefix in ["iso-8859-", "iso8859-"] where name.hasPrefix(prefix) {
            let number = name.dropFirst(prefix.count)
            return (1...16).contains(Int(number) ?? 0) ? .other("ISO-8859-\(number)") : nil
        }
        return nil
    }
}

extension TextEncoding {
    /// `bytes`, without a byte order mark, as UTF-8 fit for XML; nil when they are that already. Throws `.limit` when it grows
    /// past `limits`.
    func decoded(_ bytes: UnsafeBufferPointer<UInt8>, faults: Faults, limits: ReadingLimits) throws(FeedError) -> UTF8Text? {
        var text = UTF8Text(faults: faults)
        switch self {
        case .utf8:
            guard let mended = UTF8Text.mended(bytes, faults: faults) else { return nil }
            text = mended
            // One bad byte must not have every other letter read anew; but where there is no letter of UTF-8 at all it is none.
            if mended.faults.has(.badBytes), UTF8Text.isWindows1252(bytes) {
                var faults = faults
                faults.note(.wrongEncoding, at: 0, "UTF-8, but it is windows-1252")
                text = UTF8Text(faults: faults)
                try Self.convert(bytes, from: "CP1252", into: &text, limits: limits)
            }
        case .utf16(let littleEndian): Self.decodeUTF16(bytes, littleEndian: littleEndian, into: &text)
        case .other(let name): try Self.convert(bytes, from: name, into: &text, limits: limits)
        }
        if text.bytes.count > limits.maxFileBytes {
            throw FeedError(.limit, "as UTF-8 it is larger than \(limits.maxFileBytes) bytes")
        }
        return text
    }

    private static func decodeUTF16(_ bytes: UnsafeBufferPointer<UInt8>, littleEndian: Bool, into text: inout UTF8Text) {
        text.reserve(bytes.count / 2 + bytes.count / 4)
        let low = littleEndian ? 0 : 1
        func unit(_ i: Int) -> UInt32 { UInt32(bytes[i + low]) | UInt32(bytes[i + 1 - low]) << 8 }
        var i = 0
        while i + 1 < bytes.count {
            let value = unit(i)
            i += 2
            if value & 0xF800 != 0xD800 {
                text.append(value)
            } else if value < 0xDC00, i + 1 < bytes.count, unit(i) & 0xFC00 == 0xDC00 {
                text.append(0x10000 + (value & 0x3FF) << 10 + unit(i) & 0x3FF)
                i += 2
            } else {
                text.replace()
            }
        }
        if i < bytes.count { text.replace() }
    }

    /// Through the C library's iconv, which libxml2 uses too.
    private static func convert(
        _ bytes: UnsafeBufferPointer<UInt8>, from name: String, into text: inout UTF8Text, limits: ReadingLimits
    ) throws(FeedError) {
        guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
            throw FeedError(.encoding, "encoding \"\(name)\" is not known to this system")
        }
        defer { iconv_close(converter) }
        var next = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(bytes.baseAddress))?.assumingMemoryBound(to: CChar.self)
        var left = bytes.count
        let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
        defer { piece.deallocate() }
        while left > 0, text.bytes.count <= limits.maxFileBytes {
            var room = piece.count
            let failed = piece.withMemoryRebound(to: CChar.self) { target in
                var into = target.baseAddress
                return iconv(converter, &next, &left, &into, &room) == -1
            }
            text.append(mending: UnsafeBufferPointer(rebasing: piece[..<(piece.count - room)]))
            // With room left it stopped at a byte that means nothing here, or at a sequence that the file's end cuts.
            if failed, room > 8 {
                text.replace()
                next = next?.advanced(by: 1)
                left -= 1
            }
        }
    }
}

extension String {
    func withUTF8Copy<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        var copy = self
        return copy.withUTF8(body)
    }
}
