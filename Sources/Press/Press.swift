import FoundationEssentials
import News

/// Prints editions. Everything from a feed is escaped for where it goes.
package struct Press: Sendable {
    package init() {}
    /// `root` is the way from the page to digests/: "" or "../../../".
    package func html(_ edition: Edition, root: String) -> [UInt8] { [] }
    package func markdown(_ edition: Edition) -> [UInt8] { [] }
    /// JSON Feed 1.1.
    package func json(_ edition: Edition) -> [UInt8] { [] }
    /// digests/index.html. `live` is nil where the live edition is off and nothing was published yet.
    package func front(live: Edition?, earlier: [FrontEntry]) -> [UInt8] { [] }
}

/// An earlier edition on the front page.
package struct FrontEntry: Hashable, Sendable {
    package let title: String
    /// Below digests/, without its ending: `2026/11/22/morning`.
    package let path: String
    package let closing: Date
    package let zone: String
    package let stories: Int

    package init(title: String, path: String, closing: Date, zone: String, stories: Int) {
        self.title = title
        self.path = path
        self.closing = closing
        self.zone = zone
        self.stories = stories
    }
}
