import Archive
import Glibc

/// `wiredesk backup`: a copy of what a desk cannot make again from done/ alone, taken while it is at work.
///
/// The archive's database goes to the file named, the ledger beside it with `.ledger.jsonl` behind the name. The ledger is copied
/// after the database and so knows of every edition that the database has; what it knows more the desk takes from it when it starts.
package struct Backup {
    /// What was asked cannot be; nothing was written.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case noDesk(String)
        case isThere(String)
        case noFolder(String)

        package var description: String {
            switch self {
            case .noDesk(let folder): "\(folder): no archive here yet; name the desk's folder with --dir"
            case .isThere(let file): "\(file): is there already; name another file, or say --replace"
            case .noFolder(let folder): "\(folder): there is no such folder; make it first"
            }
        }
    }

    /// The names of the files.
    package struct Written: Encodable {
        package let archive: String
        package let ledger: String

        package var names: [String] { [archive, ledger] }
        package var json: [UInt8] { prettyJSON }
    }

    private static let ledgerEnding = ".ledger.jsonl"

    private let folders: DeskFolders
    private let database: FilePath
    private let ledger: FilePath

    package init(of folders: DeskFolders, to file: FilePath) {
        self.folders = folders
        database = file
        ledger = file.adding(Self.ledgerEnding)
    }

    /// Writes both files; they are durable when this returns, and have their names only when they are whole: the database last.
    /// - `replacing`: over files that are there already.
    /// - `progress`: called with the pages of the database done and those there are.
    /// Throws `DeskError`, `Refusal`.
    package func write(replacing: Bool, progress: @escaping (Int, Int) -> Void = { _, _ in }) throws -> Written {
        let folder = database.parent.isEmpty ? FilePath(".") : database.parent
        guard try isFolder(folder) else { throw Refusal.noFolder(folder.description) }
        if !replacing {
            for file in [database, ledger] where try isThere(file) { throw Refusal.isThere(file.description) }
        }
        let drafts = [database, ledger].map(Files.draft)
        do {
            for draft in drafts { try removeDraft(draft) }
            guard try Archive.backUp(folders.databasePath.description, to: drafts[0].description, progress: progress) else {
                throw Refusal.noDesk(folders.root.description)
            }
            try Files.open(drafts[0]).sync()
            try copyLedger(to: drafts[1])
            try Files.rename(drafts[1], to: ledger)
            try Files.rename(drafts[0], to: database)
            try Files.syncFolder(folder)
        } catch {
            // Of no use to anyone; why they could not be written is what the caller has to hear.
            for draft in drafts { try? removeDraft(draft) }
            throw error is Refusal ? error : DeskError(error)
        }
        return Written(archive: database.description, ledger: ledger.description)
    }

    private func isThere(_ file: FilePath) throws(DeskError) -> Bool {
        do {
            return try Files.facts(of: file) != nil
        } catch {
            throw DeskError(error)
        }
    }

    private func isFolder(_ folder: FilePath) throws(DeskError) -> Bool {
        do {
            return try Files.facts(of: folder, followingLinks: true)?.kind == .folder
        } catch {
            throw DeskError(error)
        }
    }

    private func removeDraft(_ draft: FilePath) throws(FileFault) {
        for ending in ["", "-journal", "-wal", "-shm"] { try Files.remove(draft.adding(ending)) }
    }

    /// A line that is being appended meanwhile may be cut: a ledger is read up to its last whole line.
    private func copyLedger(to draft: FilePath) throws(FileFault) {
        let copy = try Files.create(draft)
        do throws(FileFault) {
            let original = try Files.open(folders.ledgerPath)
            while case let bytes = try original.chunk(1 << 20), !bytes.isEmpty { try copy.write(bytes) }
        } catch {
            // Nothing was ever told: an empty one says so.
            guard error.isAbsence else { throw error }
        }
        try copy.sync()
    }
}
