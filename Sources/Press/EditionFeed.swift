import Foundation
import News

/// An edition as JSON Feed 1.1 (jsonfeed.org/version/1.1): its stories as items, and in `_wiredesk` all of their members.
/// Titles and ledes are whole here, whatever a page cuts.
enum EditionFeed {
    /// - `url`: where digests/ is read on the web.
    static func bytes(of edition: Edition, url: String?) -> [UInt8] {
        var clock = EditionClock(edition)
        let stories = edition.storiesOnce
        var json = JSONWriter(reserving: stories.count * 2048)
        json.object { feed in
            feed.member("version", JSONLines.version)
            feed.member("title", edition.titleLine(clock))
            feed.member("home_page_url", url)
            feed.member("description", edition.countsSentence(&clock))
            feed.name("items")
            feed.array(stories) { $0.story($1, in: edition, url, &clock) }
            feed.member("_wiredesk") { $0.window(of: edition) }
        }
        json.newline()
        return json.bytes
    }

    /// The story as a feed reader shows it: tag line, lede, Quick Look, then who told it, where and when.
    fileprivate static func contentText(
        _ telling: Telling, in edition: Edition, _ url: String?, _ clock: inout EditionClock
    ) -> String {
        var text = telling.tagLine(of: edition).reduce(into: telling.updateMark.map { $0 + " / " } ?? "") {
            $0 += $1.before + $1.words
        }
        if let lede = telling.told.lede { text += "\n\n\(lede)" }
        if !telling.otherNumbers.isEmpty { text += " (\(telling.otherNumbers.joined(separator: "; ")))" }
        if !telling.points.isEmpty { text += "\n\nQuick Look:" }
        for point in telling.points { text += "\n- \(point.words) (\(point.credit))" }
        if let page = telling.page(below: url) { text += "\n\nDeep Look: \(page)" }
        text += "\n\n\(telling.sourcesCount):"
        for account in telling.accounts { text += line(account, "\n- ", &clock) }
        for copy in telling.copies { text += line(copy, "\n- also in ", &clock) }
        if let leftOut = telling.leftOut { text += "\n\(leftOut)" }
        return text
    }

    private static func line(_ account: Telling.Account, _ mark: String, _ clock: inout EditionClock) -> String {
        var line = "\(mark)\(account.publisher), \(clock.short(account))"
        if let headline = account.headline { line += ": " + headline }
        if let address = account.address { line += " " + address.text }
        return line
    }
}

extension JSONWriter {
    fileprivate mutating func story(_ told: Edition.Told, in edition: Edition, _ url: String?, _ clock: inout EditionClock) {
        let telling = Telling(told)
        let members = told.story.members
        let lead = (members.first { $0.item.item.key == told.lead } ?? members[0]).item.item
        object { item in
            item.member("id", told.story.id)
            item.member("url", lead.linkable)
            item.member("title", lead.title ?? telling.headline)
            item.member("summary", told.lede)
            item.member("content_text", EditionFeed.contentText(telling, in: edition, url, &clock))
            item.member("date_published", members[0].item.time)
            item.member("date_modified", told.story.lastTold)
            item.member("authors", telling.publishers) { author, name in author.object { $0.member("name", name) } }
            item.member("tags", told.tags) { $0.string($1.label) }
            item.member("language", Language(lead.language)?.tag)
            item.member("_wiredesk") { own in
                own.member("story", told.story.id)
                own.member("quick_look", told.quickLook) { look, bullet in
                    look.object { point in
                        point.member("text", bullet.text)
                        point.member("key", bullet.source)
                        point.member("other_numbers", bullet.others) { others, other in
                            others.object {
                                $0.member("number", other.number)
                                $0.member("key", other.source)
                            }
                        }
                    }
                }
                own.member("topics", told.tags) { $0.topic($1, withEvidence: false) }
                own.member("sources", told.sources)
                own.name("update")
                own.bool(told.isUpdate)
                own.member("items", told.story.members) { $0.member($1) }
                if told.left > 0 { own.member("items_left_out", told.left) }
            }
        }
    }

    private mutating func member(_ member: Story.Member) {
        let filed = member.item
        object { item in
            item.member("key", filed.item.key)
            item.member("url", filed.item.linkable)
            item.member("title", filed.item.title)
            item.member("source", filed.source)
            item.member("source_title", filed.sourceTitle)
            item.member("date_published", filed.time)
            item.member("duplicate_of", member.copyOf)
            if let why = member.why { item.member("why") { $0.why(why) } }
        }
    }

    fileprivate mutating func window(of edition: Edition) {
        member("edition", edition.name)
        member("opened", edition.opened)
        member("closing", edition.closing)
        name("closed")
        bool(edition.isClosed)
        member("zone", edition.zone)
        member("counts") { counts in
            counts.member("items", edition.counts.items)
            counts.member("sources", edition.counts.sources)
            counts.member("repeats", edition.counts.repeats)
            counts.member("revisions", edition.counts.revisions)
            counts.member("copies", edition.counts.copies)
            counts.member("files_failed", edition.counts.filesFailed)
            if edition.left > 0 { counts.member("stories_left_out", edition.left) }
        }
    }

    mutating func topic(_ tag: Tag, withEvidence: Bool) {
        object { topic in
            topic.member("id", tag.id)
            topic.member("label", tag.label)
            topic.member("type", tag.kind.rawValue)
            topic.member("score", tag.score)
            guard withEvidence else { return }
            topic.member("evidence", tag.evidence) { list, evidence in
                list.object {
                    $0.member("field", evidence.field.rawValue)
                    $0.member("text", evidence.text)
                    $0.member("sentence", evidence.sentence)
                    $0.member("offset", evidence.offset)
                    $0.member("term", evidence.term)
                    $0.member("points", evidence.points)
                }
            }
        }
    }

    /// The members of a `why` object.
    mutating func why(_ join: Story.Join) {
        member("rule", join.rule)
        member("score", join.score)
        member("shared", join.shared) { $0.string($1) }
        member("with", join.with)
    }
}
