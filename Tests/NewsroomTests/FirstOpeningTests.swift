import FoundationEssentials
import News
import Newsroom
import Testing

/// Where the window of an edition's first number begins, by what others told before it.
@Suite struct FirstOpeningTests {
    private static let everyDay = Set(1...7)

    private func rules(_ name: String, _ schedule: Schedule, _ change: (inout EditionRules) -> Void = { _ in }) -> EditionRules {
        var rules = EditionRules(name: name, title: name, zone: "UTC", schedule: schedule, storiesPerTopic: 8, inShort: 7)
        change(&rules)
        return rules
    }

    private func daily(_ name: String, _ hour: Int, days: Set<Int> = everyDay, _ change: (inout EditionRules) -> Void = { _ in })
        -> EditionRules
    {
        rules(name, .daily(hour: hour, minute: 0, days: days), change)
    }

    /// - `closings`: of editions that were published, by name; Thursday is 2026-11-26.
    private func opening(
        _ first: EditionRules, _ closing: String, after others: EditionRules..., since arrival: String = "2026-11-25T05:00:00Z",
        closings: [String: [String]]
    ) throws -> String? {
        try first.firstOpening(at: date(closing), after: others + [first], since: date(arrival)) { name, limit in
            try (name.map { closings[$0] ?? [] } ?? closings.values.flatMap(\.self)).map { try date($0) }.filter { $0 <= limit }
                .max()
        }?.rfc3339
    }

    private let morning = ["2026-11-25T06:00:00Z", "2026-11-26T06:00:00Z"]

