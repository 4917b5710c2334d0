import FoundationEssentials
import News

/// What an edition is to tell, by keys: all of it but the words.
package struct EditionPlan: Hashable, Sendable {
    struct Section: Hashable, Sendable {
        let topic: String?
        let label: String
        let told: [Told]
        let brief: [Told]
        let left: Int
        var further: [Edition.Further] = []
    }

    package struct Told: Hashable, Sendable {
        /// By time, then key.
        let members: [Member]
        package let lead: Key
        let tags: [Tag]
        let sources: Int
        let fresh: [Key]
        let isUpdate: Bool
        let left: Int
        let id: Key
        /// Its place among all stories of the edition, 0 for the first.
        let rank: Int
    }

    struct Member: Hashable, Sendable {
        let key: Key
        let copyOf: Key?
        let why: Story.Join?
    }

    let name: String
    let title: String
    let zone: String
    let opened: Date?
    let closing: Date
    let isClosed: Bool
    package let counts: Edition.Counts
    let inShort: [Key]
    /// To read it, at most; nil for any.
    let minutes: Int?
    let forms: [EditionForm]
    let isAtLength: Bool
    let isChosen: Bool
    let elsewhere: String?
    let endsDay: Bool
    var further: Edition.Further.Kind?
    let sections: [Section]

    /// The items whose words it needs, each once.
    package var keys: [Key] { sections.lazy.flatMap { $0.told + $0.brief }.flatMap { $0.members.map(\.key) } }

    /// The edition of a plan that tells nothing in full, with items that have but their headlines.
    package func headlines(with items: [FiledItem]) -> Edition {
        let byKey = items.byKey
        return edition { told, _ in told.headline(with: byKey) }
    }

    /// The edition, with the items that `keys` names as they stood at its closing; what is not among them is left out.
    package func edition(with items: [FiledItem]) -> Edition {
        let byKey = items.byKey
        func found(_ told: Told) -> [FiledItem] { told.members.compactMap { byKey[$0.key] } }
        let inFull = sections.flatMap(\.told)
        let refrains = Refrains(
            in: (inFull + sections.flatMap(\.brief)).map(found), of: Set(inFull.lazy.flatMap(found).map(\.source)))
        var edition = edition { told, inFull in
            told.told(with: byKey, inFull: inFull, atLength: inFull && isAtLength, without: refrains)
        }
        if let minutes { edition.shorten(toMinutes: minutes, ranks: ranks) }
        return edition
    }

    /// - `told`: a story with its words, in full or as a headline; nil for one that is left out.
    private func edition(_ told: (Told, _ inFull: Bool) -> Edition.Told?) -> Edition {
        var edition = Edition(
            name: name, title: title, zone: zone, opened: opened, closing: closing, isClosed: isClosed, counts: counts,
            inShort: inShort,
            sections: sections.map {
                var section = Edition.Section(
                    topic: $0.topic, label: $0.label, told: $0.told.compactMap { told($0, true) },
                    brief: $0.brief.compactMap { told($0, false) }, left: $0.left)
                section.further = $0.further
                return section
            })
        (edition.forms, edition.isChosen, edition.elsewhere, edition.endsDay) = (forms, isChosen, elsewhere, endsDay)
        edition.further = further
        return edition
    }

    private var ranks: [Key: Int] {
        Dictionary(sections.lazy.flatMap { $0.told + $0.brief }.map { ($0.id, $0.rank) }, uniquingKeysWith: min)
    }
}

extension Edition {
    /// Tells so many stories in full, in the order of their ranks, as can be read in that time, the others as headlines while there is
    /// time for these; what stands at the top stands below too.
    fileprivate mutating func shorten(toMinutes minutes: Int, ranks: [Key: Int]) {
        enum Place { case inFull, asHeadline, out }
        let all = sections.flatMap { $0.told.map { ($0, true) } + $0.brief.map { ($0, false) } }
            .sorted { ranks[$0.0.story.id, default: 0] < ranks[$1.0.story.id, default: 0] }
        let first = Set(inShort)
        // The names at the top are read too.
        var words = minutes * Edition.wordsAMinute
        for (told, _) in all where first.contains(told.story.id) { words -= 2 * told.wordsOfHeadline }
        var places: [Key: Place] = [:]
        var (isFullRoom, isRoom) = (true, true)
        for (told, wasInFull) in all {
            let headline = first.contains(told.story.id) ? 0 : told.wordsOfHeadline
            let rest = told.wordsInFull - told.wordsOfHeadline
            isFullRoom = isFullRoom && (!wasInFull || words >= headline + rest)
            isRoom = isRoom && words >= headline
            let place: Place =
                wasInFull && isFullRoom ? .inFull : isRoom || first.contains(told.story.id) ? .asHeadline : .out
            if place != .out { words -= headline + (place == .inFull ? rest : 0) }
            places[told.story.id] = place
        }
        sections = sections.map { section in
            var section = section
            let demoted = section.told.filter { places[$0.story.id] == .asHeadline }.map { told in
                var told = told
                (told.quickLook, told.otherNumbers, told.deepLook, told.deepLookLeft) = ([], [], [], 0)
                told.hasPage = false
                return told
            }
            let brief = demoted + section.brief.filter { places[$0.story.id] == .asHeadline }
            section.left += section.told.count + section.brief.count
            section.told = section.told.filter { places[$0.story.id] == .inFull }
            section.brief = brief
            section.left -= section.told.count + section.brief.count
            return section
        }
    }
}

extension EditionPlan.Told {
    /// The items whose words it needs, each once.
    package var keys: [Key] { members.map(\.key) }

    private func members(_ byKey: [Key: FiledItem]) -> [Story.Member] {
        members.compactMap { member in
            byKey[member.key].map { Story.Member(item: $0, copyOf: member.copyOf, why: member.why) }
        }
    }

    fileprivate func headline(with byKey: [Key: FiledItem]) -> Edition.Told? {
        guard byKey[lead] != nil else { return nil }
        return Edition.Told(
            story: Story(id: id, members: members(byKey)), lead: lead, tags: tags, lede: nil, sources: sources, fresh: fresh,
            isUpdate: isUpdate, left: left)
    }

    /// Whole, with the items that `keys` names; nil without its lead.
    /// - `inFull`: with its Quick Look, which says none of the `refrains`.
    /// - `atLength`: with its Deep Look too.
    package func told(
        with byKey: [Key: FiledItem], inFull: Bool = true, atLength: Bool = false, without refrains: Refrains = Refrains()
    ) -> Edition.Told? {
        let members = members(byKey)
        guard let lead = byKey[lead] else { return nil }
        let lede = lede(of: lead.item)
        let articles = members.lazy.filter { $0.copyOf == nil && $0.item.item.key != lead.item.key }.map(\.item)
        var told = Edition.Told(
            story: Story(id: id, members: members), lead: lead.item.key, tags: tags, lede: lede, sources: sources, fresh: fresh,
            isUpdate: isUpdate, left: left)
        if inFull {
            let look = QuickLook([lead] + articles, without: refrains)
            told.quickLook = look.bullets(told: lede)
            told.otherNumbers = lede.map { look.otherNumbers(than: $0) } ?? []
            told.hasPage =
                members.count > 1 || left > 0 || lead.revisions > 1
                || DeepLook.adds(to: [lede].compactMap(\.self) + told.quickLook.map(\.text), of: lead, without: refrains)
        }
        if atLength {
            let look = DeepLook(
                [lead] + articles, lede: lede, bullets: told.quickLook.map(\.text), without: refrains)
            (told.deepLook, told.deepLookLeft) = (look.angles, look.left)
        }
        return told
    }
}
