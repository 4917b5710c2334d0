extension [Block] {
    /// The publisher's own list of key points: the list items right behind a heading that announces them (`Quick Look`, `Key points`,
    /// `Das Wichtigste in Kürze`). Nil when there is none.
    package var keyPoints: ArraySlice<Block>? {
        for index in indices.dropLast() where self[index].kind == .heading && KeyPoints.announces(self[index].text) {
            let points = self[(index + 1)...].prefix { $0.kind == .listItem }
            if !points.isEmpty { return points }
        }
        return nil
    }
}

/// How publishers head a list of what matters in an article.
package enum KeyPoints {
    /// Whether `heading` is one of the words below, without regard to case and a colon behind it, alone or after a dash or a colon:
    /// `Dockers end their strike – Quick Look`.
    package static func announces(_ heading: String) -> Bool {
        guard heading.utf8.count <= 200 else { return false }
        var text = heading.lowercased()[...]
        while let last = text.last, last == ":" || last == " " { text.removeLast() }
        if headings.contains(String(text)) { return true }
        guard let mark = text.lastIndex(where: { $0 == "\u{2013}" || $0 == "\u{2014}" || $0 == "-" || $0 == ":" || $0 == "|" })
        else { return false }
        return headings.contains(String(text[text.index(after: mark)...].drop { $0 == " " }))
    }

    private static let headings: Set<String> = [
        "quick look", "key points", "key point", "key takeaways", "key takeaway", "takeaways", "the key points", "main points",
        "key facts",
        "at a glance", "in short", "in brief", "highlights", "story highlights", "the gist", "tl;dr", "tldr", "what to know",
        "what we know",
        "summary", "the bottom line", "key developments", "key moments", "fast facts", "need to know",
        "das wichtigste in kürze", "das wichtigste", "auf einen blick", "in kürze", "kurz gefasst", "kurz und knapp",
        "die wichtigsten punkte",
        "zusammenfassung", "darum geht’s", "darum geht's", "darum geht es",
        "l’essentiel", "l'essentiel", "en bref", "en résumé", "points clés", "les points clés", "à retenir",
        "ce qu’il faut retenir",
        "ce qu'il faut retenir", "ce qu’il faut savoir", "ce qu'il faut savoir",
        "puntos clave", "claves", "las claves", "lo esencial", "en resumen", "en breve", "lo más importante",
        "in breve", "in sintesi", "punti chiave", "i punti chiave", "l’essenziale", "l'essenziale",
        "pontos-chave", "pontos principais", "em resumo", "resumo",
        "in het kort", "kort samengevat", "belangrijkste punten", "de hoofdpunten", "w skrócie", "najważniejsze informacje",
        "главное", "коротко", "кратко", "основные моменты", "με λίγα λόγια", "i korthet", "kort fortalt", "lyhyesti", "röviden",
        "özetle",
        "요약", "핵심 요약", "要点", "ポイント", "まとめ",
    ]
}
