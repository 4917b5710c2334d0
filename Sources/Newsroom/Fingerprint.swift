import FoundationEssentials
import News

/// What grouping looks at of an item, and all that it keeps of it: a function of the item alone, some 250 bytes.
///
/// Words are hashes of their folded bytes: equal words are equal, two that collide (one pair in some hundred thousand) count as
/// one, the same everywhere. What they were is read from the item again where somebody asks why.
struct Fingerprint: Equatable, Sendable {
    let key: Key
    let hash: TextHash
    /// Milliseconds since 1970: the item's place in time.
    let time: Int64
    /// The title with its digits, months and days of the week masked: equal for `Morning briefing, 3 May` and `... 4 May`.
    /// 0 when there is no word in it.
    let mask: UInt64
    /// The title's words; 0 when there is none.
    let title: UInt64
    /// The opening's words with their source; 0 without an opening.
    let opening: UInt64
    /// The canonical url; 0 without one.
    let url: UInt64
    private var pool: HashPool
    /// Equal for equal sources.
    let source: UInt32
    /// Equal for equal languages whatever their region; 0 where it does not say.
    let language: UInt32
    /// Of its text, in bytes of UTF-8.
    let length: UInt32
    /// Equal for titles that differ in nothing but how many victims they count; 0 where it counts none.
    let tolls: UInt32
    /// What authorities give out day by day is counted.
    var countsDaily: Bool { tolls & 2 != 0 }
    /// Of the print that it is made of, or that would be made of it.
    private(set) var digest: UInt32 = 0
    /// Parts of the title, terms, then passages: in the pool from `start` on. A slice of an array would be three times as large.
    private var start: UInt32
    private let termCount: UInt16
    private let partCount: UInt8
    private let passageCount: UInt8
    let genre: Genre
    /// The text had so many passages that one in four was kept.
    let isSampled: Bool

    /// A word, or two neighbours, of title or opening; each once, ascending.
    var terms: ArraySlice<UInt32> { hashes(after: Int(partCount), Int(termCount)) }
    /// Of the text: see `Sketch`. Ascending; empty for a text of under 30 words.
    var passages: ArraySlice<UInt32> { hashes(after: Int(partCount) + Int(termCount), Int(passageCount)) }
    /// The title's parts, masked as `mask` is; empty where it has but one (`Headline`).
    var parts: ArraySlice<UInt32> { hashes(after: 0, Int(partCount)) }

    @inline(__always)
    private func hashes(after: Int, _ count: Int) -> ArraySlice<UInt32> {
        let first = Int(start) + after
        return pool.hashes[first..<(first + count)]
    }
    private var hashes: ArraySlice<UInt32> { hashes(after: 0, hashCount) }

    /// How many hashes it has, and of which kinds, as `stored` gives them.
    @inline(__always)
    var hashCount: Int { Int(partCount) + Int(termCount) + Int(passageCount) }
    @inline(__always)
    var counts: UInt32 {
        UInt32(genre.rawValue) << 28 | UInt32(partCount) << 24 | UInt32(termCount) << 1 | (isSampled ? 1 : 0)
    }
    @inline(__always)
    var hasParts: Bool { partCount > 0 }

    /// It has more than a headline.
    var isTold: Bool { opening != 0 }

    var day: Int64 { time >= 0 ? time / 86_400_000 : (time - 86_399_999) / 86_400_000 }

    func isBefore(_ filed: FiledItem) -> Bool {
        (time, key, hash) < (Fingerprint.kept(filed.time), filed.item.key, filed.item.hash)
    }

    func isBefore(_ other: Fingerprint) -> Bool { (time, key, hash) < (other.time, other.key, other.hash) }

    func isBefore(_ heads: UnsafeBufferPointer<ItemHead>, _ place: Int) -> Bool {
        (time, key, hash) < (Fingerprint.kept(heads[place].time), heads[place].key, heads[place].hash)
    }

