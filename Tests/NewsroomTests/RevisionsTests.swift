import News
import Newsroom
import Testing

@Suite struct RevisionsTests {
    private func item(_ title: String?, _ text: String..., summary: String? = nil, status: Docdata.Status? = nil) -> Item {
        Item(
            key: Key(bits: 1), hash: TextHash(bits: 1), title: title, summary: summary, text: text.map { Block(.paragraph, $0) },
            docdata: status.map { Docdata(status: $0) })
    }

    /// `title: Tarn [-vote-] {+return+}`
    private func told(_ old: Item, _ new: Item) -> [String] {
        let changes = Changes(from: old, to: new)
        return changes.shown.map { change in
            let pieces = change.pieces.map { piece in
                switch piece.kind {
                case .kept: piece.text
                case .removed: "[-\(piece.text)-]"
                case .added: "{+\(piece.text)+}"
                }
            }
            return "\(change.field): \(pieces.joined(separator: " "))"
        } + (changes.left > 0 ? ["\(changes.left) more"] : [])
    }

    @Test func aTitleIsComparedWordByWord() {
        #expect(
            told(item("Dockers at Tarn vote on strike"), item("Dockers at Tarn end their strike")) == [
                "title: Dockers at Tarn [-vote on-] {+end their+} strike"
            ])
        #expect(told(item("A beats B"), item("B beats A")) == ["title: {+B beats+} A [-beats B-]"])
        #expect(told(item(nil), item("Tarn")) == ["title: {+Tarn+}"])
        #expect(told(item("Tarn"), item("Tarn")) == [])
    }

    @Test func whatHasLittleInCommonIsToldAsAWhole() {
        #expect(
            told(item("Dockers vote"), item("A second quake hits the valley of Orla")) == [
                "title: [-Dockers vote-] {+A second quake hits the valley of Orla+}"
            ])
    }

    @Test func aTextIsComparedSentenceBySentence() {
        let old = item("t", "One ship left. Two ships waited at noon.", "Nobody was hurt.")
        let new = item("t", "One ship left. Three ships waited at noon.", "The port is open.", "Nobody was hurt.")
        #expect(told(old, new) == ["text: [-Two-] {+Three+} ships waited at noon.", "text: {+The port is open.+}"])
        #expect(told(new, old) == ["text: [-Three-] {+Two+} ships waited at noon.", "text: [-The port is open.-]"])
    }

    @Test func aSummaryThatBeginsTheTextIsNotComparedTwice() {
        #expect(
            told(item("t", "One ship left.", summary: "One ship left."), item("t", "One ship sank.", summary: "One ship sank."))
                == ["text: One ship [-left.-] {+sank.+}"])
        #expect(
            told(item("t", summary: "One ship left."), item("t", summary: "One ship sank.")) == [
                "summary: One ship [-left.-] {+sank.+}"
            ])
    }

    /// Whatever is told as a change shows, and nothing else does.
    @Test func whatShowsIsWhatIsToldAsAChange() {
        var pictured = item("t", "One ship left.")
        (pictured.image, pictured.url) = ("https://tarn.example/2.jpg", "https://tarn.example/moved")
        pictured.attachments = [Attachment(url: "https://tarn.example/2.jpg")]
        let items = [
            item("t", "One ship left."), pictured, item("t", "One ship left.", summary: "One ship left."),
            item("t", "One ship left.", summary: "A ship."), item("t", "One ship left", "."), item("t"), item(nil),
            item("t", summary: "One ship left."), item("t", "One ship left.", status: .cancelled), item("One ship left."),
            item("t", "One ship left. Two ships waited at noon."), item("t", "One ship left.", "Two ships waited at noon."),
            item("t", "One ship left. Two ships waited at moon."), item("t", "One ship left. Two ships waited at noon"),
        ]
        for old in items {
            for new in items {
                #expect((old.shown == new.shown) == Changes(from: old, to: new).isEmpty, "\(old) \(new)")
            }
        }
    }

    @Test func whatAnAgencySaysOfItIsAChange() {
        #expect(told(item("t", status: .usable), item("t", status: .cancelled)) == ["status: [-usable-] {+canceled+}"])
    }

    @Test func spellingsThatLookTheSameAreNoChange() {
        #expect(told(item("Caf\u{E9} Tarn opens"), item("Cafe\u{301} Tarn opens")).isEmpty)
        #expect(told(item("t", "Caf\u{E9} opens. It rains."), item("t", "Cafe\u{301} opens. It snows.")).count == 1)
    }

    @Test func ofManyChangesTheFirstAreShownAndTheRestIsCounted() {
        let old = item("t", (0..<40).map { "Ship number \($0) left port\($0). " }.joined())
        #expect(told(old, item("t")).count == 13)
        #expect(told(old, item("t")).last == "28 more")
    }

    /// Nothing in it is there but once.
    @Test func aTextOfOneWordOverAndOverCostsNoMoreThanAnother() {
        let old = item("t", String(repeating: "Ah. ", count: 4_000))
        let new = item("t", String(repeating: "Oh. Ah. ", count: 4_000))
        let changes = Changes(from: old, to: new)
        #expect(changes.shown.count == 12)
    }
}
