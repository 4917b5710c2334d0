import Foundation
import Press

extension Configuration {
    /// Those of a folder take the place of ours; what is wrong with them, or with their names, leaves a fault in `document`.
    mutating func readTemplates(folder: String, into document: inout YAMLDocument) {
        templatesFolder = folder
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            let code = errno
            let words = String(cString: strerror(code))
            return document.add(
                Fault(
                    file: folder, line: 0, column: 0, message: "the templates cannot be read: \(words)",
                    hint: "`wiredesk templates \(quoted(folder))` writes ours there, to be changed",
                    isForbidden: FileFault.isForbidden(code)))
        }
        var texts: [String: String] = [:]
        for name in names.sorted() where Self.isTemplate(name) {
            let path = "\(folder)/\(name)"
            templatesFiles.append(path)
            guard Templates.fileNames.contains(name) else {
                let near = nearest(to: name, among: Templates.fileNames).map { "did you mean \($0)?" }
                let known = "there are \(Templates.fileNames.joined(separator: ", "))"
                document.add(
                    Fault(
                        file: path, line: 0, column: 0, message: "nothing is made by a template of this name", hint: near ?? known
                    ))
                continue
            }
            var file = YAMLDocument(file: path)
            texts[name] = file.contents(of: path)
            for fault in file.faults { document.add(fault) }
        }
        do throws(TemplateFaults) {
            templates = try Shipped.templates.replacing(texts)
        } catch {
            for fault in error.faults {
                document.add(
                    Fault(
                        file: "\(folder)/\(fault.file)", line: fault.line, column: fault.column, message: fault.message,
                        hint: fault.hint))
            }
        }
    }

    /// Others, a README or what an editor leaves, may lie beside them.
    private static func isTemplate(_ name: String) -> Bool {
        !name.hasPrefix(".") && [".mustache", ".css"].contains { name.hasSuffix($0) }
    }
}
