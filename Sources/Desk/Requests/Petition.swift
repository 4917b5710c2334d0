import FoundationEssentials
import Glibc
import Logging

/// Has a request done: by the desk that is at work, which is asked, or by one that is opened for it.
package struct Petition {
    private let folders: DeskFolders
    private let configuration: Configuration
    private let log: Logger

    package init(to folders: DeskFolders, by configuration: Configuration, log: Logger) {
        self.folders = folders
        self.configuration = configuration
        self.log = log
    }

    /// A desk answers within a second; while it publishes or `once` is at work that takes longer.
    private static let longestWaitSeconds = 30.0
    private static let lookEvery: UInt32 = 20_000

    /// Throws `noDesk`; `taken` when another desk holds the folder and does not answer; then nothing was done.
    package func done(_ request: Request) throws(DeskError) -> Answer {
        do {
            try folders.mustExist()
            let mail = RequestFolder(of: folders)
            let end = Date(timeIntervalSinceNow: Self.longestWaitSeconds)
            var asked: FilePath?
            while true {
                if let name = asked, let answer = try mail.takeAnswer(to: name) { return answer }
                guard let holder = DeskLock.holder(at: folders.lockPath) else {
                    // It went away: what it did not begin with is ours to do.
                    if let name = asked, !mail.takeBack(name) {
                        if let answer = try mail.takeAnswer(to: name) { return answer }
                    }
                    return try Desk.opened(in: folders, by: configuration, log: log).fulfil(request)
                }
                if asked == nil { asked = try mail.put(request) }
                if Date() > end, let name = asked, mail.takeBack(name) {
                    throw DeskError.taken(by: holder, folders.root.description)
                }
                usleep(Self.lookEvery)
            }
        } catch {
            throw DeskError(error)
        }
    }
}
