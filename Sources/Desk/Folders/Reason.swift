import Archive
import FoundationEssentials
import News

/// Why a file is in failed/: the contents of FILE.reason.json.
struct Reason: Codable, Hashable {
    /// Its path in the inbox.
    let file: String
    let source: String
    let code: String
    let line: Int?
    let column: Int?
    let message: String
    /// 64 hex digits, of the file as dropped; nil when it was no file, or far too large.
    let sha256: String?
    let attempts: Int

    init(_ delivery: Delivery, code: String, line: Int?, column: Int?, message: String) {
        file = delivery.path
        source = delivery.source
        self.code = code
        self.line = line
        self.column = column
        self.message = message
        sha256 = delivery.sha256.isEmpty ? nil : hexadecimal(delivery.sha256)
        attempts = 1
    }

    /// Nil when nothing is there, or no reason.
    static func read(_ path: FilePath) throws(FileFault) -> Reason? {
        try Files.contents(path, limit: 1 << 20).flatMap { try? JSONDecoder().decode(Reason.self, from: Data($0)) }
    }

    /// For the log: `not a feed: root element is "html" (line 1, column 7)`.
    var text: String {
        guard let line else { return message }
        return column.map { "\(message) (line \(line), column \($0))" } ?? "\(message) (line \(line))"
    }

    var json: [UInt8] { prettyJSON }
}

/// Two digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
