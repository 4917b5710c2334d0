import FoundationEssentials
import Glibc
import Logging

/// Has a request done: by the desk that is at work, which is asked, or by one that is opened for it.
package struct Petition {
    private let folders: DeskFolders
    private let configuration: Configuration
    private let log: Logger

    /// - `longestWaitSeconds`: for a desk at work to take a request up.
    package init(to folders: DeskFolders, by configuration: Configuration, log: Logger, longestWaitSeconds: Double = 30) {
        self.longestWaitSeconds = longestWaitSeconds
        self.folders = folders
        self.configuration = configuration
        self.log = log
    }

    /// A desk answers within a second; while it publishes or `once` is at work that takes longer.
    private let longestWaitSeconds: Double
    private static let lookEvery: UInt32 = 20_000

    /// Waits for as long as it takes once a desk has taken the request up.
    /// - `progress`: of long work, with what is done and what there is.
    /// Throws `noDesk`; `taken` when another desk holds the folder and has not taken the request up in time: it is withdrawn then, and
    /// will not be done.
    package func done(_ request: Request, progress: (Int, Int) -> Void = { _, _ in }) throws(DeskError) -> Answer {
        do {
            try folders.mustExist()
            let mail = RequestFolder(of: folders)
            let end = Date(timeIntervalSinceNow: longestWaitSeconds)
            var asked: FilePath?
            while true {
                if let name = asked, let answer = try mail.takeAnswer(to: name) { return answer }
                let holder = DeskLock.holder(at: folders.lockPath)
                if holder == nil, let desk = try openedIfFree() {
                    // Nobody else is at work here now, so it was answered, or is ours to do: for the second time perhaps.
                    return try withExtendedLifetime(desk) {
                        if let name = asked {
                            if let answer = try mail.takeAnswer(to: name) { return answer }
                            try mail.remove(name)
                        }
                        return try desk.fulfil(request, progress: progress)
                    }
                }
                let name = try asked ?? mail.put(request)
                asked = name
                if let far = mail.progress(of: name) { progress(far.done, far.of) }
                if Date() > end {
                    switch try mail.withdraw(name) {
                    case .withdrawn: throw DeskError.taken(by: holder ?? 0, folders.root.description)
                    case .taken: break
                    case .gone:
                        // Answered since we looked, or somebody cleaned the folder up.
                        if let answer = try mail.takeAnswer(to: name) { return answer }
                        throw DeskError.environment(
                            "\(folders.requests): what was asked there was removed by somebody; ask again")
                    }
                }
                usleep(Self.lookEvery)
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Nil when another desk was faster.
    private func openedIfFree() throws(DeskError) -> Desk? {
        do throws(DeskError) {
            return try Desk.opened(in: folders, by: configuration, log: log)
        } catch {
            if case .taken = error { return nil }
            throw error
        }
    }
}
