import Foundation
import News
import Newsroom
import Testing

@testable import Desk

private func faults(_ topics: String) -> String {
    do throws(ConfigurationFaults) {
        _ = try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (topics, "topics.yaml"))
        return ""
    } catch {
        return error.description
    }
}

private func tagger(_ topics: String) throws -> Tagger {
    Tagger(topics: try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (topics, "topics.yaml")).topics)
}

private func item(_ title: String, text: String = "") -> Item {
    Item(
        key: Key(bits: 1), hash: TextHash(bits: 1), title: title, text: text.isEmpty ? [] : [Block(.paragraph, text)])
}

/// Rules of the kinds that documentalists write: phrases and stems in the title or anywhere, alternatives that go together, a number of
/// them, near each other, but not where something else stands.
private let rules = """
    topics:
      - id: harbour-fires
        label: {en: Harbour fires, de: Hafenbrände}
        languages: [en, de]
        when:
          # (title any "harbour quay" or title adj "dry dock") and any/stemming "fire blaze", not title "summary schedule"
          - all:
              - {any: [harbour | quay, dry dock], in: title}
              - fire | blaze | arson*
            not: {any: summary | schedule, in: title}
          # or/count>=3, or/countunique>1
          - {any: [fireboat, quench, smoulder*], times: 3}
          - {any: [fireboat, foam, hydrant], at_least: 2, in: body}
          # prox/unit=sentence/distance=1 and prox/unit=word/distance<=3
          - {all: [tanker | barge, ablaze], within: neighbours}
          - {all: [ship, flames], within: 3 words}
          # title adj/regexp "\\\\d+ ships burn" and an exact word
          - {any: ["# ships burn", "=FIREFLEET"]}
          # groups in groups
          - all:
              - {any: [{all: [night, watch], within: sentence}, lookout]}
              - smoke
            in: [lede, title]
        not:
          - firewall
          - {all: [drill, exercise], within: 8 words}
        examples:
          match: [Blaze at the harbour, 12 ships burn at Tarn]
          not: [Fire at a mill, "Blaze at the harbour: summary", Firewall at the harbour on fire]
    """

@Suite struct TopicRulesTests {
    @Test(arguments: [
        ("Fires in the dry dock", "", true), ("Schedule", "Fires in the dry dock", false),
        ("Schedule of dry dock fires", "", false),
        ("At sea", "The fireboat came, a fireboat, the fireboat", true), ("At sea", "The fireboat came, a fireboat", false),
        ("At sea", "Foam from a hydrant", true), ("Foam from a hydrant", "", false),
        ("At sea", "A barge came. It was ablaze.", true), ("At sea", "A barge came. It rained. Ablaze it was.", false),
        ("Ship bursts into flames", "", true), ("Flames far away from any other ship", "", false),
        ("3 ships burn", "", true), ("The ships burn", "", false), ("firefleet", "", false), ("FIREFLEET sails", "", true),
        ("At night", "The watch slept. Smoke rose.", false), ("Smoke", "The watch slept at night.", true),
        ("Smoke seen by the lookout", "", true), ("Harbour fire drill", "An exercise", true),
        ("Harbour fire drill is an exercise", "", false), ("Hafenbrand", "", false),
    ]) func rulesOfTheKindsThatDocumentalistsWriteCanBeSaid(_ title: String, _ text: String, _ isPut: Bool) throws {
        #expect(try !tagger(rules).tags(for: item(title, text: text)).isEmpty == isPut)
    }

