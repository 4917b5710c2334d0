/// A passage that other items of the same file have word for word: what a publisher puts under or into whatever it tells. It says nothing
/// of what an item is about.
package struct Boilerplate: Hashable, Sendable {
    /// Summary or text.
    package let field: Evidence.Field
    /// UTF-8 bytes from the start of the field (of `text`'s plain text), never empty.
    package let range: Range<Int>
    /// How many items of the file have it, this one among them.
    package let items: Int

    package init(field: Evidence.Field, range: Range<Int>, items: Int) {
        self.field = field
        self.range = range
        self.items = items
    }
}
