import News
import Testing

@testable import Newsroom

/// Made-up items in which much is said twice, in all fields.
private struct Invented: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    static let words = [
        "the", "dockers", "docker", "strike", "Strike", "strikes", "port", "Tarn", "ship", "container ship", "quay", "US", "us",
        "bowling", "model", "walkout", "crane", "tug", "18", "year", "old", "and", "said.", "on Monday.", "vaccines", "flood",
    ]

    mutating func text(_ count: Int) -> String {
        (0..<count).map { _ in Invented.words.randomElement(using: &self) ?? "" }.joined(separator: " ")
    }

    mutating func item() -> Item {
        Item(
            key: Key(bits: 1), hash: TextHash(bits: 1), title: text(6), summary: text(10),
            text: (0..<4).map { _ in Block(.paragraph, text(12)) }, categories: [text(1), text(2)])
    }
}

extension Item {
    /// With other words in place of those that the evidence names: what stands beside them comes no nearer.
    fileprivate func without(_ evidence: [Evidence]) -> Item {
        func blanked(_ text: String, _ field: Evidence.Field) -> String {
            var bytes = Array(text.utf8)
            for one in evidence where one.field == field {
                for i in one.offset..<(one.offset + one.text.utf8.count) {
                    bytes[i] = bytes[i] == 0x20 ? 0x20 : UInt8(ascii: "q")
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        var item = self
        item.title = title.map { blanked($0, .title) }
        item.summary = summary.map { blanked($0, .summary) }
        item.text = blanked(text.plainText, .text).split(separator: "\n\n").map { Block(.paragraph, String($0)) }
        item.categories = blanked(categories.joined(separator: "\n"), .category).split(separator: "\n").map(String.init)
        return item
    }
}

@Suite struct EvidenceTests {
    @Test func withoutTheTextThatIsNamedAsEvidenceTheTagIsGone() {
        func topic(_ id: String, _ terms: KeyValuePairs<String, Int>, parent: String? = nil, when: [Topic.Group] = []) -> Topic {
            Topic(
                id: id, label: id, kind: .topic, parent: parent, mediaTopic: nil, threshold: 6,
                terms: terms.map { Topic.Term(phrase: $0.key, weight: $0.value, most: $0.value == 2 ? 8 : nil) },
                when: when.map { Topic.Combination(.group($0), points: 6) })
        }
        var near = Topic.Group.all([.group(.any([.phrase("strike"), .phrase("walkout")])), .phrase("docker")])
        near.near = .sentence
        var few = Topic.Group([.phrase("crane"), .phrase("tug"), .phrase("quay")], different: 2)
        few.near = .words(4)
        let tagger = Tagger(topics: [
            topic("ports", ["port": 3, "quay": 2, "container ship": 6, "bowling": -4]),
            topic("strikes", ["strike": 4], parent: "ports", when: [near]),
            topic("cranes", ["=US": 1, "# year old": 6], parent: "ports", when: [few]),
            topic("floods", ["flood*": 3, "vaccin*": 3]),
        ])
        var invented = Invented(state: 7)
        var tagged = 0
        for _ in 0..<120 {
            let item = invented.item()
            for tag in tagger.tags(for: item, thoroughly: true) {
                tagged += 1
                #expect(!tagger.tags(for: item.without(tag.evidence)).contains { $0.id == tag.id })
                #expect(tag.evidence.reduce(0) { $0 + $1.points } == tag.score)
            }
        }
        #expect(tagged > 200)
    }

    @Test func whatIsFiledNamesEachTermOnce() {
        let tagger = Tagger(topics: [
            Topic(
                id: "t", label: "T", kind: .topic, parent: nil, mediaTopic: nil, threshold: 3,
                terms: [Topic.Term(phrase: "quay", weight: 3)])
        ])
        let item = Item(key: Key(bits: 1), hash: TextHash(bits: 1), title: "Quay", text: [Block(.paragraph, "A quay. No quay.")])
        #expect(tagger.tags(for: item)[0].evidence.map(\.points) == [6])
        let all = tagger.tags(for: item, thoroughly: true)[0].evidence
        #expect(all.map(\.points) == [6, 0, 0])
        #expect(all.map(\.sentence) == [0, 0, 1])
    }
}
