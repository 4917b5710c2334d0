/// The sample feeds that come with the program.
package enum Tour {
    /// Drops them into the inbox unless they were dropped before. Answers where they lie, below it.
    package static func dropSamples(into folders: DeskFolders) throws(Deposit.Refusal) -> [FilePath] {
        let marker = folders.archive.appending("samples-dropped")
        // Unreadable would be told by the drop itself.
        if let facts = try? Files.facts(of: marker), facts.kind == .file { return [] }
        var dropped: [FilePath] = []
        for sample in Shipped.paths where sample.hasPrefix(samples) {
            guard let bytes = Shipped.bytes(sample) else { continue }
            let path = FilePath(String(sample.dropFirst(samples.count)))
            let deposit = try Deposit(into: folders, source: path.parent.isEmpty ? nil : path.parent.description)
            dropped.append(try deposit.put(bytes, named: path.name))
        }
        do {
            try Files.write([], to: marker)
        } catch {
            throw .unwritable(error)
        }
        return dropped
    }

    private static let samples = "samples/"
}
