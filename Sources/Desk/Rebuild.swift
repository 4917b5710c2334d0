import Archive
import FoundationEssentials
import Logging

/// Makes archive.sqlite again from done/, the reasons in failed/ and the ledger: the same items, editions and digests.
package struct Rebuild {
    package struct Outcome: Encodable, Hashable, Sendable {
        package let files: Int
        package let items: Int
        package let editions: Int
        /// Where the old archive was put; nil when it is gone, or there was none.
        package let setAside: String?

        package var json: [UInt8] { prettyJSON }
    }

    private let folders: DeskFolders
    private let configuration: Configuration
    private let log: Logger

    package init(of folders: DeskFolders, by configuration: Configuration, log: Logger) {
        self.folders = folders
        self.configuration = configuration
        self.log = log
    }

    /// Whether it has to be done before anything else: an earlier one was broken off, the archive was found damaged, or is gone
    /// though files were filed.
    static func isNeeded(in folders: DeskFolders) throws(FileFault) -> Bool {
        if try Files.facts(of: folders.rebuildingPath) != nil { return true }
        if try Files.facts(of: folders.databasePath) != nil { return false }
        if let ledger = try Files.facts(of: folders.ledgerPath), ledger.size > 0 { return true }
        guard try Files.facts(of: folders.done) != nil else { return false }
        return try !Files.below(folders.done).isEmpty
    }

    /// Says so for the next start; what cannot be written now is found out again.
    static func need(in folders: DeskFolders) { try? Files.write([], to: folders.rebuildingPath) }

    /// - `isDamaged`: the old archive is kept under a name that says so; otherwise it goes once the new one stands.
    /// - `progress`: called with the files done and those there are.
    package func run(isDamaged: Bool, progress: (Int, Int) -> Void = { _, _ in }) throws(DeskError) -> Outcome {
        do {
            return try made(isDamaged: isDamaged, progress: progress)
        } catch {
            throw DeskError(error)
        }
    }

    private func made(isDamaged: Bool, progress: (Int, Int) -> Void) throws -> Outcome {
        let desk = try Desk(in: folders, by: configuration, log: log, database: folders.rebuiltPath)
        // It holds the lock to the end.
        return try withExtendedLifetime(desk) { try made(by: desk, isDamaged: isDamaged, progress: progress) }
    }

    private func made(by desk: Desk, isDamaged: Bool, progress: (Int, Int) -> Void) throws -> Outcome {
        let covered = try takeInFingerprints(desk)
        let (files, items) = try refile(desk, after: covered, progress: progress)
        let editions = try desk.ledger.editions()
        for edition in editions { try desk.archive.keep(edition) }
        try desk.archive.close()
        // From here on, until the new one stands in its place, there is none to be trusted.
        try Files.write([], to: folders.rebuildingPath)
        let setAside = try putAsideOld(isDamaged: isDamaged)
        try Files.rename(folders.rebuiltPath, to: folders.databasePath)
        try Files.syncFolder(folders.archive)
        try Files.remove(folders.rebuildingPath)
        if let setAside, !isDamaged { for path in DeskFolders.parts(ofDatabase: setAside) { try Files.remove(path) } }
        return Outcome(
            files: files, items: items, editions: editions.count, setAside: isDamaged ? setAside?.description : nil)
    }

    /// What was pruned: the ledger has it. Answers until when, so that files that came by then have nothing more to tell.
    private func takeInFingerprints(_ desk: Desk) throws -> Date? {
        var (marks, covered): (PruningMarks?, Date?)
        try desk.ledger.forEachPruned { pruned throws(ArchiveError) in
            switch pruned {
            case .marks(let last): marks = last
            case .covered(let last): covered = last
            case .texts(let files, let day): try desk.archive.restore(files, on: day)
            case .sightings(let days): try desk.archive.restore(sightings: days)
            case .forgotten(let keys): try desk.archive.forget(keys)
            }
        }
        if let marks { try desk.archive.mark(marks) }
        if let covered { try desk.archive.cover(through: covered) }
        return covered
    }

    /// In the order of their arrival, so that as little as possible moves; any other gives the same.
    private func refile(_ desk: Desk, after covered: Date?, progress: (Int, Int) -> Void) throws -> (files: Int, items: Int) {
        let done = try Files.below(folders.done).compactMap(Claim.init(place:))
            .filter { claim in covered.map { claim.arrived > $0 } ?? true }
            .sorted { ($0.arrived, $0.path) < ($1.arrived, $1.path) }
        var batch: [Claimed] = []
        var bytes = 0
        var (files, items) = (0, 0)
        for claim in done {
            files += 1
            do throws(FileFault) {
                let claimed = try Claimed(claim, in: folders.done)
                batch.append(claimed)
                bytes += claimed.textBytes(configuration.limits)
            } catch {
                // The others are worth having without it.
                log.error("\(error); left out")
            }
            if batch.count == Desk.batchFiles || bytes >= Desk.batchBytes || files == done.count {
                items += try desk.fileAgain(batch)
                (batch, bytes) = ([], 0)
                progress(files, done.count)
            }
        }
        _ = try desk.archive.file(try failures())
        return (files, items)
    }

    /// What the reasons in failed/ tell: those files are not read again, which is for `retry` to ask.
    private func failures() throws -> [Delivery] {
        try Files.below(folders.failed).compactMap { place -> Delivery? in
            guard let file = Claim.file(ofReason: place), let claim = Claim(place: file),
                let reason = try Reason.read(folders.failed.appending(place))
            else { return nil }
            let size = try Files.facts(of: folders.failed.appending(claim.place))?.size ?? 0
            return reason.delivery(arrived: claim.arrived, bytes: size)
        }
    }

    /// Nil when there is none. Its log goes first: without the rest it is nothing, the rest without it is only older.
    private func putAsideOld(isDamaged: Bool) throws -> FilePath? {
        guard try Files.facts(of: folders.databasePath) != nil else {
            for path in DeskFolders.parts(ofDatabase: folders.databasePath) { try Files.remove(path) }
            return nil
        }
        let stamp = Date().rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" }
        let name = folders.databasePath.name.description + (isDamaged ? ".damaged-" : ".before-") + stamp
        let aside = folders.archive.appending(name)
        for (old, new) in zip(DeskFolders.parts(ofDatabase: folders.databasePath), DeskFolders.parts(ofDatabase: aside))
        where try Files.facts(of: old) != nil {
            try Files.rename(old, to: new)
        }
        return aside
    }
}

