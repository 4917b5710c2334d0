import FoundationEssentials

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
    package let storiesPerTopic: Int
    /// Stories named at the top.
    package let inShort: Int

    package init(name: String, title: String, zone: String, schedule: Schedule, storiesPerTopic: Int, inShort: Int) {
        self.name = name
        self.title = title
        self.zone = zone
        self.schedule = schedule
        self.storiesPerTopic = storiesPerTopic
        self.inShort = inShort
    }
}

/// When an edition closes. Pure arithmetic over the zone's rules: it reads no clock.
package enum Schedule: Hashable, Sendable {
    /// At a wall-clock time, on the given days of the week (1 = Monday ... 7 = Sunday). A time that a change of clocks skips
    /// closes at the next valid instant; one that comes twice closes once, the first time.
    case daily(hour: Int, minute: Int, days: Set<Int>)
    /// Every so many minutes (1...1440, counted from midnight UTC of each day).
    case every(minutes: Int)

    /// The last closing at or before `moment`. Nil only when `zone` is unknown or `days` is empty.
    package func lastClosing(notAfter moment: Date, zone: String) -> Date? { nil }
    /// The first closing after `moment`. Nil only when `zone` is unknown or `days` is empty.
    package func nextClosing(after moment: Date, zone: String) -> Date? { nil }
    /// Local calendar day and time of `moment` in `zone`: for folders and names.
    package static func local(_ moment: Date, zone: String) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int)? { nil }
}
