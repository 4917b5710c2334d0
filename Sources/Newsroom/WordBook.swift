/// Numbers the words and pairs of words of articles and counts in how many articles each stands.
struct WordBook {
    struct Count {
        let word: Int32
        /// Eighths of what a word of a title counts.
        let times: Int
    }

    /// In how many articles.
    private(set) var frequency: [Int] = []
    /// As it stood, folded, where it was first seen; nil for pairs.
    private(set) var spelling: [String?] = []
    /// False for numbers and pairs.
    private(set) var informative: [Bool] = []

    private var words: [String: Int32] = [:]
    private var pairs: [UInt64: Int32] = [:]
    private var ignored: Set<String> = []

    /// Numbers and counts the words of one article, each once.
    mutating func enter(title: [String], opening: [String]) -> [Count] {
        var counts: [Count] = []
        var seen: Set<Int32> = []
        func add(_ word: Int32, _ times: Int) {
            if seen.insert(word).inserted { counts.append(Count(word: word, times: times)) }
        }
        let ofTitle = numbers(of: title)
        for word in ofTitle { add(word, 8) }
        for word in numbers(of: opening) { add(word, 4) }
        for (a, b) in zip(ofTitle, ofTitle.dropFirst()) { add(pair(a, b), 2) }
        for count in counts { frequency[Int(count.word)] += 1 }
        return counts
    }

    /// Words of scripts without spaces come as single characters, which say little: two and two they are words.
    private mutating func numbers(of all: [String]) -> [Int32] {
        var numbers: [Int32] = []
        var wide: String?
        for word in all {
            let isWideWord = word.unicodeScalars.first.map(isWide) ?? false && word.unicodeScalars.count == 1
            if isWideWord {
                if let wide { numbers.append(number(wide + word, as: wide + word)) }
                wide = word
            } else {
                wide = nil
                let stem = stem(word)
                if let known = words[stem] {
                    numbers.append(known)
                } else if isInformative(word) || word.utf8.contains(where: { (48...57).contains($0) }) {
                    numbers.append(number(stem, as: word))
                }
            }
        }
        return numbers
    }

    private mutating func number(_ word: String, as spelling: String) -> Int32 {
        if let known = words[word] { return known }
        let number = enter(spelling, informative: isInformative(spelling))
        words[word] = number
        return number
    }

    private mutating func pair(_ a: Int32, _ b: Int32) -> Int32 {
        let name = UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
        if let known = pairs[name] { return known }
        let number = enter(nil, informative: false)
        pairs[name] = number
        return number
    }

    private mutating func enter(_ spelling: String?, informative: Bool) -> Int32 {
        frequency.append(0)
        self.spelling.append(spelling)
        self.informative.append(informative)
        return Int32(frequency.count - 1)
    }
}
