import Foundation
import Yams

/// One YAML file while it is read: its nodes with the places they stand at, and the faults found so far.
///
/// Scalars stay the text they are written as. YAML's own guesses (16:30 is a number, `no` is false) are what its users trip over,
/// so what a value may be is decided by the setting that reads it.
struct YAMLDocument {
    let file: String
    private(set) var faults: [Fault] = []
    /// Topics that settings speak of, and where: they are checked when the topics are read.
    var topicsNamed: [(id: String, node: Node)] = []
    /// Editions that others come after, and where they are named.
    var turns: [(edition: String, after: String, node: Node)] = []
    /// What `root` read.
    private var source = ""

    /// What a person writes is far below it; what is larger was not meant to be read by us.
    static let maxBytes = 16 << 20

    init(file: String) { self.file = file }

    mutating func fault(line: Int, column: Int, _ message: String, hint: String? = nil) {
        faults.append(Fault(file: file, line: line, column: column, message: message, hint: hint))
    }

    /// Of the file as a whole, by what `errno` says.
    mutating func faultOfReading() {
        let code = errno
        let message = "cannot be read: \(String(cString: strerror(code)))"
        faults.append(
            Fault(file: file, line: 0, column: 0, message: message, hint: nil, isForbidden: FileFault.isForbidden(code)))
    }

    /// Of another file that this one names.
    mutating func add(_ fault: Fault) { faults.append(fault) }

    mutating func fault(at node: Node, _ message: String, hint: String? = nil) {
        fault(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, message, hint: hint)
    }

    /// Nil when the document is empty, and when it is no YAML: then there is a fault.
    mutating func root(of yaml: String) -> Node? {
        guard yaml.utf8.count <= YAMLDocument.maxBytes else {
            fault(
                line: 0, column: 0, "larger than \(byteSize(YAMLDocument.maxBytes))",
                hint: "split it, or check that it is the right file")
            return nil
        }
        if let alias = YAMLDocument.alias(in: yaml) {
            fault(
                line: alias.line, column: alias.column, "alias \(quoted("*" + alias.name))",
                hint: "anchors and aliases are not read here: write the value out")
            return nil
        }
        source = yaml
        do {
            return try Yams.compose(yaml: yaml, .basic, .default, .utf8)
        } catch let error as YamlError {
            add(error, in: yaml)
        } catch {
            fault(line: 0, column: 0, "not YAML: \(error)")
        }
        return nil
    }

    private mutating func add(_ error: YamlError, in yaml: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            var message = "not YAML: " + (context.map { "\($0.text), " } ?? "") + problem
            var hint: String?
            if problem.contains("cannot start any token") {
                hint = "indent with spaces, not tabs, and put text that begins with a special character in quotes"
            } else if problem.contains("another document") {
                message = "a second document begins here"
                hint = "one file holds one document: take out the ---"
            }
            fault(line: mark.line, column: mark.column, message, hint: hint)
        case .reader(let problem, let offset, _, _):
            let before = yaml.prefix(offset ?? 0)
            let line = before.reduce(1) { $1.isNewline ? $0 + 1 : $0 }
            let column = before.reversed().prefix { !$0.isNewline }.reduce(1) { $0 + $1.unicodeScalars.count }
            fault(line: line, column: column, "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            let again = YAMLDocument.line(of: key, after: context.mark, in: yaml).map { "on line \($0)" } ?? "below"
            fault(
                line: context.mark.line, column: context.mark.column, "duplicate key \(quoted(key))",
                hint: "it stands here and again \(again): keep one")
        default:
            fault(line: 0, column: 0, "not YAML: \(error)")
        }
    }

