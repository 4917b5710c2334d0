import Archive
import Foundation
import Glibc
import Press

/// What the machine and the desk's own word of itself say.
extension Doctor {
    mutating func lookAtMounts() {
        let before = findings.count
        let home = device(of: folders.processing)
        for path in [folders.done, folders.failed] where home != nil && device(of: path).map({ $0 != home }) ?? false {
            add(
                "mounts", .bad, "\(path): on another file system than \(folders.processing): files cannot be renamed into it",
                "have both on one file system, and in the unit in one ReadWritePaths=")
        }
        for path in folders.all {
            var facts = statvfs()
            guard path.withCString({ statvfs($0, &facts) }) == 0 else { continue }
            if facts.f_flag & UInt(ST_RDONLY) != 0 { add("mounts", .bad, "\(path): mounted read-only", "mount -o remount,rw") }
        }
        if let network = Mount.unheard(folders.archive) {
            add(
                "mounts", .bad, "\(folders.archive): on \(network), where SQLite's log is not safe",
                "keep the desk on a disk of this machine; only the inbox may be elsewhere")
        }
        if let network = Mount.unheard(folders.inbox) {
            add("mounts", .notice, "\(folders.inbox): \(network) does not tell of changes; it is listed every 10 s")
        } else if let home, device(of: folders.inbox) != home {
            add("mounts", .notice, "\(folders.inbox): on another file system; files are taken out of it by copying")
        }
        if findings.count == before { add("mounts", .good, "one file system, which tells of changes") }
    }

    private func device(of path: FilePath) -> UInt64? { (try? Files.facts(of: path, followingLinks: true))?.device }

    mutating func lookAtWatches() {
        // One read has it all, a second one nothing.
        guard let bytes = try? Files.open(FilePath("/proc/sys/fs/inotify/max_user_watches")).chunk(64),
            let most = Int(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        let count = countFolders(folders.inbox, depth: 0)
        if count * 2 > most {
            add(
                "watches", .notice,
                "\(counted(count, "folder", "folders")) in the inbox, and one user may watch \(grouped(most))",
                "sysctl fs.inotify.max_user_watches=\(max(65_536, count * 4)), and a file in /etc/sysctl.d for the next start")
        } else {
            add("watches", .good, "\(counted(count, "folder", "folders")) in the inbox, of \(grouped(most)) that may be watched")
        }
    }

    private func countFolders(_ folder: FilePath, depth: Int) -> Int {
        guard depth <= Inbox.maxDepth, let entries = try? Files.list(folder) else { return 1 }
        return entries.reduce(1) { $1.kind == .folder ? $0 + countFolders(folder.appending($1.name), depth: depth + 1) : $0 }
    }

    mutating func lookAtClock() {
        let before = findings.count
        // Earlier than this program was made it cannot be.
        if now < Date(timeIntervalSince1970: 1_790_000_000) {
            add("clock", .bad, "it says \(now.rfc3339)", "set it: timedatectl set-ntp true")
        }
        // Why it could not be looked at is said where the archive is.
        if let archive = try? Archive.reading(at: folders.databasePath.description),
            let last = try? archive.sources().map(\.lastArrival).max(),
            last > now.addingTimeInterval(60)
        {
            add(
                "clock", .bad, "it says \(now.rfc3339), and a file arrived at \(last.rfc3339)",
                "set it; until it has passed that moment, what arrives is told as of then")
        }
        if !isClockKept {
            add("clock", .notice, "nothing keeps it right", "timedatectl set-ntp true (a container's is kept by its host)")
        }
        if findings.count == before { add("clock", .good, "\(now.rfc3339), and kept right") }
        if (try? Files.facts(of: FilePath("/usr/share/zoneinfo/Europe/Berlin"), followingLinks: true)) ?? nil != nil {
            add("zones", .good, "/usr/share/zoneinfo is there")
        } else {
            add(
                "zones", .bad, "/usr/share/zoneinfo has no Europe/Berlin: editions close at the wrong hour",
                "apt-get install tzdata")
        }
    }

    /// Whether the kernel's clock is held to another (adjtimex(2)). Its header is outside of Swift's view of glibc; to ask, all of what
    /// it is given is zero, and its answer is 5 when it is not.
    private var isClockKept: Bool {
        typealias Adjust = @convention(c) (UnsafeMutableRawPointer) -> Int32
        guard let symbol = dlsym(nil, "adjtimex") else { return true }
        var nothing = [Int](repeating: 0, count: 64)
        return nothing.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { unsafeBitCast(symbol, to: Adjust.self)($0) } != 5
        }
    }

