import Dispatch
import FoundationEssentials

/// Settings and topics that change while the daemon runs.
extension Daemon {
    func heardOfConfiguration(_ events: [InboxWatch.Event]) {
        dispatchPrecondition(condition: .onQueue(queue))
        // By name alone: one folder can be named in two ways, and the kernel tells of it under one. A file too many costs a reading.
        let files = Set(configurationFiles.map(\.name))
        let isOurs = events.contains { event in
            switch event {
            case .renamed(let path), .closed(let path):
                files.contains(path.name) || watchedFolders.contains(path.parent)
            case .changed: false
            }
        }
        if isOurs { reload() }
    }

    func watchConfiguration() {
        let folders = Set(configurationFiles.map(\.parent)).union(watchedFolders)
        for folder in folders { configurationWatch?.add(folder, mayBeLink: true) }
    }

    /// As events name them: a file of the folder we are in has that folder before it too.
    private var configurationFiles: [FilePath] {
        desk.configuration.files.map { $0.contains("/") ? FilePath($0) : FilePath(".").appending($0) }
    }

    /// Any file that comes to them or goes may be one of ours.
    private var watchedFolders: [FilePath] { desk.configuration.watchedFolders.map { FilePath($0) } }

    /// All of the changed configuration, or, if it is bad, none of it.
    func reload() {
        manager.reloading()
        do {
            let watched = Set(configurationFiles.map(\.parent) + watchedFolders)
            desk.take(try Configuration.load(file: configurationFile))
            if !watched.isSuperset(of: configurationFiles.map(\.parent) + watchedFolders) {
                // What changed in a folder after it was read and before it is watched is told by nobody.
                watchConfiguration()
                desk.take(try Configuration.load(file: configurationFile))
            }
            status.configurationFaults = []
            log.notice("configuration read again")
            watchConfiguration()
            isUnpublished = true
            look()
        } catch {
            status.configurationFaults = error.faults.map(\.description)
            for fault in error.faults { log.error("\(fault); the old configuration stays in force") }
        }
        status.configurationReadings = (status.configurationReadings ?? 0) + 1
        writeStatus()
        sayReady()
    }
}
