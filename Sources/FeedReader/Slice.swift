import News

/// A value of an item or feed that is being read: where its bytes are in the arena, and what they are.
struct Slice {
    enum Kind: UInt8 {
        /// Plain characters.
        case plain
        /// HTML, or markup written out again.
        case markup
        /// RSS does not say: to be looked at.
        case unknown
    }

    var field: Mapping.Field
    var rank: UInt8
    var kind: Kind
    /// Where in the file's text the start tag ends whose text or attribute it is; 0 for a field that no repair is about.
    var offset: Int32
    var lower: Int32
    var upper: Int32
    /// Which of `FeedBuilder.bases` its addresses are relative to; -1 for the feed's own link or address.
    var base: Int32
}

/// Which fields an item has: most have a few, and what it does not have need not be looked for.
struct FieldSet {
    private var bits: (UInt64, UInt64) = (0, 0)

    @inline(__always) mutating func insert(_ field: Mapping.Field) {
        if field.rawValue < 64 { bits.0 |= 1 &<< UInt64(field.rawValue) } else { bits.1 |= 1 &<< UInt64(field.rawValue) }
    }

    @inline(__always) func contains(_ field: Mapping.Field) -> Bool {
        (field.rawValue < 64 ? bits.0 : bits.1) & 1 &<< UInt64(field.rawValue) != 0
    }
}

extension Repair {
    init(code: String, at place: TextPlace, message: String) {
        self.init(code: code, line: place.line, column: place.column, message: message)
    }
}

/// One growing buffer for the text of an item, emptied when the item closes.
struct TextArena {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init() {
        capacity = 16 << 10
        start = .allocate(capacity: capacity)
    }

    func free() { start.deallocate() }

    mutating func reset() { count = 0 }

    @inline(__always)
    mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        if count + length > capacity { grow(by: length) }
        (start + count).update(from: bytes, count: length)
        count += length
    }

    mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

    mutating func cut(to length: Int) { count = min(count, length) }

    subscript(slice: Slice) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start + Int(slice.lower), count: Int(slice.upper - slice.lower))
    }

    private mutating func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: start, count: count)
        start.deallocate()
        start = moved
        capacity = larger
    }
}

/// One growing list of the values of items, as plain as their text. An array would count its references and ask whether it is shared
/// at each of them.
struct SliceList {
    private var start: UnsafeMutablePointer<Slice>
    private(set) var count = 0
    private var capacity = 128

    init() { start = .allocate(capacity: capacity) }

    func free() { start.deallocate() }

    mutating func reset() { count = 0 }

    @inline(__always)
    mutating func append(_ slice: Slice) {
        if count == capacity { grow() }
        (start + count).initialize(to: slice)
        count += 1
    }

    subscript(index: Int) -> Slice {
        get { start[index] }
        nonmutating set { start[index] = newValue }
    }

    /// Good until the next is appended.
    subscript(range: Range<Int>) -> UnsafeBufferPointer<Slice> {
        UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
    }

    var last: Slice? { count > 0 ? start[count - 1] : nil }

    private mutating func grow() {
        let moved = UnsafeMutablePointer<Slice>.allocate(capacity: 2 * capacity)
        moved.moveInitialize(from: start, count: count)
        start.deallocate()
        start = moved
        capacity *= 2
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without white space at its ends.
    var trimmed: UnsafeBufferPointer<UInt8> {
        var lower = 0
        var upper = count
        while lower < upper, isSpace(self[lower]) { lower += 1 }
        while upper > lower, isSpace(self[upper - 1]) { upper -= 1 }
        return UnsafeBufferPointer(rebasing: self[lower..<upper])
    }

    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for k in 0..<count where self[k] != text.utf8Start[k] { return false }
        return true
    }

    /// The first place of `text` from `start`, before `end`.
    func firstIndex(of text: StaticString, from start: Int = 0, before end: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        let within = UnsafeBufferPointer(rebasing: self[..<Swift.min(end, count)])
        var search = start
        while let k = within.first(text.utf8Start[0], from: search), k + length <= within.count {
            if UnsafeBufferPointer(rebasing: self[k..<k + length]).equals(text) { return k }
            search = k + 1
        }
        return nil
    }
}

extension String {
    /// Its first bytes, without a character that the cut falls into.
    func cut(to bytes: Int) -> String {
        var kept = String(decoding: utf8.prefix(bytes), as: UTF8.self)
        while kept.unicodeScalars.last == "\u{FFFD}" { kept.unicodeScalars.removeLast() }
        return kept
    }
}
