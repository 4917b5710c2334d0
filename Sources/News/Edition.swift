import FoundationEssentials

/// One digest, decided and ready to be printed. What Press needs and nothing it would have to decide.
package struct Edition: Hashable, Sendable {
    /// `live`, `morning`, `morning-0630` for an `every` schedule: the stem of its file names. [a-z0-9-] only.
    package var name: String
    /// `Morning Edition`.
    package var title: String
    /// The zone its times are told in, by its tz database name.
    package var zone: String
    /// The closing before it (exclusive); nil for the first of all, whose window begins with the first arrival.
    package var opened: Date?
    /// End of its window (inclusive).
    package var closing: Date
    /// False for a live edition that still grows.
    package var isClosed: Bool
    package var counts: Counts
    /// Told first at the top, best first: ids of stories in `sections`.
    package var inShort: [Key]
    /// In the order to print them.
    package var sections: [Section]
    /// What it is printed as; pages link to them.
    package var forms = EditionForm.standard
    /// It was told to leave out some of what came from its sources: the counts are of all that they brought.
    package var isChosen = false
    /// It closed at the midnight that ends the day it is of.
    package var endsDay = false
    /// What it tells of, where it is a further page of a topic: of one day, or of all before.
    package var further: Further.Kind?
    /// The name of the page that tells what no topic claims. Nil where the edition's topics are not those of all.
    package var elsewhere: String?

    /// What arrived within its window from the sources that it may tell.
    package struct Counts: Hashable, Sendable {
        /// Observations of items, repeats and all.
        package var items: Int
        package var sources: Int
        package var repeats: Int
        package var revisions: Int
        package var copies: Int
        /// Files that could not be read.
        package var filesFailed: Int

        package init(
            items: Int = 0, sources: Int = 0, repeats: Int = 0, revisions: Int = 0, copies: Int = 0, filesFailed: Int = 0
        ) {
            self.items = items
            self.sources = sources
            self.repeats = repeats
            self.revisions = revisions
            self.copies = copies
            self.filesFailed = filesFailed
        }
    }

    package struct Section: Hashable, Sendable {
        /// The topic's id; nil for what no topic claims ("Elsewhere").
        package var topic: String?
        package var label: String
        /// Told in full, best first.
        package var told: [Told]
        /// Told as headlines only, best first.
        package var brief: [Told]
        /// So many more belong here that the edition has no room for.
        package var left: Int
        /// The pages beside this one that tell those, or that this one is a further page of.
        package var further: [Further] = []

        package init(topic: String?, label: String, told: [Told], brief: [Told], left: Int = 0) {
            self.topic = topic
            self.label = label
            self.told = told
            self.brief = brief
            self.left = left
        }
    }

    /// A page beside this one that tells more of the same.
    package struct Further: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// The one that this is a further page of.
            case newest
            /// Of a day in the edition's zone. Of more than a page holds the part, from 1 for the oldest; nil for a whole day.
            case day(CivilDay, part: Int?)
            /// Of all days before those.
            case earlier(part: Int?)
        }

        /// The stem of its file: [a-z0-9_-] only.
        package let name: String
        package let kind: Kind
        /// How many it tells; nil where that is not said.
        package let stories: Int?

        package init(name: String, kind: Kind, stories: Int? = nil) {
            (self.name, self.kind, self.stories) = (name, kind, stories)
        }
    }

    /// A sentence of the Quick Look, word for word.
    package struct Bullet: Hashable, Sendable {
        /// What another source gives where the sentence has its one number.
        package struct OtherNumber: Hashable, Sendable {
            /// As it is written there, with what it counts where that is not plain: `1,204`, `17 dead`.
            package let number: String
            package let source: Key

            package init(number: String, source: Key) {
                self.number = number
                self.source = source
            }
        }

        package let text: String
        /// The item it is from.
        package let source: Key
        package let others: [OtherNumber]

        package init(text: String, source: Key, others: [OtherNumber] = []) {
            self.text = text
            self.source = source
            self.others = others
        }
    }

    /// A paragraph of the Deep Look, word for word.
    package struct Paragraph: Hashable, Sendable {
        package let text: String
        /// Never a heading.
        package let kind: Block.Kind
        /// The item it is from.
        package let source: Key

        package init(text: String, kind: Block.Kind, source: Key) {
            (self.text, self.kind, self.source) = (text, kind, source)
        }
    }

    /// One side of a story, at length.
    package struct Angle: Hashable, Sendable {
        /// A source's own, or the words that set it apart, as they are written there. Nil for how the lead begins, and for what has
        /// nothing in common.
        package let heading: String?
        /// Never empty.
        package let paragraphs: [Paragraph]

        package init(heading: String?, paragraphs: [Paragraph]) { (self.heading, self.paragraphs) = (heading, paragraphs) }
    }

    /// A story as this edition tells it.
    package struct Told: Hashable, Sendable {
        package var story: Story
        /// The member whose headline and lede are shown; the first to print.
        package var lead: Key
        /// Of the story: its items' tags put together, best first.
        package var tags: [Tag]
        /// The first one or two sentences that carry the news, word for word from `lead`. Nil when there is no text.
        package var lede: String?
        /// Where others give another number than the lede does: what they say.
        package var otherNumbers: [Bullet.OtherNumber] = []
        /// At most five, best first; empty where the lede says all there is, and for a story told as a headline.
        package var quickLook: [Bullet]
        /// The story at length, where that was asked for: what the lead says first, then what others add to it.
        package var deepLook: [Angle] = []
        /// Paragraphs of the lead that are not in it.
        package var deepLookLeft = 0
        /// Publishers that tell it on their own account: copies do not count. At least 1.
        package var sources: Int
        /// Members that are new or revised within the window, by time; the others were told before.
        package var fresh: [Key]
        /// True when an earlier edition told some of it: of the same name, or, for the first of its name, another.
        package var isUpdate: Bool
        /// Whether a page of its own is known to be there that tells more of it than this.
        package var hasPage = false
        /// So many more members the story has than `story` holds here.
        package var left: Int

        package init(
            story: Story, lead: Key, tags: [Tag], lede: String?, quickLook: [Bullet] = [], sources: Int, fresh: [Key],
            isUpdate: Bool, left: Int = 0
        ) {
            self.story = story
            self.lead = lead
            self.tags = tags
            self.lede = lede
            self.quickLook = quickLook
            self.sources = sources
            self.fresh = fresh
            self.isUpdate = isUpdate
            self.left = left
        }
    }

    package init(
        name: String, title: String, zone: String, opened: Date?, closing: Date, isClosed: Bool, counts: Counts,
        inShort: [Key], sections: [Section]
    ) {
        self.name = name
        self.title = title
        self.zone = zone
        self.opened = opened
        self.closing = closing
        self.isClosed = isClosed
        self.counts = counts
        self.inShort = inShort
        self.sections = sections
    }
}

extension Edition {
    /// The same with each story told as `body` gives it.
    package func mapStories(_ body: (Story) -> Story) -> Edition {
        func map(_ told: Told) -> Told {
            var told = told
            told.story = body(told.story)
            return told
        }
        var edition = self
        for place in sections.indices {
            edition.sections[place].told = sections[place].told.map(map)
            edition.sections[place].brief = sections[place].brief.map(map)
        }
        return edition
    }
}
