import Archive
import FoundationEssentials
import News

/// How files leave done/ and digests/.
extension Desk {
    /// Files of done/: when they are too old, or too many, and nothing of what they brought is kept but in the ledger. What no desk
    /// put there stays.
    func pruneDone(_ plan: PruningPlan) throws -> Bool {
        if try removeDoomed() { return true }
        guard let covered = try archive.pruning().covered else { return false }
        let keeping = configuration.retention.done
        let firstNeeded = Date(milliseconds: covered.milliseconds + 1).startOfDay.dayFolder
        let firstKept = plan.firstDay(keeping).dayFolder
        let days = try dayFolders(of: folders.done)
        var tooMuch = try keeping.bytes.map { try bytes(of: days, before: plan.moment.startOfDay.dayFolder) - $0 } ?? 0
        for day in days where day.name < firstNeeded && (day.name < firstKept || tooMuch > 0) {
            tooMuch -= pruning.bytes[day] ?? 0
            let places = try Files.below(day).filter { Claim(place: day.name.appending($0)) != nil }
            if places.isEmpty {
                try Files.removeEmptyFolders(day)
                continue
            }
            pruning.doomed = (day, places[...])
            return try removeDoomed()
        }
        return false
    }

    /// Folders of processing/ whose day is over and that nothing lies in any more: two hundred sources leave as many a day.
    func tidyProcessing(_ plan: PruningPlan) throws(FileFault) {
        let today = plan.moment.startOfDay.dayFolder
        for day in try dayFolders(of: folders.processing) where day.name < today { try Files.removeEmptyFolders(day) }
    }

    private func removeDoomed() throws -> Bool {
        guard let (folder, places) = pruning.doomed else { return false }
        let some = places.prefix(Desk.batchFiles)
        for place in some { try Files.remove(folder.appending(place)) }
        pruning.tally.files += some.count
        pruning.bytes[folder] = nil
        pruning.doomed = places.count > some.count ? (folder, places.dropFirst(some.count)) : nil
        if pruning.doomed == nil { try Files.removeEmptyFolders(folder) }
        return true
    }

    /// The folders that a desk makes for a day, oldest first, as paths.
    private func dayFolders(of folder: FilePath) throws(FileFault) -> [FilePath] {
        try Files.list(folder).filter { $0.kind == .folder && Claim(place: $0.name.appending("000000.000-x")) != nil }
            .map { folder.appending($0.name) }
    }

    private func bytes(of folder: FilePath) throws(FileFault) -> Int {
        if let known = pruning.bytes[folder] { return known }
        return try Files.bytes(below: folder)
    }

    /// Of all of them. Those before `open` are looked at once.
    private func bytes(of folders: [FilePath], before open: FilePath) throws(FileFault) -> Int {
        var sum = 0
        for folder in folders {
            let bytes = try bytes(of: folder)
            if folder.name < open { pruning.bytes[folder] = bytes }
            sum += bytes
        }
        return sum
    }

    // MARK: - Editions

    /// Editions that closed too long ago, but for the last of each name: first the archive forgets them, then the front page is
    /// written without them, then their files go.
    func pruneEditions(_ plan: PruningPlan) throws -> Bool {
        guard let through = try archive.pruning().marks?.editions else { return false }
        let gone = try archive.pruneEditions(through: through, most: 20)
        pruning.tally.editions += gone
        if gone > 0 { (pruning.isFrontStale, pruning.hasPagesToRemove) = (true, true) }
        if gone > 0 || pruning.isFrontStale { return gone > 0 }
        for day in try editionDays() where day.name <= through.dayFolder {
            var removed = 0
            for entry in try Files.list(day.folder) where entry.kind == .file {
                guard let stem = Publisher.stem(of: entry.name) else { continue }
                let path = "\(day.path)/\(stem)"
                if try !archive.headings(limit: 1, path: path).isEmpty { continue }
                try Files.remove(day.folder.appending(entry.name))
                removed += 1
            }
            if removed == 0 { continue }
            for folder in [day.folder, day.folder.parent, day.folder.parent.parent] { try Files.removeEmptyFolders(folder) }
            return true
        }
        if pruning.hasPagesToRemove {
            try removePagesOfNoEdition()
            pruning.hasPagesToRemove = false
        }
        return false
    }

    /// Pages of stories that no edition links to any more. Of a story that may still be told the first item is there, with its text.
    private func removePagesOfNoEdition() throws {
        let folder = folders.digest("stories")
        guard try Files.facts(of: folder) != nil else { return }
        for entry in try Files.list(folder) where entry.kind == .file {
            guard let story = entry.name.without(".html").flatMap({ Key($0.description) }),
                try !archive.hasPage(story) && !archive.holdsText(of: story)
            else { continue }
            try Files.remove(folder.appending(entry.name))
        }
    }

    /// When the oldest edition that may go closed, where they take more room than they may; nil otherwise.
    func oldestEditionThatIsTooMuch(_ plan: PruningPlan) throws -> Date? {
        guard let most = configuration.retention.editions.bytes, !pruning.isFrontStale,
            let oldest = try archive.oldestPrunableEdition(), oldest <= plan.mostEditionsPruned
        else { return nil }
        let open = plan.moment.addingDays(-1).dayFolder
        var sum = 0
        for day in try editionDays() {
            let bytes = try bytes(of: day.folder)
            if day.name < open { pruning.bytes[day.folder] = bytes }
            sum += bytes
        }
        return sum > most ? oldest : nil
    }

    /// digests/2026/11/22 and the like, oldest first; `name` is as `Date.dayFolder` has it.
    private func editionDays() throws(FileFault) -> [(folder: FilePath, path: FilePath, name: FilePath)] {
        var paths = [FilePath("")]
        for length in [4, 2, 2] {
            var below: [FilePath] = []
            for path in paths {
                for entry in try Files.list(folders.digests.appending(path)) where entry.kind == .folder {
                    let isNumber = entry.name.bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                    if isNumber, entry.name.bytes.count == length { below.append(path.appending(entry.name)) }
                }
            }
            paths = below
        }
        return paths.map { path in
            let name = path.bytes.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 }
            return (folders.digests.appending(path), path, FilePath(bytes: name))
        }
    }
}
