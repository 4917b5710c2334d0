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
                guard let complaint = UnheardSources.complaint(of: name, known: known, in: folders) else { continue }
                lines.append("\(setting): \(complaint)")
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Those that something has come from, by name.
    package static func known(in folders: DeskFolders) throws(DeskError) -> [String] {
        do {
            return try Archive.reading(at: folders.databasePath.description)?.sources().map(\.name) ?? []
        } catch {
            throw DeskError(error)
        }
    }

    /// Nil when something has come from the source, or from one below it.
    static func complaint(of name: String, known: [String], in folders: DeskFolders) -> String? {
        // A folder that nothing was dropped into yet is no slip of the pen.
        if known.contains(where: { $0.isSource(name) }) || folders.hasInboxFolder(name) { return nil }
        // A folder of sources may be meant, too.
        let folders = known.flatMap { source in source.indices.filter { source[$0] == "/" }.map { String(source[..<$0]) } }
        let meant = nearest(to: name, among: known + folders).map { " (did you mean \(quoted($0))?)" } ?? ""
        return "nothing has come from \(quoted(name))\(meant)"
    }
}

extension DeskFolders {
    /// No answer is as good as none.
    fileprivate func hasInboxFolder(_ name: String) -> Bool {
        (try? Files.facts(of: inbox.appending(FilePath(name))))?.kind == .folder
    }
}
