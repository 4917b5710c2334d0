import News

// The parts of an edition that is complete in itself: a mail, a book.
extension HTMLWriter {
    /// The edition's name and day, and what went into it.
    mutating func masthead() {
        bytes.set("<h1>")
        isolated(edition.titleLine(clock).shown)
        bytes.set("</h1>\n<p class=\"count\">")
        text(edition.countsSentence(&clock))
        bytes.set("</p>\n")
        guard edition.stories == 0 else { return }
        bytes.set("<p>")
        text(edition.nothingToTell(&clock))
        bytes.set("</p>\n")
    }

    /// The stories named first, each as a link to where `way` says; without one as words.
    mutating func short(_ way: (Telling) -> String?) {
        let short = edition.tellingsInShort()
        if short.isEmpty { return }
        bytes.set("<h2>In short</h2>\n<ol class=\"short\">\n")
        for telling in short {
            bytes.set("<li>")
            let way = way(telling)
            if let way {
                bytes.set("<a href=\"")
                text(way)
                bytes.set("\"")
            } else {
                bytes.set("<span")
            }
            bytes.set(Self.voice(telling.lead.language, of: telling.headline))
            bytes.set(">")
            text(telling.headline)
            bytes.set(way == nil ? "</span> <small>" : "</a> <small>")
            isolated(telling.toldBy)
            bytes.set(telling.told.isUpdate ? ", update</small></li>\n" : "</small></li>\n")
        }
        bytes.set("</ol>\n")
    }

    /// Who made it, of what, and whose clock it goes by.
    mutating func colophon() {
        bytes.set("<p class=\"count\">Made by wiredesk from \(counted(edition.counts.sources, "source", "sources")).")
        if let notRead = edition.notRead { bytes.set(" Not read: \(notRead) (<code>wiredesk status</code> says why).") }
        bytes.set(" Times are those of ")
        text(clock.zoneName)
        bytes.set(".</p>\n")
    }
}

extension Edition {
    /// What is printed, each with the words to stand above it.
    var printedSections: [(section: Section, label: String)] {
        sections.filter { !$0.isEmpty }.enumerated().map { index, section in
            let label = section.label.shown
            return (section, label.isEmpty ? "Section \(index + 1)" : label)
        }
    }
}
