/// Reads the words of a text one by one and writes them folded. `text` must be valid UTF-8, `output` at least eight bytes longer.
struct WordScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private let base: UnsafePointer<UInt8>
    private let out: UnsafeMutablePointer<UInt8>
    private let folding = Folding.shared
    private var at = 0
    private(set) var written = 0

    /// Nil when there is nothing to read.
    init?(text: UnsafeBufferPointer<UInt8>, output: UnsafeMutableBufferPointer<UInt8>) {
        guard let base = text.baseAddress, let out = output.baseAddress else { return nil }
        precondition(output.count >= text.count + 8)
        self.text = text
        self.base = base
        self.out = out
    }

    /// Nil at the end of the text.
    @inline(__always)
    mutating func next() -> Words.Word? {
        while at + 8 <= text.count {
            let start = at
            let count = readEight()
            if count == 8 { return takeOther(from: start, asFar: 8) }
            let byte = text[start + count]
            if count == 0 {
                if byte >= 0x80 { return takeOther(from: start, asFar: 0) }
                at = start + 1
                continue
            }
            // What can belong to a word, or end it otherwise than by parting it from the next: apostrophe, dot, comma, other letters.
            if byte >= 0x80 || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                return takeOther(from: start, asFar: count)
            }
            let folded = written
            written += count
            at = start + count + 1
            return Words.Word(start: UInt32(start), end: UInt32(start + count), folded: UInt32(folded))
        }
        return takeOther(from: at, asFar: 0)
    }

    /// Writes the next eight bytes folded; the answer is how many of them are ASCII letters and digits, without a gap. What is written
    /// past those is overwritten by what comes next; there is room for it, since no more has been written than read.
    @inline(__always)
    private func readEight() -> Int {
        let eight = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
        let folded = eight | each(0x20)
        // The upper bit of a byte tells what it is; none carries into the next, since all are below 0x80 before.
        let (letters, digits) = (folded & each(0x7F), eight & each(0x7F))
        let areLetters = (letters &+ each(0x80 - 0x61)) & ~(letters &+ each(0x80 - 0x7B))
        let areDigits = (digits &+ each(0x80 - 0x30)) & ~(digits &+ each(0x80 - 0x3A))
        let others = ~((areLetters | areDigits) & ~eight) & each(0x80)
        UnsafeMutableRawPointer(out + written).storeBytes(of: folded.littleEndian, as: UInt64.self)
        return others.trailingZeroBitCount >> 3
    }

    /// The next word, of which so many bytes have been read and written from `start` on. Nil at the end of the text.
    private mutating func takeOther(from start: Int, asFar count: Int) -> Words.Word? {
        if count > 0 {
            let folded = written
            at = start + count
            written += count
            let end = takeRest(from: start)
            return Words.Word(start: UInt32(start), end: UInt32(end), folded: UInt32(folded))
        }
        while at < text.count {
            let start = at
            let folded = written
            var end = start
            if asciiFolded(text[at]) != 0 {
                end = takeRest(from: start)
            } else if text[at] < 0x80 {
                at += 1
                continue
            } else {
                let (scalar, width) = scalar(at: at)
                let entry = folding[scalar]
                at += width
                switch entry.kind {
                case .gap, .nothing, .apostrophe: continue
                case .alone:
                    write(entry)
                    end = at
                case .letter, .several:
                    write(entry)
                    end = takeRest(from: start)
                }
            }
            return Words.Word(start: UInt32(start), end: UInt32(end), folded: UInt32(folded))
        }
        return nil
    }

    /// Takes what is left of the word that began at `start`; the answer is where it ends.
    private mutating func takeRest(from start: Int) -> Int {
        // Where the letter began that a dot may follow, as in `U.S.`.
        var initial = start
        while true {
            while at + 8 <= text.count {
                let count = readEight()
                at += count
                written += count
                if count < 8 { break }
            }
            guard at < text.count else { return at }
            let byte = text[at]
            if byte == 0x20 { return at }
            let folded = asciiFolded(byte)
            if folded != 0 {
                write(folded)
                at += 1
            } else if byte >= 0x80 {
                let (scalar, width) = scalar(at: at)
                let entry = folding[scalar]
                switch entry.kind {
                case .gap, .alone: return at
                case .apostrophe: return takeEnding(afterApostropheOf: width)
                case .letter, .several: write(entry)
                case .nothing: break
                }
                at += width
            } else if byte == UInt8(ascii: "'") {
                return takeEnding(afterApostropheOf: 1)
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                if isDigit(at - 1), isDigit(at + 1) {
                    write(byte)
                    at += 1
                } else if byte == UInt8(ascii: "."), isInitial(initial, upTo: at) {
                    write(byte)
                    at += 1
                    initial = at
                } else {
                    return at
                }
            } else {
                return at
            }
        }
    }

    /// At an apostrophe of `apostrophe` bytes: takes an English ending after it, or nothing; the answer is where the word ends.
    private mutating func takeEnding(afterApostropheOf apostrophe: Int) -> Int {
        let end = at
        let first = at + apostrophe
        let letters = (asciiFolded(byte(first)), asciiFolded(byte(first + 1)))
        let width: Int
        switch letters {
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "d"), _), (UInt8(ascii: "m"), _): width = 1
        case (UInt8(ascii: "l"), UInt8(ascii: "l")), (UInt8(ascii: "r"), UInt8(ascii: "e")),
            (UInt8(ascii: "v"), UInt8(ascii: "e")):
            width = 2
        default: return end
        }
        let after = first + width
        guard !isInWord(after) else { return end }
        at = after
        if letters.0 == UInt8(ascii: "s") { return end }
        write(UInt8(ascii: "'"))
        for place in first..<after { write(asciiFolded(text[place])) }
        return at
    }

    /// Whether one letter stands from `start` up to the dot at `dot`, and one letter alone after it.
    private func isInitial(_ start: Int, upTo dot: Int) -> Bool {
        guard let width = letterWidth(start), start + width == dot, let next = letterWidth(dot + 1) else { return false }
        return !isInWord(dot + 1 + next)
    }

    /// The UTF-8 width of the letter at `place`; nil when there is none, or a digit.
    private func letterWidth(_ place: Int) -> Int? {
        guard place < text.count, !isDigit(place) else { return nil }
        if text[place] < 0x80 { return asciiFolded(text[place]) != 0 ? 1 : nil }
        let (scalar, width) = scalar(at: place)
        return folding[scalar].kind == .letter ? width : nil
    }

    private func isInWord(_ place: Int) -> Bool {
        guard place < text.count else { return false }
        if text[place] < 0x80 { return asciiFolded(text[place]) != 0 }
        switch folding[scalar(at: place).scalar].kind {
        case .letter, .several, .nothing: return true
        case .gap, .apostrophe, .alone: return false
        }
    }

    /// 0 outside the text.
    private func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }

    private func isDigit(_ place: Int) -> Bool {
        place >= 0 && place < text.count && text[place] &- UInt8(ascii: "0") < 10
    }

    private mutating func write(_ byte: UInt8) {
        out[written] = byte
        written += 1
    }

    private mutating func write(_ entry: Folding.Entry) {
        if entry.kind == .several {
            var letters = entry.value
            while letters != 0 {
                write(UInt8(letters & 0x7F))
                letters >>= 7
            }
        } else if let scalar = Unicode.Scalar(entry.value), let encoded = UTF8.encode(scalar) {
            for byte in encoded { write(byte) }
        }
    }

    /// Decodes valid UTF-8; a scalar cut off by the text's end is a replacement character.
    private func scalar(at place: Int) -> (scalar: Unicode.Scalar, width: Int) {
        let lead = text[place]
        let width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard place + width <= text.count else { return ("\u{FFFD}", text.count - place) }
        var value = UInt32(lead) & (width == 1 ? 0x7F : 0xFF >> UInt32(width + 1))
        for next in text[(place + 1)..<(place + width)] { value = value << 6 | UInt32(next & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }
}

/// An ASCII letter in lower case, a digit as it is, 0 for everything else.
@inline(__always)
private func asciiFolded(_ byte: UInt8) -> UInt8 {
    let lower = byte | 0x20
    if lower &- UInt8(ascii: "a") < 26 { return lower }
    return byte &- UInt8(ascii: "0") < 10 ? byte : 0
}

/// Eight times the same byte.
@inline(__always)
private func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
