/// From short names, packed into integers other than 0, to what they mean. It is built once and never changes.
///
/// Open addressing with a multiplicative hash, at most half full: a look-up costs a few instructions where `Dictionary`'s keyed hash
/// costs dozens. The names are ours, so nobody can choose them to collide; a foreign name costs one short run of slots.
struct WordTable<Meaning: Sendable>: Sendable {
    private let names: [UInt64]
    private let meanings: [Meaning?]
    private let shift: UInt64

    /// Of a name that stands twice the last meaning counts.
    init(_ entries: [(name: UInt64, meaning: Meaning)]) {
        var bits: UInt64 = 4
        while 1 << bits < entries.count * 2 { bits += 1 }
        shift = 64 - bits
        var names = [UInt64](repeating: 0, count: 1 << Int(bits))
        var meanings = [Meaning?](repeating: nil, count: names.count)
        for entry in entries where entry.name != 0 {
            var slot = WordTable.slot(of: entry.name, shift)
            while names[slot] != 0, names[slot] != entry.name { slot = (slot + 1) & (names.count - 1) }
            names[slot] = entry.name
            meanings[slot] = entry.meaning
        }
        self.names = names
        self.meanings = meanings
    }

    subscript(name: UInt64) -> Meaning? {
        guard name != 0 else { return nil }
        var slot = WordTable.slot(of: name, shift)
        while names[slot] != name {
            if names[slot] == 0 { return nil }
            slot = (slot + 1) & (names.count - 1)
        }
        return meanings[slot]
    }

    private static func slot(of name: UInt64, _ shift: UInt64) -> Int { Int((name &* 0x9E37_79B9_7F4A_7C15) >> shift) }
}
