import News

/// Sentences that a source puts under what it tells, whatever that is: who it is, where to subscribe.
package struct Refrains: Sendable {
    private var known: Set<UInt64> = []

    package init() {}

    /// Those that a source says word for word in two stories.
    /// - `stories`: the items of each.
    /// - `sources`: of whom it is asked.
    package init(in stories: [[FiledItem]], of sources: Set<String>) {
        var last: [UInt64: Int] = [:]
        for (story, items) in stories.enumerated() {
            for filed in items where sources.contains(filed.source) {
                var left = QuickLook.Bounds.sentences * 2
                for block in filed.item.text where block.kind == .paragraph && left > 0 {
                    for sentence in QuickLook.sentences(in: block.text, language: filed.item.language).prefix(left) {
                        left -= 1
                        let name = Refrains.name(sentence, filed.source)
                        if last.updateValue(story, forKey: name) ?? story != story { known.insert(name) }
                    }
                }
            }
        }
    }

    func contains(_ sentence: String, of source: String) -> Bool {
        !known.isEmpty && known.contains(Refrains.name(sentence, source))
    }

    private static func name(_ sentence: String, _ source: String) -> UInt64 { mixed(hashed(sentence), hashed(source)) }
}
