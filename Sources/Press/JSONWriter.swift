import Foundation
import News

/// Writes JSON (RFC 8259) as bytes: no white space, members in the order of the calls, commas by itself.
///
/// Strings keep every character. Besides what JSON demands, what a terminal or an old reader would act on when the text is
/// shown raw is written as `\u` escapes: U+007F-9F, U+2028 and U+2029, bidirectional controls, noncharacters.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    private static let stops = ByteSet(ActiveCharacter.firstBytes + [UInt8(ascii: "\""), UInt8(ascii: "\\")])

    init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        part()
        bytes.append(UInt8(ascii: "{"))
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func array<Element>(_ elements: some Sequence<Element>, _ each: (inout JSONWriter, Element) -> Void) {
        part()
        bytes.append(UInt8(ascii: "["))
        for element in elements { each(&self, element) }
        bytes.append(UInt8(ascii: "]"))
    }

    /// A member's name, one of ours that needs no escaping; its value is to follow.
    mutating func name(_ name: StaticString) {
        part()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func string(_ text: String) {
        part()
        bytes.append(UInt8(ascii: "\""))
        bytes.set(text, stoppingAt: Self.stops, replace: Self.escape)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func number(_ number: Int) {
        part()
        bytes.set(number)
    }

    mutating func bool(_ value: Bool) {
        part()
        bytes.set(value ? "true" : "false")
    }

    /// Adds a value or, within an object, whole members that are JSON already.
    mutating func raw(_ json: some Collection<UInt8>) {
        part()
        bytes.append(contentsOf: json)
    }

    mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

    /// A comma, unless this is the first of its object or array, or the value of a name.
    private mutating func part() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    /// Between its strings JSON has line ends and tabs, in them it has none: these stay.
    static func harmless(_ json: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(json.count)
        let stops = ByteSet(ActiveCharacter.firstBytes.filter { !(0x09...0x0d).contains($0) })
        out.set(String(decoding: json, as: UTF8.self), stoppingAt: stops, replace: escape)
        return out
    }

    private static func escape(_ out: inout [UInt8], _ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        switch utf8[at] {
        case UInt8(ascii: "\""): out.set("\\\"")
        case UInt8(ascii: "\\"): out.set("\\\\")
        case 0x08: out.set("\\b")
        case 0x09: out.set("\\t")
        case 0x0a: out.set("\\n")
        case 0x0c: out.set("\\f")
        case 0x0d: out.set("\\r")
        case let first:
            let length = ActiveCharacter.here(utf8, at).length
            switch length {
            case 0:
                out.append(first)
                return 1
            case 1: escape(&out, UInt32(first))
            case 2: escape(&out, UInt32(first & 0x1f) << 6 | UInt32(utf8[at + 1] & 0x3f))
            default:
                escape(&out, UInt32(first & 0x0f) << 12 | UInt32(utf8[at + 1] & 0x3f) << 6 | UInt32(utf8[at + 2] & 0x3f))
            }
            return length
        }
        return 1
    }

    private static func escape(_ out: inout [UInt8], _ scalar: UInt32) {
        out.set("\\u")
        for shift in stride(from: UInt32(12), through: 0, by: -4) { out.set(hexDigit: UInt8(scalar >> shift & 15)) }
    }
}

// Members that are left out when there is nothing to say: absent is absent.
extension JSONWriter {
    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        self.name(name)
        string(text)
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        self.name(name)
        self.number(number)
    }

    mutating func member(_ name: StaticString, _ key: Key?) {
        guard let key else { return }
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.set(key)
        bytes.append(UInt8(ascii: "\""))
    }

    /// RFC 3339 in UTC.
    mutating func member(_ name: StaticString, _ moment: Date?) {
        guard let moment else { return }
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.set(utc: moment, to: .milliseconds)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func member<Element>(
        _ name: StaticString, _ elements: some Collection<Element>, _ each: (inout JSONWriter, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        self.name(name)
        array(elements, each)
    }

    mutating func member(_ name: StaticString, object members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }
}
