/// What a source, category, address or author is compared with: a plain text (all of it, whatever the case; `*` stands for anything)
/// or, between slashes, a regular expression that is found anywhere in it.
///
/// Expressions are those a finite automaton can run without trying anything twice: letters, `.`, `[a-z]`, `\d \w \s \b`-free classes,
/// groups, `|`, `* + ?`, `{2,4}`, `^ $`. Backreferences, looking around and possessive or atomic groups need backtracking and are
/// refused. Thompson, "Regular expression search algorithm" (1968): all states at once, so time is text times pattern, never more.
package struct Pattern: Hashable, Sendable {
    /// As it is written.
    package let written: String
    private let steps: [Step]

    package struct Fault: Error, Hashable, Sendable {
        package let message: String
    }

    /// What a state waits for, and where it leads.
    private enum Step: Hashable, Sendable {
        case scalar(ScalarSet)
        case either(Int, Int)
        case start, end
        case match
    }

    /// Ranges of scalars, or all that are in none of them. Compared in lower case.
    fileprivate struct ScalarSet: Hashable, Sendable {
        var ranges: [ClosedRange<UInt32>] = []
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
    }

    fileprivate static let mostSteps = 2000

    package init(_ written: String) throws(Fault) {
        self.written = written
        var parser: Parser
        let tree: Tree
        if written.count >= 2, written.hasPrefix("/"), written.hasSuffix("/") {
            parser = Parser(String(written.dropFirst().dropLast()))
            tree = try parser.expression()
            if let left = parser.peek { throw Fault(message: "unexpected \"\(left)\"") }
        } else {
            guard !written.isEmpty else { throw Fault(message: "it is empty") }
            var parts: [Tree] = [.start]
            for scalar in Pattern.lowered(written) {
                parts.append(
                    scalar == "*" ? .repeated(.set(.anything), 0, nil) : .set(.init(ranges: [scalar.value...scalar.value])))
            }
            tree = .sequence(parts + [.end])
        }
        var steps: [Step] = []
        try Pattern.write(tree, to: &steps)
        steps.append(.match)
        self.steps = steps
    }

    /// Whether it stands in `text`. Time is at most its length times the pattern's.
    package func matches(_ text: String) -> Bool {
        let scalars = Pattern.lowered(text)
        var states: [Int] = []
        var marks = [Int](repeating: -1, count: steps.count)
        for at in 0...scalars.count {
            // It may begin anywhere.
            if add(0, to: &states, &marks, at: at, of: scalars.count) { return true }
            guard at < scalars.count else { break }
            var next: [Int] = []
            for state in states {
                guard case .scalar(let set) = steps[state], set.contains(scalars[at].value) else { continue }
                if add(state + 1, to: &next, &marks, at: at + 1, of: scalars.count) { return true }
            }
            states = next
        }
        return false
    }

    /// Adds a state and all that it leads to without reading; true when one of them is the end of the pattern.
    private func add(_ state: Int, to states: inout [Int], _ marks: inout [Int], at place: Int, of count: Int) -> Bool {
        var waiting = [state]
        while let state = waiting.popLast() {
            if marks[state] == place { continue }
            marks[state] = place
            switch steps[state] {
            case .match: return true
            case .scalar: states.append(state)
            case .either(let a, let b): waiting += [a, b]
            case .start: if place == 0 { waiting.append(state + 1) }
            case .end: if place == count { waiting.append(state + 1) }
            }
        }
        return false
    }

    private static func lowered(_ text: String) -> [Unicode.Scalar] { Array(text.lowercased().unicodeScalars) }
}

// MARK: - Reading and writing expressions

extension Pattern {
    fileprivate indirect enum Tree {
        case set(ScalarSet)
        case start, end
        case sequence([Tree])
        case choice([Tree])
        /// At least, at most; nil for any number.
        case repeated(Tree, Int, Int?)
    }

