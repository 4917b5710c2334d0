import News

/// What an edition is printed as; the raw values are the endings of its files.
package enum EditionForm: String, CaseIterable, Sendable {
    case html, md, txt, json, atom
}

extension Press {
    /// `root` is the way from the page to digests/, as of `html`.
    package func bytes(of edition: Edition, as form: EditionForm, root: String) -> [UInt8] {
        switch form {
        case .html: html(edition, root: root)
        case .md: markdown(edition, root: root)
        case .txt: text(edition)
        case .json: json(edition)
        case .atom: atom(edition)
        }
    }
}
