import FoundationEssentials
import News

extension FeedBuilder {
    /// Maps what was gathered to an item, or refuses it with a reason: one of the two, for every item that was seen.
    mutating func finishItem() {
        var titleSlice: Slice?
        var summarySlice: Slice?
        var contentSlice: Slice?
        var url = Ranked<String>()
        var id = Ranked<String>()
        var published = Ranked<Date>()
        var modified = Ranked<Date>()
        var image = Ranked<String>()
        var language = Ranked<String>()
        var permaLink: Slice?
        for slice in slices {
            let text = arena[slice].trimmed
            if text.isEmpty { continue }
            switch slice.field {
            case .title: Self.offer(slice, to: &titleSlice)
            case .summary: Self.offer(slice, to: &summarySlice)
            case .content: Self.offer(slice, to: &contentSlice)
            case .url where url.takes(slice.rank): url.offer(address(slice), rank: slice.rank)
            case .id where id.takes(slice.rank): id.offer(name(slice), rank: slice.rank)
            case .guid:
                if id.takes(slice.rank) { id.offer(name(slice), rank: slice.rank) }
                permaLink = permaLink ?? slice
            case .published: published.offer(date(slice), rank: slice.rank)
            case .modified: modified.offer(date(slice), rank: slice.rank)
            case .image where image.takes(slice.rank): image.offer(address(slice), rank: slice.rank)
            case .language where language.takes(slice.rank):
                language.offer(Self.language(String(decoding: text, as: UTF8.self)), rank: slice.rank)
            default: break
            }
        }
        if url.value == nil, let permaLink {
            url.offer(addresses.known(arena[permaLink].trimmed) ?? Address.absolute(raw(permaLink), base: nil), rank: 0)
        }
        if url.value == nil, let relative = relativeAddress() {
            url.offer(relative, rank: 0)
            draft.hasRelativeAddresses = true
        }
        let title = titleSlice.flatMap { self.title($0) }
        let text =
            isAgency
            ? agencyTexts(title: title, summary: summarySlice) : texts(summary: summarySlice, content: contentSlice)
        let attachments = attachments()
        if image.value == nil { image.offer(attachments.first { $0.mimeType?.hasPrefix("image/") ?? false }?.url, rank: 0) }
        noteFuture(published.value, .published)
        noteFuture(modified.value, .modified)
        let hash = textHash()
        let authors = authors()
        let categories = categories()
        var item = Item(
            key: Key(bits: 0), hash: hash, id: id.value, url: url.value, title: title,
            summary: text.summary, text: text.blocks, authors: authors, published: published.value, modified: modified.value,
            categories: categories, attachments: attachments, language: language.value ?? itemLanguage, image: image.value,
            repairs: itemRepairs)
        if isAgency { complete(&item) }
        if item.isEmpty {
            guard let other = slices.first(where: { $0.field == .other }) else {
                return draft.refused.append(Repair(code: "empty-item", at: place, message: "there is nothing in it"))
            }
            // A place on a map, a length, a rating: nothing to tell, but an item all the same, known by what it has.
            hasher.add(arena[other], group: 2)
            item.hash = hasher.finish()
        }
        draft.keep(consume item, at: agency.place)
    }

    /// A field of the feed itself.
    mutating func offer(_ slice: Slice) {
        if arena[slice].trimmed.isEmpty { return }
        switch slice.field {
        case .title: draft.title.offer(title(slice), rank: slice.rank)
        case .summary: draft.description.offer(line(slice), rank: slice.rank)
        case .url: draft.homePageURL.offer(address(slice), rank: slice.rank)
        case .language:
            draft.language.offer(Self.language(String(decoding: arena[slice].trimmed, as: UTF8.self)), rank: slice.rank)
        case .modified: draft.built.offer(date(slice), rank: slice.rank)
        case .sectionTitle: if let title = title(slice) { noteSection(title) }
        default: break
        }
        repairs += itemRepairs.prefix(max(0, 100 - repairs.count))
        itemRepairs.removeAll(keepingCapacity: true)
    }

    private static func offer(_ slice: Slice, to best: inout Slice?) {
        if let current = best, current.rank <= slice.rank { return }
        best = slice
    }

    // MARK: Values

    private func raw(_ slice: Slice) -> String { String(decoding: arena[slice].trimmed, as: UTF8.self) }

    /// Nil when nothing is left of it.
    private mutating func name(_ slice: Slice) -> String? {
        let text = arena[slice].trimmed
        if let known = addresses.known(text) { return known }
        let name = MarkupText.name(text)
        return name.isEmpty ? nil : name
    }

