import FoundationEssentials
import News

/// What had to be mended in a file's text, told once a kind with the first place and how often, however hostile the file.
struct Faults {
    enum Kind: Int, CaseIterable {
        case badBytes, controls, wrongEncoding, bareAmpersand, bareLessThan, badReference, badTag, unclosedTag, strayEndTag
        case openComment, cutOpaque, junkBefore, junkAfter, truncated
    }

    private var counts = [Int](repeating: 0, count: Kind.allCases.count)
    private var first = [Int](repeating: 0, count: Kind.allCases.count)
    /// What the first one of a kind was about, where that helps.
    private var details = [String?](repeating: nil, count: Kind.allCases.count)

    /// `offset` is a place in the text as it is after `UTF8Text` has mended it.
    mutating func note(_ kind: Kind, at offset: Int, _ detail: String? = nil) {
        let k = kind.rawValue
        if counts[k] == 0 {
            first[k] = offset
            details[k] = detail
        }
        counts[k] += 1
    }

    func has(_ kind: Kind) -> Bool { counts[kind.rawValue] > 0 }

    /// In the order of their first places.
    func repairs(by places: inout PlaceIndex) -> [Repair] {
        let kinds = Kind.allCases.filter(has).sorted { (first[$0.rawValue], $0.rawValue) < (first[$1.rawValue], $1.rawValue) }
        return kinds.map { kind in
            let place = places.place(of: first[kind.rawValue])
            let message = kind.message(count: counts[kind.rawValue], detail: details[kind.rawValue])
            return Repair(code: kind.code, line: place.line, column: place.column, message: message)
        }
    }
}

extension Faults.Kind {
    var code: String {
        switch self {
        case .badBytes: "bad-bytes"
        case .controls: "control-characters"
        case .wrongEncoding: "wrong-encoding"
        case .bareAmpersand: "bare-ampersand"
        case .bareLessThan: "bare-less-than"
        case .badReference: "bad-reference"
        case .badTag: "bad-tag"
        case .unclosedTag: "unclosed-tag"
        case .strayEndTag: "stray-end-tag"
        case .openComment: "open-comment"
        case .cutOpaque: "cut-cdata"
        case .junkBefore: "junk-before"
        case .junkAfter: "junk-after"
        case .truncated: "truncated"
        }
    }

    func message(count: Int, detail: String?) -> String {
        let times = count == 1 ? "" : " (\(count) times)"
        let about = detail.map { ": \($0)" } ?? ""
        return switch self {
        case .badBytes: "bytes that are no text in this encoding, replaced by U+FFFD\(times)"
        case .controls: "control characters, taken out\(times)"
        case .wrongEncoding: "the declared encoding is wrong\(about)"
        case .bareAmpersand: "& that begins no reference, kept as it is\(times)"
        case .bareLessThan: "< that begins no tag, kept as it is\(times)"
        case .badReference: "reference to a character that XML does not have\(times)"
        case .badTag: "attributes of a tag that are not well formed\(about)\(times)"
        case .unclosedTag: "element not closed\(about)\(times)"
        case .strayEndTag: "end tag without a start, left out\(about)\(times)"
        case .openComment: "comment or instruction without an end, taken as text\(times)"
        case .cutOpaque: "CDATA section longer than the limit, cut\(times)"
        case .junkBefore: "text before the feed, left out"
        case .junkAfter: "text after the feed, left out"
        case .truncated: "the file ends in the middle of an element\(about)"
        }
    }
}

/// The lines and columns of a UTF-8 text, in whatever order they are asked for: linear at the first question, then bounded for each.
struct PlaceIndex {
    private let text: UnsafeBufferPointer<UInt8>
    /// Of every `step`th byte, as far as was asked.
    private var marks = [TextPlace()]

    private static let step = 4096

    /// `text` has to outlive it.
    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func place(of offset: Int) -> TextPlace {
        let target = max(0, min(offset, text.count))
        while marks.count <= target / Self.step {
            var mark = marks[marks.count - 1]
            mark.move(to: marks.count * Self.step, in: text)
            marks.append(mark)
        }
        var place = marks[target / Self.step]
        place.move(to: target, in: text)
        return place
    }
}

/// A line and a column that follow an offset forwards through a UTF-8 text. Both from 1; a column is a character.
struct TextPlace {
    private(set) var line = 1
    private(set) var column = 1
    private var offset = 0

    mutating func move(to target: Int, in text: UnsafeBufferPointer<UInt8>) {
        let end = min(target, text.count)
        let upToEnd = UnsafeBufferPointer(rebasing: text[..<max(end, 0)])
        while let lineEnd = upToEnd.first(10, from: offset) {
            line += 1
            column = 1
            offset = lineEnd + 1
        }
        while offset < end {
            if text[offset] & 0xC0 != 0x80 { column += 1 }
            offset += 1
        }
    }
}

/// A feed's words for a message: quoted, on one line, cut to 80 characters.
func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String { "\"\(printable(bytes, atMost: 80))\"" }

/// On one line, white space at its ends and control characters out, cut to so many characters.
func printable(_ bytes: UnsafeBufferPointer<UInt8>, atMost count: Int = 240) -> String {
    let bytes = bytes.trimmed
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes.prefix(4 * count)), as: UTF8.self)
    let scalars = text.unicodeScalars.map { $0.value < 32 || (127...159).contains($0.value) ? " " : $0 }
    var kept = String.UnicodeScalarView(scalars.prefix(count))
    if scalars.count > count || bytes.count > 4 * count { kept.append("\u{2026}") }
    return String(kept)
}

extension Repair {
    /// A date that is later than its file can tell of.
    static func future(_ date: Date, line: Int?, column: Int?) -> Repair {
        Repair(code: "future-date", line: line, column: column, message: "date is in the future: \(date.rfc3339)")
    }
}