    private static func write(_ tree: Tree, to steps: inout [Step]) throws(Fault) {
        guard steps.count < mostSteps else { throw Fault(message: "it is too long") }
        switch tree {
        case .set(let set): steps.append(.scalar(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .sequence(let parts): for part in parts { try write(part, to: &steps) }
        case .choice(let parts):
            var exits: [Int] = []
            for part in parts.dropLast() {
                let fork = steps.count
                steps.append(.match)
                try write(part, to: &steps)
                exits.append(steps.count)
                steps.append(.match)
                steps[fork] = .either(fork + 1, steps.count)
            }
            if let last = parts.last { try write(last, to: &steps) }
            for exit in exits { steps[exit] = .either(steps.count, steps.count) }
        case .repeated(let part, let least, let most):
            for _ in 0..<least { try write(part, to: &steps) }
            if let most {
                var forks: [Int] = []
                for _ in least..<most {
                    forks.append(steps.count)
                    steps.append(.match)
                    try write(part, to: &steps)
                }
                for fork in forks { steps[fork] = .either(fork + 1, steps.count) }
            } else {
                let fork = steps.count
                steps.append(.match)
                try write(part, to: &steps)
                steps.append(.either(fork, fork))
                steps[fork] = .either(fork + 1, steps.count)
            }
        }
    }

    fileprivate struct Parser {
        private let scalars: [Unicode.Scalar]
        private var at = 0
        private var depth = 0

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

        private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            if peek != scalar { return false }
            at += 1
            return true
        }

        mutating func expression() throws(Fault) -> Tree {
            depth += 1
            defer { depth -= 1 }
            if depth > 20 { throw Fault(message: "groups within groups, more than 20 deep") }
            var choices: [Tree] = []
            repeat {
                var parts: [Tree] = []
                while let next = peek, next != "|", next != ")" { parts.append(try repetition(of: atom())) }
                choices.append(.sequence(parts))
            } while take("|")
            return choices.count == 1 ? choices[0] : .choice(choices)
        }

        private mutating func repetition(of atom: Tree) throws(Fault) -> Tree {
            var tree = atom
            if take("*") {
                tree = .repeated(atom, 0, nil)
            } else if take("+") {
                tree = .repeated(atom, 1, nil)
            } else if take("?") {
                tree = .repeated(atom, 0, 1)
            } else if take("{") {
                let least = number() ?? 0
                let most = take(",") ? number() : least
                guard take("}") else { throw Fault(message: "a { without its }") }
                guard least <= 100, most ?? 0 <= 100, most.map({ $0 >= least }) ?? true else {
                    throw Fault(message: "a repetition beyond 100, or from more to less")
                }
                tree = .repeated(atom, least, most)
            } else {
                return tree
            }
            if peek == "+" { throw Fault(message: "possessive repetition needs backtracking") }
            // How much is taken makes no difference to whether it is there.
            _ = take("?")
            if let next = peek, next == "*" || next == "+" || next == "{" {
                throw Fault(message: "repetition of a repetition")
            }
            return tree
        }

        private mutating func number() -> Int? {
            var number: Int?
            while let digit = peek, digit.value &- 48 < 10, (number ?? 0) < 1000 {
                number = (number ?? 0) * 10 + Int(digit.value - 48)
                at += 1
            }
            return number
        }

        private mutating func atom() throws(Fault) -> Tree {
            let scalar = scalars[at]
            at += 1
            switch scalar {
            case "^": return .start
            case "$": return .end
            case ".": return .set(.anything)
            case "(":
                if take("?"), !take(":") { throw Fault(message: "looking around and named or atomic groups need backtracking") }
                let inner = try expression()
                guard take(")") else { throw Fault(message: "a ( without its )") }
                return inner
            case "[": return .set(try scalarClass())
            case "\\": return .set(try escaped())
            case "*", "+", "?", "{": throw Fault(message: "\"\(scalar)\" with nothing to repeat")
            default: return .set(Parser.one(scalar))
            }
        }

        private static func one(_ scalar: Unicode.Scalar) -> ScalarSet {
            let lower = String(scalar).lowercased().unicodeScalars.first ?? scalar
            return ScalarSet(ranges: [lower.value...lower.value])
        }

        private mutating func escaped() throws(Fault) -> ScalarSet {
            guard let scalar = peek else { throw Fault(message: "a \\ at its end") }
            at += 1
            switch scalar {
            case "d": return ScalarSet(ranges: [48...57])
            case "w": return ScalarSet(ranges: [48...57, 95...95, 97...122, 0xC0...0x10FFFF])
            case "s": return ScalarSet(ranges: [9...13, 32...32, 0xA0...0xA0])
            case "D", "W", "S":
                at -= 1
                throw Fault(message: "\\\(scalar) is not known here; write [^...]")
            case "1"..."9", "k": throw Fault(message: "a reference to a group needs backtracking")
            case "b", "B", "A", "Z", "z", "G": throw Fault(message: "\\\(scalar) is not known here")
            default: return Parser.one(scalar)
            }
        }

        private mutating func scalarClass() throws(Fault) -> ScalarSet {
            var set = ScalarSet()
            set.isNegated = take("^")
            repeat {
                guard let scalar = peek else { throw Fault(message: "a [ without its ]") }
                at += 1
                if scalar == "\\" {
                    set.ranges += try escaped().ranges
                } else if peek == "-", at + 1 < scalars.count, scalars[at + 1] != "]" {
                    let (low, high) = (Parser.one(scalar), Parser.one(scalars[at + 1]))
                    guard low.ranges[0].lowerBound <= high.ranges[0].lowerBound else {
                        throw Fault(message: "a range from high to low")
                    }
                    set.ranges.append(low.ranges[0].lowerBound...high.ranges[0].lowerBound)
                    at += 2
                } else {
                    set.ranges += Parser.one(scalar).ranges
                }
            } while peek != "]"
            at += 1
            return set
        }
    }
}

extension Pattern.ScalarSet {
    fileprivate static let anything = Pattern.ScalarSet(isNegated: true)
}
