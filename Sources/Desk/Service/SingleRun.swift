import FoundationEssentials
import Glibc
import Logging

/// `wiredesk once`: empties the inbox, publishes every closing due by then, and is done.
package struct SingleRun {
    package struct Outcome: Hashable, Sendable {
        package let tally: Desk.Tally
        /// Items of the window of the edition made last (the live one, where there is one) that repeat another item's text or address.
        package let copies: Int
        /// Below digests/, with their endings, newest last.
        package let digests: [String]
        /// Files that may not be read and were left in the inbox.
        package let waiting: Int
    }

    /// So many quiet times in a row, 15 s, are waited for files that are being written; on a network's file system they have to
    /// look the same twice, ten seconds apart.
    private static let longestWaits = 60

    private let desk: Desk
    private let publisher: Publisher

    package init(_ desk: Desk) {
        self.desk = desk
        publisher = Publisher(desk)
    }

    /// - `moment`: when everything arrives and closes; nil for the clock's time, read as it goes.
    /// - `publishing`: called when all is read and the digests are being made.
    /// - `progress`: called after each batch with the files done and those known to be there in all.
    package func run(
        at moment: Date? = nil, publishing: () -> Void = {}, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(DeskError) -> Outcome {
        // Who opens a file while we ask for its lease makes the system send us this.
        signal(SIGIO, SIG_IGN)
        do {
            return try runOnce(at: moment, publishing: publishing, progress: progress)
        } catch {
            // What was begun is finished with the reserve.
            guard error.isForSpace, desk.space.giveReserveUp() else { throw error }
            return try runOnce(at: moment, publishing: publishing, progress: progress)
        }
    }

    private func runOnce(at moment: Date?, publishing: () -> Void, progress: (Int, Int) -> Void) throws(DeskError) -> Outcome {
        let resumed = try desk.resume(isAfterCrash: true, finding: .once)
        var done = resumed.files
        var fault = resumed.fault
        var patience = SingleRun.longestWaits
        var written = 0
        var hasMadeRoom = false
        while true {
            let pass: Desk.Pass
            do {
                pass = try desk.takeIn(now: Date(), arrival: moment, settled: Inbox.quietMilliseconds, finding: .once)
            } catch {
                // What is in can be told, and what is too old makes room.
                guard case .paused = error, !hasMadeRoom else { throw error }
                hasMadeRoom = true
                try publisher.publish(at: moment ?? Date(), by: desk.configuration)
                try prune(at: moment ?? Date())
                continue
            }
            written = pass.written
            done += pass.taken.count
            fault = fault ?? pass.fault
            progress(done, done + pass.remaining)
            if !pass.taken.isEmpty { patience = SingleRun.longestWaits }
            if pass.remaining > 0 { continue }
            // A file that is written to for ever is left for the next run.
            guard let next = pass.lookAgain, patience > 0 else { break }
            patience -= 1
            // A file that was written a moment ago: its writer gets the quiet time to go on.
            let wait = min(max(1, next - Date().milliseconds + 1), Inbox.quietMilliseconds)
            usleep(UInt32(clamping: wait * 1000))
        }
        desk.sumUpFailures(isLast: true)
        while try desk.answerRequests() {}
        let closing = moment ?? Date()
        publishing()
        let published = try publisher.publish(at: closing, by: desk.configuration)
        try prune(at: closing)
        // One that could not be read delays no other; that it is still there has to be heard all the same.
        if let fault { throw DeskError(fault) }
        var digests = published.map { $0.path + ".html" }
        if desk.configuration.live != nil { digests.append("latest.html") }
        return Outcome(tally: desk.tally, copies: publisher.copies, digests: digests, waiting: desk.waiting.count + written)
    }

    private func prune(at closing: Date) throws(DeskError) {
        while try desk.prune(at: closing) {}
        if !desk.pruning.isFrontStale { return }
        // The front page without the editions that are gone; then their files go too.
        try publisher.publish(at: closing, by: desk.configuration)
        while try desk.prune(at: closing) {}
    }
}
