/// A folder below digests/ in which all pages are made by one of ours. Used on the desk's queue.
struct PageFolder {
    let path: FilePath

    /// The names of its pages, without `.html`. A draft that a crash left goes.
    func pages() throws(FileFault) -> Set<String> {
        guard try Files.facts(of: path) != nil else { return [] }
        var names: Set<String> = []
        for entry in try Files.list(path) where entry.kind == .file {
            if entry.name.bytes.first == UInt8(ascii: ".") {
                try Files.remove(path.appending(entry.name))
            } else if let name = entry.name.without(".html") {
                names.insert(name.description)
            }
        }
        return names
    }

    /// - `files`: by their names with the ending, in the order to write them. What one holds already is not written again.
    func write(_ files: [(name: String, bytes: [UInt8])], durably: Bool) throws(FileFault) {
        if files.isEmpty { return }
        try Files.makeFolder(path)
        for file in files { try Files.refresh(path.appending(FilePath(file.name)), with: file.bytes, durably: durably) }
    }

    func remove(_ file: String) throws(FileFault) { try Files.remove(path.appending(FilePath(file))) }
}
