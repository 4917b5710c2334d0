import Glibc

/// Room on the disks the desk writes to: how much there has to be, and a reserve that lets what was begun be finished.
struct Space {
    let folders: DeskFolders
    /// What is used when a disk is full: given up for the last transaction and the word of it.
    private var reserve: FilePath { folders.archive.appending("reserve") }

    /// In bytes; a hundredth of a small file system.
    private static let reserveBytes: Int64 = 4 << 20
    private static let leastFree: Int64 = 256 << 20
    private static let mostFree: Int64 = 1 << 30

    init(of folders: DeskFolders) { self.folders = folders }

    /// Why nothing more should be taken in; nil when there is room.
    /// - `minFree`: the setting, in bytes.
    /// - `isPaused`: a sixteenth more has to be free before a pause ends, so that it does not come and go.
    func shortage(minFree: Int?, isPaused: Bool) -> String? {
        for folder in [folders.archive, folders.processing, folders.done, folders.failed, folders.digests] {
            // What cannot be told will show when it is written.
            guard let space = Files.space(at: folder) else { continue }
            let least = minFree.map(Int64.init) ?? Space.leastFree(of: space.total)
            if space.free < least + (isPaused ? least / 16 : 0) {
                return "\(folder.description): \(space.free >> 20) MiB free, and \(least >> 20) MiB have to be (min_free)"
            }
        }
        return nil
    }

    static func leastFree(of total: Int64) -> Int64 { max(leastFree, min(total / 20, mostFree)) }

    /// Sets the reserve aside where it is not. Nothing is said when that cannot be: then there is none.
    func keepReserve() {
        guard let space = Files.space(at: folders.archive) else { return }
        let bytes = min(Space.reserveBytes, space.total / 100)
        guard space.free > 4 * bytes else { return }
        let file: OpenFile
        do throws(FileFault) {
            if let facts = try Files.facts(of: reserve), facts.size == bytes { return }
            file = try Files.create(reserve)
        } catch {
            return
        }
        if posix_fallocate(file.descriptor, 0, off_t(bytes)) != 0 { giveReserveUp() }
    }

    /// False when there is none to give up.
    @discardableResult
    func giveReserveUp() -> Bool { reserve.withCString { unlink($0) } == 0 }
}
