import News
import Newsroom
import Testing

@Suite struct QueryTests {
    private let item = Item(
        key: Key(bits: 1), hash: TextHash(bits: 1), title: "Dockers at Tarn end strike", summary: "The prime minister spoke.",
        text: [Block(.paragraph, "Zürich's harbour was shut."), Block(.paragraph, "Ships waited for eleven days.")])

    private func match(_ words: String...) throws -> Query.Match? {
        let query = try #require(Query(words))
        return query.match(item)
    }

    @Test func allWordsMustBeThereAnywhere() throws {
        #expect(try match("dockers", "ships")?.inTitle == 1)
        #expect(try match("dockers", "planes") == nil)
    }

    @Test(arguments: ["DOCKERS", "zurich", "Zürich", "harbour", "prime minister", "eleven day*", "ship*", "\"Tarn\""])
    func caseAccentsAndEndingsDoNotCount(_ words: String) throws { #expect(try match(words) != nil) }

    @Test(arguments: ["ship", "minister prime", "day", "dock", "shut ships"])
    func wordsAreWholeAndPhrasesStandTogether(_ words: String) throws { #expect(try match(words) == nil) }

    @Test func whatIsShownStandsAroundTheFirstPlace() throws {
        #expect(try match("harbour")?.excerpt == "Zürich's harbour was shut.")
        #expect(try match("dockers")?.excerpt == nil)
        let long = Item(
            key: Key(bits: 2), hash: TextHash(bits: 2),
            text: [Block(.paragraph, (0..<60).map { "word\($0)" }.joined(separator: " ") + ".")])
        let query = try #require(Query(["word30"]))
        let excerpt = try #require(query.match(long)?.excerpt)
        #expect(excerpt == "... " + (18...50).map { "word\($0)" }.joined(separator: " ") + " ...")
    }

    @Test func withoutALetterOrDigitThereIsNothingToLookFor() {
        #expect(Query([]) == nil)
        #expect(Query(["*"]) == nil)
        #expect(Query(["tarn", "..."]) == nil)
    }
}
