import Testing

@testable import Newsroom

@Suite struct WordsTests {
    @Test(arguments: [
        ("Zürich Straße SMØRREBRØD Łódź", "zurich strasse smorrebrod lodz"),
        ("Ångström Æther œuvre ĳs Þór ﬁnance", "angstrom aether oeuvre ijs thor finance"),
        ("ĞÜNEŞ Iğdır İzmir ışık", "gunes igdir izmir isik"),
        ("Việt Nam Điện Biên", "viet nam dien bien"),
        ("Ἀθῆναι ΑΘΉΝΑ Ευρώπης ΕΥΡΏΠΗΣ", "αθηναι αθηνα ευρωπησ ευρωπησ"),
        ("Ёлка ЙОД Київ", "елка иод киів"),
        ("أخبار اليَوم", "اخبار اليوم"),
        ("שָׁלוֹם", "שלום"),
        ("ＦＩＦＡ　２０２６ ٢٠٢٦ km²", "fifa 2026 2026 km2"),
        ("ȺȾ Ẻ 300\u{212A} 5\u{212B}", "at e 300k 5a"),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
        ("한국 경제", "한국 경제"),
    ])
    func lettersLoseCaseAndMarks(_ text: String, _ folded: String) {
        #expect(Words.fold(text) == folded)
    }

    @Test(arguments: [
        ("Zu\u{308}rich", "Zürich"), ("cafe\u{301}s", "cafés"), ("Viê\u{323}t", "Việt"), ("и\u{306}од", "йод"),
        ("α\u{313}\u{301}", "ἄ"), ("\u{627}\u{654}خبار", "أخبار"),
    ])
    func composedAndDecomposedSpellingsAreTheSame(_ decomposed: String, _ composed: String) {
        #expect(Array(decomposed.utf8) != Array(composed.utf8))
        #expect(Words.fold(decomposed) == Words.fold(composed))
    }

    @Test(arguments: [
        ("covid-19, anti–war/left_wing", ["covid", "19", "anti", "war", "left", "wing"]),
        ("Austin's AUSTIN’S workers' jobs", ["austin", "austin", "workers", "jobs"]),
        ("don't can’t we'll they’re I'd I'm I've", ["don't", "can't", "we'll", "they're", "i'd", "i'm", "i've"]),
        (
            "l'économie d’État O'Brien 'quoted' rock'n'roll",
            ["l", "economie", "d", "etat", "o", "brien", "quoted", "rock", "n", "roll"]
        ),
        ("U.S. u.k., U.S.A. tell us. J.K. Rowling", ["u.s", "u.k", "u.s.a", "tell", "us", "j.k", "rowling"]),
        ("Η.Π.Α. Plan B. Then x.com", ["η.π.α", "plan", "b", "then", "x", "com"]),
        ("5.4 1,204 in 2026. 22.11.2026 3.The", ["5.4", "1,204", "in", "2026", "22.11.2026", "3", "the"]),
        ("G20 H5N1 6.30am", ["g20", "h5n1", "6.30am"]),
        ("東京株式 ข่าว", ["東", "京", "株", "式", "ข", "่", "า", "ว"]),
        ("co\u{AD}operate zero\u{200B}width \u{FEFF}start", ["cooperate", "zero", "width", "start"]),
        ("2026年11月", ["2026", "年", "11", "月"]),
        ("🙂 — … ½ ' .", []),
        ("", []),
    ])
    func wordsEndWhereTheRuleSays(_ text: String, _ folded: [String]) {
        let words = Words(text)
        #expect((0..<words.count).map(words.folded) == folded)
    }

    @Test func rangesAreTheWordsAsTheyStand() {
        let text = "Österreich’s U.S.-Börse: don't “Zu\u{308}rich” 東京, 5.4!"
        let words = Words(text)
        let utf8 = Array(text.utf8)
        #expect(
            (0..<words.count).map { String(decoding: utf8[words.range($0)], as: UTF8.self) }
                == ["Österreich", "U.S", "Börse", "don't", "Zu\u{308}rich", "東", "京", "5.4"])
    }

    /// Every scalar there is, between two letters: nothing traps, nothing grows, and what is folded is folded for good.
    @Test func foldingAnyScalarTwiceIsFoldingItOnce() {
        var unstable: [UInt32] = []
        for value in UInt32(1)...0x323AF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(scalar)b"  // at most three words, two spaces
            let once = Words.fold(text)
            if Words.fold(once) != once || once.utf8.count > text.utf8.count + 2 { unstable.append(value) }
        }
        #expect(unstable.prefix(10) == [])
    }

    @Test func rangesFollowOneAnotherWhateverTheText() {
        let scalars = (UInt32(1)...0x1_1000).compactMap(Unicode.Scalar.init).filter { $0.value % 7 != 0 }
        let text = String(String.UnicodeScalarView(scalars))
        let words = Words(text)
        var last = 0
        var misplaced = 0
        for range in (0..<words.count).map(words.range) {
            if range.lowerBound < last || range.isEmpty { misplaced += 1 }
            last = range.upperBound
        }
        #expect(words.count > 20_000)
        #expect(misplaced == 0 && last <= text.utf8.count)
    }
}
