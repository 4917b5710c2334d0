import News

/// What stands around the body of every page. Not for replacing: it is here that a page is kept from loading or running anything.
enum PageFrame {
    /// - `head`: our own markup.
    static func page(title: String, head: String = "", body: String, by templates: Templates) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.utf8.count + templates.style.utf8.count + 1000)
        begin(title: title, head: head, style: templates.style, source: templates.styleSource, into: &bytes)
        bytes.set("<a class=\"skip\" href=\"#main\">Skip to the stories</a>\n")
        bytes.set(body)
        bytes.set("</body>\n</html>\n")
        return bytes
    }

    /// All up to the body's beginning, of a page or of a mail.
    /// - `source`: what the Content-Security-Policy calls `style` by, all that it allows.
    static func begin(title: String, head: String = "", style: String, source: String, into bytes: inout [UInt8]) {
        bytes.set(
            """
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(source)'; \
            base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="wiredesk">
            <title>
            """)
        HTMLWriter.escape(title, into: &bytes)
        bytes.set("</title>\n\(head)<style>")
        bytes.set(style)
        bytes.set("</style>\n</head>\n<body>\n")
    }
}

extension Press {
    func page(_ name: Templates.Name, title: String, head: String = "", _ values: [String: Any]) -> [UInt8] {
        let values = values.merging(["title": title]) { $1 }
        return PageFrame.page(title: title, head: head, body: templates.body(name, values), by: templates)
    }

    /// A page that has nothing to tell but one sentence, our own markup.
    func quiet(_ sentence: String, title: String, head: String = "") -> [UInt8] {
        page(.page, title: title, head: head, ["root": "../", "body": "<p class=\"quiet\">\(sentence)</p>\n"])
    }
}
