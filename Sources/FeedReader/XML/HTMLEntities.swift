import CLibXML2

/// The named characters of HTML 4, which feeds use without declaring them.
enum HTMLEntities {
    /// The character of `name`; nil when HTML 4 has none of that name.
    static func character(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        packed(name).flatMap { table[$0] }
    }

    /// libxml2 can only look an entity up in a walk over all of them, which a file of nothing but references turns into
    /// seconds: so its table is read once, by character.
    private static let table: [UInt64: UInt32] = {
        var table: [UInt64: UInt32] = [:]
        for value in UInt32(34)...10_000 {
            guard let entity = htmlEntityValueLookup(value), let name = entity.pointee.name else { continue }
            let bytes = UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self)
            var length = 0
            while bytes[length] != 0 { length += 1 }
            if let key = packed(UnsafeBufferPointer(start: bytes, count: length)) { table[key] = entity.pointee.value }
        }
        return table
    }()

    /// Up to eight letters as one number; the longest name, `thetasym`, has eight.
    private static func packed(_ name: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard (1...8).contains(name.count) else { return nil }
        return name.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
