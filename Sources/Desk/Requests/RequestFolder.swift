import FoundationEssentials
import Glibc

/// requests/: how a command asks a desk at work in another process. A request is a file `NUMBER-PROCESS.json`, written under
/// another name and renamed; its answer is `NUMBER-PROCESS.answer.json`, which whoever asked takes away.
struct RequestFolder {
    let folder: FilePath

    init(of folders: DeskFolders) { folder = folders.requests }

    /// A request is a few names; what is longer is none.
    private static let longestRequest = 1 << 20
    /// Nobody comes for an answer that is so old.
    private static let keptSeconds: Int64 = 3600

    private static let ending = ".json"
    private static let answerEnding = ".answer.json"

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

    /// True when the desk has not begun with it, so that it will not be done.
    func takeBack(_ request: FilePath) -> Bool { folder.appending(request).withCString { unlink($0) } == 0 }

    // MARK: - Who answers

    /// Answers each request by `work`, in the order of their names, and forgets answers that nobody came for. A request stays until
    /// its answer is written: after a crash between the two it is done again, which every kind of work has to bear.
    func answerAll(now: Date, by work: (Request) throws -> Answer) throws {
        // Somebody removed it: nobody asks.
        guard try Files.facts(of: folder)?.kind == .folder else { return }
        for entry in try Files.list(folder) where entry.kind == .file {
            if entry.name.hasSuffix(Self.answerEnding) {
                try forget(entry.name, now: now)
            } else if entry.name.hasSuffix(Self.ending), entry.name.bytes.first != UInt8(ascii: ".") {
                let answer = try read(entry.name).map(work) ?? .refused("no request of this wiredesk: not the JSON that it knows")
                try Files.replace(folder.appending(Self.answer(to: entry.name)), with: answer.prettyJSON)
                try Files.remove(folder.appending(entry.name))
            }
        }
    }

    /// Nil when it is none that this wiredesk knows.
    private func read(_ name: FilePath) throws(FileFault) -> Request? {
        guard let bytes = try Files.contents(folder.appending(name), limit: Self.longestRequest + 1),
            bytes.count <= Self.longestRequest
        else { return nil }
        return try? JSONDecoder().decode(Request.self, from: Data(bytes))
    }

    private func forget(_ name: FilePath, now: Date) throws(FileFault) {
        // The number before the dash is the moment of the request in milliseconds.
        let moment = Int64(String(decoding: name.bytes.prefix { $0 != UInt8(ascii: "-") }, as: UTF8.self)) ?? 0
        if moment < now.milliseconds - Self.keptSeconds * 1000 { try Files.remove(folder.appending(name)) }
    }

    private static func answer(to request: FilePath) -> FilePath {
        FilePath(bytes: request.bytes.dropLast(ending.utf8.count) + Array(answerEnding.utf8))
    }
}
