import Foundation
import News
import Newsroom
import Testing

@testable import Desk

/// Every shape of rule that documentalists needed can be said: Tests/Proof/shapes-topics.yaml has one rule of our own for each.
@Suite struct RuleShapesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Proof")

    private static func contents(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func allSeventyTwoShapesOfRulesCanBeSaidAndMeanWhatTheyMeantThere() throws {
        let yaml = try Self.contents("shapes-topics.yaml")
        let topics = try Configuration.read(yaml: "", name: "wiredesk.yaml", topics: (yaml, "shapes-topics.yaml")).topics
        #expect(topics.count == 72)
        let tagger = Tagger(topics: topics)
        var seen: [String: Set<Bool>] = [:]
        var wrong: [String] = []
        for line in try Self.contents("shapes-items.tsv").split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let item = Item(
                key: Key(bits: 1), hash: TextHash(bits: 1), title: parts[2],
                text: parts[3].isEmpty ? [] : [Block(.paragraph, parts[3])])
            let expected = parts[1] == "yes"
            seen[parts[0], default: []].insert(expected)
            // The words of each rule are its own: no other may take them for its.
            let tags = tagger.tags(for: item).map(\.id)
            if tags != (expected ? ["shape-" + parts[0]] : []) { wrong.append("\(line): \(tags)") }
        }
        #expect(wrong == [])
        #expect(Set(topics.map(\.id)) == Set(seen.filter { $0.value == [true, false] }.keys.map { "shape-" + $0 }))
    }
}
