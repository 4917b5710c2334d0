import Crypto
import Foundation
import Testing

@testable import Press

private let styles = [(ourTemplates.style, ourTemplates.styleSource), (EnclosedStyle.css, EnclosedStyle.source)]

@Test(arguments: styles) func theHashInThePolicyIsThatOfTheStyle(_ css: String, _ source: String) {
    #expect(source == "sha256-" + Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString())
}

@Test(arguments: styles) func theStyleAsksForNothing(_ css: String, _ source: String) {
    #expect(!["url(", "@import", "image-set", "@font-face", "</"].contains { css.contains($0) })
}

/// WCAG 2.2, 1.4.3: 4.5:1 for text, in light and in dark.
@Test(arguments: [0, 1], ["ink", "soft", "accent"]) func everyColourOfTextStandsOutFromThePaper(_ scheme: Int, _ colour: String) {
    func luminance(_ name: String) -> Double {
        let hex = Int(ourTemplates.style.components(separatedBy: "--\(name): #")[scheme + 1].prefix(6), radix: 16) ?? 0
        let parts = [16, 8, 0].map { Double(hex >> $0 & 255) / 255 }
        let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    let (words, paper) = (luminance(colour), luminance("paper"))
    #expect((max(words, paper) + 0.05) / (min(words, paper) + 0.05) >= 4.5)
}
