/// Whether a template that somebody wrote keeps what pages promise: nothing from a feed gets out of where it stands, and nothing is
/// written that a page would not load or run anyway.
struct TemplateCheck {
    /// What a template can speak of. What has `isMarkup` is written by us, escaped already.
    private struct Value {
        let name: String
        var isMarkup = false
    }

    private static let inLists = ["anchor", "headline", "by", "before", "ending", "form"]
    private static let ofStories = [
        "told", "brief", "address", "page", "mark", "tagLine", "lede", "publisher", "when", "time", "toldBy", "points", "words",
        "accounts", "further", "href",
    ]

    private static func values(of name: Templates.Name) -> [Value] {
        let (plain, markup): ([String], [String])
        switch name {
        case .edition:
            plain =
                [
                    "title", "name", "root", "stem", "date", "closing", "zone", "counts", "hasContents", "sections", "label",
                    "count", "hasShort", "short", "forms", "hasForms", "sources", "notRead", "nothing",
                ] + inLists + ofStories
            markup = ["stories", "voice"]
        case .front:
            plain =
                [
                    "title", "nothing", "live", "counts", "short", "forms", "hasForms", "hasTopics", "hasMoreTopics",
                    "moreTopics", "hasEarlier", "days", "day", "editions", "path", "closing", "time", "stories",
                ] + inLists
            markup = ["topics", "parts", "voice"]
        case .story:
            plain = ["title", "headline", "zone"]
            markup = ["voice", "tagLine"] + StoryWriter.partNames
        case .page:
            (plain, markup) = (["title", "root"], ["body"])
        case .atom:
            plain = [
                "title", "name", "id", "counts", "closing", "stories", "headline", "address", "published", "updated", "mark",
                "tagLine", "lede", "points", "words", "by", "publishers", "publisher", "tags", "tag", "label", "content",
            ]
            markup = ["entries", "voice"]
        }
        return plain.map { Value(name: $0) } + markup.map { Value(name: $0, isMarkup: true) }
    }

    static func faults(in text: String, of name: Templates.Name) -> [TemplateFault] {
        guard text.utf8.count <= 1 << 18 else {
            return [TemplateFault(file: name.file, line: 0, column: 0, message: "larger than 256 KiB", hint: nil)]
        }
        var check = TemplateCheck(text, of: name)
        check.look()
        return check.faults
    }

    /// The values that a template speaks of, however it writes them.
    static func names(in text: String, of name: Templates.Name) -> Set<String> {
        var check = TemplateCheck(text, of: name)
        check.look()
        return check.named
    }

    private let file: String
    private let values: [Value]
    let text: [Unicode.Scalar]
    private(set) var at = 0
    private var line = 1
    private var lineStart = 0
    private var faults: [TemplateFault] = []
    private var named: Set<String> = []
    private let isXML: Bool
    /// Of a feed: elements that have begun, the outermost first, and the names of all.
    var open: [String] = []
    var elements: Set<String> = []
    /// The attribute that the look is at, in lower case.
    private var attribute = ""
    /// Sections that have begun, with their places.
    private var sections: [(name: String, place: TemplateFault)] = []

    private init(_ text: String, of name: Templates.Name) {
        file = name.file
        isXML = name == .atom
        values = Self.values(of: name)
        self.text = Array(text.unicodeScalars)
    }

    /// Where in the markup a tag of the template stands.
    private enum Place { case text, tag, single, double, comment }

    private mutating func look() {
        var place = Place.text
        defer {
            for section in sections { faults.append(section.place) }
            if isXML { lookAtEndOfFeed() }
        }
        while at < text.count {
            if starts(with: "{{") {
                look(atTagIn: place)
                continue
            }
            switch place {
            case .text where starts(with: "<!--"): place = .comment
            case .text where isXML && (starts(with: "<!") || starts(with: "<?")):
                fault("no place for declarations, instructions or CDATA", hint: "write elements, and {{name}} for what they hold")
            case _ where isXML && text[at] == "&": lookAtReference()
            case .text where text[at] == "<":
                isXML ? lookAtXML() : lookAtElement()
                attribute = ""
                place = at + 1 < text.count && (text[at + 1].properties.isAlphabetic || text[at + 1] == "/") ? .tag : .text
            case .comment where starts(with: "-->"): place = .text
            case .tag where text[at] == ">":
                if isXML, text[at - 1] == "/", !open.isEmpty { open.removeLast() }
                place = .text
            case .tag where text[at] == "=":
                if !isXML, attribute.hasPrefix("on") || attribute == "style" || attribute == "srcdoc" {
                    fault("\(attribute)=: pages load and run nothing", hint: "leave it out")
                }
            case .tag where text[at] == "\"": place = .double
            case .tag where text[at] == "'": place = .single
            case .double where text[at] == "\"": place = .tag
            case .single where text[at] == "'": place = .tag
            case .tag: nameAttribute()
            default: break
            }
            step()
        }
    }

