import News

// What stands in a text and is no part of the news.

/// Whether a sentence sends its reader to an address or to more of its publisher's, or is made of hashtags: `Watch more at https://...`,
/// `Sign up to our newsletter`, `#Flynn #News`.
func sendsElsewhere(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
    if startOfAddress(in: sentence) < sentence.count { return true }
    var (isWordStart, words, tags) = (true, 0, 0)
    for byte in sentence {
        if isWordStart, byte > 0x20 {
            words += 1
            if byte == UInt8(ascii: "#") { tags += 1 }
        }
        isWordStart = byte <= 0x20
    }
    return words > 0 && tags == words || isCall(Words(utf8: sentence.prefix(scalars: 200)))
}

/// The same of a paragraph.
func sendsElsewhere(_ paragraph: String) -> Bool {
    var paragraph = paragraph
    return paragraph.withUTF8 { sendsElsewhere($0) }
}

/// Whether a paragraph begins a list, which under a headline is one of other headlines or of notes: `• Quake: what we know`.
func beginsList(_ paragraph: UnsafeBufferPointer<UInt8>) -> Bool { paragraph.starts(with: listMark) }

/// `•`
private let listMark: [UInt8] = [0xE2, 0x80, 0xA2]

/// Where the first address of a text begins, `https://...`; at its end where it has none.
func startOfAddress(in text: UnsafeBufferPointer<UInt8>) -> Int {
    var start = 0
    for place in text.indices {
        if text[place] <= 0x20 { start = place + 1 }
        if text[place] == UInt8(ascii: ":"), text.count - place > 2, text[place + 1] == UInt8(ascii: "/"),
            text[place + 2] == UInt8(ascii: "/")
        {
            return start
        }
    }
    return text.count
}

/// Whether a sentence speaks of a picture that stood beside it: `Lind (right), pictured at the port`.
func isCaption(_ sentence: UnsafeBufferPointer<UInt8>, _ words: Words) -> Bool {
    if (0..<words.count).contains(where: { pictured.contains(words.folded($0)) }) { return true }
    for place in sentence.indices where sentence[place] == UInt8(ascii: "(") {
        let inside = sentence[(place + 1)...].prefix { $0 != UInt8(ascii: ")") }
        if inside.count <= 7, sides.contains(String(decoding: inside, as: UTF8.self)) { return true }
    }
    return false
}

private let pictured: Set<String> = ["pictured", "abgebildet"]
private let sides: Set<String> = ["left", "right", "centre", "center", "above", "below", "links", "rechts"]

/// Whether a sentence calls upon its reader to do something with what its publisher offers: it begins with what to do, and soon says
/// with what; or says where to click. To call upon readers is no news; what they should do otherwise ("Wash your hands") may be.
private func isCall(_ words: Words) -> Bool {
    guard words.count > 1 else { return false }
    if calling.contains(words.folded(0)), (1..<min(words.count, 7)).contains(where: { offered.contains(words.folded($0)) }) {
        return true
    }
    return (0..<(words.count - 1)).contains { place in
        words.withBytes(of: place, hashed) == click
            && (place + 1..<min(words.count, place + 4)).contains { clicked.contains(words.folded($0)) }
    }
}

// English, German, French and Spanish, folded. None that is a noun too, which a sentence of news may begin with: `Share prices`.
private let calling: Set<String> = Set(
    """
    click subscribe sign follow download read watch listen join register email visit scroll explore browse
    abonnieren abonniere folgen folge klicken klicke lesen horen hore laden besuchen besuche teilen registrieren
    abonnez suivez cliquez lisez lire inscrivez telechargez retrouvez decouvrez regardez ecoutez rejoignez
    suscribete suscribase sigue siga siguenos haz leer descarga descargue visita visite escucha unete registrate
    """.split(whereSeparator: \.isWhitespace).map(String.init))
private let offered: Set<String> = Set(
    """
    us our here below more full live newsletter newsletters app podcast podcasts channel twitter facebook instagram youtube whatsapp
    telegram uns unser unsere unseren unserem unserer hier auch mehr nous notre nos ici aussi vous nuestro nuestra nuestros nuestras
    aqui tambien mas boletin clic canal
    """.split(whereSeparator: \.isWhitespace).map(String.init))

private let click = hashed("click")
private let clicked: Set<String> = ["here", "below", "link", "links"]

/// What an article has between its sentences that is none of them, known by how the rest of it is written.
struct Notices {
    /// Most of its paragraphs end in full stops: what ends in none is a title, a caption or a link.
    private let hasStops: Bool
    /// It is not all in capitals: what is, calls.
    private let hasLowerCase: Bool

    /// - `own`: an article's text without its boilerplate.
    init(of own: [Block]) {
        var (paragraphs, stops, hasLowerCase) = (0, 0, false)
        for block in own where block.kind == .paragraph {
            var text = block.text
            text.withUTF8 { text in
                paragraphs += 1
                if endsInAStop(text) { stops += 1 }
                hasLowerCase = hasLowerCase || Letters(of: text).lower
            }
        }
        (hasStops, self.hasLowerCase) = (stops * 2 >= max(1, paragraphs), hasLowerCase)
    }

    /// Whether a sentence is one of them: a line between others, a call, what marks a list or an account (`@`), or who reports.
    func contain(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
        if hasStops && !endsInAStop(sentence) || hasLowerCase && Letters(of: sentence).areCapitals { return true }
        if sendsElsewhere(sentence) { return true }
        var text = sentence[...]
        while let mark = text.firstIndex(where: { $0 == UInt8(ascii: "@") || $0 == 0xE2 }) {
            if text[mark] == UInt8(ascii: "@") || text[mark...].starts(with: listMark) { return true }
            text = text[(mark + 1)...]
        }
        return isCredit(sentence)
    }
}

/// Whether a sentence says who reports, and no more: a short one that begins with nothing but names, `Radio Tarn's Ada Lind reports from
/// the port.`
private func isCredit(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
    guard sentence.count <= 160 else { return false }
    let words = Words(utf8: sentence)
    guard words.count <= 16, let place = (0..<words.count).first(where: { reporting.contains(words.folded($0)) }), place > 0,
        (0..<place).allSatisfy({ isCapital(sentence, words.range($0).lowerBound) || words.range($0).count == 1 })
    else { return false }
    return place + 1 == words.count || ["from", "aus"].contains(words.folded(place + 1))
}
private let reporting: Set<String> = ["reports", "berichtet"]

/// Which letters a text has.
private struct Letters {
    private(set) var (capital, lower) = (false, false)
    var areCapitals: Bool { capital && !lower }

    init(of text: UnsafeBufferPointer<UInt8>) {
        var place = 0
        while place < text.count, !lower {
            let (scalar, width) = text.scalar(at: place)
            lower = lower || scalar.isLowercase
            capital = capital || scalar.isUppercase
            place += width
        }
    }
}
