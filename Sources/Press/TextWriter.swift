import Foundation
import News

/// Writes an edition as plain text for a pager: 80 columns, links as footnotes.
struct TextWriter {
    private var bytes: [UInt8] = []
    private let edition: Edition
    /// Where digests/ is read on the web.
    private let url: String?
    private var clock: EditionClock
    /// Addresses in the order of their numbers, from 1.
    private var footnotes: [String] = []
    private var numbers: [String: Int] = [:]

    private static let columns = 80

    static func bytes(of edition: Edition, url: String?) -> [UInt8] {
        var writer = TextWriter(edition, url: url)
        writer.write()
        return writer.bytes
    }

    private init(_ edition: Edition, url: String?) {
        self.edition = edition
        self.url = url
        clock = EditionClock(edition)
    }

    private mutating func write() {
        title(edition.titleLine(clock), under: "=")
        paragraph(edition.countsSentence(&clock))
        if edition.stories == 0 { paragraph(edition.nothingToTell(&clock)) }
        let short = edition.tellingsInShort()
        if !short.isEmpty { title("In short", under: "-") }
        for (index, telling) in short.enumerated() {
            let mark = "\(index + 1). "
            let update = telling.told.isUpdate ? ", update" : ""
            lines(
                "\(telling.headline) - \(telling.toldBy)\(update)\(note(telling.page(below: url) ?? telling.lead.address?.text))",
                first: mark, others: mark.count)
        }
        if !short.isEmpty { bytes.set("\n") }
        for section in edition.sections where !section.isEmpty { self.section(section) }
        bytes.set("--\n")
        let notRead = edition.notRead.map { " Not read: \($0) (`wiredesk status` says why)." } ?? ""
        paragraph(
            "Made by wiredesk from \(counted(edition.counts.sources, "source", "sources")).\(notRead)"
                + " Times are those of \(clock.zoneName).")
        for (index, address) in footnotes.enumerated() { bytes.set("[\(index + 1)] \(address)\n") }
    }

    private mutating func section(_ section: Edition.Section) {
        title(section.label, under: "-")
        for told in section.told { story(Telling(told)) }
        defer {
            if let leftOut = section.leftOut {
                paragraph(leftOut + note(url.flatMap { url in edition.topicPage(of: section).map { url + $0 } }))
            }
        }
        guard !section.brief.isEmpty else { return }
        if !section.told.isEmpty { paragraph(section.topic == nil ? "More:" : "More in \(section.label):") }
        for told in section.brief {
            let telling = Telling(told)
            let by = told.sources > 1 ? telling.sourcesCount : credit(telling.lead)
            let update = telling.updateMark.map { ", \($0)" } ?? ""
            let page = telling.page(below: url).map { ", Deep Look\(note($0))" } ?? ""
            lines("\(telling.headline) - \(by)\(update)\(note(telling.lead))\(page)", first: "- ", others: 2)
        }
        bytes.set("\n")
    }

    private mutating func story(_ telling: Telling) {
        lines(telling.headline, first: "* ", others: 2)
        let line = telling.tagLine(of: edition).reduce(into: telling.updateMark.map { "\($0) / " } ?? "") {
            $0 += $1.before + $1.words
        }
        lines(line, first: "  ", others: 2)
        let lede = telling.lede.map { $0 + " " } ?? ""
        let others = telling.otherNumbers.map { "; " + $0 }.joined()
        lines("\(lede)(\(credit(telling.lead))\(others))\(note(telling.lead))", first: "\n  ", others: 2)
        if !telling.points.isEmpty { bytes.set("\n  Quick Look:\n") }
        for point in telling.points { lines("\(point.words) (\(point.credit))", first: "  - ", others: 4) }
        angles(telling)
        if telling.accounts.count + telling.copies.count > 1 {
            bytes.set("\n  \(telling.sourcesCount):\n")
            for account in telling.named {
                let headline = account.headline.map { ": \($0)" } ?? ""
                lines("\(account.isNew ? "new: " : "")\(credit(account))\(headline)\(note(account))", first: "  - ", others: 4)
            }
            for copy in telling.namedCopies {
                let headline = copy.headline.map { ": \($0)" } ?? ""
                lines("also in \(copy.publisher)\(headline)\(note(copy))", first: "  - ", others: 4)
            }
            if let notNamed = telling.notNamed {
                lines(notNamed + note(telling.accountsPage(below: url)), first: "  - ", others: 4)
            }
        }
        if let page = telling.page(below: url) { lines("Deep Look\(note(page))", first: "\n  ", others: 2) }
        bytes.set("\n")
    }

