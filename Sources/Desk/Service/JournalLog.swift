import Glibc
import Logging

/// Log lines on standard error: one line each, with the journal's priority before it where the journal reads them
/// (sd-daemon(3): `<3>` error ... `<7>` debug). Whatever a feed or a file name brings is made visible, never obeyed.
package struct JournalLog: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let isJournal: Bool
    private let clearsLine: Bool

    /// - `clearsLine`: what stands on the terminal's line goes first: a progress bar that is drawn again later.
    package init(level: Logger.Level, isJournal: Bool, clearsLine: Bool = false) {
        logLevel = level
        self.isJournal = isJournal
        self.clearsLine = clearsLine
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let line =
            (clearsLine ? "\r\u{1b}[K" : "") + (isJournal ? prefix(event.level) : "") + JournalLog.visible("\(event.message)")
            + "\n"
        let bytes = Array(line.utf8)
        // Standard error gone is nothing we could report anywhere.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    private func prefix(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "<7>"
        case .info: "<6>"
        case .notice: "<5>"
        case .warning: "<4>"
        case .error: "<3>"
        case .critical: "<2>"
        }
    }

    /// Text with control and format characters as `\u{1b}`, cut at 2,000 characters.
    package static func visible(_ text: String) -> String {
        var line = ""
        for (n, scalar) in text.unicodeScalars.enumerated() {
            if n == 2_000 { return line + " ..." }
            if isPrintable(scalar) {
                line.unicodeScalars.append(scalar)
            } else {
                line += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return line
    }
}