    /// As `Int` reads it, without a String for the plain digits that nearly all are.
    private func number(_ slice: Slice) -> Int? {
        let text = arena[slice].trimmed
        guard (1...18).contains(text.count), text.allSatisfy(\.isASCIIDigit) else { return Int(raw(slice)) }
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private mutating func address(_ slice: Slice) -> String? {
        let text = arena[slice].trimmed
        if let known = addresses.known(text) { return known }
        let base = slice.base >= 0 ? bases[Int(slice.base)] : draft.homePageURL.value ?? draft.ownAddress
        guard let address = Address.absolute(String(decoding: text, as: UTF8.self), base: base) else { return nil }
        addresses.note(address, text)
        return address
    }

    /// Of the first of the item's own links that is relative to nothing.
    private func relativeAddress() -> String? {
        slices.lazy.filter { $0.field == .url }.compactMap { Address.relative(self.raw($0)) }.first
    }

    mutating func date(_ slice: Slice) -> Date? {
        let text = arena[slice].trimmed
        if let date = FeedDate.read(text) { return date }
        repair("bad-date", at: slice.offset, "date cannot be read: \(quoted(text))")
        return nil
    }

    /// A date in the future is kept and told.
    private mutating func noteFuture(_ date: Date?, _ field: Mapping.Field) {
        guard let date, draft.isFuture(date) else { return }
        let slice = slices.first { $0.field == field && FeedDate.read(arena[$0].trimmed) == date }
        let place = slice.map { places.place(of: Int($0.offset)) }
        itemRepairs.append(.future(date, line: place?.line, column: place?.column))
    }

    /// On one line; nil when there is nothing but markup and white space.
    func line(_ slice: Slice) -> String? {
        let text = slice.kind == .plain ? MarkupText.clean(arena[slice]) : MarkupText.plain(arena[slice])
        return text.isEmpty ? nil : text
    }

    private mutating func title(_ slice: Slice) -> String? {
        guard var title = line(slice) else { return nil }
        if title.utf8.count > limits.maxTitleBytes {
            repair("cut-title", at: slice.offset, "the title is longer than \(limits.maxTitleBytes) bytes, cut")
            title = title.cut(to: limits.maxTitleBytes)
        }
        return title
    }

    /// The blocks are the content's, else the summary's; a summary's line is its blocks in a row.
    private func texts(summary: Slice?, content: Slice?) -> (summary: String?, blocks: [Block]) {
        let contentBlocks = content.map(blocks) ?? []
        guard let summary else { return (nil, contentBlocks) }
        if !contentBlocks.isEmpty { return (line(summary), contentBlocks) }
        let summaryBlocks = blocks(summary)
        // One block, as most have, lends its text.
        let line = summaryBlocks.count == 1 ? summaryBlocks[0].text : Self.joined(summaryBlocks)
        return (line.isEmpty ? nil : line, summaryBlocks)
    }

    private static func joined(_ blocks: [Block]) -> String {
        var line = ""
        line.reserveCapacity(blocks.reduce(0) { $0 + $1.text.utf8.count + 1 })
        for block in blocks {
            if !line.isEmpty { line += " " }
            line += block.text
        }
        return line
    }

    func blocks(_ slice: Slice) -> [Block] {
        let text = arena[slice]
        switch slice.kind {
        case .markup: return MarkupText.blocks(text)
        case .plain: return paragraphs(text)
        case .unknown: return MarkupText.looksLikeMarkup(text) ? MarkupText.blocks(text) : paragraphs(text)
        }
    }

    /// Plain text has its paragraphs between empty lines.
    private func paragraphs(_ text: UnsafeBufferPointer<UInt8>) -> [Block] {
        guard let first = text.first(10, from: 0) else {
            let paragraph = MarkupText.clean(text)
            return paragraph.isEmpty ? [] : [Block(.paragraph, paragraph)]
        }
        var blocks: [Block] = []
        var start = 0
        func add(_ end: Int) {
            let paragraph = MarkupText.clean(UnsafeBufferPointer(rebasing: text[start..<end]))
            if !paragraph.isEmpty { blocks.append(Block(.paragraph, paragraph)) }
        }
        var line: Int? = first
        while let end = line {
            var next = end + 1
            var lines = 1
            while next < text.count, isSpace(text[next]) {
                if text[next] == 10 { lines += 1 }
                next += 1
            }
            if lines > 1 {
                add(end)
                start = next
            }
            line = text.first(10, from: next)
        }
        add(text.count)
        return blocks
    }

    private mutating func textHash() -> TextHash {
        for slice in slices where slice.field == .title { hasher.add(arena[slice], group: 0) }
        for slice in slices where slice.field == .summary { hasher.add(arena[slice], group: 1) }
        for slice in slices where slice.field == .content { hasher.add(arena[slice], group: 2) }
        return hasher.finish()
    }

    /// Those of the best rank, in the feed's order: Atom's persons, else `dc:creator`, `author` ...
    mutating func authors() -> [Author] {
        var persons: [Author] = []
        var named: [Author] = []
        var bestRank = UInt8.max
        var person: Person?
        var personRank = UInt8.max
        for slice in slices {
            switch slice.field {
            case .person:
                if let author = person?.author { persons.append(author) }
                // Those of the entry's source count where it has none of its own, and stand behind them or before.
                if slice.rank < personRank { persons.removeAll() }
                person = slice.rank <= personRank ? Person() : nil
                personRank = min(personRank, slice.rank)
            case .personName: if person?.name == nil { person?.name = line(slice) }
            case .personAddress: if person?.address == nil { person?.address = address(slice) }
            case .personMail: if person?.mail == nil { person?.mail = line(slice) }
            case .author where slice.rank <= bestRank, .byline where slice.rank <= bestRank:
                guard let text = line(slice), let author = slice.field == .byline ? Self.byline(text) : Self.author(text) else {
                    continue
                }
                if slice.rank < bestRank { named.removeAll() }
                bestRank = slice.rank
                if named.count < 100 { named.append(author) }
            default: break
            }
        }
        if let author = person?.author { persons.append(author) }
        return persons.isEmpty ? named : Array(persons.prefix(100))
    }

    /// Atom's person construct (RFC 4287, section 3.2).
    private struct Person {
        var name: String?
        var address: String?
        var mail: String?

        /// Nil when it says nothing.
        var author: Author? { (name ?? mail ?? address).map { Author(name: $0, url: address) } }
    }

    /// RSS gives `mail (name)`, by its specification, or a name, or either in the form of a mail's header.
    static func author(_ text: String) -> Author? {
        let utf8 = text.utf8
        guard utf8.contains(UInt8(ascii: "@")) else { return text.isEmpty ? nil : Author(name: text) }
        if let open = utf8.firstIndex(of: UInt8(ascii: "(")), let close = utf8.lastIndex(of: UInt8(ascii: ")")), open < close {
            // Which of the two stands in parentheses is told by the other.
            let (inside, before) = (trimmed(text[utf8.index(after: open)..<close]), trimmed(text[..<open]))
            let name = inside.utf8.contains(UInt8(ascii: "@")) ? before : inside
            if !name.isEmpty { return Author(name: name) }
        }
        if let open = utf8.firstIndex(of: UInt8(ascii: "<")) {
            let name = trimmed(text[..<open])
            if !name.isEmpty { return Author(name: name) }
        }
        return Author(name: text)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.utf8.first == 32 || text.utf8.first == 34 { text.removeFirst() }
        while text.utf8.last == 32 || text.utf8.last == 34 { text.removeLast() }
        return String(text)
    }

    private mutating func categories() -> [String] {
        var categories = Categories(atMost: limits.maxCategories)
        let isOnly = slices.count { $0.field == .category } == 1
        for slice in slices {
            if slice.field == .category, let name = line(slice) {
                if isOnly, let parts = CrammedCategories.parts(of: name) {
                    for part in parts { categories.add(part) }
                } else {
                    categories.add(name)
                }
            }
            guard slice.field == .keywords, let list = line(slice) else { continue }
            for name in list.split(separator: ",") { categories.add(Self.trimmed(name)) }
        }
        if categories.left > 0 {
            repair("cut-categories", "more than \(limits.maxCategories) categories, \(categories.left) left out")
        }
        return categories.names
    }

    /// Each once, in the feed's order.
    private struct Categories {
        private(set) var names: [String] = []
        private var seen: Set<String> = []
        /// How many there was no more room for.
        private(set) var left = 0
        private let most: Int

        init(atMost most: Int) { self.most = most }

        mutating func add(_ name: String) {
            // Most items have a few, and those are compared sooner than hashed.
            if names.count == 8, seen.isEmpty { seen = Set(names) }
            if name.isEmpty || (seen.isEmpty ? names.contains(name) : seen.contains(name)) { return }
            if names.count == most {
                left += 1
            } else {
                if !seen.isEmpty { seen.insert(name) }
                names.append(name)
            }
        }
    }

    private mutating func attachments() -> [Attachment] {
        var attachments: [Attachment] = []
        var isCut = false
        for index in slices.indices {
            // By itself: a call with an element of an own array is given a copy of all of the builder.
            let slice = slices[index]
            if slice.field != .attachment { continue }
            guard let url = address(slice), !attachments.contains(where: { $0.url == url }) else { continue }
            if attachments.count == limits.maxAttachments {
                isCut = true
                break
            }
            var type: String?
            var size: Int?
            // Its type and size come right after it.
            for next in index + 1..<min(index + 4, slices.count) {
                let detail = slices[next]
                if detail.field == .attachment { break }
                if detail.field == .attachmentType { type = type ?? name(detail) }
                if detail.field == .attachmentSize { size = size ?? number(detail) }
            }
            let bytes = size.flatMap { $0 > 0 ? $0 : nil }
            attachments.append(Attachment(url: url, mimeType: type, sizeInBytes: bytes))
        }
        if isCut { repair("cut-attachments", "more than \(limits.maxAttachments) attachments, the rest left out") }
        return attachments
    }
}
