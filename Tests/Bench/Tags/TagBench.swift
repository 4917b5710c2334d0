import Glibc
import News
import Newsroom

// How fast items are tagged with 1,000, 10,000 and 100,000 terms, and how long it takes to get ready: user CPU time, medians.
//
//     WIREDESK_BENCH=1 swift run -c release bench-tags [items] [runs] [terms ...]
//
// Items and terms are made up from one vocabulary whose words are as unequally common as those of a language (Zipf): headline, summary,
// twelve paragraphs, two categories; terms are one word (a quarter of them) to three, 40 a topic. Whole items, all fields, with a gazetteer of 6,000
// names, so that people and organisations are looked for too.

struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A rank below `count`: half of all are among the first square root of it.
    mutating func rank(below count: Int) -> Int {
        let exponent = Double(next() >> 11) / Double(1 << 53)
        return min(count - 1, Int(pow(Double(count), exponent)) - 1)
    }
}

struct Invention {
    let words: [String]
    var random: Random

    init(seed: UInt64) {
        var dice = Random(state: seed)
        var words: Set<String> = []
        let syllables = [
            "ta", "lo", "ri", "mes", "un", "ka", "der", "sol", "vi", "ent", "or", "pal", "gi", "sten", "bre", "quo", "ham", "y",
        ]
        while words.count < 60_000 {
            let count = Int.random(in: 1...5, using: &dice)
            words.insert((0..<count).map { _ in syllables[Int(dice.next() % UInt64(syllables.count))] }.joined())
        }
        self.words = words.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        random = dice
    }

    mutating func sentence(_ count: Int) -> String {
        var text = ""
        for i in 0..<count {
            let word = words[random.rank(below: words.count)]
            if i > 0 { text += random.next() % 12 == 0 ? ", " : " " }
            text += i == 0 || random.next() % 9 == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word
        }
        return text + "."
    }

    mutating func item(_ number: Int) -> Item {
        Item(
            key: Key(bits: UInt64(number)), hash: TextHash(bits: 0), title: sentence(9), summary: sentence(24),
            text: (0..<12).map { _ in Block(.paragraph, sentence(18) + " " + sentence(22)) },
            categories: [sentence(1), sentence(2)])
    }

    mutating func topics(terms: Int) -> [Topic] {
        (0..<terms / 40).map { number in
            let own = (0..<40).map { number in
                // One in four is a single word, and none of the commonest of the language; the words of phrases are as they come.
                var phrase = words[2000 + Int(random.next() % UInt64(words.count - 2000))]
                for _ in 0..<(number % 4 == 0 ? 0 : 1 + number % 2) { phrase += " " + words[random.rank(below: words.count)] }
                return Topic.Term(phrase: phrase, weight: 1 + Int(random.next() % 6))
            }
            return Topic(
                id: "t\(number)", label: "T\(number)", kind: .topic, parent: nil, mediaTopic: nil, threshold: 12, terms: own)
        }
    }

    mutating func gazetteer() -> Gazetteer {
        var text = ""
        for number in 0..<100 {
            let name = words[5000 + number * 7]
            text += "country c\(number)|\(name)|\(name)ish|\n"
            let cities = (0..<60).map { "\(words[10_000 + number * 60 + $0]) \(100 + $0 * 40)" }
            text += "cities c\(number)|\(cities.joined(separator: ", "))\n"
        }
        return Gazetteer(text)
    }
}

/// User CPU seconds of this process.
func userSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
}

func measured<Answer>(_ work: () -> Answer) -> (Answer, Double) {
    let start = userSeconds()
    let answer = work()
    return (answer, userSeconds() - start)
}

@main struct TagBench {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (count, runs) = (numbers.first ?? 2000, max(1, numbers.dropFirst().first ?? 5))
        var invention = Invention(seed: 1)
        let items = (0..<count).map { invention.item($0) }
        let bytes = items.reduce(0) { sum, item in
            sum + (item.title ?? "").utf8.count + (item.summary ?? "").utf8.count + item.text.plainText.utf8.count
                + item.categories.joined().utf8.count
        }
        let gazetteer = invention.gazetteer()
        print("\(count) items, \(bytes / 1000) kB, median of \(runs) runs")
        print("  terms   ready s   MB/s   times the first   tags")
        var first: Double?
        let sizes = numbers.count > 2 ? Array(numbers[2...]) : [1000, 10_000, 100_000]
        for terms in sizes {
            let topics = invention.topics(terms: terms)
            let making = (0..<runs).map { _ in measured { Tagger(topics: topics, gazetteer: gazetteer) }.1 }.sorted()
            let tagger = Tagger(topics: topics, gazetteer: gazetteer)
            var tags = 0
            let tagging = (0..<runs).map { _ in
                measured { tags = items.reduce(0) { $0 + tagger.tags(for: $1).count } }.1
            }.sorted()
            let seconds = tagging[runs / 2]
            first = first ?? seconds
            print(
                "\(padded(terms, 7))   \(padded(making[runs / 2], 7))   \(padded(Int(Double(bytes) / seconds / 1e6), 4))   \(padded(seconds / (first ?? seconds), 15))   \(tags)"
            )
        }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    static func padded(_ number: Double, _ width: Int) -> String {
        let text = "\(Double(Int(number * 1000)) / 1000)"
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
