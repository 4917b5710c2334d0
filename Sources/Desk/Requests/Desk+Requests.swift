import FoundationEssentials
import News

extension Desk {
    /// Does what other processes ask for in requests/.
    func answerRequests(now: Date = Date()) throws(DeskError) {
        do {
            try RequestFolder(of: folders).answerAll(now: now) { request in
                let answer = try fulfil(request)
                log.notice("\(request.kind.rawValue): \(answer.lines.last ?? "done")")
                return answer
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// The work itself, whoever asked for it. A second time finds nothing left to do.
    func fulfil(_ request: Request) throws(DeskError) -> Answer {
        do {
            switch request.kind {
            case .retry: return try retry(request.values)
            case .join, .split, .correct: return try hear(request)
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Files of failed/ go back to where they were dropped, and their reasons go.
    /// - `names`: what a person may call them: the path below failed/, the path in the inbox, or the file's own name. None: all.
    private func retry(_ names: [String]) throws -> Answer {
        var found = Set<String>()
        var lines: [String] = []
        var claims: [Claim] = []
        for place in try Files.below(folders.failed) where !place.hasSuffix(Claim.reasonEnding) {
            guard let claim = Claim(place: place) else { continue }
            let callings = [place.description, place.name.description, claim.path.description, claim.path.name.description]
            let meant = callings.filter(names.contains)
            if !names.isEmpty, meant.isEmpty { continue }
            found.formUnion(meant)
            if try Files.facts(of: folders.failed.appending(place))?.kind == .file {
                claims.append(claim)
            } else {
                lines.append("failed/\(place): no file but a link, a folder or the like; left where it is")
            }
        }
        try forget(claims)
        for claim in claims {
            let path = folders.failed.appending(claim.place)
            let folder = folders.inbox.appending(claim.path.parent)
            try Files.makeFolder(folder)
            let dropped = try Files.move(path, into: folder, as: claim.path.name)
            // Last: a reason without its file is of no use, a file without its reason is a riddle.
            try Files.remove(folders.failed.appending(Claim.reason(of: claim.place)))
            lines.append("inbox/\(folders.belowInbox(dropped))")
        }
        let missing = names.filter { !found.contains($0) }
        lines += missing.map { "failed/: nothing is called \($0) (`wiredesk status` lists what failed)" }
        if lines.isEmpty { lines = ["failed/ is empty: nothing to try again"] }
        return Answer(isDone: missing.isEmpty, lines: lines)
    }
}
