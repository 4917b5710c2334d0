import News

extension Press {
    /// `root` is the way from the page to digests/, as of `html`.
    package func bytes(of edition: Edition, as form: EditionForm, root: String) -> [UInt8] {
        switch form {
        case .html: html(edition, root: root)
        case .md: Self.markdown(edition, root: root)
        case .txt: Self.text(edition, url: url)
        case .json: Self.json(edition, url: url)
        case .atom: atom(edition)
        case .eml: Self.mail(edition, url: url)
        case .epub: Self.book(edition, url: url)
        }
    }
}

extension EditionForm {
    /// What people call it.
    var inWords: String {
        switch self {
        case .html: "a page"
        case .md: "Markdown"
        case .txt: "plain text"
        case .json: "JSON Feed"
        case .atom: "Atom"
        case .eml: "a mail"
        case .epub: "a book for e-readers"
        }
    }

    /// The media type of one that feed readers take; nil for the others.
    var feedType: String? {
        switch self {
        case .json: "application/feed+json"
        case .atom: "application/atom+xml"
        default: nil
        }
    }
}
