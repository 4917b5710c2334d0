import News
import Newsroom
import Testing

@Suite struct GenreTests {
    private static let lede = "Dockers in the port of Tarn have voted to end their eleven-day strike over wages and shifts."
    private static let about =
        "The strike of the dockers of Tarn was not about wages alone, but about who decides what becomes of old harbours."
    private static let report = filed(1, "Dockers at Tarn end their strike", from: "tarn", summary: lede)

    /// Enough else for words to weigh what they weigh.
    private static let elsewhere = (0..<20).map { n in
        filed(
            UInt64(1000 + n), "Nation\(n) signs treaty\(n) with neighbour\(n)", at: n, from: "wire\(n)",
            summary: "Ministers of nation\(n) and neighbour\(n) have signed the treaty\(n) in the capital\(n) after a year\(n).")
    }

    private func isJoined(_ item: FiledItem) -> Bool {
        Stories.grouped([Self.report, item] + Self.elsewhere, by: .standard).map(keys).contains([1, 2])
    }

    @Test(arguments: ["Tarn dockers vote to end strike", "Strike at Tarn is live music's loss, dockers end it"])
    func aReportJoinsAReport(_ title: String) {
        #expect(isJoined(filed(2, title, at: 10, from: "orla", summary: Self.lede)))
    }

    @Test(arguments: [
        "Live: dockers at Tarn end their strike", "Tarn strike ends: live updates",
        "As it happened: dockers at Tarn end their strike",
        "Dockers at Tarn end their strike | Podcast", "Your Friday Briefing: dockers at Tarn end their strike",
        "Newsblog: Dockers Tarn strike", "En direct: dockers at Tarn end their strike",
        "Dockers at Tarn end their strike: News quiz",
    ])
    func whatTellsOfManyThingsJoinsNothing(_ title: String) {
        #expect(!isJoined(filed(2, title, at: 10, from: "orla", summary: Self.lede)))
    }

    @Test(arguments: ["https://orla.example/live/tarn-strike", "https://orla.example/2026/newsletters/today.html"])
    func anAddressTellsOfManyThingsToo(_ url: String) {
        #expect(!isJoined(filed(2, "Tarn dockers vote to end strike", at: 10, from: "orla", url: url, summary: Self.lede)))
    }

    @Test func itsOwnNameOrItsParametersMakeAnAddressNoLivePage() {
        let url = "https://live.orla.example/tarn/live?from=/live/"
        #expect(isJoined(filed(2, "Tarn dockers vote to end strike", at: 10, from: "orla", url: url, summary: Self.lede)))
    }

    @Test(
        arguments: [
            ("How dockers at Tarn came to strike", nil), ("Tarn strike: What we know", nil), ("Strike at Tarn | Opinion", nil),
            ("Dockers win at Tarn", "https://orla.example/opinion/tarn"), ("Warum in Tarn der strike endet", nil),
        ] as [(String, String?)])
    func whatLooksAtAnEventFromOutsideMustBeMoreAlike(_ title: String, _ url: String?) {
        #expect(!isJoined(filed(2, title, at: 10, from: "orla", url: url, summary: Self.about)))
        #expect(isJoined(filed(2, "Dockers end strike at Tarn", at: 10, from: "orla", summary: Self.about)))
    }

    @Test func aCategoryNamesAnOpinion() {
        var item = filed(
            2, "Dockers win at Tarn", at: 10, from: "orla",
            summary: Self.about)
        #expect(isJoined(item))
        item.item.categories = ["shipping", "Opinion & Editorial"]
        #expect(!isJoined(item))
    }

    @Test(arguments: [("May 9, 2020", 2), ("Friday 13", 2), ("9. Mai 2020", 2), ("quay seven", 1)])
    func aDateThatTwoTitlesShareTellsNothing(_ shared: String, _ stories: Int) {
        let items = [filed(1, "Governors, \(shared)"), filed(2, "Orchestra, \(shared)", at: 10, from: "orla")]
        #expect(Stories.grouped(items + Self.elsewhere, by: .standard).count == stories + Self.elsewhere.count)
    }

    @Test func headlinesAloneAreTakenForWhatTheySay() {
        let items = [
            filed(1, "Dockers at Tarn end their strike"),
            filed(2, "Live updates: dockers at Tarn end strike", at: 5, from: "orla"),
        ]
        #expect(Stories.grouped(items + Self.elsewhere, by: .standard).map(keys).contains([1, 2]))
    }
}
