import FoundationEssentials
import News

/// JSON Feed documents and items, one a line, as `read`, `tag` and `group` print them. Each ends with a newline.
package enum JSONLines {
    package static func line(_ feed: Feed, file: String) -> [UInt8] { [] }

    package static func line(failed file: String, code: String, line: Int?, column: Int?, message: String) -> [UInt8] { [] }

    /// A JSON Feed item as it came, with `_wiredesk` added to: only what is not nil.
    /// Throws when `original` is no JSON object.
    package static func line(
        _ original: [UInt8], key: Key? = nil, topics: [Tag]? = nil, story: Key? = nil, duplicateOf: Key? = nil,
        why: Story.Join? = nil
    ) throws -> [UInt8] { [] }
}
