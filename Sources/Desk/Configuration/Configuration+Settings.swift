import FeedReader
import Foundation
import Logging
import Newsroom
import Yams

extension Configuration {
    /// The settings of wiredesk.yaml over the defaults; what is wrong keeps its default and leaves a fault in `document`.
    /// `topicsFile` and `templatesFolder` are the settings as they are written.
    init(reading yaml: String, into document: inout YAMLDocument) {
        self.init()
        guard let root = document.root(of: yaml) else { return }
        let keys =
            ["editions", "live", "horizon_days"] + Retention.names + [
                "topics", "priorities", "names", "url", "templates", "limits", "min_free", "log",
            ]
        guard let values = document.values(of: root, "wiredesk.yaml", keys: keys) else { return }

        if let node = values["editions"] { editions = document.editions(node) }
        if let node = values["live"] { live = document.live(node) }
        if let node = values["horizon_days"] { horizonDays = document.integer(node, "horizon_days", in: 1...90) ?? horizonDays }
        retention = Retention(values, horizonDays: horizonDays, into: &document)
        if let node = values["topics"] { topicsFile = document.line(node, "topics", limit: 4096) }
        if let node = values["priorities"] { priorities = document.priorities(node) }
        if let node = values["names"] { names = document.names(node) }
        if let node = values["url"] { url = document.url(node) }
        if let node = values["templates"] { templatesFolder = document.line(node, "templates", limit: 4096) }
        if let node = values["limits"] { limits = document.limits(node) }
        if let node = values["min_free"] { minFree = document.minFree(node) }
        if let node = values["log"] { logLevel = document.level(node) ?? logLevel }
    }
}

extension YAMLDocument {
    fileprivate mutating func editions(_ node: Node) -> [EditionRules] {
        if let scalar = node.scalar, scalar.string.isEmpty {
            fault(at: node, "editions has no value", hint: "write {} for none")
            return []
        }
        guard let entries = entries(of: node, "editions") else { return [] }
        if entries.count > 100 { fault(at: entries[100].keyNode, "more than 100 editions") }
        let editions = entries.compactMap { name, keyNode, value -> EditionRules? in
            let reserved = ["live", "latest", "index"].contains(name)
            if reserved {
                let hint = name == "live" ? "the live edition has its own setting, `live:`" : "take another name"
                fault(at: keyNode, "edition \(quoted(name)): the name is taken", hint: hint)
            }
            let named = isName(name, at: keyNode, "edition", limit: 32)
            let rules = edition(value, name: name)
            return named && !reserved ? rules : nil
        }
        checkTurns(of: editions, named: entries.map(\.key))
        return editions
    }

    private mutating func edition(_ node: Node, name: String) -> EditionRules? {
        let keys = ["title", "at", "every", "zone", "days", "after", "empty"] + YAMLDocument.tellingKeys
        guard let values = values(of: node, "edition \(quoted(name))", keys: keys) else { return nil }
        let schedule = schedule(values, of: node, name: name)
        // Where that is wrong the other settings are checked all the same: every fault is told at once.
        let standard = EditionRules(
            name: name, title: title(of: name), zone: "UTC", schedule: schedule ?? .every(minutes: 1440),
            storiesPerTopic: Configuration.standardStoriesPerTopic, inShort: Configuration.standardInShort)
        var rules = rules(values, over: standard)
        if let node = values["after"] {
            rules.after = texts(node, "after").map { other, node in
                turns.append((name, other, node))
                return other
            }
        }
        if let node = values["empty"] { rules.writesEmpty = oneOf(["skip", "write"], node, "empty") == "write" }
        return schedule == nil ? nil : rules
    }

    /// `morning` is titled Morning Edition.
    private func title(of name: String) -> String {
        name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ") + " Edition"
    }

    fileprivate mutating func live(_ node: Node) -> EditionRules? {
        guard let standard = Configuration().live else { return nil }
        if let scalar = node.scalar {
            if scalar.string == "off" { return nil }
            fault(at: node, "live: \(quoted(scalar.string))", hint: "write off, or its settings: {zone: UTC}")
            return nil
        }
        let keys = ["title", "zone"] + YAMLDocument.tellingKeys
        return values(of: node, "live", keys: keys).map { rules($0, over: standard) }
    }

    private mutating func rules(_ values: [String: Node], over standard: EditionRules) -> EditionRules {
        var rules = EditionRules(
            name: standard.name,
            title: values["title"].flatMap { line($0, "title", limit: 100) } ?? standard.title,
            zone: values["zone"].flatMap { zone($0) } ?? standard.zone,
            schedule: standard.schedule,
            storiesPerTopic: standard.storiesPerTopic, headlinesPerTopic: standard.headlinesPerTopic, inShort: standard.inShort)
        tell(values, &rules)
        return rules
    }

    private mutating func zone(_ node: Node) -> String? {
        guard let name = text(node, "zone") else { return nil }
        // TimeZone also takes offsets such as GMT+3: they know no change of clocks, and the tz database has no such names.
        guard !name.contains("+"), TimeZone(identifier: name) != nil else {
            fault(
                at: node, "unknown time zone \(quoted(name))",
                hint: hint(for: name, among: TimeZone.knownTimeZoneIdentifiers)
                    ?? "use a name of the tz database, such as Europe/Berlin or UTC")
            return nil
        }
        return name
    }

