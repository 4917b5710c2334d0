import News

/// Sentences that a source puts under what it tells, whatever that is: who it is, where to subscribe.
package struct Refrains: Sendable {
    private var known: Set<UInt64> = []

    package init() {}

    /// Those that a source says word for word in two stories.
    /// - `stories`: the items of each.
    /// - `sources`: of whom it is asked.
    package init(in stories: [[FiledItem]], of sources: Set<String>) {
        var names = HashNumbers<UInt64>()
        // By number the story that said it last.
        var last: [Int] = []
        for (story, items) in stories.enumerated() {
            for filed in items where sources.contains(filed.source) {
                let source = hashed(filed.source)
                var left = QuickLook.Bounds.sentences * 2
                for block in filed.item.text where block.kind == .paragraph && left > 0 {
                    QuickLook.forEachSentence(in: block.text, language: filed.item.language) { sentence in
                        if left == 0 { return }
                        left -= 1
                        let name = Refrains.name(sentence, source)
                        let number = names.numbered(name)
                        if number == last.count { last.append(story) }
                        if last[number] != story { known.insert(name) }
                        last[number] = story
                    }
                }
            }
        }
    }

    /// - `source`: the hash of its name.
    func contains(_ sentence: UnsafeBufferPointer<UInt8>, of source: UInt64) -> Bool {
        !known.isEmpty && known.contains(Refrains.name(sentence, source))
    }

    func contains(_ paragraph: String, of source: String) -> Bool {
        var paragraph = paragraph
        return !known.isEmpty && paragraph.withUTF8 { contains($0, of: hashed(source)) }
    }

    private static func name(_ sentence: UnsafeBufferPointer<UInt8>, _ source: UInt64) -> UInt64 {
        mixed(hashed(UnsafeRawBufferPointer(sentence)), source)
    }
}
