import News
import Testing

@Suite struct KeyPointsTests {
    @Test(arguments: [
        "Quick Look", "KEY POINTS:", "Dockers end their strike \u{2013} Quick Look", "Das Wichtigste in Kürze", "L’essentiel",
        "Puntos clave",
        "In breve", "Главное",
    ]) func aHeadingAnnouncesThem(_ heading: String) {
        #expect(KeyPoints.announces(heading))
    }

    @Test(arguments: ["", "Deep Look", "Key points of the treaty", "A quick look", "Quick Look at Tarn", ":"])
    func otherHeadingsDoNot(_ heading: String) {
        #expect(!KeyPoints.announces(heading))
    }

    @Test func theListBehindTheHeadingIsThePublishersOwn() {
        let points = [Block(.listItem, "one"), Block(.listItem, "two")]
        let text =
            [Block(.paragraph, "a"), Block(.listItem, "no"), Block(.heading, "Key points")] + points + [Block(.paragraph, "b")]
        #expect(text.keyPoints.map(Array.init) == points)
        #expect([Block(.heading, "Key points"), Block(.paragraph, "b")].keyPoints == nil)
        #expect([Block(.heading, "Key points")].keyPoints == nil)
    }
}
