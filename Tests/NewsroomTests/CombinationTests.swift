import News
import Testing

@testable import Newsroom

private func topic(
    _ terms: KeyValuePairs<String, Int> = [:], when: [Topic.Group] = [], not: [Topic.Clause] = [], threshold: Int = 6,
    languages: [String] = [], aliases: [String] = [], scope: Topic.Scope = Topic.Scope()
) -> Tagger {
    Tagger(topics: [
        Topic(
            id: "t", label: "T", kind: .topic, parent: nil, mediaTopic: nil, languages: languages, threshold: threshold,
            terms: terms.map { Topic.Term(phrase: $0.key, weight: $0.value) },
            when: when.map { Topic.Combination(.group($0), points: threshold) }, not: not, scope: scope, aliases: aliases)
    ])
}

private func any(_ phrases: String..., different: Int = 1, change: (inout Topic.Group) -> Void = { _ in }) -> Topic.Clause {
    var group = Topic.Group(phrases.map { .phrase($0) }, different: different)
    change(&group)
    return .group(group)
}

private func all(_ parts: Topic.Clause..., change: (inout Topic.Group) -> Void = { _ in }) -> Topic.Group {
    var group = Topic.Group.all(parts)
    change(&group)
    return group
}

private func item(
    _ title: String? = nil, summary: String? = nil, text: [String] = [], categories: [String] = [], language: String? = nil
) -> Item {
    Item(
        key: Key(bits: 1), hash: TextHash(bits: 1), title: title, summary: summary, text: text.map { Block(.paragraph, $0) },
        categories: categories, language: language)
}

extension Tagger {
    fileprivate func isPut(on item: Item, source: String? = nil) -> Bool { !tags(for: item, source: source).isEmpty }
}

@Suite struct CombinationTests {
    static let strike = any("strike", "walkout")
    static let dockers = any("docker", "port worker")

    @Test(arguments: [
        ("Dockers begin a strike", true), ("A walkout of port workers", true), ("Strike after strike", false),
        ("Dockers go home", false),
    ]) func eachGroupOfACombinationHasToOccur(_ title: String, _ holds: Bool) {
        #expect(topic(when: [all(Self.strike, Self.dockers)]).isPut(on: item(title)) == holds)
    }

    @Test(arguments: [
        (Topic.Nearness.item, "The dockers met. It rained. A strike began.", true),
        (.sentence, "The dockers met. A strike began.", false), (.sentence, "The dockers of St. Orla plan a strike.", true),
        (.neighbours, "The dockers met. A strike began.", true),
        (.neighbours, "The dockers met. It rained. A strike began.", false),
        (.words(2), "The dockers plan a strike", true), (.words(1), "The dockers plan a strike", false),
        (.words(0), "A strike, dockers said", true),
    ]) func howNearTheyStandCounts(_ near: Topic.Nearness, _ text: String, _ holds: Bool) {
        let tagger = topic(when: [all(Self.strike, Self.dockers) { $0.near = near }])
        #expect(tagger.isPut(on: item(text: [text])) == holds)
        #expect(!tagger.isPut(on: item("Dockers", text: ["strike"])) || near == .item)
    }

    @Test func soManyDifferentOnesAreMoreThanOneRepeated() {
        let tagger = topic(when: [Topic.Group(["tug", "quay", "crane"].map { .phrase($0) }, different: 2)])
        #expect(!tagger.isPut(on: item(text: ["The quay and the quay"])))
        #expect(tagger.isPut(on: item(text: ["The quay and its crane"])))
        var thrice = Topic.Group.any([.phrase("tug"), .phrase("quay")])
        thrice.times = 3
        #expect(topic(when: [thrice]).isPut(on: item(text: ["A quay, a tug, a quay"])))
        #expect(!topic(when: [thrice]).isPut(on: item(text: ["A quay, a quay"])))
    }

