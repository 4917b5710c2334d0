import Archive
import FoundationEssentials
import News
import Press

/// Where a pass of pruning is. Lost with the process: the next pass begins anew and finds what is left to do.
struct PruningPass {
    var slice: Archive.PruningSlice?
    /// Files of one day's folder that are to be removed and are not yet.
    var doomed: (folder: FilePath, places: ArraySlice<FilePath>)?
    /// Bytes in folders of days that nothing is added to any more.
    var bytes: [FilePath: Int] = [:]
    /// The front page still names editions that are gone; their files stay until it is written anew.
    var isFrontStale = false
    /// Editions went since the pages of stories were looked through.
    var hasPagesToRemove = false
    /// The ledger's size when it was last written anew.
    var compactedBytes = 0
    var tally = PruningTally()
}

/// Pruning: what is older than it is kept, or more than there may be, goes in slices so small that filing does not wait for them.
///
/// The order is what makes it safe to be cut short anywhere: first the ledger knows, then the archive lets go, and only what both
/// have done with leaves done/ or digests/. Whatever ran, a digest is the same: nothing that may go can show in one.
extension Desk {
    /// Does a slice of what is to go after all that was due by `moment` was published. Answers whether there is more.
    func prune(at moment: Date) throws(DeskError) -> Bool {
        let plan = PruningPlan(configuration: configuration, moment: moment)
        do {
            // What needs no room to be written comes first: the disk may be full.
            try tidyProcessing(plan)
            if try pruneDone(plan) { return true }
            if try pruneFailed(plan) { return true }
            if try mark(plan) { return true }
            if try pruneTexts() { return true }
            if try forgetFingerprints() { return true }
            if try pruneEditions(plan) { return true }
            if try shrink() { return true }
            try finishPass(plan)
            return false
        } catch {
            throw DeskError(error)
        }
    }

    /// What the ledger says last of pruning, and the archive may not have heard of before a crash: before anything else is filed.
    func takeUpPruning() throws {
        switch try ledger.prunedLast() {
        case .marks(let marks): if try archive.pruning().marks != marks { try archive.mark(marks) }
        case .forgotten(let keys): try archive.forget(keys)
        case .texts, .covered, .sightings, nil: break
        }
    }

    static let prunedTexts = 500
    private static let forgottenKeys = 1000
    /// What one takes in the archive and the ledger together, in bytes.
    static let fingerprintBytes = 300

    // MARK: - Items

    private func mark(_ plan: PruningPlan) throws -> Bool {
        let state = try archive.pruning()
        var marks = plan.marks(after: state.marks)
        if state.marks == nil {
            // Nothing is said of a young desk, that has nothing to prune.
            let first = try archive.firstArrival() ?? .distantFuture
            let edition = try archive.oldestPrunableEdition() ?? .distantFuture
            let isOld = first <= marks.through ?? .distantPast || edition <= marks.editions ?? .distantPast
            if try !isOld && !isTooLarge(plan, state) { return false }
        }
        // One day more at a time, when all of the one before is done.
        if marks.through == state.marks?.through || state.marks == nil, try isTooLarge(plan, state) {
            let next = marks.through?.addingDays(1) ?? plan.mostPruned
            let first = try archive.firstArrival().map { $0.startOfDay.addingDays(1).millisecondBefore }
            marks.through = max(marks.through ?? .distantPast, min(plan.mostPruned, max(next, first ?? next)))
        }
        if let closing = try oldestEditionThatIsTooMuch(plan) {
            let end = closing.startOfDay.addingDays(1).millisecondBefore
            marks.editions = max(marks.editions ?? end, min(end, plan.mostEditionsPruned))
        }
        if let old = state.marks {
            let isSameDay = old.at.startOfDay == marks.at.startOfDay
            if isSameDay, (old.through, old.unseen, old.editions) == (marks.through, marks.unseen, marks.editions) {
                return false
            }
        }
        try ledger.append(.marks(marks))
        try archive.mark(marks)
        pruning.slice = nil
        return true
    }