    @Test func itBeginsWithWhatAnotherEditionOfTheDayToldLast() throws {
        let evening = daily("evening", 18)
        #expect(
            try opening(evening, "2026-11-26T18:00:00Z", after: daily("morning", 6), closings: ["morning": morning])
                == "2026-11-26T06:00:00Z")
        // Both close at once: neither came before.
        #expect(
            try opening(evening, "2026-11-26T18:00:00Z", after: daily("six", 18), closings: ["six": ["2026-11-26T18:00:00Z"]])
                == nil)
        #expect(try opening(evening, "2026-11-26T18:00:00Z", after: daily("morning", 6), closings: [:]) == nil)
    }

    @Test func aReviewTellsOfAllOfItsTimeWhateverCameOutMeanwhile() throws {
        let week = daily("week", 12, days: [4])
        let closings = (18...26).map { "2026-11-\($0)T06:00:00Z" }
        #expect(
            try opening(week, "2026-11-26T12:00:00Z", after: daily("morning", 6), closings: ["morning": closings])
                == "2026-11-19T06:00:00Z")
        // Before a desk was a week old nobody told what came first.
        #expect(try opening(week, "2026-11-26T12:00:00Z", after: daily("morning", 6), closings: ["morning": morning]) == nil)
        let flashes = (0...23).map { "2026-11-26T\($0 < 10 ? "0" : "")\($0):00:00Z" } + ["2026-11-25T11:00:00Z"]
        #expect(
            try opening(
                daily("noon", 12), "2026-11-26T12:00:00Z", after: rules("flash", .every(minutes: 60)),
                closings: ["flash": flashes])
                == "2026-11-25T11:00:00Z")
        #expect(
            try opening(
                rules("flash", .every(minutes: 10)), "2026-11-26T12:00:00Z", after: daily("morning", 6),
                closings: ["morning": morning]) == "2026-11-26T06:00:00Z")
    }

    @Test func theLiveEditionFollowsNoneAndNoneFollowsThatOfTheDay() throws {
        let live = daily("live", 0)
        #expect(
            try opening(live, "2026-11-26T09:00:00Z", after: daily("morning", 6), closings: ["morning": morning])
                == nil)
        #expect(
            try opening(daily("evening", 18), "2026-11-26T18:00:00Z", after: live, closings: ["live": ["2026-11-26T00:00:00Z"]])
                == nil)
    }

    @Test(arguments: [
        ("2026-11-07T05:00:00Z", "2026-11-26T00:00:00Z"),
        // On the day of its first arrival, and on the next, nothing shows that it was off.
        ("2026-11-25T05:00:00Z", nil), ("2026-11-26T05:00:00Z", nil),
    ]) func aLiveEditionThatWasOffBeginsWithItsDay(_ arrival: String, _ opens: String?) throws {
        for closing in ["2026-11-26T09:00:00Z", "2026-11-27T00:00:00Z"] {
            #expect(
                try opening(
                    daily("live", 0), closing, after: daily("morning", 6), since: arrival,
                    closings: ["morning": morning, "sport": ["2026-11-25T20:00:00Z"]])
                    == opens)
        }
        let berlin = daily("live", 0) {
            $0 = EditionRules(
                name: $0.name, title: $0.title, zone: "Europe/Berlin", schedule: $0.schedule, storiesPerTopic: 8, inShort: 7)
        }
        #expect(
            try opening(
                berlin, "2026-11-26T09:00:00Z", after: daily("morning", 6), since: "2026-11-07T05:00:00Z",
                closings: ["morning": morning])
                == "2026-11-25T23:00:00Z")
    }

    /// It showed all of the day that it began in, and closes with it, however late.
    @Test func aLiveEditionWhoseDeskWasOffMeanwhileLosesNothing() throws {
        #expect(
            try opening(
                daily("live", 0), "2026-11-27T00:00:00Z", after: daily("morning", 6),
                closings: ["morning": ["2026-11-25T06:00:00Z"]])
                == nil)
    }

    private static func choice(_ change: (inout EditionChoice) -> Void) -> EditionChoice {
        var choice = EditionChoice()
        change(&choice)
        return choice
    }

    @Test(arguments: [
        (choice { $0.topics = ["sport"] }, choice { _ in }),
        (choice { $0.topics = ["sport"] }, choice { $0.topics = ["sport", "labour"] }),
        (choice { $0.sources = ["bbc"] }, choice { _ in }),
        (choice { $0.sources = ["agencies/dpa"] }, choice { $0.sources = ["agencies"] }),
        (choice { $0.withoutTopics = ["sport"] }, choice { _ in }), (choice { $0.withoutSources = ["blogs"] }, choice { _ in }),
        (choice { $0.languages = ["en"] }, choice { $0.languages = ["en", "de"] }),
    ]) func onlyWhatToldAllThatMayBeToldIsFollowed(_ narrow: EditionChoice, _ wide: EditionChoice) throws {
        func opening(_ first: EditionChoice, after other: EditionChoice) throws -> String? {
            try self.opening(
                daily("evening", 18) { $0.choice = first }, "2026-11-26T18:00:00Z",
                after: daily("morning", 6) { $0.choice = other },
                closings: ["morning": morning])
        }
        #expect(try opening(wide, after: narrow) == nil)
        for other in [narrow, wide] { #expect(try opening(narrow, after: other) == "2026-11-26T06:00:00Z") }
    }

    @Test func aShorterEditionIsNotFollowed() throws {
        let (short, long) = (daily("morning", 6) { $0.minutes = 5 }, daily("morning", 6) { $0.minutes = 20 })
        let evening = daily("evening", 18) { $0.minutes = 10 }
        #expect(try opening(evening, "2026-11-26T18:00:00Z", after: short, closings: ["morning": morning]) == nil)
        #expect(try opening(evening, "2026-11-26T18:00:00Z", after: long, closings: ["morning": morning]) != nil)
        #expect(try opening(daily("evening", 18), "2026-11-26T18:00:00Z", after: long, closings: ["morning": morning]) == nil)
    }

    @Test(arguments: [\EditionRules.storiesPerTopic, \.headlinesPerTopic, \.inShort])
    func anEditionWithLessRoomIsNotFollowed(_ bound: WritableKeyPath<EditionRules, Int> & Sendable) throws {
        for (change, opens) in [(-1, nil), (0, "2026-11-26T06:00:00Z"), (1, "2026-11-26T06:00:00Z")] {
            let other = daily("morning", 6) { $0[keyPath: bound] += change }
            #expect(
                try opening(daily("evening", 18), "2026-11-26T18:00:00Z", after: other, closings: ["morning": morning]) == opens)
        }
    }
}
