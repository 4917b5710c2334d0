extension Item {
    /// The text without its boilerplate: blocks of which nothing else is left are out. Linear.
    package var ownText: [Block] {
        var passages = boilerplate.filter { $0.field == .text }.map(\.range)[...]
        if passages.isEmpty { return text }
        var own: [Block] = []
        // Where the block's words begin in `plainText`.
        var start = 0
        var last: Block.Kind?
        for block in text {
            start += block.kind.beginning(after: last).utf8.count
            let end = start + block.text.utf8.count
            while let first = passages.first, first.upperBound <= start { passages.removeFirst() }
            if let first = passages.first, first.lowerBound < end {
                let left = block.text.without(passages, from: start)
                if !left.isEmpty { own.append(Block(block.kind, left)) }
            } else {
                own.append(block)
            }
            (start, last) = (end, block.kind)
        }
        return own
    }

    /// The summary without its boilerplate; nil when nothing is left of it.
    package var ownSummary: String? {
        let passages = boilerplate.filter { $0.field == .summary }.map(\.range)
        guard let summary, !passages.isEmpty else { return summary }
        let left = summary.without(passages, from: 0)
        return left.isEmpty ? nil : left
    }
}

extension String {
    /// What is left without some ranges of its bytes, ascending, which begin to count at `start`; spaces at its ends are left out.
    fileprivate func without(_ ranges: some Sequence<Range<Int>>, from start: Int) -> String {
        let all = Array(utf8)
        var left: [UInt8] = []
        var place = 0
        for range in ranges {
            let (from, to) = (max(place, range.lowerBound - start), min(all.count, range.upperBound - start))
            if range.lowerBound - start >= all.count { break }
            if from > place { left += all[place..<from] }
            place = max(place, to)
        }
        left += all[place...]
        let spaces = left.prefix { $0 == 0x20 }.count
        let end = left.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? spaces
        return String(decoding: left[spaces..<max(spaces, end)], as: UTF8.self)
    }
}
