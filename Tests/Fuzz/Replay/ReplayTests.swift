import Foundation
import FuzzChecks
import Testing

/// What the fuzz target starts from, and whatever it once found, on every run of the tests.
struct ReplayTests {
    static let files: [URL] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return ["seeds", "finds"].flatMap { name in
            let within = folder.appending(path: name)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: within.path)) ?? []
            return names.filter { !$0.hasPrefix(".") }.sorted().map { within.appending(path: $0) }
        }
    }()

    @Test func thereIsASeedForEachFormat() { #expect(Self.files.count >= 20) }

    @Test(arguments: files) func nothingTheFuzzerFoundBreaksTheReader(_ file: URL) throws {
        #expect(ReaderChecks.fault(reading: Array(try Data(contentsOf: file))) == nil)
    }

    /// Breaks in the middle of everything: a truncated file keeps what it has and loses nothing without a word.
    @Test(arguments: files) func noPlaceToBreakOffBreaksTheReader(_ file: URL) throws {
        let bytes = Array(try Data(contentsOf: file))
        for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
            #expect(ReaderChecks.fault(reading: Array(bytes[..<end])) == nil, "cut at \(end)")
        }
    }
}