    /// Whether it would be the same if it were made of this.
    func isOf(_ filed: FiledItem) -> Bool {
        key == filed.item.key && hash == filed.item.hash && time == Fingerprint.kept(filed.time)
            && source == Fingerprint.source(filed.source) && url == Fingerprint.url(of: filed.item)
            && language == Fingerprint.language(of: filed.item)
    }

    /// Whole milliseconds since 1970, held within +-2^53, where every whole number is exact.
    static func kept(_ time: Date) -> Int64 {
        let limit = 9_007_199_254_740_992.0
        let exact = (time.timeIntervalSince1970 * 1000).rounded()
        return exact.isNaN ? 0 : Int64(min(max(exact, -limit), limit))
    }

    static func source(_ name: String) -> UInt32 { UInt32(truncatingIfNeeded: hashed(name)) }

    private static func language(of item: Item) -> UInt32 {
        item.language.map { language(named: $0) } ?? 0
    }

    /// As `language` is kept.
    static func language(named name: String) -> UInt32 {
        UInt32(truncatingIfNeeded: hashed(primarySubtag(name))) | 1
    }

    private static func url(of item: Item) -> UInt64 {
        item.url.flatMap(CanonicalURL.init).map { hashed($0.text) | 1 } ?? 0
    }

    init(_ filed: FiledItem) {
        self.init(filed.item, source: filed.source, time: Fingerprint.kept(filed.time))
        digest = stored.digest
    }

    /// Without the digest of its print, which whoever makes the print gets with it.
    init(_ item: Item, source name: String, time: Int64) {
        key = item.key
        hash = item.hash
        self.time = time
        source = Fingerprint.source(name)
        language = Fingerprint.language(of: item)
        url = Fingerprint.url(of: item)
        length = UInt32(clamping: item.textBytes)

        var terms = TermList()
        let headline = Headline(item.title)
        title = headline.hash
        mask = headline.maskHash
        tolls = headline.tollHash
        genre = Genre(headline.genre, of: item)
        terms.add(headline)
        let opening = Fingerprint.opening(of: item)
        if let opening {
            terms.add(opening: opening.words, of: min(opening.words.count, 40), capitals: opening.capitals)
            self.opening = (mixed(UInt64(source), terms.openingHash)) | 1
        } else {
            self.opening = 0
        }
        partCount = UInt8(headline.parts.count)
        var all = headline.parts
        let sorted = terms.sorted()
        termCount = UInt16(sorted.count)
        all.append(contentsOf: sorted)
        let sketch = Sketch(item.ownText)
        isSampled = sketch.isSampled
        passageCount = UInt8(sketch.passages.count)
        all.append(contentsOf: sketch.passages)
        start = 0
        pool = HashPool(all)
    }

    /// Puts the hashes of those from `first` on into one array. Each in an array of its own, made while the items are at hand, would
    /// keep the memory around it from the system when they are gone.
    static func pack(_ prints: inout [Fingerprint], from first: Int) {
        var all: [UInt32] = []
        all.reserveCapacity(prints[first...].reduce(0) { $0 + $1.hashCount })
        for print in prints[first...] { all.append(contentsOf: print.hashes) }
        let pool = HashPool(all)
        var start = 0
        for place in first..<prints.count {
            (prints[place].pool, prints[place].start) = (pool, UInt32(start))
            start += prints[place].hashCount
        }
    }

    /// From what is known of it.
    init(
        key: Key, hash: TextHash, time: Int64, source: UInt32, language: UInt32, mask: UInt64, title: UInt64, opening: UInt64,
        url: UInt64, length: UInt32, genre: Genre, partCount: UInt8, termCount: UInt16, isSampled: Bool, hashes: [UInt32],
        tolls: UInt32, digest: UInt32
    ) {
        self.key = key
        self.hash = hash
        self.time = time
        self.source = source
        self.language = language
        self.mask = mask
        self.title = title
        self.opening = opening
        self.url = url
        self.length = length
        self.genre = genre
        self.partCount = partCount
        self.termCount = termCount
        self.isSampled = isSampled
        // Of a damaged one what is too much is left out.
        passageCount = UInt8(clamping: hashes.count - Int(partCount) - Int(termCount))
        start = 0
        pool = HashPool(hashes)
        self.tolls = tolls
        self.digest = digest
    }

