/// Comments, instructions and CDATA sections: what has no markup in it.
extension ByteGuard {
    /// The place after the next `]]>` or `-->`, or, not `twice`, `?>`; nil when there is none. Looks at every third or second
    /// byte only, since what is neither of the two bytes cannot be among the last ones of the end (Horspool 1980).
    private func end(after start: Int, _ pair: UInt8, _ last: UInt8, twice: Bool) -> Int? {
        let length = twice ? 3 : 2
        var k = start + length - 1
        while k < text.count {
            if text[k] == last, text[k - 1] == pair, !twice || text[k - 2] == pair { return k + 1 }
            k += text[k] == pair ? 1 : length
        }
        return nil
    }

    func startsComment(_ offset: Int) -> Bool { matches("<!--", at: offset) }

    mutating func comment() throws(FeedError) {
        if !noCommentEnd, let end = end(after: i + 4, UInt8(ascii: "-"), UInt8(ascii: ">"), twice: true) {
            return try leaveOut(upTo: end)
        }
        noCommentEnd = true
        faults.note(.openComment, at: i)
        try leaveOut(upTo: i + 4)
    }

    mutating func instruction() throws(FeedError) {
        if !noInstructionEnd, let end = end(after: i + 2, UInt8(ascii: "?"), UInt8(ascii: ">"), twice: false) {
            return try leaveOut(upTo: end)
        }
        noInstructionEnd = true
        faults.note(.openComment, at: i)
        try leaveOut(upTo: i + 2)
    }

    mutating func section() throws(FeedError) {
        let start = i + 9
        if let end = end(after: start, UInt8(ascii: "]"), UInt8(ascii: ">"), twice: true) {
            if end - 3 - start > limits.maxOpaqueBytes {
                faults.note(.cutOpaque, at: i)
                try emit(upTo: characterStart(start + limits.maxOpaqueBytes))
                runStart = end - 3
            }
            i = end
            return
        }
        try emit(upTo: min(characterStart(start + limits.maxOpaqueBytes), text.count))
        try put("]]>")
        i = text.count
        runStart = i
    }

    /// `offset`, or the start of the character that it is within.
    private func characterStart(_ offset: Int) -> Int {
        var start = min(offset, text.count)
        while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}
