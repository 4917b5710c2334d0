import News

/// What one edition is to be: its name, when it closes, how much it tells.
package struct EditionRules: Hashable, Sendable {
    /// [a-z0-9-]+; `live` is the live edition of the day.
    package let name: String
    /// `Morning Edition`
    package let title: String
    /// tz database name; `UTC` unless configured.
    package let zone: String
    package let schedule: Schedule
    /// Stories of a section told in full; the others stand there as headlines.
    package var storiesPerTopic: Int
    /// Of those others so many; the rest is counted.
    package var headlinesPerTopic: Int
    /// Stories named at the top.
    package var inShort: Int

    /// What it tells of all that came.
    package var choice = EditionChoice()
    package var order = Order.weight
    /// Minutes that it takes to read, at most; then there are fewer stories in full, and then fewer headlines. Nil for any.
    package var minutes: Int?
    /// In the order of `EditionForm.allCases`; never empty, and `html` is among them.
    package var forms = EditionForm.standard
    /// The Deep Look of each story told in full stands in the edition itself.
    package var isAtLength = false
    /// Names of editions with which it takes turns: what arrived before one of them closed it does not tell. Each covers this one.
    package var after: [String] = []
    /// An edition without a story is published too.
    package var writesEmpty = false

    /// How the stories of a section follow each other.
    package enum Order: String, CaseIterable, Sendable {
        /// By `StoryWeight`.
        case weight
        case newest
    }

    /// The live edition of the day: it closes at the midnight that ends it.
    package var isLive: Bool { name == "live" }

    package static let standardHeadlines = 30

    package init(
        name: String, title: String, zone: String, schedule: Schedule, storiesPerTopic: Int,
        headlinesPerTopic: Int = standardHeadlines,
        inShort: Int
    ) {
        self.name = name
        self.title = title
        self.zone = zone
        self.schedule = schedule
        self.storiesPerTopic = storiesPerTopic
        self.headlinesPerTopic = headlinesPerTopic
        self.inShort = inShort
    }
}
