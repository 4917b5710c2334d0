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
