import FoundationEssentials

/// Reads the dates of feeds: RFC 822, RFC 3339 and what publishers make of them.
enum FeedDate {
    /// Nil when it cannot be read; nothing is guessed. The bytes may be invalid UTF-8.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Date? { nil }
}
