import Crypto
import Foundation
import Mustache

/// What pages and Atom feeds are made by: Mustache templates for what stands in their bodies, and one style sheet. Everything in `{{ }}` is escaped
/// by `HTMLWriter`.
///
/// Two are equal when their files are.
package struct Templates: Hashable, Sendable {
    /// The templates, by what they make.
    enum Name: String, CaseIterable {
        case edition, front, story, page, atom

        var file: String { "\(rawValue).mustache" }
    }

    static let styleFile = "style.css"
    /// The names of the files there are.
    package static var fileNames: [String] { Name.allCases.map(\.file) + [styleFile] }

    /// By the files' names.
    private let texts: [String: String]
    private let parsed: [Name: MustacheTemplate]
    let style: String
    /// What the pages' Content-Security-Policy allows: this style and nothing else (CSP Level 3, 2.3.1).
    let styleSource: String
    /// The values that each speaks of.
    private let named: [Name: Set<String>]

    /// Of files that are known to be good: those that wiredesk brings.
    /// - `file`: answers the text of each of `fileNames`.
    package init(known file: (String) -> String?) {
        let texts = Dictionary(
            Self.fileNames.map { name in
                guard let text = file(name) else { preconditionFailure("no \(name)") }
                return (name, text)
            }, uniquingKeysWith: { first, _ in first })
        do throws(TemplateFaults) {
            try self.init(texts)
        } catch {
            preconditionFailure("a broken template of our own: \(error.faults)")
        }
    }

    /// These, with other files in place of some. Throws all that is wrong with them.
    /// - `files`: by name; what is none of `fileNames` is not looked at.
    package func replacing(_ files: [String: String]) throws(TemplateFaults) -> Templates {
        var faults: [TemplateFault] = []
        for name in Name.allCases { faults += files[name.file].map { TemplateCheck.faults(in: $0, of: name) } ?? [] }
        if let style = files[Self.styleFile] { faults += StyleCheck.faults(in: style) }
        if !faults.isEmpty { throw TemplateFaults(faults: faults) }
        return try Templates(texts.merging(files.filter { texts[$0.key] != nil }) { $1 })
    }

    private init(_ texts: [String: String]) throws(TemplateFaults) {
        var parsed: [Name: MustacheTemplate] = [:]
        var faults: [TemplateFault] = []
        for name in Name.allCases {
            do {
                parsed[name] = try Escaping.template(texts[name.file] ?? "")
            } catch let error as MustacheTemplate.ParserError {
                faults.append(TemplateFault(error, in: name.file))
            } catch {
                faults.append(TemplateFault(file: name.file, line: 0, column: 0, message: "\(error)", hint: nil))
            }
        }
        if !faults.isEmpty { throw TemplateFaults(faults: faults) }
        self.texts = texts
        self.parsed = parsed
        style = texts[Self.styleFile] ?? ""
        styleSource = "sha256-" + Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        let named = Name.allCases.map { ($0, TemplateCheck.names(in: texts[$0.file] ?? "", of: $0)) }
        self.named = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a template speaks of a value: what none asks for need not be made.
    func names(_ value: String, in name: Name) -> Bool { named[name]?.contains(value) ?? false }

    /// The body of a page, with these values.
    func body(_ name: Name, _ values: [String: Any]) -> String { parsed[name]?.render(values) ?? "" }

    package static func == (a: Templates, b: Templates) -> Bool { a.texts == b.texts }
    package func hash(into hasher: inout Hasher) { hasher.combine(texts) }
}

/// The engine's own HTML escaping goes by grapheme: a quotation mark with a combining mark after it passes through and ends an
/// attribute. Each template therefore begins with the name of ours.
private struct Escaping: MustacheContentType {
    private static let name = "WIREDESK-HTML"
    private static let isRegistered: Bool = {
        MustacheContentTypes.register(Escaping(), named: name)
        return true
    }()

    func escapeText(_ text: String) -> String { HTMLWriter.escaped(text) }

    static func template(_ text: String) throws -> MustacheTemplate {
        precondition(isRegistered)
        return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(name)}}\n" + text)
    }
}

/// All that is wrong with templates; never empty.
package struct TemplateFaults: Error {
    package let faults: [TemplateFault]
}

/// One thing that is wrong, where, and what to do about it.
package struct TemplateFault: Hashable, Sendable {
    /// Its name in its folder.
    package let file: String
    /// From 1; 0 for the file as a whole. Columns in Unicode scalars.
    package let line: Int, column: Int
    package let message: String
    /// What to write instead. Nil when the message says it.
    package let hint: String?
}

extension TemplateFault {
    fileprivate init(_ error: MustacheTemplate.ParserError, in file: String) {
        let message: String
        switch error.error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: message = "this ends another section than the one that is open"
        case .unfinishedName: message = "a tag without its end"
        case .expectedSectionEnd: message = "a section without its end"
        default: message = "no Mustache: \(error.error)"
        }
        // A line of ours stands before the first.
        self.init(
            file: file, line: error.context.lineNumber - 1, column: error.context.columnNumber + 1, message: message,
            hint: "write {{#name}} ... {{/name}}, one within the other")
    }
}
