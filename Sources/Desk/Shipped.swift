import CShipped
import Press

/// The files of Config/ that the binary carries, so that it works alone.
package enum Shipped {
    /// Their paths relative to Config/, in the order they are listed.
    package static let paths: [String] = files.map(\.path)

    /// The text of a file by its path relative to Config/, `topics.yaml`. Nil when there is none.
    package static func file(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a file by its path relative to Config/, `samples/tarn-radio/news.xml`. Nil when there is none.
    package static func bytes(_ path: String) -> [UInt8]? {
        files.first { $0.path == path }?.bytes
    }

    /// The pages as wiredesk makes them where nobody says otherwise.
    package static let templates = Templates(known: { file("templates/" + $0) })

    /// Writes the templates into a folder. Answers each file's path and whether it is new: what is there stays as it is.
    package static func writeTemplates(to folder: String) throws(DeskError) -> [(path: String, isNew: Bool)] {
        var written: [(path: String, isNew: Bool)] = []
        do throws(FileFault) {
            let folder = FilePath(folder)
            try Files.makeFolder(folder)
            for name in Templates.fileNames {
                let path = folder.appending(FilePath(name))
                let isNew = try Files.facts(of: path) == nil
                if isNew { try Files.write(bytes("templates/" + name) ?? [], to: path) }
                written.append((path.description, isNew))
            }
        } catch {
            throw DeskError(error)
        }
        return written
    }

    private static let files: [(path: String, bytes: [UInt8])] = {
        var files: [(path: String, bytes: [UInt8])] = []
        var next = shipped_files()
        while let file = next?.pointee, let path = file.path {
            files.append((String(cString: path), Array(UnsafeBufferPointer(start: file.bytes, count: file.count))))
            next = next?.advanced(by: 1)
        }
        return files
    }()
}