    /// The line on which a block mapping gives `key` again, in the column of the first.
    private static func line(of key: String, after first: Mark, in yaml: String) -> Int? {
        for (index, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst(first.line) {
            let unquoted = line.dropFirst(first.column - 1).drop { $0 == "\"" || $0 == "'" }
            if unquoted.hasPrefix(key), line.prefix(first.column - 1).allSatisfy({ $0 == " " || $0 == "-" }),
                unquoted.dropFirst(key.count).first.map({ ":\"' ".contains($0) }) == true
            {
                return index + 1
            }
        }
        return nil
    }

    /// The first `*name` for which there is an `&name`. Found before parsing: a few nested aliases stand for more nodes than
    /// there is memory, and the parser visits all of them to compare keys. What only looks like both (in comments, in text)
    /// is found too; that is rare, and the message says what to change.
    private static func alias(in yaml: String) -> (name: String, line: Int, column: Int)? {
        var anchors: Set<Substring> = []
        var aliases: [Substring] = []
        let utf8 = yaml.utf8
        var last: UInt8 = 0x20
        var at = utf8.startIndex
        while at < utf8.endIndex {
            let byte = utf8[at]
            let next = utf8.index(after: at)
            // After a letter or digit it is inside a word, as in R&D.
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), !isAnchorCharacter(last) {
                let name = yaml[next...].prefix { $0.utf8.allSatisfy(isAnchorCharacter) }
                if !name.isEmpty {
                    if byte == UInt8(ascii: "&") { anchors.insert(name) } else { aliases.append(name) }
                }
            }
            last = byte
            at = next
        }
        guard let alias = aliases.first(where: anchors.contains) else { return nil }
        let before = yaml[..<alias.startIndex].dropLast()
        let line = before.utf8.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        return (String(alias), line, before.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1)
    }

