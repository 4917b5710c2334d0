import Foundation
import News

/// What pages are written with: our own markup is `set`, whatever came from elsewhere goes through `text`.
protocol HTMLWriting {
    var bytes: [UInt8] { get set }
}

extension HTMLWriting {
    /// What was written since the last call.
    mutating func taken() -> String {
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func text(_ text: String) { HTMLWriter.escape(text, into: &bytes) }

    /// Words that may run from right to left do not reorder what stands around them.
    mutating func isolated(_ words: String) {
        guard words.mayRunRightToLeft else { return text(words) }
        bytes.set("<bdi>")
        text(words)
        bytes.set("</bdi>")
    }

    /// Without an address that may become one, only what was to be linked.
    mutating func link(_ account: Telling.Account, voice: String = "", _ content: (inout Self) -> Void) {
        if let address = account.address {
            bytes.set("<a href=\"")
            text(address.text)
            bytes.set("\" rel=\"noopener noreferrer\"")
        } else {
            bytes.set("<span")
        }
        bytes.set(voice)
        bytes.set(">")
        content(&self)
        bytes.set(account.address == nil ? "</span>" : "</a>")
    }

    mutating func time(_ moment: Date, as words: String) {
        bytes.set("<time datetime=\"")
        bytes.set(utc: moment, to: .minutes)
        bytes.set("\">")
        bytes.set(words)
        bytes.set("</time>")
    }

    mutating func words(of tagLine: [(before: String, words: String)]) {
        for (before, words) in tagLine {
            bytes.set(before)
            isolated(words)
        }
    }

    /// The lede and, in parentheses, who says it: only that where there is none.
    mutating func lede(of telling: Telling, voice: String, _ credit: (inout Self) -> Void) {
        bytes.set("<p class=\"lede\"")
        bytes.set(voice)
        bytes.set(">")
        if let lede = telling.lede {
            text(lede)
            bytes.set(" ")
        }
        bytes.set(voice.isEmpty ? "<small>(" : "<small lang=\"en\" dir=\"ltr\">(")
        credit(&self)
        for other in telling.otherNumbers {
            bytes.set("; ")
            isolated(other)
        }
        bytes.set(")</small></p>\n")
    }

    /// Of the Quick Look, each with who says it.
    mutating func list(_ points: [Telling.Point]) {
        bytes.set("<ul class=\"look\">\n")
        for point in points {
            bytes.set("<li><span")
            bytes.set(HTMLWriter.voice(point.language, of: point.words))
            bytes.set(">")
            text(point.words)
            bytes.set("</span> <small>(")
            isolated(point.credit)
            bytes.set(")</small></li>\n")
        }
        bytes.set("</ul>\n")
    }

    /// The Deep Look.
    /// - `heading`: the level of the angles' headings.
    mutating func angles(_ telling: Telling, heading: Int) {
        for angle in telling.angles {
            if let words = angle.heading {
                bytes.set("<h\(heading)\(HTMLWriter.voice(angle.language, of: words))>")
                text(words)
                bytes.set("</h\(heading)>\n")
            }
            for paragraph in angle.paragraphs {
                let (open, close) = paragraph.kind == .quotation ? ("<blockquote><p", "</p></blockquote>\n") : ("<p", "</p>\n")
                bytes.set(open)
                bytes.set(HTMLWriter.voice(paragraph.publisher.language, of: paragraph.words))
                bytes.set(paragraph.kind == .listItem ? ">- " : ">")
                text(paragraph.words)
                if paragraph.isCredited {
                    bytes.set(" <small>(")
                    link(paragraph.publisher) { $0.isolated(paragraph.publisher.publisher) }
                    bytes.set(")</small>")
                }
                bytes.set(close)
            }
        }
        if let left = telling.paragraphsLeft {
            bytes.set("<p class=\"count\">")
            isolated(left)
            bytes.set("</p>\n")
        }
    }
}
