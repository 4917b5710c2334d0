import Foundation
import News

/// A told story as every form tells it: who, in which order, under which headline.
struct Telling {
    let told: Edition.Told
    let lead: Story.Member
    /// The lead's headline, or the first words it has.
    let headline: String
    let lede: String?
    /// Members told on their own account and the lead: the lead first, then what is new in this edition, then what was told
    /// before; each part by time.
    let accounts: [Story.Member]
    /// Members that repeat another, by time.
    let copies: [Story.Member]
    /// Names of those who tell it, in the order of `accounts`, each once.
    let publishers: [String]
    private let fresh: Set<Key>

    init(_ told: Edition.Told) {
        self.told = told
        let members = told.story.members
        let lead = members.first { $0.item.item.key == told.lead } ?? members[0]
        let fresh = Set(told.fresh)
        self.lead = lead
        self.fresh = fresh
        let text = told.lede?.shown ?? ""
        lede = text.isEmpty ? nil : text.cut(toBytes: 1500)
        headline = lead.headline ?? lede?.cut(toBytes: 160) ?? "(no headline)"
        guard members.count > 1 else {
            accounts = [lead]
            copies = []
            publishers = [lead.publisher]
            return
        }
        let others = members.filter { $0.item.item.key != lead.item.item.key }
        let own = others.filter { $0.copyOf == nil }
        accounts =
            [lead] + own.filter { fresh.contains($0.item.item.key) } + own.filter { !fresh.contains($0.item.item.key) }
        copies = others.filter { $0.copyOf != nil }
        var names = Set<String>()
        publishers = accounts.map(\.publisher).filter { names.insert($0).inserted }
    }

    /// Whether this edition is the first of its name to tell of it, in a story of which others told before.
    func isNew(_ member: Story.Member) -> Bool { told.isUpdate && fresh.contains(member.item.item.key) }

    /// `update: 2 new`; nil for a story that is told for the first time.
    var updateMark: String? { told.isUpdate ? "update: \(max(told.fresh.count, 1)) new" : nil }

    var sourcesCount: String { counted(told.sources, "source", "sources") }

    /// Where it is told in a line: how many tell it, or the one who does.
    var toldBy: String { told.sources > 1 ? sourcesCount : lead.publisher }

    /// Event / people / themes / organisations / places / publishers / edition, each with what stands before it.
    func tagLine(of edition: Edition) -> [(before: String, words: String)] {
        var labels: [String] = updateMark.map { [$0] } ?? []
        for (kind, most) in [(Tag.Kind.event, 2), (.person, 3), (.topic, 4), (.organisation, 3), (.place, 3)] {
            for tag in told.tags.lazy.filter({ $0.kind == kind }).prefix(most) where !labels.contains(tag.label) {
                labels.append(tag.label.cut(toBytes: 120))
            }
        }
        var line = labels.map { (before: " / ", words: $0) }
        let named = publishers.count > 3 ? 2 : publishers.count
        for (index, name) in publishers.prefix(named).enumerated() { line.append((index == 0 ? " / " : ", ", name)) }
        if publishers.count > named { line.append((" and ", "\(publishers.count - named) more")) }
        line.append((" / ", edition.title))
        line[0].before = ""
        return line
    }

    /// When it was first told, and last.
    var firstTold: Date { told.story.members[0].item.time }
    var lastTold: Date {
        told.story.members.reduce(firstTold) { last, member in
            max(last, member.item.revisions > 1 ? max(member.item.time, member.item.revised) : member.item.time)
        }
    }
}

extension Story.Member {
    /// Nil when the item has none to show. Cut to what a page can carry.
    var headline: String? {
        guard let title = item.item.title?.shown, !title.isEmpty else { return nil }
        return title.cut(toBytes: 400)
    }

    var publisher: String {
        let title = item.sourceTitle?.shown ?? ""
        return (title.isEmpty ? item.source : title).cut(toBytes: 120)
    }
}

extension String {
    /// The text, or its beginning and `…` when it is longer: at most `limit` bytes of it, to the end of a word if one ends
    /// in the last quarter.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        let end = unicodeScalars.index(before: unicodeScalars.index(after: utf8.index(startIndex, offsetBy: limit)))
        let beginning = self[..<end]
        let quarter = utf8.index(startIndex, offsetBy: limit * 3 / 4)
        let space = beginning.utf8.lastIndex(of: UInt8(ascii: " "))
        return beginning[..<(space.map { $0 > quarter ? $0 : end } ?? end)] + "…"
    }
}

/// `1 source`, `1,904 sources`
func counted(_ number: Int, _ one: String, _ more: String) -> String { "\(grouped(number)) \(number == 1 ? one : more)" }

/// `1,904`
func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var at = digits.count - 3
    while at > 0 {
        digits.insert(",", at: at)
        at -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
}
