import Glibc

/// One line on a terminal's standard error, redrawn; nothing at all elsewhere.
final class ProgressBar {
    private let isShown = Program.isTerminal
    private let units: String
    private var isDrawn = false
    private var last = ""

    init(of units: String = "files") { self.units = units }

    func show(_ done: Int, of total: Int) {
        guard isShown, total > 0 else { return }
        let width = 30
        let full = min(width, done * width / total)
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
        last = "[\(bar)] \(done) of \(total) \(units)"
        redraw(last)
    }

    /// What is done now, behind the bar.
    func say(_ what: String) {
        guard isShown else { return }
        redraw(last.isEmpty ? what : "\(last), \(what)")
    }

    private func redraw(_ text: String) {
        draw("\r\u{1b}[K\(text)")
        isDrawn = true
    }

    func clear() {
        guard isDrawn else { return }
        draw("\r\u{1b}[K")
        isDrawn = false
    }

    private func draw(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
