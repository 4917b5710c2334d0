import FoundationEssentials
import News

/// Groups items into stories. A function of the set of items: any order of them gives the same.
package struct StoryRules: Hashable, Sendable {
    package static let standard = StoryRules()
    package init() {}
}

package enum Stories {
    /// Every item is in exactly one story, copies among its members. Stories by the time of their first item, then id.
    package static func grouped(_ items: [FiledItem], by rules: StoryRules) -> [Story] { [] }
}