    mutating func lookAtConfiguration(_ load: () throws(ConfigurationFaults) -> Configuration) -> Configuration? {
        do throws(ConfigurationFaults) {
            let configuration = try load()
            let files = configuration.files.isEmpty ? "the built-in settings" : configuration.files.joined(separator: ", ")
            add("settings", .good, "\(files)")
            for rules in configuration.rules where TimeZone(identifier: rules.zone) == nil {
                add("zones", .bad, "edition \(rules.name): no data of the zone \(rules.zone)", "apt-get install tzdata")
            }
            return configuration
        } catch {
            for fault in error.faults {
                if fault.isForbidden {
                    addUnseen("settings", what: "\(fault)")
                } else {
                    add("settings", .bad, "\(fault)", "`wiredesk check` says when all is good")
                }
            }
            return nil
        }
    }

    mutating func lookAtArchive() {
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else {
                add("archive", .notice, "none yet; the desk makes it at its first start")
                return
            }
            let damages = try archive.damages()
            if !damages.isEmpty {
                for damage in damages {
                    add(
                        "archive", .bad, "archive.sqlite: \(damage)",
                        "systemctl stop wiredesk, wiredesk rebuild, systemctl start wiredesk")
                }
            } else if try !archive.isCurrent {
                add("archive", .notice, "of an earlier version; the desk brings it up to date at its next start")
            } else {
                let totals = try archive.totals()
                add("archive", .good, "whole: \(counted(totals.items, "item", "items")), SQLite \(Archive.libraryVersion)")
            }
        } catch ArchiveError.newerSchema(let found) {
            add("archive", .bad, "made by a newer wiredesk (\(found))", "install the version of wiredesk that was here before")
        } catch ArchiveError.corrupt(let what) {
            add("archive", .bad, what, "systemctl stop wiredesk, wiredesk rebuild, systemctl start wiredesk")
        } catch ArchiveError.forbidden(let what) {
            addUnseen("archive", what: what)
        } catch {
            add("archive", .bad, "\(error)", "`journalctl -k` tells what the disk says")
        }
    }

    mutating func lookAtSpace(_ configuration: Configuration?) {
        if let shortage = Space(of: folders).shortage(minFree: configuration?.minFree, isPaused: false) {
            add(
                "space", .bad, "\(shortage): nothing is taken in",
                "make room, keep less (keep_done, keep_editions), or lower min_free in wiredesk.yaml")
        } else if let space = Files.space(at: folders.archive), space.free < StatusReport.scarceBytes {
            add(
                "space", .bad, "the disk is full or nearly: \(byteCount(Int(clamping: space.free))) free",
                "make room; what is dropped waits")
        } else if let space = Files.space(at: folders.archive) {
            add("space", .good, "\(byteCount(Int(clamping: space.free))) free")
        }
        var facts = statvfs()
        guard folders.done.withCString({ statvfs($0, &facts) }) == 0, facts.f_files > 0 else { return }
        if facts.f_favail < facts.f_files / 100 {
            add(
                "space", .bad, "\(folders.done): \(grouped(Int(clamping: facts.f_favail))) more files can be made there",
                "keep less (keep_done), or have a file system with more inodes")
        }
    }

    mutating func lookAtDesk() {
        guard let holder = DeskLock.holder(at: folders.lockPath) else {
            add(
                "service", .notice, "no desk at work; what is dropped waits",
                "systemctl start wiredesk, or wiredesk run --dir \(folder)")
            return
        }
        let before = findings.count
        if let said = DeskStatus.last(in: folders), said.process == holder {
            if let fault = said.fault { add("service", .bad, "cannot go on: \(fault)", "it tries again until that is mended") }
            if !said.configurationFaults.isEmpty {
                // Faults that are there still were said.
                if findings.contains(where: { $0.of == "settings" && $0.verdict == .bad }) {
                    add(
                        "service", .notice, "the settings from before are in force", "mend them; the desk takes them up by itself"
                    )
                } else {
                    for fault in said.configurationFaults {
                        add("service", .bad, "changed settings are not in force: \(fault)", "`wiredesk reload` takes them up")
                    }
                }
            }
            lookAtWaiting(said)
        }
        if findings.count == before { add("service", .good, "at work, process \(holder)") }
    }

    /// A feed that breaks off, of which the desk expects the rest, is nobody's fault yet.
    private mutating func lookAtWaiting(_ said: DeskStatus) {
        // What an earlier wiredesk says of those that wait does not tell why.
        let forbidden = said.forbiddenFiles ?? 0
        if forbidden > 0 {
            add(
                "service", .notice,
                "\(counted(forbidden, "file may not be read and waits", "files may not be read and wait")) in the inbox",
                "`wiredesk status` names them; chmod g+r, or drop with `wiredesk put`")
        }
        let others = (said.waitingFiles ?? 0) - forbidden
        if others > 0 {
            add(
                "service", .notice, "\(counted(others, "file waits", "files wait")) in the inbox",
                "nothing to do while more of it is to come; `wiredesk status` says why")
        }
    }
}