    private mutating func nameAttribute() {
        let isName = text[at].properties.isAlphabetic || text[at] == "-" || text[at] == ":"
        if !isName { return }
        let before = text[at - 1]
        if before.properties.isWhitespace || before == "\"" || before == "'" || before == "/" { attribute = "" }
        if attribute.utf8.count < 64 { attribute += String(text[at]).lowercased() }
    }

    private mutating func step() {
        if text[at] == "\n" { (line, lineStart) = (line + 1, at + 1) }
        at += 1
    }

    func starts(with word: String) -> Bool {
        var here = at
        for scalar in word.unicodeScalars {
            guard here < text.count, text[here] == scalar else { return false }
            here += 1
        }
        return true
    }

    mutating func fault(_ message: String, hint: String? = nil) {
        guard faults.count < 100 else { return }
        faults.append(here(message, hint: hint))
    }

    private func here(_ message: String, hint: String?) -> TemplateFault {
        TemplateFault(file: file, line: line, column: at - lineStart + 1, message: message, hint: hint)
    }

    private mutating func look(atTagIn place: Place) {
        let inside = at + 2
        guard let end = text[inside...].indices.first(where: { text[$0] == "}" && $0 + 1 < text.count && text[$0 + 1] == "}" })
        else {
            fault("a tag without its end", hint: "write }}")
            while at < text.count { step() }
            return
        }
        defer { while at < min(end + 2, text.count) { step() } }
        let words = text[inside..<end]
        guard let sign = words.first(where: { !$0.properties.isWhitespace }) else { return fault("an empty tag") }
        switch sign {
        case "!": return
        case "%", "=", ">", "<", "$":
            return fault(
                "{{\(sign): delimiters, settings and other files are not for these templates", hint: "write {{name}} or {{#name}}"
            )
        default: break
        }
        let isRaw = sign == "{" || sign == "&"
        let opens = "#^/".unicodeScalars.contains(sign)
        let name = Self.name(in: isRaw || opens ? words.drop { $0 != sign }.dropFirst() : words)
        if name == "." {
            if isRaw { fault("{{{.}}} would write it as it is", hint: "write {{.}}") }
            return
        }
        guard let value = values.first(where: { $0.name == name }) else {
            let known = values.map(\.name).sorted().joined(separator: ", ")
            return fault("there is no \(shown(name)) here", hint: "one of \(known)")
        }
        named.insert(name)
        if sign == "/" { return endSection(name) }
        if opens, sections.count < 100 {
            let tag = "{{\(sign)\(name)}}"
            sections.append((name, here("\(tag): a section without its end", hint: "write {{/\(name)}} where it ends")))
        }
        if isRaw, !value.isMarkup {
            return fault("what a feed says would be written as it is", hint: "write {{\(name)}}")
        }
        if !isRaw, !opens, value.isMarkup { fault("\(name) is markup and would be shown as text", hint: "write {{{\(name)}}}") }
        if isXML, place == .comment, !opens { return fault("{{\(name)}} in a comment, which two hyphens would end") }
        if place == .tag, !opens, !value.isMarkup {
            fault("{{\(name)}} within a tag and outside of quotation marks", hint: "write name=\"{{\(name)}}\"")
        }
        if place == .single || place == .double, !isXML, !opens, leads.contains(attribute), !addresses.contains(name) {
            fault(
                "{{\(name)}} where an address belongs: words of a feed may be one that runs",
                hint: "write {{address}} or {{page}}")
        }
        if place == .single || place == .double, isRaw {
            fault("markup within quotation marks", hint: "put it after the element's name")
        }
    }

    /// Those that began within it have no end.
    private mutating func endSection(_ name: String) {
        guard let place = sections.lastIndex(where: { $0.name == name }) else {
            return fault("{{/\(name)}} ends no section", hint: "leave it out, or write {{#\(name)}} where it begins")
        }
        faults += sections[(place + 1)...].map(\.place)
        sections.removeSubrange(place...)
    }

    /// The value that is named, without the functions around it and without spaces: `root` of `{{ uppercased(root) }}`.
    private static func name(in words: ArraySlice<Unicode.Scalar>) -> String {
        let innermost = words.split(separator: "(").last ?? []
        let name = innermost.filter { !$0.properties.isWhitespace && $0 != ")" && $0 != "}" }
        // Of a path the first step is what the page has.
        return name == ["."] ? "." : String(String.UnicodeScalarView(name.split(separator: ".").first ?? []))
    }

    private func shown(_ name: String) -> String { "\"\(name.shown.cut(toBytes: 60))\"" }
}

/// What attributes lead to, and the values that are addresses or names of ours.
private let leads: Set<String> = ["href", "src", "action", "formaction", "data", "poster", "cite", "xlink:href"]
private let addresses: Set<String> = ["address", "page", "root", "stem", "ending", "path", "anchor", "href"]
