import Dispatch
import Glibc

/// Watches folders with inotify. Events only say that it is time to look; the listing is the truth.
final class InboxWatch {
    enum Event: Hashable {
        /// A file was renamed into a watched folder: it is complete.
        case renamed(FilePath)
        /// A file was closed after writing.
        case closed(FilePath)
        /// A folder came or went, or events were lost: look at everything.
        case changed
    }

    private let descriptor: Int32
    private let source: any DispatchSourceRead
    private var folders: [Int32: FilePath] = [:]
    /// Those added since the round began.
    private var added: Set<Int32> = []
    /// Those for which the system gave no watch in this round (fs.inotify.max_user_watches): what comes into them is found by listing.
    private(set) var unwatched: [FilePath] = []

    /// Calls `handler` on `queue` with what has happened since the last call.
    init(on queue: DispatchQueue, handler: @escaping @Sendable ([Event]) -> Void) throws(FileFault) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw FileFault("inotify_init", FilePath("inotify")) }
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        let descriptor = self.descriptor
        source.setCancelHandler { close(descriptor) }
        source.setEventHandler { [weak self] in
            dispatchPrecondition(condition: .onQueue(queue))
            guard let self else { return }
            handler(self.drain())
        }
        source.resume()
    }

    deinit { source.cancel() }

    /// Watches `folder` from now on. Twice is once; a folder that is gone is passed over. The administrator's own folders may
    /// be links, a depositor's may not.
    func add(_ folder: FilePath, mayBeLink: Bool = false) {
        // IN_CREATE is wanted for folders only, but the kernel does not tell them apart beforehand.
        let mask =
            IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
            | IN_EXCL_UNLINK | (mayBeLink ? 0 : IN_DONT_FOLLOW)
        let watch = folder.withCString { inotify_add_watch(descriptor, $0, UInt32(mask)) }
        if watch >= 0 {
            // A folder that was moved within the inbox keeps its watch and gets its new name.
            folders[watch] = folder
            added.insert(watch)
        } else if errno == ENOSPC {
            unwatched.append(folder)
        }
    }

    /// A look at all folders begins: `add` is called for each that is there.
    func beginRound() { (added, unwatched) = ([], []) }

    /// All were added: the others have left the inbox, and what happens in them by now happens elsewhere.
    func endRound() {
        for (watch, _) in folders where !added.contains(watch) {
            inotify_rm_watch(descriptor, watch)
            folders[watch] = nil
        }
    }

    var isFull: Bool { !unwatched.isEmpty }

    /// Those that are watched.
    var watched: [FilePath] { folders.values.sorted() }

    /// How many folders are watched.
    var count: Int { folders.count }

    private func drain() -> [Event] {
        var events: [Event] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = read(descriptor, &buffer, buffer.count)
            if got <= 0 { break }
            var offset = 0
            while offset + Self.headerSize <= got {
                let event = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self) }
                let start = offset + Self.headerSize
                let name = buffer[start..<min(start + Int(event.len), got)].prefix { $0 != 0 }
                offset = start + Int(event.len)
                if let event = note(event, name: FilePath(bytes: name)) { events.append(event) }
            }
        }
        return events
    }

    private func note(_ event: inotify_event, name: FilePath) -> Event? {
        let mask = Int32(bitPattern: event.mask)
        if mask & IN_Q_OVERFLOW != 0 { return .changed }
        if mask & IN_IGNORED != 0 {
            folders[event.wd] = nil
            return nil
        }
        guard let folder = folders[event.wd] else { return nil }
        if mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) != 0 {
            if mask & IN_MOVE_SELF != 0 { inotify_rm_watch(descriptor, event.wd) }
            return .changed
        }
        if mask & IN_ISDIR != 0 { return .changed }
        if mask & IN_MOVED_TO != 0 { return .renamed(folder.appending(name)) }
        if mask & IN_CLOSE_WRITE != 0 { return .closed(folder.appending(name)) }
        return nil
    }

    private static let headerSize = MemoryLayout<inotify_event>.size
}
