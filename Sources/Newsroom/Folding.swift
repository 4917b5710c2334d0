/// What becomes of one Unicode scalar when words are folded for case and diacritics.
/// Letters lose their marks (`é`, `ä` and `ё` are `e`, `a` and `е`), ligatures and the like come apart (`ß` is `ss`, `æ` is
/// `ae`), final sigma is a sigma, Arabic loses its vowel signs, full-width letters their width. Composed and decomposed
/// spellings fold to the same. What is folded never takes more UTF-8 than what it was made from.
struct Folding: Sendable {
    /// The least three bits of an entry; the rest are its scalar, or the ASCII letters of `several`, seven bits each.
    enum Class: UInt32 {
        /// Parts words.
        case gap
        /// Letter, digit or a mark that a word is not the same without.
        case letter
        /// Two or three ASCII letters.
        case several
        /// A combining mark or an invisible sign (soft hyphen, joiner): it neither counts nor parts.
        case nothing
        /// An apostrophe other than ASCII's.
        case apostrophe
        /// Of a script that writes without spaces: a word of its own.
        case alone
    }

    struct Entry: Sendable {
        let bits: UInt32

        init(_ kind: Class, _ value: UInt32 = 0) { bits = value << 3 | kind.rawValue }

        var kind: Class { Class(rawValue: bits & 7) ?? .gap }
        var value: UInt32 { bits >> 3 }
    }

    static let shared = Folding()

    /// Entries of the scalars below U+2000: alphabets with case and marks are there.
    private let low: [Entry]

    private init() {
        var low = (0..<0x2000).map { Unicode.Scalar($0).map(Folding.plain) ?? Entry(.gap) }
        for (first, letters) in Folding.bases {
            for (offset, letter) in letters.unicodeScalars.enumerated() where letter != "." {
                low[first + offset] = Entry(.letter, letter.value)
            }
        }
        for (ligature, letters) in Folding.ligatures where ligature.value < 0x2000 {
            low[Int(ligature.value)] = Entry(.several, Folding.packed(letters))
        }
        for range in Folding.dropped where range.upperBound < 0x2000 {
            for value in range { low[value] = Entry(.nothing) }
        }
        low[0x2BC] = Entry(.apostrophe)
        self.low = low
    }

    subscript(_ scalar: Unicode.Scalar) -> Entry {
        let value = Int(scalar.value)
        return value < low.count ? low[value] : Folding.high(scalar, low)
    }

    /// U+2000 and above: what is common by its range, properties for the rare rest.
    private static func high(_ scalar: Unicode.Scalar, _ low: [Entry]) -> Entry {
        switch scalar.value {
        case 0x2019: return Entry(.apostrophe)
        case 0x2000...0x206F: return Entry(dropped.contains { $0.contains(Int(scalar.value)) } ? .nothing : .gap)
        case 0xAC00...0xD7A3: return Entry(.letter, scalar.value)
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x3041...0x3096, 0x30A1...0x30FA: return Entry(.alone, scalar.value)
        case 0xFF01...0xFF5E:
            // Full-width ASCII; only its letters and digits are looked at.
            return low[Int(scalar.value - 0xFEE0)]
        default: break
        }
        if dropped.contains(where: { $0.contains(Int(scalar.value)) }) { return Entry(.nothing) }
        for (ligature, letters) in ligatures where ligature == scalar { return Entry(.several, packed(letters)) }
        let entry = plain(scalar)
        guard entry.kind == .letter, let folded = Unicode.Scalar(entry.value) else { return entry }
        // The Kelvin and Angstrom signs are letters of the lower half in lower case.
        if folded.value < low.count, folded != scalar { return low[Int(folded.value)] }
        return UTF8.width(folded) <= UTF8.width(scalar) ? entry : Entry(.letter, scalar.value)
    }

