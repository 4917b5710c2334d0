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
        for (number, name) in Vocabulary.names.enumerated() {
            guard let pointer = xmlDictLookup(dictionary, name, Int32(name.utf8.count)) else { continue }
            var slot = Self.slot(pointer) & mask
            while pointers[slot] != nil { slot = (slot + 1) & mask }
            pointers[slot] = pointer
            numbers[slot] = UInt8(number + 1)
        }
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
