/// The sample feeds that come with the program.
package enum Tour {
    /// Drops them into the inbox unless they were dropped before. Answers how many.
    package static func dropSamples(into folders: DeskFolders) throws(Deposit.Refusal) -> Int {
        let marker = folders.archive.appending("samples-dropped")
        // Unreadable would be told by the drop itself.
        if let facts = try? Files.facts(of: marker), facts.kind == .file { return 0 }
        var dropped = 0
        for sample in Shipped.paths where sample.hasPrefix(samples) {
            guard let bytes = Shipped.bytes(sample) else { continue }
            let path = FilePath(String(sample.dropFirst(samples.count)))
            _ = try Deposit(into: folders, source: path.parent.isEmpty ? nil : path.parent.description)
                .put(bytes, named: path.name)
            dropped += 1
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
