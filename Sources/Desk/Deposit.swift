import FeedReader
import Glibc

/// What `wiredesk put --json` prints.
package struct PutReport: Encodable {
    package struct Dropped: Encodable {
        /// As it was named.
        let file: String
        /// Where it lies, until it is read.
        let path: String
        /// Why it will be filed under failed/; nil for a feed.
        let complaint: String?

        package init(file: String, path: String, complaint: String? = nil) {
            self.file = file
            self.path = path
            self.complaint = complaint
        }
    }

    let dropped: [Dropped]

    package init(dropped: [Dropped]) { self.dropped = dropped }

    package var json: [UInt8] { prettyJSON }
}

/// `wiredesk put`: a safe drop. The file is written under a temporary name, made durable and renamed, so that the desk sees
/// all of it or nothing.
package struct Deposit {
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case noDesk(String)
        case badSource(String)
        case unreadable(FileFault)
        case unwritable(FileFault)

        package var description: String {
            switch self {
            case .noDesk(let folder): "\(DeskError.noDesk(folder))"
            case .badSource(let source):
                """
                \(JournalLog.visible(source)): not a source's name; it is a folder's path below the inbox, like bbc or \
                agencies/dpa, with no step hidden or temporary
                """
            case .unreadable(let fault), .unwritable(let fault): fault.description
            }
        }
    }

    private let folders: DeskFolders
    private let folder: FilePath

    /// - `source`: the inbox subfolder, made when missing; nil for the inbox's top.
    package init(into folders: DeskFolders, source: String?) throws(Refusal) {
        self.folders = folders
        if !folders.exist { throw Refusal.noDesk(folders.root.description) }
        let steps = (source ?? "").split(separator: "/", omittingEmptySubsequences: false)
        if source != nil, steps.contains(where: { $0.isEmpty || Inbox.isTemporary(FilePath(String($0))) || $0.utf8.contains(0) })
        {
            throw Refusal.badSource(source ?? "")
        }
        folder = source.map { folders.inbox.appending($0) } ?? folders.inbox
    }

    package static func contents(of file: FilePath) throws(Refusal) -> [UInt8] {
        do {
            return try Files.openNamed(file).read()
        } catch {
            throw .unreadable(error)
        }
    }

    /// Why the desk will file the contents of a file under failed/, in the words of its reason; nil where it will not, or the file is
    /// so large that nobody wants to wait for its being read twice, or it is for the desk's own limits to say.
    package static func complaint(of bytes: [UInt8]) -> String? {
        guard bytes.count <= mostBytesLookedAt else { return nil }
        do throws(FeedError) {
            _ = try FeedReader().read(bytes, source: nil)
            return nil
        } catch {
            return error.kind == .limit ? nil : error.message
        }
    }

    private static let mostBytesLookedAt = 16 << 20

    /// Answers the name below the inbox; where the file's own is taken, a number is put before it.
    package func put(_ bytes: [UInt8], named name: FilePath) throws(Refusal) -> FilePath {
        do throws(FileFault) {
            let isNew = try Files.facts(of: folder) == nil
            try Files.makeFolder(folder)
            let draft = folder.appending(FilePath(bytes: Array(".put-\(getpid())-".utf8) + name.bytes.suffix(200)))
            // A name that begins with a dot, or ends like a draft, would lie in the inbox for ever.
            let visible = Inbox.isTemporary(name) ? FilePath(bytes: Array("put-".utf8) + name.bytes).adding(".feed") : name
            do {
                try Files.write(bytes, to: draft)
                let place = try Files.move(draft, into: folder, as: visible)
                try makeDurable(isNew: isNew)
                return folders.belowInbox(place)
            } catch {
                // A full disk must not be filled with drafts that nobody finishes; why it failed is what the caller has to hear.
                try? Files.remove(draft)
                throw error
            }
        } catch {
            throw .unwritable(error)
        }
    }

    /// The name of what was dropped, and of the folders that were made for it, outlive a power cut. The desk may have taken the file
    /// already; that is as durable.
    private func makeDurable(isNew: Bool) throws(FileFault) {
        try Files.syncFolder(folder)
        var path = folder
        while isNew, path != folders.inbox {
            path = path.parent
            try Files.syncFolder(path)
        }
    }
}
