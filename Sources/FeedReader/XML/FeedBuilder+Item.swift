import FoundationEssentials
import News

extension FeedBuilder {
    /// Maps what was gathered to an item, or refuses it with a reason: one of the two, for every item that was seen.
    mutating func map(_ closed: ClosedItem) {
        mapped = closed.slices
        itemRepairs = closed.repairs
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
        var has = FieldSet()
        for slice in mappedSlices {
            has.insert(slice.field)
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
        let attachments = has.contains(.attachment) ? attachments(of: closed) : []
        if image.value == nil { image.offer(attachments.first { $0.mimeType?.hasPrefix("image/") ?? false }?.url, rank: 0) }
        noteFuture(published.value, .published)
        noteFuture(modified.value, .modified)
        let authors = has.contains(.person) || has.contains(.author) || has.contains(.byline) ? authors() : []
        let categories = has.contains(.category) || has.contains(.keywords) ? categories(of: closed) : []
        var item = Item(
            key: Key(bits: 0), hash: closed.hash, id: id.value, url: url.value, title: title,
            summary: text.summary, text: text.blocks, authors: authors, published: published.value, modified: modified.value,
            categories: categories, attachments: attachments, language: language.value ?? closed.language, image: image.value,
            repairs: itemRepairs)
        if isAgency { complete(&item) }
        if isTruncated, item.title == nil, item.summary == nil, item.text.isEmpty,
            itemRepairs.contains(where: { $0.code == "truncated" })
        {
            let place = places.place(of: Int(closed.end))
            return draft.refused.append(
                Repair(code: "cut-off", at: place, message: "the file ends before this item says anything"))
        }
        if item.isEmpty {
            guard let other = mappedSlices.first(where: { $0.field == .other }) else {
                let place = places.place(of: Int(closed.end))
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
    mutating func name(_ slice: Slice) -> String? {
        let text = arena[slice].trimmed
        if let known = addresses.known(text) { return known }
        let name = MarkupText.name(text)
        return name.isEmpty ? nil : name
    }

    /// As `Int` reads it, without a String for the plain digits that nearly all are.
    func number(_ slice: Slice) -> Int? {
        let text = arena[slice].trimmed
        guard (1...18).contains(text.count), text.allSatisfy(\.isASCIIDigit) else { return Int(raw(slice)) }
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    mutating func address(_ slice: Slice) -> String? {
        let text = arena[slice].trimmed
        if let known = addresses.known(text) { return known }
        if Address.isWhole(text) {
            let address = String(decoding: text, as: UTF8.self)
            addresses.note(address, length: text.count)
            return address
        }
        let base = slice.base >= 0 ? bases[Int(slice.base)] : draft.homePageURL.value ?? draft.ownAddress
        return Address.absolute(String(decoding: text, as: UTF8.self), base: base)
    }

    /// Of the first of the item's own links that is relative to nothing.
    private func relativeAddress() -> String? {
        mappedSlices.lazy.filter { $0.field == .url }.compactMap { Address.relative(self.raw($0)) }.first
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
        let slice = mappedSlices.first { $0.field == field && FeedDate.read(arena[$0].trimmed) == date }
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

    mutating func textHash() -> TextHash {
        let slices = mappedSlices
        for slice in slices where slice.field == .title { hasher.add(arena[slice], group: 0) }
        for slice in slices where slice.field == .summary { hasher.add(arena[slice], group: 1) }
        for slice in slices where slice.field == .content { hasher.add(arena[slice], group: 2) }
        return hasher.finish()
    }
}