    @Test func aGroupLooksWhereItIsTold() {
        let title = any("harbour") { $0.fields = .title }
        let body = any("ship", "boat") { $0.fields = [.summary, .text] }
        let tagger = topic(when: [all(title, body)])
        #expect(tagger.isPut(on: item("Harbour opens", text: ["A ship came"])))
        #expect(!tagger.isPut(on: item("A ship came", text: ["Harbour opens"])))
        let lede = topic(when: [all(any("ship") { $0.fields = .lede })])
        let opening = String(repeating: "The museum is open. ", count: 25)
        #expect(lede.isPut(on: item(text: ["A ship came. " + opening])))
        #expect(!lede.isPut(on: item(text: [opening + "A ship came."])))
    }

    @Test func aCombinationCanBeKeptOffWithoutTheTopic() {
        let tagger = topic(["dry dock": 6], when: [all(Self.strike, Self.dockers) { $0.not = [.phrase("bowling")] }])
        #expect(!tagger.isPut(on: item("Dockers bowling: a strike")))
        #expect(tagger.isPut(on: item("Dockers bowling in the dry dock: a strike")))
    }

    @Test func aVetoBeatsAllPoints() {
        let near = any("model", "ship", different: 2) { $0.near = .words(2) }
        let tagger = topic(["container ship": 60], not: [.phrase("summary"), near])
        #expect(tagger.isPut(on: item("Container ship leaves")))
        #expect(!tagger.isPut(on: item("Container ship leaves: summary")))
        #expect(!tagger.isPut(on: item("Container ship of a model maker")))
        #expect(tagger.isPut(on: item("Container ship; all day long a model")))
    }

    @Test func groupsStandInGroups() {
        // (islet OR (light AND house within a sentence)) AND (ferry OR pier), not in a schedule.
        let inner = Topic.Clause.group(all(.phrase("light"), .phrase("house")) { $0.near = .sentence })
        let tagger = topic(when: [
            all(.group(.any([.phrase("islet"), inner])), any("ferry", "pier")) { $0.not = [.phrase("schedule")] }
        ])
        #expect(tagger.isPut(on: item("Ferry to the islet")))
        #expect(tagger.isPut(on: item(text: ["A light in the house. The pier."])))
        #expect(!tagger.isPut(on: item(text: ["A light. The house. The pier."])))
        #expect(!tagger.isPut(on: item("Ferry to the islet: schedule")))
    }

    @Test(arguments: [
        ("vaccin*", "Vaccinated by Friday", true), ("vaccin*", "Evaccin", false),
        ("climate activis*", "Global climate activism", true),
        ("climate activis*", "A climate of activism", false), ("=US", "US exports", true), ("=US", "Give us more", false),
        ("=Polish", "Nail polish", false), ("=Polish", "A Polish port", true), ("# year old", "An 18-year-old sailor", true),
        ("# year old", "A year old", false), ("18 tons", "18 tons of 18 year old rum", true), ("port", "Two ports", true),
        ("city", "Three cities", true), ("new", "The news", false), ("news", "A new one", false), ("woman", "Women at sea", true),
        ("dockers", "One docker", false), ("fish market", "The fish markets", true),
    ]) func aTermIsReadAsItIsWritten(_ term: String, _ title: String, _ matches: Bool) {
        #expect(topic([term: 6]).isPut(on: item(title)) == matches)
    }

    @Test func aNumberThatATermNamesIsStillAnyNumber() {
        let tagger = topic(["18 tons": 1, "# year old": 6])
        #expect(tagger.isPut(on: item(text: ["An 18 year old boat"])))
    }

    @Test func endingsAreThoseOfTheTopicsLanguages() {
        #expect(topic(["hafen": 6], languages: ["de"]).isPut(on: item("Des Hafens")))
        #expect(!topic(["hafen": 6], languages: ["fr"]).isPut(on: item("Des Hafenes")))
        #expect(topic(["bateau": 6], languages: ["fr"]).isPut(on: item("Deux bateaux")))
        #expect(topic(["barco": 6, "huelga": 6], languages: ["es"]).isPut(on: item("Las huelgas")))
    }

