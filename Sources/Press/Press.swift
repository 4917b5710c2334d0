import Foundation
import News

/// Prints editions. Everything from a feed is escaped for where it goes.
package struct Press: Hashable, Sendable {
    /// Of pages.
    let templates: Templates
    /// Where digests/ is read on the web, with a slash at its end: what is read elsewhere leads there. Nil where that is not known.
    let url: String?

    package init(_ templates: Templates, url: String? = nil) { (self.templates, self.url) = (templates, url) }

    /// A page complete in itself: nothing is loaded, nothing runs. `root` is the way from the page to digests/: "" or
    /// "../../../".
    package func html(_ edition: Edition, root: String) -> [UInt8] {
        var clock = EditionClock(edition)
        var writer = HTMLWriter(edition, root: root)
        var names = Set<String>()
        let sections: [[String: Any]] = edition.sections.filter { !$0.isEmpty }.enumerated().map { index, section in
            writer.section(section)
            let name = section.topic.map { "topic-" + $0 } ?? "elsewhere"
            var values: [String: Any] = [
                "anchor": Self.isName(name) && names.insert(name).inserted ? name : "section-\(index + 1)",
                "label": section.label, "count": grouped(section.told.count + section.brief.count + section.left),
                "stories": writer.taken(),
            ]
            if templates.names("told", in: .edition) || templates.names("brief", in: .edition) {
                values["told"] = section.told.map { writer.values(of: $0) }
                values["brief"] = section.brief.map { writer.values(of: $0) }
            }
            if templates.names("further", in: .edition) { values["further"] = section.further.map(Self.values(of:)) }
            return values
        }
        let (short, forms) = (Self.short(edition), Self.forms(edition))
        var values: [String: Any] = [
            "name": edition.title, "root": root, "stem": root.isEmpty ? "latest" : edition.name,
            "date": edition.dateLine(clock),
            "closing": Self.minute(edition.closing), "zone": clock.zoneName,
            "counts": edition.countsSentence(&clock), "hasContents": sections.count > 1, "sections": sections,
            "hasShort": !short.isEmpty, "short": short, "forms": forms, "hasForms": edition.forms.count > 1,
            "sources": counted(edition.counts.sources, "source", "sources"),
        ]
        values["notRead"] = edition.notRead
        if edition.stories == 0 { values["nothing"] = edition.nothingToTell(&clock) }
        return page(.edition, title: edition.titleLine(clock), head: Self.feeds(of: edition, root: root), values)
    }

    /// The same as feeds, for readers to find.
    private static func feeds(of edition: Edition, root: String) -> String {
        let stem = HTMLWriter.escaped(root.isEmpty ? "latest" : edition.name)
        return edition.forms.compactMap { form in
            form.feedType.map { "<link rel=\"alternate\" type=\"\($0)\" href=\"\(stem).\(form.rawValue)\">\n" }
        }.joined()
    }

    /// `address` as `url` has it: http or https, in ASCII, with a slash at its end. Nil where it is none, or has a query or a fragment.
    package static func base(_ address: String) -> String? {
        guard let url = WebAddress(address)?.text, !url.contains(where: { $0 == "?" || $0 == "#" }) else { return nil }
        return url.hasSuffix("/") ? url : url + "/"
    }

    package static func markdown(_ edition: Edition, root: String = "") -> [UInt8] {
        MarkdownWriter.bytes(of: edition, root: root)
    }

    /// Of a story's own page, below digests/.
    static func path(of story: Key) -> String { "stories/\(story).html" }

    /// For a pager: 80 columns, links as footnotes.
    package static func text(_ edition: Edition, url: String? = nil) -> [UInt8] { TextWriter.bytes(of: edition, url: url) }

    /// Atom (RFC 4287).
    package func atom(_ edition: Edition) -> [UInt8] {
        var writer = AtomWriter(edition, url: url)
        var values = writer.values()
        if templates.names("stories", in: .atom) { values["stories"] = writer.stories() }
        if templates.names("entries", in: .atom) { values["entries"] = writer.entries() }
        return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\(templates.body(.atom, values))".utf8)
    }

    /// JSON Feed 1.1, on one line.
    package static func json(_ edition: Edition, url: String? = nil) -> [UInt8] { EditionFeed.bytes(of: edition, url: url) }

    /// A message (RFC 5322), to be mailed or put into a Maildir.
    package static func mail(_ edition: Edition, url: String? = nil) -> [UInt8] { MailWriter.bytes(of: edition, url: url) }

    /// EPUB 3.
    package static func book(_ edition: Edition, url: String? = nil) -> [UInt8] { BookWriter.bytes(of: edition, url: url) }

    /// digests/index.html. `live` is nil where the live edition is off and nothing was published yet. The earlier editions
    /// are shown by day, the newest first, in whatever order they come.
    package func front(live: Edition?, earlier: [FrontEntry], topics: [FrontTopic] = []) -> [UInt8] {
        let days = Self.days(earlier)
        var values: [String: Any] = ["hasEarlier": !days.isEmpty, "days": days]
        // Where nothing is at the top all are.
        let top = topics.contains(where: \.isTop) ? topics.filter(\.isTop) : topics
        let parts = topics.count == top.count ? [] : topics.filter { !$0.isTop }
        values["hasTopics"] = !topics.isEmpty
        values["topics"] = TopicList.lines(top)
        values["hasMoreTopics"] = !parts.isEmpty
        values["moreTopics"] = counted(parts.count, "more topic", "more topics")
        values["parts"] = TopicList.lines(parts)
        if let live {
            var clock = EditionClock(live)
            values["live"] =
                [
                    "title": live.titleLine(clock), "short": Self.short(live), "forms": Self.forms(live),
                    "hasForms": live.forms.count > 1,
                    "counts": live.stories == 0 ? live.nothingToTell(&clock) : live.countsSentence(&clock),
                ] as [String: Any]
        } else if days.isEmpty {
            values["nothing"] = "No edition yet. The first one will stand here."
        }
        return page(.front, title: "wiredesk", values)
    }

    /// Those beside the page, in the words of a sentence that lists them.
    private static func forms(_ edition: Edition) -> [[String: Any]] {
        let others = edition.forms.filter { $0 != .html }
        return others.enumerated().map { place, form in
            [
                "before": place == 0 ? "" : place == others.count - 1 ? " and " : ", ", "ending": form.rawValue,
                "form": form.inWords,
            ]
        }
    }

    private static func values(of page: Edition.Further) -> [String: Any] {
        var values: [String: Any] = ["name": page.words, "href": "\(page.name).html"]
        values["words"] = page.stories.map { counted($0, "story", "stories") }
        return values
    }

    private static func short(_ edition: Edition) -> [[String: Any]] {
        edition.tellingsInShort().map {
            [
                "anchor": HTMLWriter.anchor($0.told.story.id), "voice": HTMLWriter.voice($0.lead.language, of: $0.headline),
                "headline": $0.headline,
                "by": $0.toldBy + ($0.told.isUpdate ? ", update" : ""),
            ]
        }
    }

    private static func days(_ entries: [FrontEntry]) -> [[String: Any]] {
        var clocks: [String: WallClock] = [:]
        var days: [(day: CivilDay, editions: [[String: Any]])] = []
        let entries = entries.map { entry -> (entry: FrontEntry, closed: WallClock.Reading) in
            let closed = clocks[entry.zone, default: WallClock(zone: entry.zone)].reading(entry.closing)
            return (entry, closed.told(of: CivilDay(path: entry.path)))
        }
        let newestFirst = entries.sorted {
            ($1.closed.day, $1.entry.closing, $0.entry.path) < ($0.closed.day, $0.entry.closing, $1.entry.path)
        }
        for (entry, closed) in newestFirst {
            if days.last?.day != closed.day { days.append((closed.day, [])) }
            days[days.count - 1].editions.append([
                "title": entry.title, "path": entry.path, "closing": minute(entry.closing),
                "time": closed.time, "stories": counted(entry.stories, "story", "stories"),
            ])
        }
        return days.map { ["day": $0.day.inWords, "editions": $0.editions] }
    }

    static func minute(_ moment: Date) -> String {
        var bytes: [UInt8] = []
        bytes.set(utc: moment, to: .minutes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// [a-z0-9-]+: what may be an id within a page.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}

/// An earlier edition on the front page.
package struct FrontEntry: Hashable, Sendable {
    package let title: String
    /// Below digests/, without its ending: `2026/11/22/morning`.
    package let path: String
    package let closing: Date
    package let zone: String
    package let stories: Int

    package init(title: String, path: String, closing: Date, zone: String, stories: Int) {
        self.title = title
        self.path = path
        self.closing = closing
        self.zone = zone
        self.stories = stories
    }
}
