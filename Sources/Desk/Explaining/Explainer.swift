import Archive
import FoundationEssentials
import News
import Newsroom

/// Tells why an item has its tags and stands in its story. What is kept is read, what is not is made again from it: stories are a
/// function of what the archive and the ledger hold. Writes nothing; a desk may be at work meanwhile.
package struct Explainer {
    private let folders: DeskFolders
    private let configuration: Configuration
    private let archive: Archive
    private let words: [EditorsWord.Said]

    package init(of folders: DeskFolders, by configuration: Configuration) throws(DeskError) {
        self.folders = folders
        self.configuration = configuration
        (archive, words) = try Reading.opened(folders)
    }

    /// - `name`: a key, its first six or more digits, or a story's page.
    /// - `moment`: as of when; an item that has left the horizon by then is explained as it last stood within it.
    ///
    /// Throws `unknown` where no item, or more than one, is called so.
    package func explanation(of name: String, at moment: Date) throws(DeskError) -> Explanation {
        do {
            switch try KeyName(name).meaning(in: archive) {
            case .none(let why): throw DeskError.unknown(why)
            case .item(let key):
                guard let history = try archive.history(of: key, through: moment) else {
                    throw DeskError.unknown(try whyGone(key) ?? "\(key): it had not arrived by \(moment.rfc3339)")
                }
                return try explanation(of: key, history, at: moment)
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Why there is nothing to explain any more; nil when there is, or never was.
    private func whyGone(_ key: Key) throws -> String? {
        guard let day = try archive.pruned(key) else { return nil }
        let told = try archive.editions(telling: [key]).first.map { "; last told in digests/\($0.edition.path).html" } ?? ""
        return
            "\(key): pruned on \(day.rfc3339.prefix(10)) (keep_items); its fingerprint is kept, so that it is not told again\(told)"
    }

    private func explanation(of key: Key, _ history: ItemHistory, at moment: Date) throws -> Explanation {
        let last = history.revisions[history.revisions.count - 1]
        let closing = min(moment, configuration.lastInHorizon(max(last.arrived, history.arrived)))
        let said = words.filter { $0.at <= closing }
        let horizon = configuration.horizon(of: closing)
        let heads = try archive.heads(after: horizon, through: closing)
        let told = heads.filter { $0.mayBeTold(at: closing) }
        let tagged = Tagged(last, of: history, by: configuration, Corrections(said.map(\.word)))

        var story: Story?
        var weight: StoryWeight?
        var near: [(apart: Apart, story: Key)] = []
        var silence: Silence?
        var byKey: [Key: FiledItem] = [:]
        if let place = told.firstIndex(where: { $0.key == key }) {
            var book = StoryBook()
            book.update(
                to: told, editors: said.map(\.word), together: try archive.toldTogether(after: horizon, before: closing))
            let outlines = book.outlines()
            if let outline = outlines.first(where: { $0.members.contains { $0.place == place } }) {
                // An archive that nothing has come into for long is not old for that.
                let newest = told.map(\.arrived).max().map { min($0, closing) } ?? closing
                weight = Newsroom.weight(of: outline, heads: told, at: newest, priorities: configuration.priorities)
                silence = book.silence(of: outline)
                near = book.apart(outline).map { found in
                    let its = outlines.first { $0.members.contains { told[$0.place].key == found.other } }
                    return (found, its?.id ?? found.other)
                }
                let keys = Set(
                    outline.members.map { told[$0.place].key } + near.map(\.apart.other)
                        + near.compactMap(\.apart.obstacle.nearest))
                let items = try archive.items(keys.sorted(), through: closing)
                byKey = items.byKey
                near = near.map { (book.withSharedWords($0.apart, byKey), $0.story) }
                story = book.withSharedWords(
                    Story(
                        id: outline.id,
                        members: outline.members.compactMap { member in
                            byKey[told[member.place].key].map {
                                Story.Member(item: $0, copyOf: member.copyOf.map { told[$0].key }, why: member.why)
                            }
                        }))
            }
        }
        let members = story?.members.map(\.item.item.key) ?? [key]
        let editions = try archive.editions(telling: members).filter { $0.edition.closing <= moment }
        let about = Set(members)
        return Explanation(
            at: closing.rfc3339,
            item: Explanation.ItemPart(
                key: key.description, title: last.item.title ?? last.item.summary, source: history.source,
                sourceTitle: last.sourceTitle,
                time: (heads.first { $0.key == key }?.time ?? history.arrived).rfc3339),
            url: last.item.url, language: last.item.language, arrived: history.arrived.rfc3339,
            tags: tagged.tags, notTagged: tagged.notTagged, isTaggedByOtherTopics: tagged.isByOtherTopics,
            notTold: story == nil ? whyNotTold(last.item, at: closing) : nil,
            story: story.map {
                StoryPart(
                    $0, aliases: Set(editions.map(\.story)).subtracting([$0.id]), weight: weight.map(Explanation.WeightPart.init),
                    silence: silence)
            },
            nearest: near.compactMap { near in
                byKey[near.apart.other].map { NearPart(near.apart, $0, near.story, byKey) }
            },
            revisions: try revisions(history),
            editions: editions.map {
                Explanation.EditionPart(
                    title: $0.edition.title, closing: $0.edition.closing.rfc3339, file: "digests/\($0.edition.path).html",
                    story: $0.story.description)
            },
            editors: said.filter { $0.word.keys.contains(where: about.contains) }.map {
                Explanation.WordPart(at: $0.at.rfc3339, said: $0.word.told)
            })
    }

    private func whyNotTold(_ item: Item, at closing: Date) -> String {
        if !item.canBeTold { return "it has neither a word nor an address to show" }
        switch item.docdata?.status {
        case .cancelled: return "its agency killed it"
        case .withheld: return "its agency withholds it"
        default: break
        }
        if let embargo = item.docdata?.embargo, embargo > closing { return "it is under embargo until \(embargo.rfc3339)" }
        return "it is not within the horizon"
    }

    private func revisions(_ history: ItemHistory) throws -> [Explanation.RevisionPart] {
        var before: Item?
        return try history.revisions.map { revision in
            let file = FilePath("done").appending(Claim(path: FilePath(revision.path), arrived: revision.arrived).place)
            let changes = before.map { Changes(from: $0, to: revision.item) }
            before = revision.item
            return Explanation.RevisionPart(
                arrived: revision.arrived.rfc3339, file: file.description,
                isThere: try Files.facts(of: folders.root.appending(file)) != nil, title: revision.item.title,
                changes: (changes?.shown ?? []).map { change in
                    Explanation.ChangePart(
                        field: change.field.rawValue,
                        pieces: change.pieces.map { Explanation.ChangePart.Piece(kind: $0.kind.rawValue, text: $0.text) })
                },
                changesLeft: changes?.left ?? 0)
        }
    }
}

private typealias StoryPart = Explanation.StoryPart
private typealias NearPart = Explanation.NearPart

extension Explanation.ItemPart {
    fileprivate init(_ filed: FiledItem) {
        self.init(
            key: filed.item.key.description, title: filed.item.title ?? filed.item.summary, source: filed.source,
            sourceTitle: filed.sourceTitle, time: filed.time.rfc3339)
    }
}

extension Explanation.StoryPart {
    fileprivate init(_ story: Story, aliases: Set<Key>, weight: Explanation.WeightPart?, silence: Silence?) {
        let times = Dictionary(story.members.map { ($0.item.item.key, $0.item.time) }, uniquingKeysWith: { first, _ in first })
        self.init(
            id: story.id.description, aliases: aliases.sorted().map(\.description),
            items: story.members.map { member in
                Explanation.MemberPart(
                    item: Explanation.ItemPart(member.item), duplicateOf: member.copyOf?.description,
                    why: member.why.map { why in
                        let apart = times[why.with].map { abs($0.timeIntervalSince(member.item.time)) } ?? 0
                        return Explanation.JoinPart(
                            rule: why.rule, score: why.score, shared: why.shared, with: why.with.description,
                            secondsApart: Int(apart))
                    })
            }, weight: weight, silence: silence)
    }
}

extension Explanation.WeightPart {
    fileprivate init(_ weight: StoryWeight) {
        self.init(
            points: weight.points, publishers: weight.publishers, recency: weight.recency,
            prominence: weight.prominence, priority: weight.priority)
    }
}

extension Explanation.NearPart {
    fileprivate init(_ apart: Apart, _ other: FiledItem, _ story: Key, _ items: [Key: FiledItem]) {
        let obstacle: Explanation.Obstacle =
            switch apart.obstacle {
            case .tooUnlike(let mean, let asked, let pairs):
                Explanation.Obstacle(kind: .tooUnlike, likeness: mean, asked: asked, pairs: pairs)
            case .language: Explanation.Obstacle(kind: .language)
            case .numbers: Explanation.Obstacle(kind: .numbers)
            case .time(let hours): Explanation.Obstacle(kind: .time, atMostHours: hours)
            case .notLinked(let likeness, let least): Explanation.Obstacle(kind: .notLinked, likeness: likeness, asked: least)
            case .crowdedOut(let likeness, let links, let nearest, let itsLikeness):
                Explanation.Obstacle(
                    kind: .crowdedOut, likeness: likeness, links: links, nearest: items[nearest].map(Explanation.ItemPart.init),
                    nearestLikeness: itsLikeness)
            case .notLookedUp: Explanation.Obstacle(kind: .notLookedUp)
            }
        let own = items[apart.item]
        self.init(
            item: apart.item.description, other: Explanation.ItemPart(other), otherStory: story.description,
            likeness: apart.likeness, shared: apart.shared,
            secondsApart: Int(abs(own.map { $0.time.timeIntervalSince(other.time) } ?? 0)), obstacle: obstacle)
    }
}

extension Apart.Obstacle {
    /// What was nearer than the other.
    fileprivate var nearest: Key? {
        if case .crowdedOut(_, _, let nearest, _) = self { return nearest }
        return nil
    }
}

extension EditorsWord {
    /// As a person would tell it.
    fileprivate var told: String {
        switch self {
        case .join(let one, let other): return "joined \(one) and \(other)"
        case .split(let key): return "\(key) is told alone"
        case .correct(let key, let add, let remove):
            let parts = add.map { "has \($0.id)" } + remove.map { "has not \($0)" }
            return "\(key) \(parts.joined(separator: ", "))"
        }
    }
}

/// An item's tags as they are kept, with what is known of how they came about.
private struct Tagged {
    let tags: [Explanation.TagPart]
    let notTagged: [Explanation.TagPart]
    let isByOtherTopics: Bool

    private static let mostNearMisses = 8

    init(_ revision: Revision, of history: ItemHistory, by configuration: Configuration, _ corrections: Corrections) {
        let tagger = configuration.makeTagger()
        let now = tagger.tags(for: revision.item, source: history.source)
        isByOtherTopics = !RetaggingPass.areSame(revision.tags, now)
        // Those found now know their sentences; if they are others, what is kept is what counts.
        let found = isByOtherTopics ? revision.tags : now
        let corrected = corrections.applied(to: found, of: revision.item.key)
        let verdicts = tagger.verdicts(on: revision.item, source: history.source)
        let thresholds = Dictionary(verdicts.map { ($0.id, $0.threshold) }, uniquingKeysWith: { first, _ in first })
        let leftOut = Dictionary(verdicts.map { ($0.id, $0.leftOut) }, uniquingKeysWith: { first, _ in first })
        tags = corrected.map { tag in
            let isEditors = !found.contains { $0.id == tag.id && $0.score == tag.score }
            return Explanation.TagPart(
                tag, why: isEditors ? .editor : .tagged, threshold: isEditors ? nil : thresholds[tag.id],
                leftOut: isEditors ? [] : leftOut[tag.id] ?? [])
        }
        let takenOff = found.filter { tag in !corrected.contains { $0.id == tag.id } }.map {
            Explanation.TagPart($0, why: .takenOff, threshold: thresholds[$0.id])
        }
        // What the publisher's boilerplate would have made a tag.
        var whole = revision.item
        whole.boilerplate = []
        let swayed =
            revision.item.boilerplate.isEmpty ? [] : Set(tagger.tags(for: whole, source: history.source).map(\.id))
        // What nearly was one: kept off with points enough, or more than half of them.
        let missed = verdicts.filter { verdict in
            if (corrected + found).contains(where: { $0.id == verdict.id }) { return false }
            if case .short = verdict.outcome { return verdict.score * 2 > verdict.threshold || swayed.contains(verdict.id) }
            return verdict.outcome != .tagged && verdict.score >= verdict.threshold
        }
        notTagged =
            takenOff
            + missed.sorted { ($1.score * $0.threshold, $0.id) < ($0.score * $1.threshold, $1.id) }.prefix(Tagged.mostNearMisses)
            .map(Explanation.TagPart.init)
    }
}

extension Explanation.TagPart {
    fileprivate init(_ tag: Tag, why: Why, threshold: Int?, leftOut: [Verdict.LeftOut] = []) {
        self.init(
            id: tag.id, label: tag.label, type: tag.kind.rawValue, why: why, score: tag.score, threshold: threshold,
            evidence: tag.evidence.map(Explanation.EvidencePart.init), veto: nil, vetoEvidence: [],
            leftOut: leftOut.map(Explanation.LeftOutPart.init))
    }

    fileprivate init(_ verdict: Verdict) {
        var (veto, witnesses): (String?, [Evidence]) = (nil, [])
        let why: Why
        switch verdict.outcome {
        case .tagged: why = .tagged
        case .short: why = .short
        case .outOfScope: why = .outOfScope
        case .otherLanguage: why = .otherLanguage
        case .vetoed(let clause, let evidence):
            why = .vetoed
            (veto, witnesses) = (clause, evidence)
        }
        self.init(
            id: verdict.id, label: verdict.label, type: verdict.kind.rawValue, why: why, score: verdict.score,
            threshold: verdict.threshold, evidence: verdict.evidence.map(Explanation.EvidencePart.init), veto: veto,
            vetoEvidence: witnesses.map(Explanation.EvidencePart.init), leftOut: verdict.leftOut.map(Explanation.LeftOutPart.init)
        )
    }
}

extension Explanation.LeftOutPart {
    fileprivate init(_ leftOut: Verdict.LeftOut) {
        self.init(evidence: Explanation.EvidencePart(leftOut.evidence), items: leftOut.items)
    }
}

extension Explanation.EvidencePart {
    fileprivate init(_ evidence: Evidence) {
        self.init(
            field: evidence.field.rawValue, text: evidence.text, sentence: evidence.sentence, offset: evidence.offset,
            term: evidence.term, points: evidence.points)
    }
}
