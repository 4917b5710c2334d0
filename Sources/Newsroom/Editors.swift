import News

/// What editors' words come to.
struct Editors: Equatable {
    /// Told alone.
    let apart: Set<Key>
    /// In the order said.
    let joins: [Join]

    struct Join: Equatable {
        let one: Key
        let other: Key
    }

    init(_ words: [EditorsWord]) {
        var apart: Set<Key> = []
        var joins: [Join] = []
        for word in words {
            switch word {
            case .correct: break
            case .join(let one, let other): joins.append(Join(one: one, other: other))
            case .split(let key):
                apart.insert(key)
                joins.removeAll { $0.one == key || $0.other == key }
            }
        }
        self.apart = apart
        self.joins = joins
    }

    /// The pairs joined of which both are there and the later lies in `range`.
    func joins(of prints: [Fingerprint], endingIn range: Range<Int>) -> [(Int, Int)] {
        if joins.isEmpty { return [] }
        let wanted = Set(joins.flatMap { [$0.one, $0.other] })
        var places: [Key: Int] = [:]
        for item in 0..<range.upperBound where wanted.contains(prints[item].key) { places[prints[item].key] = item }
        return joins.compactMap { join in
            guard let one = places[join.one], let other = places[join.other], one != other, range.contains(max(one, other)) else {
                return nil
            }
            return (one, other)
        }
    }
}

/// What editors' words come to for tags.
package struct Corrections: Sendable {
    private struct Correction {
        var add: [Tag] = []
        var remove: Set<String> = []
    }

    private let byItem: [Key: Correction]

    /// In the order said: of one tag the last word stands.
    package init(_ words: [EditorsWord]) {
        var byItem: [Key: Correction] = [:]
        for case .correct(let key, let add, let remove) in words {
            var correction = byItem[key] ?? Correction()
            correction.add.removeAll { tag in remove.contains(tag.id) || add.contains { $0.id == tag.id } }
            correction.add += add
            correction.remove.formUnion(remove)
            correction.remove.subtract(add.map(\.id))
            byItem[key] = correction
        }
        self.byItem = byItem
    }

    /// The item's tags as editors want them: what they added first, without evidence.
    package func applied(to tags: [Tag], of item: Key) -> [Tag] {
        guard let correction = byItem[item] else { return tags }
        return correction.add
            + tags.filter { tag in !correction.remove.contains(tag.id) && !correction.add.contains { $0.id == tag.id } }
    }

    /// The same for many; those that nobody spoke of stay as they are.
    package func apply(to heads: inout [ItemHead]) {
        if byItem.isEmpty { return }
        for place in heads.indices where byItem[heads[place].key] != nil {
            heads[place].tags = applied(to: heads[place].tags, of: heads[place].key)
        }
    }
}
