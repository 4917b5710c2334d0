/// The words of dates, as flat tables. Words are compared without case and without accents.
enum DateWords {
    /// 1...12; nil when it is no month's name in any of the languages below.
    static func month(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Int? {
        if word.count == 3, let month = englishMonths[packed(bytes, word)] { return month }
        return months[folded(bytes, word)]
    }

    /// Minutes east of UTC; nil when the zone is unknown.
    static func zone(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Int? {
        zones[packed(bytes, word)]
    }

    /// True after noon, false before; nil when the word says neither.
    static func half(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool? {
        guard word.count >= 2 else { return nil }
        if word.count == 2 {
            guard bytes[word.lowerBound + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
            switch bytes[word.lowerBound] | 0x20 {
            case UInt8(ascii: "a"): return false
            case UInt8(ascii: "p"): return true
            default: return nil
            }
        }
        guard bytes[word.lowerBound] >= 0x80 else { return nil }
        return halves[folded(bytes, word)]
    }

    /// Words between the fields of a date that say nothing.
    static func isFiller(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
        word.count <= 8 && fillers.contains(folded(bytes, word))
    }

    /// `Uhr`, `h`: what stands after a time and is no zone.
    static func isClock(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
        word.count <= 3 && ["uhr", "uur", "h"].contains(folded(bytes, word))
    }

    /// A day of the week, which adds nothing to a date.
    static func isWeekday(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
        weekdays.contains(folded(bytes, word))
    }

    enum Field { case year, month, day, hour, minute, second }

    /// The East Asian sign at `position`, which it passes; nil when there is none.
    static func field(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Field? {
        guard position + 3 <= bytes.count, bytes[position] >= 0xE0 else { return nil }
        let field: Field
        switch (bytes[position], bytes[position + 1], bytes[position + 2]) {
        case (0xE5, 0xB9, 0xB4), (0xEB, 0x85, 0x84): field = .year  // 年 년
        case (0xE6, 0x9C, 0x88), (0xEC, 0x9B, 0x94): field = .month  // 月 월
        case (0xE6, 0x97, 0xA5), (0xEC, 0x9D, 0xBC): field = .day  // 日 일
        case (0xE6, 0x99, 0x82), (0xE6, 0x97, 0xB6), (0xEC, 0x8B, 0x9C): field = .hour  // 時 时 시
        case (0xE5, 0x88, 0x86), (0xEB, 0xB6, 0x84): field = .minute  // 分 분
        case (0xE7, 0xA7, 0x92), (0xEC, 0xB4, 0x88): field = .second  // 秒 초
        default: return nil
        }
        position += 3
        return field
    }

    /// Whether the three bytes before `position` are a Hangul syllable, U+AC00...U+D7A3 give or take a few.
    static func isKorean(before position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        position >= 3 && (0xEA...0xED).contains(bytes[position - 3])
    }
}

// MARK: - Tables

extension DateWords {
    /// What most dates say, found without making a String.
    private static let englishMonths = WordTable<Int>(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(separator: " ").enumerated().map { (packed($1.utf8), $0 + 1) })

    /// January to December in each line; spellings of one month parted by `/`. No word means two months in these languages.
    private static let months: [String: Int] = {
        let lines = """
            jan feb mar apr may jun jul aug sep oct nov dec
            january february march april may june july august september/sept october november december
            januar/janner/janer februar/feber marz/maerz/mrz april mai juni juli august september oktober/okt november dezember/dez
            janvier/janv fevrier/fevr/fev mars avril/avr mai juin juillet/juil aout septembre octobre novembre decembre
            enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic
            gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre ottobre/ott novembre dicembre
            janeiro fevereiro marco abril maio junho julho agosto setembro outubro/out novembro dezembro
            januari februari maart/mrt april mei juni juli augustus september oktober november december
            stycznia/styczen/sty lutego/luty/lut marca/marzec kwietnia/kwiecien/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip \
            sierpnia/sierpien/sie wrzesnia/wrzesien/wrz pazdziernika/pazdziernik/paz listopada/listopad/lis grudnia/grudzien/gru
            januar februar marts april maj juni juli augusti september oktober november desember/des
            januar/janua februar/febr marcius/marc aprilis majus junius julius augusztus szeptember/szept/szep oktober november december
            tammikuuta/tammikuu/tammi helmikuuta/helmikuu/helmi maaliskuuta/maaliskuu/maalis huhtikuuta/huhtikuu/huhti \
            toukokuuta/toukokuu/touko kesakuuta/kesakuu/kesa heinakuuta/heinakuu/heina elokuuta/elokuu/elo syyskuuta/syyskuu/syys \
            lokakuuta/lokakuu/loka marraskuuta/marraskuu/marras joulukuuta/joulukuu/joulu
            ocak/oca subat/sub mart nisan/nis mayis haziran/haz temmuz/tem agustos/agu eylul/eyl ekim/eki kasim/kas aralik/ara
            января/январь/янв февраля/февраль/февр/фев марта/март/мар апреля/апрель/апр мая/маи июня/июнь/июн июля/июль/июл \
            августа/август/авг сентября/сентябрь/сент/сен октября/октябрь/окт ноября/ноябрь/нояб/ноя декабря/декабрь/дек
            ιανουαριου/ιανουαριοσ/ιαν φεβρουαριου/φεβρουαριοσ/φεβ μαρτιου/μαρτιοσ/μαρ απριλιου/απριλιοσ/απρ μαιου/μαιοσ/μαι \
            ιουνιου/ιουνιοσ/ιουν ιουλιου/ιουλιοσ/ιουλ αυγουστου/αυγουστοσ/αυγ σεπτεμβριου/σεπτεμβριοσ/σεπ \
            οκτωβριου/οκτωβριοσ/οκτ νοεμβριου/νοεμβριοσ/νοε δεκεμβριου/δεκεμβριοσ/δεκ
            """
        var months: [String: Int] = [:]
        for line in lines.split(separator: "\n") {
            for (index, spellings) in line.split(separator: " ").enumerated() {
                for spelling in spellings.split(separator: "/") { months[String(spelling)] = index + 1 }
            }
        }
        return months
    }()

    /// Zones by the names that RFC 822 and newsrooms use, in hours and minutes east of UTC. Where a name means several
    /// zones it is the one that English-language feeds mean: IST is India's, CST America's, BST Britain's.
    private static let zones: WordTable<Int> = {
        let lines = """
            +0000 z ut utc gmt wet
            +0100 bst cet mez west
            +0200 cest mesz eet cat sast
            +0300 eest msk eat trt idt
            +0330 irst
            +0400 msd gst
            +0500 pkt
            +0530 ist
            +0545 npt
            +0630 mmt
            +0700 wib ict
            +0800 awst sgt hkt pht myt wita
            +0900 jst kst wit
            +0930 acst
            +1000 aest chst
            +1030 acdt
            +1100 aedt
            +1200 nzst
            +1300 nzdt
            -0230 ndt
            -0300 adt art brt uyt
            -0330 nst
            -0400 edt ast clt bot
            -0500 est cdt cot pet
            -0600 cst mdt
            -0700 mst pdt
            -0800 pst akdt
            -0900 akst hdt
            -1000 hst
            -1100 sst
            """
        var zones: [(UInt64, Int)] = []
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let first = words.first, let number = Int(first) else { continue }
            let minutes = number / 100 * 60 + number % 100
            zones += words.dropFirst().map { (packed($0.utf8), minutes) }
        }
        return WordTable(zones)
    }()

    private static let halves: [String: Bool] = [
        "오전": false, "오후": true, "午前": false, "午後": true, "上午": false, "下午": true, "πμ": false, "μμ": true,
    ]

    private static let fillers: Set<String> = [
        "at", "of", "the", "de", "del", "um", "uhr", "o", "om", "kl", "a", "as", "г", "год", "года", "в", "klo", "kello", "alle",
        "ore",
        "las", "godz", "r", "στισ",
    ]

    /// Monday to Sunday in each line; short forms only where dates have them behind their numbers.
    private static let weekdays: Set<String> = {
        let lines = """
            monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
            montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
            lundi mardi mercredi jeudi vendredi samedi dimanche
            lunes martes miercoles jueves viernes sabado domingo
            lunedi martedi mercoledi giovedi venerdi sabato domenica
            segunda terca quarta quinta sexta feira
            maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
            poniedzialek wtorek sroda czwartek piatek sobota niedziela
            понедельник вторник среда четверг пятница суббота воскресенье
            δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη
            hetfo kedd szerda csutortok pentek szombat vasarnap
            maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
            pazartesi sali carsamba persembe cuma cumartesi pazar
            """
        return Set(lines.split { $0 == " " || $0 == "\n" }.map(String.init))
    }()

    /// Up to 8 ASCII letters as one number, lower-case; 0 for anything else.
    private static func packed(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> UInt64 {
        packed(UnsafeBufferPointer(rebasing: bytes[word]))
    }

    private static func packed(_ word: some Collection<UInt8>) -> UInt64 {
        guard word.count <= 8 else { return 0 }
        var key: UInt64 = 0
        for byte in word {
            guard byte.isASCIILetter else { return 0 }
            key = key << 8 | UInt64(byte | 0x20)
        }
        return key
    }

    /// Without case and accents, for Latin, Greek and Cyrillic; other letters as they are. Empty for what is too long for a name.
    private static func folded(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> String {
        guard word.count <= 40 else { return "" }
        var folded = String.UnicodeScalarView()
        for scalar in String(decoding: bytes[word], as: UTF8.self).unicodeScalars {
            let value = scalar.value
            let base: UInt32
            switch value {
            case 0x41...0x5A: base = value + 0x20
            case 0xC0...0xFF: base = UInt32(latin1Bases[Int(value - 0xC0)])
            case 0x104, 0x105: base = 0x61  // ą
            case 0x106, 0x107, 0x10C, 0x10D: base = 0x63  // ć č
            case 0x118, 0x119: base = 0x65  // ę
            case 0x11E, 0x11F: base = 0x67  // ğ
            case 0x130, 0x131: base = 0x69  // İ ı
            case 0x141, 0x142: base = 0x6C  // ł
            case 0x143, 0x144: base = 0x6E  // ń
            case 0x150, 0x151: base = 0x6F  // ő
            case 0x15A, 0x15B, 0x15E...0x161: base = 0x73  // ś ş š
            case 0x170, 0x171: base = 0x75  // ű
            case 0x179...0x17E: base = 0x7A  // ź ż ž
            case 0x386, 0x3AC: base = 0x3B1  // ά
            case 0x388, 0x3AD: base = 0x3B5  // έ
            case 0x389, 0x3AE: base = 0x3B7  // ή
            case 0x38A, 0x3AF, 0x3AA, 0x3CA, 0x390: base = 0x3B9  // ί ϊ ΐ
            case 0x38C, 0x3CC: base = 0x3BF  // ό
            case 0x38E, 0x3CD, 0x3AB, 0x3CB, 0x3B0: base = 0x3C5  // ύ ϋ ΰ
            case 0x38F, 0x3CE: base = 0x3C9  // ώ
            case 0x3C2: base = 0x3C3  // ς
            case 0x391...0x3A9: base = value + 0x20
            case 0x419, 0x439: base = 0x438  // й
            case 0x410...0x42F: base = value + 0x20
            default: base = value
            }
            folded.append(Unicode.Scalar(base) ?? scalar)
        }
        return String(folded)
    }

    /// U+00C0...U+00FF without case and accents.
    private static let latin1Bases = Array("aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty".utf8)
}
