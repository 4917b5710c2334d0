/// The words of a text, folded for case and diacritics, with where they stand.
package struct Words: Sendable {
    package init(_ text: String) {}
    package var count: Int { 0 }
    /// The i-th word, folded.
    package func folded(_ i: Int) -> String { "" }
    /// Where the i-th word stands: UTF-8 offsets in the text.
    package func range(_ i: Int) -> Range<Int> { 0..<0 }
    /// One word or phrase folded as the words of a text are.
    package static func fold(_ word: String) -> String { word }
}
