import Foundation
import News
import Testing

@testable import Press

@Test func theCalendarHasEachMonthWithEditionsTheNewestFirstAndLinksTheirDays() throws {
    let days = [(2026, 11, 22), (2026, 11, 1), (2027, 2, 28)].compactMap { CivilDay(year: $0.0, month: $0.1, day: $0.2) }
    let page = text(Press().calendar(days.map { CalendarDay(day: $0, editions: 2) }))
    let months = page.components(separatedBy: "<caption>").dropFirst().map { $0.prefix { $0 != "<" } }
    #expect(months == ["February 2027", "November 2026"])
    // Sunday the first ends the first week, and the month ends in the sixth.
    let november = try #require(page.components(separatedBy: "<caption>").last).components(separatedBy: "<tbody>\n")[1]
    let weeks = november.components(separatedBy: "</tr>\n")
    #expect(
        weeks[0] == """
            <tr><td></td><td></td><td></td><td></td><td></td><td></td><td>\
            <a href="days/2026-11-01.html" aria-label="Sunday 1 November 2026, 2 editions">1</a></td>
            """)
    #expect(weeks[5] == "<tr><td>30</td><td></td><td></td><td></td><td></td><td></td><td></td>")
    #expect(page.components(separatedBy: "<a href=\"days/").count == 4)
}

@Test(arguments: 0..<12) func everyDayOfAMonthStandsOnceInTheCalendar(_ month: Int) throws {
    let first = try #require(CivilDay(year: 2028, month: month + 1, day: 1))
    let page = text(Press().calendar([CalendarDay(day: first, editions: 1)]))
    let count = page.components(separatedBy: "<td>").dropFirst().count { !$0.hasPrefix("</td>") }
    #expect(count == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month])
}

@Test func theHeadlinesOfADayLeadToTheirEditions() throws {
    let told = small.sections[0].told[0]
    let headline = DayPage.Headline(story: told.story.id, lead: told.story.members[0].item)
    let printing = DayPage.Printing(
        title: "Morning Edition", path: "2026/11/22/morning", closing: at("2026-11-22T05:30:00Z"), zone: "Europe/Berlin",
        headlines: [headline], left: 3)
    let page = text(
        Press().day(DayPage(day: try #require(CivilDay(year: 2026, month: 11, day: 22)), editions: [printing])))
    #expect(page.contains("<h1>Sunday 22 November 2026</h1>"))
    #expect(page.contains("<h2 id=\"e0\"><a href=\"../2026/11/22/morning.html\">Morning Edition</a></h2>"))
    #expect(page.contains("\">06:30</time>, 4 stories</p>"))
    #expect(page.contains("<li><a href=\"../2026/11/22/morning.html#s\(told.story.id)\""))
    #expect(page.contains("and 3 more in the edition"))
}

@Test func aTopicOnTheFrontPageHasAPictureThatIsSaidInWords() {
    let topics = [
        FrontTopic(id: "economy", label: "Economy & trade", isTop: true, stories: 12, volume: [0, 5, 10]),
        FrontTopic(id: "taxes", label: "Taxes", isTop: false, stories: 1, volume: [0, 0, 1]),
    ]
    let page = text(Press().front(live: small, earlier: [], topics: topics))
    #expect(
        page.contains(
            "<li><span><a href=\"topics/economy.html\">Economy &amp; trade</a> <small>12 stories, 10 items today</small></span><svg class=\"bars\" role=\"img\""
        ))
    #expect(page.contains("aria-label=\"Items a day, the last day last: 0, 5, 10\""))
    #expect(page.contains("<rect x=\"8\" y=\"10\" width=\"6\" height=\"10\"/><rect x=\"16\" y=\"0\" width=\"6\" height=\"20\"/>"))
    #expect(page.contains("<summary>and 1 more topic</summary>"))
    #expect(!text(Press().front(live: small, earlier: [])).contains("class=\"topics\""))
}
