import FoundationEssentials
import Glibc

/// requests/: how a command asks a desk at work in another process. A request is a file `NUMBER-PROCESS.json`, written under
/// another name and renamed; its answer is `NUMBER-PROCESS.answer.json`, which whoever asked takes away.
///
/// A desk takes a request up by renaming it to `NUMBER-PROCESS.taken`, before it reads it, and whoever asked withdraws it by removing
/// it: one of the two finds it and the other does not. So what was withdrawn is never done, and what was taken up is always answered.
struct RequestFolder {
    let folder: FilePath

    init(of folders: DeskFolders) { folder = folders.requests }

    /// A request is a few names; what is longer is none.
    private static let longestRequest = 1 << 20
    /// Nobody comes for an answer that was given so long ago.
    private static let keptMilliseconds: Int64 = 3_600_000

    private static let ending = ".json"
    private static let takenEnding = ".taken"
    private static let answerEnding = ".answer.json"
    private static let progressEnding = ".progress"

    // MARK: - Who asks

    /// Answers the request's name.
    func put(_ request: Request, now: Date = Date()) throws(FileFault) -> FilePath {
        try Files.makeFolder(folder, mode: 0o770)
        let stem = "\(now.milliseconds)-\(getpid())"
        let name = FilePath(stem + Self.ending)
        try Files.replace(folder.appending(name), with: request.prettyJSON)
        return name
    }

    /// Nil when there is none yet. Taken once.
    func takeAnswer(to request: FilePath) throws(FileFault) -> Answer? {
        let path = folder.appending(Self.answer(to: request))
        guard let bytes = try Files.contents(path, limit: Self.longestRequest * 8) else { return nil }
        try Files.remove(path)
        return (try? JSONDecoder().decode(Answer.self, from: Data(bytes))) ?? .refused("the answer cannot be read")
    }

    /// How far a desk at work has come with it; nil when it has not said.
    func progress(of request: FilePath) -> Progress? {
        // What cannot be told now is told a moment later, or never: it is a convenience.
        guard let bytes = try? Files.contents(progressPath(request), limit: 1 << 10) else { return nil }
        return try? JSONDecoder().decode(Progress.self, from: Data(bytes))
    }

    enum Withdrawal: Hashable {
        /// No desk has taken it up, and none will.
        case withdrawn
        /// A desk is at work on it.
        case taken
        /// Neither the request nor what a desk would make of it is there.
        case gone
    }

    func withdraw(_ request: FilePath) throws(FileFault) -> Withdrawal {
        let path = folder.appending(request)
        if path.withCString({ unlink($0) }) == 0 { return .withdrawn }
        guard errno == ENOENT else { throw FileFault("unlink", path) }
        return try Files.facts(of: taken(request)) == nil ? .gone : .taken
    }

    /// Takes it away at whatever stage it is. Only for who holds the desk: nobody is at work on it.
    func remove(_ request: FilePath) throws(FileFault) {
        try Files.remove(folder.appending(request))
        try Files.remove(taken(request))
        try Files.remove(progressPath(request))
    }

    // MARK: - Who answers

    struct Progress: Codable, Hashable {
        let done: Int
        let of: Int
    }

    /// What came of a request for now.
    enum Work: Hashable {
        case done(Answer)
        /// There is more to do; with what is new to say of it to who waits.
        case goesOn(Progress?)
    }

    /// Answers each request by `work`, in the order of their names, and forgets answers that nobody came for. What was taken up stays
    /// until its answer is written: after a crash between the two it is done again, which every kind of work has to bear. So does what
    /// goes on: it is not done yet, and comes again with the next call.
    func answerAll(now: Date, by work: (Request) throws -> Work) throws {
        // Somebody removed it: nobody asks.
        guard try Files.facts(of: folder)?.kind == .folder else { return }
        for entry in try Files.list(folder) where entry.kind == .file {
            // A draft is left where somebody was killed over it.
            if entry.name.hasSuffix(Self.answerEnding) || entry.name.bytes.first == UInt8(ascii: ".") {
                try forget(entry.name, now: now)
            } else if let stem = entry.name.without(Self.takenEnding) {
                try answer(stem.adding(Self.ending), by: work)
            } else if entry.name.hasSuffix(Self.ending) {
                do throws(FileFault) {
                    try Files.rename(folder.appending(entry.name), to: taken(entry.name))
                } catch {
                    // Withdrawn.
                    if error.isAbsence { continue }
                    throw error
                }
                try answer(entry.name, by: work)
            }
        }
    }

    /// One that was taken up, now or by an earlier desk.
    private func answer(_ request: FilePath, by work: (Request) throws -> Work) throws {
        let path = folder.appending(Self.answer(to: request))
        if try Files.facts(of: path) == nil {
            let refused = Answer.refused("no request of this wiredesk: not the JSON that it knows")
            switch try read(taken(request)).map(work) ?? .done(refused) {
            case .done(let answer): try Files.replace(path, with: answer.prettyJSON)
            case .goesOn(let progress):
                // Who waits would only see less.
                if let progress { try? Files.replace(progressPath(request), with: progress.prettyJSON, durably: false) }
                return
            }
        }
        try Files.remove(progressPath(request))
        try Files.remove(taken(request))
    }

    /// Nil when it is none that this wiredesk knows.
    private func read(_ path: FilePath) throws(FileFault) -> Request? {
        guard let bytes = try Files.contents(path, limit: Self.longestRequest + 1), bytes.count <= Self.longestRequest else {
            return nil
        }
        return try? JSONDecoder().decode(Request.self, from: Data(bytes))
    }

    private func forget(_ name: FilePath, now: Date) throws(FileFault) {
        let path = folder.appending(name)
        guard let facts = try Files.facts(of: path), facts.changed < now.milliseconds - Self.keptMilliseconds else { return }
        try Files.remove(path)
    }

    private func taken(_ request: FilePath) -> FilePath {
        folder.appending(FilePath(bytes: request.bytes.dropLast(Self.ending.utf8.count)).adding(Self.takenEnding))
    }

    /// Hidden, so that nobody takes it for a request; left over from a crash it is forgotten with the drafts.
    private func progressPath(_ request: FilePath) -> FilePath {
        let stem = request.bytes.dropLast(Self.ending.utf8.count)
        return folder.appending(FilePath(bytes: [UInt8(ascii: ".")] + stem).adding(Self.progressEnding))
    }

    private static func answer(to request: FilePath) -> FilePath {
        FilePath(bytes: request.bytes.dropLast(ending.utf8.count)).adding(answerEnding)
    }
}
