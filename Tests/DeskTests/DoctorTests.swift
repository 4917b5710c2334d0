import Foundation
import Glibc
import Testing

@testable import Archive
@testable import Desk

struct DoctorTests {
    private let desk: TemporaryDesk
    private let noon: Date

    init() throws {
        desk = try TemporaryDesk()
        noon = try moment("2026-11-22T12:00:00Z")
        try desk.drop("radio/a.xml", rss(("a", "Museum finds lost score in its cellar")))
        try desk.once(at: noon)
    }

    private func doctor(at moment: Date? = nil) -> Doctor {
        Doctor(of: desk.folders, now: moment ?? noon) { () throws(ConfigurationFaults) in
            try Configuration.read(yaml: desk.settings, name: "wiredesk.yaml", topics: (desk.topics, "topics.yaml"))
        }
    }

    private func bad(_ doctor: Doctor) -> [String] { doctor.findings.filter { $0.verdict == .bad }.map(\.of) }

    @Test func aDeskThatIsWellIsSaidToBe() {
        let doctor = doctor()
        #expect(bad(doctor) == [])
        #expect(doctor.text.hasSuffix("all is well\n"))
        #expect(doctor.findings.contains { $0.of == "archive" && $0.what.hasPrefix("whole: 1 item") })
    }

    @Test func aFolderThatIsGoneAndOneThatIsAFileAreSaid() throws {
        try FileManager.default.removeItem(atPath: desk.folders.requests.description)
        try FileManager.default.removeItem(atPath: desk.folders.failed.description)
        try Files.write([], to: desk.folders.failed)
        #expect(bad(doctor()).filter { $0 == "folders" }.count == 2)
    }

    @Test(.enabled(if: getuid() == 0, "it takes root to give files away")) func filesThatAreNotTheDesksAreSaidWithWhatToDo()
        throws
    {
        #expect(desk.folders.databasePath.withCString { chown($0, 65534, 65534) } == 0)
        let doctor = doctor()
        #expect(bad(doctor) == ["rights"])
        #expect(doctor.findings.first { $0.verdict == .bad }?.advice?.hasPrefix("chown root: ") == true)
    }

    @Test func onlyWhatTheSystemRefusesMayNotBeRead() throws {
        var status = DeskStatus(
            process: getpid(), since: "2026-11-22T11:00:00Z", filesSinceStart: 0, itemsSinceStart: 0, watchedFolders: 1,
            waiting: [], fault: nil, configurationFaults: [])
        let open = try desk.open()
        func said(waiting: Int, forbidden: Int?) throws -> [String] {
            (status.waitingFiles, status.forbiddenFiles) = (waiting, forbidden)
            try status.write(to: desk.folders)
            return withExtendedLifetime(open) { doctor().findings.filter { $0.of == "service" }.map(\.what) }
        }
        #expect(try said(waiting: 2, forbidden: 0) == ["2 files wait in the inbox"])
        #expect(try said(waiting: 2, forbidden: nil) == ["2 files wait in the inbox"])
        #expect(try said(waiting: 2, forbidden: 2) == ["2 files may not be read and wait in the inbox"])
        #expect(
            try said(waiting: 3, forbidden: 2) == ["2 files may not be read and wait in the inbox", "1 file waits in the inbox"])
    }

    @Test func badSettingsAreSaidWithLineAndColumn() {
        desk.settings = "editions: {}\nhorizont: 3\n"
        let finding = doctor().findings.first { $0.of == "settings" }
        #expect(finding?.verdict == .bad && finding?.what.hasPrefix("wiredesk.yaml:2:1: ") == true)
    }

    @Test func settingsThatMayNotBeReadAreNoneThatAreBad() throws {
        func doctor(_ isForbidden: Bool) -> Doctor {
            let fault = Fault(
                file: "wiredesk.yaml", line: 0, column: 0, message: "cannot be read: why", hint: nil, isForbidden: isForbidden)
            return Doctor(of: desk.folders, now: noon) { () throws(ConfigurationFaults) in throw ConfigurationFaults([fault]) }
        }
        let (forbidden, broken) = (doctor(true), doctor(false))
        #expect(bad(forbidden) == ["settings"] && forbidden.mayNotLook && !broken.mayNotLook)
        #expect(forbidden.findings.first { $0.of == "settings" }?.advice == "run this as root or as the desk's own user")
        let json = try JSONSerialization.jsonObject(with: Data(forbidden.json)) as? [String: Any]
        #expect(json?["mayNotLook"] as? Bool == true)
    }

    @Test(.enabled(if: getuid() != 0, "root may read whatever it is")) func whatMayNotBeReadIsToldAsThat() throws {
        let settings = desk.folders.root.appending(FilePath("wiredesk.yaml"))
        try Files.write(Array("live: off".utf8), to: settings)
        for (path, of, mode) in [(settings, "settings", mode_t(0o644)), (desk.folders.archive, "rights", 0o755)] {
            #expect(path.withCString { chmod($0, 0) } == 0)
            let doctor = Doctor(of: desk.folders, now: noon) { () throws(ConfigurationFaults) in
                try Configuration.load(file: settings.description)
            }
            #expect(bad(doctor).contains(of) && doctor.mayNotLook)
            #expect(path.withCString { chmod($0, mode) } == 0)
        }
    }

    @Test func tooLittleSpaceIsSaidByWhatTheSettingsAskFor() {
        desk.settings = "live: {zone: UTC}\neditions: {}\nmin_free: 1048576GiB\n"
        #expect(bad(doctor()) == ["space"])
    }

    @Test func aClockThatWasSetBackIsSaid() {
        #expect(bad(doctor(at: noon.addingTimeInterval(-3600))) == ["clock"])
    }

    @Test func aDamagedArchiveIsSaid() throws {
        for part in DeskFolders.parts(ofDatabase: desk.folders.databasePath) { try Files.remove(part) }
        try Files.write(Array("no database at all, but long enough to be looked at as one".utf8), to: desk.folders.databasePath)
        #expect(bad(doctor()).contains("archive"))
    }

    @Test func anArchiveOfANewerWiredeskIsSaidByName() throws {
        do {
            let archive = try Archive(at: desk.folders.databasePath.description)
            try archive.writing { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('tomorrow')") }
        }
        let finding = doctor().findings.first { $0.of == "archive" }
        #expect(finding?.what == "made by a newer wiredesk (tomorrow)")
    }

    @Test func whereThereIsNoDeskItSaysHowToMakeOne() throws {
        let doctor = Doctor(of: DeskFolders(root: FilePath("/nowhere")), now: noon) { () throws(ConfigurationFaults) in
            try Configuration.shipped()
        }
        #expect(doctor.text.contains("/nowhere: there is no such folder, so no desk yet"))
        #expect(doctor.text.contains("`wiredesk once --dir /nowhere` makes one") && !doctor.isWell)
        #expect(doctor.text.hasSuffix("\n/nowhere: no desk to look at\n"))
        // What one will need is looked at all the same.
        #expect(doctor.findings.map(\.of).contains("zones") && doctor.findings.map(\.of).contains("settings"))
    }

    @Test func aDeskThatHasNotBegunIsNoFault() throws {
        let desk = try TemporaryDesk()
        for folder in desk.folders.all where folder != desk.folders.root && folder != desk.folders.inbox {
            try FileManager.default.removeItem(atPath: folder.description)
        }
        let doctor = Doctor(of: desk.folders, now: noon) { () throws(ConfigurationFaults) in try Configuration.shipped() }
        #expect(bad(doctor) == [])
        #expect(doctor.findings.first?.what == "only the inbox is there")
    }
}
