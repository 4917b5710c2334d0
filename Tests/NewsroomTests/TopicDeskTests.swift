import FoundationEssentials
import News
import Newsroom
import Testing

/// What tells whether the pages of a topic are to be printed again.
@Suite struct TopicDeskTests {
    /// So many stories that no topic claims, one a minute, and behind them one of art.
    private func desk(_ count: Int, art: Bool) -> TopicDesk {
        var items = (1...count).map { filed(UInt64($0), "Dockers at \(letters($0))", at: $0) }
        if art {
            let tag = News.Tag(id: "art", label: "Art", kind: .topic, score: 90, evidence: [])
            items.append(filed(1000, "Museum opens", at: 600, tags: [tag]))
        }
        let stories = items.indices.map { StoryOutline(id: items[$0].item.key, members: [StoryOutline.Member(place: $0)]) }
        return TopicDesk(stories, heads: items.map { ItemHead($0, print: .none) }, sections: ["art"], at: noon(plus: 700))
    }

    private func signatures(_ desk: TopicDesk) -> [Int] {
        let pages = desk.furtherPages(of: TopicDesk.elsewhere, most: 3, since: noon(plus: -5000), zone: "UTC")
        return [desk.signature(of: TopicDesk.elsewhere, further: pages)] + pages.map { desk.signature(of: $0) }
    }

    @Test func whatComesOfAnotherTopicPrintsNoPageAgain() {
        let before = signatures(desk(8, art: false))
        #expect(before.count == 4)
        #expect(desk(8, art: true).count(of: "art") == 1)
        #expect(signatures(desk(8, art: true)) == before)
    }

    @Test func whatComesOfItsOwnPrintsThosePagesAgainThatSaySo() {
        let (before, after) = (signatures(desk(8, art: false)), signatures(desk(9, art: false)))
        #expect(after[0] != before[0] && after[1] != before[1])
        #expect(after[2...] == before[2...])
    }
}