    /// libyaml's: letters, digits, `_`, `-`.
    private static func isAnchorCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension YAMLDocument {
    func place(of node: Node) -> Fault.Place { Fault.Place(node: node) }

    /// The place of one of the parts between the commas of a scalar: looked for only when there is something to say about it.
    func resolved(_ place: Fault.Place) -> Fault.Place {
        guard let part = place.part, place.line > 0 else { return place }
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        var (number, commas, column) = (place.line - 1, 0, place.column - 1)
        var wantsWord = true
        while number < lines.count {
            let line = Array(lines[number].unicodeScalars)
            // A block's text begins on the line after its sign.
            if number == place.line - 1, column < line.count, line[column] == ">" || line[column] == "|" { column = line.count }
            while column < line.count {
                if line[column] == "," {
                    commas += 1
                    wantsWord = true
                } else if commas == part, wantsWord, line[column] != " ", line[column] != "\t" {
                    return Fault.Place(line: number + 1, column: column + 1)
                }
                column += 1
            }
            (number, column) = (number + 1, 0)
        }
        return place
    }

    /// The entries of a mapping in their order. Nil, with a fault, when it is none.
    mutating func entries(of node: Node, _ what: String) -> [(key: String, keyNode: Node, value: Node)]? {
        guard let mapping = node.mapping else {
            fault(at: node, "\(what): \(kind(of: node)) where keys and values belong", hint: "write `key: value` lines below it")
            return nil
        }
        var entries: [(key: String, keyNode: Node, value: Node)] = []
        for (key, value) in mapping {
            if let text = key.scalar?.string {
                entries.append((text, key, value))
            } else {
                fault(at: key, "\(what): \(kind(of: key)) where a key belongs")
            }
        }
        return entries
    }

    /// The values of a mapping by key; those of unknown keys are left out, with a fault each. Nil, with a fault, when it is no mapping.
    mutating func values(of node: Node, _ what: String, keys: [String]) -> [String: Node]? {
        guard let entries = entries(of: node, what) else { return nil }
        var values: [String: Node] = [:]
        for (key, keyNode, value) in entries {
            guard keys.contains(key) else {
                let hint = hint(for: key, among: keys) ?? "known here: \(keys.joined(separator: ", "))"
                fault(at: keyNode, "unknown key \(quoted(key))", hint: hint)
                continue
            }
            values[key] = value
        }
        return values
    }

    /// Nil, with a fault, when it is no sequence.
    mutating func list(_ node: Node, _ what: String) -> [Node]? {
        if let sequence = node.sequence { return Array(sequence) }
        fault(at: node, "\(what): \(kind(of: node)) where a list belongs", hint: "begin each entry with `- `")
        return nil
    }

    /// A scalar as it is written. Nil, with a fault, when it is none or empty.
    mutating func text(_ node: Node, _ what: @autoclosure () -> String) -> String? {
        guard let scalar = node.scalar else {
            fault(at: node, "\(what()): \(kind(of: node)) where a single value belongs")
            return nil
        }
        guard !scalar.string.isEmpty, !(scalar.style == .plain && ["~", "null"].contains(scalar.string)) else {
            fault(at: node, "\(what()) has no value", hint: "give one, or take the line out")
            return nil
        }
        return scalar.string
    }

    /// Text for people to read: one line of at most `limit` characters. Nil, with a fault, when it is not.
    mutating func line(_ node: Node, _ what: String, limit: Int) -> String? {
        guard let text = text(node, what) else { return nil }
        guard
            !text.unicodeScalars.contains(where: {
                $0.properties.generalCategory == .control || $0 == "\u{2028}" || $0 == "\u{2029}"
            })
        else {
            fault(at: node, "\(what) \(quoted(text)): line break or control character", hint: "write it on one line")
            return nil
        }
        guard text.count <= limit else {
            fault(at: node, "\(what) \(quoted(text)): longer than \(limit) characters")
            return nil
        }
        return text
    }

    /// A name of [a-z0-9-]+. False, with a fault, when it is not.
    mutating func isName(_ name: String, at node: Node, _ what: String, limit: Int) -> Bool {
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.isLowerLetterOrDigit || $0 == UInt8(ascii: "-") }) else {
            fault(at: node, "\(what) \(quoted(name))", hint: "use lower-case letters a-z, digits and hyphens only")
            return false
        }
        guard name.utf8.count <= limit else {
            fault(at: node, "\(what) \(quoted(name)): longer than \(limit) characters")
            return false
        }
        return true
    }

    /// A whole number. Nil, with a fault, when it is none or outside `range`. `what` is made only for a fault: there are thousands
    /// of weights.
    mutating func integer(_ node: Node, _ what: @autoclosure () -> String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, what()) else { return nil }
        guard let number = Int(text) else {
            let isNumber = text.utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            let message = isNumber ? "out of range" : "not a whole number"
            fault(at: node, "\(what()): \(quoted(text)) is \(message)", hint: "from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        guard range.contains(number) else {
            fault(at: node, "\(what()): \(number) is out of range", hint: "from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// `64MiB`, `16 KiB`, `512B`: bytes. Nil, with a fault, when it is none or outside `range`.
    mutating func size(_ node: Node, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, what) else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        let bounds = "from \(byteSize(range.lowerBound)) to \(byteSize(range.upperBound))"
        guard let number = Int(digits), let factor = byteUnits.first(where: { $0.name == unit })?.bytes else {
            let nearest = byteUnits.first { $0.name.lowercased().first == unit.lowercased().first }?.name ?? "MiB"
            let hint =
                digits.isEmpty || unit.count > 3 ? "write it as 64MiB or 16KiB, \(bounds)" : "did you mean \(digits)\(nearest)?"
            fault(at: node, "\(what): \(quoted(text)) is not a size", hint: hint)
            return nil
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, range.contains(bytes) else {
            fault(at: node, "\(what): \(quoted(text)) is out of range", hint: bounds)
            return nil
        }
        return bytes
    }

    /// Nil when nothing is near. A search for each of thousands of faults would take long and help nobody: the first hundred get one.
    func hint(for word: String, among candidates: some Sequence<String>) -> String? {
        faults.count > 100 ? nil : nearest(to: word, among: candidates).map { "did you mean \(quoted($0))?" }
    }

    private func kind(of node: Node) -> String {
        switch node {
        case .mapping: "keys and values"
        case .sequence: "a list"
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the text \(quoted(scalar.string))"
        case .alias: "an alias"
        }
    }
}

extension UInt8 {
    fileprivate var isLowerLetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}

private let byteUnits: [(name: String, bytes: Int)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)]

/// `bytes` in the largest unit that has it whole, as `YAMLDocument.size` reads it: `64MiB`.
func byteSize(_ bytes: Int) -> String {
    let unit = byteUnits.first { bytes >= $0.bytes && bytes % $0.bytes == 0 } ?? ("B", 1)
    return "\(bytes / unit.bytes)\(unit.name)"
}

/// Text from a file as a message shows it: in quotes, cut, with nothing in it that moves a cursor.
package func quoted(_ text: String) -> String {
    let shown = text.prefix(60)
    return "\""
        + JournalLog.visible(String(shown))
        + (shown.endIndex < text.endIndex ? "...\"" : "\"")
}
