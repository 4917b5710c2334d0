/// What keeps bytes from being a JSON object that can be added to.
package enum JSONFault: Error, Hashable, CustomStringConvertible {
    /// At a byte, from 0: what stands there is not JSON, or ends too early.
    case malformed(at: Int)
    /// JSON, but no object.
    case noObject
    case notUTF8
    case nestedTooDeep(most: Int)

    package var description: String {
        switch self {
        case .malformed(let at): "not JSON: unexpected byte or end at offset \(at)"
        case .noObject: "not a JSON object"
        case .notUTF8: "not JSON: invalid UTF-8"
        case .nestedTooDeep(let most): "JSON nested deeper than \(most)"
        }
    }
}

/// Adds members to an object within a JSON object and leaves every other byte as it came.
enum JSONSplice {
    /// `original` with `members` (JSON members parted by commas, without braces) in the object named `name`, after its own
    /// members but those in `replaced`. Where `name` is missing or no object it becomes one. Line ends between parts go.
    static func adding(
        _ members: [UInt8], to name: String, of original: [UInt8], insteadOf replaced: [String]
    ) throws(JSONFault) -> [UInt8] {
        guard String(validating: original, as: UTF8.self) != nil else { throw .notUTF8 }
        return try original.withUnsafeBufferPointer { (json: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> [UInt8] in
            var scanner = JSONScanner(json)
            let object = try scanner.document()
            // Of equal names the last counts, as most readers have it (RFC 8259, section 4).
            let target = object.members.last { $0.isNamed(name, in: json) }
            var kept: [Slice<UnsafeBufferPointer<UInt8>>] = []
            if let target, json[target.value.lowerBound] == UInt8(ascii: "{") {
                let inner = UnsafeBufferPointer(rebasing: json[target.value])
                var scanner = JSONScanner(inner)
                for member in try scanner.document().members where !replaced.contains(where: { member.isNamed($0, in: inner) }) {
                    kept.append(inner[member.name.lowerBound..<member.value.upperBound])
                }
            }
            var out: [UInt8] = []
            out.reserveCapacity(json.count + members.count + 32)
            var own = JSONWriter()
            own.object { own in
                for member in kept { own.raw(member) }
                if !members.isEmpty { own.raw(members) }
            }
            if let target {
                out.append(contentsOf: json[object.start..<target.value.lowerBound])
                out.append(contentsOf: own.bytes)
                out.append(contentsOf: json[target.value.upperBound..<object.end])
            } else {
                out.append(contentsOf: json[object.start..<(object.end - 1)])
                if !object.members.isEmpty { out.append(UInt8(ascii: ",")) }
                out.set("\"\(name)\":")
                out.append(contentsOf: own.bytes)
                out.append(UInt8(ascii: "}"))
            }
            // A string cannot hold one: it would have been refused.
            if scanner.hasLineEnds { out.removeAll { $0 == 0x0a || $0 == 0x0d } }
            return out
        }
    }
}
