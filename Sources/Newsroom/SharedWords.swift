/// Whether two sentences or paragraphs say the same, by their words, each ascending: they share at least half of the shorter one's.
func saysTheSame(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    let fewer = min(a.count, b.count)
    return fewer > 0 && commonCount(a, b) * 2 >= fewer
}

/// How many both have; each ascending.
func commonCount(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < a.count, j < b.count {
        if a[i] == b[j] {
            (i, j, count) = (i + 1, j + 1, count + 1)
        } else if a[i] < b[j] {
            i += 1
        } else {
            j += 1
        }
    }
    return count
}
