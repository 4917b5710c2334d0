import News

/// Checks the whole grammar of a JSON text (RFC 8259) and finds the members of the object it is. Numbers and strings stay
/// bytes; UTF-8 is not looked at.
struct JSONScanner {
    struct Member {
        /// With its quotation marks.
        let name: Range<Int>
        let value: Range<Int>

        func isNamed(_ wanted: String, in json: UnsafeBufferPointer<UInt8>) -> Bool {
            let inner = json[(name.lowerBound + 1)..<(name.upperBound - 1)]
            return inner.contains(UInt8(ascii: "\\"))
                ? JSONScanner.unescaped(inner).elementsEqual(wanted.utf16) : inner.elementsEqual(wanted.utf8)
        }
    }

    static let deepest = 256
    private let json: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// Whether a line ended between two parts of it.
    private(set) var hasLineEnds = false
    /// Of the outermost object.
    private var members: [Member] = []

    init(_ json: UnsafeBufferPointer<UInt8>) { self.json = json }

    /// The one object that the text is: where it begins and ends, and its members in their order. A byte order mark before
    /// it is passed over.
    mutating func document() throws(JSONFault) -> (start: Int, end: Int, members: [Member]) {
        if json.count > 2, json[0] == 0xef, json[1] == 0xbb, json[2] == 0xbf { at = 3 }
        space()
        let start = at
        let isObject = peek == UInt8(ascii: "{")
        try value(depth: 1)
        let end = at
        space()
        guard at == json.count else { throw .malformed(at: at) }
        guard isObject else { throw .noObject }
        return (start, end, members)
    }

    /// 0, which no JSON text holds outside a string, stands for the end.
    private var peek: UInt8 { at < json.count ? json[at] : 0 }

    private mutating func space() {
        while at < json.count {
            switch json[at] {
            case 0x20, 0x09: break
            case 0x0a, 0x0d: hasLineEnds = true
            default: return
            }
            at += 1
        }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard peek == byte else { throw .malformed(at: at) }
        at += 1
    }

    private mutating func value(depth: Int) throws(JSONFault) {
        switch peek {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) {
        guard depth <= Self.deepest else { throw .nestedTooDeep(most: Self.deepest) }
        at += 1
        space()
        if peek == UInt8(ascii: "}") {
            at += 1
            return
        }
        while true {
            let name = at
            guard peek == UInt8(ascii: "\"") else { throw .malformed(at: at) }
            try string()
            let nameEnd = at
            space()
            try expect(UInt8(ascii: ":"))
            space()
            let start = at
            try value(depth: depth + 1)
            if depth == 1 { members.append(Member(name: name..<nameEnd, value: start..<at)) }
            space()
            guard peek == UInt8(ascii: ",") else { return try expect(UInt8(ascii: "}")) }
            at += 1
            space()
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) {
        guard depth <= Self.deepest else { throw .nestedTooDeep(most: Self.deepest) }
        at += 1
        space()
        if peek == UInt8(ascii: "]") {
            at += 1
            return
        }
        while true {
            try value(depth: depth + 1)
            space()
            guard peek == UInt8(ascii: ",") else { return try expect(UInt8(ascii: "]")) }
            at += 1
            space()
        }
    }

    private mutating func string() throws(JSONFault) {
        at += 1
        while at < json.count {
            let byte = json[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return
            }
            guard byte >= 0x20 else { throw .malformed(at: at) }
            at += 1
            if byte == UInt8(ascii: "\\") { try escape() }
        }
        throw .malformed(at: at)
    }

    private mutating func escape() throws(JSONFault) {
        switch peek {
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                at += 1
                guard peek.hexValue != nil else { throw .malformed(at: at) }
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        default: throw .malformed(at: at)
        }
        at += 1
    }

    private mutating func word(_ word: String) throws(JSONFault) {
        for byte in word.utf8 { try expect(byte) }
    }

    private mutating func number() throws(JSONFault) {
        if peek == UInt8(ascii: "-") { at += 1 }
        if peek == UInt8(ascii: "0") { at += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(JSONFault) {
        guard (0x30...0x39).contains(peek) else { throw .malformed(at: at) }
        while (0x30...0x39).contains(peek) { at += 1 }
    }

    /// A string's UTF-16 code units, as its escapes mean them; the string's grammar was checked before.
    private static func unescaped(_ inner: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt16] {
        var units: [UInt16] = []
        var rest = inner
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            units += String(decoding: rest[..<backslash], as: UTF8.self).utf16
            let escape = rest[backslash + 1]
            if escape == UInt8(ascii: "u") {
                let digits = rest[(backslash + 2)..<(backslash + 6)]
                units.append(digits.reduce(0) { $0 << 4 | UInt16($1.hexValue ?? 0) })
                rest = rest[(backslash + 6)...]
            } else {
                units.append(UInt16(shortEscapes[escape] ?? escape))
                rest = rest[(backslash + 2)...]
            }
        }
        return units + String(decoding: rest, as: UTF8.self).utf16
    }

    private static let shortEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d,
        UInt8(ascii: "t"): 0x09,
    ]
}
