import Foundation
import News

/// Writes the stories of an edition as HTML. Our own markup is `set`, whatever came from elsewhere goes through `text`.
///
/// The template engine sets the frame only. A story has some thirty values, for which it takes ten times as long as this writer.
struct HTMLWriter: HTMLWriting {
    var bytes: [UInt8] = []
    let edition: Edition
    /// The way to digests/: from a page beside them, or from anywhere. Nil where it is not known to those who read a mail or a book.
    private let root: String?
    /// Some of it is folded away: not every reader of mails or books can unfold it.
    private let folds: Bool
    var clock: EditionClock
    private var anchored: Set<Key> = []

    /// More accounts than this are folded away below the first ones.
    private static let accountsShown = 6
    /// More headlines than this are folded away.
    private static let headlinesShown = 12

    init(_ edition: Edition, root: String) { self.init(edition, root: root, folds: true) }

    /// Of a mail or a book.
    init(_ edition: Edition, url: String?) { self.init(edition, root: url, folds: false) }

    private init(_ edition: Edition, root: String?, folds: Bool) {
        self.edition = edition
        (self.root, self.folds) = (root, folds)
        clock = EditionClock(edition)
    }

    mutating func section(_ section: Edition.Section) {
        for told in section.told { story(Telling(told)) }
        defer {
            if let leftOut = section.leftOut {
                bytes.set("<p class=\"count\">")
                let page = root.flatMap { root in edition.topicPage(of: section).map { root + $0 } }
                if let page { anchor(to: page) }
                text(leftOut)
                bytes.set(page == nil ? "</p>\n" : "</a></p>\n")
            }
            further(section.further)
        }
        guard !section.brief.isEmpty else { return }
        let more = section.topic == nil ? "More" : "More in \(section.label)"
        // Where nothing else is told they are what the reader came for.
        let folded = folds && !section.told.isEmpty && section.brief.count > Self.headlinesShown
        bytes.set(folded ? "<details class=\"more\"><summary><h3>" : section.told.isEmpty ? "" : "<h3 class=\"more\">")
        if folded || !section.told.isEmpty {
            text(folded ? "\(more): \(grouped(section.brief.count)) headlines" : more)
            bytes.set("</h3>")
        }
        bytes.set(folded ? "</summary><ul class=\"brief\">\n" : "<ul class=\"brief\">\n")
        for told in section.brief { brief(Telling(told)) }
        bytes.set(folded ? "</ul></details>\n" : "</ul>\n")
    }

    private mutating func further(_ pages: [Edition.Further]) {
        if pages.isEmpty { return }
        bytes.set("<ul class=\"brief\">\n")
        for page in pages {
            bytes.set("<li>")
            anchor(to: "\(page.name).html")
            text(page.words)
            bytes.set("</a>")
            if let stories = page.stories { bytes.set(" <small>\(counted(stories, "story", "stories"))</small>") }
            bytes.set("</li>\n")
        }
        bytes.set("</ul>\n")
    }

    /// For a template that tells the stories itself; each value is escaped there.
    mutating func values(of told: Edition.Told) -> [String: Any] {
        let telling = Telling(told)
        var values: [String: Any] = [
            "anchor": Self.anchor(told.story.id), "headline": telling.headline,
            "voice": Self.voice(telling.lead.language, of: telling.headline),
            "tagLine": telling.tagLine(of: edition).map { $0.before + $0.words }.joined(),
            "publisher": telling.lead.publisher, "toldBy": telling.toldBy,
            "points": telling.points.map {
                ["words": $0.words, "voice": Self.voice($0.language, of: $0.words), "by": $0.credit]
            },
            "accounts": telling.named.map { self.values(of: $0) },
        ].merging(times(of: telling.lead)) { $1 }
        values["lede"] = telling.lede
        values["mark"] = telling.updateMark
        values["address"] = telling.lead.address?.text
        values["page"] = telling.page(below: root)
        return values
    }

    private mutating func values(of account: Telling.Account) -> [String: Any] {
        var values: [String: Any] = ["publisher": account.publisher].merging(times(of: account)) { $1 }
        values["address"] = account.address?.text
        if let headline = account.headline {
            values["headline"] = headline
            values["voice"] = Self.voice(account.language, of: headline)
        }
        return values
    }

    private mutating func times(of account: Telling.Account) -> [String: Any] {
        ["when": Press.minute(account.time), "time": clock.short(account)]
    }