    /// The first paragraph that says something of its own, or the summary.
    static func opening(of item: Item) -> (words: Words, capitals: UInt64)? {
        var seen = 0
        for block in item.ownText where block.kind == .paragraph || block.kind == .quotation {
            if let words = opening(in: block.text) { return words }
            seen += 1
            if seen == 5 { break }
        }
        return item.ownSummary.flatMap(opening)
    }

    /// A byline or a place alone is no opening, nor what calls upon readers. What stands before an address counts, the address itself
    /// is no word.
    private static func opening(in text: String) -> (words: Words, capitals: UInt64)? {
        var text = text.utf8.count > 600 ? String(decoding: text.utf8.prefix(600), as: UTF8.self) : text
        return text.withUTF8 { text in
            let text = text.slice(0..<startOfAddress(in: text))
            if sendsElsewhere(text) { return nil }
            let words = Words(utf8: text)
            return words.count >= 6 ? (words, capitals(of: words, in: text)) : nil
        }
    }
}

extension Fingerprint {
    static func == (a: Fingerprint, b: Fingerprint) -> Bool {
        (a.key, a.hash, a.time, a.source, a.language, a.length) == (b.key, b.hash, b.time, b.source, b.language, b.length)
            && (a.mask, a.title, a.opening, a.url, a.counts) == (b.mask, b.title, b.opening, b.url, b.counts)
            && a.tolls == b.tolls && a.hashes == b.hashes
    }
}

/// The hashes of one fingerprint, or of many one after the other.
private final class HashPool: Sendable {
    let hashes: [UInt32]
    init(_ hashes: [UInt32]) { self.hashes = hashes }
}

/// A term as a fingerprint holds it: 29 bits of hash, and what it is.
enum Term {
    static let title: UInt32 = 0
    /// Of a headline in sentence case, not its first: with a capital, as names have, and without.
    static let titleCapital: UInt32 = 1
    static let titleLower: UInt32 = 2
    /// A bare number or a single letter.
    static let titleSign: UInt32 = 3
    static let opening: UInt32 = 4
    static let openingSign: UInt32 = 5
    /// Two neighbours of a title.
    static let pair: UInt32 = 6
    /// Of an opening, not the first of it: with a capital.
    static let openingCapital: UInt32 = 7

    @inline(__always)
    static func name(_ term: UInt32) -> UInt32 { term >> 3 }
    /// A word that can tell one event from another: neither a bare number nor a pair.
    @inline(__always)
    static func isInformative(_ term: UInt32) -> Bool {
        term & 7 < titleSign || term & 7 == opening || term & 7 == openingCapital
    }
    @inline(__always)
    static func isWord(_ term: UInt32) -> Bool { term & 7 != pair }
    @inline(__always)
    static func isOfTitle(_ term: UInt32) -> Bool { term & 7 < opening }
    @inline(__always)
    static func isOfOpening(_ term: UInt32) -> Bool { term & 7 >= opening && term & 7 != pair }
    /// A word of a title that can tell one event from another.
    @inline(__always)
    static func isTelling(_ term: UInt32) -> Bool { term & 7 < titleSign }
}

/// Collects the terms of one item.
struct TermList {
    enum Place { case title, opening }

    private var terms: [UInt32] = []
    private(set) var openingHash: UInt64 = 0
    /// Called with each word's term and what spells it, for those who ask which words they were.
    var spell: ((_ name: UInt32, _ spelling: () -> String) -> Void)?

    init() { terms.reserveCapacity(96) }

    /// A headline's words, and pairs of those that stay.
    mutating func add(_ headline: Headline) {
        let (isSentence, capitals) = (headline.isSentence, headline.capitals)
        let dates = headline.dates
        add(headline.words, of: headline.count, as: .title, without: dates) { word in
            if !isSentence || word == 0 { return Term.title }
            return capitals >> UInt64(word) & 1 == 1 ? Term.titleCapital : Term.titleLower
        }
    }