    @Test func aTopicOfALanguageKeepsOffItemsOfOthers() {
        let tagger = topic(["gift": 6], languages: ["de"])
        #expect(tagger.isPut(on: item("Gift im Fluss", language: "de-AT")))
        #expect(!tagger.isPut(on: item("A gift", language: "en")))
        #expect(tagger.isPut(on: item("Gift")))
    }

    @Test func aTermThatCountsEachTimeEndsAtItsMost() {
        let tagger = Tagger(topics: [
            Topic(
                id: "t", label: "T", kind: .topic, parent: nil, mediaTopic: nil, threshold: 3,
                terms: [Topic.Term(phrase: "quay", weight: 1, most: 3)])
        ])
        #expect(!tagger.isPut(on: item(text: ["quay quay"])))
        #expect(tagger.tags(for: item(text: ["quay quay quay quay quay"])).map(\.score) == [3])
    }

    @Test func anAliasIsAWholeCategory() {
        let tagger = topic(aliases: ["Ports & Harbours"])
        #expect(tagger.isPut(on: item("News", categories: ["World", "ports harbours"])))
        #expect(!tagger.isPut(on: item("News", categories: ["Ports & Harbours of the north"])))
        #expect(!tagger.isPut(on: item("Ports & Harbours")))
    }

    @Test func aScopeNamesTheItemsItLooksAt() throws {
        var scope = Topic.Scope()
        scope.folders = ["agencies"]
        scope.urls = [try Pattern("/^https:..tarn.example.(sea|port)s?/")]
        let tagger = topic(["ship": 6], scope: scope)
        var ship = item("A ship")
        ship.url = "https://tarn.example/ports/1"
        #expect(tagger.isPut(on: ship, source: "agencies/coastwire"))
        #expect(!tagger.isPut(on: ship, source: "agencies2"))
        #expect(!tagger.isPut(on: ship))
        ship.url = "https://tarn.example/air/1"
        #expect(!tagger.isPut(on: ship, source: "agencies"))
    }

    @Test func whatWasWeighedSaysWhyItIsNoTag() {
        let tagger = topic(["ship": 4, "usb": -3], not: [.phrase("model")])
        let verdict = tagger.verdicts(on: item(text: ["A ship"]))[0]
        #expect((verdict.score, verdict.threshold, verdict.outcome) == (4, 6, .short))
        let vetoed = tagger.verdicts(on: item("Model ship"))[0]
        guard case .vetoed(let clause, let evidence) = vetoed.outcome else { return #expect(Bool(false)) }
        #expect((clause, evidence.map(\.text), vetoed.score) == ("model", ["Model"], 8))
    }
}

@Suite struct PatternTests {
    @Test(arguments: [
        ("bbc", "BBC", true), ("bbc", "bbc2", false), ("bbc*", "bbc/sport", true), ("*/sport", "bbc/sport", true),
        ("/sport/", "bbc-sports", true), ("/^sport/", "bbc-sport", false), ("/^s[a-o]+rt$/", "sport", false),
        ("/^s[a-p]+rt$/", "sport", true), (#"/\d{2,3}x?$/"#, "no 12", true), (#"/^\d{2,3}x?$/"#, "1234", false),
        ("/(live|blog).*update/", "Live: the update", true), ("/[^a-z]/", "abc", false), ("/a|b/", "cab", true),
        (#"/\.html$/"#, "index.html", true), ("/^(a|aa)+$/", String(repeating: "a", count: 5000) + "b", false),
    ]) func aPatternMatches(_ pattern: String, _ text: String, _ matches: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == matches)
    }

    @Test(arguments: [
        #"/(a)\1/"#, "/(?=a)b/", "/(?<n>a)/", "/a++/", "/(/", "/[a/", "/*a/", "/a{3,1}/", "/a**/", #"/\bx/"#, "", "/a)/",
        "/(((a{100}){100}){100})/",
    ]) func whatNeedsBacktrackingOrIsBrokenIsRefused(_ pattern: String) {
        #expect(throws: Pattern.Fault.self) { try Pattern(pattern) }
    }
}
