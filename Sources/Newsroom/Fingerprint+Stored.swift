import News

extension Print {
    /// What grouping keeps of an item's words: a function of the item and of who published it.
    package init(of item: Item, source: String) {
        self = Fingerprint(item, source: source, time: 0).stored
    }

    /// The version that is made and understood now; it changes with what a fingerprint holds and with how its words are found.
    package static let current = 7
}

/// In the archive: what does not depend on time, numbers as they are, the least byte first.
extension Fingerprint {
    /// source, language, length, parts, terms, whether sampled; mask, title, opening, url; tolls; then the hashes.
    private static let fixedBytes = 4 * 4 + 4 * 8 + 4

    var stored: Print {
        let (parts, terms, passages) = (parts, terms, passages)
        let size = Fingerprint.fixedBytes + (parts.count + terms.count + passages.count) * 4
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            func append<Number: FixedWidthInteger>(_ number: Number) {
                bytes.storeBytes(of: number.littleEndian, toByteOffset: count, as: Number.self)
                count += MemoryLayout<Number>.size
            }
            append(source)
            append(language)
            append(length)
            append(counts)
            append(mask)
            append(title)
            append(opening)
            append(url)
            append(tolls)
            for hash in parts { append(hash) }
            for hash in terms { append(hash) }
            for hash in passages { append(hash) }
        }
        return Print(version: Print.current, bytes: bytes)
    }

    /// Only the language: 0 where the item does not say it, or nothing is known of it.
    static func language(of head: ItemHead) -> UInt32 {
        guard head.print.version == Print.current, head.print.bytes.count >= fixedBytes else { return 0 }
        return head.print.bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) }
    }

    /// Whether it would be the same if it were made of the head at `place`. By its place, since a copy of a head is some reference counts.
    @inline(__always)
    func isOf(_ heads: UnsafeBufferPointer<ItemHead>, _ place: Int) -> Bool {
        key.bits == heads[place].key.bits && hash.bits == heads[place].hash.bits && digest == heads[place].print.digest
            && time == Fingerprint.kept(heads[place].time)
    }

    /// Of a print of another version, or a damaged one, nothing is known: the item stands alone.
    init(_ head: ItemHead) {
        let bytes = head.print.bytes
        let isWhole =
            head.print.version == Print.current && bytes.count >= Fingerprint.fixedBytes && bytes.count.isMultiple(of: 4)
        self = bytes.withUnsafeBytes { bytes in
            func number<Number: FixedWidthInteger>(at place: Int) -> Number {
                isWhole ? Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self)) : 0
            }
            let counts: UInt32 = number(at: 12)
            let parts = Int(counts >> 24 & 0xF)
            let hashes =
                isWhole
                ? (Fingerprint.fixedBytes / 4..<bytes.count / 4).map { number(at: $0 * 4) as UInt32 } : []
            return Fingerprint(
                key: head.key, hash: head.hash, time: Fingerprint.kept(head.time), source: number(at: 0),
                language: number(at: 4), mask: number(at: 16), title: number(at: 24), opening: number(at: 32),
                url: number(at: 40), length: number(at: 8), genre: Genre(rawValue: UInt8(counts >> 28)) ?? .report,
                partCount: UInt8(clamping: min(parts, hashes.count)),
                termCount: UInt16(clamping: min(Int(counts >> 1 & 0x7F_FFFF), hashes.count - min(parts, hashes.count))),
                isSampled: counts & 1 == 1, hashes: hashes, tolls: number(at: 48), digest: head.print.digest)
        }
    }
}
