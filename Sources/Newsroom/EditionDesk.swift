import FoundationEssentials
import News

/// What earlier editions of the same name told: all that arrived up to `opened`.
package struct History: Hashable, Sendable {
    /// The previous closing of the same name; nil when there was none.
    package let opened: Date?
    package init(opened: Date?) { self.opened = opened }
}

/// Decides what one edition tells and in which order.
/// - `stories`: over the items of the horizon as they stood at `closing`.
/// - `topics`: those that sections are made of (top ones, kind topic), in the order to print them.
/// - `counts`: what arrived in the window; copies are counted here.
/// - `stem`: the stem of its files' names, `morning`, `flash-0610`, `live`.
package func edition(
    of stories: [Story], topics: [Topic], counts: Edition.Counts, after history: History, at closing: Date,
    by rules: EditionRules, stem: String, isClosed: Bool
) -> Edition { fatalError("not built yet") }

/// The first one or two sentences that carry the news, word for word. Nil when the item has no text.
package func lede(of item: Item) -> String? { nil }
