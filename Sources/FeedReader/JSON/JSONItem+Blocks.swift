import News

extension JSONItem {
    /// What `[Block].plainText` writes: blocks parted by an empty line, headings with `## `, quotations with `> `, list items
    /// with `- ` and a line each.
    static func blocks(_ text: String) -> [Block] {
        text.withUTF8Copy { bytes in
            var blocks: [Block] = []
            var start: Int?
            func close(at end: Int) {
                guard let from = start else { return }
                start = nil
                if let block = block(UnsafeBufferPointer(rebasing: bytes[from..<end])) { blocks.append(block) }
            }
            var line = 0
            while line < bytes.count {
                let end = bytes.first(10, from: line) ?? bytes.count
                let isEmpty = bytes[line..<end].allSatisfy(isSpace)
                if isEmpty || bytes.hasASCII("- ", at: line) { close(at: line) }
                if !isEmpty { start = start ?? line }
                line = end + 1
            }
            close(at: bytes.count)
            return blocks
        }
    }

    /// Nil when there are no words in it.
    private static func block(_ bytes: UnsafeBufferPointer<UInt8>) -> Block? {
        var kind = Block.Kind.paragraph
        for (mark, marked) in [("## ", Block.Kind.heading), ("- ", .listItem), ("> ", .quotation)] as [(StaticString, Block.Kind)]
        where bytes.hasASCII(mark, at: 0) {
            kind = marked
        }
        let words = bytes.dropFirst(kind == .paragraph ? 0 : kind == .heading ? 3 : 2)
        let text = MarkupText.clean(UnsafeBufferPointer(rebasing: words))
        return text.isEmpty ? nil : Block(kind, text)
    }
}
