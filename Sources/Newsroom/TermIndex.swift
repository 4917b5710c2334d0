/// All phrases of all topics and all names of places in one automaton. Made once, used from any thread.
struct TermIndex: Sendable {
    /// A phrase as one of an owner's.
    struct Use: Sendable {
        /// A topic's place, or, from the number of topics on, other lists of phrases.
        let owner: Int32
        /// Which of the owner's phrases; its forms share one.
        let slot: Int32
        /// Place in `spellings`; -1 when letters need not be those written.
        let spelling: Int32
        let isLoose: Bool
        /// Only as the whole of a category.
        let isAlias: Bool
    }

    /// A phrase as it stands in a field.
    struct Match: Sendable {
        let use: Int32
        let field: Int8
        /// Words.
        let first: Int32
        let last: Int32
        /// Bytes.
        let start: Int32
        let end: Int32
    }

    private let vocabulary: Vocabulary
    private let prefixes: Prefixes
    private let automaton: PhraseAutomaton
    /// By the node where their phrase ends.
    let uses: [Use]
    private let spellings: [[[UInt8]]]
    /// The word that stands for any number; nil when no phrase has one.
    private let anyNumber: Int?
    /// By number of word; empty where names are not looked for.
    let nameClasses: [NameClass]

    /// Collects phrases before the automaton is made.
    struct Builder {
        fileprivate var vocabulary = Vocabulary()
        fileprivate var prefixes = Prefixes.Builder()
        fileprivate var phrases: [[Int]] = []
        fileprivate var uses: [Use] = []
        fileprivate var spellings: [[[UInt8]]] = []
        /// Phrases with a number in them, by their place.
        fileprivate var numbered: [Int] = []
        fileprivate var anyNumber: Int?
        fileprivate var nameClasses: [NameClass] = []

        /// - `inflected`: forms of the last word that count as well.
        mutating func add(_ phrase: Phrase, owner: Int, slot: Int, inflected: [String] = [], isAlias: Bool = false) {
            var spelling: Int32 = -1
            if let exact = phrase.exact {
                spelling = Int32(spellings.count)
                spellings.append(exact.map { Array($0.utf8) })
            }
            let use = Use(
                owner: Int32(owner), slot: Int32(slot), spelling: spelling, isLoose: phrase.isLoose, isAlias: isAlias)
            var numbers = phrase.words.map { number(of: $0) }
            if phrase.words.contains("#") { numbered.append(phrases.count) }
            let last = numbers.count - 1
            if phrase.isPrefix { numbers[last] = -1 - prefixes.number(of: phrase.words[last]) }
            phrases.append(numbers)
            uses.append(use)
            for form in inflected {
                numbers[last] = number(of: form)
                phrases.append(numbers)
                uses.append(use)
            }
        }

        /// Numbers the words that stand around names and within them.
        mutating func addNameWords() {
            for (kind, words) in NameClass.words {
                // Numbers show in no answer.
                for word in words {
                    let number = vocabulary.insert(word)
                    if number >= nameClasses.count {
                        nameClasses += repeatElement([], count: number + 1 - nameClasses.count)
                    }
                    nameClasses[number].insert(kind)
                }
            }
        }

        /// One word that is folded already, letter for letter or in any letters.
        private mutating func number(of word: String) -> Int {
            if word == "#" {
                // No word of a text looks like this, so that only numbers lead here.
                let number = vocabulary.insert("#")
                anyNumber = number
                return number
            }
            return vocabulary.insert(word)
        }
    }

    init(_ builder: consuming Builder) {
        TermIndex.addNumbers(to: &builder)
        let words = builder.vocabulary.count
        prefixes = Prefixes(builder.prefixes)
        // Beginnings of words are numbered after the words.
        let phrases = builder.phrases.map { phrase in phrase.map { $0 < 0 ? words - 1 - $0 : $0 } }
        var automaton = PhraseAutomaton(phrases: phrases, words: words + prefixes.count)
        vocabulary = builder.vocabulary
        spellings = builder.spellings
        anyNumber = builder.anyNumber
        var classes = builder.nameClasses
        if !classes.isEmpty { classes += repeatElement([], count: max(0, words - classes.count)) }
        nameClasses = classes

        // By node, in the order given.
        let ends = automaton.ends
        var counts = [Int32](repeating: 0, count: automaton.nodes.count)
        for end in ends { counts[end] += 1 }
        automaton.setUses(counts)
        var next = automaton.nodes.map(\.uses.first)
        var places = [Int32](repeating: 0, count: ends.count)
        for (i, end) in ends.enumerated() {
            places[Int(next[end])] = Int32(i)
            next[end] += 1
        }
        let given = builder.uses
        uses = places.map { given[Int($0)] }
        self.automaton = automaton
    }

    /// Whose phrase it is, and which of the owner's.
    func owner(of match: Match) -> (owner: Int, slot: Int) {
        let use = uses[Int(match.use)]
        return (Int(use.owner), Int(use.slot))
    }

