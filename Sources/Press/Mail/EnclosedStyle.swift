/// The style of mails and books. No colours: those are their readers', by day and by night. Nothing in it needs a request.
enum EnclosedStyle {
    /// What a mail's Content-Security-Policy allows: this style and nothing else. SHA-256 of `css`, pinned by a test.
    static let source = "sha256-UO09lXF43L0KtLAKxW8qxDksiM9nDZxADt6Jqfsuyb8="

    static let css = """

        body { line-height: 1.5; overflow-wrap: break-word; }
        h1 { font-size: 1.5em; line-height: 1.2; margin: 0.5em 0 0.2em; }
        h2 { font-size: 1.25em; line-height: 1.25; margin: 2em 0 0.4em; padding-top: 0.3em; border-top: 1px solid; }
        h3 { font-size: 1.1em; line-height: 1.3; margin: 1.6em 0 0; page-break-after: avoid; }
        h4 { font-size: 0.9em; margin: 0.7em 0 0; page-break-after: avoid; }
        p { margin: 0.4em 0 0; }
        ul, ol { margin: 0.3em 0 0; padding-left: 1.3em; }
        li { margin-top: 0.25em; page-break-inside: avoid; }
        small, .count { font-size: 0.85em; }
        .tags { font-style: italic; font-size: 0.92em; }
        .sources { font-size: 0.95em; list-style: none; padding-left: 0.8em; border-left: 2px solid; }

        """
}
