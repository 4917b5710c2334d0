import Archive
import FoundationEssentials
import News

extension Desk {
    /// Takes up what lies in processing/: claimed before a crash or a fault, and not yet done. Answers how many files it was,
    /// and why one could not be read, if there was one: it stays there and the others are filed.
    /// - `isAfterCrash`: an earlier desk left it, and may have died of one of the files: they are read one at a time, each first
    ///   by a process of its own, and one that dies of it is set aside.
    func resume(
        isAfterCrash: Bool, finding: Finding = .watching, now: Date = Date(), isAlive: () -> Void = {}
    ) throws(DeskError) -> (files: Int, fault: FileFault?) {
        do {
            var resumed = 0
            var fault: FileFault?
            var batch: [Claimed] = []
            var bytes = 0
            for place in try Files.below(folders.processing) {
                let path = folders.processing.appending(place)
                if Inbox.isUnfinishedCopy(place) {
                    try Files.remove(path)
                    continue
                }
                guard let claim = Claim(place: place) else {
                    try sendBack(path)
                    continue
                }
                guard let facts = try Files.facts(of: path) else { continue }
                guard facts.kind == .file else {
                    try setAside(claim, code: Inbox.foreign.code, Inbox.foreign.why)
                    continue
                }
                do {
                    if try !inbox.removeOriginal(of: claim) { continue }
                    let claimed: Claimed
                    switch try inbox.claim(claim) {
                    case .claimed(let file): claimed = file
                    case .foreign(_, let code, let why):
                        try setAside(claim, code: code, why)
                        continue
                    case .waits, .isWritten, .gone: continue
                    }
                    resumed += 1
                    if isAfterCrash, let trial, claimed.size <= configuration.limits.maxFileBytes {
                        let verdict = try trial.verdict(on: path, limits: configuration.limits, isAlive: isAlive)
                        if case .dies(let how) = verdict {
                            try setAside(
                                claimed, code: "reader-crashed", "the reader died of it when it was tried alone (\(how))")
                            continue
                        }
                    }
                    batch.append(claimed)
                    bytes += claimed.textBytes(configuration.limits)
                } catch let error as FileFault {
                    fault = fault ?? error
                    continue
                }
                if isAfterCrash || batch.count == Desk.batchFiles || bytes >= Desk.batchBytes {
                    // How it came is not known any more: one that breaks off may have been on its way back.
                    let growing = isAfterCrash && finding == .watching ? Set(batch.map(\.claim.path)) : []
                    let unread = try file(batch, now: now, growing: growing).fault
                    fault = fault ?? unread
                    (batch, bytes) = ([], 0)
                }
            }
            let unread = try file(batch, now: now).fault
            return (resumed, fault ?? unread)
        } catch {
            throw DeskError(error)
        }
    }

    /// Nobody but a desk writes into processing/; what it did not name goes back to where it can be claimed again.
    private func sendBack(_ path: FilePath) throws(FileFault) {
        _ = try Files.move(path, into: folders.inbox, as: path.name)
    }
}
