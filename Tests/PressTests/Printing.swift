import Foundation

@testable import Press

/// The text of a file of Config/templates.
func shippedTemplate(_ name: String) -> String? {
    let config = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "../../Config/templates/\(name)")
    return try? String(contentsOf: config, encoding: .utf8)
}

/// Those that wiredesk brings.
let ourTemplates = Templates(known: shippedTemplate)

extension Press {
    init() { self.init(ourTemplates) }
}
