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
        /// With line ends in place of what is boilerplate.
        let text: String
        let words: Words
        /// Of each word the sentence it stands in, from 0; empty until it is asked for.
        fileprivate(set) var sentences: [Int32] = []
        /// Of each word its number in the index, or -1.
        fileprivate(set) var numbers: [Int32] = []
        /// Nil until it is asked for.
        var isHeadlineCase: Bool?

        /// As the item has it; nil where nothing is left out.
        fileprivate let original: String?

        init(_ kind: Evidence.Field, _ text: String, without passages: [Boilerplate] = []) {
            let own = passages.isEmpty ? [] : passages.filter { $0.field == kind }
            self.kind = kind
            self.text = own.isEmpty ? text : text.blanked(own.map(\.range))
            original = own.isEmpty ? nil : text
            words = text.isEmpty ? Words.none : Words(self.text)
        }
    }

    private let language: String?
    /// Names of who wrote it, as far as a name goes.
    let authors: [String]

    /// - `passages`: what of it is not looked at.
    init(_ item: Item, without passages: [Boilerplate], nameClasses: [NameClass]) {
        self.nameClasses = nameClasses
        language = item.language
        authors = item.authors.prefix(20).compactMap { $0.name.map { String(decoding: $0.utf8.prefix(200), as: UTF8.self) } }
        // Of a tag line the publisher says so of each phrase.
        hasManyCategories = item.categories.count > 4 && item.docdata?.edition == nil
        fields = [
            Field(.title, item.title ?? ""), Field(.dateline, item.docdata?.dateline ?? ""),
            Field(.summary, item.summary ?? "", without: passages), Field(.text, item.text.plainText, without: passages),
            Field(.category, item.categories.joined(separator: "\n")),
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
            let (words, text) = (fields[field].words, fields[field].original ?? fields[field].text)
            fields[field].sentences = words.sentences(in: text, language: language)
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

extension String {
    /// Line ends in place of these bytes, so that all else stands where it did. Who made the ranges need not be trusted: they are held
    /// within the text, and no character is cut.
    fileprivate func blanked(_ ranges: [Range<Int>]) -> String {
        var bytes = Array(utf8)
        for range in ranges {
            var (start, end) = (max(0, range.lowerBound), max(0, min(bytes.count, range.upperBound)))
            while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            for place in start..<max(start, end) { bytes[place] = 0x0A }
        }
        return String(decoding: bytes, as: UTF8.self)
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
    /// The sentence of each word, from 0.
    func sentences(in text: String, language: String?) -> [Int32] {
        var text = text
        return text.withUTF8 { text in
            var numbers: [Int32] = []
            numbers.reserveCapacity(count)
            var number: Int32 = 0
            forEachSentenceRange(in: text, language: language) { range in
                while numbers.count < count, self.range(numbers.count).lowerBound < range.upperBound { numbers.append(number) }
                number += 1
            }
            // None is behind the last: but whoever asks for a word's sentence gets one.
            while numbers.count < count { numbers.append(number) }
            return numbers
        }
    }
}
