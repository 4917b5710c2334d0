/// What `wiredesk check --json` prints.
package struct CheckReport: Encodable {
    package struct Line: Encodable {
        package let file: String
        /// From 1; nil when the file as a whole is meant.
        package let line: Int?
        package let column: Int?
        package let message: String
        package let hint: String?
    }

    /// By file, line, column; empty when all is good.
    package let faults: [Line]
    /// Worth a look, and no fault.
    package let advice: [String]

    package init(_ faults: [Fault], advice: [String] = []) {
        self.faults = faults.map {
            Line(
                file: $0.file, line: $0.line > 0 ? $0.line : nil, column: $0.column > 0 ? $0.column : nil, message: $0.message,
                hint: $0.hint)
        }
        self.advice = advice
    }

    package var json: [UInt8] { prettyJSON }
}
