import News

// What stands in a text and is no part of the news.

/// Whether a sentence sends its reader to an address or to more of its publisher's, or is made of hashtags: `Watch more at https://...`,
/// `Sign up to our newsletter`, `#Flynn #News`.
func sendsElsewhere(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
    var (isWordStart, words, tags) = (true, 0, 0)
    for place in sentence.indices {
        let byte = sentence[place]
        if byte == UInt8(ascii: ":"), sentence.count - place > 2, sentence[place + 1] == UInt8(ascii: "/"),
            sentence[place + 2] == UInt8(ascii: "/")
        {
            return true
        }
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

/// Whether a sentence calls upon its reader to do something with what its publisher offers: it begins with what to do, and says
/// what. To call upon readers is no news; what they should do otherwise ("Wash your hands") may be.
private func isCall(_ words: Words) -> Bool {
    guard words.count > 1, calling.contains(words.folded(0)) else { return false }
    return (1..<min(words.count, 16)).contains { offered.contains(words.folded($0)) }
}

// English, German, French and Spanish, folded. None of the first begins a sentence of news but as a part of a longer name.
private let calling: Set<String> = Set(
    """
    click tap subscribe sign follow download read watch listen join register email contact visit scroll share tweet explore browse
    abonnieren abonniere folgen folge klicken klicke lesen lies horen hore laden besuchen besuche teilen registrieren
    abonnez suivez cliquez lisez lire inscrivez telechargez retrouvez decouvrez regardez ecoutez rejoignez
    suscribete suscribase sigue siga siguenos haz lee leer lea descarga descargue visita visite escucha unete registrate
    """.split(whereSeparator: \.isWhitespace).map(String.init))
private let offered: Set<String> = Set(
    """
    us our here below more full live newsletter newsletters app podcast podcasts channel twitter facebook instagram youtube whatsapp
    telegram uns unser unsere unseren unserem unserer hier auch mehr nous notre nos ici aussi vous nuestro nuestra nuestros nuestras
    aqui tambien mas boletin clic canal
    """.split(whereSeparator: \.isWhitespace).map(String.init))

/// What an article has between its sentences that is none of them, known by how the rest of it is written.
struct Notices {
    /// What its publisher is called. Empty where that is not known.
    private let publisher: Words
    /// Its paragraphs end in full stops: what ends in none is a title, a caption or a link.
    private let hasStops: Bool
    /// It is not all in capitals: what is, calls.
    private let hasLowerCase: Bool

    /// - `own`: the article's text without its boilerplate.
    init(of article: FiledItem, _ own: [Block]) {
        publisher = Words(article.publisher ?? article.sourceTitle ?? "")
        func holds(_ is: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
            own.contains { block in
                var text = block.text
                return block.kind == .paragraph && text.withUTF8(`is`)
            }
        }
        hasStops = holds(endsInAStop)
        hasLowerCase = holds { !isInCapitals($0) }
    }

    /// Whether a sentence is one of them: a line between others, a call, what marks a list or an account (`@`), or its publisher's word about
    /// what it does itself (`Tarn Radio's Ada Lind reports from the port`).
    func contain(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
        if hasStops && !endsInAStop(sentence) || hasLowerCase && isInCapitals(sentence) { return true }
        if sendsElsewhere(sentence) { return true }
        var text = sentence[...]
        while let mark = text.firstIndex(where: { $0 == UInt8(ascii: "@") || $0 == 0xE2 }) {
            // `•`
            if text[mark] == UInt8(ascii: "@") || text[mark...].starts(with: [0xE2, 0x80, 0xA2]) { return true }
            text = text[(mark + 1)...]
        }
        let words = Words(utf8: sentence.prefix(scalars: 200))
        if isCredit(sentence, words) { return true }
        return publisher.count > 0 && words.count > publisher.count
            && (0..<publisher.count).allSatisfy { words.folded($0) == publisher.folded($0) }
    }
}

/// Whether a sentence says who reports, and no more: `Radio Tarn's Ada Lind reports from the port.`
private func isCredit(_ sentence: UnsafeBufferPointer<UInt8>, _ words: Words) -> Bool {
    for place in 1..<max(1, words.count) where reporting.contains(words.folded(place)) {
        let isNamed = isCapital(sentence, words.range(place - 1).lowerBound)
        if isNamed, place + 1 == words.count || ["from", "aus"].contains(words.folded(place + 1)) { return true }
    }
    return false
}
private let reporting: Set<String> = ["reports", "berichtet"]

/// Whether it has letters in capitals, and none in lower case.
private func isInCapitals(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasCapital = false
    var place = 0
    while place < text.count {
        let (scalar, width) = text.scalar(at: place)
        if scalar.isLowercase { return false }
        hasCapital = hasCapital || scalar.isUppercase
        place += width
    }
    return hasCapital
}
