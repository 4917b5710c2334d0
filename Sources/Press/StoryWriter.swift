import Foundation
import News

/// Writes the body of a story's page. Our own markup is `set`, whatever came from elsewhere goes through `text`.
struct StoryWriter: HTMLWriting {
    private let page: StoryPage
    private let telling: Telling
    private var clock: WallClock
    var bytes: [UInt8] = []

    /// Where the page tells of all who told it.
    static let accountsAnchor = "who-told-it-and-when"

    /// Of a sentence that changed.
    private static let mostBytes = 3000
    private static let mostReasons = 60

    init(_ page: StoryPage) {
        var told = page.told
        (told.fresh, told.isUpdate) = ([], false)
        self.page = page
        telling = Telling(told)
        clock = WallClock(zone: page.zone)
    }

    var headline: String { telling.headline }
    var zoneName: String { clock.zoneName }

    /// The parts of the page, each our own markup with its heading.
    private static let parts: [(name: String, write: @Sendable (inout StoryWriter) -> Void)] = [
        ("lede", { $0.lede() }), ("quickLook", { $0.quickLook() }), ("deepLook", { $0.deepLook() }),
        ("accounts", { $0.accounts() }), ("changes", { $0.revisions() }), ("reasons", { $0.reasons() }),
        ("related", { $0.related() }), ("editions", { $0.editions() }),
    ]
    static let partNames = parts.map(\.name)

    /// For the template.
    mutating func values() -> [String: Any] {
        var values: [String: Any] = ["headline": headline, "voice": voice, "zone": zoneName]
        words(of: telling.tagLine(ending: nil))
        values["tagLine"] = taken()
        for part in Self.parts {
            part.write(&self)
            values[part.name] = taken()
        }
        return values
    }

    private var voice: String { HTMLWriter.voice(telling.lead.language, of: telling.headline) }

    private var members: [Story.Member] { page.told.story.members }

    private mutating func lede() {
        lede(of: telling, voice: voice) {
            $0.link($0.telling.lead) { $0.isolated($0.telling.lead.publisher) }
            $0.bytes.set(", ")
            $0.time($0.telling.lead)
        }
    }

    private mutating func deepLook() {
        if telling.angles.isEmpty { return }
        section("Deep Look")
        angles(telling, heading: 3)
        bytes.set("</section>\n")
    }

    private mutating func quickLook() {
        if telling.points.isEmpty { return }
        section("Quick Look")
        list(telling.points)
        bytes.set("</section>\n")
    }

    /// Who told what, and when: by time, copies below what they repeat.
    private mutating func accounts() {
        section("Who told it, and when")
        bytes.set("<p class=\"count\">\(telling.sourcesCount)")
        course()
        bytes.set("</p>\n<ul class=\"sources\">\n")
        let shown = members.filter { $0.copyOf == nil }
        let copies = Dictionary(grouping: members.filter { $0.copyOf != nil }) { $0.copyOf ?? $0.item.item.key }
        for member in shown {
            let account = member.account(below: telling.headline, isNew: false)
            bytes.set("<li id=\"i\(member.item.item.key)\">")
            time(account)
            bytes.set(" ")
            link(account) { $0.isolated(account.publisher) }
            if let headline = account.headline {
                bytes.set(": <span\(HTMLWriter.voice(account.language, of: headline))>")
                text(headline)
                bytes.set("</span>")
            }
            for copy in copies[member.item.item.key] ?? [] {
                let copy = copy.account(below: account.headline ?? telling.headline, isNew: false)
                bytes.set("<br><small>also in ")
                link(copy) { $0.isolated(copy.publisher) }
                bytes.set(", ")
                time(copy)
                bytes.set("</small>")
            }
            bytes.set("</li>\n")
        }
        bytes.set("</ul>\n")
        if let leftOut = telling.leftOut { bytes.set("<p class=\"count\">\(leftOut)</p>\n") }
        bytes.set("</section>\n")
    }

    /// How many told it when, from the first to the last: nothing where that is told in a glance anyway.
    private mutating func course() {
        let times = members.map { $0.item.time.milliseconds }
        guard members.count >= 4, let first = times.min(), let last = times.max(), last - first >= 3_600_000 else { return }
        var parts = [Int](repeating: 0, count: 24)
        for time in times { parts[Int((time - first) * Int64(parts.count - 1) / (last - first))] += 1 }
        let told = parts.map(grouped).joined(separator: ", ")
        bytes.set(" ")
        bars(
            parts, most: parts.max() ?? 1,
            said: "Items from the first to the last, over \(span(Int((last - first) / 1000))) in 24 parts: \(told)")
    }

