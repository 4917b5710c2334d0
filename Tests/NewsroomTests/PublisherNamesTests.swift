import News
import Newsroom
import Testing

@Suite struct PublisherNamesTests {
    private func name(
        _ title: String?, source: String = "tarn", url: String? = nil, given: [String: String] = [:]
    ) -> String? {
        var item = filed(1, "Dockers return", from: source, url: url)
        item.sourceTitle = title
        var (items, publishers) = ([item], PublisherNames(given: given))
        publishers.name(&items)
        return items[0].publisher
    }

    /// Feeds put their own name before or behind it.
    @Test(arguments: [
        ("Latest | Tarn Courier", "https://www.tarncourier.example/1", "Tarn Courier"),
        ("Tarn Courier - Home", "https://www.tarncourier.example/1", "Tarn Courier"),
        ("OVT > Valley News", "https://ovtimes.example/1", "OVT"),
        ("Front page: Orla Valley Times", "https://www.ovt.example/1", "Orla Valley Times"),
        ("OVT.example - RSS Channel - International Edition", "http://edition.ovt.example/1", "OVT.example"),
    ]) func ofATitleThePartThatNamesTheHostIsThePublishers(_ title: String, _ url: String, _ publisher: String) {
        #expect(name(title, source: "x", url: url) == publisher)
    }

    @Test func theFolderSaysWhoseItIsToo() {
        #expect(name("All stories / Skarn Observer", source: "skarn-observer") == "Skarn Observer")
        #expect(name("All stories / Skarn Observer", source: "agencies/skarnobserver") == "Skarn Observer")
    }

    @Test(arguments: ["Tarn Radio", "News - Weather", "A-Z of the harbour", " | ", ": ", "Tide | Times"])
    func aTitleThatNamesNobodyKnownIsTheName(_ title: String) { #expect(name(title, source: "x") == title) }

    @Test func whatHasNoTitleIsCalledByItsSource() {
        #expect(name(nil, source: "agencies/dpa") == "agencies/dpa")
        #expect(name("", source: "agencies/dpa") == "agencies/dpa")
    }

    @Test func aGivenNameStandsForTheSourceAndForAllInItsFolder() {
        let given = ["agencies": "The agencies", "agencies/dpa": "dpa - Basisdienst"]
        #expect(name("Ticker", source: "agencies/dpa", given: given) == "dpa - Basisdienst")
        #expect(name("Ticker", source: "agencies/afp/fr", given: given) == "The agencies")
        #expect(name("Ticker", source: "agencies2", given: given) == "Ticker")
    }

    /// Of a title that a feed made long nothing is looked for.
    @Test func aTitleOfManyPartsCostsNoMoreThanAShortOne() {
        let long = String(repeating: "a | ", count: 1000)
        #expect(name(long, source: "aaa") == long)
    }
}
