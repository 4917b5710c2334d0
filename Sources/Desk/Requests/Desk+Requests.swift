import Dispatch
import FoundationEssentials
import News

extension Desk {
    /// Does what other processes ask for in requests/: of long work a slice. Answers whether there is more of it to do.
    @discardableResult
    func answerRequests(now: Date = Date()) throws(DeskError) -> Bool {
        do {
            var isMore = false
            try RequestFolder(of: folders).answerAll(now: now) { request in
                // One long work after the other.
                if isMore, request.kind == .retag { return .goesOn(nil) }
                if let answer = try goOn(with: request) {
                    log.notice("\(request.kind.rawValue): \(answer.lines.last ?? "done")")
                    return .done(answer)
                }
                isMore = true
                return .goesOn(progressToTell())
            }
            return isMore
        } catch {
            throw DeskError(error)
        }
    }

    /// How far long work has come, for who waits for it; nil where that was told a moment ago.
    private func progressToTell() -> RequestFolder.Progress? {
        let now = DispatchTime.now()
        guard let pass = retagging, now >= progressNotBefore else { return nil }
        progressNotBefore = now + Desk.betweenTellings
        return RequestFolder.Progress(done: pass.place, of: pass.lastPlace)
    }

    private static let betweenTellings = DispatchTimeInterval.milliseconds(200)

    /// The work itself, whoever asked for it, to its end. A second time finds nothing left to do.
    func fulfil(_ request: Request, progress: (Int, Int) -> Void = { _, _ in }) throws(DeskError) -> Answer {
        while true {
            if let answer = try goOn(with: request) { return answer }
            if let pass = retagging { progress(pass.place, pass.lastPlace) }
        }
    }

    /// The same, by a slice of it; nil while there is more to do.
    private func goOn(with request: Request) throws(DeskError) -> Answer? {
        do {
            switch request.kind {
            case .retry: return try retry(request.values)
            case .retag: return try retag(request.values)
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
        var files: [String] = []
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
            files.append("inbox/\(folders.belowInbox(dropped))")
        }
        lines += files
        let missing = names.filter { !found.contains($0) }
        lines += missing.map { "failed/: nothing is called \($0) (`wiredesk status` lists what failed)" }
        if lines.isEmpty { lines = ["failed/ is empty: nothing to try again"] }
        return Answer(isDone: missing.isEmpty, lines: lines, facts: Answer.Facts(files: files))
    }
}
