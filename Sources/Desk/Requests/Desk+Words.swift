import Archive
import FoundationEssentials
import News
import Newsroom

/// What editors say of stories and tags: kept in the ledger for good.
extension Desk {
    /// Keeps an editor's word. Said twice it is kept twice, and does what it does once.
    func hear(_ request: Request, now: Date = Date()) throws -> Answer {
        let names = request.kind == .correct ? Array(request.values.prefix(1)) : request.values
        var keys: [Key] = []
        var unknown: [String] = []
        for name in names {
            switch try KeyName(name).meaning(in: archive) {
            case .item(let key): keys.append(key)
            case .none(let why): unknown.append(why)
            }
        }
        if !unknown.isEmpty { return Answer(isDone: false, lines: unknown) }
        switch (request.kind, keys.count) {
        case (.join, 2) where keys[0] != keys[1]:
            try ledger.append(.join(keys[0], keys[1]), at: now)
            let items = try items(keys)
            let lines = headlines(of: keys, items) + doubts(of: keys, items)
            return Answer(
                isDone: true, lines: lines + ["\(keys[0]) and \(keys[1]) are told as one story from now on"],
                facts: Answer.Facts(items: keys.map(\.description)))
        case (.split, 1):
            try ledger.append(.split(keys[0]), at: now)
            return Answer(
                isDone: true, lines: headlines(of: keys, try items(keys)) + ["\(keys[0]) is told alone from now on"],
                facts: Answer.Facts(items: keys.map(\.description)))
        case (.correct, 1): return try correct(keys[0], Array(request.values.dropFirst()), now)
        case (.correct, _): return .refused("correct wants the key of an item, and tags to add or to remove")
        default: return .refused(request.kind == .join ? "join wants the keys of two items" : "split wants the key of one item")
        }
    }

    private func items(_ keys: [Key]) throws -> [Key: FiledItem] { try archive.items(keys, through: .distantFuture).byKey }

    /// What the keys are of, in their order: a key is easily mistaken for another.
    private func headlines(of keys: [Key], _ items: [Key: FiledItem]) -> [String] {
        keys.map { "\($0)  \(items[$0]?.item.calling ?? Item.withoutHeadline)" }
    }

    /// Why two items are hardly of one story, where that is so. An editor may know better.
    private func doubts(of keys: [Key], _ items: [Key: FiledItem]) -> [String] {
        guard let one = items[keys[0]]?.item, let other = items[keys[1]]?.item else { return [] }
        var doubts: [String] = []
        if areOfDifferentLanguages(one, other) {
            doubts.append("they are in different languages, \(one.language ?? "") and \(other.language ?? "")")
        }
        if shareNoWord(one, other) { doubts.append("they share no word") }
        if doubts.isEmpty { return [] }
        return ["\(doubts.joined(separator: "; ")): `wiredesk split \(keys[1])` takes it back"]
    }

    /// - `changes`: ids of tags with `+` or `-` before them.
    private func correct(_ key: Key, _ changes: [String], _ now: Date) throws -> Answer {
        guard let history = try archive.history(of: key, through: .distantFuture) else {
            return .refused("\(key): no such item in the archive")
        }
        // What earlier words added counts too, and what an earlier text brought.
        let held = Corrections(try ledger.words().map(\.word)).applied(to: history.revisions.flatMap(\.tags), of: key)
        let topics = configuration.topics
        var add: [Tag] = []
        var remove: [String] = []
        var faults: [String] = []
        for change in changes {
            let id = String(change.dropFirst())
            let topic = topics.first { $0.id == id }
            switch (change.first, topic) {
            case ("+", let topic?):
                add.append(editorsTag(topic))
                add += ancestors(of: topic).map(editorsTag)
            case ("-", _?): remove.append(id)
            case ("-", nil) where held.contains { $0.id == id }: remove.append(id)
            case ("-", nil):
                let known = Set(held.map(\.id)).sorted().joined(separator: ", ")
                faults.append("\(id): \(key) has no such tag\(known.isEmpty ? "" : "; it has \(known)")")
            case ("+", nil):
                let meant =
                    nearest(to: id, among: topics.lazy.map(\.id)).map { " (did you mean \($0)?)" }
                    ?? " (`wiredesk topics` lists them)"
                faults.append("\(id): no topic of topics.yaml has that id\(meant)")
            default: faults.append("\(change): neither to add nor to remove")
            }
        }
        if !faults.isEmpty { return Answer(isDone: false, lines: faults) }
        var known = Set(remove)
        add = add.filter { known.insert($0.id).inserted }
        guard !add.isEmpty || !remove.isEmpty else { return .refused("correct wants tags to --add or to --remove") }
        try ledger.append(.correct(key, add: add, remove: remove), at: now)
        let said = (add.map { "has \($0.id)" } + remove.map { "has not \($0)" }).joined(separator: ", ")
        return Answer(
            isDone: true, lines: ["\(key) \(said), from now on"],
            facts: Answer.Facts(items: [key.description], added: add.map(\.id), removed: remove))
    }

    /// As much as one article can say for a topic: what an editor says weighs more than words do.
    private func editorsTag(_ topic: Topic) -> Tag {
        Tag(id: topic.id, label: topic.label, kind: topic.kind, score: 1000, evidence: [])
    }

    private func ancestors(of topic: Topic) -> [Topic] {
        var ancestors: [Topic] = []
        var parent = topic.parent
        while let id = parent, let next = configuration.topics.first(where: { $0.id == id }),
            next.id != topic.id, !ancestors.contains(next)
        {
            ancestors.append(next)
            parent = next.parent
        }
        return ancestors
    }

    /// How many words editors have said so far.
    func wordsSaid() throws(DeskError) -> Int {
        do { return try ledger.words().count } catch { throw DeskError(error) }
    }
}
