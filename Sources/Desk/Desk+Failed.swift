import Archive
import FoundationEssentials
import News
import Press

/// What the archive knows of failed files is what lies in failed/: they are forgotten before they leave it. Cut short between the two
/// they lie there unlisted, and are tried again or removed as before.
extension Desk {
    func forget(_ claims: [Claim]) throws {
        try archive.forgetFailures(
            try claims.map { claim in
                // The name in failed/ may be shortened; where there is no reason to ask, it is the best there is.
                let told = try Reason.read(folders.failed.appending(Claim.reason(of: claim.place)))
                return (told?.file ?? claim.path.description, claim.arrived)
            })
    }

    /// Removes what has lain in failed/ for longer than `keep_failed`, whole days, the oldest first, and no more than `most` files.
    /// What no desk put there stays. Answers whether there is more to remove.
    func pruneFailed(now: Date, most: Int = Desk.batchFiles) throws(DeskError) -> Bool {
        do {
            let oldestKept = now.milliseconds - Int64(configuration.keepFailedDays) * 86_400_000
            let day = FilePath(String(Date(milliseconds: oldestKept).rfc3339.prefix(10)))
            var room = most
            for folder in try Files.list(folders.failed) where folder.kind == .folder && folder.name < day {
                // A day's, as a desk names it.
                guard folder.name.bytes.count == day.bytes.count else { continue }
                let places = try Files.below(folders.failed, from: folder.name)
                let claims = places.filter { !$0.hasSuffix(Claim.reasonEnding) }.compactMap(Claim.init(place:))
                try removeFailed(Array(claims.prefix(room)))
                room -= claims.count
                if room < 0 { return true }
                try removeReasonsAlone(places)
                try Files.removeEmptyFolders(folders.failed.appending(folder.name))
            }
            return false
        } catch {
            throw DeskError(error)
        }
    }

    private func removeFailed(_ claims: [Claim]) throws {
        if claims.isEmpty { return }
        try forget(claims)
        for claim in claims {
            // The file first: one in failed/ always has its reason.
            try Files.remove(folders.failed.appending(claim.place))
            try Files.remove(folders.failed.appending(Claim.reason(of: claim.place)))
        }
        log.notice("failed/: \(counted(claims.count, "file", "files")) removed after \(configuration.keepFailedDays) days")
    }

    /// Left where a removal was cut short.
    private func removeReasonsAlone(_ places: [FilePath]) throws(FileFault) {
        for place in places {
            guard let file = Claim.file(ofReason: place), Claim(place: file) != nil,
                try Files.facts(of: folders.failed.appending(file)) == nil
            else { continue }
            try Files.remove(folders.failed.appending(place))
        }
    }
}
