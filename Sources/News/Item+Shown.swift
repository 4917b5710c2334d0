import FoundationEssentials

extension Item {
    /// What a reader sees of its words, as one number: two revisions of an item with the same differ in markup, pictures, addresses or
    /// dates alone. Of headline, summary where the text does not begin with it, text, and what its agency allows: where `Changes`
    /// are empty, it is the same. Kept on disk: never change how it is made without another name for it.
    package var shown: UInt64 {
        var sum = ByteSum()
        sum.add(title)
        sum.add(docdata?.status == .usable ? nil : docdata?.status?.rawValue)
        sum.add(docdata?.embargo?.rfc3339)
        let words = text.count == 1 ? text[0].text : text.map(\.text).joined(separator: " ")
        sum.add(summary.flatMap { words.utf8.starts(with: $0.utf8) ? nil : $0 })
        sum.add(words)
        return sum.value
    }
}

extension ByteSum {
    /// Nil is another than an empty text.
    fileprivate mutating func add(_ text: String?) {
        guard var text else { return add(UInt64.max) }
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }
}
