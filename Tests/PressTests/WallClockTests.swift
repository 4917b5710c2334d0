import Foundation
import News
import Testing

@testable import Press

@Test(arguments: [
    ("2026-11-22T20:40:00Z", "21:40"), ("2026-11-21T23:00:00Z", "00:00"), ("2026-11-21T22:59:00Z", "Saturday 23:59"),
    ("2026-11-16T12:00:00Z", "Monday 13:00"), ("2026-11-15T12:00:00Z", "15 November 13:00"),
    ("2026-06-01T12:00:00Z", "1 June 14:00"), ("2025-12-31T22:30:00Z", "31 December 2025 23:30"),
    ("2026-12-24T12:00:00Z", "24 December 13:00"), ("1969-12-31T23:30:00Z", "1 January 1970 00:30"),
])
func aMomentIsToldAsShortAsTheDayAllows(_ moment: String, _ expected: String) {
    var clock = WallClock(zone: "Europe/Berlin")
    let now = clock.reading(at("2026-11-22T21:30:00Z"))
    #expect(clock.short(at(moment), from: now) == expected)
}

@Test func everyHourOfAChangeOfClocksIsToldAsTheZoneHasIt() {
    var clock = WallClock(zone: "Europe/Berlin")
    let hours = (0...3).map { clock.reading(at("2026-10-25T0\($0):00:00Z")).time }
    #expect(hours == ["02:00", "02:00", "03:00", "04:00"])
    var half = WallClock(zone: "Australia/Lord_Howe")
    let morning = ["2026-10-03T15:29:00Z", "2026-10-03T15:30:00Z"].map { half.reading(at($0)).time }
    #expect(morning == ["01:59", "02:30"])
}

@Test func anUnknownZoneIsToldAsUTC() {
    var clock = WallClock(zone: "Mars/Olympus")
    #expect(clock.zoneName == "UTC" && clock.reading(at("2026-11-22T20:40:00Z")).time == "20:40")
}

@Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, 253_402_300_800, -62_135_596_801])
func aDateBeyondTheCalendarIsPrintedAsItsBorder(_ seconds: Double) {
    var bytes: [UInt8] = []
    bytes.set(utc: Date(timeIntervalSince1970: seconds), to: .milliseconds)
    #expect(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"].contains(text(bytes)))
    var clock = WallClock(zone: "Asia/Kolkata")
    let now = clock.reading(at("2026-11-22T20:40:00Z"))
    #expect(clock.short(Date(timeIntervalSince1970: seconds), from: now).contains(":"))
}

@Test(
    arguments: [0, 999, 1_795_380_000_250, -1, -86_400_000, 951_782_400_000, 253_402_300_799_000, -62_135_596_800_000] as [Int64])
func utcIsPrintedAsEveryRoomPrintsIt(_ milliseconds: Int64) {
    var bytes: [UInt8] = []
    bytes.set(utc: Date(milliseconds: milliseconds), to: .milliseconds)
    #expect(text(bytes) == Date(milliseconds: milliseconds).rfc3339)
}

@Test(arguments: [
    (0, "0"), (999, "999"), (1904, "1,904"), (1_234_567, "1,234,567"), (-1000, "-1,000"), (Int.min, "-9,223,372,036,854,775,808"),
])
func numbersAreGrouped(_ number: Int, _ expected: String) { #expect(grouped(number) == expected) }
