import FoundationEssentials
import Glibc
import News
import Newsroom

/// Where everything lies below the desk's directory (DESIGN.md, section 3).
package struct DeskFolders: Sendable {
    package let root: FilePath
    let inbox: FilePath
    let processing: FilePath
    let done: FilePath
    let failed: FilePath
    let archive: FilePath
    let requests: FilePath
    let digests: FilePath

    package init(root: FilePath) {
        self.root = root
        inbox = root.appending("inbox")
        processing = root.appending("processing")
        done = root.appending("done")
        failed = root.appending("failed")
        archive = root.appending("archive")
        requests = root.appending("requests")
        digests = root.appending("digests")
    }

    package var inboxPath: String { inbox.description }
    package var databasePath: FilePath { archive.appending("archive.sqlite") }
    /// The archive while it is made again.
    var rebuiltPath: FilePath { archive.appending("archive.sqlite.rebuilt") }
    /// Stands for as long as the archive must not be trusted: it is to be made again before anything else.
    var rebuildingPath: FilePath { archive.appending("rebuilding") }
    package var ledgerPath: FilePath { archive.appending("ledger.jsonl") }
    package var lockPath: FilePath { root.appending("desk.lock") }
    /// What the running desk says of itself, for `wiredesk status`.
    package var statusPath: FilePath { archive.appending("status.json") }
    /// The same for Prometheus, where its collector may read it.
    package var metricsPath: FilePath { root.appending(Metrics.name) }

    /// The files that a database in the mode of the archive may have; its log first, without which the rest is only older.
    static func parts(ofDatabase path: FilePath) -> [FilePath] {
        ["-wal", "-shm", ""].map { path.adding($0) }
    }

    /// `path`, which lies in the inbox, from there.
    func belowInbox(_ path: FilePath) -> FilePath { FilePath(bytes: path.bytes.dropFirst(inbox.bytes.count + 1)) }

    package func digest(_ name: String) -> FilePath { digests.appending(name) }

    /// Whether a desk was ever here. No answer is as good as none.
    package var exist: Bool { (try? Files.facts(of: inbox))?.kind == .folder }

    /// Whether something lies here that no desk put there: neither nothing nor a desk.
    package var areSomethingElse: Bool { !exist && !((try? Files.list(root)) ?? []).isEmpty }

    /// Throws `noDesk` when there is none.
    package func mustExist() throws(DeskError) {
        let kind: Files.Kind?
        do throws(FileFault) { kind = try Files.facts(of: inbox)?.kind } catch { throw DeskError(error) }
        if kind != .folder { throw .noDesk(root.description) }
    }

    /// The group that may drop files, by its name, where that is another than the desk's own; nil where it is not, or cannot be told.
    package var depositors: String? {
        var (box, own) = (stat(), stat())
        guard inbox.withCString({ stat($0, &box) }) == 0, root.withCString({ stat($0, &own) }) == 0, box.st_gid != own.st_gid
        else { return nil }
        return getgrgid(box.st_gid).map { String(cString: $0.pointee.gr_name) }
    }

    /// Makes what is missing; what is there keeps its mode.
    package func make() throws(FileFault) {
        for folder in all { try Files.makeFolder(folder, mode: folder == requests ? 0o770 : 0o777) }
    }

    /// Each that a desk has, the root first.
    var all: [FilePath] { [root, inbox, processing, done, failed, archive, requests, digests] }
}

/// A file on its way: what it is called in the inbox and when it was claimed say where it lies at every step.
package struct Claim: Hashable, Sendable {
    /// Below the inbox: `bbc/x.xml`.
    let path: FilePath
    /// To the millisecond.
    let arrived: Date

    /// The subfolder it lay in, which says who published; nil at the inbox's top.
    var folder: FilePath? { path.parent.isEmpty ? nil : path.parent }

    /// Name of its source. A folder that begins with `@` must not pass for a host's source, so it is set apart by a slash,
    /// which no folder's name begins with.
    var source: String? {
        guard let folder else { return nil }
        let name = folder.description
        return name.hasPrefix("@") ? "/" + name : name
    }

    /// Below processing/, done/ and failed/: `2026-11-22/bbc/063000.123-x.xml`.
    var place: FilePath {
        let stamp = arrived.rfc3339
        let milliseconds = padded(Int(arrived.milliseconds.remainder(1000)), to: 3)
        let time = stamp.dropFirst(11).prefix(8).replacing(":", with: "") + "." + milliseconds + "-"
        let day = FilePath(String(stamp.prefix(10)))
        // A reason file's name must fit too: the end of a very long name, which has its ending, is kept.
        let name = path.name.bytes.suffix(Claim.longestName - time.utf8.count)
        return day.appending(folder ?? FilePath("")).appending(FilePath(bytes: Array(time.utf8) + name))
    }

    private static let longestName = 255 - Claim.reasonEnding.utf8.count - 2
    static let reasonEnding = ".reason.json"

    /// Where the reason of the file at `place` is.
    static func reason(of place: FilePath) -> FilePath { place.adding(reasonEnding) }

    /// Where the file is whose reason is at `place`; nil when that is no reason.
    static func file(ofReason place: FilePath) -> FilePath? { place.without(reasonEnding) }

    init(path: FilePath, arrived: Date) {
        self.path = path
        self.arrived = Date(milliseconds: arrived.milliseconds)
    }

    /// The claim that lies at `place`; nil when that is no place of a claim.
    init?(place: FilePath) {
        let steps = place.bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
        guard steps.count >= 2, let name = steps.last, name.count > 11, name[10] == UInt8(ascii: "-"),
            let arrived = Claim.moment(day: steps[0], time: name[..<10])
        else { return nil }
        let folder = steps[1..<(steps.count - 1)].reduce(FilePath("")) { $0.appending(FilePath(bytes: $1)) }
        self.init(path: folder.appending(FilePath(bytes: name[11...])), arrived: arrived)
    }

    /// `2026-11-22` and `063000.123`.
    private static func moment(day: [UInt8], time: ArraySlice<UInt8>) -> Date? {
        guard day.count == 10, let dayText = String(validating: day, as: UTF8.self),
            let timeText = String(validating: time, as: UTF8.self)
        else { return nil }
        let parts = dayText.split(separator: "-").compactMap { Int($0) }
        let digits = timeText.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3, digits.count == 2, let civil = CivilDay(year: parts[0], month: parts[1], day: parts[2]),
            (0..<240_000).contains(digits[0]), (0..<1000).contains(digits[1])
        else { return nil }
        let seconds = digits[0] / 10_000 * 3600 + digits[0] / 100 % 100 * 60 + digits[0] % 100
        return Date(milliseconds: Int64(civil.daysSince1970) * 86_400_000 + Int64(seconds) * 1000 + Int64(digits[1]))
    }
}

extension Int64 {
    /// Not negative, unlike `%`; the divisor is positive.
    func remainder(_ divisor: Int64) -> Int64 { ((self % divisor) + divisor) % divisor }
}
