import CLibXML2

/// Names as small numbers: libxml2 interns every name of a file in one dictionary, so that the pointer tells the name.
struct NameTable {
    /// Not in the vocabulary.
    static let unknown = 0

    private var pointers: [UnsafePointer<xmlChar>?]
    private var numbers: [UInt8]
    private let mask: Int

    init(dictionary: xmlDictPtr?) {
        let slots = 512
        mask = slots - 1
        pointers = [UnsafePointer<xmlChar>?](repeating: nil, count: slots)
        numbers = [UInt8](repeating: 0, count: slots)
        guard let dictionary else { return }
        for number in 0..<Vocabulary.feedCount { learn(Vocabulary.names[number], number + 1, dictionary) }
    }

    /// The names of the agencies' formats, and every kind of NewsML-G2 item under the number of one.
    mutating func learnAgencies(_ dictionary: xmlDictPtr?) {
        guard let dictionary else { return }
        for number in Vocabulary.feedCount..<Vocabulary.names.count { learn(Vocabulary.names[number], number + 1, dictionary) }
        guard let item = Vocabulary.number(of: "newsItem") else { return }
        for kind in NewsMLG2Mapping.otherItems { learn(kind, item, dictionary) }
    }

    private mutating func learn(_ name: String, _ number: Int, _ dictionary: xmlDictPtr) {
        guard let pointer = xmlDictLookup(dictionary, name, Int32(name.utf8.count)) else { return }
        var slot = Self.slot(pointer) & mask
        while pointers[slot] != nil { slot = (slot + 1) & mask }
        pointers[slot] = pointer
        numbers[slot] = UInt8(number)
    }

    /// From 1, in the order of the vocabulary; `unknown` for any other name.
    func number(of name: UnsafePointer<xmlChar>) -> Int {
        var slot = Self.slot(name) & mask
        while let pointer = pointers[slot] {
            if pointer == name { return Int(numbers[slot]) }
            slot = (slot + 1) & mask
        }
        return Self.folded(name)
    }

    /// Old feeds shout: `<TITLE>` is meant as `<title>`, though XML tells them apart. Most names that are not known are
    /// lower-case anyway and cost no look-up.
    private static func folded(_ name: UnsafePointer<xmlChar>) -> Int {
        var length = 0
        var hasCapital = false
        while name[length] != 0 {
            hasCapital = hasCapital || (65...90).contains(name[length])
            length += 1
            if length > Vocabulary.longestName { return unknown }
        }
        guard hasCapital else { return unknown }
        return Vocabulary.number(ofFolded: UnsafeBufferPointer(start: name, count: length)) ?? unknown
    }

    private static func slot(_ pointer: UnsafePointer<xmlChar>) -> Int {
        let address = UInt(bitPattern: pointer)
        return Int(truncatingIfNeeded: (address ^ address >> 9 ^ address >> 17) & 0xFFFF)
    }
}
