import News

/// What stands around a name.
struct Surroundings {
    var isAfterPreposition = false
    var isAfterComma = false
    /// `New` stands directly before it.
    var isAfterNew = false
    /// Another capitalised word stands directly before or behind it.
    var isWithinName = false
    /// A capital with a full stop stands directly behind it: of what is so called a person, `George W. Bush`.
    var isBeforeInitial = false
}

extension ItemText {
    /// Whether it begins with a capital, or a letter that is not ASCII.
    func isCapital(_ match: TermIndex.Match) -> Bool {
        var text = fields[Int(match.field)].text
        return text.withUTF8 { Newsroom.isCapital($0, Int(match.start)) }
    }

    func surroundings(of match: TermIndex.Match) -> Surroundings {
        let field = fields[Int(match.field)]
        let (words, first, last) = (field.words, Int(match.first), Int(match.last))
        var text = field.text
        return text.withUTF8 { bytes in
            var around = Surroundings()
            if first > 0 {
                let gap = words.range(first - 1).upperBound..<words.range(first).lowerBound
                let isNext = gap.count == 1 && bytes[gap.lowerBound] == 0x20
                let before = nameClasses(of: first - 1, in: Int(match.field))
                around.isAfterPreposition = isNext && before.contains(.preposition)
                around.isAfterNew = isNext && before.contains(.new)
                around.isAfterComma = gap.count == 2 && bytes[gap.lowerBound] == UInt8(ascii: ",")
                if isNext, Newsroom.isCapital(bytes, words.range(first - 1).lowerBound), !around.isAfterPreposition {
                    around.isWithinName = !isSentenceStart(first - 1, words, bytes)
                }
            }
            if last + 1 < words.count {
                let gap = words.range(last).upperBound..<words.range(last + 1).lowerBound
                if gap.count == 1, bytes[gap.lowerBound] == 0x20, Newsroom.isCapital(bytes, words.range(last + 1).lowerBound) {
                    around.isWithinName = true
                    let next = words.range(last + 1)
                    around.isBeforeInitial =
                        next.count == 1 && next.upperBound < bytes.count && bytes[next.upperBound] == UInt8(ascii: ".")
                }
            }
            return around
        }
    }

    private func isSentenceStart(_ word: Int, _ words: Words, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word > 0 else { return true }
        return bytes[words.range(word - 1).upperBound..<words.range(word).lowerBound].contains {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "\n")
        }
    }

    /// Where the dateline at the head of the text ends, `SEOUL (AP) -`, `WAYNE, N.J., Feb 26 -`; 0 when there is none: capitals, then a
    /// dash between spaces, soon.
    var datelineEnd: Int {
        var text = fields[Evidence.Field.text.order].text
        return text.withUTF8 { bytes in
            let head = bytes.prefix(90)
            var at = 0
            while at < head.count, head[at] != 0x20, head[at] != UInt8(ascii: ",") {
                if head[at] &- UInt8(ascii: "a") < 26 { return 0 }
                at += 1
            }
            if at < 3 { return 0 }
            while at + 1 < head.count {
                if head[at] == 0x20 || head[at] == UInt8(ascii: ")") {
                    let next = head[at + 1]
                    if next == UInt8(ascii: "-") { return at }
                    // – —
                    if next == 0xE2, at + 3 < head.count, head[at + 2] == 0x80, head[at + 3] == 0x93 || head[at + 3] == 0x94 {
                        return at
                    }
                }
                if head[at] == 0x0A { return 0 }
                at += 1
            }
            return 0
        }
    }
}

extension ItemText {
    /// Whether a field has hardly a word without a capital, so that capitals say nothing.
    mutating func isHeadlineCase(_ field: Int) -> Bool {
        if let known = fields[field].isHeadlineCase { return known }
        let kind = fields[field].kind
        let isHeadlineCase = kind == .category || (kind == .title && fields[field].isInHeadlineCase)
        fields[field].isHeadlineCase = isHeadlineCase
        return isHeadlineCase
    }
}

extension ItemText.Field {
    /// Hardly a word of it is small.
    var isInHeadlineCase: Bool {
        let small = smallWords
        return small.letters * 4 < small.words
    }

    /// Of the words that begin with a letter, how many begin with a small one; function words that headlines write small do not count.
    var smallWords: (words: Int, letters: Int) {
        var text = text
        return text.withUTF8 { bytes in
            var (all, small) = (0, 0)
            for i in 0..<min(words.count, 60) {
                let first = bytes[words.range(i).lowerBound]
                if words.range(i).count < 4 || first | 0x20 &- UInt8(ascii: "a") >= 26 { continue }
                all += 1
                if first &- UInt8(ascii: "a") < 26 { small += 1 }
            }
            return (all, small)
        }
    }

    var isAllCapitals: Bool { !text.utf8.prefix(400).contains { $0 &- UInt8(ascii: "a") < 26 } }
}

/// An ASCII capital, or any letter that is not ASCII: those are small in too few names to look them up.
@inline(__always)
func isCapital(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    bytes[at] &- UInt8(ascii: "A") < 26 || bytes[at] >= 0x80
}
