import Yams

/// Everything that is wrong with a configuration, so that one look at the file mends all of it.
package struct ConfigurationFaults: Error, Hashable, Sendable {
    /// Never empty; by file, line, column.
    package let faults: [Fault]

    init(_ faults: [Fault]) {
        precondition(!faults.isEmpty, "a configuration without faults was refused")
        self.faults = faults.sorted { ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message) }
    }
}

extension ConfigurationFaults: CustomStringConvertible {
    /// A line for each fault, without a newline at the end.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong, where, and what to do about it.
package struct Fault: Hashable, Sendable {
    /// As the administrator named it, or as the setting that names it does.
    package let file: String
    /// From 1; 0 when the file as a whole is meant.
    package let line: Int
    /// From 1, in Unicode scalars, as editors count; 0 when the file as a whole is meant.
    package let column: Int
    package let message: String
    /// What to write instead. Nil when the message already says it.
    package let hint: String?
    /// The file may not be read by who asks.
    package var isForbidden = false
}

extension Fault: CustomStringConvertible {
    /// `topics.yaml:12:7: unknown key "therms" (did you mean "terms"?)`
    package var description: String {
        let place = line == 0 ? file : "\(file):\(line):\(column)"
        return "\(place): \(message)" + (hint.map { " (\($0))" } ?? "")
    }
}

extension Fault {
    /// Where something stands in its file, from 1; 0 where that is not known.
    struct Place: Hashable, Sendable {
        let line: Int
        let column: Int
        /// Of a scalar with several terms the one that is meant, from 0.
        var part: Int?

        init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        init(node: Node, part: Int? = nil) {
            line = node.mark?.line ?? 0
            column = node.mark?.column ?? 0
            self.part = part
        }
    }
}
