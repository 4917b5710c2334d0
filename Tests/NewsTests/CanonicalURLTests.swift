import News
import Testing

@Suite struct CanonicalURLTests {
    @Test(arguments: [
        "http://courier.example/tarn", "https://courier.example/tarn", "https://www.courier.example/tarn",
        "https://m.courier.example/tarn",
        "https://amp.courier.example/tarn", "https://www.m.courier.example/tarn", "HTTPS://WWW.Courier.Example/tarn",
        "https://courier.example:443/tarn",
        "http://courier.example:80/tarn", "https://courier.example./tarn", "https://courier.example/tarn/",
        "https://courier.example/tarn//",
        "https://courier.example/tarn#comments", "https://courier.example/tarn?", "https://courier.example/tarn/?&#top",
        " https://courier.example/tarn\n",
        "https://courier.example/tarn?utm_source=rss&utm_medium=feed", "https://courier.example/tarn?UTM_Source=rss",
        "https://courier.example/tarn/?fbclid=1#x",
        "https://courier.example/tarn?at_medium=RSS&at_campaign=KARANGA",
        "https://courier.example/tarn?ns_mchannel=rss&ns_source=x", "https://ada:pw@courier.example/tarn",
        "https://courier.example/tarn?ref=www.Courier.example", "https://courier.example/tarn?mc_cid=1&gclid=2&ito=1490",
    ]) func oneArticleHasOneForm(_ url: String) {
        #expect(CanonicalURL(url)?.text == "courier.example/tarn")
    }

    @Test(arguments: [
        ("https://courier.example", "courier.example"), ("https://courier.example/", "courier.example"),
        ("https://courier.example/Tarn", "courier.example/Tarn"),
        ("https://courier.example/tarn?id=7", "courier.example/tarn?id=7"),
        ("https://courier.example/tarn?b=1&utm_term=x&a=2", "courier.example/tarn?b=1&a=2"),
        ("https://courier.example/tarn?ref=7&source=2&cid=1", "courier.example/tarn?ref=7&source=2&cid=1"),
        ("https://courier.example/tarn?ref=other.example", "courier.example/tarn?ref=other.example"),
        ("https://courier.example/?utm_", "courier.example"),
        ("https://courier.example:8080/tarn", "courier.example:8080/tarn"),
        ("http://courier.example:443/tarn", "courier.example:443/tarn"),
        ("https://courier.example/t%c3%a4rn%2f?q=%e2", "courier.example/t%C3%A4rn%2F?q=%E2"),
        ("https://courier.example/100%25faff", "courier.example/100%25faff"),
        ("https://courier.example/a/../b", "courier.example/a/../b"), ("https://m.com/x", "m.com/x"),
        ("https://news.courier.example/x", "news.courier.example/x"),
        ("https://zeitung.example/straße", "zeitung.example/straße"), ("https://[2001:DB8::1]:443/x", "[2001:db8::1]/x"),
    ]) func whatMayTellArticlesApartStays(_ url: String, _ form: String) {
        #expect(CanonicalURL(url)?.text == form)
    }

    @Test(arguments: [
        "https://courier-example.cdn.ampproject.org/c/s/courier.example/tarn",
        "https://courier-example.cdn.ampproject.org/v/courier.example/tarn/",
        "https://cdn.ampproject.org/c/s/www.courier.example/tarn?utm_source=x",
        "https://www.google.com/amp/s/amp.courier.example/tarn",
        "https://www.google.co.uk/url?rct=j&sa=t&url=https%3A%2F%2Fcourier.example%2Ftarn%3Futm_source%3Dx&ct=ga",
        "https://www.google.com/url?q=http://courier.example/tarn",
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=https%3a%2f%2fcourier.example%2ftarn&c=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Furl%3Dhttps%253A%252F%252Fcourier.example%252Ftarn",
    ]) func whatACacheOrARedirectCarriesIsMeant(_ url: String) {
        #expect(CanonicalURL(url)?.text == "courier.example/tarn")
    }

    @Test(arguments: [
        ("https://www.google.com/search?q=http://courier.example/tarn", "google.com/search?q=http://courier.example/tarn"),
        ("https://www.google.com/url?q=tarn", "google.com/url?q=tarn"),
        ("https://google.evil.example/url?q=http://courier.example/", "google.evil.example/url?q=http://courier.example/"),
        ("https://courier.example/amp/s/tarn", "courier.example/amp/s/tarn"),
        ("https://x.cdn.ampproject.org/c/s/tarn", "x.cdn.ampproject.org/c/s/tarn"),
        ("https://www.google.com/amp/", "google.com/amp"),
        ("https://feedproxy.google.com/~r/courier/~3/7/", "feedproxy.google.com/~r/courier/~3/7"),
    ]) func anAddressThatCarriesNoneIsItself(_ url: String, _ form: String) {
        #expect(CanonicalURL(url)?.text == form)
    }

    @Test(arguments: [
        "", "courier.example/tarn", "ftp://courier.example/tarn", "http://", "https:///tarn", "http://:80/", "https://ada@/",
        "mailto:ada@courier.example", "http:/courier.example",
    ])
    func onlyAWebAddressHasAForm(_ url: String) {
        #expect(CanonicalURL(url) == nil)
    }

    @Test(arguments: [
        ("https://www.Courier.example/Tarn/?id=7&utm_source=x#a", "http://courier.example/Tarn/?id=7&utm_source=x#a"),
        ("HTTP://courier.example", "http://courier.example"),
        ("https://Ada@www.courier.example:443/", "http://Ada@courier.example:443/"),
        ("https://m.courier.example/", "http://m.courier.example/"),
        (" tag:Courier.example,2020:7\n", "tag:Courier.example,2020:7"), ("www.courier.example/7", "www.courier.example/7"),
        ("7", "7"), ("", ""), ("http://", "http://"),
    ]) func aGuidsSchemeHostCaseAndWWWDoNotCount(_ guid: String, _ identity: String) {
        #expect(CanonicalURL.guidIdentity(guid) == identity)
    }
}
