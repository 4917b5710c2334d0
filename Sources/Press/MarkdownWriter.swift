import Foundation
import News

/// Writes an edition as CommonMark 0.31 that is good to read raw: a feed's words are escaped where a reader of Markdown
/// would act on them, and nowhere else.
struct MarkdownWriter {
    private var bytes: [UInt8] = []
    private let edition: Edition
    /// The way to digests/.
    private let root: String
    private var clock: EditionClock

    static func bytes(of edition: Edition, root: String) -> [UInt8] {
        var writer = MarkdownWriter(edition, root: root)
        writer.write()
        return writer.bytes
    }

    private init(_ edition: Edition, root: String) {
        self.edition = edition
        self.root = root
        clock = EditionClock(edition)
    }

    private mutating func write() {
        bytes.set("# ")
        text(edition.titleLine(clock))
        bytes.set("\n\n\(edition.countsSentence(&clock))\n")
        if edition.stories == 0 { bytes.set("\n\(edition.nothingToTell(&clock))\n") }
        let short = edition.tellingsInShort()
        if !short.isEmpty { bytes.set("\n## In short\n\n") }
        for (index, telling) in short.enumerated() {
            bytes.set("\(index + 1). ")
            link(telling.lead, telling.headline)
            bytes.set(" - ")
            text(telling.toldBy)
            bytes.set(telling.told.isUpdate ? ", update\n" : "\n")
        }
        for section in edition.sections where !section.isEmpty { self.section(section) }
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
        defer {
            if let leftOut = section.leftOut {
                bytes.set(edition.topicPage(of: section).map { "\n[\(leftOut)](\(root)\($0))\n" } ?? "\n\(leftOut)\n")
            }
            if !section.further.isEmpty { bytes.set("\n") }
            for page in section.further {
                bytes.set("- [\(page.words)](\(page.name).html)")
                bytes.set(page.stories.map { " - \(counted($0, "story", "stories"))\n" } ?? "\n")
            }
        }
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
            link(telling.lead, telling.headline)
            bytes.set(" - ")
            if told.sources > 1 { bytes.set(telling.sourcesCount) } else { credit(telling.lead) }
            if let mark = telling.updateMark { bytes.set(", \(mark)") }
            if told.hasPage { bytes.set(", [Deep Look](\(root)\(Press.path(of: told.story.id)))") }
            bytes.set("\n")
        }
    }

    private mutating func story(_ telling: Telling) {
        bytes.set("\n### ")
        text(telling.headline)
        bytes.set("\n\n*")
        if let mark = telling.updateMark { bytes.set("\(mark) / ") }
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
        // Alone, it has no list below that could link to it.
        let isAlone = telling.accounts.count + telling.copies.count == 1
        if isAlone { link(telling.lead, telling.lead.publisher) } else { text(telling.lead.publisher) }
        bytes.set(", \(clock.short(telling.lead))")
        for other in telling.otherNumbers {
            bytes.set("; ")
            text(other)
        }
        bytes.set(")\n")
        defer { if telling.told.hasPage { bytes.set("\n[Deep Look](\(root)\(Press.path(of: telling.told.story.id)))\n") } }
        if !telling.points.isEmpty { bytes.set("\n**Quick Look**\n\n") }
        for point in telling.points {
            bytes.set("- ")
            text(point.words)
            bytes.set(" (")
            text(point.credit)
            bytes.set(")\n")
        }
        angles(telling)
        if isAlone { return }
        bytes.set("\n\(telling.sourcesCount):\n\n")
        for account in telling.named { self.account(account) }
        defer {
            if let notNamed = telling.notNamed {
                let page = "\(root)\(Press.path(of: telling.told.story.id))#\(StoryWriter.accountsAnchor)"
                bytes.set("\n[\(notNamed)](\(page))\n")
            }
        }
        guard !telling.copies.isEmpty else { return }
        bytes.set("- also in ")
        for (index, copy) in telling.namedCopies.enumerated() {
            if index > 0 { bytes.set(", ") }
            link(copy, copy.publisher)
            guard let headline = copy.headline else { continue }
            bytes.set(" (")
            text(headline)
            bytes.set(")")
        }
        bytes.set("\n")
    }

    /// The Deep Look, where the edition carries it.
    private mutating func angles(_ telling: Telling) {
        if telling.angles.isEmpty { return }
        bytes.set("\n**Deep Look**\n")
        for angle in telling.angles {
            if let heading = angle.heading {
                bytes.set("\n#### ")
                text(heading)
                bytes.set("\n")
            }
            for paragraph in angle.paragraphs {
                bytes.set(paragraph.kind == .quotation ? "\n> " : paragraph.kind == .listItem ? "\n- " : "\n")
                text(paragraph.words)
                if paragraph.isCredited {
                    bytes.set(" (")
                    text(paragraph.publisher.publisher)
                    bytes.set(")")
                }
                bytes.set("\n")
            }
        }
        if let left = telling.paragraphsLeft {
            bytes.set("\n")
            text(left)
            bytes.set("\n")
        }
    }

    private mutating func account(_ account: Telling.Account) {
        bytes.set(account.isNew ? "- new: " : "- ")
        link(account, account.publisher)
        bytes.set(", \(clock.short(account))")
        if let headline = account.headline {
            bytes.set(": ")
            text(headline)
        }
        bytes.set("\n")
    }

    private mutating func credit(_ account: Telling.Account) {
        text(account.publisher)
        bytes.set(", \(clock.short(account))")
    }

    /// `words` as a link; alone where there is no address that may become one.
    private mutating func link(_ account: Telling.Account, _ words: String) {
        guard let address = account.address else { return text(words) }
        bytes.set("[")
        text(words)
        bytes.set("](")
        bytes.append(contentsOf: Self.destination(address))
        bytes.set(")")
    }

    private mutating func text(_ text: String) { Self.set(text, into: &bytes) }
}
