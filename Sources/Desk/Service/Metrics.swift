import Archive
import FeedReader
import FoundationEssentials
import Newsroom
import Press

/// What a running desk says of itself to Prometheus: a file in its text format (prometheus.io/docs/instrumenting/exposition_formats),
/// for the textfile collector of its node exporter. Names and units by prometheus.io/docs/practices/naming.
struct Metrics {
    private(set) var text = ""

    static let name = "wiredesk.prom"
    /// They are written no more often, but once a minute also when nothing has happened: that the desk is at work is news too.
    static let leastSeconds = 15.0

    enum Kind: String { case gauge, counter }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]) {
        if samples.isEmpty { return }
        text += "# HELP wiredesk_\(name) \(help)\n# TYPE wiredesk_\(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.0)=\"\(Metrics.escaped($0.1))\"" }.joined(separator: ",")
            text += "wiredesk_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Metrics.number(sample.value))\n"
        }
    }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        add(name, kind, help, [(labels: [], value: value)])
    }

    /// Within a label's quotation marks.
    private static func escaped(_ text: String) -> String {
        JournalLog.visible(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}

/// What the counters do not know by themselves, and asking for it costs a look at the archive: once an hour.
struct SilentSources {
    private(set) var names: [String] = []
    private(set) var lookedAt: Date?

    private static let everySeconds = 3600.0
    private static let days = 30.0

    /// Those of the archive that are silent at `now`, by name.
    static func all(in archive: Archive, at now: Date) throws(ArchiveError) -> [SourceRhythm] {
        try archive.rhythms(since: now.addingTimeInterval(-days * 86_400)).filter { $0.isSilent(at: now) }
    }

    mutating func look(at archive: Archive, now: Date) {
        if let lookedAt, now.timeIntervalSince(lookedAt) < SilentSources.everySeconds, now >= lookedAt { return }
        // What cannot be told now is told in an hour; that the archive cannot be read shows elsewhere.
        guard let silent = try? SilentSources.all(in: archive, at: now) else { return }
        lookedAt = now
        names = silent.map(\.name)
    }
}

extension Daemon {
    /// Writes the metrics, when they are due. They are a convenience: a full disk shows in the log.
    func writeMetrics() {
        let now = Date()
        if let last = metricsWritten, now >= last, now.timeIntervalSince(last) < Metrics.leastSeconds { return }
        silentSources.look(at: desk.archive, now: now)
        metricsWritten = now
        _ = try? Files.replace(desk.folders.metricsPath, with: Array(metrics(at: now).text.utf8), durably: false)
    }

    private func metrics(at now: Date) -> Metrics {
        var metrics = Metrics()
        let tally = desk.tally
        metrics.add(
            "build_info", .gauge, "Versions at work, the value is always 1.",
            [
                (
                    [("version", wiredeskVersion), ("libxml2", FeedReader.libraryVersion), ("sqlite", Archive.libraryVersion)],
                    1
                )
            ])
        metrics.add("start_time_seconds", .gauge, "When the desk was started.", started.timeIntervalSince1970)
        metrics.add(
            "last_look_timestamp_seconds", .gauge, "When the inbox was last looked at, a minute ago at most.",
            now.timeIntervalSince1970)
        metrics.add("files_total", .counter, "Files taken in since the start, also those that failed.", Double(tally.files))
        metrics.add(
            "files_failed_total", .counter, "Files that could not be read since the start, by reason.",
            tally.failures.isEmpty
                ? [([("reason", "none")], 0)]
                : tally.failures.sorted { $0.key < $1.key }.map { ([("reason", $0.key)], Double($0.value)) })
        metrics.add(
            "items_total", .counter, "Items in the files taken in since the start.",
            [
                ([("kind", "new")], Double(tally.filed.new)), ([("kind", "repeated")], Double(tally.filed.repeated)),
                ([("kind", "revised")], Double(tally.filed.revised)), ([("kind", "refused")], Double(tally.filed.refused)),
            ])
        metrics.add(
            "inbox_waiting_files", .gauge, "Files that wait in the inbox: they may not be read, or more of them is to come.",
            Double(desk.waiting.count))
        metrics.add("inbox_ready_files", .gauge, "Complete files that are not taken in yet.", Double(remainingFiles))
        metrics.add(
            "inbox_folders", .gauge, "Folders of the inbox that are heard of at once, or listed every ten seconds.",
            [([("how", "watched")], Double(status.watchedFolders)), ([("how", "listed")], Double(desk.unheard.count))])
        metrics.add("fault", .gauge, "1 while the desk cannot work and tries again.", status.fault == nil ? 0 : 1)
        metrics.add("paused", .gauge, "1 while nothing is taken in for want of space.", desk.shortage == nil ? 0 : 1)
        metrics.add(
            "configuration_bad", .gauge, "1 while the settings on disk are bad and the old ones in force.",
            status.configurationFaults.isEmpty ? 0 : 1)
        if let space = Files.space(at: desk.folders.archive) {
            metrics.add("free_bytes", .gauge, "Free on the disk of the archive.", Double(space.free))
            let least = desk.configuration.minFree.map(Int64.init) ?? Space.leastFree(of: space.total)
            metrics.add("min_free_bytes", .gauge, "With less than this nothing is taken in (min_free).", Double(least))
        }
        if let lastPublished {
            metrics.add(
                "live_timestamp_seconds", .gauge, "When the digests were last brought up to date.",
                lastPublished.timeIntervalSince1970)
        }
        let closings = desk.configuration.editions.compactMap { rules -> (labels: [(String, String)], value: Double)? in
            // Left out rather than guessed.
            guard let closing = try? desk.archive.lastClosing(of: rules.name) else { return nil }
            return ([("edition", rules.name)], closing.timeIntervalSince1970)
        }
        metrics.add("edition_closing_timestamp_seconds", .gauge, "When the last edition of the name closed.", closings)
        metrics.add(
            "silent_sources", .gauge, "Sources that have brought nothing new for half as long again as ever before.",
            Double(silentSources.names.count))
        return metrics
    }
}
