import Mustache

/// The frames of the pages, as Mustache templates. Everything in `{{ }}` is escaped by `escaping`.
struct PageTemplate: Sendable {
    private let template: MustacheTemplate

    static let edition = PageTemplate(page(edition: true, body: editionBody))
    static let front = PageTemplate(page(edition: false, body: frontBody))
    static let story = PageTemplate(page(edition: false, body: storyBody))
    static let plain = PageTemplate(page(edition: false, body: plainBody))
    static let moved = PageTemplate(page(edition: false, head: movedHead, body: movedBody))
    static let withdrawn = PageTemplate(page(edition: false, body: withdrawnBody))

    /// The engine's own HTML escaping goes by grapheme: a quotation mark with a combining mark after it passes through and
    /// ends an attribute. Each template therefore begins with the name of ours.
    private struct Escaping: MustacheContentType {
        func escapeText(_ text: String) -> String { HTMLWriter.escaped(text) }
    }

    private init(_ text: String) {
        MustacheContentTypes.register(Escaping(), named: "WIREDESK-HTML")
        do {
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:WIREDESK-HTML}}" + text)
        } catch {
            preconditionFailure("the embedded template is broken: \(error)")
        }
    }

    private static let asFeeds = """
        {{#feeds}}
        <link rel="alternate" type="{{type}}" href="{{stem}}.{{ending}}">
        {{/feeds}}
        """

    func page(_ values: [String: Any]) -> [UInt8] { Array(template.render(values).utf8) }

    private static func page(edition: Bool, head: String = "", body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(PageStyle.source)'; \
        base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="wiredesk">
        <title>{{title}}</title>
        \(edition ? asFeeds : head)
        <style>\(PageStyle.css)</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the stories</a>
        \(body)
        </body>
        </html>

        """
    }

    // `story` is a key: 16 hex digits.
    private static let movedHead = """
        <meta http-equiv="refresh" content="0; url={{story}}.html">
        <link rel="canonical" href="{{story}}.html">
        """

    private static let movedBody = quiet("What stood here is told in <a href=\"{{story}}.html\">another story</a> by now.")
    private static let withdrawnBody = quiet("The agency that published this took it back.")

    /// The body of a story's page that has nothing to tell but one sentence.
    private static func quiet(_ sentence: String) -> String {
        """
        <header>
        <p class="desk"><a href="../index.html">wiredesk</a></p>
        <h1>{{title}}</h1>
        </header>
        <main id="main" tabindex="-1">
        <p class="quiet">\(sentence)</p>
        </main>
        """
    }

    private static let storyBody = """
        {{{body}}}</main>
        <footer>
        <p>Made by wiredesk. Times are those of {{zone}}.</p>
        </footer>
        """

    private static let plainBody = """
        <header>
        <p class="desk"><a href="{{root}}index.html">wiredesk</a></p>
        <h1>{{title}}</h1>
        </header>
        <main id="main" tabindex="-1">
        {{{body}}}</main>
        """

    private static let editionBody = """
        <header>
        <p class="desk"><a href="{{root}}index.html">wiredesk</a></p>
        <h1>{{name}}<span class="comma">, </span><span class="date"><time datetime="{{closing}}">{{date}}</time></span></h1>
        <p class="counts">{{counts}}</p>
        <p class="forms">Times are those of {{zone}}.{{#hasForms}} Also as \
        {{#forms}}{{before}}<a href="{{stem}}.{{ending}}">{{form}}</a>{{/forms}}.{{/hasForms}}</p>
        </header>
        {{#hasContents}}
        <nav aria-label="Sections">
        <ul>
        {{#sections}}
        <li><a href="#{{anchor}}">{{label}}</a> {{count}}</li>
        {{/sections}}
        </ul>
        </nav>
        {{/hasContents}}
        <main id="main" tabindex="-1">
        {{#nothing}}
        <p class="quiet">{{nothing}}</p>
        {{/nothing}}
        {{#hasShort}}
        <section class="first" aria-labelledby="in-short">
        <h2 id="in-short">In short</h2>
        <ol class="short">
        {{#short}}
        <li><a href="#{{anchor}}"{{{voice}}}>{{headline}}</a> <small>{{by}}</small></li>
        {{/short}}
        </ol>
        </section>
        {{/hasShort}}
        {{#sections}}
        <section aria-labelledby="{{anchor}}">
        <h2 id="{{anchor}}">{{label}}</h2>
        {{{stories}}}
        </section>
        {{/sections}}
        </main>
        <footer>
        <p>Made by wiredesk from {{sources}}.{{#notRead}} Not read: {{notRead}} \
        (<code>wiredesk status</code> says why).{{/notRead}}</p>
        </footer>
        """

    private static let frontBody = """
        <header>
        <h1>wiredesk</h1>
        </header>
        <main id="main" tabindex="-1">
        {{#nothing}}
        <p class="quiet">{{nothing}}</p>
        {{/nothing}}
        {{#live}}
        <section class="first" aria-labelledby="live">
        <h2 id="live"><a href="latest.html">{{title}}</a></h2>
        <p class="counts">{{counts}}</p>
        <ol class="short">
        {{#short}}
        <li><a href="latest.html#{{anchor}}"{{{voice}}}>{{headline}}</a> <small>{{by}}</small></li>
        {{/short}}
        </ol>
        {{#hasForms}}
        <p class="forms">Also as {{#forms}}{{before}}<a href="latest.{{ending}}">{{form}}</a>{{/forms}}.</p>
        {{/hasForms}}
        </section>
        {{/live}}
        {{#hasTopics}}
        <section aria-labelledby="topics">
        <h2 id="topics">Topics</h2>
        <p class="count">Stories, and items a day over the last week</p>
        <ul class="topics">
        {{{topics}}}</ul>
        {{#hasMoreTopics}}
        <details><summary>and {{moreTopics}}</summary>
        <ul class="topics">
        {{{parts}}}</ul>
        </details>
        {{/hasMoreTopics}}
        </section>
        {{/hasTopics}}
        {{#hasEarlier}}
        <section aria-labelledby="earlier">
        <h2 id="earlier">Earlier editions</h2>
        <p class="count"><a href="calendar.html">Calendar of all editions</a></p>
        {{#days}}
        <h3>{{day}}</h3>
        <ul class="editions">
        {{#editions}}
        <li><a href="{{path}}.html">{{title}}</a> <small><time datetime="{{closing}}">{{time}}</time>, {{stories}}</small></li>
        {{/editions}}
        </ul>
        {{/days}}
        </section>
        {{/hasEarlier}}
        </main>
        """
}
