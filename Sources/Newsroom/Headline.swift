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
    /// Of the title with nothing masked but the numbers that count victims (`Toll`); its second bit says that they are given out day by
    /// day. 0 when there is none.
    let tollHash: UInt32
    /// The same of each part between signs that part a title (`: | ( )` and dashes between spaces), where there are several; without those
    /// that have nothing but a date or a time. The fourth is all that follows. Empty where there is but one.
    let parts: [UInt32]
    /// Most words of weight after the first have no capital, so that one that has is a name.
    let isSentence: Bool
    /// A bit for each word that begins with a capital.
    let capitals: UInt64
    let genre: Genre
    /// A bit for each word of a date: a month with the day or year beside it, `May 9, 2020`. Everything said that day has it.
    let dates: UInt64

    init(_ title: String?) {
        var title = title ?? ""
        let (words, capitals, begins) = title.withUTF8 { text in
            let words = Words(utf8: text)
            return (words, Newsroom.capitals(of: words, in: text), partBegins(of: words, in: text))
        }
        (self.words, self.capitals) = (words, capitals)
        count = min(words.count, 64)
        var (hash, mask): (UInt64, UInt64) = (0, 0)
        var (names, others) = (0, 0)
        var parts: [UInt32] = []
        // Months and days of the week, and numbers.
        var (dateWords, numbers): (UInt64, UInt64) = (0, 0)
        // Of the part at work; 0 where it has no word but of a date.
        var (part, told): (UInt64, UInt64) = (0, 0)
        let count = count
        var tolls: UInt32 = 0
        genre = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(1, count)) { hashes in
            for i in 0..<count {
                if begins >> UInt64(i) & 1 == 1, parts.count < 3 {
                    if told != 0 { parts.append(Headline.part(told)) }
                    (part, told) = (0, 0)
                }
                words.withBytes(of: i) { bytes in
                    let word = hashed(bytes)
                    hashes[i] = word
                    hash = mixed(hash, word)
                    let isDate = isDateWord(word)
                    if isDate { dateWords |= 1 << UInt64(i) }
                    if bytes.count <= 4, bytes.allSatisfy({ $0 &- 48 < 10 }) { numbers |= 1 << UInt64(i) }
                    let masked = isDate ? zeroHash : hashedMaskingDigits(bytes, word)
                    mask = mixed(mask, masked)
                    if begins != 0 {
                        part = mixed(part, masked)
                        if told != 0 || (masked != zeroHash && !isHourWord(word)) { told = part }
                    }
                    if i == 0 { return }
                    if capitals >> UInt64(i) & 1 == 1 { names += 1 } else if bytes[0] >= 97, !isStopWord(word) { others += 1 }
                }
            }
            if hash != mask { tolls = Headline.tolls(words, UnsafeBufferPointer(rebasing: hashes[..<count]), &title) }
            return Genre(headline: UnsafeBufferPointer(rebasing: hashes[..<count]), begins: begins)
        }
        isSentence = others > names
        dates = Headline.dates(dateWords, numbers)
        self.hash = count == 0 ? 0 : hash | 1
        maskHash = count == 0 ? 0 : mask | 1
        tollHash = tolls
        if told != 0 { parts.append(Headline.part(told)) }
        self.parts = begins == 0 ? [] : parts
    }
}

extension Headline {
    /// A month or a day of the week beside a number, and the numbers beside these: `9 May 2020`, `Friday 13`. A month alone may be a verb.
    private static func dates(_ words: UInt64, _ numbers: UInt64) -> UInt64 {
        let beside = (words << 1 | words >> 1) & numbers
        let months = words & (numbers << 1 | numbers >> 1)
        return beside == 0 ? 0 : months | beside | ((beside << 1 | beside >> 1) & numbers)
    }

    private static func tolls(_ words: Words, _ hashes: UnsafeBufferPointer<UInt64>, _ title: inout String) -> UInt32 {
        let (tolls, areDaily) = title.withUTF8 { Toll.numbers(of: words, hashes, in: $0) }
        if tolls == 0 { return 0 }
        let hash = hashes.indices.reduce(0) { mixed($0, tolls >> UInt64($1) & 1 == 1 ? zeroHash : hashes[$1]) }
        return UInt32(truncatingIfNeeded: hash >> 32) & ~3 | (areDaily ? 3 : 1)
    }

    /// How a title's mask is called where it is a part.
    static func part(_ mask: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (mask | 1) >> 1) }
}

/// A bit for each of the first 64 words before which a title is parted.
private func partBegins(of words: Words, in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var begins: UInt64 = 0
    for word in 1..<max(1, min(words.count, 64)) {
        let gap = words.range(word - 1).upperBound..<words.range(word).lowerBound
        // Most are one space.
        if gap.count > 1, isParting(UnsafeBufferPointer(rebasing: text[gap])) { begins |= 1 << UInt64(word) }
    }
    return begins
}

private func isParting(_ gap: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    while place < gap.count {
        switch gap[place] {
        case UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"): return true
        // Where it is `10:46` there is nothing else in the gap, and it was not looked at.
        case UInt8(ascii: ":"): return true
        case UInt8(ascii: "-"):
            if place > 0, place + 1 < gap.count, gap[place - 1] == 0x20, gap[place + 1] == 0x20 { return true }
        // En and em dash.
        case 0xE2 where place + 2 < gap.count && gap[place + 1] == 0x80 && (gap[place + 2] == 0x93 || gap[place + 2] == 0x94):
            if place > 0, gap[place - 1] == 0x20 { return true }
        default: break
        }
        place += 1
    }
    return false
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

@inline(__always)
private func isHourWord(_ hash: UInt64) -> Bool { hash == hourWords.0 || hash == hourWords.1 }

private let hourWords = (hashed("am"), hashed("pm"))

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