    @Test func termsMayStandInListsByTheirPoints() throws {
        let topics = try Configuration.read(
            yaml: "", name: "wiredesk.yaml",
            topics: (
                "topics:\n- id: a\n  label: A\n  terms:\n    6: >-\n      dry dock,\n      quay\n    2: [port, \"ships, boats\"]\n    \"24\": 4\n    tug: {points: 1, most: 3}",
                "topics.yaml"
            )
        ).topics
        #expect(
            topics[0].terms == [
                Topic.Term(phrase: "dry dock", weight: 6), Topic.Term(phrase: "quay", weight: 6),
                Topic.Term(phrase: "port", weight: 2), Topic.Term(phrase: "ships, boats", weight: 2),
                Topic.Term(phrase: "24", weight: 4), Topic.Term(phrase: "tug", weight: 1, most: 3),
            ])
    }

    @Test(arguments: [
        (
            "threshold: 9, terms: {b: 4}",
            #"1:15: topic "a" can never be a tag: all that speaks for it is 8 points (its threshold is 9: lower it, or give more points)"#
        ),
        ("terms: {b*c: 6}", #"1:36: term "b*c" can never match: * stands within it (* goes behind the last word only)"#),
        ("terms: {ab*: 6}", #"1:36: term "ab*" begins too many words (write at least 3 letters before the *)"#),
        (
            "terms: {a b c d e f g h i j k l m: 6}",
            #"1:36: term "a b c d e f g h i j k l m" can never match: longer than 12 words (leave words out)"#
        ),
        (
            "terms: {usb port: 6, quay: 6}, not: port",
            #"1:36: term "usb port" is shadowed by not: "port" (wherever it stands the topic is vetoed: take one of both out)"#
        ),
        (
            "terms: {quay: 6}, when: [{all: [ship, port | port city]}], not: [port]",
            #"1:53: combination is shadowed by not: "port" (wherever it holds the topic is vetoed: take one of both out)"#
        ),
        ("when: [{all: [ship, quay], witin: sentence}]", #"1:55: unknown key "witin" (did you mean "within"?)"#),
        ("when: [{any: [ship, quay], at_least: 3}]", #"1:65: at_least 3 of 2 can never match (ask for fewer, or name more)"#),
        ("when: [{all: [ship, quay], within: sentense}]", #"1:63: within "sentense" (did you mean "sentence"?)"#),
        ("when: [{all: [ship], in: titel}]", #"1:53: unknown field "titel" (did you mean "title"?)"#),
        (
            "terms: {quay: 6}, scope: {url: '/(a)\\1/'}",
            #"1:59: url "/(a)\1/": a reference to a group needs backtracking (a plain text with * for anything is simpler)"#
        ),
        ("terms: {quay: 6}, scope: {feed: b}", #"1:54: unknown key "feed" (known here: source, folder, category, url, author)"#),
        (
            "terms: {quay: 6}, languages: [english]",
            #"1:58: language "english" (write its code of two or three letters, such as en or de)"#
        ),
        (
            "terms: {quay: 3}, examples: {match: [A harbour, Quay], not: A quay is a quay}",
            """
            1:65: topic "a" is not put on the example "A harbour" (nothing of it stands there)
            topics.yaml:1:88: topic "a" is put on the example "A quay is a quay" (6 of 6 points: quay 6)
            """
        ),
        (
            "terms: {quay: {points: 3, most: 2}}",
            #"1:60: most of "quay" is 2 (it is what all occurrences together may add, from 3 on)"#
        ),
    ]) func aFaultOfARuleIsSaidWhereItStands(_ rule: String, _ said: String) {
        #expect(faults("topics: [{id: a, label: A, \(rule)}]") == "topics.yaml:" + said)
    }

    @Test func aFaultWithinAListOfTermsHasItsOwnPlace() {
        let yaml =
            "topics:\n- id: a\n  label: A\n  terms:\n    6: >-\n      quay, dry dock,\n      Qu\u{E9}, x*y\n    2: que, quay"
        #expect(
            faults(yaml) == """
                topics.yaml:7:12: term "x*y" can never match: * stands within it (* goes behind the last word only)
                topics.yaml:8:8: term "que" is there already, on line 7 (case, accents and punctuation do not count)
                topics.yaml:8:13: term "quay" is there already, on line 6 (case, accents and punctuation do not count)
                """)
    }

    @Test func aFolderOfFilesIsOneSetOfTopics() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("topics-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        try write("topics: [{id: tug, label: Tugs, parent: sea, terms: {tug: 6}}]", "b.yaml")
        try write("topics: [{id: sea, label: Sea, terms: {ocean: 6}}]", "a.yaml")
        try write("no topics", "notes.txt")
        let configuration = try Configuration.load(file: nil, topics: folder.path, directory: "/nowhere")
        #expect(configuration.topics.map(\.id) == ["sea", "tug"])
        #expect(configuration.files == [folder.path + "/a.yaml", folder.path + "/b.yaml"])
        try write("topics: [{id: sea, label: Again, terms: {ocean: 6}}]", "c.yaml")
        #expect(throws: ConfigurationFaults.self) {
            try Configuration.load(file: nil, topics: folder.path, directory: "/nowhere")
        }
        do throws(ConfigurationFaults) {
            _ = try Configuration.load(file: nil, topics: folder.path, directory: "/nowhere")
        } catch {
            #expect(
                error.description.contains("c.yaml:1:15: duplicate topic \"sea\" (the first is in \(folder.path)/a.yaml, line 1"))
        }
    }
}
