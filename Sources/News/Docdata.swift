import FoundationEssentials

/// What an agency says of an article beside its text: NITF `docdata`, NewsML 1.2 `NewsManagement` and `DescriptiveMetadata`,
/// NewsML-G2 `itemMeta` and `contentMeta`; elsewhere what a tag line at the head of the text says.
package struct Docdata: Hashable, Sendable {
    /// What may be done with it. Nil where nothing is said, which is taken as usable.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case usable
        /// Not to be published until the agency says otherwise.
        case withheld
        /// Killed: never to be published, and to be taken back where it was.
        case cancelled = "canceled"
    }

    /// The desk's short name of the article, `HARBOUR-STRIKE`: one slug for all takes of one story. NITF `du-key`, else the
    /// metas `slugline` and `anpa-keyword`; NewsML 1.2 `SlugLine`, else `NameLabel`; NewsML-G2 `slugline`.
    package var slug: String?
    /// Where it was written, as the agency puts it: `SEOUL`, `TARN, Nov 22`. NITF `dateline`, NewsML 1.2 `DateLine`, NewsML-G2
    /// `dateline`, else `located`. Without the dash at its end; one that is nothing but a date is none.
    package var dateline: String?
    /// `Morning Edition`.
    package var edition: String?
    /// 1 (most urgent) ... 9. NITF `ed-urg`, NewsML 1.2 `Urgency`, NewsML-G2 `urgency`.
    package var urgency: Int?
    /// Not to be published before. Nil when there is none, or one that could not be read (then a repair says so, and the status is
    /// withheld). NITF `date.release` after `date.issue`, NewsML 1.2 `StatusWillChange` to usable, NewsML-G2 `embargoed`.
    package var embargo: Date?
    /// From 1. NITF `du-key version`, NewsML 1.2 `RevisionId`, NewsML-G2 `version`.
    package var version: Int?
    /// NITF `management-status`, NewsML 1.2 `Status`, NewsML-G2 `pubStatus`; withheld, too, under an embargo without an end.
    package var status: Status?
    /// Coded subjects, `scheme:code` where the scheme is known: `subj:04000000`, `medtop:20000565`. In the agency's order. NITF
    /// `tobject.subject.refnum`, NewsML 1.2 `SubjectCode`, NewsML-G2 `subject`, and of its `sameAs` IPTC's own.
    package var subjects: [String]

    package init(
        slug: String? = nil, dateline: String? = nil, edition: String? = nil, urgency: Int? = nil, embargo: Date? = nil,
        version: Int? = nil, status: Status? = nil, subjects: [String] = []
    ) {
        self.slug = slug
        self.dateline = dateline
        self.edition = edition
        self.urgency = urgency
        self.embargo = embargo
        self.version = version
        self.status = status
        self.subjects = subjects
    }

    /// Nothing is said at all: an item keeps nil instead.
    package var isEmpty: Bool { self == Docdata() }
}