    private mutating func revisions() {
        let shown = page.revisions.filter { !$0.changes.isEmpty }
        if shown.isEmpty { return }
        section("What changed")
        bytes.set("<p class=\"count\">Struck through is gone, underlined is new</p>\n<ul class=\"sources\">\n")
        for revision in shown {
            guard let member = members.first(where: { $0.item.item.key == revision.item }) else { continue }
            let account = member.account(below: telling.headline, isNew: false)
            bytes.set("<li>")
            time(revision.arrived)
            bytes.set(" ")
            link(account) { $0.isolated(account.publisher) }
            for change in revision.changes.shown { self.change(change, account.language) }
            if revision.changes.left > 0 {
                bytes.set("<br><small>and \(counted(revision.changes.left, "more sentence", "more sentences"))</small>")
            }
            bytes.set("</li>\n")
        }
        bytes.set("</ul>\n</section>\n")
    }

    private mutating func change(_ change: Change, _ language: String?) {
        let all = change.pieces.map(\.text).joined(separator: " ")
        bytes.set("<br><small>\(change.field.rawValue)</small> <span\(HTMLWriter.voice(language, of: all))>")
        for (place, piece) in change.pieces.enumerated() {
            if place > 0 { bytes.set(" ") }
            let tag = piece.kind == .removed ? "del" : piece.kind == .added ? "ins" : ""
            if !tag.isEmpty { bytes.set("<\(tag)>") }
            text(piece.text.shown.cut(toBytes: Self.mostBytes))
            if !tag.isEmpty { bytes.set("</\(tag)>") }
        }
        bytes.set("</span>")
    }

    private mutating func reasons() {
        let joined = members.filter { $0.why != nil }
        if joined.isEmpty { return }
        let byKey = members.byKey
        section("Why it is one story")
        bytes.set("<ul class=\"sources\">\n")
        for member in joined.prefix(Self.mostReasons) {
            guard let why = member.why else { continue }
            let account = member.account(below: "", isNew: false)
            bytes.set("<li>")
            credit(account)
            bytes.set(": \(reason(why.rule, why.score)) ")
            if let other = byKey[why.with] {
                credit(other.account(below: "", isNew: false))
                bytes.set("; \(span(Int(abs(other.item.time.timeIntervalSince(member.item.time))))) apart")
            } else {
                bytes.set("an item that is not shown")
            }
            if let words = sharedWords(why.rule, why.shared) {
                bytes.set("<br><small>")
                text(words)
                bytes.set("</small>")
            }
            bytes.set("</li>\n")
        }
        bytes.set("</ul>\n")
        let left = joined.count - Self.mostReasons
        let more = left > 0 ? "and \(grouped(left)) more: " : ""
        bytes.set("<p class=\"count\">\(more)<code>wiredesk explain \(page.told.story.id)</code> tells more</p>\n</section>\n")
    }

    private mutating func related() {
        if page.related.isEmpty { return }
        section("Related")
        bytes.set("<ul class=\"brief\">\n")
        for related in page.related {
            let account = Story.Member(item: related.lead).account(below: "", isNew: false)
            let headline = account.headline ?? "(no headline)"
            let voice = HTMLWriter.voice(account.language, of: headline)
            bytes.set("<li>")
            if related.hasPage {
                bytes.set("<a href=\"\(related.story).html\"\(voice)>")
                text(headline)
                bytes.set("</a>")
            } else {
                link(account, voice: voice) { $0.text(headline) }
            }
            bytes.set(" <small>")
            credit(account)
            bytes.set("; ")
            text(related.shared.isEmpty ? "both link to one address" : "both name \(related.shared.joined(separator: ", "))")
            bytes.set("</small></li>\n")
        }
        bytes.set("</ul>\n</section>\n")
    }

    private mutating func editions() {
        if page.editions.isEmpty { return }
        section("Told in")
        bytes.set("<ul class=\"editions\">\n")
        for edition in page.editions {
            bytes.set("<li><a href=\"../\(edition.path).html#\(HTMLWriter.anchor(edition.story))\">")
            text(edition.title)
            bytes.set("</a> <small>")
            time(edition.closing)
            bytes.set("</small></li>\n")
        }
        bytes.set("</ul>\n</section>\n")
    }

    // MARK: - Parts

    private mutating func section(_ title: StaticString) {
        let anchor = "\(title)".lowercased().filter { $0.isLetter || $0 == " " }.replacing(" ", with: "-")
        bytes.set("<section aria-labelledby=\"\(anchor)\">\n<h2 id=\"\(anchor)\">\(title)</h2>\n")
    }

    private mutating func credit(_ account: Telling.Account) {
        isolated(account.publisher)
        bytes.set(", ")
        time(account)
    }

    private mutating func time(_ account: Telling.Account) {
        bytes.set(account.seen)
        time(account.time)
    }

    /// In full: the page is read on any day.
    private mutating func time(_ moment: Date) {
        let reading = clock.reading(moment)
        let (year, month, day) = reading.day.parts
        time(moment, as: "\(day) \(CivilDay.months[month - 1]) \(year) \(reading.time)")
    }
}
