import Foundation
import Logging
import News
import Testing

@testable import Archive
@testable import Desk

/// `join` and `split`: an editor's word, kept for good.
struct EditorsWordTests {
    private let desk: TemporaryDesk
    private let noon: Date
    private let keys: [String]
    private let titles: [String]

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        let items = ["Dockers return to work", "Museum finds lost score"].enumerated().map {
            "<item><title>\($1)</title><guid>g\($0)</guid></item>"
        }
        try desk.drop("tarn/a.xml", "<rss version=\"2.0\"><channel><title>t</title>\(items.joined())</channel></rss>")
        try desk.once(at: noon)
        let archive = try Archive(at: desk.folders.databasePath.description)
        let filed = try archive.items(after: .distantPast, through: noon).map(\.item).sorted { $0.key < $1.key }
        (keys, titles) = (filed.map(\.key.description), filed.map { $0.title ?? "" })
    }

    private func ask(_ kind: Request.Kind, _ values: String...) throws -> Answer {
        try desk.open().hear(Request(kind, values), now: noon)
    }

    private func stories(at moment: Date) throws -> Int {
        try desk.once(at: moment)
        let json = try JSONSerialization.jsonObject(with: Data(try desk.contents(desk.folders.digest("latest.json"))))
        return ((json as? [String: Any])?["items"] as? [Any])?.count ?? -1
    }

    @Test func aJoinTellsTwoAsOneAndASplitTakesItBack() throws {
        #expect(try stories(at: noon) == 2)
        #expect(
            try ask(.join, keys[0], keys[1])
                == Answer(
                    isDone: true,
                    lines: [
                        "\(keys[0])  \(titles[0])", "\(keys[1])  \(titles[1])",
                        "they share no word: `wiredesk split \(keys[1])` takes it back",
                        "\(keys[0]) and \(keys[1]) are told as one story from now on",
                    ],
                    facts: .init(items: [keys[0], keys[1]])))
        #expect(try stories(at: noon) == 1)
        #expect(
            try ask(.split, keys[1])
                == Answer(
                    isDone: true, lines: ["\(keys[1])  \(titles[1])", "\(keys[1]) is told alone from now on"],
                    facts: .init(items: [keys[1]])))
        #expect(try stories(at: noon) == 2)
    }

    @Test func ofAJoinThatIsLikelyAMistakeTheAnswerSaysWhy() throws {
        func feed(_ language: String, _ title: String) -> String {
            "<rss version=\"2.0\"><channel><title>t</title><language>\(language)</language><item><title>\(title)</title></item></channel></rss>"
        }
        let desk = try TemporaryDesk()
        try desk.drop("a/a.xml", feed("en", "The dockers of Tarn"))
        try desk.drop("b/b.xml", feed("de-AT", "Tarn und seine Hafenarbeiter"))
        try desk.drop("c/c.xml", feed("en-GB", "Tarn of the salt"))
        try desk.once(at: noon)
        let items = try desk.open().archive.items(after: .distantPast, through: noon)
        let keys = Dictionary(uniqueKeysWithValues: items.map { ($0.source, $0.item.key.description) })
        func said(_ one: String, _ other: String) throws -> [String] {
            let names = [keys[one] ?? "", keys[other] ?? ""]
            return try desk.open().hear(Request(.join, names), now: noon).lines.dropFirst(2).dropLast().map {
                $0.replacing(names[1], with: "KEY")
            }
        }
        #expect(try said("a", "b") == ["they are in different languages, en and de-AT: `wiredesk split KEY` takes it back"])
        #expect(try said("a", "c") == [])
        #expect(try self.desk.open().hear(Request(.join, self.keys), now: noon).lines.count == 4)
    }

    @Test func theLedgerKeepsEachWordInItsOrder() throws {
        _ = try ask(.join, keys[0], keys[1])
        _ = try ask(.split, keys[1])
        let words = try Ledger(at: desk.folders.ledgerPath.description).words()
        let (one, other) = (try #require(Key(keys[0])), try #require(Key(keys[1])))
        #expect(words == [EditorsWord.Said(.join(one, other), at: noon), EditorsWord.Said(.split(other), at: noon)])
    }

    @Test func aWordSaidLaterChangesNoEarlierEdition() throws {
        _ = try desk.open().hear(Request(.join, keys), now: noon.addingTimeInterval(60))
        #expect(try stories(at: noon) == 2)
        #expect(try stories(at: noon.addingTimeInterval(60)) == 1)
    }

    @Test func whatIsNoItemIsRefusedAndNothingIsKept() throws {
        #expect(try ask(.join, "../x", keys[0]).isDone == false)
        #expect(
            try ask(.split, "0000000000000000")
                == Answer(isDone: false, lines: ["0000000000000000: no such item in the archive (latest.json has the keys)"]))
        #expect(try ask(.join, keys[0], keys[0]) == Answer(isDone: false, lines: ["join wants the keys of two items"]))
        #expect(try Ledger(at: desk.folders.ledgerPath.description).words().isEmpty)
    }
}
