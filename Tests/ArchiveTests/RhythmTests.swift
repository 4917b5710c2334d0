import Foundation
import Testing

@testable import Archive

struct RhythmTests {
    private func rhythm(_ deliveries: Int, longestGap: Double, silentFor: Double) -> Bool {
        let now = Date(timeIntervalSince1970: 1_000_000)
        return SourceRhythm(
            name: "radio", deliveries: deliveries, last: now.addingTimeInterval(-silentFor), longestGapSeconds: longestGap
        ).isSilent(at: now)
    }

    @Test func aSourceIsSilentWhenItTakesHalfAsLongAgainAsItEverDid() {
        #expect(!rhythm(50, longestGap: 86_400, silentFor: 129_600))
        #expect(rhythm(50, longestGap: 86_400, silentFor: 129_601))
    }

    @Test func aSourceOfMinutesMayPauseForAnHour() {
        #expect(!rhythm(50, longestGap: 60, silentFor: 3_600))
        #expect(rhythm(50, longestGap: 60, silentFor: 3_601))
    }

    @Test func ofASourceThatCameNineTimesNothingIsSaid() {
        #expect(!rhythm(9, longestGap: 60, silentFor: 1e9))
    }
}
