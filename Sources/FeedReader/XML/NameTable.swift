import CLibXML2

/// Names as small numbers: libxml2 interns every name of a file in one dictionary, so that the pointer tells a name that was
/// met before, and only the first of its kind is looked up.
struct NameTable {
    /// Not in the vocabulary.
    static let unknown = 0

    /// Which names are known as they are spelled.
    enum Known {
        case feeds
        /// Those of the agencies' formats too, and every kind of NewsML-G2 item as `newsItem`.
        case agencies
        /// All of them, in whatever case: CDF's.
        case inAnyCase
    }

    private struct Met {
        var name: UnsafePointer<xmlChar>?
        var number = unknown
    }

    private let known: Known
    /// Open addressing by the pointer.
    private var met = [Met](repeating: Met(), count: slots)
    private var count = 0

    private static let slots = 256
    /// A file that has more names has the others looked up each time.
    private static let mostNames = 160

    init(_ known: Known) { self.known = known }

    /// From 1, in the order of the vocabulary; `unknown` for any other name. `name` has to be of the file's dictionary.
    @inline(__always)
    mutating func number(of name: UnsafePointer<xmlChar>) -> Int {
        var slot = Self.slot(name)
        while let other = met[slot].name {
            if other == name { return met[slot].number }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return meet(name, at: slot)
    }

    @inline(never)
    private mutating func meet(_ name: UnsafePointer<xmlChar>, at slot: Int) -> Int {
        let number = lookUp(name)
        if count < Self.mostNames {
            met[slot] = Met(name: name, number: number)
            count += 1
        }
        return number
    }

    private func lookUp(_ name: UnsafePointer<xmlChar>) -> Int {
        var length = 0
        var hasCapital = false
        while name[length] != 0 {
            hasCapital = hasCapital || (65...90).contains(name[length])
            length += 1
            if length > Vocabulary.longestName { return Self.unknown }
        }
        let bytes = UnsafeBufferPointer(start: name, count: length)
        let text = String(decoding: bytes, as: UTF8.self)
        let number = Vocabulary.number(of: text)
        switch known {
        case .feeds: if let number, number <= Vocabulary.feedCount { return number }
        case .agencies:
            if let number { return number }
            if NewsMLG2Mapping.otherItems.contains(text) { return Vocabulary.number(of: "newsItem") ?? Self.unknown }
        case .inAnyCase: if let number, !hasCapital { return number }
        }
        // Old feeds shout: `<TITLE>` is meant as `<title>`, though XML tells them apart.
        return hasCapital ? Vocabulary.number(ofFolded: bytes) ?? Self.unknown : Self.unknown
    }

    private static func slot(_ pointer: UnsafePointer<xmlChar>) -> Int {
        let address = UInt(bitPattern: pointer)
        return Int(truncatingIfNeeded: (address ^ address >> 9 ^ address >> 17) & UInt(slots - 1))
    }
}