    private mutating func story(_ telling: Telling) {
        let voice = Self.voice(telling.lead.language, of: telling.headline)
        bytes.set("<article>\n<h3")
        anchor(telling)
        bytes.set(voice)
        bytes.set(">")
        link(telling.lead) { $0.text(telling.headline) }
        bytes.set("</h3>\n<p class=\"tags\">")
        if let mark = telling.updateMark { bytes.set("<b>\(mark)</b> ") }
        words(of: telling.tagLine(of: edition))
        bytes.set("</p>\n")
        lede(of: telling, voice: voice) { $0.credit(telling.lead) }
        if !telling.points.isEmpty {
            bytes.set("<h4>Quick Look</h4>\n")
            list(telling.points)
        }
        if !telling.angles.isEmpty {
            bytes.set("<h4>Deep Look</h4>\n")
            angles(telling, heading: 5)
        }
        if telling.accounts.count + telling.copies.count > 1 { sources(telling) }
        if let page = telling.page(below: root) {
            bytes.set("<p class=\"also\">")
            anchor(to: page)
            bytes.set("Deep Look</a></p>\n")
        }
        bytes.set("</article>\n")
    }

    private mutating func sources(_ telling: Telling) {
        bytes.set("<p class=\"count\">")
        bytes.set(telling.sourcesCount)
        bytes.set("</p>\n<ul class=\"sources\">\n")
        let shown = folds ? Self.accountsShown : telling.named.count
        for account in telling.named.prefix(shown) { self.account(account) }
        if !telling.copies.isEmpty {
            bytes.set("<li class=\"also\">also in ")
            for (index, copy) in telling.namedCopies.enumerated() {
                if index > 0 { bytes.set(", ") }
                self.copy(copy)
            }
            bytes.set("</li>\n")
        }
        bytes.set("</ul>\n")
        let folded = telling.named.dropFirst(shown)
        defer {
            if let notNamed = telling.notNamed {
                let page = telling.accountsPage(below: root)
                bytes.set("<p class=\"count\">")
                if let page { anchor(to: page) }
                text(notNamed)
                bytes.set(page == nil ? "</p>\n" : "</a></p>\n")
            }
        }
        guard !folded.isEmpty else { return }
        bytes.set("<details><summary>and \(grouped(folded.count)) more</summary><ul class=\"sources\">\n")
        for account in folded { self.account(account) }
        bytes.set("</ul></details>\n")
    }

    /// The headline where it differs from the story's, with a link; else the publisher's name with it.
    private mutating func account(_ account: Telling.Account) {
        bytes.set(account.isNew ? "<li><b>new</b> " : "<li>")
        if let headline = account.headline {
            link(account, voice: Self.voice(account.language, of: headline)) { $0.text(headline) }
            bytes.set(" <small>")
            credit(account)
        } else {
            link(account) { $0.isolated(account.publisher) }
            bytes.set("<small>, ")
            time(account)
        }
        bytes.set("</small></li>\n")
    }

    private mutating func copy(_ copy: Telling.Account) {
        link(copy) { $0.isolated(copy.publisher) }
        guard let headline = copy.headline else { return }
        bytes.set(" (<span")
        bytes.set(Self.voice(copy.language, of: headline))
        bytes.set(">")
        text(headline)
        bytes.set("</span>)")
    }

    private mutating func brief(_ telling: Telling) {
        bytes.set("<li")
        anchor(telling)
        bytes.set(">")
        link(telling.lead, voice: Self.voice(telling.lead.language, of: telling.headline)) { $0.text(telling.headline) }
        if let mark = telling.updateMark { bytes.set(" <b>\(mark)</b>") }
        bytes.set(" <small>")
        if telling.told.sources > 1 {
            bytes.set(telling.sourcesCount)
        } else {
            credit(telling.lead)
        }
        if let page = telling.page(below: root) {
            bytes.set(", ")
            anchor(to: page)
            bytes.set("Deep Look</a>")
        }
        bytes.set("</small></li>\n")
    }

    private mutating func credit(_ account: Telling.Account) {
        isolated(account.publisher)
        bytes.set(", ")
        time(account)
    }

    private mutating func time(_ account: Telling.Account) {
        bytes.set(account.seen)
        time(account.time, as: clock.short(account.time))
    }

    private mutating func anchor(to page: String) {
        bytes.set("<a href=\"")
        text(page)
        bytes.set("\">")
    }

    private mutating func anchor(_ telling: Telling) {
        guard anchored.insert(telling.told.story.id).inserted else { return }
        bytes.set(" id=\"")
        bytes.set(Self.anchor(telling.told.story.id))
        bytes.set("\"")
    }

    static func anchor(_ story: Key) -> String { "s\(story)" }

    /// ` lang="ar" dir="rtl"`: how `words` in a language are to be read; empty where that is as the page itself, in English
    /// from left to right. Where the language is not known, the words decide.
    static func voice(_ language: String?, of words: String) -> String {
        guard let language = Language(language) else { return words.mayRunRightToLeft ? " dir=\"auto\"" : "" }
        if language.isEnglish { return "" }
        return " lang=\"\(language.tag)\"" + (language.isRightToLeft ? " dir=\"rtl\"" : "")
    }

    /// Adds `text` for the content of an element or an attribute in double quotes: markup escaped, active characters out.
    static func escape(_ text: String, into bytes: inout [UInt8]) { bytes.set(text, stoppingAt: stops, replace: escape) }

    /// The same as a text.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        escape(text, into: &bytes)
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