    /// Whether items take more room than they may, and some of them may go.
    private func isTooLarge(_ plan: PruningPlan, _ state: PruningState) throws -> Bool {
        guard let most = configuration.retention.items.bytes, try archive.bytes().used > most else { return false }
        guard state.marks?.through == state.covered, let first = try archive.firstArrival() else { return false }
        return first <= plan.mostPruned
    }

    private func pruneTexts() throws -> Bool {
        let state = try archive.pruning()
        guard let marks = state.marks, let through = marks.through, state.covered.map({ $0 < through }) ?? true else {
            return false
        }
        let day = marks.at.startOfDay
        let slice = try archive.nextToPrune(after: pruning.slice, most: Desk.prunedTexts)
        if !slice.files.isEmpty { try ledger.append(.texts(slice.files, day: day)) }
        pruning.tally.items += try archive.prune(slice, on: day)
        pruning.slice = slice
        if slice.isMore { return true }
        // What only the files that may go now could tell.
        for (day, keys) in try archive.sightings(through: through) {
            for start in stride(from: 0, to: keys.count, by: Desk.forgottenKeys) {
                let some = Array(keys[start..<min(keys.count, start + Desk.forgottenKeys)])
                try ledger.append(.sightings([(day, some)]))
            }
        }
        try ledger.append(.covered(through))
        try archive.cover(through: through)
        pruning.slice = nil
        return true
    }

    private func forgetFingerprints() throws -> Bool {
        let state = try archive.pruning()
        guard let unseen = state.marks?.unseen, let covered = state.covered else { return false }
        var keys = try archive.unseen(since: min(unseen, covered), most: Desk.forgottenKeys)
        if keys.isEmpty, let most = configuration.retention.fingerprints.bytes {
            let tooMany = state.texts - most / Desk.fingerprintBytes
            // Those that a feed brought after what is covered are still carried.
            if tooMany > 0 { keys = try archive.unseen(since: covered, most: min(tooMany, Desk.forgottenKeys)) }
        }
        if keys.isEmpty { return false }
        try ledger.append(.forgotten(keys))
        pruning.tally.forgotten += try archive.forget(keys)
        return true
    }

    // MARK: - What is left

    /// Gives room back that pruning made in the ledger and the archive.
    private func shrink() throws -> Bool {
        let bytes = try ledger.bytes()
        if bytes > 1 << 20 {
            let told = try archive.told()
            // A generous guess at what the lines that count take.
            let needed = try archive.pruning().texts * 150 + told.items * 50 + told.editions * 400
            if bytes > 2 * max(needed, pruning.compactedBytes) {
                try ledger.compact()
                pruning.compactedBytes = try ledger.bytes()
                log.notice(
                    "ledger.jsonl: written anew without what is not needed, \(byteCount(bytes)) to \(byteCount(pruning.compactedBytes))"
                )
                return true
            }
        }
        return try archive.giveBackSpace(pages: 1024)
    }

    private func finishPass(_ plan: PruningPlan) throws {
        let tally = pruning.tally
        if tally.isEmpty { return }
        try archive.note(tally, on: plan.moment)
        pruning.tally = PruningTally()
        log.notice("pruned: \(tally.words)")
    }
}

extension PruningTally {
    /// `1,204 items, 312 files, 2 editions; 40 items forgotten`
    var words: String {
        var parts: [String] = []
        if items > 0 { parts.append(counted(items, "item", "items")) }
        if files > 0 { parts.append(counted(files, "file", "files")) }
        if editions > 0 { parts.append(counted(editions, "edition", "editions")) }
        if forgotten > 0 { parts.append(counted(forgotten, "fingerprint", "fingerprints")) }
        return parts.joined(separator: ", ")
    }
}

/// `412 KiB`, `2.3 GiB`: for people.
func byteCount(_ bytes: Int) -> String {
    var (value, unit) = (bytes, "B")
    var tenths = 0
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
        (tenths, value, unit) = (value % 1024 * 10 / 1024, value / 1024, next)
    }
    return value < 10 && unit != "B" ? "\(value).\(tenths) \(unit)" : "\(value) \(unit)"
}
