import FoundationEssentials
import News
import Testing

@testable import FeedReader

private func date(_ text: String) -> Date? { text.withUTF8Copy(FeedDate.read) }

struct NewsMLG2Tests {
    static let home = "http://iptc.org/std/nar/2006-10-01/"

    static func newsItem(_ itemMeta: String = "", _ contentMeta: String = "", _ contentSet: String = "") -> String {
        """
        <newsItem xmlns="\(home)" guid="urn:x:1" version="2" standardversion="2.12" xml:lang="fi-FI"><itemMeta>\(itemMeta)</itemMeta>
        <contentMeta>\(contentMeta)</contentMeta><contentSet>\(contentSet)</contentSet></newsItem>
        """
    }

    @Test(arguments: [("", "", "newsml-g2"), ("n:", ":n", "newsml-g2")])
    func aMessageIsMappedWhole(_ p: String, _ declared: String, _ format: String) throws {
        let feed = try read(
            """
            <\(p)newsMessage xmlns\(declared)="\(Self.home)" xmlns:h="http://www.w3.org/1999/xhtml">
            <\(p)header><\(p)sent>2022-10-11T11:14:42+02:00</\(p)sent></\(p)header><\(p)itemSet>
            <\(p)newsItem guid="urn:newsml:t.example:1" version="3" xml:lang="en"><\(p)rightsInfo/>
            <\(p)itemMeta><\(p)itemClass qcode="ninat:text"/><\(p)versionCreated>2022-10-11T11:14:42+02:00</\(p)versionCreated>
            <\(p)firstCreated>2022-10-11T10:00:00+02:00</\(p)firstCreated><\(p)pubStatus qcode="stat:usable"><\(p)name>Usable</\(p)name>
            </\(p)pubStatus><\(p)title>Other</\(p)title><\(p)edNote>Not public.</\(p)edNote>
            <\(p)link href="https://t.example/see" rel="irel:seeAlso"><\(p)title>See</\(p)title></\(p)link></\(p)itemMeta>
            <\(p)contentMeta><\(p)urgency>4</\(p)urgency><\(p)contentCreated>2020</\(p)contentCreated>
            <\(p)located><\(p)name>Nordport</\(p)name></\(p)located><\(p)creator qcode="t:1"><\(p)name>lindqvist.ada</\(p)name></\(p)creator>
            <\(p)subject qcode="tplace:1" type="cpnat:geoArea"><\(p)name role="nrol:display">Tarn</\(p)name>
            <\(p)name role="nrol:short">TRN</\(p)name><\(p)broader qcode="tplace:0"><\(p)name>Orla</\(p)name></\(p)broader></\(p)subject>
            <\(p)subject qcode="medtop:20000565"><\(p)name role="nrol:mnemonic">lab</\(p)name><\(p)name>Labour</\(p)name>
            <\(p)sameAs qcode="subj:04000000"><\(p)name>Economy</\(p)name></\(p)sameAs></\(p)subject>
            <\(p)subject literal="ID1"><\(p)name>Quay 9</\(p)name></\(p)subject><\(p)keyword>docks</\(p)keyword>
            <\(p)slugline separator="-">HARBOUR-STRIKE</\(p)slugline><\(p)headline>Dockers return</\(p)headline>
            <\(p)headline>Again</\(p)headline><\(p)dateline>Tarn (TNA) - </\(p)dateline><\(p)by>Ada Lindqvist</\(p)by>
            <\(p)description role="drol:summary">They voted.</\(p)description><\(p)description role="d:caption">x</\(p)description>
            <\(p)language tag="en-GB"/></\(p)contentMeta>
            <\(p)assert qcode="tplace:1"><\(p)name>no</\(p)name></\(p)assert>
            <\(p)contentSet><\(p)inlineXML contenttype="application/xhtml+xml"><h:html><h:head><h:title>Dockers</h:title></h:head>
            <h:body><h:header><h:p>11.10.2022</h:p></h:header><h:section><h:p>They <h:b>went</h:b>.</h:p><h:header>In</h:header>
            <h:h2>Ships</h:h2></h:section></h:body></h:html></\(p)inlineXML>
            <\(p)inlineData contenttype="text/plain">They went.</\(p)inlineData>
            <\(p)remoteContent href="http://t.example/s.jpg" contenttype="image/jpeg" rendition="rend:thumbnail" size="7"/>
            <\(p)remoteContent href="http://t.example/l.jpg" contenttype="image/jpeg" rendition="rend:view" size="70"/>
            <\(p)remoteContent residref="tag:x" contenttype="image/jpeg"/></\(p)contentSet>
            </\(p)newsItem></\(p)itemSet></\(p)newsMessage>
            """)
        #expect(feed.format == format)
        #expect(feed.built == date("2022-10-11T09:14:42Z"))
        let item = try #require(feed.items.first)
        let expected = Item(
            key: item.key, hash: item.hash, id: "urn:newsml:t.example:1", title: "Dockers return", summary: "They voted.",
            text: [Block(.paragraph, "They went."), Block(.paragraph, "In"), Block(.heading, "Ships")],
            authors: [Author(name: "Ada Lindqvist")], published: date("2022-10-11T08:00:00Z"),
            modified: date("2022-10-11T09:14:42Z"), categories: ["Tarn", "Labour", "Quay 9", "docks"],
            attachments: [
                Attachment(url: "http://t.example/s.jpg", mimeType: "image/jpeg", sizeInBytes: 7),
                Attachment(url: "http://t.example/l.jpg", mimeType: "image/jpeg", sizeInBytes: 70),
            ], language: "en-GB", image: "http://t.example/l.jpg",
            docdata: Docdata(
                slug: "HARBOUR-STRIKE", dateline: "Tarn (TNA)", urgency: 4, version: 3, status: .usable,
                subjects: ["tplace:1", "medtop:20000565", "subj:04000000"]))
        #expect(feed.items == [expected])
        #expect(feed.seen == 1)
    }

