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
    let sections: [Section]

    /// The items whose words it needs, each once.
    package var keys: [Key] { sections.lazy.flatMap { $0.told + $0.brief }.flatMap { $0.members.map(\.key) } }

    /// The edition, with the items that `keys` names as they stood at its closing; what is not among them is left out.
    package func edition(with items: [FiledItem]) -> Edition {
        let byKey = items.byKey
        func found(_ told: Told) -> [FiledItem] { told.members.compactMap { byKey[$0.key] } }
        let inFull = sections.flatMap(\.told)
        let refrains = Refrains(
            in: (inFull + sections.flatMap(\.brief)).map(found), of: Set(inFull.lazy.flatMap(found).map(\.source)))
        func told(_ told: Told, inFull: Bool) -> Edition.Told? {
            told.told(with: byKey, inFull: inFull, without: refrains)
        }
        return Edition(
            name: name, title: title, zone: zone, opened: opened, closing: closing, isClosed: isClosed, counts: counts,
            inShort: inShort,
            sections: sections.map {
                Edition.Section(
                    topic: $0.topic, label: $0.label, told: $0.told.compactMap { told($0, inFull: true) },
                    brief: $0.brief.compactMap { told($0, inFull: false) },
                    left: $0.left)
            })
    }
}

extension EditionPlan.Told {
    /// The items whose words it needs, each once.
    package var keys: [Key] { members.map(\.key) }

    /// Whole, with the items that `keys` names; nil without its lead.
    /// - `inFull`: with its Quick Look, which says none of the `refrains`.
    package func told(
        with byKey: [Key: FiledItem], inFull: Bool = true, without refrains: Refrains = Refrains()
    ) -> Edition.Told? {
        let members = members.compactMap { member in
            byKey[member.key].map { Story.Member(item: $0, copyOf: member.copyOf, why: member.why) }
        }
        guard let lead = byKey[lead] else { return nil }
        let lede = lede(of: lead.item)
        let articles = members.lazy.filter { $0.copyOf == nil && $0.item.item.key != lead.item.key }.map(\.item)
        return Edition.Told(
            story: Story(id: id, members: members), lead: lead.item.key, tags: tags, lede: lede,
            quickLook: inFull ? QuickLook([lead] + articles, without: refrains).bullets(told: lede) : [], sources: sources,
            fresh: fresh,
            isUpdate: isUpdate, left: left)
    }
}
