import FoundationEssentials
import News
import Testing

@Suite struct KeyTests {
    @Test(arguments: [(UInt64(0), "0000000000000000"), (0x3f9c_21d0_5be7_7a10, "3f9c21d05be77a10"), (.max, "ffffffffffffffff")])
    func aKeyIsSixteenHexDigitsAndBack(_ bits: UInt64, _ text: String) {
        #expect(Key(bits: bits).description == text)
        #expect(Key(text) == Key(bits: bits))
        #expect(TextHash(bits: bits).description == text)
    }

    @Test(arguments: [
        "", "3f9c21d05be77a1", "3f9c21d05be77a100", "3F9C21D05BE77A10", "+f9c21d05be77a10", "3f9c21d05be77a1g", "３f9c21d05be7",
    ])
    func anythingElseIsNoKey(_ text: String) {
        #expect(Key(text) == nil)
    }

    @Test func keysSortAsTheirTextDoes() {
        let keys = [0, 9, 10, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, UInt64.max].map(Key.init(bits:))
        #expect(keys.sorted() == keys)
        #expect(keys.map(\.description).sorted() == keys.map(\.description))
    }
}

@Suite struct TimestampTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (-86_400_000, "1969-12-31T00:00:00Z"),
        (1_795_329_000_000, "2026-11-22T06:30:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00Z"), (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
    ]) func aMomentIsWrittenAsRFC3339(_ milliseconds: Int64, _ text: String) {
        #expect(Date(milliseconds: milliseconds).rfc3339 == text)
        #expect(Date(milliseconds: milliseconds).milliseconds == milliseconds)
    }

    @Test(arguments: [(0, 0), (6, 0), (7, 1), (-1, -1), (-7, -1), (-8, -2), (.max, .max / 7), (.min, .min / 7 - 1)])
    func whatIsBeforeTheBeginningIsCountedDownwards(_ number: Int64, _ sevens: Int64) {
        #expect(number.floored(by: 7) == sevens)
    }

    @Test func millisecondsAreRoundedToTheNearest() {
        #expect(Date(timeIntervalSince1970: 0.0004).milliseconds == 0)
        #expect(Date(timeIntervalSince1970: 0.0006).milliseconds == 1)
        #expect(Date(timeIntervalSince1970: -0.0006).milliseconds == -1)
    }

    @Test func numbersArePaddedButNeverCut() {
        #expect([padded(7, to: 2), padded(42, to: 2), padded(123, to: 2), padded(0, to: 4)] == ["07", "42", "123", "0000"])
    }
}

@Suite struct CivilDayTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (1600, 2, 29, -135_081),
        (0, 3, 1, -719_468), (-1, 12, 31, -719_529),
    ])
    func aDayIsCountedFrom1970(_ year: Int, _ month: Int, _ day: Int, _ count: Int) {
        #expect(CivilDay(year: year, month: month, day: day)?.daysSince1970 == count)
        #expect(CivilDay(daysSince1970: count).parts == (year, month, day))
    }

    @Test(arguments: [
        (2015, 2, 29), (1900, 2, 29), (2015, 2, 31), (2015, 4, 31), (2015, 13, 1), (2015, 0, 1), (2015, 1, 0), (2015, 1, 32),
        (2015, 1, -1),
    ])
    func aDayThatIsInNoCalendarIsNone(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CivilDay(year: year, month: month, day: day) == nil)
    }

    @Test func everyDayOfFourHundredYearsFollowsTheOneBefore() {
        var (year, month, day) = (1999, 12, 31)
        for count in 10_956..<10_956 + 146_097 {
            guard CivilDay(daysSince1970: count).parts == (year, month, day) else {
                Issue.record("day \(count) is not \(year)-\(month)-\(day)")
                return
            }
            day += 1
            if day > CivilDay.length(ofMonth: month, year: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }
}

@Suite struct BlockTests {
    @Test func blocksArePartedByBlankLinesAndListItemsAreNot() {
        let blocks = [
            Block(.heading, "At a glance"), Block(.listItem, "Vote on Saturday"), Block(.listItem, "Wages rise"),
            Block(.paragraph, "It is over."),
            Block(.quotation, "We won."), Block(.listItem, "Alone"),
        ]
        #expect(blocks.plainText == "## At a glance\n\n- Vote on Saturday\n- Wages rise\n\nIt is over.\n\n> We won.\n\n- Alone")
    }

    @Test func noBlocksAreNoText() {
        #expect([Block]().plainText == "")
    }
}