    /// Elements without content say nothing; what is beside them stands in.
    @Test func anItemWithEmptyFieldsIsReadFromItsOthers() throws {
        let feed = try read(
            Self.newsItem(
                "<versionCreated/><firstCreated/><pubStatus qcode='stat:usable'/>",
                """
                <contentCreated>2013-02-16T17:36:20</contentCreated><contentModified>2013-02-22T18:36:20</contentModified>
                <located><name>Tarn</name></located><slugline/><dateline/><by/><description role="drol:summary"/><headline/>
                """,
                "<inlineXML><html><body><p>One o&amp;#39;clock &amp; &lt;b>.</p><p><h3>Two</h3></p><p/></body></html></inlineXML>"
            ))
        #expect(feed.format == "newsml-g2 2.12")
        let item = feed.items[0]
        let expected = Item(
            key: item.key, hash: item.hash, id: "urn:x:1",
            text: [Block(.paragraph, "One o'clock & <b>."), Block(.heading, "Two")],
            published: date("2013-02-16T17:36:20Z"), modified: date("2013-02-22T18:36:20Z"), language: "fi-FI",
            docdata: Docdata(dateline: "Tarn", version: 2, status: .usable))
        #expect(item == expected)
    }

    @Test func aPictureIsToldByItsCaption() throws {
        let item = try read(
            Self.newsItem(
                "<itemClass qcode='icls:picture'/>",
                "<headline>Cranes</headline><description role='d:caption'>At night.</description>",
                "<remoteContent href='http://t.example/1.jpg' contenttype='image/jpeg'/>")
        ).items[0]
        #expect(item.summary == "At night.")
        #expect(item.text == [Block(.paragraph, "At night.")])
        #expect(item.image == "http://t.example/1.jpg")
    }

    /// A killed item comes without its text.
    @Test(
        arguments: [
            ("<pubStatus qcode='stat:canceled'/>", nil, .cancelled),
            ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'/>", nil, .withheld),
            ("<embargoed>2022-10-12T06:00:00Z</embargoed><pubStatus qcode='stat:usable'/>", "2022-10-12T06:00:00Z", .usable),
            ("<embargoed/>", nil, .withheld), ("<embargoed>noon</embargoed>", nil, .withheld),
        ] as [(String, String?, Docdata.Status?)])
    func statusAndEmbargoAreKept(_ meta: String, _ embargo: String?, _ status: Docdata.Status?) throws {
        let item = try read(
            Self.newsItem(meta, "<headline>a</headline>", "<inlineXML><html><body><p/></body></html></inlineXML>")
        )
        .items[0]
        #expect(item.docdata == Docdata(embargo: embargo.flatMap(date), version: 2, status: status))
        #expect(item.text.isEmpty)
        #expect(item.repairs.contains { $0.code == "bad-date" } == meta.contains("noon"))
    }

