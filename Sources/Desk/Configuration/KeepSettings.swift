import Yams

/// How long something is kept.
package struct Keeping: Hashable, Sendable {
    /// Whole UTC days after the one it came on, at least 1.
    package var days: Int
    /// With more bytes of it than this the oldest goes before its time; nil for no such limit.
    package var bytes: Int?

    package init(days: Int, bytes: Int? = nil) {
        self.days = days
        self.bytes = bytes
    }
}

/// How long what a desk holds is kept.
package struct Retention: Hashable, Sendable {
    /// With their texts. More days than the horizon, so that stories have all they are made of.
    package var items = Keeping(days: 30)
    /// Files that were read: no fewer days than items, which are made again from them.
    package var done = Keeping(days: 30)
    /// Files that could not be read, with their reasons.
    package var failed = Keeping(days: 30)
    /// By what an item is known again when its text is gone, after the last file that brought it: no fewer days than items, so that
    /// no file that is left can bring back what was forgotten.
    package var fingerprints = Keeping(days: 30)
    /// Published digests, and what they told.
    package var editions = Keeping(days: 365)

    /// The settings in the order in which they are written.
    static let settings: [(name: String, field: WritableKeyPath<Retention, Keeping> & Sendable)] = [
        ("keep_items", \.items), ("keep_done", \.done), ("keep_failed", \.failed), ("keep_fingerprints", \.fingerprints),
        ("keep_editions", \.editions),
    ]
    static let names = settings.map(\.name)

    /// What `values` set of it. What is not set grows with what is: days that would be too few are as many as they have to be.
    init(_ values: [String: Node], horizonDays: Int, into document: inout YAMLDocument) {
        for (name, field) in Retention.settings {
            if let node = values[name] { self[keyPath: field] = document.keeping(node, name, over: self[keyPath: field]) }
        }
        raise(
            \.items, to: horizonDays + 1, "keep_items", in: values, into: &document,
            "stories need those of the horizon and the day itself (horizon_days: \(horizonDays))")
        for (name, field) in [("keep_done", \Retention.done), ("keep_fingerprints", \.fingerprints)] {
            let what =
                name == "keep_done" ? "items are made again from these files" : "what these files bring must be known again"
            raise(field, to: items.days, name, in: values, into: &document, "\(what) (keep_items: \(items.days))")
        }
    }

    init() {}

    private mutating func raise(
        _ field: WritableKeyPath<Retention, Keeping>, to days: Int, _ name: String, in values: [String: Node],
        into document: inout YAMLDocument, _ why: String
    ) {
        guard self[keyPath: field].days < days else { return }
        if let node = values[name], !Retention.isWithoutDays(node) {
            let few = self[keyPath: field].days
            document.fault(
                at: node, "\(name): \(few == 1 ? "1 day is" : "\(few) days are") too few: \(why)",
                hint: "\(days) or more, or take the line out")
        }
        self[keyPath: field].days = days
    }

    private static func isWithoutDays(_ node: Node) -> Bool { node.mapping.map { $0["days"] == nil } ?? false }
}

extension YAMLDocument {
    /// `30`, or `{days: 30, size: 2GiB}` with either.
    fileprivate mutating func keeping(_ node: Node, _ what: String, over standard: Keeping) -> Keeping {
        var keeping = standard
        guard let mapping = node.mapping else {
            keeping.days = integer(node, what, in: 1...36_500) ?? keeping.days
            return keeping
        }
        guard let values = values(of: node, what, keys: ["days", "size"]) else { return keeping }
        if mapping.isEmpty { fault(at: node, "\(what) is empty", hint: "write {days: 30, size: 2GiB}, or days alone") }
        if let node = values["days"] { keeping.days = integer(node, "days", in: 1...36_500) ?? keeping.days }
        if let node = values["size"] { keeping.bytes = size(node, "size", in: 1 << 20...1 << 50) }
        return keeping
    }
}

extension Keeping {
    /// As it is written.
    var printed: String { bytes.map { "{days: \(days), size: \(byteSize($0))}" } ?? "\(days)" }
}
