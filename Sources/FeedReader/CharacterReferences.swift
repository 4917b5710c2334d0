/// HTML's character references: `&amp;`, `&#8217;`, `&#x2019;`.
enum CharacterReferences {
    /// The character that a reference at `index`, where a `&` stands, refers to, and where the reference ends. Nil when there is none.
    ///
    /// As HTML has it: a reference outside Unicode or to a surrogate is U+FFFD, 0x80...0x9F are windows-1252's, and the Latin-1 names
    /// of old may lack their semicolon (`&nbspword`).
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, end: Int)? {
        var end = index + 1
        guard end < bytes.count else { return nil }
        if bytes[end] == UInt8(ascii: "#") { return readNumber(bytes, at: end + 1) }
        while end < bytes.count, end - index <= longestName, bytes[end].isASCIILetter || bytes[end].isASCIIDigit { end += 1 }
        let name = index + 1..<end
        if end < bytes.count, bytes[end] == UInt8(ascii: ";"), let scalar = character(UnsafeBufferPointer(rebasing: bytes[name]))
        {
            return (scalar, end + 1)
        }
        // The longest old name that it begins with.
        var length = min(name.count, longestOldName)
        while length > 1 {
            let end = name.lowerBound + length
            if let found = names[packed(bytes[name.lowerBound..<end])], found.isOld { return (found.scalar, end) }
            length -= 1
        }
        return nil
    }

    /// The character of HTML's `name`, in its case and without `&` and `;`; nil when there is none.
    static func character(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        name.count <= longestName ? names[packed(name)]?.scalar : nil
    }

    /// Whether a whole reference, semicolon and all, stands at `index`.
    static func isWhole(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard let found = read(bytes, at: index) else { return false }
        return bytes[found.end - 1] == UInt8(ascii: ";")
    }

    private static func readNumber(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (scalar: UInt32, end: Int)? {
        var end = start
        var value: UInt32 = 0
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "x") {
            end += 1
            let first = end
            while end < bytes.count, let digit = bytes[end].hexValue {
                value = min(value << 4 | UInt32(digit), 0x11_0000)
                end += 1
            }
            if end == first { return nil }
        } else {
            while end < bytes.count, bytes[end].isASCIIDigit {
                value = min(value * 10 + UInt32(bytes[end] & 15), 0x11_0000)
                end += 1
            }
            if end == start { return nil }
        }
        if end < bytes.count, bytes[end] == UInt8(ascii: ";") { end += 1 }
        switch value {
        case 0x80...0x9F: value = windows1252(value)
        case 0, 0xD800...0xDFFF, 0x11_0000...: value = 0xFFFD
        default: break
        }
        return (value, end)
    }

    /// What a C1 control, 0x80...0x9F, was meant to be; the five that windows-1252 leaves open stay as they are.
    static func windows1252(_ control: UInt32) -> UInt32 { UInt32(windows1252Characters[Int(control & 0x1F)]) }

    private static let windows1252Characters: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E,
        0x0178,
    ]
}

// MARK: - Names

extension CharacterReferences {
    private static let longestName = 24
    private static let longestOldName = 6