    /// The first `count` words of an opening, or of another sentence.
    /// - `capitals`: a bit for each that begins with one.
    mutating func add(opening words: Words, of count: Int, capitals: UInt64 = 0) {
        add(words, of: count, as: .opening) { word in
            word > 0 && word < 64 && capitals >> UInt64(word) & 1 == 1 ? Term.openingCapital : Term.opening
        }
    }

    /// The first `count` of `words`: stop words out, stemmed. Of a title also pairs of what stays.
    /// - `without`: a bit for each word that is none.
    private mutating func add(
        _ words: Words, of count: Int, as place: Place, without omitted: UInt64 = 0, _ kind: (Int) -> UInt32
    ) {
        let sign = place == .title ? Term.titleSign : Term.openingSign
        var last: UInt32?
        var wide: UInt64 = 0
        var wideSpelling = ""
        for i in 0..<count where omitted == 0 || omitted >> UInt64(i) & 1 == 0 {
            words.withBytes(of: i) { bytes in
                if place == .opening { openingHash = mixed(openingHash, hashed(bytes)) }
                var name: UInt32
                var informative = true
                // Words of scripts without spaces come as single characters, which say little: two and two they are words.
                if isWideCharacter(bytes) {
                    let this = hashed(bytes)
                    defer {
                        wide = this
                        if spell != nil { wideSpelling = words.folded(i) }
                    }
                    guard wide != 0 else { return }
                    name = UInt32(truncatingIfNeeded: mixed(wide, this) >> 35)
                    if let spell { spell(name) { wideSpelling + words.folded(i) } }
                } else {
                    wide = 0
                    let (hasLetter, hasDigit) = contents(bytes)
                    let whole = hashed(bytes)
                    if isStopWord(whole) || (!hasDigit && isOneScalar(bytes)) { return }
                    guard hasLetter || hasDigit else { return }
                    informative = hasLetter && !isOneScalar(bytes)
                    name = UInt32(truncatingIfNeeded: stemmed(bytes, whole) >> 35)
                    if let spell { spell(name) { words.folded(i) } }
                }
                terms.append(name << 3 | (informative ? kind(i) : sign))
                if place == .title {
                    if let last {
                        terms.append(UInt32(truncatingIfNeeded: mixed(UInt64(last), UInt64(name)) >> 35) << 3 | Term.pair)
                    }
                    last = name
                }
            }
        }
    }

    /// Of the first `most` words of a sentence or paragraph, as `sorted` gives them.
    static func terms(of words: Words, most: Int) -> [UInt32] {
        var terms = TermList()
        terms.add(opening: words, of: min(words.count, most))
        return terms.sorted()
    }

    /// Each name once, as the first kind of it.
    func sorted() -> [UInt32] {
        var sorted = terms
        sorted.sort()
        var kept = 0
        for term in sorted where kept == 0 || Term.name(sorted[kept - 1]) != Term.name(term) {
            sorted[kept] = term
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
        return sorted
    }
}

/// `de` of `de-AT`.
func primarySubtag(_ language: String) -> String { language.prefix { $0 != "-" && $0 != "_" }.lowercased() }

// MARK: - Hashes

/// The bits that have to be 0 in a hash, so that of so many things some two thousand are taken.
func sampleMask(of count: Int) -> UInt32 { (1 << UInt32(max(0, Int.bitWidth - (count >> 11).leadingZeroBitCount))) - 1 }

/// One step of a 64-bit hash: a multiplication whose upper half is folded into its lower one.
@inline(__always)
func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = ((a ^ 0x9E37_79B9_7F4A_7C15) &+ b).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
}

/// The same on every machine and in every run.
func hashed(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { hashed(UnsafeRawBufferPointer($0)) }
}

