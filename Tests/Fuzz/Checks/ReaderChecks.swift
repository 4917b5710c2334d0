import Desk
import FeedReader
import FoundationEssentials
import News
import Press

/// What must hold of the reader whatever the bytes are: shared by the fuzz target and the tests that replay what it found.
package enum ReaderChecks {
    /// What does not hold; nil when all does. That nothing crashes, and that time and memory are bounded, the caller sees.
    package static func fault(reading bytes: [UInt8]) -> String? {
        let feed: Feed
        do throws(FeedError) {
            feed = try FeedReader().read(bytes, source: "fuzz")
        } catch {
            if let fault = unprintable(error.message, of: "error message") { return fault }
            return readsTheSame(bytes, as: nil)
        }
        if feed.seen != feed.items.count + feed.refused.count {
            return "\(feed.seen) items seen, \(feed.items.count) kept, \(feed.refused.count) refused"
        }
        for repair in feed.repairs + feed.refused {
            if let fault = Self.fault(in: repair) { return fault }
        }
        for text in [feed.title, feed.homePageURL, feed.description, feed.language] {
            if let fault = text.flatMap({ plain($0, of: "feed") }) { return fault }
        }
        for item in feed.items {
            if let fault = Self.fault(in: item) { return fault }
        }
        return readsTheSame(bytes, as: feed) ?? readsBack(feed) ?? readsBackAsAtom(feed)
    }

    /// Nothing of one reading may be left for the next.
    private static func readsTheSame(_ bytes: [UInt8], as feed: Feed?) -> String? {
        (try? FeedReader().read(bytes, source: "fuzz")) == feed ? nil : "a second reading gives something else"
    }

    /// What is printed as JSON Feed reads back as the same items, but for what is not printed.
    private static func readsBack(_ feed: Feed) -> String? {
        let line = JSONLines.line(feed, file: "fuzz")
        guard let again = try? FeedReader().read(line, source: "fuzz") else { return "what was printed cannot be read" }
        if again.items.count != feed.items.count { return "\(feed.items.count) items printed, \(again.items.count) read back" }
        for (printed, read) in zip(feed.items, again.items) {
            var (printed, read) = (printed, read)
            (printed.hash, read.hash) = (TextHash(bits: 0), TextHash(bits: 0))
            (printed.repairs, read.repairs) = ([], [])
            // A paragraph that begins as a list item does reads back as one.
            if printed.text.words == read.text.words { read.text = printed.text }
            // Where neither an address nor an id of its own names it the raw text does, and that is not printed.
            if printed.url == nil { read.key = printed.key }
            // A tag line is looked for again in what the first reading left.
            if printed.mayHaveTagLine { continue }
            if printed != read { return "an item reads back otherwise\n\(printed)\n\(read)" }
        }
        return nil
    }

    /// What is printed as Atom, each item a story of its own, reads back as entries with the same names, titles and addresses.
    private static func readsBackAsAtom(_ feed: Feed) -> String? {
        let day = Date(milliseconds: 1_795_305_600_000)
        var keys: Set<Key> = []
        let items = feed.items.filter { $0.canBeTold && keys.insert($0.key).inserted }
        let told = items.map { item in
            let filed = FiledItem(item: item, source: feed.source, sourceTitle: feed.title, arrived: day, time: day, revised: day)
            return Edition.Told(
                story: Story(id: item.key, members: [Story.Member(item: filed)]), lead: item.key, tags: [], lede: item.summary,
                sources: 1, fresh: [item.key], isUpdate: false)
        }
        let edition = Edition(
            name: "live", title: "Live Edition", zone: "UTC", opened: nil, closing: day, isClosed: false, counts: .init(),
            inShort: [],
            sections: [Edition.Section(topic: nil, label: "Elsewhere", told: told, brief: [])])
        guard let again = try? FeedReader().read(Press(Shipped.templates).atom(edition), source: "fuzz") else {
            return "Atom that cannot be read"
        }
        if !again.repairs.isEmpty || again.items.count != items.count {
            return "\(items.count) stories as Atom, \(again.items.count) read back: \(again.repairs)"
        }
        for (item, read) in zip(items, again.items) {
            if read.id?.hasSuffix("story/\(item.key)") != true {
                return "story \(item.key) reads back as \(read.id ?? "nothing")"
            }
            if let title = item.title, title.utf8.count <= 400, read.title != title {
                return "title \(title.debugDescription) reads back as \(read.title.debugDescription)"
            }
            if let url = item.url, item.hasAbsoluteURL, url.utf8.allSatisfy({ $0 < 0x80 }), let back = read.url, back != url,
                back.withoutEscapes != url.withoutEscapes
            {
                return "address \(url) reads back as \(back)"
            }
        }
        return nil
    }

    private static func fault(in item: Item) -> String? {
        if let fault = item.id.flatMap({ plain($0, of: "id") }) { return fault }
        let lines = [item.title, item.summary, item.language] + item.categories.map(Optional.some) + item.text.map(\.text)
        for text in lines + item.authors.map(\.name) {
            if let fault = text.flatMap({ plain($0, of: "item") }) { return fault }
        }
        if let url = item.url, !item.hasAbsoluteURL, url.prefix(while: { !"/?#".contains($0) }).contains(":") {
            return "url \(url)"
        }
        for text in [item.docdata?.slug, item.docdata?.dateline, item.docdata?.edition] + (item.docdata?.subjects ?? []) {
            if let fault = text.flatMap({ plain($0, of: "docdata") }) { return fault }
        }
        for address in [item.hasAbsoluteURL ? item.url : nil, item.image] + item.attachments.map({ Optional($0.url) }) {
            guard let address else { continue }
            let scheme = address.lowercased().prefix { $0 != ":" }
            if scheme != "http", scheme != "https" { return "address \(address)" }
            if let fault = plain(address, of: "address") { return fault }
        }
        for author in item.authors where author.name == nil && author.url == nil { return "an author without name and address" }
        for repair in item.repairs {
            if let fault = Self.fault(in: repair) { return fault }
        }
        return nil
    }

    private static func fault(in repair: Repair) -> String? {
        if repair.line.map({ $0 < 1 }) ?? false || repair.column.map({ $0 < 1 }) ?? false { return "place of \(repair)" }
        return unprintable(repair.message, of: repair.code)
    }

    /// On one line, not empty, no white space at its ends.
    private static func plain(_ text: String, of what: String) -> String? {
        if text.isEmpty { return "\(what): an empty text" }
        if text.utf8.first == 32 || text.utf8.last == 32 { return "\(what): white space around \(text.debugDescription)" }
        return unprintable(text, of: what)
    }

    private static func unprintable(_ text: String, of what: String) -> String? {
        let control = text.unicodeScalars.first { $0.value < 32 || (127...159).contains($0.value) }
        return control.map { "\(what): U+\(String($0.value, radix: 16)) in \(text.debugDescription)" }
    }
}

extension String {
    /// Its bytes with those in place that are written as `%41`. A `%` that begins no such stands for itself, as it does in a link.
    fileprivate var withoutEscapes: [UInt8] {
        let bytes = Array(utf8)
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let digits = bytes[place...].dropFirst().prefix(2)
            if bytes[place] == UInt8(ascii: "%"), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), digits.first != UInt8(ascii: "+")
            {
                out.append(byte)
                place += 3
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }
}

extension [Block] {
    /// Without the marks of headings, quotations and list items.
    fileprivate var words: [Substring] {
        plainText.split { $0 == " " || $0 == "\n" }.filter { !["-", "##", ">"].contains($0) }
    }
}

extension Item {
    fileprivate var mayHaveTagLine: Bool { (summary ?? "").contains("/") || (text.first?.text ?? "").contains("/") }
}