    /// By Unicode's properties alone: lower case, ASCII digits.
    private static func plain(_ scalar: Unicode.Scalar) -> Entry {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .decimalNumber:
            guard let digit = properties.numericType == .decimal ? properties.numericValue : nil, (0...9).contains(digit)
            else { return Entry(.letter, scalar.value) }
            return Entry(.letter, 48 + UInt32(digit))
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .letterNumber, .modifierLetter:
            return Entry(.letter, (properties.lowercaseMapping.unicodeScalars.first ?? scalar).value)
        case .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark:
            return Entry(isUnspaced(scalar) ? .alone : .letter, scalar.value)
        case .format: return Entry(.nothing)
        default: return Entry(.gap)
        }
    }

    /// Thai, Lao, Tibetan, Myanmar, Khmer, Japanese, Chinese: scripts whose words nothing parts.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x0F00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: true
        case 0x3005...0x3007, 0x3041...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: true
        case 0xFF66...0xFF9F, 0x20000...0x3FFFF: true
        default: false
        }
    }

    private static func packed(_ letters: String) -> UInt32 {
        letters.utf8.reversed().reduce(0) { $0 << 7 | UInt32($1) }
    }
}

// Flat tables: what the letters are without their marks (Unicode's canonical decomposition; stroked letters by hand).
extension Folding {
    /// The base letters from a scalar on, one a scalar; a dot where a letter stays what it is in lower case.
    private static let bases: [(first: Int, letters: String)] = [
        (0x00AA, "a.......23.....1o"),
        (0x00C0, "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"),
        (0x0100, "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"),
        (0x0140, "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"),
        (0x0180, "b......................i..l.....oo.............uu....zz........."),
        (0x01C0, ".............aaiioouuuuuuuuuu.aa....ggggkkooooʒʒj...gg..nnaa..oo"),
        (0x0200, "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy...j..acclt."),
        (0x0240, "...b..eejj..rryy"),
        (0x0386, "α.εηι.ο.υωι.........................ιυαεηιυ"),
        (0x03C2, "σ.......ιυουω"),
        (0x0400, "ее.г...і....киу..........и...............................и......"),
        (0x0440, "................ее.г...і....киу"),
        (0x0476, "ѵѵ"),
        (0x04C1, "жж.............аааа..ее..әәжжзз..ииииоо..өөээуууууучч..ыы"),
        (0x0622, "ااواي"),
        (0x06C0, "ە.ہ................ے"),
        (0x1E00, "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"),
        (0x1E40, "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"),
        (0x1E80, "wwwwwwwwwwxxxxyyzzzzzzhtwyasss..aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"),
        (0x1EC0, "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"),
        (0x1F00, "ααααααααααααααααεεεεεε..εεεεεε..ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι"),
        (0x1F40, "οοοοοο..οοοοοο..υυυυυυυυ.υ.υ.υ.υωωωωωωωωωωωωωωωωααεεηηιιοουυωω"),
        (0x1F80, "ααααααααααααααααηηηηηηηηηηηηηηηηωωωωωωωωωωωωωωωωααααα.ααααααα"),
        (0x1FC2, "ηηη.ηηεεηηη"),
        (0x1FD0, "ιιιι..ιιιιιι"),
        (0x1FE0, "υυυυρρυυυυυυρ"),
        (0x1FF2, "ωωω.ωωοοωωω"),
    ]

    private static let ligatures: [(Unicode.Scalar, String)] = [
        ("ß", "ss"), ("ẞ", "ss"), ("Æ", "ae"), ("æ", "ae"), ("Ǣ", "ae"), ("ǣ", "ae"), ("Ǽ", "ae"), ("ǽ", "ae"),
        ("Œ", "oe"), ("œ", "oe"), ("Þ", "th"), ("þ", "th"), ("Ĳ", "ij"), ("ĳ", "ij"), ("Ǆ", "dz"), ("ǅ", "dz"),
        ("ǆ", "dz"), ("Ǳ", "dz"), ("ǲ", "dz"), ("ǳ", "dz"), ("Ǉ", "lj"), ("ǈ", "lj"), ("ǉ", "lj"), ("Ǌ", "nj"),
        ("ǋ", "nj"), ("ǌ", "nj"), ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "st"), ("ﬆ", "st"),
    ]

    /// Marks that fold away (Latin, Greek, Cyrillic, Hebrew and Arabic ones) and invisible signs. The zero-width space is not
    /// among them: it parts words.
    private static let dropped: [ClosedRange<Int>] = [
        0xAD...0xAD, 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x5BF...0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7...0x5C7,
        0x610...0x61A, 0x640...0x640, 0x64B...0x65F, 0x670...0x670, 0x6D6...0x6DC, 0x6DF...0x6E4, 0x6E7...0x6E8, 0x6EA...0x6ED,
        0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200C...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x20D0...0x20FF, 0xFE00...0xFE0F,
        0xFE20...0xFE2F, 0xFEFF...0xFEFF,
    ]
}
