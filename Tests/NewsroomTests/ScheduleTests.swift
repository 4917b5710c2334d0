import FoundationEssentials
import News
import Newsroom
import Testing

@Suite struct ScheduleTests {
    static let everyDay: Set<Int> = [1, 2, 3, 4, 5, 6, 7]

    @Test(arguments: [
        // Berlin goes forward at 02:00 on 29 March 2026 and back at 03:00 on 25 October.
        ("Europe/Berlin", 6, 30, "2026-03-29T00:00:00Z", "2026-03-29T04:30:00Z"),
        ("Europe/Berlin", 2, 30, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", 2, 30, "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
        ("Europe/Berlin", 2, 30, "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"),
        ("Europe/Berlin", 2, 30, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        ("America/New_York", 2, 15, "2026-03-08T00:00:00Z", "2026-03-08T07:00:00Z"),
        ("America/New_York", 1, 15, "2026-11-01T00:00:00Z", "2026-11-01T05:15:00Z"),
        // Half an hour only.
        ("Australia/Lord_Howe", 2, 10, "2026-10-03T12:00:00Z", "2026-10-03T15:30:00Z"),
        ("Australia/Lord_Howe", 1, 45, "2026-04-04T00:00:00Z", "2026-04-04T14:45:00Z"),
        ("Asia/Kolkata", 6, 30, "2026-07-01T00:00:00Z", "2026-07-01T01:00:00Z"),
        ("Asia/Kathmandu", 0, 0, "2026-07-01T00:00:00Z", "2026-07-01T18:15:00Z"),
        // Samoa went over the date line and had no 30 December 2011.
        ("Pacific/Apia", 6, 30, "2011-12-29T17:00:00Z", "2011-12-30T10:00:00Z"),
        ("UTC", 0, 0, "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z"),
    ])
    func theNextClosingFollowsTheClocksOfTheZone(_ zone: String, _ hour: Int, _ minute: Int, _ moment: String, _ closing: String)
        throws
    {
        let schedule = Schedule.daily(hour: hour, minute: minute, days: Self.everyDay)
        #expect(schedule.nextClosing(after: try date(moment), zone: zone)?.rfc3339 == closing)
        #expect(schedule.lastClosing(notAfter: try date(closing), zone: zone)?.rfc3339 == closing)
    }

    @Test(arguments: [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca",
        "Pacific/Kiritimati", "America/St_Johns", "Asia/Tehran", "UTC",
    ])
    func everyDayOfAYearHasOneClosing(_ zone: String) throws {
        for (hour, minute) in [(0, 0), (1, 30), (2, 0), (2, 30), (6, 30), (23, 59)] {
            let schedule = Schedule.daily(hour: hour, minute: minute, days: Self.everyDay)
            var closings: [Date] = []
            var moment = try date("2025-12-31T23:00:00Z")
            while closings.count < 366, let next = schedule.nextClosing(after: moment, zone: zone) {
                #expect(next > moment)
                #expect(schedule.lastClosing(notAfter: next, zone: zone) == next)
                let justBefore = schedule.lastClosing(notAfter: next.addingTimeInterval(-0.001), zone: zone)
                #expect(closings.isEmpty || justBefore == moment)
                closings.append(next)
                moment = next
            }
            let days = closings.compactMap { Schedule.local($0, zone: zone) }.compactMap {
                CivilDay(year: $0.year, month: $0.month, day: $0.day)
            }
            #expect(zip(days, days.dropFirst()).allSatisfy { $1.daysSince1970 - $0.daysSince1970 == 1 })
            #expect(days.count == 366)
        }
    }

    @Test func onlyTheNamedDaysOfTheWeekClose() throws {
        let schedule = Schedule.daily(hour: 6, minute: 30, days: [1, 5])
        let friday = schedule.nextClosing(after: try date("2026-11-23T06:30:00Z"), zone: "UTC")
        #expect(friday?.rfc3339 == "2026-11-27T06:30:00Z")
        #expect(schedule.lastClosing(notAfter: try date("2026-11-23T06:29:59Z"), zone: "UTC")?.rfc3339 == "2026-11-20T06:30:00Z")
    }

    @Test func intervalsAreCountedFromMidnightUTC() throws {
        let schedule = Schedule.every(minutes: 35)
        #expect(schedule.lastClosing(notAfter: try date("2026-11-22T01:00:00Z"), zone: "UTC")?.rfc3339 == "2026-11-22T00:35:00Z")
        #expect(schedule.nextClosing(after: try date("2026-11-22T00:35:00Z"), zone: "UTC")?.rfc3339 == "2026-11-22T01:10:00Z")
        #expect(schedule.nextClosing(after: try date("2026-11-22T23:55:00Z"), zone: "UTC")?.rfc3339 == "2026-11-23T00:00:00Z")
    }

    @Test(arguments: [
        (Schedule.daily(hour: 6, minute: 30, days: everyDay), "Mars/Olympus", 0.0),
        (.every(minutes: 10), "Mars/Olympus", 0), (.daily(hour: 6, minute: 30, days: []), "UTC", 0),
        (.daily(hour: 24, minute: 0, days: everyDay), "UTC", 0), (.every(minutes: 0), "UTC", 0),
        (.every(minutes: 10), "UTC", .infinity), (.every(minutes: 10), "UTC", -1e300),
    ])
    func whatCannotCloseHasNoClosing(_ schedule: Schedule, _ zone: String, _ moment: Double) {
        #expect(schedule.nextClosing(after: Date(timeIntervalSince1970: moment), zone: zone) == nil)
        #expect(schedule.lastClosing(notAfter: Date(timeIntervalSince1970: moment), zone: zone) == nil)
    }

    @Test func localTimeIsThatOfTheZone() throws {
        let local = try #require(Schedule.local(try date("2026-11-22T23:50:59Z"), zone: "Asia/Kathmandu"))
        #expect([local.year, local.month, local.day, local.hour, local.minute] == [2026, 11, 23, 5, 35])
    }
}

/// Of `2026-11-22T06:30:00Z`.
func date(_ text: String) throws -> Date {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    try #require(numbers.count == 6)
    let day = try #require(CivilDay(year: numbers[0], month: numbers[1], day: numbers[2])).daysSince1970
    return Date(milliseconds: Int64(day * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]) * 1000)
}
