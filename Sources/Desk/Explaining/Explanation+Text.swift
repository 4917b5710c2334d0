import FoundationEssentials
import News
import Newsroom
import Press

extension Explanation {
    /// For people, as a person would tell it; every word from outside made harmless for a terminal. Times are UTC.
    /// - `whole`: everything, however long; else of long lists the first few and how many more there are.
    package func text(whole: Bool = false) -> String {
        var telling = Told(explanation: self, isWhole: whole)
        telling.tell()
        return telling.lines.map(JournalLog.visible).joined(separator: "\n") + "\n"
    }
}

/// Lines in the making.
private struct Told {
    let explanation: Explanation
    let isWhole: Bool
    var lines: [String] = []

    init(explanation: Explanation, isWhole: Bool) {
        (self.explanation, self.isWhole) = (explanation, isWhole)
    }

    mutating func tell() {
        head()
        tags()
        notTagged()
        story()
        nearest()
        revisions()
        editions()
        editors()
    }

    // MARK: - Parts

    private mutating func head() {
        let item = explanation.item
        lines.append("\(item.key)  \(headline(item))")
        add(1, "\(publisher(item)), \(clock(item.time)) UTC; arrived \(clock(explanation.arrived))")
        if let url = explanation.url { add(1, url) }
        if let file = explanation.revisions.first {
            add(1, "\(file.file)\(file.isThere ? "" : " (kept no more)")")
        }
        add(1, "as of \(clock(explanation.at)) UTC")
    }

    private mutating func tags() {
        part("Tags", explanation.tags.isEmpty ? "none: nothing in it has points enough for a topic, and no name was found" : nil)
        if explanation.isTaggedByOtherTopics {
            add(1, "(put on by other topics than those configured now; `wiredesk retag` applies these)")
        }
        list(explanation.tags, most: 12, "tag", "tags") { told, tag in
            switch tag.why {
            case .editor: told.add(1, "\(tag.label) (\(tag.type) \(tag.id)): an editor put it on")
            default:
                let asked = tag.threshold.map { "; \($0) are enough" } ?? ""
                told.add(1, "\(tag.label) (\(tag.type) \(tag.id)): \(counted(tag.score, "point", "points"))\(asked)")
            }
            told.evidence(tag.evidence)
            told.leftOut(tag.leftOut)
        }
    }

    private mutating func notTagged() {
        if explanation.notTagged.isEmpty { return }
        part("Nearly")
        for tag in explanation.notTagged {
            let points = counted(tag.score, "point", "points")
            let name = "\(tag.label) (\(tag.type) \(tag.id))"
            switch tag.why {
            case .takenOff: add(1, "\(name): an editor took it off, \(points)")
            case .vetoed:
                add(1, "\(name): \(points), but never where this stands: \(tag.veto ?? "")")
                evidence(tag.vetoEvidence)
            case .outOfScope: add(1, "\(name): \(points), but the topic is for other sources, categories, addresses or authors")
            case .otherLanguage: add(1, "\(name): \(points), but the topic is for another language")
            default: add(1, "\(name): \(points) of the \(tag.threshold ?? 0) it asks for")
            }
            evidence(tag.evidence)
            leftOut(tag.leftOut)
        }
    }

    private mutating func leftOut(_ leftOut: [Explanation.LeftOutPart]) {
        list(leftOut, most: 3, "place", "places", indent: 2) { told, one in
            let (evidence, items) = (one.evidence, counted(one.items, "item", "items"))
            told.add(
                2,
                "\"\(evidence.text)\" in the \(evidence.field), byte \(evidence.offset): repeated by the publisher in \(items) of its file, not counted"
            )
        }
    }

    private mutating func evidence(_ evidence: [Explanation.EvidencePart]) {
        list(evidence, most: 6, "place", "places", indent: 2) { told, evidence in
            let sentence = evidence.sentence.map { ", sentence \($0 + 1)" } ?? ""
            let points = evidence.points == 0 ? "" : ": \(evidence.points > 0 ? "+" : "")\(evidence.points)"
            let term = evidence.term.lowercased() == evidence.text.lowercased() ? "" : " by \(evidence.term.cut(toBytes: 80))"
            told.add(2, "\"\(evidence.text)\" in the \(evidence.field)\(sentence), byte \(evidence.offset)\(term)\(points)")
        }
    }

