extension ByteGuard {
    /// At `<` and a name. What is well formed stays in the run; the rest is mended attribute by attribute.
    mutating func startTag() throws(FeedError) {
        let start = i
        let name = name(from: i + 1)
        if name.range.count > 1024 { throw error(.limit, at: start, "an element's name is longer than 1024 bytes") }
        try closeItemBefore(name)
        if let innermost = open.last, holdsTextAlone(innermost), isField(name) {
            try closeOpen(downTo: open.count - 1)
        }
        var attributes = 0
        var namespaces = 0
        i = name.range.upperBound
        while true {
            let space = i
            while isSpace(byte(i)) { i += 1 }
            if i - start > limits.maxStartTagBytes {
                throw error(.limit, at: start, "a start tag is longer than \(limits.maxStartTagBytes) bytes")
            }
            switch byte(i) {
            case UInt8(ascii: ">"):
                i += 1
                return try tagEnded(name, isEmpty: false)
            case UInt8(ascii: "/") where byte(i + 1) == UInt8(ascii: ">"):
                i += 2
                return try tagEnded(name, isEmpty: true)
            case UInt8(ascii: "<"):
                note(.badTag, at: start, name)
                try emit(upTo: i)
                try put(">")
                return try tagEnded(name, isEmpty: false)
            case 0 where i >= text.count:
                // The file ends within the tag. Nothing of it has been handed on unless it was mended on the way.
                if runStart <= start {
                    try emit(upTo: start)
                    runStart = text.count
                    return
                }
                try emit(upTo: space)
                try put(">")
                runStart = text.count
                return try tagEnded(name, isEmpty: false)
            case let first where isNameStart(first):
                attributes += 1
                if first == UInt8(ascii: "x"), matches("xmlns", at: i),
                    !isNameByte(byte(i + 5)) || byte(i + 5) == UInt8(ascii: ":")
                {
                    namespaces += 1
                }
                if attributes > limits.maxAttributes {
                    throw error(.limit, at: start, "a start tag has more than \(limits.maxAttributes) attributes")
                }
                if namespaces > limits.maxNamespaces {
                    throw error(.limit, at: start, "a start tag declares more than \(limits.maxNamespaces) namespaces")
                }
                if space == i {
                    try emit(upTo: i)
                    try put(" ")
                }
                try attribute(tagStart: start)
            default:
                note(.badTag, at: start, name)
                try emit(upTo: space)
                repeat { i += 1 } while i < text.count && !isSpace(text[i]) && !endsValue(text[i])
                runStart = i
            }
        }
    }

    private func endsValue(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") }

    private mutating func tagEnded(_ name: Name, isEmpty: Bool) throws(FeedError) {
        if isEmpty { return met(name) }
        if isVoid(name) {
            try emit(upTo: i - 1)
            try put("/>")
            runStart = i
            return met(name)
        }
        try opened(name)
    }

    /// An item that was never closed ends where the next one begins; of these none has one within another.
    private mutating func closeItemBefore(_ name: Name) throws(FeedError) {
        let isItem =
            switch name.range.count {
            case 4: isNamed(name, "item") || isNamed(name, "ITEM")
            case 5: isNamed(name, "entry")
            case 8: isNamed(name, "newsItem")
            default: false
            }
        if isItem, let depth = depth(of: name) { try closeOpen(downTo: depth) }
    }

    /// Whether no element belongs into it: one that follows within it stands there because its end tag is missing, and would go
    /// into its text together with all that comes after.
    @inline(__always)
    private func holdsTextAlone(_ name: Name) -> Bool {
        switch name.range.count {
        case 4: isNamed(name, "link") || isNamed(name, "guid")
        case 5: isNamed(name, "title")
        case 7: isNamed(name, "pubDate")
        default: false
        }
    }

    /// Whether it is an element of RSS or Atom that no markup has.
    private func isField(_ name: Name) -> Bool {
        switch name.range.count {
        case 2: isNamed(name, "id")
        case 4: isNamed(name, "link") || isNamed(name, "guid") || isNamed(name, "item")
        case 5: isNamed(name, "entry") || isNamed(name, "title")
        case 6: isNamed(name, "author")
        case 7: isNamed(name, "pubDate") || isNamed(name, "content") || isNamed(name, "summary") || isNamed(name, "updated")
        case 8: isNamed(name, "category") || isNamed(name, "language") || isNamed(name, "subtitle")
        case 9: isNamed(name, "enclosure") || isNamed(name, "published")
        case 11: isNamed(name, "description")
        case 13: isNamed(name, "lastBuildDate")
        default: false
        }
    }

    @inline(__always)
    private func isNamed(_ name: Name, _ text: StaticString) -> Bool {
        name.range.count == text.utf8CodeUnitCount && matches(text, at: name.range.lowerBound)
    }

    /// At an attribute's name; leaves `i` behind its value.
    private mutating func attribute(tagStart: Int) throws(FeedError) {
        let nameStart = i
        let nameEnd = nameEnd(from: i)
        i = nameEnd
        while isSpace(byte(i)) { i += 1 }
        guard byte(i) == UInt8(ascii: "=") else {
            // No value: HTML's way, and worth nothing here.
            faults.note(.badTag, at: tagStart)
            try emit(upTo: nameStart)
            runStart = nameEnd
            i = nameEnd
            return
        }
        i += 1
        while isSpace(byte(i)) { i += 1 }
        let quote = byte(i)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return try bareValue(nameEnd: nameEnd, tagStart: tagStart)
        }
        i += 1
        while true {
            i = text.first(quote, UInt8(ascii: "&"), UInt8(ascii: "<"), from: i)
            if i - tagStart > limits.maxStartTagBytes {
                throw error(.limit, at: tagStart, "a start tag is longer than \(limits.maxStartTagBytes) bytes")
            }
            switch byte(i) {
            case quote:
                i += 1
                return
            case UInt8(ascii: "&"): try reference()
            case UInt8(ascii: "<"): try bareLessThan()
            default: return try cutValue(quote: quote, tagStart: tagStart)
            }
        }
    }

