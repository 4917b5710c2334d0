import Foundation
import News

/// Writes an edition as CommonMark 0.31 that is good to read raw: a feed's words are escaped where a reader of Markdown
/// would act on them, and nowhere else.
struct MarkdownWriter {
    private var bytes: [UInt8] = []
    private let edition: Edition
    private let now: WallClock.Reading
    private var clock: WallClock

    static func bytes(of edition: Edition) -> [UInt8] {
        var writer = MarkdownWriter(edition)
        writer.write()
        return writer.bytes
    }

    private init(_ edition: Edition) {
        self.edition = edition
        clock = WallClock(zone: edition.zone)
        now = clock.reading(edition.closing)
    }

    private mutating func write() {
        bytes.set("# ")
        text(edition.titleLine(now))
        bytes.set("\n\n\(edition.countsSentence(&clock, now))\n")
        if edition.stories == 0 { bytes.set("\n\(edition.nothingToTell(&clock, now))\n") }
        let short = edition.tellings(inShort: Telling.init)
        if !short.isEmpty { bytes.set("\n## In short\n\n") }
        for (index, telling) in short.enumerated() {
            bytes.set("\(index + 1). ")
            headline(telling)
            bytes.set(" - ")
            text(telling.toldBy)
            bytes.set(telling.told.isUpdate ? ", update\n" : "\n")
        }
        for section in edition.sections { self.section(section) }
        bytes.set("\n---\n\nMade by wiredesk from \(counted(edition.counts.sources, "source", "sources")).")
        if let notRead = edition.notRead { bytes.set(" Not read: \(notRead) (`wiredesk status` says why).") }
        bytes.set(" Times are those of ")
        text(clock.zoneName)
        bytes.set(".\n")
    }

    private mutating func section(_ section: Edition.Section) {
        bytes.set("\n## ")
        text(section.label)
        bytes.set("\n")
        for told in section.told { story(Telling(told)) }
        guard !section.brief.isEmpty else { return }
        if !section.told.isEmpty {
            bytes.set("\n### ")
            text(section.topic == nil ? "More" : "More in \(section.label)")
            bytes.set("\n")
        }
        bytes.set("\n")
        for told in section.brief {
            let telling = Telling(told)
            bytes.set("- ")
            headline(telling)
            bytes.set(" - ")
            if told.sources > 1 { bytes.set(telling.sourcesCount) } else { credit(telling.lead) }
            if let mark = telling.updateMark { bytes.set(", \(mark)") }
            bytes.set("\n")
        }
    }

    private mutating func story(_ telling: Telling) {
        bytes.set("\n### ")
        text(telling.headline)
        bytes.set("\n\n*")
        for (before, words) in telling.tagLine(of: edition) {
            bytes.set(before)
            text(words)
        }
        bytes.set("*\n\n")
        if let lede = telling.lede {
            text(lede)
            bytes.set(" ")
        }
        bytes.set("(")
        if telling.accounts.count + telling.copies.count == 1, WebAddress(telling.lead.item.item.url) != nil {
            link(telling.lead, telling.lead.publisher)
            bytes.set(", ")
            bytes.set(clock.short(telling.lead.item.time, from: now))
        } else {
            credit(telling.lead)
        }
        bytes.set(")\n")
        guard telling.accounts.count + telling.copies.count > 1 else { return }
        bytes.set("\n\(telling.sourcesCount):\n\n")
        for member in telling.accounts { account(member, telling) }
        guard !telling.copies.isEmpty else { return }
        bytes.set("- also in ")
        for (index, copy) in telling.copies.enumerated() {
            if index > 0 { bytes.set(", ") }
            link(copy, copy.publisher)
            guard let headline = copy.headline, headline != telling.headline else { continue }
            bytes.set(" (")
            text(headline)
            bytes.set(")")
        }
        bytes.set("\n")
    }

    private mutating func account(_ member: Story.Member, _ telling: Telling) {
        bytes.set(telling.isNew(member) ? "- new: " : "- ")
        link(member, member.publisher)
        bytes.set(", \(clock.short(member.item.time, from: now))")
        if let headline = member.headline, headline != telling.headline {
            bytes.set(": ")
            text(headline)
        }
        bytes.set("\n")
    }

    private mutating func headline(_ telling: Telling) { link(telling.lead, telling.headline) }

    private mutating func credit(_ member: Story.Member) {
        text(member.publisher)
        bytes.set(", \(clock.short(member.item.time, from: now))")
    }

    /// `words` as a link to the member; alone where it has no address that may become one.
    private mutating func link(_ member: Story.Member, _ words: String) {
        guard let address = WebAddress(member.item.item.url) else { return text(words) }
        bytes.set("[")
        text(words)
        bytes.set("](")
        bytes.append(contentsOf: Self.destination(address))
        bytes.set(")")
    }

    private mutating func text(_ text: String) { Self.set(text, into: &bytes) }
}
