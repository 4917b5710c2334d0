/// A language as an attribute may carry it.
struct Language {
    /// As the feed gave it, well-formed as far as BCP 47 has a form for tags of two letters and more: `pt-BR`.
    let tag: String

    /// Nil when there is none or it cannot be a language tag.
    init?(_ tag: String?) {
        guard let tag, (2...35).contains(tag.utf8.count) else { return nil }
        let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
        guard (2...8).contains(parts[0].count), parts[0].allSatisfy(isLetter),
            parts.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) } })
        else { return nil }
        self.tag = tag
    }

    /// The script it is written in where the tag says so, else the language's usual one.
    var isRightToLeft: Bool {
        let parts = tag.lowercased().split(separator: "-")
        if let script = parts.dropFirst().first(where: { $0.utf8.count == 4 && $0.first?.isLetter == true }) {
            return Self.rightToLeftScripts.contains(String(script))
        }
        return parts.first.map { Self.rightToLeft.contains(String($0)) } ?? false
    }

    var isEnglish: Bool {
        let start = tag.utf8.prefix(3)
        return start.elementsEqual("en-".utf8.prefix(tag.utf8.count)) { $0 | 0x20 == $1 }
    }

    /// From CLDR's likely subtags: languages whose usual script runs from right to left.
    private static let rightToLeft: Set<String> = [
        "ar", "arc", "arz", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug",
        "ur", "yi",
    ]
    private static let rightToLeftScripts: Set<String> = ["adlm", "arab", "aran", "hebr", "mand", "nkoo", "syrc", "thaa"]
}

extension String {
    /// True when it holds a character from the scripts that run from right to left (U+0590 to U+08FF, U+FB1D and on), the
    /// mark that acts as one, or a character written with the same first byte: false is certain, true is not.
    var mayRunRightToLeft: Bool {
        var mayHoldMark = false
        for byte in utf8 {
            if (0xd6...0xe0).contains(byte) || byte >= 0xef { return true }
            if byte == 0xe2 { mayHoldMark = true }
        }
        return mayHoldMark && unicodeScalars.contains("\u{200f}")
    }
}
