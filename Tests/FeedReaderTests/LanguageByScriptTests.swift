import Testing

@testable import FeedReader

@Suite struct LanguageByScriptTests {
    @Test(arguments: [
        ("부두 노동자들이 파업을 끝내기로", "ko"), ("港の労働者がストライキを終える", "ja"), ("港口工人周六晚间投票决定结束罢工", "zh"),
        ("港口工人之の会投票决定结束罢工今日復工", nil), ("港湾労組投票", nil), ("Οι λιμενεργάτες ψήφισαν", "el"), ("עובדי הנמל הצביעו", "he"),
        ("คนงานท่าเรือลงมติ", "th"), ("დოკერებმა ხმა მისცეს", "ka"), ("Նավահանգստի բանվորները", "hy"), ("துறைமுகத் தொழிலாளர்கள்", "ta"),
        ("Докеры проголосовали", nil), ("عمال الميناء", nil), ("डॉक कर्मचारी", nil), ("Dockers vote", nil), ("", nil), ("π", nil),
        ("The angle \u{3B1}\u{3B2}\u{3B3}\u{3B4} in geometry", nil), ("KBS 부두 노동자들이 파업을 끝내기로 했다 (Tarn)", "ko"),
    ]) func aScriptOfOneLanguageSettlesIt(_ text: String, _ language: String?) {
        #expect(LanguageByScript.language(of: [text]) == language)
    }

    @Test func onlyTheFirstLettersCount() {
        #expect(LanguageByScript.language(of: [String(repeating: "a", count: 400), String(repeating: "가", count: 4000)]) == nil)
    }

    @Test func whatTheFeedSaysGoesBefore() throws {
        let item = "<item><title>부두 노동자들이</title></item>"
        #expect(try read(rss(item)).items[0].language == "ko")
        #expect(try read(rss("<language>en</language>" + item)).items[0].language == "en")
        #expect(try read(rss(item)).items[0].repairs.isEmpty)
    }
}

@Suite struct CrammedCategoriesTests {
    @Test(arguments: [
        ("Politics; Economy", ["Politics", "Economy"]), ("a;b;c;", ["a", "b", "c"]), ("News|World", ["News", "World"]),
        ("Politics, Economy, World", ["Politics", "Economy", "World"]), ("Top/World/Europe", ["Top", "World", "Europe"]),
        ("/News/World/Orla Valley", ["News", "World", "Orla Valley"]),
    ]) func whatIsCrammedTogetherIsParted(_ category: String, _ parts: [String]) throws {
        #expect(try read(rss("<item><category>\(category)</category></item>")).items[0].categories == parts)
    }

    @Test(arguments: [
        "Paris, France", "TCP/IP", "AC/DC", "Arts, Culture and Media", "Agriculture, Forestry, Fishing &amp; Hunting",
        "10/11/2024",
        "http://a.example/b/c/d", "One, two, three are the first words of a sentence", "News", "|", "24/7",
    ]) func oneNameStaysWhole(_ category: String) throws {
        #expect(try read(rss("<item><title>a</title><category>\(category)</category></item>")).items[0].categories.count == 1)
    }

    @Test func whoGivesSeveralMeansEachAsItStands() throws {
        let feed = try read(rss("<item><category>a;b</category><category>c</category></item>"))
        #expect(feed.items[0].categories == ["a;b", "c"])
    }
}
