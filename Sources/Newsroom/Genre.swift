import News

/// What kind of piece an item is, as far as its headline, its address and its publisher's categories tell: IPTC's genres
/// (cv.iptc.org/newscodes/genre) by what they do to a story.
enum Genre: UInt8, Comparable {
    /// Tells of one event, for all that is known.
    case report
    /// Looks at an event from outside: opinion, analysis, background, feature, questions and answers. Shares its words, but seldom tells it.
    case background
    /// Tells of many things one after the other: live coverage, summary, round-up, quiz, a whole programme. Shares words with each.
    case roundUp

    static func < (a: Genre, b: Genre) -> Bool { a.rawValue < b.rawValue }

    /// The furthest from a report that anything says.
    /// - `headline`: what its headline says.
    init(_ headline: Genre, of item: Item) {
        var genre = headline
        if let url = item.url { genre = max(genre, Genre(url: url)) }
        // `opinion`, `Opinion & Editorial`, `news/opinion`.
        for category in item.categories.prefix(8) where genre == .report && category.utf8.count <= 64 {
            let words = Words(category)
            for word in 0..<words.count {
                genre = max(genre, words.withBytes(of: word) { GenreTable.categories[hashed($0)] } ?? .report)
            }
        }
        self = genre
    }

    /// By the folders of an address: `/live/`, `/opinion/`.
    private init(url: String) {
        var url = url
        self = url.withUTF8 { bytes in
            withUnsafeTemporaryAllocation(byteCount: 24, alignment: 8) { folder in
                var genre = Genre.report
                var (slashes, count) = (0, 0)
                for byte in bytes.prefix(2048) {
                    if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { break }
                    if byte != UInt8(ascii: "/") {
                        if count < folder.count { folder[count] = byte &- 65 < 26 ? byte | 0x20 : byte }
                        count += 1
                        continue
                    }
                    // Past the scheme and the host.
                    if slashes >= 3, count > 0, count < folder.count {
                        let name = UnsafeRawBufferPointer(rebasing: folder[..<count])
                        genre = max(genre, GenreTable.folders[hashed(name)] ?? .report)
                    }
                    (slashes, count) = (slashes + 1, 0)
                }
                return genre
            }
        }
    }

    /// Of a headline.
    /// - `words`: hashes of its words, folded; `begins`: a bit for each before which it is parted (`Headline`).
    init(headline words: UnsafeBufferPointer<UInt64>, begins: UInt64) {
        var genre = Genre.report
        func isEdge(_ word: Int) -> Bool { word == 0 || word == words.count || begins >> UInt64(word) & 1 == 1 }
        for word in 0..<words.count {
            if GenreTable.firstWords.number(of: words[word]) == nil { continue }
            if isEdge(word) {
                genre = max(genre, GenreTable.questions[words[word]] ?? .report)
                if words.count > 1, isEdge(word + 1) { genre = max(genre, GenreTable.labels[words[word]] ?? .report) }
            }
            var phrase: UInt64 = 0
            for end in word..<min(word + GenreTable.mostWords, words.count) {
                phrase = mixed(phrase, words[end])
                genre = max(genre, GenreTable.phrases[phrase] ?? .report)
            }
        }
        self = genre
    }
}

/// Words by which a genre is told, folded: English, German, French, Spanish. How headlines and folders are named by whoever publishes, in
/// any year.
private struct GenreTable: Sendable {
    private var numbers = HashNumbers<UInt64>()
    private var genres: [Genre] = []

    /// Words or phrases parted by commas. Of phrases the hash is that of their words one after the other.
    private init(roundUp: String = "", background: String, isOfPhrases: Bool = false) {
        for (list, genre) in [(roundUp, Genre.roundUp), (background, .background)] {
            for name in GenreTable.names(list) {
                let hash =
                    isOfPhrases ? name.split(separator: " ").reduce(UInt64(0)) { mixed($0, hashed(String($1))) } : hashed(name)
                if numbers.numbered(hash) == genres.count { genres.append(genre) }
            }
        }
    }

    subscript(hash: UInt64) -> Genre? { numbers.number(of: hash).map { genres[$0] } }

