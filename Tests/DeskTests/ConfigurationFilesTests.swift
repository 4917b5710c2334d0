import Foundation
import Testing

@testable import Desk

/// Which files a configuration is made of.
@Suite final class ConfigurationFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wiredesk-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: folder + "/own", withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, _ name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        return folder + "/" + name
    }

    private func topics(_ id: String) -> String { "topics: [{id: \(id), label: X, terms: {x: 6}}]" }

    @Test func withoutAnyFileTheDefaultsAndTheShippedTopicsAreInForce() throws {
        let configuration = try Configuration.load(file: nil, directory: folder)
        var expected = Configuration()
        (expected.topics, expected.topicsDigest) = (configuration.topics, configuration.topicsDigest)
        #expect(configuration == expected)
        #expect(try Configuration.shipped().topicsDigest == configuration.topicsDigest)
        #expect(configuration.files == [])
        #expect(!configuration.topics.isEmpty)
    }

    @Test func theSystemsOwnFilesAreTakenWhenNoneIsNamed() throws {
        let settings = try write("horizon_days: 3", "wiredesk.yaml")
        let topicsFile = try write(topics("beside"), "topics.yaml")
        let configuration = try Configuration.load(file: nil, directory: folder)
        #expect(configuration.horizonDays == 3)
        #expect(configuration.topics.map(\.id) == ["beside"])
        #expect(configuration.files == [settings, topicsFile])
    }

    @Test func topicsAloneAreTakenOverTheDefaults() throws {
        let topicsFile = try write(topics("alone"), "topics.yaml")
        let configuration = try Configuration.load(file: nil, directory: folder)
        #expect(configuration.topics.map(\.id) == ["alone"])
        #expect(configuration.files == [topicsFile])
    }

    @Test func aTopicsPathIsRelativeToTheSettings() throws {
        let settings = try write("topics: mine.yaml", "own/desk.yaml")
        let topicsFile = try write(topics("mine"), "own/mine.yaml")
        _ = try write(topics("beside"), "own/topics.yaml")
        let configuration = try Configuration.load(file: settings, directory: folder)
        #expect(configuration.topics.map(\.id) == ["mine"])
        #expect(configuration.files == [settings, topicsFile])
    }

    @Test func whatIsPrintedIsTheSameConfigurationFromAnotherPlace() throws {
        let settings = try write("topics: mine.yaml\nlog: error", "own/desk.yaml")
        _ = try write(topics("mine"), "own/mine.yaml")
        var configuration = try Configuration.load(file: settings, directory: folder)
        let printed = try write(configuration.printed(), "printed.yaml")
        configuration.settingsFile = printed
        #expect(try Configuration.load(file: printed, directory: folder) == configuration)
    }

    @Test func filesThatAreNotThereAreNamed() throws {
        let settings = try write("topics: /nowhere/topics.yaml", "own/desk.yaml")
        let faults = #expect(throws: ConfigurationFaults.self) { try Configuration.load(file: settings, directory: folder) }
        #expect(faults?.description == "/nowhere/topics.yaml: cannot be read: No such file or directory")
        let others = #expect(throws: ConfigurationFaults.self) {
            try Configuration.load(file: "/nowhere/w.yaml", directory: folder)
        }
        #expect(others?.description == "/nowhere/w.yaml: cannot be read: No such file or directory")
    }

    @Test func bytesThatAreNoUTF8AreNamedByTheirLine() throws {
        let settings = folder + "/latin.yaml"
        try Data(Array("log: info\nlive: {title: \"".utf8) + [0xE9] + Array("\"}\n".utf8)).write(
            to: URL(fileURLWithPath: settings))
        let faults = #expect(throws: ConfigurationFaults.self) { try Configuration.load(file: settings, directory: folder) }
        #expect(faults?.description == "\(settings):2:1: this line is no UTF-8 (save the file as UTF-8)")
    }

    @Test func aFileThatNeverEndsIsRefused() {
        let faults = #expect(throws: ConfigurationFaults.self) { try Configuration.load(file: "/dev/zero", directory: folder) }
        #expect(faults?.description == "/dev/zero: larger than 16MiB (split it, or check that it is the right file)")
    }

    @Test func aFolderIsNoFile() {
        let faults = #expect(throws: ConfigurationFaults.self) { try Configuration.load(file: folder, directory: folder) }
        #expect(faults?.description == "\(folder): cannot be read: Is a directory")
    }

    @Test func templatesOfAFolderTakeThePlaceOfOursAndOthersStay() throws {
        let settings = try write("templates: own/", "wiredesk.yaml")
        let style = try write("b { color: red }", "own/style.css")
        _ = try write("read me", "own/README")
        let configuration = try Configuration.load(file: settings)
        #expect(configuration.files == [settings, style])
        #expect(configuration.watchedFolders == [folder + "/own"])
        #expect(configuration.press != Configuration().press)
        #expect(configuration.printed().contains("templates: \"\(folder)/own\""))
    }

    @Test func aBadTemplateIsRefusedWithItsPlace() throws {
        let settings = try write("templates: own", "wiredesk.yaml")
        _ = try write("<p>\n{{{headline}}}", "own/edition.mustache")
        _ = try write("", "own/stories.mustache")
        let error = #expect(throws: ConfigurationFaults.self) { try Configuration.load(file: settings) }
        let said = try #require(error).description
        #expect(said.contains("own/edition.mustache:2:1: what a feed says would be written as it is (write {{headline}})"))
        #expect(said.contains("own/stories.mustache: nothing is made by a template of this name (did you mean story.mustache?)"))
    }

    @Test func aFolderOfTemplatesThatIsNotThereIsAFault() throws {
        let settings = try write("templates: none", "wiredesk.yaml")
        let error = #expect(throws: ConfigurationFaults.self) { try Configuration.load(file: settings) }
        #expect(try #require(error).description.contains("No such file or directory"))
    }

    @Test func oursAreWrittenToBeginWithAndWhatIsThereStays() throws {
        let style = try write("b { color: red }", "own/style.css")
        let written = try Shipped.writeTemplates(to: folder + "/own")
        #expect(written.filter { !$0.isNew }.map(\.path) == [style])
        let settings = try write("templates: own", "wiredesk.yaml")
        #expect(try Configuration.load(file: settings).templatesFiles.count == written.count)
        #expect(try String(contentsOfFile: style, encoding: .utf8) == "b { color: red }")
    }
}
