import FoundationEssentials
import News

/// An item as filed: told and arrived so many minutes after noon on 2 November 2026, unless said otherwise.
func filed(
    _ key: UInt64, _ title: String?, at minutes: Int = 0, from source: String = "tarn", url: String? = nil, text: String? = nil,
    summary: String? = nil, language: String? = nil, arrived: Int? = nil, revised: Int? = nil, tags: [News.Tag] = []
) -> FiledItem {
    FiledItem(
        item: Item(
            key: Key(bits: key), hash: TextHash(bits: key), url: url, title: title, summary: summary,
            text: text.map { [Block(.paragraph, $0)] } ?? [], language: language),
        source: source, arrived: noon(plus: arrived ?? minutes), time: noon(plus: minutes),
        revised: noon(plus: revised ?? arrived ?? minutes), revisions: revised == nil ? 1 : 2, tags: tags)
}

func noon(plus minutes: Int) -> Date { Date(milliseconds: (1_793_620_800 + Int64(minutes) * 60) * 1000) }

/// A name for a number; without digits, which would be masked.
func letters(_ number: Int) -> String {
    String(number).map { "aeioulmnrs".dropFirst(Int(String($0)) ?? 0).prefix(1) }.joined() + "x"
}

/// The keys of a story's members.
func keys(_ story: Story) -> [UInt64] { story.members.map(\.item.item.key.bits) }

/// An article of 36 words and more about `subject`.
func longText(_ subject: String) -> String {
    (1...9).map { "\(subject) paragraph \($0) continues." }.joined(separator: " ")
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers for the same seed.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Two days of twelve sources that tell, each in its own words, of forty events.
let twoDays: [FiledItem] = {
    var dice = Dice(state: 7)
    let names = "abcdefgh".flatMap { a in "iklmn".map { b in "Ev\(a)nt\(b)" } }
    return (0..<400).map { number in
        let event = Int.random(in: 0..<40, using: &dice)
        let words = ["\(names[event])ville", "\(names[event])man", "\(names[event])deed", "\(names[event])end"].shuffled(
            using: &dice)
        let minutes = event * 60 + Int.random(in: 0..<240, using: &dice)
        // Some are copies of a long text, and some stand at the same minute.
        let isWire = Int.random(in: 0..<5, using: &dice) == 0
        return filed(
            UInt64(number + 1), words.prefix(3).joined(separator: " "), at: minutes / 15 * 15, from: "source\(number % 12)",
            text: isWire ? longText(names[event]) : nil)
    }
}()
