import Archive
import FoundationEssentials
import News

/// What editors say of stories: kept in the ledger for good.
extension Desk {
    /// Keeps an editor's word. Said twice it is kept twice, and does what it does once.
    func hear(_ request: Request, now: Date = Date()) throws -> Answer {
        var keys: [Key] = []
        for value in request.values {
            guard let key = Key(value) else {
                return .refused("\(value): not a key: 16 digits of 0-9 and a-f, as latest.json has them")
            }
            keys.append(key)
        }
        let unknown = try keys.filter { try !archive.holds($0) }
        if !unknown.isEmpty { return Answer(isDone: false, lines: unknown.map { "\($0): no such item in the archive" }) }
        switch (request.kind, keys.count) {
        case (.join, 2) where keys[0] != keys[1]:
            try ledger.append(.join(keys[0], keys[1]), at: now)
            return Answer(isDone: true, lines: ["\(keys[0]) and \(keys[1]) are told as one story from now on"])
        case (.split, 1):
            try ledger.append(.split(keys[0]), at: now)
            return Answer(isDone: true, lines: ["\(keys[0]) is told alone from now on"])
        default: return .refused(request.kind == .join ? "join wants the keys of two items" : "split wants the key of one item")
        }
    }

    /// How many words editors have said so far.
    func wordsSaid() throws(DeskError) -> Int {
        do { return try ledger.words().count } catch { throw DeskError(error) }
    }
}
