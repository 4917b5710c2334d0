import FeedReader
import Yams

/// A limit as the settings name it, how it is written, and how far it may be moved.
struct LimitSetting: Sendable {
    enum Unit { case bytes, count }

    let name: String
    let field: WritableKeyPath<ReadingLimits, Int> & Sendable
    let unit: Unit
    let range: ClosedRange<Int>

    /// In the order of DESIGN.md, section 6. Upper ends are what libxml2 takes without its HUGE option, and what keeps the cost
    /// of a hostile file bearable: it grows with the square of attributes and namespaces.
    static let all: [LimitSetting] = [
        LimitSetting(name: "file", field: \.maxFileBytes, unit: .bytes, range: 1 << 10...1 << 30),
        LimitSetting(name: "gzip_ratio", field: \.maxGzipRatio, unit: .count, range: 1...1100),
        LimitSetting(name: "start_tag", field: \.maxStartTagBytes, unit: .bytes, range: 1 << 10...1 << 20),
        LimitSetting(name: "attributes", field: \.maxAttributes, unit: .count, range: 8...4096),
        LimitSetting(name: "namespaces", field: \.maxNamespaces, unit: .count, range: 8...1024),
        LimitSetting(name: "internal_subset", field: \.maxInternalSubsetBytes, unit: .bytes, range: 0...1 << 20),
        LimitSetting(name: "depth", field: \.maxDepth, unit: .count, range: 8...250),
        LimitSetting(name: "items", field: \.maxItems, unit: .count, range: 1...1_000_000),
        LimitSetting(name: "text", field: \.maxTextBytes, unit: .bytes, range: 1 << 10...8 << 20),
        LimitSetting(name: "title", field: \.maxTitleBytes, unit: .bytes, range: 64...64 << 10),
        LimitSetting(name: "categories", field: \.maxCategories, unit: .count, range: 0...10_000),
        LimitSetting(name: "attachments", field: \.maxAttachments, unit: .count, range: 0...10_000),
        LimitSetting(name: "opaque", field: \.maxOpaqueBytes, unit: .bytes, range: 1 << 10...8 << 20),
    ]
}

extension YAMLDocument {
    mutating func limits(_ node: Node) -> ReadingLimits {
        var limits = ReadingLimits.standard
        guard let values = values(of: node, "limits", keys: LimitSetting.all.map(\.name)) else { return limits }
        for setting in LimitSetting.all {
            guard let node = values[setting.name] else { continue }
            let value =
                switch setting.unit {
                case .bytes: size(node, setting.name, in: setting.range)
                case .count: integer(node, setting.name, in: setting.range)
                }
            if let value { limits[keyPath: setting.field] = value }
        }
        return limits
    }
}
