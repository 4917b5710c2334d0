import News

/// Which sentences tell most of a story, so that a reader knows it at a glance: word for word, each with who says it.
///
/// A sentence counts by what comes after it in its article, and in the articles of others: what an article goes on about was said
/// first in its most telling sentences (Zheng and Lapata 2019, "Sentence centrality revisited for unsupervised summarization",
/// with forward edges only). Its words count by how few sentences of the story have them, squared; the sum is divided by the root
/// of their number. Linear in the words.
package struct QuickLook {
    /// What is looked at and taken. Chosen on editors' bullets by Tests/Bench/quicklook.py, where the table is.
    package enum Bounds {
        /// Bullets; and of one source's where there are several. Its own key points stand as it gave them.
        package static let bullets = 5
        static let ofOneSource = 2
        /// Where but one source tells the story.
        static let ofTheOnlySource = 3
        /// Articles, and of each the first so many sentences that may be told.
        static let articles = 12
        static let sentences = 30
        /// Words of a sentence that says something by itself and can be read at a glance.
        static let words = 8...45
        /// A publisher's own key points may be shorter.
        static let keyPointWords = 3...45
        /// A sentence of whose words so many, in tenths, stand in what is told already tells the same in other words; or fewer, where it
        /// brings no new name or number.
        static let known = (alone: 6, withoutNews: 5)
    }

    private struct Candidate {
        let text: String
        /// Among the articles.
        let article: Int
        let names: [UInt32]
        let isKeyPoint: Bool
        var score = 0
        /// Sources that say it, its own among them.
        var sayers = 1
    }

    private let articles: [FiledItem]
    private let refrains: Refrains
    private var candidates: [Candidate] = []

    /// - `articles`: of one story, no copies among them, the lead first.
    /// - `refrains`: what sources say whatever they tell, which is not taken.
    package init(_ articles: [FiledItem], without refrains: Refrains = Refrains()) {
        self.refrains = refrains
        self.articles = Array(articles.prefix(Bounds.articles))
        for (place, article) in self.articles.enumerated() { add(article.item, as: place) }
        weigh()
    }

    /// At most five, best first: what several sources say before what one says, a publisher's own key points before other sentences of
    /// those. None says what `told` or one before it says, nor what those and the headline say together; fewer rather than padded.
    package func bullets(told: String?, most: Int = Bounds.bullets) -> [Edition.Bullet] {
        var said = told.map { [Self.names(of: Words($0))] } ?? []
        var known = Set(said.joined()).union(articles.first?.item.title.map { Self.names(of: Words($0)) } ?? [])
        var ofSource: [String: Int] = [:]
        let several = Set(articles.map(\.source)).count > 1
        var bullets: [Edition.Bullet] = []
        let order = candidates.indices.sorted { a, b in
            let (one, other) = (candidates[a], candidates[b])
            if one.sayers != other.sayers { return one.sayers > other.sayers }
            if one.isKeyPoint != other.isKeyPoint { return one.isKeyPoint }
            // In their publisher's order.
            if one.isKeyPoint { return a < b }
            return (other.score, a) < (one.score, b)
        }
        for place in order where bullets.count < most {
            let candidate = candidates[place]
            let source = articles[candidate.article].source
            let room =
                several ? Bounds.ofOneSource : candidate.isKeyPoint ? Bounds.bullets : Bounds.ofTheOnlySource
            guard ofSource[source, default: 0] < room, !said.contains(where: { saysTheSame(candidate.names, $0) }),
                !Self.tellsNothingNew(candidate, beyond: known)
            else { continue }
            ofSource[source, default: 0] += 1
            said.append(candidate.names)
            known.formUnion(candidate.names)
            bullets.append(
                Edition.Bullet(
                    text: candidate.text, source: articles[candidate.article].item.key, others: otherNumbers(than: candidate)))
        }
        return bullets
    }

    /// - `known`: the words of all that is told already.
    private static func tellsNothingNew(_ candidate: Candidate, beyond known: Set<UInt32>) -> Bool {
        let share = candidate.names.count(where: known.contains) * 10
        if share >= candidate.names.count * Bounds.known.alone { return true }
        if share < candidate.names.count * Bounds.known.withoutNews { return false }
        let words = Words(candidate.text)
        var text = candidate.text
        let capitals = text.withUTF8 { Newsroom.capitals(of: words, in: $0) }
        var terms = TermList()
        terms.add(opening: words, of: min(words.count, Bounds.words.upperBound), capitals: capitals)
        return !terms.sorted().contains {
            ($0 & 7 == Term.openingCapital || !Term.isInformative($0)) && !known.contains(Term.name($0))
        }
    }

    /// What other sources give where what is `told`, words of the lead, gives its one number.
    package func otherNumbers(than told: String) -> [Edition.Bullet.OtherNumber] {
        guard let lead = articles.first else { return [] }
        var found: [Edition.Bullet.OtherNumber] = []
        Self.forEachSentence(in: told, language: lead.item.language) { text in
            let sentence = Candidate(
                text: String(decoding: text, as: UTF8.self), article: 0, names: Self.names(of: Words(utf8: text)),
                isKeyPoint: false)
            for other in otherNumbers(than: sentence) where !found.contains(other) { found.append(other) }
        }
        for other in otherFigures(than: told) where !found.contains(where: { $0.source == other.source }) { found.append(other) }
        return Array(found.prefix(Bounds.bullets))
    }

    /// What others' headlines and ledes count otherwise than the lead's: `17 dead` where it has 14.
    private func otherFigures(than told: String) -> [Edition.Bullet.OtherNumber] {
        guard articles.count > 1 else { return [] }
        func figures(_ article: FiledItem, _ lede: String?) -> [Figure] {
            Figure.all(in: [article.item.title, lede].compactMap(\.self).joined(separator: "\n"))
        }
        let own = figures(articles[0], told).filter(\.isToll)
        if own.isEmpty { return [] }
        var found: [Edition.Bullet.OtherNumber] = []
        var known = Set(own.map { "\($0.unit) \($0.value)" })
        for article in articles.dropFirst() where article.source != articles[0].source {
            for figure in figures(article, lede(of: article.item)) where figure.isToll {
                guard own.contains(where: { $0.unit == figure.unit }), known.insert("\(figure.unit) \(figure.value)").inserted
                else { continue }
                found.append(Edition.Bullet.OtherNumber(number: figure.written, source: article.item.key))
            }
        }
        return found
    }

    // MARK: - Candidates

    private mutating func add(_ item: Item, as article: Int) {
        let source = hashed(articles[article].source)
        let own = item.ownText
        let notices = Notices(of: own)
        for block in own.keyPoints ?? [] where candidates.count < Bounds.articles * Bounds.sentences {
            var text = block.text
            if let names = text.withUTF8({ names(of: $0, isKeyPoint: true, source) }) {
                candidates.append(Candidate(text: block.text, article: article, names: names, isKeyPoint: true))
            }
        }
        let start = candidates.count
        for (place, block) in own.enumerated() where block.kind == .paragraph || block.kind == .quotation {
            if candidates.count - start >= Bounds.sentences { return }
            let mayBeCut = item.breaksOff && place == own.count - 1
            Self.forEachSentence(in: block.text, language: item.language) { text in
                if mayBeCut, !endsASentence(text.scalar(before: text.count).scalar) { return }
                guard candidates.count - start < Bounds.sentences, let names = names(of: text, isKeyPoint: false, source),
                    !notices.contain(text)
                else { return }
                let sentence = String(decoding: text, as: UTF8.self)
                candidates.append(Candidate(text: sentence, article: article, names: names, isKeyPoint: false))
            }
        }
    }

    /// The words that tell what a sentence is about, each once, ascending; nil where it may not be told.
    private func names(of text: UnsafeBufferPointer<UInt8>, isKeyPoint: Bool, _ source: UInt64) -> [UInt32]? {
        if text.count > 800 { return nil }
        // A sentence of words without spaces has some two characters a word.
        let spaces = text.reduce(0) { $1 == 0x20 ? $0 + 1 : $0 }
        let count = spaces > 0 || text.count < 24 ? spaces + 1 : text.scalarCount / 2
        guard (isKeyPoint ? Bounds.keyPointWords : Bounds.words).contains(count), Self.isWhole(text),
            isKeyPoint || !refrains.contains(text, of: source)
        else { return nil }
        let words = Words(utf8: text)
        let names = Self.names(of: words)
        return names.count >= 2 && (isKeyPoint || !Self.refersBack(words) && !isCaption(text, words)) ? names : nil
    }

    /// Neither cut nor a question nor an address to go to, and what it quotes ends in it.
    private static func isWhole(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        func stands(_ words: StaticString, at place: Int) -> Bool {
            guard place >= 0, text.count - place >= words.utf8CodeUnitCount else { return false }
            return (0..<words.utf8CodeUnitCount).allSatisfy { text[place + $0] == words.utf8Start[$0] }
        }
        var (opened, closed, straight) = (0, 0, 0)
        for place in text.indices {
            switch text[place] {
            case UInt8(ascii: "\""): straight += 1
            case 0xE2:
                if stands("\u{201C}", at: place) { opened += 1 }
                if stands("\u{201D}", at: place) { closed += 1 }
            case 0xC2:
                if stands("\u{AB}", at: place) { opened += 1 }
                if stands("\u{BB}", at: place) { closed += 1 }
            case UInt8(ascii: ":"): if stands("://", at: place) { return false }
            case UInt8(ascii: "w"): if stands("www.", at: place) { return false }
            default: break
            }
        }
        return opened == closed && straight.isMultiple(of: 2) && text.last != UInt8(ascii: "?")
            && !stands("...", at: text.count - 3) && !stands("\u{2026}", at: text.count - 3)
    }

    /// It begins with a word that stands for what was said before it.
    private static func refersBack(_ words: Words) -> Bool { words.count > 0 && backward.contains(words.folded(0)) }

    /// The first sentences of a paragraph, as `forEachSentence` gives them.
    static func forEachSentence(in text: String, language: String?, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        Newsroom.forEachSentence(in: text, language: language, atMost: Bounds.sentences, scalars: 8000, body)
    }

    private static func names(of words: Words) -> [UInt32] {
        TermList.terms(of: words, most: Bounds.words.upperBound).map(Term.name)
    }

    // MARK: - Weights

    private mutating func weigh() {
        var numbers = HashNumbers<UInt32>()
        var uses: [Int] = []
        // The words of all by their numbers.
        let names = candidates.map { candidate in
            candidate.names.map { name in
                let number = numbers.numbered(name)
                if number == uses.count { uses.append(0) }
                uses[number] += 1
                return number
            }
        }
        // In 256ths, of the logarithm to base 2.
        let weights = uses.map { (logarithm(2 * candidates.count + 2) - logarithm(2 * $0 + 1)) >> 8 }
        // Sentences behind the one looked at have it, or are of other articles: from the last to the first.
        var behind = uses
        var article = Int.max
        var own = [Int](repeating: 0, count: uses.count)
        for place in candidates.indices.reversed() {
            if candidates[place].article != article {
                article = candidates[place].article
                behind = uses
                for other in candidates.indices where candidates[other].article == article {
                    for name in names[other] { behind[name] -= 1 }
                }
                for name in own.indices { own[name] = 0 }
            }
            var sum = 0
            for name in names[place] { sum += weights[name] * weights[name] * (behind[name] + own[name]) }
            candidates[place].score = (sum << 4) / max(1, wholeRoot(names[place].count << 8))
            for name in names[place] { own[name] += 1 }
        }
        countSayers()
    }

    /// For the best of them; the others are hardly taken.
    private mutating func countSayers() {
        guard articles.count > 1 else { return }
        let best = candidates.indices.sorted { (candidates[$1].score, $0) < (candidates[$0].score, $1) }.prefix(24)
        for place in best {
            let candidate = candidates[place]
            var sayers: Set<String> = [articles[candidate.article].source]
            for other in candidates where saysTheSame(candidate.names, other.names) {
                sayers.insert(articles[other.article].source)
            }
            candidates[place].sayers = sayers.count
        }
    }

    // MARK: - Numbers

    /// What a sentence's one number counts: two that count other things do not contradict each other.
    private static func unit(of number: OnlyNumber, in sentence: String) -> String? {
        Figure.all(in: sentence).first { $0.value == number.value }?.unit
    }

    /// What other sources give where the candidate gives its one number: in a sentence that is else much the same.
    private func otherNumbers(than candidate: Candidate) -> [Edition.Bullet.OtherNumber] {
        guard let number = OnlyNumber(in: candidate.text), let counted = Self.unit(of: number, in: candidate.text) else {
            return []
        }
        var found: [Edition.Bullet.OtherNumber] = []
        var sources: Set<String> = [articles[candidate.article].source]
        for other in candidates where !sources.contains(articles[other.article].source) {
            // All but the numbers of both, and of a longer sentence one word: of a shorter one that word may be all the difference.
            let fewer = min(candidate.names.count, other.names.count) - 1
            guard fewer >= 3, commonCount(candidate.names, other.names) >= fewer - (fewer >= 6 ? 1 : 0),
                let theirs = OnlyNumber(in: other.text),
                theirs.value != number.value, Self.unit(of: theirs, in: other.text) == counted
            else { continue }
            sources.insert(articles[other.article].source)
            found.append(Edition.Bullet.OtherNumber(number: theirs.written, source: articles[other.article].item.key))
        }
        return found
    }
}

/// English, German, French and Spanish.
private let backward: Set<String> = [
    "he", "she", "it", "they", "this", "that", "these", "those", "er", "sie", "dies", "diese", "dieser", "il", "elle", "ils",
    "elles", "cela", "ella", "ellos", "ellas", "esto", "eso",
]
