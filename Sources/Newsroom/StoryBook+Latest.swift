import News

extension StoryBook {
    /// Makes the same of the last epoch with the items that were added to its end as if it were made anew. What it found of the items
    /// before these stands, where nothing that was added can change it; false where it can: then it has to be made anew (`remake`).
    mutating func extend(to end: Int) -> Bool {
        guard let last = epochs.last else { return false }
        let added = last.items.upperBound..<end
        let epoch = last.with(last.items.lowerBound..<end)
        open(added)
        epochs[epochs.count - 1] = epoch
        guard finder.extend(to: added, in: prints) else { return false }
        let merged = findCopies(added, in: epoch)
        if merged.contains(where: { last.items.contains($0.1) }) { return false }
        latest.merged += merged
        // Why its items are where they are is found anew.
        late.removeAll { late in
            guard late.epoch == epoch.items.lowerBound, !late.isCopy else { return false }
            reasons[Int(late.item)] = Reason()
            return true
        }
        forest.replaceSubrange(0..<latest.forest.count, with: latest.forest)
        for item in epoch.items {
            forest[item] = Int32(item)
            if reasons[item].rule == .sameWords { plant(item, Int(reasons[item].with)) } else { reasons[item] = Reason() }
        }
        findRepeatedWords(added, in: epoch)
        groups.begin(anewFrom: epoch.joined)
        findLinks(of: added)
        var changed: [Int] = []
        latest.links.forEach(from: added.lowerBound) { article, link in changed += [article, Int(link.to)] }
        join(epoch, changed: changed)
        return true
    }

    /// Makes the last epoch anew as one that ends with the item before `end`. Its items before `first` are those that it had, whatever they
    /// are found to be now; the links of those that share no word with what is other stand. To be called where it is steady (`Latest`),
    /// and at once after an `extend` that was false, of which it takes back what that did.
    /// - `flags`: of its items before `first`, as they were when it was made.
    mutating func remake(to end: Int, from first: Int, flags before: [UInt8]) {
        guard let last = epochs.last else { return }
        let start = last.items.lowerBound
        let epoch = last.with(start..<end)
        let spoke = Array(speaks[start..<first])
        takeBack(from: start)
        forest = latest.forest
        groups.begin(anewFrom: epoch.joined)
        groups.forget(from: start)
        finder.cut(to: start)
        epochs[epochs.count - 1] = epoch
        findWhatIsSaidOnce(in: epoch)
        let others = (start..<first).filter {
            speaks[$0] != spoke[$0 - start]
                || (flags[$0] ^ before[$0 - start]) & (Flag.titleTellsNothing | Flag.openingTellsNothing) != 0
        }
        let changed = findLinks(of: epoch.items, from: first, others: others)
        join(epoch, changed: changed)
    }

    /// Finds the links of the items from `first` on, and of those before it that share a word with the `others` among these, which are
    /// compared by other words than they were; ascending. The links of what shares none stand: it was compared with the same.
    /// - Returns: the articles that have links which they had not, or had such as they have no more.
    private mutating func findLinks(of items: Range<Int>, from first: Int, others: [Int]) -> [Int] {
        var words = HashNumbers<UInt32>()
        for item in others {
            for term in prints[item].terms where Term.isWord(term) { _ = words.numbered(Term.name(term)) }
        }
        let start = others.first ?? first
        neighbours.cut(to: start)
        let before = latest.links
        latest.links = before.prefix(before: start)
        var changed: [Int] = []
        before.forEach(from: first) { article, link in changed += [article, Int(link.to)] }
        for item in start..<items.upperBound {
            add(item)
            if item < first, !prints[item].terms.contains(where: { Term.isWord($0) && words.number(of: Term.name($0)) != nil }) {
                latest.links.append(item, before[item])
            } else {
                findLinks(of: item)
                if item >= first || latest.links[item] != before[item] {
                    for link in before[item] + latest.links[item] { changed += [item, Int(link.to)] }
                }
            }
        }
        return changed
    }

    /// What the last epoch was made from, as far as it stands when it changes or more comes.
    struct Latest {
        var links = Links()
        var merged: [(Int, Int)] = []
        /// As it was before the epoch.
        var forest: [Int32] = []
        /// It was made, and neither how rare words are nor the pace was told by its own items.
        var isSteady = false
    }

    /// The links of articles, in their order; each article's best first.
    struct Links {
        private var articles: [(article: Int32, end: Int32)] = []
        private var all: [Link] = []

        mutating func append(_ article: Int, _ links: some Collection<Link>) {
            if links.isEmpty { return }
            all += links
            articles.append((Int32(article), Int32(all.count)))
        }

        /// Those of one article.
        subscript(article: Int) -> ArraySlice<Link> {
            let place = place(of: article)
            guard place < articles.count, Int(articles[place].article) == article else { return [] }
            return all[start(of: place)..<Int(articles[place].end)]
        }

        func prefix(before article: Int) -> Links {
            let place = place(of: article)
            var links = Links()
            links.articles = Array(articles[..<place])
            links.all = Array(all[..<start(of: place)])
            return links
        }

        /// Those of the articles from `first` on.
        @inline(__always)
        func forEach(from first: Int = 0, _ body: (_ article: Int, _ link: Link) -> Void) {
            let place = place(of: first)
            var start = start(of: place)
            for (article, end) in articles[place...] {
                for place in start..<Int(end) { body(Int(article), all[place]) }
                start = Int(end)
            }
        }

        private func start(of place: Int) -> Int { place == 0 ? 0 : Int(articles[place - 1].end) }

        /// Of the first article that is not before this one.
        private func place(of article: Int) -> Int {
            var (low, high) = (0, articles.count)
            while low < high {
                let middle = (low + high) / 2
                if articles[middle].article < article { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}

extension StoryBook.Epoch {
    /// The same of other items.
    fileprivate func with(_ items: Range<Int>) -> StoryBook.Epoch {
        StoryBook.Epoch(day: day, days: days, items: items, joined: joined, pace: pace)
    }
}
