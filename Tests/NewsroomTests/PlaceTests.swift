import News
import Testing

@testable import Newsroom

private let gazetteer = Gazetteer(
    """
    # A comment.
    country sk|Skarn; Republic of Skarn|Skarnish; Skarns|Skarnholm
    country or|Orla|Orlan; Orlans|?Reach
    country nu|?Nut||
    region sk|Fell; Fel.
    cities sk|Tarn 1400, Lowbridge 320, ?Mill 150, Hallow 130
    cities or|Tarn 110, Greatwater 2000
    """)

private func places(_ title: String?, _ text: String = "", dateline: String? = nil) -> [String] {
    var item = Item(key: Key(bits: 1), hash: TextHash(bits: 1), title: title, text: text.isEmpty ? [] : [Block(.paragraph, text)])
    if let dateline { item.docdata = Docdata(dateline: dateline) }
    return Tagger(topics: [], gazetteer: gazetteer).tags(for: item).map(\.id)
}

@Suite struct PlaceTests {
    @Test func aCityBringsItsCountry() {
        #expect(places("Strike in Tarn ends") == ["place-skarn", "place-tarn"])
        #expect(places("Skarnish dockers at work") == ["place-skarn"])
    }

    @Test func ofCitiesOfOneNameTheOneIsMeantWhoseCountryIsSpokenOf() {
        #expect(places("Orla: strike in Tarn ends", "Orlan dockers of Tarn") == ["place-orla", "place-tarn-in-orla"])
    }

    @Test(arguments: [
        ("TARN (CW) - The dockers went home", ["place-skarn", "place-tarn"]),
        ("HALLOW, Fel., Nov 22 - Rain", ["place-hallow", "place-skarn", "place-fell"]),
        ("MILL - Rain", ["place-mill", "place-skarn"]), ("Rain fell in Hallow for days", ["place-hallow", "place-skarn"]),
        ("Rain fell on Hallow Street for days", []), ("The mill stood in Mill for a hundred years", []),
        ("The old mill of Mill, a Skarnish town in Skarn", ["place-skarn", "place-mill"]),
        ("A tarn is a lake. A nut is a nut.", []), ("Nut is a name", []),
    ]) func aNameThatIsDoubtfulNeedsSupport(_ text: String, _ found: [String]) {
        #expect(Set(places(nil, text)) == Set(found))
    }

    @Test func aDatelineThatTheAgencyGivesIsEnough() {
        #expect(places("Rain", dateline: "HALLOW, Nov 22") == ["place-hallow", "place-skarn"])
    }

    @Test func aNameWithinALongerNameIsNotMeant() {
        #expect(places("The New Orla Times") == [])
        #expect(places("Republic of Skarn votes") == ["place-skarn"])
    }

    @Test func aNameBeforeAnInitialIsAPersons() {
        #expect(places(nil, "They listened to Hallow W. Fisher for an hour") == [])
        #expect(places(nil, "They came to Hallow by boat") == ["place-hallow", "place-skarn"])
    }

    @Test func whatIsNamedOnceFarBelowIsNotWhatItIsAbout() {
        let opening = String(repeating: "The museum is open all day. ", count: 20)
        #expect(places(nil, opening + "It has a picture from Skarn.") == [])
    }

    @Test func theNamedTextIsTheEvidence() throws {
        let item = Item(
            key: Key(bits: 1), hash: TextHash(bits: 1), title: "Tarn and Skarn",
            text: [Block(.paragraph, "Dockers of Tarn. Skarnish rain.")])
        let tagger = Tagger(topics: [], gazetteer: gazetteer)
        let tags = tagger.tags(for: item, thoroughly: true)
        #expect(tags.map(\.id) == ["place-skarn", "place-tarn"])
        #expect(tags[0].evidence.map(\.text) == ["Tarn", "Skarn", "Tarn", "Skarnish"])
        for tag in tags { #expect(tag.evidence.reduce(0) { $0 + $1.points } == tag.score) }
    }

    @Test func theOrderOfTheGazetteerDecidesNothing() {
        #expect(Gazetteer("country|x\nregion zz|Nowhere\nnothing\ncities or|").places.isEmpty)
    }
}