    /// The file ends within a value. When nothing of the tag has been handed on, nothing will be.
    private mutating func cutValue(quote: UInt8, tagStart: Int) throws(FeedError) {
        if runStart <= tagStart { return }
        try emit(upTo: text.count)
        try quote == UInt8(ascii: "'") ? put("'") : put("\"")
    }

    private mutating func bareValue(nameEnd: Int, tagStart: Int) throws(FeedError) {
        faults.note(.badTag, at: tagStart)
        try emit(upTo: nameEnd)
        try put("=\"")
        runStart = i
        while i < text.count, !isSpace(text[i]), !endsValue(text[i]) {
            switch text[i] {
            case UInt8(ascii: "&"): try reference()
            case UInt8(ascii: "\""):
                try emit(upTo: i)
                try put("&quot;")
                i += 1
                runStart = i
            case UInt8(ascii: "/") where byte(i + 1) == UInt8(ascii: ">"):
                try emit(upTo: i)
                return try put("\"")
            default: i += 1
            }
            if i - tagStart > limits.maxStartTagBytes {
                throw error(.limit, at: tagStart, "a start tag is longer than \(limits.maxStartTagBytes) bytes")
            }
        }
        try emit(upTo: i)
        try put("\"")
    }
}

// MARK: References

extension ByteGuard {
    /// At `&`, in a text or a value. XML's own five stay as they are.
    mutating func reference() throws(FeedError) {
        if byte(i + 1) == UInt8(ascii: "#") { return try numericReference() }
        var end = i + 1
        while end - i <= 33, isNameByte(byte(end)) { end += 1 }
        if byte(end) == UInt8(ascii: ";") {
            let name = UnsafeBufferPointer(rebasing: text[i + 1..<end])
            if isXMLs(name) {
                i = end + 1
                return
            }
            if let value = CharacterReferences.character(name) { return try replaceReference(upTo: end + 1, by: value) }
        }
        try bareAmpersand()
    }

    private mutating func bareAmpersand() throws(FeedError) {
        faults.note(.bareAmpersand, at: i)
        try emit(upTo: i)
        try put("&amp;")
        i += 1
        runStart = i
    }

    private func isXMLs(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = i + 1
        return switch name.count {
        case 2: name[1] == UInt8(ascii: "t") && (name[0] == UInt8(ascii: "l") || name[0] == UInt8(ascii: "g"))
        case 3: matches("amp", at: start)
        case 4: matches("quot", at: start) || matches("apos", at: start)
        default: false
        }
    }

    private mutating func numericReference() throws(FeedError) {
        let isHex = byte(i + 2) | 0x20 == UInt8(ascii: "x")
        var end = i + (isHex ? 3 : 2)
        let start = end
        while byte(end) == UInt8(ascii: "0") { end += 1 }
        let digits = end
        var value: UInt32 = 0
        while end - digits < 8, let digit = digit(byte(end), isHex: isHex) {
            value = value * (isHex ? 16 : 10) + digit
            end += 1
        }
        guard end > start, byte(end) == UInt8(ascii: ";") else {
            return try bareAmpersand()
        }
        if let meant = UTF8Text.meant(value) {
            faults.note(.badReference, at: i)
            return try replaceReference(upTo: end + 1, by: meant)
        }
        if Unicode.Scalar(value) == nil || value & 0xFFFE == 0xFFFE {
            faults.note(.badReference, at: i)
            return try replaceReference(upTo: end + 1, by: 0xFFFD)
        }
        // XML has no `&#X..;`.
        if byte(i + 2) == UInt8(ascii: "X") { return try replaceReference(upTo: end + 1, by: value) }
        i = end + 1
    }

    private func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        switch byte {
        case 48...57: UInt32(byte - 48)
        case 65...70 where isHex: UInt32(byte - 55)
        case 97...102 where isHex: UInt32(byte - 87)
        default: nil
        }
    }

    private mutating func replaceReference(upTo end: Int, by value: UInt32) throws(FeedError) {
        try emit(upTo: i)
        i = end
        runStart = end
        switch value {
        case 0: return
        case UInt32(UInt8(ascii: "&")): try put("&amp;")
        case UInt32(UInt8(ascii: "<")): try put("&lt;")
        case UInt32(UInt8(ascii: "\"")): try put("&quot;")
        default:
            guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return }
            try put(Array(encoded))
        }
    }
}
