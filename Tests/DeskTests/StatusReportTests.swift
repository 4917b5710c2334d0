import Foundation
import Testing

@testable import Archive
@testable import Desk

/// What `wiredesk status` tells of a desk that has been at work for a while.
struct StatusReportTests {
    private let desk: TemporaryDesk
    private let last: Date

    /// Twelve files of news, an hour apart, the same feed once more each time, and two files that fail.
    init() throws {
        desk = try TemporaryDesk()
        let first = try moment("2026-11-22T00:00:00Z")
        for hour in 0..<12 {
            try desk.drop("radio/\(hour).xml", rss(("\(hour)", "Headline \(hour) of the radio")))
            try desk.drop("radio/again-\(hour).xml", rss(("0", "Headline 0 of the radio")))
            try desk.once(at: first.addingTimeInterval(Double(hour) * 3600))
        }
        last = first.addingTimeInterval(11 * 3600)
        try desk.drop("courier/a.xml", "no feed")
        try desk.drop("courier/b.xml", "<html><body>a page</body></html>")
        try desk.once(at: last)
    }

    private func report(at moment: Date) throws -> StatusReport { try StatusReport(of: desk.folders, now: moment) }

    @Test func ratesAreOfTheLastHourDayAndWeek() throws {
        let rates = try report(at: last.addingTimeInterval(60)).rates
        #expect(rates.map(\.hours) == [1, 24, 168])
        #expect(rates.map(\.files) == [4, 26, 26])
        #expect(rates.map(\.filesFailed) == [2, 2, 2])
        #expect(rates.map(\.newItems) == [1, 12, 12])
    }

    @Test func failuresAreCountedByReason() throws {
        let report = try report(at: last)
        #expect(report.failures.map { "\($0.files) \($0.code)" } == ["2 not-a-feed"])
        #expect(report.text.contains("  failed      2 files: 2 not-a-feed\n"))
    }

    @Test func failedFilesAreCountedAmongThoseOfTheirSource() throws {
        let report = try report(at: last)
        #expect(report.sources.map { "\($0.name) \($0.files) \($0.filesFailed)" } == ["courier 2 2", "radio 24 0"])
        #expect(report.text.contains("courier: 0 items in 2 files (2 failed), last 2026-11-22T11:00:00Z\n"))
        #expect(report.text.contains("radio: 12 items in 24 files, last "))
    }

    @Test func eachFolderIsListedWithHowItIsHeardOf() throws {
        var status = DeskStatus(
            process: getpid(), since: "2026-11-22T11:00:00Z", filesSinceStart: 0, itemsSinceStart: 0, watchedFolders: 3,
            waiting: [], fault: nil, configurationFaults: [])
        status.folders = [
            .init(folder: "", way: .inotify, everySeconds: 60, why: nil),
            .init(folder: "bbc", way: .inotify, everySeconds: 60, why: nil),
            .init(folder: "nas", way: .listing, everySeconds: 10, why: "NFS does not tell of changes"),
        ]
        try status.write(to: desk.folders)
        let open = try desk.open()
        try withExtendedLifetime(open) {
            let report = try report(at: last)
            #expect(report.folders == status.folders)
            #expect(
                report.text.contains(
                    """
                      watched     3 folders, by inotify, and listed every 60 s
                      listed      inbox/nas, every 10 s: NFS does not tell of changes
                                  inbox: inotify
                                  inbox/bbc: inotify

                    """))
        }
    }

    @Test func aSourceThatStillSendsButHasNothingNewFallsSilent() throws {
        #expect(try report(at: last.addingTimeInterval(5400)).silentSources.isEmpty)
        try desk.drop("radio/again.xml", rss(("0", "Headline 0 of the radio")))
        try desk.once(at: last.addingTimeInterval(5400))
        let silent = try report(at: last.addingTimeInterval(5401)).silentSources
        #expect(silent.map(\.name) == ["radio"])
        #expect(silent.first?.longestGapSeconds == 3600)
        #expect(
            try report(at: last.addingTimeInterval(5401)).text.contains("silent: radio, no news since 2026-11-22T11:00:00Z"))
    }

    @Test func versionsAndTheFormOfTheArchiveAreSaid() throws {
        let report = try report(at: last)
        #expect(report.version == wiredeskVersion && report.archiveSchema?.first == "v1")
        #expect(report.text.contains("  versions    wiredesk \(wiredeskVersion), libxml2 "))
    }
}
