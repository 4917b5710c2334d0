import Foundation
import News

/// A told story as every page tells it: who, in which order, under which headline.
struct Telling {
    /// A member as it is told.
    struct Account {
        let address: WebAddress?
        /// Nil when the item has none to show, or the story's.
        let headline: String?
        let publisher: String
        let time: Date
        /// It says not when it is from, or a time still to come: `time` is when it came.
        let isSeen: Bool
        let language: String?
        /// True in a story that was told before, for what this edition is the first of its name to tell.
        let isNew: Bool

        /// What stands before its time.
        var seen: String { isSeen ? "seen " : "" }
    }

    /// A sentence of the Quick Look.
    struct Point {
        let words: String
        /// `Shipping Gazette; Daily Ledger says 38`
        let credit: String
        let language: String?
    }

    /// One side of the story at length.
    struct Angle {
        struct Paragraph {
            let words: String
            let kind: Block.Kind
            let publisher: Account
            /// Who says it stands after the last of the paragraphs that follow each other from one publisher.
            var isCredited = true
        }

        /// Nil for how the lead begins.
        let heading: String?
        let paragraphs: [Paragraph]
        let language: String?
    }

    let told: Edition.Told
    let lead: Account
    /// The lead's headline, or the first words it has.
    let headline: String
    let lede: String?
    /// `Daily Ledger says 38`: of what the lede gives as a number, what others give.
    let otherNumbers: [String]
    let points: [Point]
    let angles: [Angle]
    /// The lead, then the other members told on their own account: first what is new in this edition, then what was told
    /// before; each part by time. Of a publisher's items under the story's headline the first alone.
    let accounts: [Account]
    /// Members that repeat another, by time.
    let copies: [Account]
    /// Names of those who tell it, in the order of `accounts`, each once.
    let publishers: [String]
    /// Where the lead was written, as its agency puts it. Nil where none is given.
    let dateline: String?
    /// Who wrote the lead: people, not who publishes them.
    let bylines: [String]

    init(_ told: Edition.Told) {
        self.told = told
        let members = told.story.members
        let leadIndex = members.firstIndex { $0.item.item.key == told.lead } ?? 0
        let text = told.lede?.shown ?? ""
        let lede = text.isEmpty ? nil : text.cut(toBytes: 1500)
        let headline = members[leadIndex].headline ?? lede?.cut(toBytes: 100) ?? "(no headline)"
        let fresh = told.isUpdate && members.count > 1 ? Set(told.fresh) : []
        let lead = members[leadIndex].account(below: headline, isNew: fresh.contains(told.lead))
        // What stands for the headline is not told twice.
        self.lede = lede == headline ? nil : lede
        func member(_ key: Key) -> Story.Member? { members.first { $0.item.item.key == key } }
        func saying(_ others: [Edition.Bullet.OtherNumber]) -> [String] {
            others.compactMap { other in member(other.source).map { "\($0.publisher) says \(other.number.shown)" } }
        }
        otherNumbers = saying(told.otherNumbers)
        points = told.quickLook.compactMap { bullet in
            guard let source = member(bullet.source) else { return nil }
            return Point(
                words: bullet.text.shown.cut(toBytes: 800),
                credit: ([source.publisher] + saying(bullet.others)).joined(separator: "; "),
                language: source.item.item.language)
        }
        angles = told.deepLook.enumerated().compactMap { place, angle in
            var paragraphs = angle.paragraphs.compactMap { paragraph -> Angle.Paragraph? in
                let words = paragraph.text.shown
                guard !words.isEmpty, let source = members.first(where: { $0.item.item.key == paragraph.source }) else {
                    return nil
                }
                return Angle.Paragraph(
                    words: words.cut(toBytes: 3000), kind: paragraph.kind,
                    publisher: source.account(below: headline, isNew: false))
            }
            guard let first = paragraphs.first else { return nil }
            for (place, next) in paragraphs.dropFirst().enumerated() {
                paragraphs[place].isCredited = paragraphs[place].publisher.publisher != next.publisher.publisher
            }
            let heading = angle.heading?.shown.cut(toBytes: 200) ?? ""
            return Angle(
                heading: !heading.isEmpty ? heading : place == 0 ? nil : "Also told", paragraphs: paragraphs,
                language: first.publisher.language)
        }
        self.headline = headline
        self.lead = lead
        dateline = members[leadIndex].dateline
        bylines = members[leadIndex].bylines
        guard members.count > 1 else {
            accounts = [lead]
            copies = []
            publishers = [lead.publisher]
            return
        }
        var accounts = [lead]
        var before: [Account] = []
        var copies: [Account] = []
        for index in members.indices where index != leadIndex {
            let isNew = fresh.contains(members[index].item.item.key)
            let account = members[index].account(below: headline, isNew: isNew)
            if members[index].copyOf != nil {
                copies.append(account)
            } else if isNew {
                accounts.append(account)
            } else {
                before.append(account)
            }
        }
        accounts += before
        // Another item of a publisher under the story's own headline is on the story's page; here it would be the same line again.
        var plain = Set<String>()
        accounts = accounts.filter { $0.isNew || $0.headline != nil || plain.insert($0.publisher).inserted }
        var names = Set<String>()
        publishers = accounts.compactMap { names.insert($0.publisher).inserted ? $0.publisher : nil }
        self.accounts = accounts
        self.copies = copies
    }

    /// `update: 2 new`; nil for a story that is told for the first time.
    var updateMark: String? { told.isUpdate ? "update: \(max(told.fresh.count, 1)) new" : nil }

