import FoundationEssentials

extension Encodable {
    /// For people and programs: indented, names in order, a newline at its end. For values of strings and numbers, which
    /// always encode.
    var prettyJSON: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("strings and numbers always encode") }
        return Array(data) + [UInt8(ascii: "\n")]
    }
}
