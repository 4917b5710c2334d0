extension TemplateCheck {
    /// What a page does not load, or run, or may not have there.
    private static let banned = [
        "script", "style", "link", "iframe", "frame", "object", "embed", "img", "picture", "video", "audio", "source", "base",
        "meta",
        "form", "html", "head", "body",
    ]

    /// Of a page: an element or its attributes that would do nothing, or more than a page may.
    mutating func lookAtElement() {
        let word = String(String.UnicodeScalarView(text[(at + 1)...].prefix(12).prefix { $0.properties.isAlphabetic }))
            .lowercased()
        guard Self.banned.contains(word) else { return }
        let hint =
            word == "style"
            ? "write it into \(Templates.styleFile)"
            : ["html", "head", "body", "meta", "base"].contains(word) ? "the frame of the page has it already" : "leave it out"
        fault("<\(word)>: pages load and run nothing", hint: hint)
    }

    /// Of a feed, which is none to readers if one element is left open.
    mutating func lookAtXML() {
        let isEnd = at + 1 < text.count && text[at + 1] == "/"
        let rest = text[(at + (isEnd ? 2 : 1))...]
        let name = String(
            String.UnicodeScalarView(rest.prefix(64).prefix { $0.properties.isAlphabetic || ":-_.".unicodeScalars.contains($0) }))
        if name.isEmpty { return fault("a < that begins no element", hint: "write &lt;") }
        if !isEnd {
            open.append(name)
            elements.insert(name)
        } else if open.last == name {
            open.removeLast()
        } else {
            fault("</\(name)> ends \(open.last.map { "<\($0)>" } ?? "nothing")", hint: open.last.map { "write </\($0)> first" })
        }
    }

    /// XML knows five names and numbers; a feed has no declarations of others.
    mutating func lookAtReference() {
        let name = text[(at + 1)...].prefix(12).prefix { $0 != ";" }
        let known = ["amp", "lt", "gt", "quot", "apos"].contains(String(String.UnicodeScalarView(name))) || name.first == "#"
        let isWhole = at + 1 + name.count < text.count && text[at + 1 + name.count] == ";"
        if !known || !isWhole { fault("an & that is no reference XML knows", hint: "write &amp;, or a number: &#160;") }
    }

    mutating func lookAtEndOfFeed() {
        if let last = open.last { return fault("<\(last)> without its end", hint: "write </\(last)>") }
        for name in ["feed", "id", "title", "updated"] where !elements.contains(name) {
            fault("no <\(name)>: Atom asks for one (RFC 4287)", hint: "write <\(name)>, as in ours")
        }
    }
}