    /// `and 1,234 more items, in the archive only`; nil when all are told.
    var leftOut: String? { told.left == 0 ? nil : "and \(counted(told.left, "more item", "more items")), in the archive only" }

    /// Of very many who tell it an edition names so many of each kind; the story's own page has all.
    private static let mostNamed = 12
    var named: ArraySlice<Account> { accounts.prefix(Self.mostNamed) }
    var namedCopies: ArraySlice<Account> { copies.prefix(Self.mostNamed) }

    /// `and 1,234 more items`, that an edition does not name; nil when it names all.
    var notNamed: String? {
        let left = accounts.count - named.count + copies.count - namedCopies.count + told.left
        return left == 0 ? nil : "and \(counted(left, "more item", "more items"))"
    }

    /// `and 3 more paragraphs at the source`; nil when all are told.
    var paragraphsLeft: String? {
        told.deepLookLeft == 0
            ? nil : "and \(counted(told.deepLookLeft, "more paragraph", "more paragraphs")) at \(lead.publisher)"
    }

    /// Its own page, by the way to digests/; nil where that is not known, or it has none that tells more.
    func page(below root: String?) -> String? { told.hasPage ? root.map { $0 + Press.path(of: told.story.id) } : nil }

    /// Where its own page names all who told it; nil where `page` is.
    func accountsPage(below root: String?) -> String? { page(below: root).map { "\($0)#\(StoryWriter.accountsAnchor)" } }

    var sourcesCount: String { counted(told.sources, "source", "sources") }

    /// Where it is told in a line: how many tell it, or the one who does.
    var toldBy: String { told.sources > 1 ? sourcesCount : lead.publisher }

    /// Event / people / themes / organisations / dateline / places / publishers / bylines / edition, each with what stands before it.
    func tagLine(of edition: Edition) -> [(before: String, words: String)] { tagLine(ending: edition.title) }

    /// The same for any edition, or for none.
    func tagLine(ending: String?) -> [(before: String, words: String)] {
        var labels: [String] = []
        for (kind, most) in [(Tag.Kind.event, 2), (.person, 3), (.topic, 4), (.organisation, 3), (.place, 3)] {
            if kind == .place, let dateline { labels.append(dateline) }
            let names = told.tags.filter { $0.kind == kind }
            for tag in names.lazy.filter({ tag in !names.contains { tag.label.hasSuffix(" " + $0.label) } }).prefix(most) {
                let label = tag.label.cut(toBytes: 120)
                let isSaid = labels.contains { $0 == label || kind == .place && $0.uppercased() == label.uppercased() }
                if !isSaid { labels.append(label) }
            }
        }
        var line = labels.map { (before: " / ", words: $0) }
        let named = publishers.count > 3 ? 2 : publishers.count
        for (index, name) in publishers.prefix(named).enumerated() { line.append((index == 0 ? " / " : ", ", name)) }
        if publishers.count > named { line.append((" and ", "\(publishers.count - named) more")) }
        for (index, name) in bylines.prefix(2).enumerated() { line.append((index == 0 ? " / " : ", ", name)) }
        if bylines.count > 2 { line.append((" and ", "\(bylines.count - 2) more")) }
        if let ending { line.append((" / ", ending)) }
        line[0].before = ""
        return line
    }
}

extension Story.Member {
    func account(below storyHeadline: String, isNew: Bool) -> Telling.Account {
        let own = headline
        return Telling.Account(
            address: WebAddress(item.item.url), headline: own == storyHeadline ? nil : own, publisher: publisher, time: item.time,
            isSeen: item.time == item.arrived, language: item.item.language, isNew: isNew)
    }

    /// Nil when the item has none to show. Cut to what a page can carry.
    fileprivate var headline: String? {
        guard let title = item.item.title?.shown, !title.isEmpty else { return nil }
        return title.cut(toBytes: 400)
    }

    fileprivate var dateline: String? {
        let words = item.item.docdata?.dateline?.shown ?? ""
        return words.isEmpty ? nil : words.cut(toBytes: 60)
    }

    /// Without addresses of mail, and without who publishes it anyway.
    fileprivate var bylines: [String] {
        let publisher = publisher.lowercased()
        var names: [String] = []
        for author in item.item.authors.prefix(20) {
            guard let name = author.name?.shown.cut(toBytes: 80), !name.isEmpty, !name.contains("@") else { continue }
            let lower = name.lowercased()
            if ["none", "null", "admin", "unknown"].contains(lower) { continue }
            if lower != publisher, lower != item.source.lowercased(), !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// What readers know the source by, else its title, else its name.
    fileprivate var publisher: String {
        let name = (item.publisher ?? item.sourceTitle)?.shown ?? ""
        return (name.isEmpty ? item.source : name).cut(toBytes: 120)
    }
}

extension String {
    /// The text, or its beginning and `…` when it is longer: at most `limit` bytes of it, to the end of a word if one ends
    /// in the last quarter.
    package func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        let end = unicodeScalars.index(before: unicodeScalars.index(after: utf8.index(startIndex, offsetBy: limit)))
        let beginning = self[..<end]
        let quarter = utf8.index(startIndex, offsetBy: limit * 3 / 4)
        let space = beginning.utf8.lastIndex(of: UInt8(ascii: " "))
        return beginning[..<(space.map { $0 > quarter ? $0 : end } ?? end)] + "…"
    }
}

/// `1 source`, `1,904 sources`
package func counted(_ number: Int, _ one: String, _ more: String) -> String { "\(grouped(number)) \(number == 1 ? one : more)" }

/// `1,904`
package func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var at = digits.count - 3
    while at > 0 {
        digits.insert(",", at: at)
        at -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
}
