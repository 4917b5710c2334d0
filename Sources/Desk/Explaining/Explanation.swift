import FoundationEssentials
import News
import Newsroom

/// What `wiredesk explain` tells of an item and of the story it is in: values for people and programs.
package struct Explanation: Codable, Hashable, Sendable {
    package struct ItemPart: Codable, Hashable, Sendable {
        package let key: String
        package let title: String?
        package let source: String
        package let sourceTitle: String?
        /// Its place in time (DESIGN.md, section 1), RFC 3339.
        package let time: String
    }

    package struct EvidencePart: Codable, Hashable, Sendable {
        package let field: String
        package let text: String
        /// From 0; nil where it is not kept.
        package let sentence: Int?
        /// UTF-8 bytes from the start of the field.
        package let offset: Int
        package let term: String
        package let points: Int
    }

    package struct TagPart: Codable, Hashable, Sendable {
        package enum Why: String, Codable, Hashable, Sendable {
            case tagged, editor
            /// Fewer points than the topic asks for.
            case short
            case vetoed, outOfScope, otherLanguage
            /// An editor took it off.
            case takenOff
        }

        package let id: String
        package let label: String
        package let type: String
        package let why: Why
        package let score: Int
        /// Points that the topic asks for; nil for what is found without a topic.
        package let threshold: Int?
        package let evidence: [EvidencePart]
        /// What `not` of the topic names, and where it stands; only where that kept it off.
        package let veto: String?
        package let vetoEvidence: [EvidencePart]
        /// What stands in passages that the publisher repeats, and so counts nothing.
        package let leftOut: [LeftOutPart]
    }

    package struct LeftOutPart: Codable, Hashable, Sendable {
        package let evidence: EvidencePart
        /// How many items of the file have the passage.
        package let items: Int
    }

    package struct JoinPart: Codable, Hashable, Sendable {
        package let rule: String
        /// 0...65536.
        package let score: Int
        package let shared: [String]
        package let with: String
        /// Seconds between the two items.
        package let secondsApart: Int
    }

    package struct MemberPart: Codable, Hashable, Sendable {
        package let item: ItemPart
        package let duplicateOf: String?
        package let why: JoinPart?
    }

    package struct StoryPart: Codable, Hashable, Sendable {
        package let id: String
        /// Ids under which editions told what is now this story.
        package let aliases: [String]
        package let items: [MemberPart]
        /// What it weighs among others as a whole, when the newest item came.
        package let weight: WeightPart?
        /// Why no words join it to others; nil where they could.
        package let silence: Silence?
    }

    /// Points; a hundred count as twice as much.
    package struct WeightPart: Codable, Hashable, Sendable {
        package let points: Int
        package let publishers: Int
        package let recency: Int
        package let prominence: Int
        package let priority: Int
    }

    package struct NearPart: Codable, Hashable, Sendable {
        /// Of this story.
        package let item: String
        package let other: ItemPart
        package let otherStory: String
        /// 0...65536, whatever the time between them.
        package let likeness: Int
        package let shared: [String]
        package let secondsApart: Int
        package let obstacle: Obstacle
    }

    /// Why two stories are two; likenesses are 0...65536.
    package struct Obstacle: Codable, Hashable, Sendable {
        package enum Kind: String, Codable, Hashable, Sendable {
            case tooUnlike, language, numbers, time, notLinked, crowdedOut, notLookedUp
        }
        package let kind: Kind
        package var likeness: Int?
        package var asked: Int?
        package var pairs: Int?
        package var atMostHours: Int?
        /// How many items before it an item is linked to, of which all were nearer; `nearest` most of all, by `nearestLikeness`.
        package var links: Int?
        package var nearest: ItemPart?
        package var nearestLikeness: Int?
    }

    package struct ChangePart: Codable, Hashable, Sendable {
        package struct Piece: Codable, Hashable, Sendable {
            package let kind: String
            package let text: String
        }
        package let field: String
        package let pieces: [Piece]
    }

    package struct RevisionPart: Codable, Hashable, Sendable {
        package let arrived: String
        /// Below the desk's folder.
        package let file: String
        /// False where the file is kept no more.
        package let isThere: Bool
        package let title: String?
        /// What it says otherwise than the one before.
        package let changes: [ChangePart]
        package let changesLeft: Int
    }

    package struct EditionPart: Codable, Hashable, Sendable {
        package let title: String
        package let closing: String
        package let file: String
        package let story: String
    }

    package struct WordPart: Codable, Hashable, Sendable {
        package let at: String
        package let said: String
    }

    /// As of when; nothing that came later is in it.
    package let at: String
    package let item: ItemPart
    package let url: String?
    package let language: String?
    package let arrived: String
    package let tags: [TagPart]
    /// Topics that had points and are no tags, nearest first.
    package let notTagged: [TagPart]
    /// True where the topics were changed since: the item would get other tags now.
    package let isTaggedByOtherTopics: Bool
    /// Why it is in no story: held, killed, or nothing to read. Nil where it is in one.
    package let notTold: String?
    package let story: StoryPart?
    package let nearest: [NearPart]
    /// In their order, the last is what counts.
    package let revisions: [RevisionPart]
    package let editions: [EditionPart]
    package let editors: [WordPart]

    package var json: [UInt8] { prettyJSON(keys: .convertToSnakeCase) }
}
