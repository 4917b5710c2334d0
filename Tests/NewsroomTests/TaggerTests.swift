import News
import Testing

@testable import Newsroom

private func topic(
    _ id: String, _ terms: KeyValuePairs<String, Int>, threshold: Int = 6, parent: String? = nil
) -> Topic {
    Topic(
        id: id, label: id.uppercased(), kind: .topic, parent: parent, mediaTopic: nil, threshold: threshold,
        terms: terms.map { Topic.Term(phrase: $0.key, weight: $0.value) })
}

private func item(_ title: String? = nil, summary: String? = nil, text: [String] = [], categories: [String] = []) -> Item {
    Item(
        key: Key(bits: 1), hash: TextHash(bits: 1), title: title, summary: summary, text: text.map { Block(.paragraph, $0) },
        categories: categories)
}

@Suite struct TaggerTests {
    @Test func aTagComesWithItsScoreAndEvidence() {
        let tagger = Tagger(topics: [topic("economy", ["central bank": 6, "inflation": 4, "river": -2])])
        let item = item(
            "Zentralbank und Central Bank", text: ["By the river.", "Inflation fell; inflation fell."],
            categories: ["News", "INFLATION"])
        #expect(
            tagger.tags(for: item) == [
                Tag(
                    id: "economy", label: "ECONOMY", kind: .topic, score: 18,
                    evidence: [
                        Evidence(field: .title, text: "Central Bank", offset: 16, term: "central bank", points: 12, sentence: 0),
                        Evidence(field: .text, text: "river", offset: 7, term: "river", points: -2, sentence: 0),
                        Evidence(field: .category, text: "INFLATION", offset: 5, term: "inflation", points: 8, sentence: 1),
                    ])
            ])
    }

    @Test func aTermBeyondTheOpeningCountsHalf() {
        let tagger = Tagger(topics: [topic("disaster", ["earthquake": 6, "rubble": 5])])
        let opening = String(repeating: "The museum is open. ", count: 20)
        #expect(tagger.tags(for: item(text: [opening + "It stood through an earthquake."])).isEmpty)
        #expect(tagger.tags(for: item(text: [opening + "It was rubble after an earthquake."])).map(\.score) == [6])
        #expect(tagger.tags(for: item(text: ["It stood through an earthquake. " + opening])).map(\.score) == [6])
    }

    @Test(arguments: [
        ("ai", "Rain in Spain again", false), ("ai", "New AI rules", true), ("isis", "Crisis talks", false),
        ("Zürich", "ZURICH and Zu\u{308}rich", true), ("Köln", "Koln", true), ("straße", "STRASSE", true),
        ("central bank", "a central-bank chief", true), ("covid-19", "Covid 19 again", true),
        ("central bank", "it was central. Bank holidays", false), ("central bank", "central, bank", false),
        ("central bank", "central (bank)", false), ("st petersburg", "in St. Petersburg", true),
        ("arts, culture", "Arts, Culture and more", true), ("arms control", "arms \u{2014} control", false),
        ("women's rights", "women’s rights", true), ("climate", "climate’s", true), ("u.s", "tell us", false),
        ("u.s. army", "the U.S. Army", true), ("l'économie", "de l’economie", true), ("東京", "今日の東京は", true),
        ("bank bank robbery", "bank bank bank robbery", true), ("!", "stop!", false), ("", "stop", false),
    ])
    func aTermMatchesWholeWordsThatStandTogether(_ term: String, _ title: String, _ matches: Bool) {
        let tagger = Tagger(topics: [topic("t", [term: 3])])
        #expect(tagger.tags(for: item(title)).map(\.id) == (matches ? ["t"] : []))
    }

    @Test func aPhraseEndsWithItsLine() {
        let tagger = Tagger(topics: [topic("t", ["central bank": 6, "arts, culture": 6])])
        let apart = item(text: ["The central", "bank of arts,", "culture"], categories: ["central", "bank"])
        #expect(tagger.tags(for: apart) == [])
    }

    @Test func aTermWithinALongerOneIsOneMentionBelowTheHeadline() {
        let tagger = Tagger(topics: [
            topic("law", ["court": 6, "tennis court": -9, "court of appeal": 3, "of appeal": 1], threshold: 1)
        ])
        func score(_ item: Item) -> [Int] { tagger.tags(for: item).map(\.score) }
        #expect(score(item(text: ["On a tennis court."])) == [])
        #expect(score(item(text: ["A court of appeal."])) == [3])
        #expect(score(item(text: ["A court of appeal is a court."])) == [9])
        #expect(score(item("A court of appeal")) == [20])
    }

    @Test func withoutTheTextOfAMentionItsTagIsGone() {
        let tagger = Tagger(topics: [topic("law", ["court": 6, "court of appeal": 3], threshold: 3)])
        let tag = tagger.tags(for: item(text: ["A court of appeal."]), thoroughly: true)[0]
        #expect(tag.evidence.map(\.text) == ["court", "court of appeal"])
        #expect(tag.evidence.map(\.points) == [0, 3])
    }

    @Test func amongManyCategoriesOneCountsSingleAndNeedsAWordElsewhere() {
        let tagger = Tagger(topics: [topic("t", ["strike": 3, "docker": 1], threshold: 1)])
        func score(_ title: String, _ categories: [String]) -> [Int] {
            tagger.tags(for: item(title, categories: categories)).map(\.score)
        }
        #expect(score("Day", ["Strike", "a", "b", "c"]) == [6])
        #expect(score("Day", ["Strike", "a", "b", "c", "d"]) == [])
        #expect(score("Dockers", ["Strike", "a", "b", "c", "d"]) == [5])
        let named = Topic(
            id: "n", label: "N", kind: .topic, parent: nil, mediaTopic: nil, threshold: 9, terms: [], aliases: ["Sport"])
        let all = item("Day", categories: ["Sport", "a", "b", "c", "d"])
        #expect(Tagger(topics: [named]).tags(for: all).map(\.score) == [9])
    }

    @Test func wordsThatBeginAlikeAreDifferent() {
        let tagger = Tagger(topics: [topic("t", ["constitution": 3, "constitutional court": 3], threshold: 1)])
        func score(_ title: String) -> [Int] { tagger.tags(for: item(title)).map(\.score) }
        #expect(score("Constitution") == [6])
        #expect(score("Constitutional court") == [6])
        #expect(score("Constituency constitutes constitutionality") == [])
    }

    @Test func aTermCountsOnceWhereItIsWorthMost() {
        let tagger = Tagger(topics: [topic("t", ["strike": 3], threshold: 1)])
        func score(_ item: Item) -> [Int] { tagger.tags(for: item).map(\.score) }
        #expect(score(item(summary: "Strike, strike", text: ["Strike"])) == [3])
        #expect(score(item("Strike", text: ["strike"])) == [6])
        #expect(score(item("Strike", categories: ["strike"])) == [6])
        #expect(score(item(summary: "strike", categories: ["strike"])) == [6])
    }

    @Test func anItemCanHaveSeveralTagsBestFirst() {
        let tagger = Tagger(topics: [
            topic("b", ["flood": 7]), topic("a", ["flood": 7]), topic("c", ["dam": 9]), topic("d", ["dam": 5]),
        ])
        #expect(tagger.tags(for: item(text: ["Flood after dam break"])).map(\.id) == ["c", "a", "b"])
    }

    @Test func aTagBringsWhatItIsAPartOf() {
        let topics = [
            topic("sport", ["sport": 6]), topic("tennis", ["wimbledon": 8], parent: "sport"),
            topic("doubles", ["mixed doubles": 6], parent: "tennis"), topic("lost", ["wimbledon": 6], parent: "nowhere"),
        ]
        let tagger = Tagger(topics: topics)
        let tags = tagger.tags(for: item(text: ["Mixed doubles at Wimbledon"]))
        #expect(tags.map(\.id) == ["tennis", "sport", "doubles", "lost"])
        #expect(tags.map(\.score) == [8, 8, 6, 6])
        #expect(tags[1].evidence == tags[0].evidence)

        let own = tagger.tags(for: item("Sport", text: ["Wimbledon"]))
        #expect(own.map(\.id) == ["sport", "tennis", "lost"])
        #expect(own[0].evidence.map(\.text) == ["Sport"])
    }

    @Test func aCircleOfParentsEnds() {
        let tagger = Tagger(topics: [
            topic("a", ["x1": 6], parent: "b"), topic("b", [:], parent: "a"), topic("c", ["x1": 6], parent: "c"),
        ])
        #expect(tagger.tags(for: item(text: ["x1"])).map(\.id) == ["a", "b", "c"])
    }

    @Test func evidenceIsTheTextAtItsOffset() {
        let tagger = Tagger(topics: [
            topic("t", ["zürich": 3, "europaische union": 3, "é": 3, "東京": 3, "strasse": 3], threshold: 1)
        ])
        let item = item(
            "💶 Über Zu\u{308}rich — „Europäische Union“", summary: "café É", text: ["Größe.", "An der Straße"],
            categories: ["Öl", "今日東京"])
        let fields: [Evidence.Field: String] = [
            .title: item.title ?? "", .summary: item.summary ?? "", .text: item.text.plainText,
            .category: item.categories.joined(separator: "\n"),
        ]
        let evidence = tagger.tags(for: item).flatMap(\.evidence)
        #expect(evidence.map(\.text) == ["Zu\u{308}rich", "Europäische Union", "É", "Straße", "東京"])
        for one in evidence {
            let utf8 = Array(fields[one.field, default: ""].utf8)
            #expect(Array(one.text.utf8) == Array(utf8[one.offset..<(one.offset + one.text.utf8.count)]))
        }
    }

    @Test func withoutItsEvidenceATagIsGone() throws {
        let tagger = Tagger(topics: [topic("quake", ["earthquake": 4, "magnitude": 2, "aftershocks": 2])])
        let title = "Magnitude 5.4 earthquake near Orla"
        let tag = try #require(tagger.tags(for: item(title)).first)
        var left = Array(title.utf8)
        for one in tag.evidence.reversed() { left.removeSubrange(one.offset..<(one.offset + one.text.utf8.count)) }
        #expect(String(decoding: left, as: UTF8.self) == " 5.4  near Orla")
        #expect(tagger.tags(for: item(String(decoding: left, as: UTF8.self))) == [])
    }

    @Test func theOrderOfTopicsAndTermsIsAllTheSame() {
        var topics = (0..<40).map { i in
            topic(
                "t\(i)", ["flood \(i % 7)": 3, "flood": 2, "\(i % 5)": 4, "dam": i % 3 + 1], parent: i > 9 ? "t\(i / 10)" : nil)
        }
        let item = item("Flood 3", summary: "dam 1", text: ["The flood 4 of 2 dams; flood 5 0"], categories: ["flood 6"])
        let tags = Tagger(topics: topics).tags(for: item)
        #expect(tags.count == 40)
        topics = topics.reversed().map { one in
            Topic(
                id: one.id, label: one.label, kind: one.kind, parent: one.parent, mediaTopic: nil, threshold: one.threshold,
                terms: one.terms.reversed())
        }
        #expect(Tagger(topics: topics).tags(for: item) == tags)
    }

    @Test func overlappingPhrasesAreFoundInOnePass() {
        let phrases = ["a b c d", "b c", "c d e", "d", "e f", "b c d f", "f a b"]
        let text = "x a b c d e f a b c b c d f d"
        let tagger = Tagger(topics: phrases.enumerated().map { topic("p\($0)", [$1: 1], threshold: 1) })
        let found = tagger.tags(for: item(text: [text])).flatMap(\.evidence)
        #expect(found.map(\.offset) == [2, 4, 6, 8, 10, 20, 12])
        #expect(found.map(\.term) == phrases)
    }

    @Test func extremeWeightsAndThresholdsDoNotOverflow() {
        let tagger = Tagger(topics: [
            topic("a", ["x1": .max, "x2": .max], threshold: .min), topic("b", ["x1": .min, "x2": .min], threshold: .min),
        ])
        #expect(tagger.tags(for: item("x1 x2")).map(\.score) == [4_000_000])
    }

    @Test func noTopicsNoTextNoTags() {
        #expect(Tagger(topics: []).tags(for: item("Flood")) == [])
        #expect(Tagger(topics: [topic("t", ["flood": 6])]).tags(for: item()) == [])
    }
}