    private mutating func story() {
        guard let story = explanation.story else {
            part("Story", "in none: \(explanation.notTold ?? "not told")")
            return
        }
        let sources = Set(story.items.filter { $0.duplicateOf == nil }.map(\.item.source)).count
        part("Story \(story.id)")
        if story.items.count == 1 { add(1, "it stands alone\(story.silence.map { ": \(why($0))" } ?? "")") }
        if story.items.count > 1 {
            add(1, "\(counted(story.items.count, "item", "items")) of \(counted(sources, "source", "sources")), by time")
        }
        if !story.aliases.isEmpty { add(1, "told before as \(story.aliases.joined(separator: ", ")), which leads here") }
        if let weight = story.weight {
            func signed(_ points: Int) -> String { "\(points < 0 ? "" : "+")\(points)" }
            var factors = ["\(signed(weight.publishers)) for its publishers", "\(signed(weight.recency)) for its age"]
            if weight.prominence != 0 { factors.append("\(signed(weight.prominence)) for its places in the feeds") }
            if weight.priority != 0 { factors.append("\(signed(weight.priority)) for its topics (priorities)") }
            add(1, "weighs \(weight.points): \(factors.joined(separator: ", ")); 100 count as twice as much")
        }
        if story.items.count == 1 { return }
        let byKey = Dictionary(story.items.map { ($0.item.key, $0.item) }, uniquingKeysWith: { first, _ in first })
        list(story.items, most: 24, "item", "items") { told, member in
            let mark = member.item.key == told.explanation.item.key ? "> " : "  "
            told.add(0, "\(mark)\(member.item.key)  \(told.headline(member.item))")
            told.add(2, "\(told.publisher(member.item)), \(told.clock(member.item.time))")
            guard let why = member.why else {
                return told.add(2, member.duplicateOf == nil ? "the first that told it" : "a copy of \(member.duplicateOf ?? "")")
            }
            let other = byKey[why.with].map { "\(why.with), \"\(told.headline($0, cut: 60))\"" } ?? why.with
            told.add(2, "\(reason(why.rule, why.score)) \(other); \(span(why.secondsApart)) apart")
            if let words = sharedWords(why.rule, why.shared) { told.add(2, words) }
        }
    }

    private func why(_ silence: Silence) -> String {
        switch silence {
        case .roundUp:
            "live coverage, a round-up or a whole programme shares words with all it tells of, and is never joined by them"
        case .recurring: "its headline comes back day by day, and there is no opening of its own beside it"
        case .split: "an editor took it out"
        }
    }

    private mutating func nearest() {
        guard let story = explanation.story else { return }
        if story.silence != nil { return }
        part("Nearest", explanation.nearest.isEmpty ? "nothing else shares a telling word with it" : nil)
        for near in explanation.nearest {
            add(1, "\(near.other.key)  \(headline(near.other))")
            if near.otherStory != near.other.key { add(2, "of story \(near.otherStory)") }
            add(2, "\(publisher(near.other)), \(clock(near.other.time)); \(span(near.secondsApart)) apart")
            let with = near.item == explanation.item.key ? "" : " to \(near.item)"
            let shared = near.shared.isEmpty ? "" : ", by \(near.shared.joined(separator: ", "))"
            add(2, "\(share(near.likeness)) alike\(with)\(shared)")
            add(2, "not joined: \(why(near.obstacle))")
        }
    }

    private func why(_ obstacle: Explanation.Obstacle) -> String {
        let (likeness, asked) = (share(obstacle.likeness ?? 0), share(obstacle.asked ?? 0))
        return switch obstacle.kind {
        case .tooUnlike:
            "\(likeness) alike, the mean of \(counted(obstacle.pairs ?? 1, "pair", "pairs")) of articles; \(asked) is asked"
        case .language: "stories of different languages are told apart"
        case .numbers: "their headlines differ only in numbers or dates, as those of two matches or issues do"
        case .time: "more than \(obstacle.atMostHours ?? 0) hours apart, which is never compared"
        case .notLinked: "with the time between them \(likeness) is left of it, and \(asked) is asked"
        case .crowdedOut:
            "the later of the two is linked to the \(counted(obstacle.links ?? 0, "item", "items")) before it that are most like it; "
                + "all were nearer than \(likeness)\(nearest(of: obstacle))"
        case .notLookedUp: "it was not among those compared, which are looked up by their rarest words, the newest first"
        }
    }

