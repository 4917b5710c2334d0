/// Where in the file's text stands what libxml2 is at, since the guard hands on other bytes than the file has.
///
/// Only what libxml2 has not passed is kept, so that a file that is mended at every byte costs no memory for it.
struct SourceMap {
    /// Bytes handed on as they stand in the text: the first of them by its number among all that was written, and its place.
    private struct Run {
        let written: Int
        let source: Int
    }

    private var runs: [Run] = []
    /// Which of `runs` libxml2 is in.
    private var current = 0
    private var written = 0

    /// `source` nil: the bytes are the guard's own.
    mutating func wrote(_ count: Int, from source: Int?) {
        if let source, runs.last.map({ source - $0.source != written - $0.written }) ?? true {
            runs.append(Run(written: written, source: source))
        }
        written += count
    }

    /// Of the end of the first `offset` bytes that were written. Never to be asked for fewer than before. What the guard wrote of its own
    /// stands where the text goes on, and what it left out behind the end.
    mutating func source(of offset: Int) -> Int {
        while current + 1 < runs.count, runs[current + 1].written < offset { current += 1 }
        if current >= 1024 {
            runs.removeFirst(current)
            current = 0
        }
        guard current < runs.count else { return 0 }
        let place = runs[current].source + max(0, offset - runs[current].written)
        return current + 1 < runs.count ? min(place, runs[current + 1].source) : place
    }
}