    /// The Deep Look, where the edition carries it.
    private mutating func angles(_ telling: Telling) {
        if !telling.angles.isEmpty { bytes.set("\n  Deep Look:\n") }
        for angle in telling.angles {
            if let heading = angle.heading { lines(heading, first: "\n  ", others: 2) }
            for paragraph in angle.paragraphs {
                let mark = paragraph.kind == .quotation ? "> " : paragraph.kind == .listItem ? "- " : ""
                let credit = paragraph.isCredited ? " (\(paragraph.publisher.publisher))" : ""
                lines("\(mark)\(paragraph.words)\(credit)", first: "\n    ", others: 4)
            }
        }
        if let left = telling.paragraphsLeft { lines(left, first: "\n    ", others: 4) }
    }

    private mutating func credit(_ account: Telling.Account) -> String {
        "\(account.publisher), \(clock.short(account))"
    }

    /// ` [3]`; empty where there is no address that may become a link.
    private mutating func note(_ account: Telling.Account) -> String { note(account.address?.text) }

    private mutating func note(_ address: String?) -> String {
        guard let address else { return "" }
        if let number = numbers[address] { return " [\(number)]" }
        footnotes.append(address)
        numbers[address] = footnotes.count
        return " [\(footnotes.count)]"
    }

    private mutating func title(_ words: String, under mark: Character) {
        let words = words.shown
        lines(words, first: "", others: 0)
        bytes.set(String(repeating: mark, count: min(Self.columns, max(1, words.columns))) + "\n\n")
    }

    private mutating func paragraph(_ words: String) {
        lines(words, first: "", others: 0)
        bytes.set("\n")
    }

    /// `words` broken at spaces, and between characters of the scripts that set none, behind `first` and then `others` columns.
    private mutating func lines(_ words: String, first: String, others indent: Int) {
        bytes.set(first)
        let start = first.drop { $0 == "\n" }.count
        var column = start
        var isLineStart = true
        /// Puts one piece, behind a space or on a new line.
        func place(width: Int, spaced: Bool, _ put: (inout [UInt8]) -> Void) {
            let space = spaced && !isLineStart ? 1 : 0
            if !isLineStart, column + space + width > Self.columns {
                bytes.append(UInt8(ascii: "\n"))
                bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
                column = indent
            } else if space > 0 {
                bytes.append(UInt8(ascii: " "))
                column += 1
            }
            put(&bytes)
            column += width
            isLineStart = false
        }
        // Word by word as bytes: nearly all are ASCII, where each takes a column.
        var words = words.shown
        words.withUTF8 { utf8 in
            for word in utf8.split(separator: UInt8(ascii: " ")) {
                if word.allSatisfy({ $0 < 0x80 }) {
                    place(width: word.count, spaced: true) { $0.append(contentsOf: word) }
                } else {
                    for piece in Substring(decoding: word, as: UTF8.self).pieces {
                        place(width: piece.text.columns, spaced: piece.isFirst) { $0.set(String(piece.text)) }
                    }
                }
            }
        }
        bytes.set("\n")
    }
}

extension Substring {
    /// The parts that a line may end behind: each wide character, else the whole word.
    fileprivate var pieces: [(text: Substring, isFirst: Bool)] {
        guard unicodeScalars.contains(where: { $0.columns == 2 }) else { return [(self, true)] }
        var pieces: [(text: Substring, isFirst: Bool)] = []
        var start = startIndex
        for index in indices where index > start {
            // Nothing begins a line that is no letter: closing marks stay with what they close.
            let isBreak = self[index].isLetter && (self[index].isWide || self[self.index(before: index)].isWide)
            guard isBreak else { continue }
            pieces.append((self[start..<index], pieces.isEmpty))
            start = index
        }
        pieces.append((self[start...], pieces.isEmpty))
        return pieces
    }
}

extension Character {
    fileprivate var isWide: Bool { unicodeScalars.contains { $0.columns == 2 } }
}

extension StringProtocol {
    /// How many columns of a terminal it takes.
    fileprivate var columns: Int { utf8.allSatisfy { $0 < 0x80 } ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension Unicode.Scalar {
    /// 2 for what Unicode calls wide or fullwidth (UAX #11), 0 for what stands on another character, else 1.
    fileprivate var columns: Int {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        case 0..<0x300: 1
        default:
            switch properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: 0
            default: 1
            }
        }
    }
}
