/// Characters of valid UTF-8 by where their bytes stand: a text of which little is kept is read in place.
extension UnsafeBufferPointer<UInt8> {
    /// The scalar that begins at `place`, and of how many bytes it is. One that the end of the text cuts off is a replacement character.
    @inline(__always)
    func scalar(at place: Int) -> (scalar: Unicode.Scalar, width: Int) {
        let lead = self[place]
        return lead < 0x80 ? (Unicode.Scalar(lead), 1) : wideScalar(at: place)
    }

    private func wideScalar(at place: Int) -> (scalar: Unicode.Scalar, width: Int) {
        let lead = self[place]
        let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard place + width <= count else { return ("\u{FFFD}", count - place) }
        var value = UInt32(lead) & (0xFF >> UInt32(width + 1))
        for next in self[(place + 1)..<(place + width)] { value = value << 6 | UInt32(next & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }

    /// The scalar that ends before `place`, which is not 0, and of how many bytes it is.
    @inline(__always)
    func scalar(before place: Int) -> (scalar: Unicode.Scalar, width: Int) {
        if self[place - 1] < 0x80 { return (Unicode.Scalar(self[place - 1]), 1) }
        var start = place - 1
        while start > 0, place - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
        return (wideScalar(at: start).scalar, place - start)
    }

    /// Its first `most` scalars.
    func prefix(scalars most: Int) -> UnsafeBufferPointer<UInt8> {
        if count <= most { return self }
        var left = most
        for place in indices where self[place] & 0xC0 != 0x80 {
            if left == 0 { return UnsafeBufferPointer(rebasing: self[..<place]) }
            left -= 1
        }
        return self
    }

    var scalarCount: Int { reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }

    /// Where the last scalar of which `isNothing` is not true ends, among those before `end`; 0 when there is none.
    @inline(__always)
    func end(before end: Int, without isNothing: (Unicode.Scalar) -> Bool) -> Int {
        var end = end
        while end > 0 {
            let (scalar, width) = scalar(before: end)
            guard isNothing(scalar) else { return end }
            end -= width
        }
        return 0
    }

    /// Where the first scalar that is no white space begins, from `start` on; `end` when there is none.
    @inline(__always)
    func start(from start: Int, to end: Int) -> Int {
        var start = start
        while start < end {
            let (scalar, width) = scalar(at: start)
            guard scalar.isBlank else { return start }
            start += width
        }
        return end
    }

    func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: self[range]) }
}

// The tables behind `properties` are slow, and nearly every character is ASCII.
extension Unicode.Scalar {
    /// White space.
    @inline(__always)
    var isBlank: Bool { value < 0x80 ? value == 0x20 || value &- 9 < 5 : properties.isWhitespace }

    /// A letter of any script.
    @inline(__always)
    var isLetter: Bool { value < 0x80 ? (value | 0x20) &- 0x61 < 26 : properties.isAlphabetic }

    @inline(__always)
    var isUppercase: Bool { value < 0x80 ? value &- 0x41 < 26 : properties.isUppercase }

    @inline(__always)
    var isLowercase: Bool { value < 0x80 ? value &- 0x61 < 26 : properties.isLowercase }

    /// A digit, or another sign that is a number.
    @inline(__always)
    var isNumber: Bool { value < 0x80 ? value &- 0x30 < 10 : properties.numericType != nil }
}
