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

    /// Removes what has lain in failed/ for longer than `keep_failed`, whole days, or is too much, the oldest first, and no more than
    /// `most` files. What no desk put there stays. Answers whether there may be more to remove.
    func pruneFailed(_ plan: PruningPlan, most: Int = Desk.batchFiles) throws -> Bool {
        let keeping = configuration.retention.failed
        let firstKept = plan.firstDay(keeping).dayFolder
        var tooMuch = try keeping.bytes.map { try Files.bytes(below: folders.failed) - $0 } ?? 0
        for folder in try Files.list(folders.failed) where folder.kind == .folder && (folder.name < firstKept || tooMuch > 0) {
            // A day's, as a desk names it.
            guard folder.name.bytes.count == firstKept.bytes.count else { continue }
            let places = try Files.below(folders.failed, from: folder.name)
            var claims = places.filter { !$0.hasSuffix(Claim.reasonEnding) }.compactMap(Claim.init(place:))
                .sorted { ($0.arrived, $0.path) < ($1.arrived, $1.path) }
            if folder.name >= firstKept {
                // Of a day that is kept no more than has to go.
                claims = try Array(
                    claims.prefix { claim in
                        let goes = tooMuch > 0
                        if goes { tooMuch -= try bytesInFailed(claim) }
                        return goes
                    })
            }
            try removeFailed(Array(claims.prefix(most)))
            if !claims.isEmpty { return true }
            try removeReasonsAlone(places)
            try Files.removeEmptyFolders(folders.failed.appending(folder.name))
        }
        return false
    }

    /// With its reason.
    private func bytesInFailed(_ claim: Claim) throws(FileFault) -> Int {
        var bytes = 0
        for place in [claim.place, Claim.reason(of: claim.place)] {
            bytes += try Files.facts(of: folders.failed.appending(place))?.size ?? 0
        }
        return bytes
    }

    private func removeFailed(_ claims: [Claim]) throws {
        if claims.isEmpty { return }
        try forget(claims)
        for claim in claims {
            // The file first: one in failed/ always has its reason.
            try Files.remove(folders.failed.appending(claim.place))
            try Files.remove(folders.failed.appending(Claim.reason(of: claim.place)))
        }
        pruning.tally.files += claims.count
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
