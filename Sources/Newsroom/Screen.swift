/// Tells most topics that something of stands in an item, but not enough, without looking at what they are made of.
struct Screen: Sendable {
    /// By use: what the term is worth; `unknown` where that is not all.
    private let weights: [Int32]
    /// By topic: points needed; `unknown` where more than terms can speak for it.
    private let thresholds: [Int32]

    private static let unknown = Int32.min

    init(_ uses: [TermIndex.Use], _ compiled: [CompiledTopic], _ topics: [Topic]) {
        weights = uses.map { use in
            guard use.owner < compiled.count else { return Screen.unknown }
            let place = compiled[Int(use.owner)].termOfSlot[Int(use.slot)]
            guard place >= 0 else { return Screen.unknown }
            let term = compiled[Int(use.owner)].terms[Int(place)]
            return term.most == nil ? Int32(term.weight) : Screen.unknown
        }
        thresholds = zip(compiled, topics).map { rules, topic in
            rules.when.isEmpty ? Int32(min(max(topic.threshold, 1), Int(Int32.max))) : Screen.unknown
        }
    }

    /// - `next`: where the topic's first match is in `order`; then where the next topic's is, when the answer is yes.
    func isShort(
        _ topic: Int, _ order: [UInt64], from next: inout Int, _ matches: [TermIndex.Match], _ text: ItemText
    ) -> Bool {
        if thresholds[topic] == Screen.unknown { return false }
        var score = 0
        while next < order.count, Int(order[next] >> 42) == topic {
            let slot = order[next] >> 21
            var best = 0
            while next < order.count, order[next] >> 21 == slot {
                let match = matches[Int(order[next] & 0x1F_FFFF)]
                let weight = weights[Int(match.use)]
                if weight == Screen.unknown { return false }
                let points = match.points(for: Int(weight), in: text)
                if abs(points) > abs(best) { best = points }
                next += 1
            }
            score += best
        }
        return score < Int(thresholds[topic])
    }
}
