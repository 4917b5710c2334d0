import News
import Testing

@testable import Newsroom

@Suite struct FigureTests {
    @Test(arguments: [
        ("Ferry sinks off Skarn, 14 dead", ["dead 14"]), ("At least 17 people dead, 131 aboard", ["dead 17", "aboard 131"]),
        ("Some 1,204 ships wait", ["ship 1204"]), ("Forty-one ships wait for 3 days", ["ship 41"]),
        ("In 2026 voters chose", []), ("Rates rise by 3.25 percent to 4 points", []), ("Two of them came, four more went", []),
        ("Bridge collapse kills 12 people", ["dead 12"]), ("Fire kills nine, injures 200", ["dead 9", "injured 200"]),
        ("Fourteen people died", ["dead 14"]), ("9 ships wait, 12 ships sail", []), ("It took 5 years, 14, dead of night", []),
        ("", []),
    ]) func aFigureIsANumberWithWhatItCounts(_ text: String, _ figures: [String]) {
        #expect(Figure.all(in: text).map { "\($0.unit) \($0.value)" } == figures)
    }

    private func article(_ key: UInt64, _ source: String, _ title: String, _ text: String) -> FiledItem {
        filed(key, title, from: source, text: text, language: "en")
    }

    @Test func whatOthersCountOtherwiseStandsBesideTheLede() {
        let lede = "A ferry with 120 people aboard sank off Skarn on Friday night."
        let others = QuickLook([
            article(1, "tarn", "Ferry sinks off Skarn, 14 dead", lede),
            article(
                2, "orla", "Death toll of Skarn ferry rises",
                "At least 17 people are dead after the ferry to Skarn sank. It had 131 aboard."),
            article(3, "coast", "Fourteen dead in ferry disaster", "The boat went down with 120 aboard."),
            article(4, "tarn", "18 dead off Skarn", "Tarn says so too."),
        ]).otherNumbers(than: lede)
        #expect(others.map(\.number) == ["131 aboard"])
        let more = QuickLook([
            article(1, "tarn", "Ferry sinks off Skarn, 14 dead", lede),
            article(2, "orla", "Skarn ferry: 17 dead", "The ferry sank."),
        ]).otherNumbers(than: lede)
        let homes = QuickLook([
            article(1, "tarn", "Storm floods 300 homes", "A storm flooded 300 homes in Tarn."),
            article(2, "orla", "4,000 homes without power", "After the storm 4,000 homes in Tarn have no power."),
        ]).otherNumbers(than: "A storm flooded 300 homes in Tarn.")
        #expect(homes == [])
        #expect(more == [Edition.Bullet.OtherNumber(number: "17 dead", source: Key(bits: 2))])
    }
}
