import Dispatch
import FoundationEssentials
import Glibc
import Logging
import Press

/// `wiredesk run`: watches the inbox, files what comes, publishes what is due, until told to stop.
/// All state is owned by one serial queue; inotify, signals and timers bring work to it.
package final class Daemon: @unchecked Sendable {
    let queue = DispatchQueue(label: "wiredesk.desk")
    let desk: Desk
    let publisher: Publisher
    let configurationFile: String?
    let manager: ServiceManager
    private let finished: @Sendable (DeskError?) -> Void
    let published: @Sendable () -> Void

    /// Itself, from start to stop: sources hold it weakly, and whoever started it may forget it.
    private var keptAlive: Daemon?
    private var watch: InboxWatch?
    var configurationWatch: InboxWatch?
    private var requestWatch: InboxWatch?
    private var signals: [any DispatchSourceSignal] = []
    private let alarms: Alarms
    private var isWatchFullSaid = false
    private var hints: [FilePath: Inbox.Hint] = [:]
    private var isLookPending = false
    private var isStopping = false
    /// What an earlier desk left half done has been taken up.
    private var isOpen = false
    /// What is filed and not yet shown by the live edition.
    var isUnpublished = true
    /// The stories of all that was in the archive at the start are at hand, or few enough to be made at once.
    var isPrepared = false
    /// How many items are grouped by now, and of how many, until then.
    var preparing: (held: Int, of: Int)?
    /// No publishing before this: the live edition is written at most once a second, and never takes most of the time.
    var lastPublished: Date?
    var publishNotBefore = DispatchTime.now()
    var pruneNotBefore = DispatchTime.now()
    /// How long the last publishing took, in nanoseconds.
    var publishingTook: UInt64 = 0
    private static let mostForLastPublishing: UInt64 = 1_000_000_000
    /// Memory is held that a desk at rest does not need.
    var isWarm = true
    private var backOff = BackOff()
    var status: DeskStatus
    private var writtenStatus: DeskStatus?
    private var saidStatus = ""
    let started = Date()
    var metricsWritten: Date?
    var silentSources = SilentSources()
    /// Complete files that the last look left for the next.
    private(set) var remainingFiles = 0

    /// A desk that nothing came to for so long is at rest.
    static let restSeconds = 10
    /// Space is looked at so often while there is too little.
    private static let pauseSeconds = 5
    /// Files that may not be read are tried again so often.
    private static let waitingSeconds = 20

    /// - `complete`: files in the inbox, by their paths below it, that nobody writes to any more.
    /// - `published`: called on the desk's queue after each time the live edition was brought up to date.
    /// - `finished`: called once when the daemon has stopped; with the reason when it had to.
    package init(
        desk: Desk, configurationFile: String?, environment: [String: String], complete: [FilePath] = [],
        published: @escaping @Sendable () -> Void = {}, finished: @escaping @Sendable (DeskError?) -> Void
    ) {
        self.desk = desk
        self.configurationFile = configurationFile
        self.published = published
        self.finished = finished
        alarms = Alarms(on: queue)
        hints = Dictionary(complete.map { ($0, .renamed) }, uniquingKeysWith: { first, _ in first })
        publisher = Publisher(desk)
        let manager = ServiceManager(environment: environment)
        self.manager = manager
        publisher.isAlive = { manager.isAlive() }
        status = DeskStatus(
            process: getpid(), since: Date().rfc3339, filesSinceStart: 0, itemsSinceStart: 0, watchedFolders: 0, waiting: [],
            fault: nil, configurationFaults: [])
        status.configurationFile = configurationFile.map(absolutePath)
    }

    var log: Logger { desk.log }
    private var watching: String { "watching \(desk.folders.inboxPath)" }

    /// What holds at this moment, for whoever asks the service manager.
    private var standing: String {
        if let fault = status.fault { return "\(fault); trying again" }
        if let shortage = desk.shortage { return "paused: \(shortage); what is dropped waits" }
        var parts = [watching, "\(counted(desk.tally.files, "file", "files")) read since the start"]
        if let preparing {
            parts.append("\(grouped(preparing.held)) of \(counted(preparing.of, "item", "items")) put together into stories")
        }
        if desk.tally.failed > 0 { parts[1] += ", \(grouped(desk.tally.failed)) of them failed" }
        if !desk.waiting.isEmpty { parts.append("\(counted(desk.waiting.count, "file waits", "files wait"))") }
        if !status.configurationFaults.isEmpty { parts.append("changed settings are bad, the old ones in force") }
        return parts.joined(separator: "; ")
    }

    /// Tells the service manager that all that was asked is done.
    func sayReady() {
        saidStatus = standing
        manager.ready(JournalLog.visible(saidStatus))
    }

    /// Starts working; returns at once.
    package func start() {
        // A reader or a service manager that goes away must not take us with it.
        signal(SIGPIPE, SIG_IGN)
        keptAlive = self
        // Not ignored until the source is there: a signal that comes that early ends us as it would any program. But who hears
        // that we are ready may send one at once, so the desk opens when all of them are heard.
        let heard = DispatchGroup()
        for number in [SIGTERM, SIGINT, SIGHUP] {
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { @Sendable [weak self] in self?.receive(signal: number) }
            heard.enter()
            source.setRegistrationHandler { @Sendable in heard.leave() }
            source.resume()
            signals.append(source)
        }
        heard.notify(queue: queue) { @Sendable [self] in open() }
    }

    private func open() {
        dispatchPrecondition(condition: .onQueue(queue))
        do {
            watch = try InboxWatch(on: queue) { [weak self] events in self?.heard(events) }
            configurationWatch = try InboxWatch(on: queue) { [weak self] events in self?.heardOfConfiguration(events) }
            requestWatch = try InboxWatch(on: queue) { [weak self] events in
                if !events.isEmpty { self?.look() }
            }
        } catch {
            return stop(because: DeskError(error))
        }
        watchConfiguration()
        requestWatch?.add(desk.folders.requests)
        if let microseconds = manager.watchdogMicroseconds {
            // From the queue that does the work: while that hangs, the manager hears nothing.
            alarms.ring(every: .microseconds(Int(clamping: microseconds / 3))) { [manager] in manager.isAlive() }
        }
        alarms.ringRounds { [weak self] in
            self?.tryConfigurationAgain()
            self?.look()
        }
        look()
        // Who hears that we are ready may ask who we are.
        writeStatus()
        sayReady()
        log.notice("\(watching)")
    }

    // MARK: - What is heard

    private func heard(_ events: [InboxWatch.Event]) {
        dispatchPrecondition(condition: .onQueue(queue))
        let now = Date().milliseconds
        for event in events {
            switch event {
            // Of a draft the inbox knows nothing, and its name need not come again.
            case .renamed(let path), .closed(let path):
                if Inbox.isTemporary(path.name) { continue }
                let isRenamed = if case .renamed = event { true } else { false }
                hints[desk.folders.belowInbox(path)] = isRenamed ? .renamed : .closed(now)
            case .changed: break
            }
        }
        if !events.isEmpty { look() }
    }

    /// All that was complete was taken or waits: hints are of use only for what was closed a moment ago. Of those that nothing came of,
    /// there would be more and more where files never cease to come.
    private func forgetHints() {
        let recent = Date().milliseconds - Inbox.settledMilliseconds
        hints = hints.filter { if case .closed(let at) = $0.value { at > recent } else { false } }
    }

    private func receive(signal number: Int32) {
        dispatchPrecondition(condition: .onQueue(queue))
        if number == SIGHUP {
            reload()
        } else {
            stop(because: nil)
        }
    }

    // MARK: - Work

    /// Looks at the inbox soon: a look that is on its way already sees what this one would.
    func look() {
        if isLookPending || isStopping { return }
        isLookPending = true
        queue.async { [weak self] in self?.lookNow() }
    }

    private func lookNow() {
        dispatchPrecondition(condition: .onQueue(queue))
        isLookPending = false
        if isStopping { return }
        var next: Date?
        work { () throws(DeskError) in
            var fault: FileFault?
            if backOff.isTrying || !isOpen { fault = try takeUp() }
            let (said, retagged) = (try desk.wordsSaid(), desk.tally.retagged)
            // What is wrong with requests/ delays no file; it is tried again.
            var unanswered: DeskError?
            var isMoreAsked = false
            do throws(DeskError) { isMoreAsked = try desk.answerRequests() } catch {
                guard error.isTransient else { throw error }
                unanswered = error
            }
            // An editor's word changes what is told, and so do other tags.
            if try desk.wordsSaid() != said || desk.tally.retagged != retagged { isUnpublished = true }
            if isMoreAsked {
                look()
                isWarm = true
            }
            var pass = Desk.Pass()
            do throws(DeskError) {
                watch?.beginRound()
                pass = try desk.takeIn(now: Date(), hints: hints) {
                    watch?.add($0, mayBeLink: $0 == desk.folders.inbox)
                }
                watch?.endRound()
            } catch {
                // What is in goes on to be published; what is dropped is the queue.
                guard case .paused = error else { throw error }
                next = Date(timeIntervalSinceNow: Double(Daemon.pauseSeconds))
            }
            remainingFiles = pass.remaining
            pollWhereNobodyTells()
            if watch?.isFull == true, !isWatchFullSaid {
                isWatchFullSaid = true
                log.warning(
                    "the system gives no more watches: what comes into some folders is found within a minute; raise fs.inotify.max_user_watches"
                )
            }
            // A hint is used up with its file: the next file of that name has to be heard of itself.
            for path in pass.taken { hints[path] = nil }
            if pass.remaining == 0, pass.fault == nil, desk.shortage == nil { forgetHints() }
            if !pass.taken.isEmpty {
                isUnpublished = true
                isWarm = true
            }
            if pass.remaining > 0 {
                look()
            } else if let again = pass.lookAgain {
                next = Date(milliseconds: again)
            }
            // That somebody may read a file by now is told by nobody.
            if !desk.waiting.isEmpty {
                next = min(next ?? .distantFuture, Date(timeIntervalSinceNow: Double(Daemon.waitingSeconds)))
            }
            try publishWhenDue(isBusy: pass.remaining > 0)
            if pass.remaining == 0 { try prune() }
            let rested = Date(timeIntervalSinceNow: Double(Daemon.restSeconds))
            // What was not said of each failed file is said of all.
            if let wait = desk.failureLines.waits(at: DispatchTime.now().uptimeNanoseconds) {
                next = min(next ?? .distantFuture, Date(timeIntervalSinceNow: Double(wait) / 1e9))
            }
            if isWarm, !isUnpublished, !isMoreAsked, pass.remaining == 0, next.map({ $0 > rested }) ?? true {
                if pass.taken.isEmpty { rest() } else { next = rested }
            }
            // One that could not be read delayed no other; it is tried again.
            if let fault = fault ?? pass.fault { throw DeskError(fault) }
            if let unanswered { throw unanswered }
        }
        if backOff.isTrying {
            // Nothing but the pause: what is due stays due, and would wake us at once as long as it cannot be done.
            wake([Date(timeIntervalSinceNow: Double(backOff.seconds))])
        } else {
            sleep(until: next)
        }
        alarms.postponeRound()
        desk.sumUpFailures()
        writeStatus()
        // At rest nothing of the program is needed, and what looking around once a minute maps is let go of again.
        if !isWarm { Memory.letGoOfProgram() }
    }

    private func pollWhereNobodyTells() {
        if alarms.poll(!desk.unheard.isEmpty, { [weak self] in self?.look() }) {
            log.notice(
                "changes in \(counted(desk.unheard.count, "folder", "folders")) are not told of; listed every \(Alarms.pollSeconds) s"
            )
        }
    }

    /// What an earlier desk, or a fault, left half done. Answers why a file of it could not be read.
    private func takeUp() throws(DeskError) -> FileFault? {
        let resumed = try desk.resume(isAfterCrash: !isOpen, isAlive: manager.isAlive)
        if resumed.files > 0 {
            log.notice("took up \(counted(resumed.files, "file", "files")) left in processing/")
            isUnpublished = true
        }
        isOpen = true
        return resumed.fault
    }

    /// Does `body`; an environment fault is noted and tried again later, anything else ends the daemon.
    private func work(_ body: () throws(DeskError) -> Void) {
        do {
            try body()
            if let fault = status.fault { log.notice("works again after: \(fault)") }
            status.fault = nil
            backOff.worked()
        } catch {
            guard error.isTransient else {
                // The next start makes the archive again.
                if error.isDamage(to: desk.folders) { Rebuild.need(in: desk.folders) }
                return stop(because: error)
            }
            // What was begun is finished with the reserve, at once; what is not enough then is waited for.
            if error.isForSpace, !backOff.isTrying, desk.space.giveReserveUp() {
                log.warning("\(error); going on with what was kept in reserve")
                backOff.goesOn()
                return look()
            }
            backOff.failed(done: desk.tally.files)
            if status.fault != error.description {
                log.error("\(error); trying again until it works, nothing is lost")
            }
            status.fault = error.description
        }
    }

    func wake(_ moments: [Date]) {
        alarms.wake(at: isStopping ? [] : moments) { [weak self] in self?.look() }
    }

    private func stop(because error: DeskError?) {
        if isStopping { return }
        isStopping = true
        manager.stopping()
        if error == nil, isUnpublished, publishingTook < Daemon.mostForLastPublishing {
            // What was filed is shown before we go; if that fails it is shown at the next start. So is what takes long: whoever stops us,
            // as at the end of the machine's day, does not wait for an edition that nobody will see before that.
            _ = try? publisher.publish(at: Date(), by: desk.configuration)
        }
        desk.sumUpFailures(isLast: true)
        alarms.stop()
        watch = nil
        configurationWatch = nil
        requestWatch = nil
        if let error { log.critical("\(error)") } else { log.notice("stopped") }
        keptAlive = nil
        finished(error)
    }

    /// How each is heard of.
    private var foldersOfInbox: [DeskStatus.Folder] {
        let unwatched = Set(watch?.unwatched ?? [])
        let all = ((watch?.watched ?? []) + unwatched).map { desk.folders.belowInbox($0) }.sorted()
        return all.prefix(DeskStatus.mostFolders).map { folder in
            if let fileSystem = desk.unheard[folder] {
                return DeskStatus.Folder(
                    folder: folder.description, way: .listing, everySeconds: Alarms.pollSeconds,
                    why: "\(fileSystem) does not tell of changes")
            }
            let isWatched = !unwatched.contains(desk.folders.inbox.appending(folder))
            return DeskStatus.Folder(
                folder: folder.description, way: isWatched ? .inotify : .listing, everySeconds: Alarms.roundSeconds,
                why: isWatched ? nil : "the system gives no more watches: raise fs.inotify.max_user_watches")
        }
    }

    func writeStatus() {
        status.filesSinceStart = desk.tally.files
        status.itemsSinceStart = desk.tally.filed.seen
        status.watchedFolders = watch?.count ?? 0
        status.paused = desk.shortage
        status.folders = foldersOfInbox
        status.polledFolders = desk.unheard.sorted { $0.key < $1.key }.map {
            DeskStatus.PolledFolder(folder: $0.key.description, fileSystem: $0.value)
        }
        status.waiting = desk.waiting.prefix(DeskStatus.mostWaiting).map {
            DeskStatus.WaitingFile(file: $0.path.description, why: $0.why)
        }
        status.waitingFiles = desk.waiting.count
        status.forbiddenFiles = desk.waiting.count(where: \.isForbidden)
        status.isShortOfWatches = watch?.isFull == true ? true : nil
        writeMetrics()
        if case let standing = standing, standing != saidStatus {
            saidStatus = standing
            manager.status(JournalLog.visible(standing))
        }
        if status == writtenStatus { return }
        // The status is a convenience: a full disk shows in the log, and here again when it has passed.
        if (try? status.write(to: desk.folders)) != nil { writtenStatus = status }
    }
}
