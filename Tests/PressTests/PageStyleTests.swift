import Foundation
import Testing

@testable import Press

private let styles = [(PageStyle.css, PageStyle.source), (EnclosedStyle.css, EnclosedStyle.source)]

@Test(arguments: styles) func theHashInThePolicyIsThatOfTheStyle(_ css: String, _ source: String) {
    #expect(source == "sha256-" + Data(sha256(Array(css.utf8))).base64EncodedString())
}

@Test(arguments: styles) func theStyleAsksForNothing(_ css: String, _ source: String) {
    #expect(!["url(", "@import", "image-set", "@font-face", "</"].contains { css.contains($0) })
}

/// WCAG 2.2, 1.4.3: 4.5:1 for text, in light and in dark.
@Test(arguments: [0, 1], ["ink", "soft", "accent"]) func everyColourOfTextStandsOutFromThePaper(_ scheme: Int, _ colour: String) {
    func luminance(_ name: String) -> Double {
        let hex = Int(PageStyle.css.components(separatedBy: "--\(name): #")[scheme + 1].prefix(6), radix: 16) ?? 0
        let parts = [16, 8, 0].map { Double(hex >> $0 & 255) / 255 }
        let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    let (words, paper) = (luminance(colour), luminance("paper"))
    #expect((max(words, paper) + 0.05) / (min(words, paper) + 0.05) >= 4.5)
}

/// FIPS 180-4. Here only to check a pinned value: Press itself has no need of cryptography.
private func sha256(_ message: [UInt8]) -> [UInt8] {
    // The first 32 bits of the fractional parts of the cube and the square roots of the first primes.
    let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
    func fraction(_ root: Double) -> UInt32 { UInt32((root - root.rounded(.down)) * 4_294_967_296) }
    let constants = primes.map { fraction(cubeRoot(Double($0))) }
    var hash = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    padded += (0..<8).map { UInt8(truncatingIfNeeded: (message.count * 8) >> (56 - 8 * $0)) }
    func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }
    for block in stride(from: 0, to: padded.count, by: 64) {
        var words = (0..<16).map { index in
            padded[(block + index * 4)..<(block + index * 4 + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (a, b) = (words[index - 15], words[index - 2])
            let small = rotated(a, 7) ^ rotated(a, 18) ^ a >> 3
            words.append(words[index - 16] &+ small &+ words[index - 7] &+ (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10))
        }
        var state = hash
        for index in 0..<64 {
            let (a, e) = (state[0], state[4])
            let choice = e & state[5] ^ ~e & state[6]
            let first =
                state[7] &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[index] &+ words[index]
            let majority = a & state[1] ^ a & state[2] ^ state[1] & state[2]
            let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
            state = [first &+ second, a, state[1], state[2], state[3] &+ first, e, state[5], state[6]]
        }
        hash = zip(hash, state).map { $0 &+ $1 }
    }
    return hash.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
}

/// Newton's method, to the last bits that matter here.
private func cubeRoot(_ number: Double) -> Double {
    (0..<60).reduce(number) { root, _ in (2 * root + number / (root * root)) / 3 }
}
