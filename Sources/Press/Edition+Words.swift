import Foundation
import News

// What an edition says of itself, in the same words in every form.
extension Edition {
    /// `Morning Edition, Sunday 22 November 2026`; a live one with `, as of 14:05`.
    func titleLine(_ clock: EditionClock) -> String {
        "\(title), \(dateLine(clock))"
    }

    /// `Sunday 22 November 2026`; of a live one with `, as of 14:05`; of a topic's page of all before a day `up to Sunday ...`.
    func dateLine(_ clock: EditionClock) -> String {
        let day = clock.now.day.inWords
        return switch further {
        case .day(let day, _): day.inWords
        case .earlier: "up to \(day)"
        case .newest, nil: day + (isClosed ? "" : ", as of \(clock.now.time)")
        }
    }

    var stories: Int { sections.reduce(0) { $0 + $1.told.count + $1.brief.count } }

    /// `12 stories, 6 minutes; 3 more not told here. From 1,904 items of 37 sources since Saturday 18:00; 1,322 were repeats, 207 copies.`
    func countsSentence(_ clock: inout EditionClock) -> String {
        var text =
            stories == 0
            ? "No stories. "
            : "\(counted(stories, "story", "stories")), \(counted(readingMinutes, "minute", "minutes"))"
                + (left == 0 ? ". " : "; \(grouped(left)) more not told here. ")
        text += isChosen ? "Chosen from " : "From "
        text += "\(counted(counts.items, "item", "items")) of \(counted(counts.sources, "source", "sources"))"
        if let opened { text += " since \(clock.short(opened))" }
        var parts: [String] = []
        if counts.repeats > 0 { parts.append(counted(counts.repeats, "was a repeat", "were repeats")) }
        if counts.copies > 0 { parts.append(counted(counts.copies, "copy", "copies")) }
        if counts.revisions > 0 { parts.append(counted(counts.revisions, "revision", "revisions")) }
        return text + (parts.isEmpty ? "." : "; \(parts.joined(separator: ", ")).")
    }

    /// For an edition without stories.
    func nothingToTell(_ clock: inout EditionClock) -> String {
        let since = opened.map { " since \(clock.short($0))" } ?? " so far"
        return counts.items == 0
            ? "Nothing has arrived\(since), so there is nothing to read. Enjoy the quiet."
            : "What has arrived\(since) had all been told before. Enjoy the quiet."
    }

    /// `2 files`; nil when every file could be read.
    var notRead: String? { counts.filesFailed > 0 ? counted(counts.filesFailed, "file", "files") : nil }

    /// The stories named at the top that are told below.
    func tellingsInShort() -> [Telling] {
        guard !inShort.isEmpty else { return [] }
        let wanted = Set(inShort)
        var found: [Key: Told] = [:]
        for section in sections {
            for told in section.told + section.brief where wanted.contains(told.story.id) { found[told.story.id] = told }
        }
        return inShort.compactMap { found[$0] }.map(Telling.init)
    }

    /// Stories that there was no room for.
    var left: Int { sections.reduce(0) { $0 + $1.left } }
}

extension Edition {
    /// Each story once, in the order of the pages.
    var storiesOnce: [Told] {
        var seen = Set<Key>()
        return sections.flatMap { $0.told + $0.brief }.filter { seen.insert($0.story.id).inserted }
    }
}

extension Edition {
    /// Where the rest of a section is told, below digests/; nil where it has no page, or this is it.
    func topicPage(of section: Section) -> String? {
        (section.topic ?? elsewhere).flatMap { $0 == name ? nil : "topics/\($0).html" }
    }
}

extension Edition.Section {
    /// `and 1,234 more stories`; nil when all are told.
    var leftOut: String? { left == 0 ? nil : "and \(counted(left, "more story", "more stories"))" }

    var isEmpty: Bool { told.isEmpty && brief.isEmpty && left == 0 }
}

extension Edition.Further {
    /// What leads to it: `Saturday 21 November 2026, part 2`.
    var words: String {
        func part(_ number: Int?) -> String { number.map { ", part \($0)" } ?? "" }
        return switch kind {
        case .newest: "The newest"
        case .day(let day, let number): day.inWords + part(number)
        case .earlier(let number): "Earlier" + part(number)
        }
    }
}

extension Story {
    /// When the last of its members was told, or told anew.
    var lastTold: Date {
        members.reduce(members[0].item.time) { last, member in
            max(last, member.item.revised > member.item.arrived ? max(member.item.time, member.item.revised) : member.item.time)
        }
    }
}

extension Item {
    /// Its address as given, when it is one that may become a link.
    var linkable: String? { WebAddress(url) == nil ? nil : url }
}
