import Archive
import Crypto
import Dispatch
import News
import Press

/// Where files end: in done/, or in failed/ with the reason.
extension Desk {
    func putAway(_ claim: Claim, _ delivery: Delivery, _ filing: Filing) throws(FileFault) {
        tally.files += 1
        switch delivery.content {
        case .read:
            try move(claim, to: folders.done)
            tally.filed.seen += filing.seen
            tally.filed.new += filing.new
            tally.filed.revised += filing.revised
            tally.filed.repeated += filing.repeated
            tally.filed.refused += filing.refused
            log.debug(
                "\(claim.path): \(filing.seen) items, \(filing.new) new, \(filing.revised) revised, \(filing.refused) refused")
        case .failed(let code, let line, let column, let message):
            let reason = Reason(delivery, code: code, line: line, column: column, message: message)
            try fail(claim, reason)
        }
    }

    /// What can be no feed goes to failed/, so that it is neither lost nor in the way.
    func setAside(_ claim: Claim, code: String, _ message: String) throws {
        try setAside(claim, sha256: [], bytes: 0, code: code, message)
    }

    /// What must not be read goes there too.
    func setAside(_ claimed: Claimed, code: String, _ message: String) throws {
        var digest = SHA256()
        while case let some = try claimed.file.chunk(1 << 20), !some.isEmpty { digest.update(data: some) }
        try setAside(claimed.claim, sha256: Array(digest.finalize()), bytes: claimed.size, code: code, message)
    }

    private func setAside(_ claim: Claim, sha256: [UInt8], bytes: Int, code: String, _ message: String) throws {
        let delivery = Delivery(
            path: claim.path.description, source: claim.source ?? "@unknown", arrived: claim.arrived, sha256: sha256,
            bytes: bytes,
            content: .failed(code: code, line: nil, column: nil, message: message))
        for filing in try archive.file([delivery]) { try putAway(claim, delivery, filing) }
    }

    private func fail(_ claim: Claim, _ reason: Reason) throws(FileFault) {
        let path = folders.failed.appending(Claim.reason(of: claim.place))
        try Files.makeFolder(path.parent)
        // The reason first: a file in failed/ always has one.
        try Files.write(reason.json, to: path)
        try move(claim, to: folders.failed)
        tally.failed += 1
        tally.failures[reason.code, default: 0] += 1
        if failureLines.admits(reason.code, at: DispatchTime.now().uptimeNanoseconds) {
            log.warning("\(claim.path): \(reason.text); moved to failed/")
        }
    }

    /// Says in one line what was not said of each file that failed: after its minute, or at once, when `isLast`.
    func sumUpFailures(isLast: Bool = false) {
        guard let kinds = failureLines.summary(at: DispatchTime.now().uptimeNanoseconds, isLast: isLast) else { return }
        let all = kinds.reduce(0) { $0 + $1.count }
        let words = kinds.map { "\(grouped($0.count)) \($0.kind)" }.joined(separator: ", ")
        log.warning("\(counted(all, "more file", "more files")) moved to failed/: \(words); each has its reason beside it")
    }

    private func move(_ claim: Claim, to folder: FilePath) throws(FileFault) {
        let place = folder.appending(claim.place)
        let from = folders.processing.appending(claim.place)
        do {
            try Files.rename(from, to: place)
        } catch {
            guard error.isAbsence else { throw error }
            try Files.makeFolder(place.parent)
            try Files.rename(from, to: place)
        }
    }
}