extension Desk {
    /// Opens the desk in `folders`, making what is missing. An archive that is damaged or gone is made again first, one of an earlier
    /// version brought up to date.
    /// - `progress`: of either, with the files or texts done and those there are.
    package static func opened(
        in folders: DeskFolders, by configuration: Configuration, log: Logger, trial: ReaderTrial? = nil,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws(DeskError) -> Desk {
        func rebuild(_ why: String, isDamaged: Bool) throws(DeskError) {
            log.error("\(why); it is made again from done/ and the ledger")
            let outcome = try Rebuild(of: folders, by: configuration, log: log).run(isDamaged: isDamaged, progress: progress)
            let aside = outcome.setAside.map { "; the old one is \($0)" } ?? ""
            log.notice(
                "the archive was made again: \(outcome.files) files, \(outcome.items) items, \(outcome.editions) editions\(aside)"
            )
        }
        do {
            if try Rebuild.isNeeded(in: folders) { try rebuild("the archive is gone or was left half made", isDamaged: true) }
        } catch {
            throw DeskError(error)
        }
        func open() throws(DeskError) -> Desk {
            let desk = try Desk(in: folders, by: configuration, log: log, trial: trial)
            try desk.makePrints(progress: progress)
            return desk
        }
        do {
            return try open()
        } catch {
            guard error.isDamage(to: folders) else { throw error }
            try rebuild("\(error)", isDamaged: true)
            return try open()
        }
    }
}

extension DeskError {
    /// Of the archive's database, which can be made again; a damaged ledger cannot.
    func isDamage(to folders: DeskFolders) -> Bool {
        guard case .archive(.corrupt(let what)) = self else { return false }
        return what.hasPrefix(folders.databasePath.name.description + ":")
    }
}

extension Reason {
    /// What the archive was told when the file failed.
    fileprivate func delivery(arrived: Date, bytes: Int) -> Delivery {
        var digest: [UInt8] = []
        var rest = Substring(sha256 ?? "")
        while !rest.isEmpty, let byte = UInt8(rest.prefix(2), radix: 16) {
            digest.append(byte)
            rest = rest.dropFirst(2)
        }
        return Delivery(
            path: file, source: source, arrived: arrived, sha256: digest, bytes: bytes,
            content: .failed(code: code, line: line, column: column, message: message))
    }
}
