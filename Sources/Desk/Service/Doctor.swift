import Archive
import FoundationEssentials
import Glibc
import Press

/// `wiredesk doctor`: whether all that a desk lives on is as it has to be, and what to do where it is not. Changes nothing.
package struct Doctor: Encodable {
    package enum Verdict: String, Encodable {
        case good
        /// It works; but somebody should know.
        case notice
        case bad
    }

    package struct Finding: Encodable {
        /// `folders`, `rights` ...
        package let of: String
        package let verdict: Verdict
        package let what: String
        /// What to do; nil where nothing is to be done.
        package let advice: String?
    }

    package let folder: String
    /// In the order they were looked for.
    package private(set) var findings: [Finding] = []

    /// Not all could be looked at, for want of rights: what else is said may be for that alone.
    package internal(set) var mayNotLook = false

    package var isWell: Bool { !findings.contains { $0.verdict == .bad } }

    private enum CodingKeys: CodingKey { case folder, findings, mayNotLook }

    let folders: DeskFolders
    let now: Date
    /// Whether there is one to look at.
    private var isDesk = true

    /// - `load`: reads the configuration.
    package init(
        of folders: DeskFolders, now: Date, load: () throws(ConfigurationFaults) -> Configuration
    ) {
        folder = folders.root.description
        self.folders = folders
        self.now = now
        guard folders.exist else {
            isDesk = false
            lookForDesk()
            // What a desk will need can be looked at before there is one.
            lookAtClock()
            _ = lookAtConfiguration(load)
            return
        }
        let owner = lookAtFolders()
        if let owner { lookAtInbox(owner) }
        lookAtMounts()
        lookAtWatches()
        lookAtClock()
        let configuration = lookAtConfiguration(load)
        lookAtArchive()
        lookAtSpace(configuration)
        lookAtDesk()
    }

    mutating func add(_ of: String, _ verdict: Verdict, _ what: String, _ advice: String? = nil) {
        findings.append(Finding(of: of, verdict: verdict, what: what, advice: advice))
    }

    /// What `errno` says could not be looked at.
    private mutating func addUnseen(_ of: String, _ path: String) {
        let isForbidden = FileFault.isForbidden(errno)
        addUnseen(of, what: "\(path): \(reason)", isForbidden: isForbidden)
    }

    mutating func addUnseen(_ of: String, what: String, isForbidden: Bool = true) {
        add(of, .bad, what, "run this as root or as the desk's own user")
        mayNotLook = mayNotLook || isForbidden
    }

    package var json: [UInt8] { prettyJSON }

    /// For people; every word from outside made harmless for a terminal.
    package var text: String {
        var lines: [String] = []
        for finding in findings {
            let mark =
                switch finding.verdict {
                case .good: "ok    "
                case .notice: "notice"
                case .bad: "BAD   "
                }
            let name = finding.of + String(repeating: " ", count: max(0, 14 - finding.of.count))
            lines.append("\(mark)  \(name)\(finding.what)")
            if let advice = finding.advice { lines.append(String(repeating: " ", count: 22) + "-> \(advice)") }
        }
        let bad = findings.filter { $0.verdict == .bad }.count
        if !isDesk {
            lines.append("\(folder): \(mayNotLook ? "may not be looked at" : "no desk to look at")")
            return lines.map(JournalLog.visible).joined(separator: "\n") + "\n"
        }
        lines.append(bad == 0 ? "\(folder): all is well" : "\(folder): \(counted(bad, "thing is", "things are")) to be mended")
        return lines.map(JournalLog.visible).joined(separator: "\n") + "\n"
    }
}

// MARK: - Folders and rights

extension Doctor {
    /// Why there is none in the folder.
    private mutating func lookForDesk() {
        let making = "`wiredesk once --dir \(folder)` makes one; --dir names another"
        if let box = status(of: folders.inbox) {
            add("folders", .bad, "\(folders.inbox): is no folder", "move it away (mode \(octal(box.st_mode))); \(making)")
        } else if errno == EACCES {
            addUnseen("folders", folder)
        } else if status(of: folders.root) == nil {
            add("folders", .bad, "\(folder): there is no such folder, so no desk yet", making)
        } else {
            add("folders", .bad, "\(folder): there is a folder, but no desk in it: it has no inbox", making)
        }
    }

