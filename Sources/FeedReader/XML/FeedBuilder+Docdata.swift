import FoundationEssentials
import News

extension FeedBuilder {
    /// The text of all slices of the best rank that has any, in their order; a heading that repeats the title is left out.
    func agencyTexts(title: String?, summary: Slice?) -> (summary: String?, blocks: [Block]) {
        var blocks: [Block] = []
        for rank in Set(mappedSlices.lazy.filter { $0.field == .content }.map(\.rank)).sorted() where blocks.isEmpty {
            for slice in mappedSlices where slice.field == .content && slice.rank == rank {
                blocks += self.blocks(slice).map(Self.unescaped)
            }
            if let first = blocks.first, first.kind == .heading, first.text == title { blocks.removeFirst() }
        }
        guard let summary, let line = line(summary) else { return (nil, blocks) }
        // A sub-headline may be the headline again.
        if summary.rank % AgencyMarkup.aside == AgencyMarkup.subHeadline, line == title { return (nil, blocks) }
        return (line, blocks.isEmpty ? self.blocks(summary) : blocks)
    }

    /// Without the references that are left where an agency escaped its text twice.
    private static func unescaped(_ block: Block) -> Block {
        let text = block.text.withUTF8Copy { bytes -> String? in
            guard bytes.indices.contains(where: { bytes[$0] == 38 && CharacterReferences.isWhole(bytes, at: $0) }) else {
                return nil
            }
            var folded = FoldedText(capacity: bytes.count)
            folded.append(bytes, resolving: true)
            return folded.string
        }
        return text.map { Block(block.kind, $0) } ?? block
    }

    /// What is not in the fields of a feed's item.
    mutating func complete(_ item: inout Item) {
        var docdata = Docdata()
        var header = AgencyHeader()
        var slug = Ranked<String>()
        var dateline = Ranked<String>()
        var codes: Set<String> = []
        for slice in mappedSlices {
            let text = arena[slice].trimmed
            switch slice.field {
            // By the schema of NewsML-G2 empty where its end is open.
            case .embargo where text.isEmpty: header.isEmbargoed = true
            case _ where text.isEmpty: continue
            case .slug: slug.offer(line(slice), rank: slice.rank)
            // Some give the date alone.
            case .dateline where FeedDate.read(text) == nil:
                dateline.offer(line(slice).flatMap(AgencyHeader.dateline), rank: slice.rank)
            case .urgency: docdata.urgency = docdata.urgency ?? number(text).flatMap { (1...9).contains($0) ? $0 : nil }
            case .version, .revision: docdata.version = docdata.version ?? number(text)
            case .status: header.note(status: AgencyHeader.word(text))
            case .futureStatus: header.futureStatus = AgencyHeader.word(text)
            case .subject:
                let code = AgencyHeader.code(text)
                if code.isEmpty || codes.count == limits.maxCategories { continue }
                if codes.insert(code).inserted { docdata.subjects.append(code) }
            case .embargo:
                header.isEmbargoed = true
                docdata.embargo = docdata.embargo ?? date(slice)
            case .release where header.release == nil:
                header.release = date(slice)
                header.hasBadRelease = header.release == nil
            default: break
            }
        }
        docdata.slug = slug.value
        docdata.dateline = dateline.value
        header.settle(&docdata, issued: item.published)
        if docdata.status == .withheld, docdata.embargo == nil, header.isEmbargoed || header.hasBadRelease {
            repair("open-embargo", "under embargo without an end that can be read, so withheld")
        }
        if mapping?.elements.itemTag == .nitf { item.published = item.published ?? header.release }
        item.id = item.id.map(withoutRevision)
        item.docdata = docdata.isEmpty ? nil : docdata
        item.hash = item.hash.telling(docdata)
        item.repairs = itemRepairs
    }

    private func number(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        Int(String(decoding: text.prefix(20), as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// NewsML 1.2 ends its public identifier with the revision, `:2N`, which would make each one another item.
    private func withoutRevision(_ id: String) -> String {
        guard mapping?.elements.itemTag == .newsItem, let revision = mappedSlices.first(where: { $0.field == .revision }) else {
            return id
        }
        let number = String(decoding: arena[revision].trimmed, as: UTF8.self)
        guard !number.isEmpty else { return id }
        for ending in ["", "N", "U", "A"] where id.utf8.count > number.utf8.count + 2 && id.hasSuffix(":\(number)\(ending)") {
            return String(id.dropLast(number.count + ending.count + 1))
        }
        return id
    }

    /// A person of a byline, without the words around the name; nil when there is none.
    static func byline(_ text: String) -> Author? {
        var name = text[...]
        for word in [", ", "and ", "By "] where name.utf8.count >= word.utf8.count {
            if name.prefix(word.count).lowercased() == word.lowercased() { name = name.dropFirst(word.count) }
        }
        while let last = name.utf8.last, last == 32 || last == UInt8(ascii: ",") { name.removeLast() }
        guard !name.isEmpty, !["by", "and"].contains(name.lowercased()) else { return nil }
        return author(String(name))
    }
}

/// What an agency says of when an item may be published.
struct AgencyHeader {
    var status: Docdata.Status?
    var isEmbargoed = false
    var futureStatus: String?
    /// NITF `date.release`, NewsML 1.2 `StatusWillChange`.
    var release: Date?
    var hasBadRelease = false

    mutating func note(status word: String) {
        switch word {
        case "usable": status = status ?? .usable
        case "withheld": status = .withheld
        case "canceled", "cancelled", "killed": status = .cancelled
        case "embargoed": isEmbargoed = true
        default: break
        }
    }

    /// An embargo without an end that can be read is kept as if it had none: better late than too soon.
    func settle(_ docdata: inout Docdata, issued: Date?) {
        docdata.status = status
        let becomesUsable = futureStatus.map { $0 == "usable" && (isEmbargoed || status == .withheld) }
        if let release, docdata.embargo == nil, becomesUsable ?? (isEmbargoed || issued.map { release > $0 } ?? true) {
            docdata.embargo = release
            if becomesUsable == true, docdata.status == .withheld { docdata.status = nil }
        }
        let isOpen = isEmbargoed || hasBadRelease && becomesUsable != false
        if isOpen, docdata.embargo == nil, docdata.status != .cancelled { docdata.status = .withheld }
    }

    /// The last part of a code or address, lower-case: `stat:usable`, `.../pubstatusg2/usable`, `Usable`.
    static func word(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let word = String(decoding: text.prefix(256), as: UTF8.self).lowercased()
        return word.split { $0 == ":" || $0 == "/" }.last.map(String.init) ?? ""
    }

    /// `scheme:code`. IPTC's subject codes and media topics stand alone in the older formats, and as addresses in the newer.
    static func code(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let code = MarkupText.clean(UnsafeBufferPointer(rebasing: text.prefix(1024)))
        guard let last = code.split(separator: "/").last, last.utf8.count == 8, last.utf8.allSatisfy({ (48...57).contains($0) }),
            last.utf8.count == code.utf8.count || code.contains("iptc.org/newscodes/")
        else { return code }
        // Subject codes begin with 01 to 17, media topics with 20.
        return last.hasPrefix("20") ? "medtop:\(last)" : "subj:\(last)"
    }

    /// Without the dash that leads on to the text; nil when nothing is left.
    static func dateline(_ line: String) -> String? {
        var line = line.unicodeScalars[...]
        while let last = line.last, " -\u{2013}\u{2014}:".unicodeScalars.contains(last) { line.removeLast() }
        return line.isEmpty ? nil : String(line)
    }
}
