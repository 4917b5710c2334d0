import FoundationEssentials
import Glibc

/// `wiredesk reload`: has the desk at work read its configuration again, and waits for what it says of it.
package struct Reload {
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// No daemon is at work in the folder.
        case nobody(String)
        /// It is another user's.
        case forbidden(Int32)
        /// It was asked, and has not answered in time.
        case silent(Int32)
        /// What is wrong; the old configuration stays in force.
        case bad([String])

        package var description: String {
            switch self {
            case .nobody(let folder): "\(folder): no desk at work here that could take up a changed configuration"
            case .forbidden(let process): "process \(process) is another user's: only that user and root may ask it"
            case .silent(let process): "process \(process) was asked and has not answered; its journal says what it does"
            case .bad(let faults): faults.joined(separator: "\n") + "\nthe old configuration stays in force"
            }
        }
    }

    /// What `wiredesk reload --json` prints.
    package static func report(_ faults: [String]) -> [UInt8] { Report(inForce: faults.isEmpty, faults: faults).prettyJSON }

    private struct Report: Encodable {
        /// Whether what is on disk is.
        let inForce: Bool
        let faults: [String]
    }

    private let folders: DeskFolders
    private let longestWaitSeconds: Double
    private static let lookEvery: UInt32 = 20_000

    /// - `longestWaitSeconds`: an edition that is being made is finished first.
    package init(of folders: DeskFolders, longestWaitSeconds: Double = 60) {
        self.folders = folders
        self.longestWaitSeconds = longestWaitSeconds
    }

    /// Returns when the changed configuration is in force.
    package func run() throws(Failure) {
        // Of a `once` that is at work nothing is heard, and the signal would end it.
        guard let process = DeskLock.holder(at: folders.lockPath), process > 0,
            let before = DeskStatus.last(in: folders), before.process == process
        else { throw .nobody(folders.root.description) }
        guard kill(process, SIGHUP) == 0 else {
            if errno == EPERM { throw .forbidden(process) }
            throw .nobody(folders.root.description)
        }
        let end = Date(timeIntervalSinceNow: longestWaitSeconds)
        while Date() < end {
            if let now = DeskStatus.last(in: folders), now.process == process,
                now.configurationReadings ?? 0 > before.configurationReadings ?? 0
            {
                if now.configurationFaults.isEmpty { return }
                throw .bad(now.configurationFaults)
            }
            usleep(Self.lookEvery)
        }
        throw .silent(process)
    }
}