    fileprivate mutating func minFree(_ node: Node) -> Int? {
        node.scalar?.string == "auto" ? nil : size(node, "min_free", in: 0...1 << 50)
    }

    fileprivate mutating func level(_ node: Node) -> Logger.Level? {
        oneOf(Logger.Level.allCases.map(\.rawValue), node, "log", unknown: "log: unknown level").flatMap {
            Logger.Level(rawValue: $0)
        }
    }
}

// MARK: Schedules

extension YAMLDocument {
    private mutating func schedule(_ values: [String: Node], of node: Node, name: String) -> Schedule? {
        switch (values["at"], values["every"]) {
        case (let at?, nil):
            let time = time(at)
            let days = values["days"].map { self.days($0) } ?? Set(1...7)
            guard let time, let days else { return nil }
            return .daily(hour: time.hour, minute: time.minute, days: days)
        case (nil, let every?):
            if let days = values["days"] { fault(at: days, "days goes with at, not with every", hint: "take one of them out") }
            return interval(every).map { .every(minutes: $0) }
        case (_?, let every?):
            fault(at: every, "edition \(quoted(name)) has both at and every", hint: "take one of them out")
        case (nil, nil):
            fault(
                at: node, "edition \(quoted(name)) never closes",
                hint: "give it a time, at: \"06:30\", or an interval, every: 10m")
        }
        return nil
    }

    private mutating func time(_ node: Node) -> (hour: Int, minute: Int)? {
        guard let text = text(node, "at") else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if text.utf8.count == 5, parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isWholeNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        {
            return (hour, minute)
        }
        // 6:30, 6.30, 0630, 24:00, 6:30 p.m., 6pm and 18h have one likely meaning each.
        let numbers = text.split { !$0.isASCII || !$0.isNumber }
        let letters = text.lowercased().filter(\.isLetter)
        var digits = numbers.compactMap { Int($0) }
        if digits.count == 1, numbers[0].utf8.count >= 3 {
            digits = [digits[0] / 100, digits[0] % 100]
        } else if digits.count == 1, !letters.isEmpty {
            digits.append(0)
        }
        if letters == "pm", digits.count == 2, digits[0] < 12 { digits[0] += 12 }
        if letters == "am", digits.count == 2, digits[0] == 12 { digits[0] = 0 }
        var hint = "write hours and minutes, 00:00 to 23:59"
        if digits.count == 2, (0...24).contains(digits[0]), (0..<60).contains(digits[1]),
            digits != [24, digits[1]] || digits[1] == 0
        {
            hint = "did you mean \"\(twoDigits(digits[0] % 24)):\(twoDigits(digits[1]))\"?"
        }
        fault(at: node, "at: \(quoted(text)) is not a time of day", hint: hint)
        return nil
    }

    private mutating func interval(_ node: Node) -> Int? {
        guard let text = text(node, "every") else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), let factor = ["m": 1, "h": 60][text.dropFirst(digits.count)] else {
            let hint = Int(text) == nil ? "write minutes or hours, 10m or 1h" : "did you mean \(text)m?"
            fault(at: node, "every: \(quoted(text)) is not an interval", hint: hint)
            return nil
        }
        let (minutes, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, (1...1440).contains(minutes) else {
            fault(at: node, "every: \(quoted(text)) is out of range", hint: "from 1m to 24h")
            return nil
        }
        guard 1440 % minutes == 0 else {
            let divisors = (1...1440).filter { 1440 % $0 == 0 }
            let below = divisors.last { $0 < minutes } ?? 1
            let above = divisors.first { $0 > minutes } ?? 1440
            fault(
                at: node, "every: \(quoted(text)) does not divide a day",
                hint: "the nearest that do are \(minutesOrHours(below)) and \(minutesOrHours(above))")
            return nil
        }
        return minutes
    }

    private mutating func days(_ node: Node) -> Set<Int>? {
        var days: Set<Int> = []
        let nodes = node.sequence.map(Array.init) ?? [node]
        if nodes.isEmpty { fault(at: node, "days is empty", hint: "name days, mon-fri, or take the line out for every day") }
        for node in nodes {
            guard let text = text(node, "days") else { return nil }
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmingPrefix { $0 == " " } }
                    .map { String($0.reversed().drop { $0 == " " }.reversed()) }
                let numbers = ends.compactMap { end in dayNames.firstIndex(of: end).map { $0 + 1 } }
                guard numbers.count == ends.count, (1...2).contains(ends.count) else {
                    let wrong = ends.first { !dayNames.contains($0) } ?? String(part)
                    let near = ends.count > 2 ? nil : dayNames.first { wrong.lowercased().hasPrefix($0) }
                    fault(
                        at: node, "days: unknown day \(quoted(wrong))",
                        hint: near.map { "did you mean \($0)?" } ?? "write mon, tue ... as a list, or a range such as mon-fri")
                    return nil
                }
                // A range may run over the end of the week: fri-mon.
                var day = numbers[0]
                days.insert(day)
                while day != numbers[numbers.count - 1] {
                    day = day % 7 + 1
                    days.insert(day)
                }
            }
        }
        return days.isEmpty ? nil : days
    }
}

/// By ISO 8601: 1 is Monday.
let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

/// As `every:` is written.
func minutesOrHours(_ minutes: Int) -> String { minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes)m" }

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
