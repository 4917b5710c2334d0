/// What an edition is printed as; the raw values are the endings of its files.
package enum EditionForm: String, CaseIterable, Sendable {
    case html, md, txt, json, atom, eml, epub

    /// Those that are written unless an edition asks for others.
    package static let standard: [EditionForm] = [.html, .md, .txt, .json, .atom]
}
