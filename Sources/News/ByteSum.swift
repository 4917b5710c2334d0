/// A 64-bit hash of words and bytes in their order, the same on every machine and in every run. No secret and no check against forgery.
///
/// Eight bytes at a time, each multiplied into what came before, the upper half of the product folded into the lower one.
struct ByteSum {
    private(set) var value: UInt64 = 0

    mutating func add(_ word: UInt64) {
        let (high, low) = ((value ^ 0x9E37_79B9_7F4A_7C15) &+ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        value = high ^ low
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(UInt64(bytes.count))
        var place = 0
        while place + 8 <= bytes.count {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            place += 8
        }
        if place < bytes.count { add(bytes[place...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
    }
}
