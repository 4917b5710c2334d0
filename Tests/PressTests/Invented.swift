import Foundation
import News

@testable import Press

// Invented stories, made in one line each.

/// A moment by its text in RFC 3339, UTC and whole seconds.
func at(_ text: String) -> Date {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 6, let day = CivilDay(year: numbers[0], month: numbers[1], day: numbers[2]) else {
        preconditionFailure("no moment: \(text)")
    }
    let seconds = day.daysSince1970 * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
    return Date(timeIntervalSince1970: Double(seconds))
}

func member(
    _ key: UInt64, _ source: String, _ title: String?, at time: String = "2026-11-22T20:40:00Z", url: String? = nil,
    language: String? = nil, copyOf: UInt64? = nil, why: Story.Join? = nil, sourceTitle: String? = nil
) -> Story.Member {
    let item = Item(
        key: Key(bits: key), hash: TextHash(bits: key), url: url ?? "https://\(source).example/\(key)", title: title,
        language: language)
    let filed = FiledItem(
        item: item, source: source, sourceTitle: sourceTitle, arrived: at(time) + 60, time: at(time), revised: at(time) + 60)
    return Story.Member(item: filed, copyOf: copyOf.map(Key.init(bits:)), why: why)
}

func topic(_ id: String, _ label: String, _ kind: Tag.Kind = .topic) -> Tag {
    Tag(
        id: id, label: label, kind: kind, score: 12,
        evidence: [Evidence(field: .title, text: label, offset: 0, term: label, points: 12)])
}

/// A story that its first member leads.
func told(
    _ members: [Story.Member], lede: String? = nil, tags: [Tag] = [], fresh: [UInt64]? = nil,
    quickLook: [Edition.Bullet] = []
) -> Edition.Told {
    var told = Edition.Told(
        story: Story(id: members[0].item.item.key, members: members), lead: members[0].item.item.key, tags: tags, lede: lede,
        quickLook: quickLook, sources: members.count { $0.copyOf == nil },
        fresh: fresh?.map(Key.init(bits:)) ?? members.map(\.item.item.key),
        isUpdate: fresh != nil)
    told.hasPage = members.count > 1 || lede != nil
    return told
}

func morning(
    _ sections: [Edition.Section], inShort: [UInt64] = [], title: String = "Morning Edition", zone: String = "Europe/Berlin",
    isClosed: Bool = true, counts: Edition.Counts = Edition.Counts(items: 1904, sources: 37, repeats: 1322, copies: 207)
) -> Edition {
    Edition(
        name: isClosed ? "morning" : "live", title: title, zone: zone, opened: at("2026-11-21T17:00:00Z"),
        closing: at("2026-11-22T21:30:00Z"), isClosed: isClosed, counts: counts, inShort: inShort.map(Key.init(bits:)),
        sections: sections)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
