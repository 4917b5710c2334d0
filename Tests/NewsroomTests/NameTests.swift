import News
import Testing

@testable import Newsroom

private let tagger = Tagger(
    topics: [],
    gazetteer: Gazetteer("country sk|Skarn|Skarnish|\ncountry or|Orla|Orlan|\ncities sk|Tarn 1400\n"))

private func names(_ title: String?, _ text: String, categories: [String] = [], docdata: Docdata? = nil) -> [String] {
    let item = Item(
        key: Key(bits: 1), hash: TextHash(bits: 1), title: title, text: [Block(.paragraph, text)], categories: categories,
        docdata: docdata)
    return tagger.tags(for: item).filter { $0.kind != .place }.map(\.id)
}

@Suite struct NameTests {
    @Test(arguments: [
        ("Skarnish President Ada Lindqvist spoke.", ["person-ada-lindqvist"]),
        ("The actor Bo van Hale left.", ["person-bo-van-hale"]),
        ("Late on Monday Ada Lindqvist left. Rain fell.", []),
        ("Ada Lindqvist left. Lindqvist said the strike was over.", ["person-ada-lindqvist"]),
        ("Ada Lindqvist said so. Later Ada Lindqvist left.", ["person-ada-lindqvist"]),
        ("Harbour Strike Rules. The strike had rules, said Harbour Strike.", []),
        ("The Ministry of Ports said so. The Ministry of Ports is new.", ["organisation-ministry-of-ports"]),
        ("The Harbour Safety Board (HSB) met.", ["organisation-harbour-safety-board"]), ("President Monday Morning spoke.", []),
        ("Kim Tae-yong, the director, spoke. Director Kim Tae-yong left.", ["person-kim-tae-yong"]),
    ]) func aNameNeedsSomethingThatSaysItIsOne(_ text: String, _ found: [String]) {
        #expect(names(nil, text) == found)
    }

    @Test(arguments: [
        ("Radio Tarn's Ada Lindqvist reports from the port.\nRadio Tarn's Ada Lindqvist reports from the port.", []),
        ("By Ada Lindqvist\nThe strike is over. Ada Lindqvist left.", []),
        ("By Ada Lindqvist\nThe strike is over. By and by Ada Lindqvist left. Ada Lindqvist said so.", ["person-ada-lindqvist"]),
        ("By President Ada Lindqvist\nI say so.", []),
        ("President Ada Lindqvist reports on Monday.", ["person-ada-lindqvist"]),
        ("Radio Tarn's Ada Lindqvist reports. Ada Lindqvist reports.", []), ("ADA-CBN said so. ADA-CBN is closed.", []),
        ("Ada LINDQVIST said so. Ada LINDQVIST left.", ["person-ada-lindqvist"]),
        ("ADA LINDQVIST said so. ADA LINDQVIST left.", ["person-ada-lindqvist"]),
        ("Ada Lindqvist reports to the court on Monday. Lindqvist said so.", ["person-ada-lindqvist"]),
        ("By Ada Lindqvist's own account it was over. Lindqvist said so.", ["person-ada-lindqvist"]),
        ("Von Ada Lindqvist\nDer Streik ist zu Ende. Lindqvist sagte es.", []),
        ("Por Ada Lindqvist\nLa huelga ha terminado. Lindqvist said so.", []),
    ]) func whoOnlyReportsIsNotInTheNews(_ text: String, _ found: [String]) {
        #expect(names(nil, text) == found)
    }

    @Test func whatIsCalledNewSomethingIsNoNameWithoutIt() {
        #expect(names("New Nordport Jets win", "New Nordport Jets won. New Nordport Jets said so.") == [])
        #expect(names("New Nordport Mayor Ada Lind speaks", "Lind said so.") == ["person-ada-lind"])
    }

    @Test(arguments: [
        ("Ada Lindqvist: Why the strike ended", "Ada Lindqvist says why.", []),
        ("Lindqvist arrested", "Mayor Ada Lindqvist writes for us.", ["person-ada-lindqvist"]),
        ("Ada Lindqvist arrested", "Police took her. Lindqvist said nothing.", ["person-ada-lindqvist"]),
        ("Bo Hale: arrested", "Bo Hale left.", ["person-bo-hale"]),
    ]) func anAuthorIsInTheNewsWhereTheTextSaysMore(_ title: String, _ text: String, _ found: [String]) {
        let item = Item(
            key: Key(bits: 1), hash: TextHash(bits: 1), title: title, text: [Block(.paragraph, text)],
            authors: [Author(name: "Ada Lindqvist for Nordport Courier")])
        #expect(tagger.tags(for: item).filter { $0.kind == .person }.map(\.id) == found)
    }

    @Test func aTagLineGivesTypedTags() {
        let found = names(
            "Dockers vote", "Ada Lindqvist said the dockers of Tarn voted.",
            categories: ["Skarnish dockers at the gates", "Ada Lindqvist", "harbour strike", "dock work", "Skarn"],
            docdata: Docdata(dateline: "TARN", edition: "Morning Edition"))
        #expect(
            found == ["person-ada-lindqvist", "event-skarnish-dockers-at-the-gates", "theme-harbour-strike", "theme-dock-work"])
    }

    @Test func aPublishersCategoriesAloneAreNoThemes() {
        #expect(
            names("Dockers vote", "They voted.", categories: ["Skarnish dockers at the gates", "harbour strike", "news desk"])
                == [])
    }

    @Test func withoutItsNameAPersonIsGone() throws {
        let text = "President Ada Lindqvist spoke. Ada Lindqvist left."
        let item = Item(key: Key(bits: 1), hash: TextHash(bits: 1), text: [Block(.paragraph, text)])
        let tag = try #require(tagger.tags(for: item, thoroughly: true).first)
        #expect(tag.evidence.map(\.text) == ["Ada Lindqvist", "Ada Lindqvist"])
        #expect(tag.evidence.reduce(0) { $0 + $1.points } == tag.score)
    }
}
