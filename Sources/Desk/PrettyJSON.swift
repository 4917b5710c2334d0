import FoundationEssentials
import Press

extension Encodable {
    /// For people and programs: indented, names in order, a newline at its end. For values of strings and numbers, which
    /// always encode. What a terminal would act on is written as `\u` escapes.
    var prettyJSON: [UInt8] { prettyJSON(keys: .useDefaultKeys) }

    func prettyJSON(keys: JSONEncoder.KeyEncodingStrategy) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = keys
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("strings and numbers always encode") }
        return JSONLines.harmless(Array(data)) + [UInt8(ascii: "\n")]
    }
}
