import Foundation
import Press
import Testing

@testable import Desk

/// What the binary carries is what stands in Config/.
@Suite struct ShippedTests {
    private let config = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Config")
        .standardized

    @Test func everySampleIsCarriedAndNothingElse() throws {
        let all = try FileManager.default.subpathsOfDirectory(atPath: config.appendingPathComponent("samples").path)
        let files = all.filter { $0.hasSuffix(".xml") }.map { "samples/" + $0 }
        #expect(!files.isEmpty)
        let templates = Templates.fileNames.map { "templates/" + $0 }
        #expect(Shipped.paths == (files + templates + ["gazetteer", "topics.yaml", "wiredesk.yaml"]).sorted())
    }

    @Test(arguments: Shipped.paths) func aCarriedFileHasTheBytesOfItsFile(_ path: String) throws {
        #expect(try Shipped.bytes(path) == Array(Data(contentsOf: config.appendingPathComponent(path))))
    }

    @Test func theShippedConfigurationIsWithoutFault() throws {
        let settings = try #require(Shipped.file("wiredesk.yaml"))
        let topics = try #require(Shipped.file("topics.yaml"))
        let configuration = try Configuration.read(yaml: settings, name: "wiredesk.yaml", topics: (topics, "topics.yaml"))
        #expect(!configuration.topics.isEmpty)
    }

    @Test func whatIsNotCarriedIsNil() {
        #expect(Shipped.file("samples/none.xml") == nil)
    }
}
