import News

/// The language that a text's script settles: Hangul is Korean, kana Japanese, Greek letters Greek. Scripts that several languages write
/// news in - Latin, Cyrillic, Arabic, Devanagari, Bengali, Ethiopic - settle nothing.
enum LanguageByScript {
    /// BCP 47, of a text's first `longest` letters; nil when most are of no script that settles it, or too few to tell.
    static func language(of texts: some Sequence<String>) -> String? {
        var tally = Tally()
        for text in texts {
            var text = text
            if text.withUTF8({ tally.add($0) }) { break }
        }
        return tally.language
    }

    private static let longest = 400
    /// A word or two may be a name in a text that is in another language.
    private static let fewest = 4
    /// A Japanese headline may have no kana: so many Han characters without any are Chinese.
    private static let fewestHan = 12

    private struct Tally {
        var letters = 0
        /// By kind of letter.
        var counts = [Int](repeating: 0, count: Int(LanguageByScript.firstScript) + LanguageByScript.scripts.count)

        /// True when enough has been seen.
        mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
            let kinds = LanguageByScript.kinds
            var index = 0
            while index < bytes.count, letters < longest {
                if bytes[index] < 0x80 {
                    if bytes[index].isASCIILetter { letters += 1 }
                    index += 1
                    continue
                }
                let (scalar, length) = UTF8Scalar.decode(bytes, at: index)
                index += length
                let kind = scalar < 0x1_0000 ? kinds[Int(scalar >> 4)] : LanguageByScript.kind(beyond: scalar)
                if kind == none || scalar & ~0xF == 0xFF60 && scalar < 0xFF66 { continue }
                counts[Int(kind)] += 1
                letters += 1
            }
            return letters >= longest
        }

        var language: String? {
            guard letters >= fewest else { return nil }
            // Half of it: names, addresses and units are Latin everywhere.
            let scripts = counts[Int(firstScript)...]
            if let script = scripts.firstIndex(where: { $0 * 2 > letters }) {
                return LanguageByScript.scripts[script - Int(firstScript)].language
            }
            let (han, kana) = (counts[Int(LanguageByScript.han)], counts[Int(LanguageByScript.kana)])
            guard (han + kana) * 2 > letters else { return nil }
            // Chinese borrows a kana as an ornament; in Japanese every few characters are kana.
            if kana * 10 > han { return "ja" }
            return kana == 0 && han >= fewestHan ? "zh" : nil
        }
    }

    // Kinds of letters: no letter, one that settles nothing, Han, kana, and from `firstScript` on those of `scripts`.
    private static let none: UInt8 = 0
    private static let other: UInt8 = 1
    private static let han: UInt8 = 2
    private static let kana: UInt8 = 3
    private static let firstScript: UInt8 = 4

    /// Of sixteen characters each, up to U+FFFF: every range below begins and ends with such a row, but for U+FF65 and U+FF66.
    private static let kinds: [UInt8] = {
        var kinds = [UInt8](repeating: other, count: 0x1000)
        func set(_ kind: UInt8, _ ranges: [ClosedRange<UInt32>]) {
            for range in ranges { for row in range.lowerBound >> 4...range.upperBound >> 4 { kinds[Int(row)] = kind } }
        }
        set(none, [0...0xBF, 0x2000...0x2DFF, 0x3000...0x303F, 0xFF00...0xFF5F, 0xFFF0...0xFFFF])
        set(kana, [0x3040...0x30FF, 0x31F0...0x31FF, 0xFF60...0xFF9F])
        set(han, [0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF])
        for (index, script) in scripts.enumerated() { set(firstScript + UInt8(index), script.ranges) }
        return kinds
    }()

    private static func kind(beyond scalar: UInt32) -> UInt8 { (0x20000...0x3FFFF).contains(scalar) ? han : other }

    private static let scripts: [(language: String, ranges: [ClosedRange<UInt32>])] = [
        ("ko", [0xAC00...0xD7AF, 0x1100...0x11FF, 0x3130...0x318F]),
        ("el", [0x0370...0x03FF, 0x1F00...0x1FFF]),
        ("he", [0x0590...0x05FF]),
        ("th", [0x0E00...0x0E7F]),
        ("ka", [0x10A0...0x10FF, 0x1C90...0x1CBF]),
        ("hy", [0x0530...0x058F]),
        ("pa", [0x0A00...0x0A7F]),
        ("gu", [0x0A80...0x0AFF]),
        ("or", [0x0B00...0x0B7F]),
        ("ta", [0x0B80...0x0BFF]),
        ("te", [0x0C00...0x0C7F]),
        ("kn", [0x0C80...0x0CFF]),
        ("ml", [0x0D00...0x0D7F]),
        ("si", [0x0D80...0x0DFF]),
        ("lo", [0x0E80...0x0EFF]),
        ("my", [0x1000...0x109F]),
        ("km", [0x1780...0x17FF]),
    ]
}

extension LanguageByScript {
    /// Of the title and the text, else the summary.
    static func language(of item: Item) -> String? {
        // Most texts are Latin and settle nothing.
        if isASCII(item.title), item.text.isEmpty ? isASCII(item.summary) : item.text.prefix(8).allSatisfy({ isASCII($0.text) }) {
            return nil
        }
        var texts = [item.title].compactMap { $0 }
        if item.text.isEmpty { texts += [item.summary].compactMap { $0 } } else { texts += item.text.prefix(8).map(\.text) }
        return language(of: texts)
    }

    /// As far as it is looked at.
    private static func isASCII(_ text: String?) -> Bool {
        guard var text else { return true }
        return text.withUTF8 { UnsafeBufferPointer(rebasing: $0.prefix(longest)).isASCII }
    }
}