    /// Up to 8 ASCII bytes as one number; of a longer name a hash (FNV-1a) with its highest bit set, which no ASCII byte sets.
    private static func packed(_ name: some Collection<UInt8>) -> UInt64 {
        if name.count <= 8 { return name.reduce(0) { $0 << 8 | UInt64($1) } }
        return name.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 } | 1 << 63
    }

    private static let names: WordTable<(scalar: UInt32, isOld: Bool)> = {
        var entries: [(UInt64, (UInt32, Bool))] = []
        for (table, isOld) in [(oldNames, true), (newNames, false)] {
            var words = table.split { $0 == " " || $0 == "\n" }.makeIterator()
            while let name = words.next(), let code = words.next() {
                if let scalar = UInt32(code, radix: 16) { entries.append((packed(name.utf8), (scalar, isOld))) }
            }
        }
        return WordTable(entries)
    }()

    /// Names that are understood without their semicolon too: those of HTML 2 and 3.2.
    private static let oldNames = """
        amp 26 lt 3C gt 3E quot 22 AMP 26 LT 3C GT 3E QUOT 22 COPY A9 REG AE
        nbsp A0 iexcl A1 cent A2 pound A3 curren A4 yen A5 brvbar A6 sect A7 uml A8 copy A9 ordf AA laquo AB not AC shy AD reg AE
        macr AF deg B0 plusmn B1 sup2 B2 sup3 B3 acute B4 micro B5 para B6 middot B7 cedil B8 sup1 B9 ordm BA raquo BB
        frac14 BC frac12 BD frac34 BE iquest BF
        Agrave C0 Aacute C1 Acirc C2 Atilde C3 Auml C4 Aring C5 AElig C6 Ccedil C7 Egrave C8 Eacute C9 Ecirc CA Euml CB
        Igrave CC Iacute CD Icirc CE Iuml CF ETH D0 Ntilde D1 Ograve D2 Oacute D3 Ocirc D4 Otilde D5 Ouml D6 times D7
        Oslash D8 Ugrave D9 Uacute DA Ucirc DB Uuml DC Yacute DD THORN DE szlig DF
        agrave E0 aacute E1 acirc E2 atilde E3 auml E4 aring E5 aelig E6 ccedil E7 egrave E8 eacute E9 ecirc EA euml EB
        igrave EC iacute ED icirc EE iuml EF eth F0 ntilde F1 ograve F2 oacute F3 ocirc F4 otilde F5 ouml F6 divide F7
        oslash F8 ugrave F9 uacute FA ucirc FB uuml FC yacute FD thorn FE yuml FF
        """

    /// HTML 4's other names and the ones of HTML 5 that texts use; of HTML 5's mathematics little.
    private static let newNames = """
        apos 27 OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2C6 tilde 2DC
        Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39A Lambda 39B Mu 39C
        Nu 39D Xi 39E Omicron 39F Pi 3A0 Rho 3A1 Sigma 3A3 Tau 3A4 Upsilon 3A5 Phi 3A6 Chi 3A7 Psi 3A8 Omega 3A9
        alpha 3B1 beta 3B2 gamma 3B3 delta 3B4 epsilon 3B5 zeta 3B6 eta 3B7 theta 3B8 iota 3B9 kappa 3BA lambda 3BB mu 3BC
        nu 3BD xi 3BE omicron 3BF pi 3C0 rho 3C1 sigmaf 3C2 sigma 3C3 tau 3C4 upsilon 3C5 phi 3C6 chi 3C7 psi 3C8 omega 3C9
        thetasym 3D1 upsih 3D2 piv 3D6
        ensp 2002 emsp 2003 thinsp 2009 zwnj 200C zwj 200D lrm 200E rlm 200F ndash 2013 mdash 2014 lsquo 2018 rsquo 2019
        sbquo 201A ldquo 201C rdquo 201D bdquo 201E dagger 2020 Dagger 2021 bull 2022 hellip 2026 permil 2030 prime 2032 Prime 2033
        lsaquo 2039 rsaquo 203A oline 203E frasl 2044 euro 20AC image 2111 weierp 2118 real 211C trade 2122 alefsym 2135
        larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194 crarr 21B5 lArr 21D0 uArr 21D1 rArr 21D2 dArr 21D3 hArr 21D4
        forall 2200 part 2202 exist 2203 empty 2205 nabla 2207 isin 2208 notin 2209 ni 220B prod 220F sum 2211 minus 2212
        lowast 2217 radic 221A prop 221D infin 221E ang 2220 and 2227 or 2228 cap 2229 cup 222A int 222B there4 2234 sim 223C
        cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287 oplus 2295
        otimes 2297 perp 22A5 sdot 22C5 lceil 2308 rceil 2309 lfloor 230A rfloor 230B lang 27E8 rang 27E9 loz 25CA
        spades 2660 clubs 2663 hearts 2665 diams 2666
        Tab 9 NewLine A excl 21 num 23 dollar 24 percnt 25 lpar 28 rpar 29 ast 2A midast 2A plus 2B comma 2C period 2E sol 2F
        colon 3A semi 3B equals 3D quest 3F commat 40 lsqb 5B lbrack 5B bsol 5C rsqb 5D rbrack 5D Hat 5E lowbar 5F UnderBar 5F
        grave 60 lcub 7B lbrace 7B verbar 7C vert 7C rcub 7D rbrace 7D
        TRADE 2122 rsquor 2019 rdquor 201D lsquor 201A ldquor 201E dash 2010 hyphen 2010 horbar 2015 Verbar 2016 Vert 2016 nldr 2025
        mldr 2026 bullet 2022 emsp13 2004 emsp14 2005 numsp 2007 puncsp 2008 hairsp 200A tprime 2034 bprime 2035 caret 2041 hybull 2043
        numero 2116 copysr 2117 incare 2105 ohm 3A9 mho 2127 half BD frac13 2153 frac23 2154 frac15 2155 frac25 2156 frac35 2157
        frac45 2158 frac16 2159 frac56 215A frac18 215B frac38 215C frac58 215D frac78 215E
        Abreve 102 abreve 103 Amacr 100 amacr 101 Aogon 104 aogon 105 Cacute 106 cacute 107 Ccaron 10C ccaron 10D Ccirc 108 ccirc 109
        Cdot 10A cdot 10B Dcaron 10E dcaron 10F Dstrok 110 dstrok 111 Ecaron 11A ecaron 11B Edot 116 edot 117 Emacr 112 emacr 113
        Eogon 118 eogon 119 gacute 1F5 Gbreve 11E gbreve 11F Gcedil 122 Gcirc 11C gcirc 11D Gdot 120 gdot 121 Hcirc 124 hcirc 125
        Hstrok 126 hstrok 127 Idot 130 Imacr 12A imacr 12B imath 131 inodot 131 Iogon 12E iogon 12F Itilde 128 itilde 129 Jcirc 134
        jcirc 135 Kcedil 136 kcedil 137 Lacute 139 lacute 13A Lcaron 13D lcaron 13E Lcedil 13B lcedil 13C Lstrok 141 lstrok 142
        Nacute 143 nacute 144 Ncaron 147 ncaron 148 Ncedil 145 ncedil 146 Odblac 150 odblac 151 Omacr 14C omacr 14D Racute 154
        racute 155 Rcaron 158 rcaron 159 Rcedil 156 rcedil 157 Sacute 15A sacute 15B Scedil 15E scedil 15F Scirc 15C scirc 15D
        Tcaron 164 tcaron 165 Tcedil 162 tcedil 163 Tstrok 166 tstrok 167 Ubreve 16C ubreve 16D Udblac 170 udblac 171 Umacr 16A
        umacr 16B Uogon 172 uogon 173 Uring 16E uring 16F Utilde 168 utilde 169 Wcirc 174 wcirc 175 Ycirc 176 ycirc 177
        Zacute 179 zacute 17A Zcaron 17D zcaron 17E Zdot 17B zdot 17C
        check 2713 cross 2717 star 2606 starf 2605 bigstar 2605 phone 260E female 2640 male 2642 sung 266A flat 266D natural 266E
        sharp 266F malt 2720 squ 25A1 square 25A1 squf 25AA cir 25CB rtri 25B9 ltri 25C3 utri 25B5 dtri 25BF rtrif 25B8 ltrif 25C2
        utrif 25B4 dtrif 25BE block 2588 blank 2423 angst C5 pm B1 div F7 die A8 Dot A8 strns AF
        approx 2248 thksim 223C leq 2264 geq 2265 nequiv 2262 ap 2248 setminus 2216 emptyset 2205 in 2208 nwarr 2196
        NonBreakingSpace A0 ThinSpace 2009 VeryThinSpace 200A MediumSpace 205F ZeroWidthSpace 200B NoBreak 2060
        OpenCurlyQuote 2018 CloseCurlyQuote 2019 OpenCurlyDoubleQuote 201C CloseCurlyDoubleQuote 201D DoubleDot A8 CenterDot B7
        centerdot B7 PlusMinus B1 Cedilla B8 HorizontalLine 2500 VerticalLine 7C VerticalBar 2223 backprime 2035 circledR AE
        DiacriticalAcute B4 DiacriticalGrave 60 DiacriticalTilde 2DC DiacriticalDot 2D9 leftarrow 2190 rightarrow 2192 uparrow 2191
        downarrow 2193 LeftArrow 2190 RightArrow 2192 UpArrow 2191 DownArrow 2193 Leftarrow 21D0 Rightarrow 21D2 Uparrow 21D1
        Downarrow 21D3 leftrightarrow 2194 LeftRightArrow 2194 LongRightArrow 27F6 LongLeftArrow 27F5 longrightarrow 27F6
        longleftarrow 27F5 checkmark 2713 maltese 2720 bigtriangleup 25B3 blacktriangle 25B4 blacktriangleright 25B8
        blacktriangledown 25BE blacktriangleleft 25C2 blacksquare 25AA blacklozenge 29EB lozenge 25CA spadesuit 2660 clubsuit 2663
        heartsuit 2665 diamondsuit 2666 Therefore 2234 therefore 2234 Because 2235 because 2235 NotEqual 2260 GreaterEqual 2265
        LessEqual 2264 approxeq 224A TildeTilde 2248 Proportional 221D Integral 222B Product 220F Coproduct 2210
        Sum 2211 Element 2208 NotElement 2209 Superset 2283 Intersection 22C2 Union 22C3 ForAll 2200 Exists 2203 ReverseElement 220B
        varnothing 2205 CirclePlus 2295 CircleTimes 2297 SmallCircle 2218 LeftAngleBracket 27E8 RightAngleBracket 27E9
        ExponentialE 2147 exponentiale 2147 ImaginaryI 2148 planck 210F varepsilon 3F5 vartheta 3D1 varphi 3D5 varpi 3D6
        varrho 3F1 varsigma 3C2 straightphi 3D5 straightepsilon 3F5 Colon 2237 wedge 2227 vee 2228 top 22A4
        nearr 2197 searr 2198 swarr 2199 varr 2195 larrb 21E4 rarrb 21E5 langle 27E8 rangle 27E9
        """
}
