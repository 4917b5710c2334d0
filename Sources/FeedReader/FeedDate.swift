import FoundationEssentials
import News

/// Reads the dates of feeds: RFC 822 (also as 1123, 2822, 850 and asctime have it), RFC 3339, ISO 8601 and W3CDTF, year-first
/// dates, dates with a month's name in one of many languages, Korean and Japanese dates, Unix time, and what publishers make of them.
enum FeedDate {
    /// Nil when it cannot be read; nothing is guessed. The bytes may be invalid UTF-8. Whole seconds: what some writers add below them tells
    /// nothing, and one that leaves it out the next day must not have made another date.
    ///
    /// Without a zone it is UTC (a date in Korean: Korea's); with an unknown zone it is nil. `01/02/2015` is nil, `25/12/2015` is not. Two-digit years are
    /// those of RFC 2822: 49 is 2049, 50 is 1950. `2015-03` and `2015` are their first day. Years 1000...9998.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Date? {
        guard text.count <= longest else { return nil }
        var reader = DateReader(text)
        if let seconds = reader.seconds() { return Date(milliseconds: seconds * 1000) }
        guard text.contains(UInt8(ascii: "&")) else { return nil }
        // Escaped once too often: `&#43;0000`, `&nbsp;`.
        var plain = MarkupText.plain(text)
        return plain.withUTF8 { bytes in
            var reader = DateReader(bytes)
            return reader.seconds().map { Date(milliseconds: $0 * 1000) }
        }
    }

    /// No date is longer; it bounds what a retry can cost.
    private static let longest = 256
}