    /// A number that some phrase names goes its own way in the automaton: phrases with `#` are added once for each of these.
    /// At most 64 of them, so that the numbers of a large file do not multiply.
    private static func addNumbers(to builder: inout Builder) {
        guard let any = builder.anyNumber else { return }
        let named = builder.vocabulary.numbers.filter { isNumber($0.word) }.prefix(64)
        for place in builder.numbered {
            for (number, _) in named {
                builder.phrases.append(builder.phrases[place].map { $0 == any ? number : $0 })
                builder.uses.append(builder.uses[place])
            }
        }
    }

    private static func isNumber(_ word: some Collection<UInt8>) -> Bool {
        word.allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    }

    /// Adds every occurrence of every phrase in `text`, whose words `words` are. The answer is each word's number, -1 where no phrase
    /// has it.
    func match(
        _ text: UnsafeBufferPointer<UInt8>, _ words: Words, field: Int8, isCategory: Bool, into matches: inout [Match]
    ) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: words.count) { numbers, count in
            // All words first, since none waits for another: the table is larger than the processor's nearest memory.
            for i in 0..<words.count {
                let number = words.withBytes(of: i) { word in
                    vocabulary.hasTwins
                        ? vocabulary.number(of: word) : vocabulary.likelyNumber(of: word, hash: Vocabulary.hash(word))
                }
                numbers.initializeElement(at: i, to: number.map { Int32(truncatingIfNeeded: $0) } ?? -1)
            }
            count = words.count
            follow(
                Reading(text: text, words: words, numbers: UnsafeBufferPointer(numbers), field: field, isCategory: isCategory),
                into: &matches)
        }
    }

    /// A field with its words, numbered.
    private struct Reading {
        let text: UnsafeBufferPointer<UInt8>
        let words: Words
        /// Likely ones: see `Vocabulary`.
        let numbers: UnsafeBufferPointer<Int32>
        let field: Int8
        let isCategory: Bool
    }

    private func follow(_ reading: Reading, into matches: inout [Match]) {
        let words = reading.words
        var state = PhraseAutomaton.State()
        for i in 0..<words.count {
            let before = state
            var number = Int(reading.numbers[i])
            if number < 0, let anyNumber, words.withBytes(of: i, TermIndex.isNumber) { number = anyNumber }
            if number >= 0 {
                var found = automaton.read(number, &state)
                while found != 0 {
                    add(found, endingAt: i, reading, to: &matches)
                    found = automaton.nodes[Int(found)].nextFound
                }
            } else {
                state = PhraseAutomaton.State()
            }
            words.withBytes(of: i) { word in
                guard prefixes.mayBegin(word) else { return }
                prefixes.each(of: word) { prefix in
                    automaton.eachChild(from: before, vocabulary.count + prefix) { found in
                        add(found, endingAt: i, reading, isPrefix: true, to: &matches)
                    }
                }
            }
        }
    }

    private func add(_ node: Int32, endingAt last: Int, _ reading: Reading, isPrefix: Bool = false, to matches: inout [Match]) {
        let (text, words) = (reading.text, reading.words)
        let (depth, found) = (Int(automaton.nodes[Int(node)].depth), automaton.nodes[Int(node)].uses)
        let first = last + 1 - depth
        // A beginning was looked for byte by byte.
        var place = isPrefix ? last - 1 : last
        while place >= first {
            if !isWord(place, reading) { return }
            place -= 1
        }
        let (start, end) = (words.range(first).lowerBound, words.range(last).upperBound)
        var together: Bool?
        for place in found.first..<(found.first + found.count) {
            let use = uses[Int(place)]
            if first < last {
                if use.isLoose {
                    if !words.areTogether(first...last, in: text, loosely: true) { continue }
                } else {
                    let areTogether = together ?? words.areTogether(first...last, in: text)
                    together = areTogether
                    if !areTogether { continue }
                }
            }
            if use.spelling >= 0, !isSpelled(spellings[Int(use.spelling)], first, in: text, words) { continue }
            if use.isAlias, !(reading.isCategory && TermIndex.isLine(start, end, in: text)) { continue }
            matches.append(
                Match(
                    use: place, field: reading.field, first: Int32(first), last: Int32(last), start: Int32(start),
                    end: Int32(end)))
        }
    }

    /// Whether a word is really the one whose number it was given. One that is not belongs to no phrase, so that nothing is missed.
    @inline(__always)
    private func isWord(_ i: Int, _ reading: Reading) -> Bool {
        let number = Int(reading.numbers[i])
        return number < 0 || reading.words.withBytes(of: i) { $0.count < 8 || vocabulary.isWord(number, $0) }
    }

    private func isSpelled(_ spelling: [[UInt8]], _ first: Int, in text: UnsafeBufferPointer<UInt8>, _ words: Words) -> Bool {
        spelling.indices.allSatisfy { text[words.range(first + $0)].elementsEqual(spelling[$0]) }
    }

    /// Whether nothing but signs stands beside it on its line.
    private static func isLine(_ start: Int, _ end: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        func isSign(_ byte: UInt8) -> Bool { byte < 0x30 || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte) }
        var at = start
        while at > 0, text[at - 1] != 0x0A {
            at -= 1
            if start - at > 8 || !isSign(text[at]) { return false }
        }
        at = end
        while at < text.count, text[at] != 0x0A {
            if at - end > 8 || !isSign(text[at]) { return false }
            at += 1
        }
        return true
    }
}
