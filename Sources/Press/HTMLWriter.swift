import Foundation
import News

/// Writes the stories of an edition as HTML. Our own markup is `set`, whatever came from elsewhere goes through `text`.
///
/// The template engine sets the frame only. A story has some thirty values, and the engine takes ten times as long for them
/// as this writer; worse, it escapes character by character, so that `"` with a combining mark after it stays as it is.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []
    let edition: Edition
    private let now: WallClock.Reading
    private var clock: WallClock
    private var anchored: Set<Key> = []

    /// More accounts than this are folded away below the first ones.
    private static let accountsShown = 6
    /// More headlines than this are folded away.
    private static let headlinesShown = 12

    init(_ edition: Edition, clock: WallClock, now: WallClock.Reading) {
        self.edition = edition
        self.clock = clock
        self.now = now
    }

    /// What was written since the last call.
    mutating func taken() -> String {
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `name` is the section's name in the middle of a phrase: nil when it has none.
    mutating func section(_ section: Edition.Section) {
        for told in section.told { story(Telling(told)) }
        guard !section.brief.isEmpty else { return }
        let more = section.topic == nil ? "More" : "More in \(section.label)"
        let folded = section.brief.count > Self.headlinesShown
        bytes.set(folded ? "<details class=\"more\"><summary><h3>" : section.told.isEmpty ? "" : "<h3 class=\"more\">")
        if folded || !section.told.isEmpty {
            text(folded ? "\(more): \(grouped(section.brief.count)) headlines" : more)
            bytes.set("</h3>")
        }
        bytes.set(folded ? "</summary><ul class=\"brief\">\n" : "<ul class=\"brief\">\n")
        for told in section.brief { brief(Telling(told)) }
        bytes.set(folded ? "</ul></details>\n" : "</ul>\n")
    }

    private mutating func story(_ telling: Telling) {
        bytes.set("<article>\n<h3")
        anchor(telling)
        voice(telling.lead)
        bytes.set(">")
        headline(telling)
        bytes.set("</h3>\n<p class=\"tags\">")
        for (before, words) in telling.tagLine(of: edition) {
            bytes.set(before)
            if words == telling.updateMark { bytes.set("<b>\(words)</b>") } else { isolated(words) }
        }
        bytes.set("</p>\n<p class=\"lede\"")
        voice(telling.lead)
        bytes.set(">")
        if let lede = telling.lede {
            text(lede)
            bytes.set(" ")
        }
        bytes.set(Self.voice(telling.lead).isEmpty ? "<small>(" : "<small lang=\"en\" dir=\"ltr\">(")
        credit(telling.lead)
        bytes.set(")</small></p>\n")
        if telling.accounts.count + telling.copies.count > 1 { sources(telling) }
        bytes.set("</article>\n")
    }

    private mutating func sources(_ telling: Telling) {
        bytes.set("<p class=\"count\">")
        bytes.set(telling.sourcesCount)
        bytes.set("</p>\n<ul class=\"sources\">\n")
        for member in telling.accounts.prefix(Self.accountsShown) { account(member, telling) }
        if !telling.copies.isEmpty {
            bytes.set("<li class=\"also\">also in ")
            for (index, copy) in telling.copies.enumerated() {
                if index > 0 { bytes.set(", ") }
                self.copy(copy, telling)
            }
            bytes.set("</li>\n")
        }
        bytes.set("</ul>\n")
        let folded = telling.accounts.dropFirst(Self.accountsShown)
        guard !folded.isEmpty else { return }
        bytes.set("<details><summary>and \(grouped(folded.count)) more</summary><ul class=\"sources\">\n")
        for member in folded { account(member, telling) }
        bytes.set("</ul></details>\n")
    }

    /// The headline where it differs from the story's, with a link; else the publisher's name with it.
    private mutating func account(_ member: Story.Member, _ telling: Telling) {
        bytes.set("<li>")
        if telling.isNew(member) { bytes.set("<b>new</b> ") }
        if let headline = member.headline, headline != telling.headline {
            link(member) { $0.text(headline) }
            bytes.set(" <small>")
            credit(member)
            bytes.set("</small></li>\n")
        } else {
            link(member, voiced: false) { $0.name(member) }
            bytes.set("<small>, ")
            time(member.item.time)
            bytes.set("</small></li>\n")
        }
    }

    private mutating func copy(_ member: Story.Member, _ telling: Telling) {
        link(member, voiced: false) { $0.name(member) }
        guard let headline = member.headline, headline != telling.headline else { return }
        bytes.set(" (<span")
        voice(member)
        bytes.set(">")
        text(headline)
        bytes.set("</span>)")
    }

    private mutating func brief(_ telling: Telling) {
        bytes.set("<li")
        anchor(telling)
        bytes.set("><span")
        voice(telling.lead)
        bytes.set(">")
        headline(telling)
        bytes.set("</span> ")
        mark(telling)
        bytes.set("<small>")
        if telling.told.sources > 1 {
            bytes.set(telling.sourcesCount)
        } else {
            credit(telling.lead)
        }
        bytes.set("</small></li>\n")
    }

    private mutating func headline(_ telling: Telling) {
        link(telling.lead, voiced: false) { $0.text(telling.headline) }
    }

    private mutating func mark(_ telling: Telling) {
        guard let mark = telling.updateMark else { return }
        bytes.set("<b>\(mark)</b> ")
    }

    private mutating func credit(_ member: Story.Member) {
        name(member)
        bytes.set(", ")
        time(member.item.time)
    }

    private mutating func name(_ member: Story.Member) { isolated(member.publisher) }

    /// Words that may run from right to left do not reorder what stands around them.
    private mutating func isolated(_ words: String) {
        guard words.mayRunRightToLeft else { return text(words) }
        bytes.set("<bdi>")
        text(words)
        bytes.set("</bdi>")
    }

    private mutating func time(_ moment: Date) {
        bytes.set("<time datetime=\"")
        bytes.set(clock.minute(moment))
        bytes.set("\">")
        bytes.set(clock.short(moment, from: now))
        bytes.set("</time>")
    }

    /// Without an address that may become one, only what was to be linked.
    private mutating func link(_ member: Story.Member, voiced: Bool = true, _ content: (inout HTMLWriter) -> Void) {
        let address = WebAddress(member.item.item.url)
        if let address {
            bytes.set("<a href=\"")
            text(address.text)
            bytes.set("\" rel=\"noopener noreferrer\"")
        } else {
            bytes.set("<span")
        }
        if voiced { voice(member) }
        bytes.set(">")
        content(&self)
        bytes.set(address == nil ? "</span>" : "</a>")
    }

    private mutating func anchor(_ telling: Telling) {
        guard anchored.insert(telling.told.story.id).inserted else { return }
        bytes.set(" id=\"\(Self.anchor(telling.told.story.id))\"")
    }

    private mutating func voice(_ member: Story.Member) { bytes.set(Self.voice(member)) }

    mutating func text(_ text: String) { bytes.set(text, stoppingAt: Self.stops, replace: Self.escape) }

    static func anchor(_ story: Key) -> String { "s\(story)" }

    /// ` lang="ar" dir="rtl"`: how a member's own words are to be read; empty where that is as the
    /// page itself, in English from left to right.
    static func voice(_ member: Story.Member) -> String {
        guard let language = Language(member.item.item.language) else {
            let words = [member.item.item.title, member.item.item.summary, member.item.item.text.first?.text]
            return words.contains { $0?.mayRunRightToLeft == true } ? " dir=\"auto\"" : ""
        }
        return (language.isEnglish ? "" : " lang=\"\(language.tag)\"") + (language.isRightToLeft ? " dir=\"rtl\"" : "")
    }

    /// `text` for the content of an element or an attribute in double quotes: markup escaped, active characters out.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.set(text, stoppingAt: stops, replace: escape)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let stops = ByteSet(ActiveCharacter.firstBytes + Array("<>&\"'".utf8))

    private static func escape(_ out: inout [UInt8], _ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        switch utf8[at] {
        case UInt8(ascii: "<"): out.set("&lt;")
        case UInt8(ascii: ">"): out.set("&gt;")
        case UInt8(ascii: "&"): out.set("&amp;")
        case UInt8(ascii: "\""): out.set("&quot;")
        case UInt8(ascii: "'"): out.set("&#39;")
        default: return ActiveCharacter.drop(&out, utf8, at)
        }
        return 1
    }
}
