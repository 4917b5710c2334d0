/// Numbers for keys, from 0 in the order of their coming: open addressing with linear probing, so that a look costs one line of
/// the cache. Forgets nothing until it is made anew.
struct HashNumbers<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private struct Slot {
        var key: Key
        /// 0 where the place is free, else the number and one.
        var number: UInt32
    }

    private var slots: [Slot]
    private(set) var count = 0

    init(roomFor expected: Int = 0) {
        var size = 64
        while size < expected * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(key: 0, number: 0), count: size)
    }

    @inline(__always)
    private func place(of key: Key) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
        while slots[place].number != 0, slots[place].key != key { place = (place + 1) & mask }
        return place
    }

    /// Nil when it was never numbered.
    @inline(__always)
    func number(of key: Key) -> Int? {
        let found = slots[place(of: key)].number
        return found == 0 ? nil : Int(found) - 1
    }

    /// `count` before the call for one that is new.
    @inline(__always)
    mutating func numbered(_ key: Key) -> Int {
        let at = place(of: key)
        if slots[at].number != 0 { return Int(slots[at].number) - 1 }
        count += 1
        slots[at] = Slot(key: key, number: UInt32(count))
        if count * 3 > slots.count * 2 { grow() }
        return count - 1
    }

    /// In no order.
    func forEach(_ body: (_ key: Key, _ number: Int) -> Void) {
        for slot in slots where slot.number != 0 { body(slot.key, Int(slot.number) - 1) }
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(key: 0, number: 0), count: old.count * 2)
        for slot in old where slot.number != 0 { slots[place(of: slot.key)] = slot }
    }
}
