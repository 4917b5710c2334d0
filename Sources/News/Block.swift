/// A piece of an article's text. Plain characters inside: no markup, no line breaks, no control characters.
package struct Block: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        case paragraph, heading, listItem, quotation
    }

    package let kind: Kind
    package let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

extension [Block] {
    /// The blocks as `content_text` shows them: parted by a blank line, headings with `## `, list items with `- `
    /// and one line apart, quotations with `> `.
    package var plainText: String {
        var text = ""
        var last: Block.Kind?
        for block in self {
            text += block.kind.beginning(after: last)
            text += block.text
            last = block.kind
        }
        return text
    }
}

extension Block.Kind {
    /// What stands in `plainText` before the words of such a block; `last` is the block before it.
    func beginning(after last: Block.Kind?) -> String {
        let parting = last == nil ? "" : last == .listItem && self == .listItem ? "\n" : "\n\n"
        return switch self {
        case .paragraph: parting
        case .heading: parting + "## "
        case .listItem: parting + "- "
        case .quotation: parting + "> "
        }
    }
}
