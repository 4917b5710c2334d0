import Archive
import News
import Newsroom

/// Sources that settings speak of, to tell them, to leave them out or to name them, and that nothing has come from: names that are misspelt, most likely.
package struct UnheardSources {
    /// One for each, as `check` says it.
    package private(set) var lines: [String] = []

    /// Looks at the archive of `folders`, which is not changed; nil when there is none.
    package init?(of configuration: Configuration, in folders: DeskFolders) throws(DeskError) {
        do {
            guard let archive = try Archive.reading(at: folders.databasePath.description) else { return nil }
            let known = try archive.sources().map(\.name)
            let named =
                configuration.rules.flatMap { rules in
                    (rules.choice.sources + rules.choice.withoutSources).map { ("edition \(quoted(rules.name))", $0) }
                } + configuration.names.keys.sorted().map { ("names", $0) }
            for (setting, name) in named {
                // A folder that nothing was dropped into yet is no slip of the pen.
                if known.contains(where: { $0.isSource(name) }) || folders.hasInboxFolder(name) { continue }
                let meant = nearest(to: name, among: known).map { " (did you mean \(quoted($0))?)" } ?? ""
                lines.append("\(setting): nothing has come from \(quoted(name))\(meant)")
            }
        } catch {
            throw DeskError(error)
        }
    }
}

extension DeskFolders {
    /// No answer is as good as none.
    fileprivate func hasInboxFolder(_ name: String) -> Bool {
        (try? Files.facts(of: inbox.appending(FilePath(name))))?.kind == .folder
    }
}
