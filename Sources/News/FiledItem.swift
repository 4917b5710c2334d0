import FoundationEssentials

/// An item as the archive holds it at some moment: its last revision by then, with what filing knows of it.
package struct FiledItem: Hashable, Sendable {
    /// The last revision (DESIGN.md, section 1).
    package var item: Item
    /// Who published it.
    package var source: String
    /// The source's feed title, a label. Nil when it has none.
    package var sourceTitle: String?
    /// What readers know its source by. Nil until somebody has looked for it.
    package var publisher: String?
    /// When the file that first brought it was claimed.
    package var arrived: Date
    /// Its place in time (DESIGN.md, section 1): neither repeats nor revisions move it.
    package var time: Date
    /// When the file that first brought the words shown was claimed; equals `arrived` when there never were others. A revision of
    /// which nothing shows (`Item.shown`) does not move it.
    package var revised: Date
    /// Distinct texts seen by then, at least 1.
    package var revisions: Int
    /// Of the revision shown, best first.
    package var tags: [Tag]

    package init(
        item: Item, source: String, sourceTitle: String? = nil, arrived: Date, time: Date, revised: Date,
        revisions: Int = 1, tags: [Tag] = []
    ) {
        self.item = item
        self.source = source
        self.sourceTitle = sourceTitle
        self.arrived = arrived
        self.time = time
        self.revised = revised
        self.revisions = revisions
        self.tags = tags
    }
}

extension [FiledItem] {
    /// Of several with one key the first.
    package var byKey: [Key: FiledItem] {
        Dictionary(map { ($0.item.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
