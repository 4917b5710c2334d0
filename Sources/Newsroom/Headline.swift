import News

/// The words of a title as copies and stories see them.
struct Headline {
    /// All of them; only the first `count` are looked at, later ones say nothing new.
    let words: Words
    let count: Int
    /// 0 when there is no word in it.
    let hash: UInt64
    /// Of the title with its digits, months and days of the week masked. 0 when there is no word in it.
    let maskHash: UInt64
    /// Most words of weight after the first have no capital, so that one that has is a name.
    let isSentence: Bool
    /// A bit for each word that begins with a capital.
    let capitals: UInt64

    init(_ title: String?) {
        var title = title ?? ""
        let (words, capitals) = title.withUTF8 { text in
            let words = Words(utf8: text)
            return (words, Newsroom.capitals(of: words, in: text))
        }
        (self.words, self.capitals) = (words, capitals)
        count = min(words.count, 64)
        var (hash, mask): (UInt64, UInt64) = (0, 0)
        var (names, others) = (0, 0)
        for i in 0..<count {
            words.withBytes(of: i) { bytes in
                let word = hashed(bytes)
                hash = mixed(hash, word)
                mask = mixed(mask, isDateWord(word) ? zeroHash : hashedMaskingDigits(bytes, word))
                if i == 0 { return }
                if capitals >> UInt64(i) & 1 == 1 { names += 1 } else if bytes[0] >= 97, !isStopWord(word) { others += 1 }
            }
        }
        isSentence = others > names
        self.hash = count == 0 ? 0 : hash | 1
        maskHash = count == 0 ? 0 : mask | 1
    }
}

/// Of a script in which `Words` gives each character as a word of its own.
func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x0E00...0x0EFF).contains(scalar.value) || scalar.value >= 0x1780 && scalar.value < 0x1800 || scalar.value >= 0x2E80
}

/// Each run of digits, with the dots and commas between them, as one `0`.
private func hashedMaskingDigits(_ bytes: UnsafeRawBufferPointer, _ whole: UInt64) -> UInt64 {
    guard bytes.contains(where: { $0 &- 48 < 10 }) else { return whole }
    return withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 8) { masked in
        var count = 0
        for byte in bytes where byte != UInt8(ascii: ".") && byte != UInt8(ascii: ",") {
            let isDigit = byte &- 48 < 10
            if isDigit, count > 0, masked[count - 1] == UInt8(ascii: "0") { continue }
            masked[count] = isDigit ? UInt8(ascii: "0") : byte
            count += 1
        }
        return hashed(UnsafeRawBufferPointer(rebasing: masked[..<count]))
    }
}

/// A bit for each of the first 64 words that begins with a capital.
func capitals(of words: Words, in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var capitals: UInt64 = 0
    for word in 0..<min(words.count, 64) where isCapital(text, at: words.range(word).lowerBound) {
        capitals |= 1 << UInt64(word)
    }
    return capitals
}

/// Whether the scalar that begins there is upper case.
@inline(__always)
private func isCapital(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let byte = text[place]
    if byte < 0x80 { return byte &- 65 < 26 }
    let scalar = String(decoding: text[place..<min(place + 4, text.count)], as: UTF8.self).unicodeScalars.first
    return scalar?.properties.isUppercase ?? false
}

private let zeroHash = hashed("0")

@inline(__always)
private func isDateWord(_ hash: UInt64) -> Bool { dateWordHashes.number(of: hash) != nil }

private let dateWordHashes: HashNumbers<UInt64> = {
    var hashes = HashNumbers<UInt64>(roomFor: 2 * dateWords.count)
    for word in dateWords { _ = hashes.numbered(hashed(word)) }
    return hashes
}()

// English, German, French, Spanish; folded.
private let dateWords: [String] =
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    januar februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
    dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles
    jueves viernes sabado domingo
    """.split(whereSeparator: \.isWhitespace).map(String.init)