    private func nearest(of obstacle: Explanation.Obstacle) -> String {
        guard let nearest = obstacle.nearest, let likeness = obstacle.nearestLikeness else { return "" }
        return ", most of all, by \(share(likeness)), \(nearest.key), \"\(headline(nearest, cut: 60))\""
    }

    private mutating func revisions() {
        let revisions = explanation.revisions
        if revisions.count < 2 { return }
        part("Revisions: \(revisions.count), the last is told ([-gone-] {+new+})")
        list(revisions, most: 10, "revision", "revisions", newest: true) { told, revision in
            told.add(1, "\(told.clock(revision.arrived))  \(revision.file)\(revision.isThere ? "" : " (kept no more)")")
            if revision == revisions.first { return }
            if revision.changes.isEmpty { told.add(2, "nothing that is shown changed") }
            let changes = revision.changes.prefix(told.isWhole ? .max : 6)
            for change in changes { told.add(2, "\(change.field): \(told.diff(change))") }
            let left = revision.changes.count - changes.count + revision.changesLeft
            if left > 0 { told.add(2, "and \(counted(left, "more sentence", "more sentences"))") }
        }
    }

    /// In wdiff's marks; of long runs that stayed the words around.
    private func diff(_ change: Explanation.ChangePart) -> String {
        change.pieces.enumerated().map { place, piece in
            switch piece.kind {
            case "removed": return "[-\(piece.text)-]"
            case "added": return "{+\(piece.text)+}"
            default:
                let words = piece.text.split(separator: " ")
                guard words.count > 8 else { return piece.text }
                let (isFirst, isLast) = (place == 0, place == change.pieces.count - 1)
                let before = isFirst ? [] : Array(words.prefix(3))
                let after = isLast ? [] : Array(words.suffix(3))
                return (before + ["..."] + after).joined(separator: " ")
            }
        }.joined(separator: " ")
    }

    private mutating func editions() {
        part("Told", explanation.editions.isEmpty ? "in no published edition yet" : nil)
        list(explanation.editions, most: 8, "edition", "editions") { told, edition in
            let name = edition.story == told.explanation.story?.id ? "" : ", as story \(edition.story)"
            told.add(1, "\(edition.title), \(told.clock(edition.closing)): \(edition.file)\(name)")
        }
    }

    private mutating func editors() {
        if explanation.editors.isEmpty { return }
        part("Editors said")
        list(explanation.editors, most: 12, "word", "words", newest: true) { told, word in
            told.add(1, "\(told.clock(word.at)): \(word.said)")
        }
    }

    // MARK: - Words

    private mutating func part(_ title: String, _ all: String? = nil) {
        lines.append("")
        lines.append(all.map { "\(title): \($0)" } ?? title)
    }

    private mutating func add(_ indent: Int, _ line: String) { lines.append(String(repeating: "  ", count: indent) + line) }

    /// The first ones, or the last where these matter more, and how many there are besides.
    private mutating func list<Element>(
        _ all: [Element], most: Int, _ one: String, _ more: String, indent: Int = 1, newest: Bool = false,
        _ each: (inout Told, Element) -> Void
    ) {
        let shown = isWhole || all.count <= most + 1 ? all[...] : newest ? all.suffix(most) : all.prefix(most)
        let left = all.count - shown.count
        let which = newest ? "earlier" : "more"
        let rest = "and \(counted(left, "\(which) \(one)", "\(which) \(more)")) (--all)"
        if left > 0, newest { add(indent, rest) }
        for element in shown { each(&self, element) }
        if left > 0, !newest { add(indent, rest) }
    }

    private func headline(_ item: Explanation.ItemPart, cut: Int = 200) -> String {
        guard let title = item.title else { return "(no headline)" }
        return title.count > cut ? title.prefix(cut) + "..." : title
    }

    private func publisher(_ item: Explanation.ItemPart) -> String {
        item.sourceTitle.map { "\($0) (\(item.source))" } ?? item.source
    }

    /// `2026-11-22 06:30` of RFC 3339.
    private func clock(_ moment: String) -> String { String(moment.prefix(16).replacing("T", with: " ")) }
}