    /// The desk's user, by the number; nil when that cannot be told.
    private mutating func lookAtFolders() -> uid_t? {
        guard let root = status(of: folders.root) else {
            addUnseen("folders", folder)
            return nil
        }
        let before = findings.count
        let made = folders.all.filter { status(of: $0) != nil }
        if made == [folders.root, folders.inbox] {
            add("folders", .notice, "only the inbox is there", "the desk makes the others at its first start")
        }
        for path in findings.count == before ? folders.all : made {
            guard let facts = status(of: path) else {
                if errno == ENOENT {
                    add("folders", .bad, "\(path): \(reason)", "the desk makes it at its next start")
                } else {
                    addUnseen("folders", path.description)
                }
                continue
            }
            guard facts.st_mode & S_IFMT == S_IFDIR else {
                add("folders", .bad, "\(path): is no folder", "move it away; the desk makes the folder at its next start")
                continue
            }
            // Who may not enter and write cannot file; the inbox may be a depositor's, with an entry for the desk.
            let isOwn = facts.st_uid == root.st_uid && facts.st_mode & 0o700 == 0o700
            if !isOwn, path != folders.inbox {
                let name = userName(root.st_uid)
                add(
                    "rights", .bad,
                    "\(path): belongs to \(userName(facts.st_uid)), mode \(octal(facts.st_mode)); the desk is \(name)'s",
                    "chown -R \(name): \(path) && chmod u+rwx \(path)")
            }
        }
        // All that the archive is made of: a command that root ran may have left files that the desk cannot write.
        do throws(FileFault) {
            for entry in try Files.list(folders.archive) {
                let path = folders.archive.appending(entry.name)
                guard let facts = status(of: path) else {
                    // A file of the log goes with the last who reads.
                    if errno != ENOENT { addUnseen("rights", path.description) }
                    continue
                }
                if facts.st_uid != root.st_uid {
                    let name = userName(root.st_uid)
                    add(
                        "rights", .bad, "\(path): belongs to \(userName(facts.st_uid)), and the desk is \(name)'s",
                        "chown \(name): \(path)")
                }
            }
        } catch  where error.isForbidden {
            addUnseen("rights", what: "\(error)")
        } catch {
            // One that is not there, or is none, was said.
            if !error.isAbsence, error.code != ENOTDIR { add("rights", .bad, "\(error)") }
        }
        if findings.count == before { add("folders", .good, "all there, \(userName(root.st_uid))'s") }
        return root.st_uid
    }

    private mutating func lookAtInbox(_ owner: uid_t) {
        guard let facts = status(of: folders.inbox), let root = status(of: folders.root) else { return }
        if facts.st_gid == root.st_gid {
            add("inbox", .good, "for its own user; mode \(octal(facts.st_mode))")
            return
        }
        let group = groupName(facts.st_gid)
        for path in [folders.archive, folders.processing, folders.done, folders.failed] {
            guard let mode = status(of: path)?.st_mode, mode & 0o007 != 0 else { continue }
            add("rights", .notice, "\(path): open to all users", "systemd-tmpfiles --create wiredesk.conf, or chmod o= \(path)")
        }
        guard facts.st_mode & 0o2070 == 0o2070 else {
            add(
                "inbox", .bad, "mode \(octal(facts.st_mode)): the group \(group) cannot drop files that stay the group's",
                "chmod 2770 \(folders.inbox)")
            return
        }
        let name = userName(owner)
        if hasDefaultRights(folders.inbox) {
            add("inbox", .good, "for the group \(group), with default rights for \(name)")
        } else {
            add(
                "inbox", .notice, "for the group \(group), without default rights: what is dropped with umask 077 waits",
                "systemd-tmpfiles --create wiredesk.conf, or setfacl -d -m u:\(name):rwx,m::rwx \(folders.inbox)")
        }
    }

    /// Whether what is made in the folder has an ACL from the start. getxattr(2) has its header outside of Swift's view of glibc.
    private func hasDefaultRights(_ folder: FilePath) -> Bool {
        typealias Get = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutableRawPointer?, Int) -> Int
        guard let symbol = dlsym(nil, "getxattr") else { return false }
        let get = unsafeBitCast(symbol, to: Get.self)
        return folder.withCString { get($0, "system.posix_acl_default", nil, 0) } > 0
    }

    private func status(of path: FilePath) -> stat? {
        var facts = stat()
        return path.withCString { stat($0, &facts) } == 0 ? facts : nil
    }

    private var reason: String { String(cString: strerror(errno)) }

    private func octal(_ mode: mode_t) -> String { String(mode & 0o7777, radix: 8) }

    private func userName(_ id: uid_t) -> String { getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? "\(id)" }

    private func groupName(_ id: gid_t) -> String { getgrgid(id).map { String(cString: $0.pointee.gr_name) } ?? "\(id)" }
}
