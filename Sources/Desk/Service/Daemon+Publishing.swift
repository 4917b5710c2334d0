import Dispatch
import FoundationEssentials

/// What is done when all that came is filed: publishing, pruning, resting.
extension Daemon {
    /// What is older than it is kept is looked for so often.
    private static let pruneSeconds = 3600

    func publishWhenDue(isBusy: Bool) throws(DeskError) {
        let now = Date()
        // The clock was set back: closings up to where it was come again, for what arrives until then.
        if let last = lastPublished, last > now { lastPublished = now }
        let closing = publisher.nextClosing(after: lastPublished ?? now, by: desk.configuration)
        let isClosingDue = lastPublished == nil || closing.map { $0 <= now } ?? false
        guard isClosingDue || (isUnpublished && !isBusy && DispatchTime.now() >= publishNotBefore) else { return }
        if !isPrepared {
            preparing = try publisher.prepare(at: now, by: desk.configuration)
            // What came meanwhile is taken in before the next step.
            if preparing != nil { return look() }
            isPrepared = true
        }
        let began = DispatchTime.now()
        try publisher.publish(at: now, by: desk.configuration)
        lastPublished = now
        isUnpublished = false
        let spent = DispatchTime.now().uptimeNanoseconds - began.uptimeNanoseconds
        publishingTook = spent
        // An edition is made from all items of the horizon: what that took goes back to the system.
        Memory.giveBack()
        isWarm = true
        publishNotBefore = .now() + .nanoseconds(Int(clamping: max(1_000_000_000, spent &* 3)))
        published()
    }

    /// Wakes up for what comes first: the next closing, a file that may be complete by then, the live edition.
    func sleep(until next: Date?) {
        var moments = [next].compactMap { $0 }
        // After the last publishing, not after now: a closing that came while it went on is due already.
        if let closing = publisher.nextClosing(after: lastPublished ?? Date(), by: desk.configuration) { moments.append(closing) }
        if isUnpublished {
            let ahead =
                Int64(bitPattern: publishNotBefore.uptimeNanoseconds) - Int64(bitPattern: DispatchTime.now().uptimeNanoseconds)
            moments.append(Date(timeIntervalSinceNow: max(0, Double(ahead) / 1e9)))
        }
        wake(moments)
    }

    /// A slice of what is older than it is kept; files that come meanwhile are taken in before the next.
    func prune() throws(DeskError) {
        // What was due by then is told; what is needed for the rest stays.
        guard DispatchTime.now() >= pruneNotBefore, let lastPublished else { return }
        if try desk.prune(at: lastPublished) {
            look()
        } else if desk.pruning.isFrontStale {
            isUnpublished = true
        } else {
            pruneNotBefore = .now() + .seconds(Daemon.pruneSeconds)
        }
    }

    /// Nothing is left to do, and nothing came: what was at hand for it goes back to the system.
    func rest() {
        isWarm = false
        desk.archive.releaseMemory()
        Memory.giveBack()
    }
}