    private static func names(_ list: String) -> [String] {
        list.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }

    static let mostWords = 6

    // Wherever they stand in a headline.
    private static let roundUpPhrases = """
        live updates, live update, live blog, live coverage, live news, live stream, live reporting, updates live, liveblog, livestream,
        liveticker, newsblog, newsticker, as it happened, as the day unfolded, latest news, latest updates, latest developments, news updates, updates from,
        morning briefing, evening briefing, daily briefing, weekend briefing, monday briefing, tuesday briefing, wednesday briefing,
        thursday briefing, friday briefing, saturday briefing, sunday briefing, morning update, evening update, daily update, news bulletin,
        news quiz, quiz of the week, weekly quiz, week in pictures, day in pictures, photos of the week, week in review, the week ahead,
        things to know, full episode, full show, special coverage, letters to the editor, front pages, newspaper headlines, what the papers say,
        live ticker, news blog, news ticker, das wichtigste, nachrichten des tages, die lage am, bilder des tages, bilder der woche,
        en direct, minute par minute, revue de presse, les infos du jour, l actualite du jour, en vivo, en directo, minuto a minuto,
        ultima hora, resumen de la jornada, noticias del dia, revista de prensa
        """
    private static let backgroundPhrases = """
        need to know, what we know, fact check, q a, at a glance, was wir wissen, was man wissen muss, im uberblick, ce que l on sait,
        ce qu on sait, ce qu il faut savoir, lo que sabemos, lo que se sabe, lo que hay que saber, claves para entender
        """
    // All of a headline's part: `Live: ...`, `... | Opinion`.
    private static let roundUpLabels = """
        live, livestream, liveblog, replay, recap, quiz, podcast, briefing, newsletter, newsletters, horoscope, horoscopes, crossword, bulletin,
        liveticker, ticker, newsticker, newsblog, presseschau, direct, directo
        """
    private static let backgroundLabels = """
        opinion, analysis, explainer, explained, editorial, comment, commentary, letter, letters, column, review, feature, factbox, background,
        perspective, essay, profile, cartoon, timeline, meinung, kommentar, analyse, leitartikel, glosse, hintergrund, faktencheck, tribune,
        edito, decryptage, chronique, analisis, tribuna, columna, claves, perfil
        """
    // A headline, or a part of one, that begins so asks or explains. Not `who`, which is an organisation too.
    private static let questionWords = """
        how, why, what, when, where, which, wie, warum, wieso, weshalb, was, wann, comment, pourquoi, quel, quelle, quels, quelles,
        como, cuando, donde, quien, quienes, cual
        """

    static let phrases = GenreTable(roundUp: roundUpPhrases, background: backgroundPhrases, isOfPhrases: true)
    static let labels = GenreTable(roundUp: roundUpLabels, background: backgroundLabels)
    static let questions = GenreTable(background: questionWords)
    static let folders = GenreTable(
        roundUp: """
            live, live-news, liveblog, live-blog, live-updates, liveticker, briefing, briefings, newsletter, newsletters, podcast, podcasts,
            audio, quiz, quizzes, crosswords, puzzles, horoscopes, horoscope, in-pictures, directo, en-direct, newsticker, newsblog
            """,
        background: """
            opinion, opinions, comment, commentisfree, commentary, editorial, editorials, letters, columnists, columns, columnist, op-ed, oped,
            explainers, explainer, analysis, blogs, blog, reviews, factbox, fact-check, meinung, kommentar, kommentare, kolumnen, debats,
            tribune, tribunes, idees, chroniques, tribuna, tribunas, columnas, analisis
            """)
    static let categories = GenreTable(
        background:
            "opinion, opinions, editorial, editorials, letters, columnists, commentary, meinung, kommentar, kolumne, tribune, tribuna"
    )

    /// With which any of a headline's begins.
    static let firstWords: HashNumbers<UInt64> = {
        var numbers = HashNumbers<UInt64>()
        for list in [roundUpPhrases, backgroundPhrases, roundUpLabels, backgroundLabels, questionWords] {
            for name in names(list) { _ = numbers.numbered(hashed(String(name.prefix { $0 != " " }))) }
        }
        return numbers
    }()
}
