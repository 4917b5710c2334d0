import FeedReader
import News
import Newsroom
import Press

extension Configuration {
    /// What is in force, every setting written out, as a wiredesk.yaml that reads back as the same configuration. The topics
    /// are named and counted.
    package func printed() -> String {
        var lines = ["# In force: \(settingsFile.map { "the settings of \(onOneLine($0))" } ?? "the defaults")", ""]
        lines.append(editions.isEmpty ? "editions: {}" : "editions:")
        for edition in editions { lines.append("  \(edition.name): {\(printed(edition))}") }
        lines.append("live: " + (live.map { "{\(printed($0))}" } ?? "off"))
        lines.append("horizon_days: \(horizonDays)")
        for (name, field) in Retention.settings { lines.append("\(name): \(retention[keyPath: field].printed)") }
        if let topicsFile {
            lines.append("topics: \(yamlQuoted(topicsFile))  # \(topics.count) topics")
        } else {
            lines.append("# topics: \(topics.count), those that wiredesk brings")
        }
        let ours = Templates.fileNames.joined(separator: ", ")
        lines.append(
            templatesFolder.map { "templates: \(yamlQuoted($0))" } ?? "# templates: those that wiredesk brings (\(ours))")
        let priorities = priorities.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        lines.append("priorities: {\(priorities.joined(separator: ", "))}")
        let names = names.sorted { $0.key < $1.key }.map { "\(yamlQuoted($0.key)): \(yamlQuoted($0.value))" }
        lines.append("names: {\(names.joined(separator: ", "))}")
        lines.append(url.map { "url: \(yamlQuoted($0))" } ?? "# url: none")
        lines.append("limits:")
        for setting in LimitSetting.all {
            let value = limits[keyPath: setting.field]
            lines.append("  \(setting.name): \(setting.unit == .bytes ? byteSize(value) : String(value))")
        }
        lines.append("min_free: \(minFree.map(byteSize) ?? "auto")")
        lines.append("log: \(logLevel.rawValue)")
        return lines.joined(separator: "\n") + "\n"
    }

    private func printed(_ edition: EditionRules) -> String {
        var parts = ["title: \(yamlQuoted(edition.title))"]
        switch edition.schedule {
        case .daily where edition.isLive: break
        case .daily(let hour, let minute, let days):
            parts.append("at: \"\(twoDigits(hour)):\(twoDigits(minute))\"")
            parts.append("days: [\(days.sorted().map { dayNames[$0 - 1] }.joined(separator: ", "))]")
        case .every(let minutes):
            parts.append("every: \(minutesOrHours(minutes))")
        }
        parts.append("zone: \(edition.zone)")
        parts.append("stories_per_topic: \(edition.storiesPerTopic)")
        parts.append("headlines_per_topic: \(edition.headlinesPerTopic)")
        parts.append("in_short: \(edition.inShort)")
        let choice = edition.choice
        for (name, list) in [
            ("topics", choice.topics), ("without_topics", choice.withoutTopics), ("sources", choice.sources),
            ("without_sources", choice.withoutSources), ("languages", choice.languages),
        ] where !list.isEmpty {
            parts.append("\(name): [\(list.map(yamlQuoted).joined(separator: ", "))]")
        }
        if let minutes = edition.minutes { parts.append("minutes: \(minutes)") }
        parts.append("order: \(edition.order)")
        parts.append("formats: [\(edition.forms.map(\.rawValue).joined(separator: ", "))]")
        parts.append("deep_look: \(edition.isAtLength ? "inline" : "page")")
        if !edition.after.isEmpty { parts.append("after: [\(edition.after.joined(separator: ", "))]") }
        // The live one is always written.
        if !edition.isLive { parts.append("empty: \(edition.writesEmpty ? "write" : "skip")") }
        return parts.joined(separator: ", ")
    }

    private func onOneLine(_ text: String) -> String { String(quoted(text).dropFirst().dropLast()) }

    /// In double quotes, where YAML takes any text.
    private func yamlQuoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
