import News

/// What makes a story. Shares are in 65536ths, so that all that decides is an integer.
package struct StoryRules: Hashable, Sendable {
    package static let standard = StoryRules()

    /// Items further apart in time are never compared.
    package var reachHours = 48
    /// What of a likeness is left for each quarter of an hour between two items where items come fastest: after 8 hours, 1/e (`Pace`).
    package var fadePerQuarterHour = 63_520
    /// The same of two items that have an opening, however items come: after 80 hours, 1/e.
    package var fadePerQuarterHourOfTold = 65_332
    /// Each item is linked to so many of the most alike before it.
    package var neighbours = 12
    /// In how many articles a word is looked up, and how many articles in all for one.
    package var mostOfWord = 300
    package var mostLookups = 1024
    /// Likeness, faded, below which two items are not linked at all: 0.09; where items come slowest 0.155.
    package var leastLikeness = 5898
    package var leastLikenessOfSlowest = 10_158
    /// The same of two items that both have an opening, however they come: 0.15.
    package var leastLikenessOfTold = 9830
    /// What a word gains that headlines in sentence case always give a capital, as names, in an item that has nothing but a headline: 0.35.
    package var nameGain = 22_938
    /// What two neighbouring words of a title count, of the mean of its words: 0.3.
    package var ofPair = 19_661
    /// What a likeness gains for each word shared beyond four, up to ten, and loses for each below, down to two: 0.1. The more
    /// words are shared, the less by chance.
    package var gainOfShared = 6554
    /// The same of two items that have an opening, which their length tells better (`usualLength`): 0.025. And what their likeness gains
    /// for each word that both titles have beyond three, up to six, and loses for each below: 0.02.
    package var gainOfSharedOfTold = 1638
    package var gainOfTitle = 1311
    /// The length of an item that has an opening at which its likenesses are as its cosines are (`Neighbours.extent`): 1.9 times the weight
    /// of a word that stands in one article only.
    package var usualLength = 124_518
    /// What counts of the likeness of two items of one source, of which one alone is no second opinion: 0.5. What a source says
    /// of one subject day by day is seldom one event.
    package var ofOneSource = 32_768
    /// The same where one of the two looks at an event from outside (`Genre.background`): 0.65.
    package var ofBackground = 42_598
    /// Two groups join when the mean likeness over all pairs between them is at least `leastMean`, however many pairs
    /// there are, and `leastMeanOfOne / pairs^0.75` above that: 0.0065 and 0.22. See Tests/Bench/stories.py for what others give.
    package var leastMean = 426
    package var leastMeanOfOne = 14_418
    /// The same as `leastMean` where three days are grouped as one (`Pace.long`) and groups are larger: 0.0022.
    package var leastMeanOfLong = 144
    /// The same where items come slowest: 0.37.
    package var leastMeanOfOneOfSlowest = 24_248
    /// The same of items that have an opening too, by which an event is told better from a topic that many items share: the mean of
    /// one pair must be 0.38, and with more pairs rises to 0.5, less what falls with the root of their number.
    package var leastMeanOfTold = 32_768
    package var leastMeanOfOneTold = 24_904
    /// Nil: as the items tell; else this level of `Pace` always.
    package var pace: Int?
    /// What an item of a group counts among these pairs in an epoch that begins a quarter of an hour after it: after 24 hours, 1/e.
    package var weightPerQuarterHour = 64_857
    /// Rare words are told from common ones by what was said in so many days before.
    package var rarityDays = 7
    /// Where that is fewer articles, the day's own count too.
    package var fewestCounted = 2000
    /// Of a source, or with the same opening, the same title within so many hours is said once.
    package var sameWordsHours = 4

    package init() {}
}
