import News

/// What editors' words come to, and what stays together because it was told together.
struct Editors: Equatable {
    /// Told alone.
    let apart: Set<Key>
    /// In the order said.
    private let joins: [Join]
    /// Items that stay in one story, group by group.
    private let together: [[Key]]

    private struct Join: Equatable {
        let one: Key
        let other: Key
    }

    /// Two items whose stories are one.
    struct Bond {
        let one: Key
        let other: Key
        let wasTold: Bool
        /// Of the later of the two.
        let day: Int64
        /// Places of the earlier and the later.
        let places: Range<Int>
    }

    init(_ words: [EditorsWord], together: [[Key]] = []) {
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
        self.together = together.map { $0.filter { !apart.contains($0) } }.filter { $0.count > 1 }
    }

    /// What they bind of so many items, each two once, by the places of the later and the earlier: the same however it was said, since
    /// what is joined first decides why, and of which language a story is.
    func bonds(of count: Int, _ print: (Int) -> Fingerprint) -> [Bond] {
        if joins.isEmpty, together.isEmpty { return [] }
        let wanted = Set(joins.flatMap { [$0.one, $0.other] }).union(together.joined())
        var places: [Key: Int] = [:]
        for item in 0..<count {
            let key = print(item).key
            if wanted.contains(key) { places[key] = item }
        }
        func bond(_ one: Int, _ other: Int, wasTold: Bool) -> Bond {
            let (first, last) = (min(one, other), max(one, other))
            return Bond(
                one: print(first).key, other: print(last).key, wasTold: wasTold, day: print(last).day, places: first..<last)
        }
        var bonds: [Bond] = []
        for keys in together {
            let held = keys.compactMap { places[$0] }.sorted()
            bonds += zip(held, held.dropFirst()).map { bond($0, $1, wasTold: true) }
        }
        for join in joins {
            if let one = places[join.one], let other = places[join.other], one != other {
                bonds.append(bond(one, other, wasTold: false))
            }
        }
        var known: Set<Range<Int>> = []
        return bonds.filter { known.insert($0.places).inserted }
            .sorted { ($0.places.upperBound, $0.places.lowerBound) < ($1.places.upperBound, $1.places.lowerBound) }
    }
}

extension Editors.Bond {
    /// Those that are in one of the two only, wherever their items stand.
    static func changed(_ before: [Self], _ after: [Self]) -> [Self] {
        func names(_ bonds: [Self]) -> Set<Name> { Set(bonds.map(\.name)) }
        let (old, new) = (names(before), names(after))
        return before.filter { !new.contains($0.name) } + after.filter { !old.contains($0.name) }
    }

    private struct Name: Hashable {
        let one: Key
        let other: Key
        let wasTold: Bool
        let day: Int64
    }

    private var name: Name { Name(one: one, other: other, wasTold: wasTold, day: day) }
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
