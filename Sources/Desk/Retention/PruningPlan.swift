import Archive
import FoundationEssentials
import News
import Newsroom

/// How far pruning may go: arithmetic over the moment of the last publishing and the settings. It reads no clock, so that what is
/// pruned after `once --at` is what was pruned after it before.
struct PruningPlan {
    let configuration: Configuration
    /// When all that was due was published.
    let moment: Date

    static let day: Int64 = 86_400_000

    /// After a longer break a desk gets so many days, in which feeds come in again, before it forgets what they may still carry. More
    /// than a week: `once` may be run by the week.
    private static let breakDays: Int64 = 8
    /// Whatever breaks there are, a fingerprint goes after so many times as long as it is kept.
    private static let longestTimes: Int64 = 4

    /// - `last`: the marks before; nil for none. None goes back.
    func marks(after last: PruningMarks?) -> PruningMarks {
        var marks = last ?? PruningMarks(at: moment, since: moment)
        if moment.milliseconds - marks.at.milliseconds > Self.breakDays * Self.day { marks.since = moment }
        marks.at = max(marks.at, moment)
        let through = min(oldest(configuration.retention.items), mostPruned)
        marks.through = max(marks.through ?? through, through)
        var unseen = oldest(configuration.retention.fingerprints)
        if moment.milliseconds - marks.since.milliseconds < Self.breakDays * Self.day {
            let days = Int64(configuration.retention.fingerprints.days)
            unseen = unseen.addingDays(-(Self.longestTimes - 1) * days)
        }
        unseen = min(unseen, marks.through ?? unseen)
        marks.unseen = max(marks.unseen ?? unseen, unseen)
        let editions = oldest(configuration.retention.editions)
        marks.editions = max(marks.editions ?? editions, editions)
        return marks
    }

    /// However large the archive is, what arrived after this stays: what the horizon of a digest reaches, and what was not told by
    /// a closing of each edition.
    var mostPruned: Date {
        let closings = configuration.rules.compactMap { $0.schedule.lastClosing(notAfter: moment, zone: $0.zone)?.startOfDay }
        return min(closings.min() ?? moment.startOfDay, horizon).millisecondBefore
    }

    /// However much room editions take, those of the horizon stay.
    var mostEditionsPruned: Date { horizon.millisecondBefore }

    /// Begin of its first day.
    private var horizon: Date { moment.startOfDay.addingDays(-Int64(configuration.horizonDays)) }

    /// The last millisecond of the last day that is not kept any more.
    func oldest(_ keeping: Keeping) -> Date { firstDay(keeping).millisecondBefore }

    /// Begin of the first day that is kept.
    func firstDay(_ keeping: Keeping) -> Date { moment.startOfDay.addingDays(-Int64(keeping.days)) }
}

extension Date {
    /// Of its day in UTC.
    var startOfDay: Date { Date(milliseconds: milliseconds - milliseconds.remainder(PruningPlan.day)) }

    func addingDays(_ days: Int64) -> Date { Date(milliseconds: milliseconds + days * PruningPlan.day) }

    var millisecondBefore: Date { Date(milliseconds: milliseconds - 1) }

    /// The name that a desk gives the folder of its day, `2026-11-22`.
    var dayFolder: FilePath { FilePath(String(rfc3339.prefix(10))) }
}
