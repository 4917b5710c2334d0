import News

/// Text out of markup. All linear in the bytes, which may be invalid UTF-8: what is wrong becomes U+FFFD.
enum MarkupText {
    /// Markup out, character references resolved (once more where they were escaped twice), white space folded, controls out.
    static func plain(_ markup: UnsafeBufferPointer<UInt8>) -> String { "" }
    /// HTML to blocks.
    static func blocks(_ markup: UnsafeBufferPointer<UInt8>) -> [Block] { [] }
    /// Text that is no markup: white space folded; control, bidi-control and zero-width characters out.
    static func clean(_ text: UnsafeBufferPointer<UInt8>) -> String { "" }
    /// Whether there is a tag or a character reference in it.
    static func looksLikeMarkup(_ text: UnsafeBufferPointer<UInt8>) -> Bool { false }
}