@inline(__always)
func hashed(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(bytes.count)
    var at = 0
    while at + 8 <= bytes.count {
        hash = mixed(hash, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
        at += 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while at < bytes.count {
        rest |= UInt64(bytes[at]) << shift
        shift += 8
        at += 1
    }
    return mixed(hash, rest)
}

/// Whether the word of this hash is one that says nothing of what a text is about.
@inline(__always)
func isStopWord(_ hash: UInt64) -> Bool { stopWordHashes.number(of: hash) != nil }

private let stopWordHashes: HashNumbers<UInt64> = {
    var hashes = HashNumbers<UInt64>(roomFor: 2 * stopWords.count)
    for word in stopWords { _ = hashes.numbered(hashed(word)) }
    return hashes
}()

// MARK: - Words as bytes

@inline(__always)
private func contents(_ bytes: UnsafeRawBufferPointer) -> (hasLetter: Bool, hasDigit: Bool) {
    var (hasLetter, hasDigit) = (false, false)
    // What a word is made of: digits are ASCII's by now, and everything above is a letter or its mark.
    for byte in bytes {
        if byte &- 48 < 10 { hasDigit = true } else if byte >= 97 { hasLetter = true }
    }
    return (hasLetter, hasDigit)
}

@inline(__always)
private func isOneScalar(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= 4, let lead = bytes.first else { return bytes.isEmpty }
    return bytes.count == (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
}

/// Of a script in which `Words` gives each character as a word of its own.
@inline(__always)
func isWideCharacter(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 3, bytes[0] >= 0xE0, isOneScalar(bytes) else { return false }
    return isWide(String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? " ")
}

/// The hash of the word without an English, French or Spanish plural, and without the endings of English verbs, so that `strikes`,
/// `strike` and `striking` meet (a part of Porter 1980, "An algorithm for suffix stripping"). Words that end otherwise, and short
/// ones, stay as they are.
@inline(__always)
private func stemmed(_ bytes: UnsafeRawBufferPointer, _ whole: UInt64) -> UInt64 {
    guard bytes.count > 3, bytes.count <= 32, let last = bytes.last else { return whole }
    switch last {
    case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "g"), UInt8(ascii: "e"), UInt8(ascii: "y"): break
    default: return whole
    }
    return withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { word in
        word.copyMemory(from: bytes)
        return hashed(UnsafeRawBufferPointer(rebasing: word[..<stem(word, bytes.count)]))
    }
}

/// Shortens the word at the start of `word`; the answer is its new length.
private func stem(_ word: UnsafeMutableRawBufferPointer, _ length: Int) -> Int {
    var count = length
    @inline(__always)
    func ends(_ ending: StaticString) -> Bool {
        let size = ending.utf8CodeUnitCount
        if count <= size { return false }
        // From the last on, by which most words are told from it.
        var place = size - 1
        while place >= 0 {
            if word[count - size + place] != ending.utf8Start[place] { return false }
            place -= 1
        }
        return true
    }
    func hasVowel(_ end: Int) -> Bool {
        word[..<end].contains {
            switch $0 {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "y"):
                true
            default: false
            }
        }
    }
    if ends("s"), !ends("ss"), !ends("us"), !ends("is") {
        if count > 4, ends("ies") {
            count -= 2
        } else if count > 5, ends("shes") || ends("ches") || ends("sses") || ends("xes") {
            count -= 2
        } else {
            count -= 1
        }
    }
    let isIng = count > 5 && ends("ing") && hasVowel(count - 3)
    if isIng || (count > 4 && ends("ed") && !ends("eed") && hasVowel(count - 2)) {
        count -= isIng ? 3 : 2
        // `cutting`, `planned`; but not `selling`, `passed`.
        if count > 3, word[count - 1] == word[count - 2], !ends("l"), !ends("s"), !ends("z") { count -= 1 }
    }
    if count > 3, ends("e") {
        count -= 1
    } else if count > 3, ends("y") {
        word[count - 1] = UInt8(ascii: "i")
    }
    return count
}
