/// A set of folded words, numbered from 0 in the order they were added. Looking one up makes no String.
/// An open-addressing table over a hash of the words' bytes. The hash is not seeded: who writes feeds does not choose the
/// words in it, so cannot crowd it, and a word that only shares a hash is told apart by its bytes.
struct Vocabulary: Sendable {
    /// So that most words are told from all others by one look at the table: it is much larger than the processor's nearest memory.
    private struct Slot {
        /// The word's first eight bytes, with zeros for those past its end. No word has a zero in it.
        var head: UInt64 = 0
        /// The upper half of the word's hash.
        var tag: UInt32 = 0
        /// The word's number plus 1; 0 when the slot is free.
        var place: UInt32 = 0
    }

    /// Power of two, at most half full.
    private var slots = [Slot](repeating: Slot(), count: 64)
    /// The words back to back, and eight zeros.
    private var bytes = [UInt8](repeating: 0, count: 8)
    /// Where each word begins in `bytes`, and where the last one ends.
    private var starts: [UInt32] = [0]

    /// Whether two of the words begin alike and share half a hash, so that `likelyNumber` may name the wrong one for a word that is here.
    private(set) var hasTwins = false

    var count: Int { starts.count - 1 }

    /// All words with their numbers, ascending.
    var numbers: some Collection<(number: Int, word: [UInt8])> {
        (0..<count).lazy.map { ($0, Array(bytes[Int(starts[$0])..<Int(starts[$0 + 1])])) }
    }

    /// The number of a word; nil when it is not here. Eight bytes past the word must be readable.
    @inline(__always)
    func number(of word: UnsafeRawBufferPointer) -> Int? { number(of: word, hash: Vocabulary.hash(word)) }

    /// The same, for a word whose hash is known.
    @inline(__always)
    private func number(of word: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
        guard var number = likelyNumber(of: word, hash: hash) else { return nil }
        if word.count < 8 || isWord(number, word) { return number }
        // Two words that begin alike and share half a hash: all that do are looked at.
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].place != 0 {
            number = Int(slots[place].place) - 1
            if isWord(number, word) { return number }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The number of a word, or, of a word of eight bytes and more, of another that begins with the same eight and shares half of its
    /// hash: told by one look at the table. Nil when it is not here. Whoever builds on the answer asks `isWord`.
    @inline(__always)
    func likelyNumber(of word: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
        let (head, tag) = (Vocabulary.eight(of: word, at: 0), UInt32(truncatingIfNeeded: hash >> 32))
        return slots.withUnsafeBufferPointer { slots in
            let mask = slots.count - 1
            var place = Int(truncatingIfNeeded: hash) & mask
            while slots[place].place != 0 {
                if slots[place].head == head, slots[place].tag == tag { return Int(slots[place].place) - 1 }
                place = (place + 1) & mask
            }
            return nil
        }
    }

    /// Adds a word, or finds it: its number either way. Eight bytes past the word must be readable.
    mutating func insert(_ word: UnsafeRawBufferPointer) -> Int {
        let hash = Vocabulary.hash(word)
        if let known = number(of: word, hash: hash) { return known }
        if likelyNumber(of: word, hash: hash) != nil { hasTwins = true }
        bytes.removeLast(8)
        bytes.append(contentsOf: word)
        starts.append(UInt32(bytes.count))
        bytes.append(contentsOf: repeatElement(0, count: 8))
        if count * 2 > slots.count { grow() } else { place(count - 1) }
        return count - 1
    }

    /// The same, for a folded word that is a String.
    mutating func insert(_ word: String) -> Int {
        var padded = word + "\0\0\0\0\0\0\0\0"
        return padded.withUTF8 { insert(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0).dropLast(8))) }
    }

    private mutating func grow() {
        slots = [Slot](repeating: Slot(), count: slots.count * 2)
        for number in 0..<count { place(number) }
    }

    private mutating func place(_ number: Int) {
        let slot = bytes.withUnsafeBytes { all in
            let word = UnsafeRawBufferPointer(rebasing: all[Int(starts[number])..<Int(starts[number + 1])])
            return (hash: Vocabulary.hash(word), head: Vocabulary.eight(of: word, at: 0))
        }
        var place = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
        while slots[place].place != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = Slot(head: slot.head, tag: UInt32(truncatingIfNeeded: slot.hash >> 32), place: UInt32(number + 1))
    }

    /// Whether a word is the one of that number.
    @inline(__always)
    func isWord(_ number: Int, _ word: UnsafeRawBufferPointer) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == word.count else { return false }
        return bytes.withUnsafeBytes { all in
            let own = UnsafeRawBufferPointer(rebasing: all[start..<(start + word.count)])
            for offset in stride(from: 0, to: word.count, by: 8)
            where Vocabulary.eight(of: own, at: offset) != Vocabulary.eight(of: word, at: offset) { return false }
            return true
        }
    }

    /// Multiply and fold, eight bytes at a time. The upper half goes into the slot, the lower half chooses it.
    @inline(__always)
    static func hash(_ word: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: word.count)
        var offset = 0
        repeat {
            let product = (hash ^ eight(of: word, at: offset)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = product.high ^ product.low
            offset += 8
        } while offset < word.count
        return hash
    }

    /// The bytes from `offset` on, at most eight, with zeros for those past the word's end.
    @inline(__always)
    private static func eight(of word: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        guard let base = word.baseAddress else { return 0 }
        let all = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let rest = word.count - offset
        return rest >= 8 ? all : all & ((1 << UInt64(rest * 8)) - 1)
    }
}
