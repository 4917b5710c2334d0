import FoundationEssentials
import News
import Testing

@testable import FeedReader

private func date(_ text: String) -> Date? { text.withUTF8Copy(FeedDate.read) }

struct NITFTests {
    @Test func aDocumentIsMappedWhole() throws {
        let feed = try read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE nitf SYSTEM "../dtd/nitf-3-4.dtd">
            <nitf version="-//IPTC//DTD NITF 3.4//EN" change.date="October 18, 2006" baselang="en-GB">
            <head><title>HARBOUR:Dockers</title><meta name="anpa-keyword" content="not this"/>
            <tobject tobject.type="news"><tobject.property tobject.property.type="Current"/>
            <tobject.subject tobject.subject.refnum="04000000" tobject.subject.type="Economy" tobject.subject.matter="Labour"/>
            <tobject.subject tobject.subject.refnum="20000565"/></tobject>
            <docdata management-status="usable"><doc-id regsrc="TNA" id-string="tna.1"/><urgency ed-urg="3"/>
            <date.issue norm="20031127T1030Z"/><date.release norm="20031127T113000+0100"/><date.expire norm="20041127T1030Z"/>
            <du-key key="HARBOUR-STRIKE" generation="2" version="04"/><doc.copyright holder="Tarn News Agency" year="2003"/>
            <key-list><keyword key="docks"/><keyword key=""/></key-list>
            <identified-content><location><city>Tarn</city></location><person>Ada Lindqvist</person><org>Dock Union</org>
            <classifier type="t" value="pay"/></identified-content></docdata>
            <pubdata date.publication="20031127T000000Z" ex-ref="http://tarn.example/1"/></head>
            <body><body.head><hedline><hl1>Dockers <em>return</em></hl1><hl2>Eleven days are over</hl2><hl1>Second</hl1></hedline>
            <note type="npa"><body.content><p>Not to be printed.</p></body.content></note>
            <byline>By <person>Ada Lindqvist</person> and <person>Bo Ek</person><byttl>TNA Harbour Writers</byttl></byline>
            <distributor>TNA</distributor>
            <dateline><location><city>Tarn</city><state>OR</state></location> <story.date norm="20031127">Nov 27</story.date> - </dateline>
            <abstract><p>They voted.</p></abstract></body.head>
            <body.content><media media-type="image"><media-reference source="http://tarn.example/1.jpg" mime-type="image/jpeg"/>
            <media-reference source="rel.jpg" mime-type="image/jpeg"/><media-caption>The cranes.</media-caption></media>
            <block><p lede="true">The dockers <br/>voted &amp; went.</p><hl2>Ships</hl2><ul><li>One</li><li>Two</li></ul></block>
            <bq>We won.</bq><note type="npa"><p>Hidden.</p></note><p>It <org value="x">rained</org>.</p></body.content>
            <body.end><tagline>Cy Dahl helped.</tagline></body.end></body></nitf>
            """)
        #expect(feed.format == "nitf 3.4")
        let item = try #require(feed.items.first)
        let expected = Item(
            key: item.key, hash: item.hash, id: "tna.1", url: "http://tarn.example/1", title: "Dockers return",
            summary: "They voted.",
            text: [
                Block(.paragraph, "The dockers voted & went."), Block(.heading, "Ships"), Block(.listItem, "One"),
                Block(.listItem, "Two"), Block(.quotation, "We won."), Block(.paragraph, "It rained."),
                Block(.paragraph, "Cy Dahl helped."),
            ], authors: [Author(name: "Ada Lindqvist"), Author(name: "Bo Ek")], published: date("2003-11-27T10:30:00Z"),
            categories: ["Economy", "Labour", "docks", "Tarn", "Ada Lindqvist", "Dock Union", "pay"],
            attachments: [Attachment(url: "http://tarn.example/1.jpg", mimeType: "image/jpeg")], language: "en-GB",
            image: "http://tarn.example/1.jpg",
            docdata: Docdata(
                slug: "HARBOUR-STRIKE", dateline: "Tarn OR Nov 27", urgency: 3, version: 4, status: .usable,
                subjects: ["subj:04000000", "medtop:20000565"]))
        #expect(feed.items == [expected])
        #expect((feed.seen, feed.refused.count) == (1, 0))
    }

    @Test func theHeadStandsInForWhatTheBodyLacks() throws {
        let feed = try read(
            """
            <nitf><head><meta name="anpa-keyword" content="Ferry"/><title>1 FERRY Times</title>
            <docdata><date.issue norm="20151014T024358+0100"/></docdata></head>
            <body><body.content><pre>North
            South</pre></body.content></body></nitf>
            """)
        let item = feed.items[0]
        let expected = Item(
            key: item.key, hash: item.hash, title: "1 FERRY Times", text: [Block(.paragraph, "North South")],
            published: date("2015-10-14T01:43:58Z"), docdata: Docdata(slug: "Ferry"))
        #expect(item == expected)
    }

    @Test(arguments: [
        ("<byline>By Ada Lindqvist</byline>", ["Ada Lindqvist"]),
        ("<byline>Ada Lindqvist<byttl>Writer</byttl></byline>", ["Ada Lindqvist"]), ("<byline>BY </byline>", []),
        ("<byline>By Ada and Bo</byline>", ["Ada and Bo"]), ("<byline>Byron Ek</byline>", ["Byron Ek"]),
    ])
    func aBylineGivesTheNames(_ byline: String, _ names: [String]) throws {
        let feed = try read("<nitf><body><body.head><hedline><hl1>a</hl1></hedline>\(byline)</body.head></body></nitf>")
        #expect(feed.items[0].authors == names.map { Author(name: $0) })
    }

    @Test func aPictureAloneIsToldByItsCaption() throws {
        let feed = try read(
            "<nitf><body><body.content><media><media-caption>The cranes.</media-caption></media></body.content></body></nitf>")
        #expect(feed.items[0].text == [Block(.paragraph, "The cranes.")])
    }

    /// Released later than issued is an embargo.
    @Test(
        arguments: [
            ("<date.issue norm='20031127T1030Z'/><date.release norm='20031128T1030Z'/>", "2003-11-28T10:30:00Z", nil),
            ("<date.issue norm='20031127T1030Z'/><date.release norm='20031127T1030Z'/>", nil, nil),
            ("<date.issue norm='20031127T1030Z'/><date.release norm='soon'/>", nil, .withheld),
            ("<date.release norm='20031128T1030Z'/>", "2003-11-28T10:30:00Z", nil),
        ] as [(String, String?, Docdata.Status?)])
    func aReleaseAfterTheIssueIsAnEmbargo(_ dates: String, _ embargo: String?, _ status: Docdata.Status?) throws {
        let item = try read("<nitf><head><title>a</title><docdata>\(dates)</docdata></head></nitf>").items[0]
        #expect(item.docdata?.embargo == embargo.flatMap(date))
        #expect(item.docdata?.status == status)
        #expect(item.repairs.map(\.code) == (status == nil ? [] : ["bad-date", "open-embargo"]))
    }
}

struct NewsMLTests {
    static func newsML(_ items: String) -> String { "<NewsML Version=\"1.2\">\(items)</NewsML>" }

    static func item(_ id: String, _ management: String = "", _ inside: String) -> String {
        """
        <NewsItem><Identification><NewsIdentifier><NewsItemId>\(id)</NewsItemId></NewsIdentifier></Identification>
        <NewsManagement>\(management)</NewsManagement><NewsComponent>\(inside)</NewsComponent></NewsItem>
        """
    }

    @Test func aNewsItemIsMappedWhole() throws {
        let feed = try read(
            """
            <?xml version="1.0" encoding="iso-8859-1"?>
            <NewsML Version="1.2"><Catalog Href="http://t.example/c.xml"/>
            <NewsEnvelope><DateAndTime>20240710T130037Z</DateAndTime></NewsEnvelope>
            <NewsItem><Identification><NewsIdentifier><ProviderId>t.example</ProviderId><DateId>20240710</DateId>
            <NewsItemId>x1</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId>
            <PublicIdentifier>urn:newsml:t.example:20240710:x1:2N</PublicIdentifier></NewsIdentifier><NameLabel>label</NameLabel>
            </Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240710T125902Z</FirstCreated>
            <ThisRevisionCreated>20240710T1300+0200</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="2"/>
            </NewsManagement><NewsComponent><NewsLines><HeadLine>Dockers return</HeadLine><SubHeadLine>At last</SubHeadLine>
            <ByLine>By Ada Lindqvist</ByLine><DateLine>Tarn, 10 July (TNA)</DateLine><SlugLine>port-gr\u{E8}ve</SlugLine>
            <KeywordLine>docks, pay</KeywordLine></NewsLines>
            <DescriptiveMetadata><Language FormalName="fr"/><SubjectCode><Subject FormalName="04000000"/>
            <SubjectMatter FormalName="09000000"/></SubjectCode><Location><Property FormalName="City" Value="Tarn"/>
            <Property FormalName="Country" Value="ORL"/></Location></DescriptiveMetadata>
            <NewsComponent><NewsLines><HeadLine>The cranes</HeadLine></NewsLines><NewsComponent><Role FormalName="Caption"/>
            <ContentItem><MediaType FormalName="Text"/><DataContent>A caption.</DataContent></ContentItem></NewsComponent>
            <ContentItem Href="http://t.example/1.jpg"><MediaType FormalName="Photo"/><MimeType FormalName="image/jpeg"/>
            <Characteristics><SizeInBytes>9</SizeInBytes></Characteristics></ContentItem>
            <ContentItem Href="rel.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
            <NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><p>They voted.</p><p>They went.</p></DataContent>
            </ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>
            """)
        #expect(feed.format == "newsml 1.2")
        #expect(feed.built == date("2024-07-10T13:00:37Z"))
        // Declared as Latin-1 and written as UTF-8.
        #expect(feed.repairs.map(\.code) == ["wrong-encoding"])
        let item = try #require(feed.items.first)
        let expected = Item(
            key: item.key, hash: item.hash, id: "urn:newsml:t.example:20240710:x1", title: "Dockers return", summary: "At last",
            text: [Block(.paragraph, "They voted."), Block(.paragraph, "They went.")],
            authors: [Author(name: "Ada Lindqvist")], published: date("2024-07-10T12:59:02Z"),
            modified: date("2024-07-10T11:00:00Z"), categories: ["docks", "pay", "Tarn"],
            attachments: [Attachment(url: "http://t.example/1.jpg", mimeType: "image/jpeg", sizeInBytes: 9)], language: "fr",
            image: "http://t.example/1.jpg",
            docdata: Docdata(
                slug: "port-gr\u{E8}ve", dateline: "Tarn, 10 July (TNA)", urgency: 2, version: 2, status: .usable,
                subjects: ["subj:04000000", "subj:09000000"]))
        #expect(feed.items == [expected])
    }

    @Test(arguments: [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]), ("One.\n\nTwo.", ["One.", "Two."]),
        ("<![CDATA[<p>One.</p><p>Two.</p>]]>", ["One.", "Two."]),
        (
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><h1>a</h1><p>One.</p></body></html>",
            ["One."]
        ),
        (
            "<nitf><body><body.head><hedline><hl1>b</hl1></hedline></body.head><body.content><p>One.</p></body.content></body></nitf>",
            ["One."]
        ),
    ])
    func textIsReadInEveryForm(_ content: String, _ paragraphs: [String]) throws {
        let inside =
            "<NewsLines><HeadLine>a</HeadLine></NewsLines><ContentItem><DataContent>\(content)</DataContent></ContentItem>"
        let item = try read(Self.newsML(Self.item("1", "", inside))).items[0]
        #expect(item.title == "a")
        #expect(item.text == paragraphs.map { Block(.paragraph, $0) })
    }

    @Test func theMainTextCountsAndEquivalentsOnlyOnce() throws {
        func text(_ words: String, _ role: String = "") -> String {
            """
            <NewsComponent>\(role.isEmpty ? "" : "<Role FormalName='\(role)'/>")<ContentItem><DataContent>\(words)</DataContent>
            </ContentItem></NewsComponent>
            """
        }
        let main = try read(Self.newsML(Self.item("1", "", text("Sidebar.", "Sidebar") + text("Main.", "Main") + text("More."))))
        #expect(main.items[0].text == [Block(.paragraph, "Main.")])
        let parts = try read(Self.newsML(Self.item("1", "", text("One.") + text("Two."))))
        #expect(parts.items[0].text == [Block(.paragraph, "One."), Block(.paragraph, "Two.")])
        let same = "<NewsComponent EquivalentsList='yes'>" + text("One.") + text("Un.") + "</NewsComponent>"
        #expect(try read(Self.newsML(Self.item("1", "", same))).items[0].text == [Block(.paragraph, "One.")])
        let short = try read(Self.newsML(Self.item("1", "", text("Short.", "Abstract") + text("Long."))))
        #expect(short.items[0].summary == "Short.")
        #expect(short.items[0].text == [Block(.paragraph, "Long.")])
    }

    @Test(
        arguments: [
            ("<Status FormalName='Canceled'/>", nil, .cancelled), ("<Status FormalName='Withheld'/>", nil, .withheld),
            ("<Status FormalName='Embargoed'/>", nil, .withheld),
            (
                "<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/>"
                    + "<DateAndTime>20240711T0600Z</DateAndTime></StatusWillChange>", "2024-07-11T06:00:00Z", nil
            ),
            (
                "<Status FormalName='Usable'/><StatusWillChange><FutureStatus FormalName='Canceled'/>"
                    + "<DateAndTime>20240711T0600Z</DateAndTime></StatusWillChange>", nil, .usable
            ),
        ] as [(String, String?, Docdata.Status?)])
    func aStatusSaysWhatMayBeDone(_ management: String, _ embargo: String?, _ status: Docdata.Status?) throws {
        let docdata = try #require(try read(Self.newsML(Self.item("1", management, ""))).items[0].docdata)
        #expect(docdata == Docdata(embargo: embargo.flatMap(date), status: status))
    }

    @Test func newsItemsWithinNewsItemsAreItemsBesideThem() throws {
        let line = "<NewsLines><HeadLine>outer</HeadLine></NewsLines>"
        let text = "<ContentItem><DataContent>Behind.</DataContent></ContentItem>"
        let inner = Self.item("2", "", "<NewsLines><HeadLine>inner</HeadLine></NewsLines>")
        let feed = try read(Self.newsML(Self.item("1", "", line + inner + text) + Self.item("3", "", "")))
        #expect(feed.items.map(\.id) == ["1", "2", "3"])
        #expect(titles(feed) == ["outer", "inner", nil])
        #expect(feed.items.map(\.text) == [[Block(.paragraph, "Behind.")], [], []])
        #expect(feed.seen == 3)
    }

    @Test(arguments: [("NewsItem", 3), ("NewsComponent", 1)])
    func aHundredThousandNestedElementsAreRefusedByTheLimit(_ name: String, _ closing: Int) {
        let deep = String(repeating: "<\(name)>", count: 100_000)
        #expect(throws: FeedError.self) { try read(Self.newsML("<NewsItem><NewsComponent>\(deep)")) }
    }

    @Test func aBrokenOffFileKeepsAllThatWasBegun() throws {
        let feed = try read(
            "<NewsML>" + Self.item("1", "", "") + "<NewsItem><NewsComponent><NewsItem><NewsComponent><NewsLines><HeadLine>x")
        #expect(feed.seen == 3)
        #expect(feed.items.count + feed.refused.count == 3)
        #expect(feed.items.contains { $0.title == "x" })
    }
}
