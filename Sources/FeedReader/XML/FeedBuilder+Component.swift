/// A NewsML 1.2 component while it is open.
struct Component {
    enum Role {
        case none, main, summary, aside

        init(_ name: String) {
            switch name {
            case let name where name.hasPrefix("main"): self = .main
            case "abstract", "summary": self = .summary
            case let name where name.contains("caption"): self = .aside
            case "supporting", "supplementary", "sidebar", "related": self = .aside
            default: self = .none
            }
        }
    }

    /// Its first slice.
    let start: Int
    /// Whether what it holds is one thing in several forms or languages.
    let isEquivalents: Bool
    var role = Role.none
    var hasText = false
    var hasPicture = false
    /// Where the parts of equivalents begin.
    private(set) var parts: [Int] = []

    init(start: Int, isEquivalents: Bool) {
        self.start = start
        self.isEquivalents = isEquivalents
    }

    mutating func begins(at slice: Int) { if isEquivalents { parts.append(slice) } }
}

extension FeedBuilder {
    mutating func beginComponent(_ attributes: XMLAttributes) {
        if let last = agency.components.indices.last { agency.components[last].begins(at: slices.count) }
        let isEquivalents = value("EquivalentsList", attributes)?.trimmed.equals("yes") ?? false
        agency.components.append(Component(start: slices.count, isEquivalents: isEquivalents))
        scopes.append((.newsComponent, depth))
    }

    /// Puts its values in their place among those of other components: the main text's count, then those of what says
    /// nothing of its role; a picture's and a caption's come last.
    mutating func closeComponent() {
        guard let component = agency.components.popLast(), component.start <= slices.count else { return }
        if component.isEquivalents { demoteRepeats(component) }
        switch component.role {
        case .main: for k in component.start..<slices.count where slices[k].field == .content { slices[k].promote() }
        case .summary:
            for k in component.start..<slices.count where slices[k].field == .content {
                slices[k].field = .summary
                slices[k].rank = 1
            }
        case .aside: demote(component.start..<slices.count, by: AgencyMarkup.aside)
        case .none:
            if component.hasPicture, !component.hasText { demote(component.start..<slices.count, by: AgencyMarkup.aside) }
        }
        guard let last = agency.components.indices.last else { return }
        if component.role != .aside { agency.components[last].hasText = agency.components[last].hasText || component.hasText }
        agency.components[last].hasPicture = agency.components[last].hasPicture || component.hasPicture
    }

    /// All but the first part that has text.
    private mutating func demoteRepeats(_ component: Component) {
        let ends = component.parts.dropFirst() + [slices.count]
        for (start, end) in zip(component.parts, ends) {
            if slices[start..<end].contains(where: { $0.field == .content }) {
                return demote(end..<slices.count, by: AgencyMarkup.again)
            }
        }
    }

    private mutating func demote(_ range: Range<Int>, by ranks: UInt8) {
        for k in range {
            switch slices[k].field {
            case .title, .summary, .content, .byline, .dateline, .slug, .language: slices[k].demote(by: ranks)
            default: break
            }
        }
    }
}

extension Slice {
    fileprivate mutating func promote() { rank = rank > 0 ? rank - 1 : 0 }

    fileprivate mutating func demote(by ranks: UInt8) { rank = rank > 200 ? rank : min(200, rank + ranks) }
}
