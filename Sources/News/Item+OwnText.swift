extension Item {
    /// The text without its boilerplate: blocks of which nothing else is left are out.
    package var ownText: [Block] {
        let passages = boilerplate.filter { $0.field == .text }
        if passages.isEmpty { return text }
        var own: [Block] = []
        // Where the block's words begin in `plainText`.
        var start = 0
        var last: Block.Kind?
        for block in text {
            if let last { start += last == .listItem && block.kind == .listItem ? 1 : 2 }
            start += block.kind == .paragraph ? 0 : block.kind == .heading ? 3 : 2
            let end = start + block.text.utf8.count
            let within = passages.filter { $0.range.overlaps(start..<end) }
            if within.isEmpty {
                own.append(block)
            } else {
                let left = block.text.without(within.map { $0.range.clamped(to: start..<end) }, from: start)
                if !left.isEmpty { own.append(Block(block.kind, left)) }
            }
            (start, last) = (end, block.kind)
        }
        return own
    }

    /// The summary without its boilerplate; nil when nothing is left of it.
    package var ownSummary: String? {
        let passages = boilerplate.filter { $0.field == .summary }
        guard let summary, !passages.isEmpty else { return summary }
        let all = 0..<summary.utf8.count
        let left = summary.without(passages.map { $0.range.clamped(to: all) }, from: 0)
        return left.isEmpty ? nil : left
    }
}

extension String {
    /// What is left without some ranges of its bytes, which begin to count at `start`; spaces at its ends are left out.
    fileprivate func without(_ ranges: [Range<Int>], from start: Int) -> String {
        var bytes = Array(utf8)
        for range in ranges.reversed() { bytes.removeSubrange((range.lowerBound - start)..<(range.upperBound - start)) }
        let spaces = bytes.prefix { $0 == 0x20 }.count
        let end = bytes.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? spaces
        return String(decoding: bytes[spaces..<max(spaces, end)], as: UTF8.self)
    }
}
