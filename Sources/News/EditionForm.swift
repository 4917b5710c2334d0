/// What an edition is printed as; the raw values are the endings of its files.
package enum EditionForm: String, CaseIterable, Sendable {
    case html, md, txt, json, atom, eml, epub

    /// Those that are written unless an edition asks for others.
    package static let standard: [EditionForm] = [.html, .md, .txt, .json, .atom]
}

extension [EditionForm] {
    /// In the order to write them: where the page is, all of the others are.
    package var pageLast: [EditionForm] { filter { $0 != .html } + filter { $0 == .html } }
}
