import Archive
import FoundationEssentials
import News
import Newsroom
import Press

/// What `wiredesk search` finds: looks through every text of the archive, without an index. Writes nothing; a desk may be at work.
package struct Search: Sendable {
    package struct Hit: Hashable, Sendable {
        package let item: Item
        package let source: String
        package let arrived: Date
        package let match: Query.Match
    }

    /// Those shown, best first: by how many of the words stand in the title, then the newest, then by key.
    package let hits: [Hit]
    /// How many items were found in all.
    package let found: Int
    /// Items whose texts were pruned: nothing can be found in them.
    package let pruned: Int
    /// What is wrong with the source that was asked for; nil when something has come from it.
    package let sourceFault: String?

    /// - `source`: only what it published, or what lies in folders below it; nil for all.
    /// - `isAlive`: called with the texts looked through so far.
    package init(
        for query: Query, in folders: DeskFolders, source: String?, limit: Int, isAlive: (Int) -> Void = { _ in }
    ) throws(DeskError) {
        try folders.mustExist()
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else {
                (hits, found, pruned, sourceFault) = ([], 0, 0, nil)
                return
            }
            let known = source == nil ? [] : try archive.sources().map(\.name)
            sourceFault = source.flatMap { UnheardSources.complaint(of: $0, known: known, in: folders) }
            var keys: Set<Key> = []
            var last: Int64 = 0
            var count = 0
            while case let texts = try archive.texts(after: last, most: 1000), let end = texts.last {
                last = end.id
                let matches = Desk.spread(texts.count, chunk: 32) { query.match(texts[$0].item) != nil }
                for (text, isHit) in zip(texts, matches) where isHit {
                    if let source, text.source != source, !text.source.hasPrefix(source + "/") { continue }
                    keys.insert(text.item.key)
                }
                count += texts.count
                isAlive(count)
            }
            // An item is what its last revision says.
            var hits: [Hit] = []
            for key in keys.sorted() {
                guard let history = try archive.history(of: key, through: .distantFuture), let last = history.revisions.last,
                    let match = query.match(last.item)
                else { continue }
                hits.append(Hit(item: last.item, source: history.source, arrived: history.arrived, match: match))
            }
            hits.sort {
                ($1.match.inTitle, $1.time, $0.item.key) < ($0.match.inTitle, $0.time, $1.item.key)
            }
            found = hits.count
            pruned = try archive.fingerprints()
            self.hits = Array(hits.prefix(max(0, limit)))
        } catch {
            throw DeskError(error)
        }
    }

    /// For people; every word from outside made harmless for a terminal.
    package var text: String {
        var lines: [String] = []
        for hit in hits {
            lines.append("\(hit.item.key)  \(hit.item.calling)")
            lines.append("  \(hit.source), \(hit.time.rfc3339.prefix(16).replacing("T", with: " "))")
            if let excerpt = hit.match.excerpt { lines.append("  \(excerpt)") }
        }
        if found > hits.count { lines.append("and \(counted(found - hits.count, "more item", "more items")) (--limit)") }
        return lines.map { JournalLog.visible($0) + "\n" }.joined()
    }

    /// JSON Feed items, one a line.
    package var json: [UInt8] { hits.flatMap { JSONLines.line($0.item, source: $0.source, published: $0.time) } }
}

extension Item {
    static let withoutHeadline = "(no headline)"

    /// What people know it by in a list, cut where it is long; of what no terminal should see nothing is left out yet.
    var calling: String {
        let title = title ?? summary ?? Item.withoutHeadline
        return title.count > 200 ? title.prefix(200) + "..." : title
    }
}

extension Search.Hit {
    /// As it is told: published, else modified, and never later than it arrived.
    package var time: Date { min(item.published ?? item.modified ?? arrived, arrived) }
}
