import News

/// What of an item is looked at for tags, field by field, with its words.
struct ItemText {
    /// By `Evidence.Field.order`.
    var fields: [Field]
    /// More than a publisher names who names only what an item is about.
    let hasManyCategories: Bool
    /// What words are to names, by number; empty where they are not looked for.
    private let nameClasses: [NameClass]

    struct Field {
        let kind: Evidence.Field
        let text: String
        let words: Words
        /// Of each word the sentence it stands in, from 0; empty until it is asked for.
        fileprivate(set) var sentences: [Int32] = []
        /// Of each word its number in the index, or -1.
        fileprivate(set) var numbers: [Int32] = []
        /// Nil until it is asked for.
        var isHeadlineCase: Bool?

        init(_ kind: Evidence.Field, _ text: String) {
            self.kind = kind
            self.text = text
            words = text.isEmpty ? Words.none : Words(text)
        }
    }

    init(_ item: Item, nameClasses: [NameClass]) {
        self.nameClasses = nameClasses
        // Of a tag line the publisher says so of each phrase.
        hasManyCategories = item.categories.count > 4 && item.docdata?.edition == nil
        fields = [
            Field(.title, item.title ?? ""), Field(.dateline, item.docdata?.dateline ?? ""), Field(.summary, item.summary ?? ""),
            Field(.text, item.text.plainText), Field(.category, item.categories.joined(separator: "\n")),
        ]
    }

    /// Numbers the words of a field.
    mutating func number(_ field: Int, _ number: (UnsafeBufferPointer<UInt8>, Field) -> [Int32]) {
        var text = fields[field].text
        fields[field].numbers = text.withUTF8 { number($0, fields[field]) }
    }

    /// What a word is to names.
    @inline(__always)
    func nameClasses(of word: Int, in field: Int) -> NameClass {
        let number = Int(fields[field].numbers[word])
        return number >= 0 && number < nameClasses.count ? nameClasses[number] : []
    }

    /// The sentence in which a word stands, counted in its field from 0.
    mutating func sentence(of word: Int, in field: Int) -> Int32 {
        if fields[field].sentences.isEmpty {
            let (words, text) = (fields[field].words, fields[field].text)
            fields[field].sentences = words.sentences(in: text)
        }
        return fields[field].sentences[word]
    }

    func evidence(_ match: TermIndex.Match, term: String, points: Int, sentence: Int32) -> Evidence {
        Evidence(
            field: fields[Int(match.field)].kind, text: slice(Int(match.field), Int(match.start)..<Int(match.end)),
            offset: Int(match.start), term: term, points: points, sentence: Int(sentence))
    }

    func slice(_ field: Int, _ range: Range<Int>) -> String {
        let utf8 = fields[field].text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        return String(fields[field].text[start..<utf8.index(start, offsetBy: range.count)])
    }
}

extension Evidence.Field {
    /// Evidence is told in this order.
    var order: Int {
        switch self {
        case .title: 0
        case .dateline: 1
        case .summary: 2
        case .text: 3
        case .category: 4
        }
    }

    /// What it is to a combination.
    var flag: Topic.Fields {
        switch self {
        case .title: .title
        case .dateline: .dateline
        case .summary: .summary
        case .text: .text
        case .category: .category
        }
    }
}

extension Words {
    /// The sentence of each word, from 0. As `sentenceEnds`, but on bytes and for every word: a line break, or a stop with a space
    /// behind it that neither follows an abbreviation nor is followed by a small letter.
    func sentences(in text: String) -> [Int32] {
        var text = text
        return text.withUTF8 { text in
            var number: Int32 = 0
            var numbers = [Int32](repeating: 0, count: count)
            for i in 0..<max(0, count - 1) {
                let gap = range(i).upperBound..<range(i + 1).lowerBound
                if gap.count != 1 || text[gap.lowerBound] != 0x20, endsSentence(i, gap, in: text) { number += 1 }
                numbers[i + 1] = number
            }
            return numbers
        }
    }

    private func endsSentence(_ word: Int, _ gap: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var stop: Int?
        var isPlain = true
        for at in gap.prefix(64) {
            switch text[at] {
            case 0x0A, 0x0D: return true
            case UInt8(ascii: "!"), UInt8(ascii: "?"):
                stop = at
                isPlain = false
            case UInt8(ascii: "."): stop = stop ?? at
            // 。 ！ ？
            case 0xE3 where at + 2 < gap.upperBound && text[at + 1] == 0x80 && text[at + 2] == 0x82: return true
            case 0xEF where at + 2 < gap.upperBound && text[at + 1] == 0xBC && (text[at + 2] == 0x81 || text[at + 2] == 0x9F):
                return true
            case 0x20:
                guard stop != nil else { continue }
                let next = text[gap.upperBound]
                if next &- UInt8(ascii: "a") < 26 { return false }
                return !(isPlain && stop == gap.lowerBound && isAbbreviation(word, in: text))
            default: break
            }
        }
        return false
    }

    private func isAbbreviation(_ word: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(word)
        if range.count == 1 { return text[range.lowerBound] &- UInt8(ascii: "A") < 26 }
        guard range.count <= 6 else { return false }
        let folded = folded(word)
        return folded.contains(".") || abbreviations.contains(folded)
    }
}