    @Test func aDatelineOfNothingButADateIsNoPlace() throws {
        let item = try read(
            Self.newsItem("", "<located><name>Tarn</name></located><dateline>2018-01-03 20:13:08 GMT+00:00</dateline>")
        ).items[0]
        #expect(item.docdata?.dateline == "Tarn")
    }

    @Test func nitfWithinIsRead() throws {
        let item = try read(
            Self.newsItem(
                "", "<headline>a</headline>",
                """
                <inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><docdata><urgency ed-urg="2"/></docdata></head>
                <body><body.head><hedline><hl1>b</hl1></hedline></body.head><body.content><p>One.</p><media><media-caption>C
                </media-caption></media><p>Two.</p></body.content></body></nitf></inlineXML>
                """)
        ).items[0]
        #expect(item.title == "a")
        #expect(item.text == [Block(.paragraph, "One."), Block(.paragraph, "Two.")])
        #expect(item.docdata?.urgency == 2)
    }

    @Test func packagesAreNewsAndConceptsAreNone() throws {
        let feed = try read(
            """
            <newsMessage xmlns="\(Self.home)"><itemSet><conceptItem guid="c"><concept/></conceptItem>
            <packageItem guid="p"><contentMeta><headline>Today</headline></contentMeta><groupSet root="g"><group id="g">
            <itemRef residref="a"><headline>One &lt; two</headline></itemRef><itemRef><title>Three</title></itemRef></group></groupSet>
            </packageItem><knowledgeItem guid="k"/><newsItem guid="n"/></itemSet></newsMessage>
            """)
        #expect(feed.items.map(\.id) == ["p", "n"])
        #expect(titles(feed) == ["Today", nil])
        #expect(feed.items[0].text == [Block(.listItem, "One < two"), Block(.listItem, "Three")])
        #expect(feed.refused.map(\.message) == ["conceptItem is no news", "knowledgeItem is no news"])
        #expect(feed.seen == 4)
    }

    @Test(arguments: ["", "xmlns='http://iptc.org/std/nar/2006-10-01'", "xmlns='https://www.iptc.org/std/nar/2006-10-01/'"])
    func theNamespaceIsKnownHoweverItIsSpelled(_ namespace: String) throws {
        let feed = try read(
            "<newsItem guid='1' \(namespace)><contentMeta><headline>a</headline></contentMeta></newsItem>")
        #expect(titles(feed) == ["a"])
    }

    @Test func anItemThatWasNotClosedEndsWhereTheNextBegins() throws {
        let item = "<newsItem guid='1'><contentMeta><headline>a</headline></contentMeta>"
        let feed = try read(
            "<newsMessage><itemSet>\(item)<contentMeta><dateline>x\(item)</newsItem>\(item)<contentSet><inlineXML><p>cut")
        #expect(titles(feed) == ["a", "a", "a"])
        #expect(feed.items[2].text == [Block(.paragraph, "cut")])
        #expect(feed.seen == 3)
    }

    @Test(arguments: ["conceptItem", "planningItem", "catalogItem", "knowledgeItem"])
    func whatIsNoNewsIsCountedAndRefused(_ name: String) throws {
        let feed = try read("<\(name) guid='1'/>")
        #expect(feed.seen == 1)
        #expect(feed.refused.map(\.code) == ["no-news"])
    }
}

struct VocabularyTests {
    /// The table of names keeps their numbers in a byte, the rank of a rule a scope.
    @Test func namesAndScopesFitTheirTables() {
        #expect(Vocabulary.names.count < 256)
        #expect(Mapping.Scope.allCases.count < 256)
        #expect(Set(Vocabulary.names).count == Vocabulary.names.count)
    }
}
