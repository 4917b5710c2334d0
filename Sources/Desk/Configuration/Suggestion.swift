/// The one of `candidates` that `word` most likely stands for; the first of equals. Nil when none is near: more than a third
/// of its letters would have to change, and it does not begin it either.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    // Longer words are no typing slips, and the distance costs the product of both lengths.
    guard word.utf8.count <= 64 else { return nil }
    let typed = Array(word.lowercased().utf8)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        let meant = Array(candidate.lowercased().utf8)
        let distance = typed.count >= 3 && meant.starts(with: typed) ? 1 : editDistance(typed, meant)
        guard distance <= max(1, max(typed.count, meant.count) / 3), distance < best?.distance ?? .max else { continue }
        best = (candidate, distance)
    }
    return best?.candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment).
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        row.reserveCapacity(b.count + 1)
        for j in b.indices {
            var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, beforeLast[j - 1] + 1) }
            row.append(distance)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
