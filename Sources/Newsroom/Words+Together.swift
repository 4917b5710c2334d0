extension Words {
    /// Whether the given words of `text`, whose words these are, stand together as a phrase's do; `loosely`: any punctuation may
    /// stand between them, but no line break.
    func areTogether(_ phrase: ClosedRange<Int>, in text: UnsafeBufferPointer<UInt8>, loosely: Bool = false) -> Bool {
        for i in phrase.dropLast() {
            let gap = range(i).upperBound..<range(i + 1).lowerBound
            if gap.count == 1, text[gap.lowerBound] == 0x20 || text[gap.lowerBound] == UInt8(ascii: "-") { continue }
            // Nothing that keeps words together is longer; so a gap is not read again and again.
            if gap.count > 12 || !keepsTogether(gap, in: text, after: range(i).count, loosely) { return false }
        }
        return true
    }

    private func keepsTogether(
        _ gap: Range<Int>, in text: UnsafeBufferPointer<UInt8>, after width: Int, _ loosely: Bool
    ) -> Bool {
        let bytes = UnsafeBufferPointer(rebasing: text[gap])
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case " ", "-", "'", "\"", "/", "&", "_", "#", "@", "\u{A0}", "\u{AD}", "\u{2009}", "\u{200A}", "\u{202F}", "«", "»":
                continue
            case "\u{200C}"..."\u{200F}", "\u{2010}"..."\u{2013}", "\u{2018}"..."\u{201F}", "\u{2060}", "\u{FEFF}": continue
            // Of a possessive: the one letter that belongs to no word.
            case "s", "S": continue
            case "." where width <= 3: continue
            case "\n", "\r", "\u{2028}", "\u{2029}": return false
            default: if !loosely { return false }
            }
        }
        return true
    }
}
