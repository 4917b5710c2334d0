import FoundationEssentials

/// Of wiredesk, as its package has it.
package let wiredeskVersion = "0.1.0"

/// What a running desk says of itself, in archive/status.json: replaced whenever it changes.
package struct DeskStatus: Codable, Hashable, Sendable {
    package struct WaitingFile: Codable, Hashable, Sendable {
        package let file: String
        package let why: String
    }

    /// A folder of the inbox, and how the desk hears of what comes into it.
    package struct Folder: Codable, Hashable, Sendable {
        package enum Way: String, Codable, Hashable, Sendable {
            /// Told of at once, and listed too, since events can be missed.
            case inotify
            case listing
        }

        /// Below the inbox; empty for itself.
        package let folder: String
        package let way: Way
        /// How often it is listed.
        package let everySeconds: Int
        /// Why it is only listed.
        package let why: String?
    }

    package struct PolledFolder: Codable, Hashable, Sendable {
        /// Below the inbox; empty for itself.
        package let folder: String
        /// `NFS`, `FUSE` ...
        package let fileSystem: String
    }

    package var process: Int32
    /// RFC 3339.
    package var since: String
    package var filesSinceStart: Int
    package var itemsSinceStart: Int
    /// Folders of the inbox that inotify watches.
    package var watchedFolders: Int
    /// Each of the inbox by its path, the first thousand; nil from an earlier wiredesk.
    package var folders: [Folder]?
    /// Files that wait in the inbox, because they may not be read or more of them is to come: the first hundred.
    package var waiting: [WaitingFile]
    /// How many wait in all.
    package var waitingFiles: Int?
    /// How many of them may not be read; nil from an earlier wiredesk.
    package var forbiddenFiles: Int?
    /// Why the desk cannot work at the moment; nil when it can.
    package var fault: String?
    /// Why nothing is taken in for want of space; nil when it is.
    package var paused: String?
    /// Folders of the inbox that are listed every ten seconds, because nobody tells of changes in them.
    package var polledFolders: [PolledFolder]?
    /// Why the configuration on disk was not taken up; empty when it was.
    package var configurationFaults: [String]
    /// How often it was read again since the start.
    package var configurationReadings: Int?
    /// The file that `--config` named, from the root; nil where none was.
    package var configurationFile: String?
    /// The system gives no more watches: folders left out are found by listing, within a minute.
    package var isShortOfWatches: Bool?

    static let mostWaiting = 100
    static let mostFolders = 1000

    /// Nil when no desk has said anything, or it cannot be read.
    package static func last(in folders: DeskFolders) -> DeskStatus? {
        guard let bytes = try? Files.contents(folders.statusPath, limit: 1 << 20) else { return nil }
        return try? JSONDecoder().decode(DeskStatus.self, from: Data(bytes))
    }

    func write(to folders: DeskFolders) throws(FileFault) {
        try Files.replace(folders.statusPath, with: prettyJSON, durably: false)
    }
}

/// `path` from the root, as somebody elsewhere would have to name it.
func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
}
