import News

/// A story at length: the lead's own paragraphs, then what others say beyond them, by angle. Word for word, each with its source.
///
/// An angle stands under a heading that a source gave it, or under the words that several of the paragraphs added have and the rest of
/// the story has not. What says much the same as something above it is left out. Everything is bounded, so that it costs no more than
/// the words looked at.
package struct DeepLook {
    package enum Bounds {
        static let articles = 12
        /// Blocks of an article that are looked at.
        static let blocks = 40
        /// Paragraphs of the lead, and of each of the others' sources.
        package static let ofLead = 12
        static let ofOther = 4
        static let paragraphs = 30
        /// Words of a paragraph of others that says something by itself, and of all that the lead adds to its lede.
        static let fewestWords = 8
        /// Words by which paragraphs are compared.
        static let words = 120
        static let angles = 5
        /// Words that may head an angle.
        static let headingsTried = 8
        static let bytes = 3000
    }

    /// The lead's first.
    package let angles: [Edition.Angle]
    /// Paragraphs of the lead that there was no room for.
    package let left: Int

    private struct Added {
        let paragraph: Edition.Paragraph
        let heading: String?
        let names: [UInt32]
    }

    /// - `articles`: of one story, no copies among them, the lead first.
    /// - `lede`, `bullets`: paragraphs that say no more than one of them need not be said again.
    package init(
        _ articles: [FiledItem], lede: String?, bullets: [String] = [], without refrains: Refrains = Refrains()
    ) {
        guard let lead = articles.first else {
            (angles, left) = ([], 0)
            return
        }
        let told = [lede].compactMap(\.self) + bullets
        var (angles, leftOut) = Self.lead(lead, told: told, refrains)
        if !Self.isEnough(angles.lazy.flatMap(\.paragraphs).map(\.text)) { angles = [] }
        let said = angles.flatMap(\.paragraphs).map { Self.names(of: $0.text) }
        let known = Self.names(of: [lead.item.title, lede].compactMap(\.self).joined(separator: " "))
        let added = Self.additions(of: articles, beyond: said + (lede.map { [Self.names(of: $0)] } ?? []), bullets, refrains)
        angles += Self.angles(of: added, beside: said, known: known)
        (self.angles, left) = (angles, leftOut)
    }

    // MARK: - The lead

    /// Whether an article has more to say than its lede.
    static func adds(to told: [String], of article: FiledItem, without refrains: Refrains) -> Bool {
        isEnough(article.item.ownText.lazy.filter { says($0, beyond: told, of: article, refrains) }.map(\.text))
    }

    /// A date or a byline alone is no look at anything.
    private static func isEnough(_ paragraphs: some Sequence<String>) -> Bool {
        var words = 0
        for paragraph in paragraphs {
            words += paragraph.wordCount
            if words >= Bounds.fewestWords { return true }
        }
        return false
    }

    private static func says(_ block: Block, beyond told: [String], of article: FiledItem, _ refrains: Refrains) -> Bool {
        block.kind != .heading && !told.contains(block.text) && !block.text.utf8.allSatisfy { $0 <= 0x20 }
            && !refrains.contains(block.text, of: article.source) && !sendsElsewhere(block.text)
    }

    private static func lead(_ lead: FiledItem, told: [String], _ refrains: Refrains) -> (angles: [Edition.Angle], left: Int) {
        var angles: [Edition.Angle] = []
        var heading: String?
        var paragraphs: [Edition.Paragraph] = []
        var (taken, left) = (0, 0)
        func end() {
            if !paragraphs.isEmpty { angles.append(Edition.Angle(heading: heading, paragraphs: paragraphs)) }
            paragraphs = []
        }
        for block in lead.item.ownText {
            if block.kind == .heading {
                end()
                heading = block.text
                continue
            }
            if !says(block, beyond: told, of: lead, refrains) { continue }
            if taken == Bounds.ofLead {
                left += 1
                continue
            }
            taken += 1
            paragraphs.append(Edition.Paragraph(text: block.text, kind: block.kind, source: lead.item.key))
        }
        end()
        return (angles, left)
    }

    // MARK: - The others

    private static func additions(of articles: [FiledItem], beyond said: [[UInt32]], _ bullets: [String], _ refrains: Refrains)
        -> [Added]
    {
        var said = said
        var ofSource: [String: Int] = [:]
        var added: [Added] = []
        for article in articles.dropFirst().prefix(Bounds.articles - 1) {
            var heading: String?
            let publisher = Self.name(of: article)
            for block in article.item.ownText.prefix(Bounds.blocks) where added.count < Bounds.paragraphs {
                if block.kind == .heading {
                    heading = block.text
                    continue
                }
                guard ofSource[article.source, default: 0] < Bounds.ofOther, block.text.utf8.count <= Bounds.bytes,
                    block.text.wordCount >= Bounds.fewestWords, says(block, beyond: bullets, of: article, refrains),
                    !Self.advertises(block.text, publisher)
                else { continue }
                let names = names(of: block.text)
                guard names.count >= 3, !said.contains(where: { saysTheSame(names, $0) }) else { continue }
                said.append(names)
                ofSource[article.source, default: 0] += 1
                added.append(
                    Added(
                        paragraph: Edition.Paragraph(text: block.text, kind: block.kind, source: article.item.key),
                        heading: heading, names: names))
            }
        }
        return added
    }

    /// What its publisher is called, folded, ` bbc news `. Nil where that is too little to know it by.
    private static func name(of article: FiledItem) -> String? {
        let name = Words.fold(article.publisher ?? article.sourceTitle ?? article.source)
        return name.utf8.count < 5 ? nil : " \(name) "
    }

    /// Sends the reader to a site, breaks off so that he goes there, or speaks of the publisher itself: "is the most trusted".
    private static func advertises(_ text: String, _ publisher: String?) -> Bool {
        if text.contains("www.") || text.hasSuffix("...") || text.hasSuffix("\u{2026}") { return true }
        return publisher.map { " \(Words.fold(text)) ".contains($0) } ?? false
    }

    private static func angles(of added: [Added], beside said: [[UInt32]], known: [UInt32]) -> [Edition.Angle] {
        var angles: [Edition.Angle] = []
        // Under headings of their own, each where it first stands.
        var headings: [String] = []
        for one in added { if let heading = one.heading, !headings.contains(heading) { headings.append(heading) } }
        for heading in headings.prefix(Bounds.angles) {
            angles.append(
                Edition.Angle(heading: heading, paragraphs: added.filter { $0.heading == heading }.map(\.paragraph)))
        }
        let shown = Set(headings.prefix(Bounds.angles))
        var rest = added.filter { added in added.heading.map { !shown.contains($0) } ?? true }

        // What sets some of the rest apart: words of two and more of them, of few others, and not of the headline.
        var elsewhere: [UInt32: Int] = [:]
        for names in said { for name in names { elsewhere[name, default: 0] += 1 } }
        let common = Set(known)
        while angles.count < Bounds.angles {
            var uses: [UInt32: Int] = [:]
            var order: [UInt32] = []
            for one in rest {
                for name in one.names where !common.contains(name) {
                    if uses[name] == nil { order.append(name) }
                    uses[name, default: 0] += 1
                }
            }
            let apart = order.filter { uses[$0, default: 0] >= 2 && elsewhere[$0, default: 0] <= said.count / 4 }
            let best = apart.sorted { (uses[$1, default: 0], $0) < (uses[$0, default: 0], $1) }.prefix(Bounds.headingsTried)
            // A name tells what an angle is about; of other words one alone says nothing.
            let found = best.lazy.compactMap { name -> (these: [Added], heading: String)? in
                let these = rest.filter { $0.names.contains(name) }
                return these.lazy.compactMap { spelling(of: name, in: $0.paragraph.text) }.first.map { (these, $0) }
            }.first
            guard let (these, heading) = found else { break }
            angles.append(Edition.Angle(heading: heading, paragraphs: these.map(\.paragraph)))
            let taken = Set(these.map(\.paragraph))
            rest = rest.filter { !taken.contains($0.paragraph) }
        }
        if !rest.isEmpty { angles.append(Edition.Angle(heading: nil, paragraphs: rest.map(\.paragraph))) }
        return angles
    }

    // MARK: - Words

    /// The words that tell what it is about, each once, ascending.
    private static func names(of text: String) -> [UInt32] {
        TermList.terms(of: Words(text), most: Bounds.words).filter(Term.isInformative).map(Term.name)
    }

    /// A name as it is written within a sentence, with the words it goes with: `World Health Organization`. Nil where it is no name there.
    private static func spelling(of name: UInt32, in text: String) -> String? {
        let words = Words(text)
        var folded: String?
        var terms = TermList()
        terms.spell = { if $0 == name, folded == nil { folded = $1() } }
        terms.add(opening: words, of: min(words.count, Bounds.words))
        guard let folded else { return nil }
        var text = text
        return text.withUTF8 { bytes in
            func isCapital(_ word: Int) -> Bool { Newsroom.isCapital(bytes, words.range(word).lowerBound) }
            func isNext(_ word: Int) -> Bool {
                words.range(word + 1).lowerBound - words.range(word).upperBound == 1
                    && bytes[words.range(word).upperBound] == 0x20
            }
            for place in 1..<max(1, words.count) where words.folded(place) == folded && isCapital(place) && isNext(place - 1) {
                var (first, last) = (place, place)
                while first > 1, last - first < 3, isNext(first - 1), isCapital(first - 1), isNext(first - 2) { first -= 1 }
                while last + 1 < words.count, last - first < 3, isNext(last), isCapital(last + 1) { last += 1 }
                let name = words.range(first).lowerBound..<words.range(last).upperBound
                return String(decoding: bytes.slice(name), as: UTF8.self)
            }
            return nil
        }
    }
}
