import FoundationEssentials
import News
import Testing

@testable import FeedReader

/// SplitMix64 (Steele, Lea, Flood 2014), so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Pieces that mean something to one reader or another, and bytes that mean nothing to any.
private func inputs(_ count: Int, of pieces: [String], seed: UInt64) -> [[UInt8]] {
    var random = Seeded(state: seed)
    return (0..<count).map { _ in
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...24, using: &random) {
            if Int.random(in: 0..<5, using: &random) == 0 {
                bytes.append(UInt8.random(in: 0...255, using: &random))
            } else if let piece = pieces.randomElement(using: &random) {
                bytes += piece.utf8
            }
        }
        return bytes
    }
}

private let markup = [
    "<", ">", "/", "=", "\"", "'", "&", ";", "#", "x", "<p", "<br>", "</p>", "<!--", "-->", "<![CDATA[", "]]>", "<script>",
    "</script>", "<title/>", "<li>", "<h1>",
    "</h1>", "<blockquote>", "<pre>", "\n", " ", "  ", "tarn", "&amp;", "&#8204;", "&#x9F;", "&#99999999999;", "&lt;b&gt;",
    "\u{200D}", "ب", "日本", "é", "\u{AD}", "\u{85}", "<a href=",
    "<?", "</", "🚀", "\u{FEFF}", "eightchars", "\u{1F}",
]
private let dates = [
    "Sun", ", ", "4", "04", " Jan", "2004", " ", "16:29", ":06", "+0100", "-", "GMT", "T", "Z", "/", ".", "(", ")",
    "99999999999999999999", "년", "月", "오후", "W53", "&#43;", "PM", "th", "\u{A0}", "24:00:00",
    "9999", "0000", "366", "[", "+", "\u{2212}",
]
private let addresses = [
    "http:", "https://", "//", "/", "..", ".", "?", "#", "&amp;", "&", "%", "%2f", "@", ":", "[", "]", "www.", "a",
    "courier.example", " ", "\n", "é", "\u{202E}", "utm_source=", ":80", "m.",
]

@Suite struct HostileTextTests {
    @Test func noBytesTrapAndNoTextHoldsAControl() {
        for bytes in inputs(4000, of: markup, seed: 1) {
            bytes.withUnsafeBufferPointer { bytes in
                let texts = MarkupText.blocks(bytes).map(\.text) + [MarkupText.plain(bytes), MarkupText.clean(bytes)]
                _ = MarkupText.looksLikeMarkup(bytes)
                for text in texts {
                    let isClean = text.unicodeScalars.allSatisfy {
                        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && !(0x202A...0x202E).contains($0.value)
                            && $0.value & 0xFFFE != 0xFFFE
                    }
                    #expect(isClean && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.utf8.elementsEqual([0x20]))
                    #expect(!zip(text.utf8, text.utf8.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 })
                }
            }
        }
    }

    @Test func noBytesTrapADateAndItsYearHasFourDigits() {
        for bytes in inputs(8000, of: dates, seed: 2) {
            guard let date = bytes.withUnsafeBufferPointer(FeedDate.read) else { continue }
            #expect((20...24).contains(date.rfc3339.utf8.count))
            #expect(Date(milliseconds: date.milliseconds) == date)
        }
    }

    @Test func noTextTrapsAnAddressAndAnAddressStaysAsItIs() {
        for bytes in inputs(4000, of: addresses, seed: 3) {
            let text = String(decoding: bytes, as: UTF8.self)
            _ = CanonicalURL.guidIdentity(text)
            _ = Address.resolved(text, base: "http://courier.example/a/")
            guard let address = Address.absolute(text, base: "http://courier.example/a/b") else { continue }
            #expect(Address.absolute(address, base: nil) == address)
            let canonical = CanonicalURL(address)
            #expect(canonical != nil)
            #expect(canonical.flatMap { CanonicalURL("http://" + $0.text) } == canonical)
        }
    }
}
