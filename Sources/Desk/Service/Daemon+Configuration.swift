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
        for folder in configurationFolders { configurationWatch?.add(folder, mayBeLink: true) }
    }

    /// As events name them: a file of the folder we are in has that folder before it too.
    private var configurationFiles: [FilePath] {
        desk.configuration.files.map { $0.contains("/") ? FilePath($0) : FilePath(".").appending($0) }
    }

    private var configurationFolders: Set<FilePath> { Set(configurationFiles.map(\.parent)).union(watchedFolders) }

    /// Any file that comes to them or goes may be one of ours.
    private var watchedFolders: [FilePath] { desk.configuration.watchedFolders.map { FilePath($0) } }

    /// What was bad may be good by now without anybody writing to it: a right was given, a disk is back.
    func tryConfigurationAgain() {
        if status.configurationFaults.isEmpty { return }
        // While it is bad everything was said already.
        if (try? Configuration.load(file: configurationFile)) != nil { reload() }
    }

    /// All of the changed configuration, or, if it is bad, none of it.
    func reload() {
        manager.reloading()
        do {
            let watched = configurationFolders
            desk.take(try Configuration.load(file: configurationFile))
            watchConfiguration()
            // What changed in a folder after it was read and before it was watched is told by nobody.
            if !watched.isSuperset(of: configurationFolders) { desk.take(try Configuration.load(file: configurationFile)) }
            status.configurationFaults = []
            log.notice("configuration read again")
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
