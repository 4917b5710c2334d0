/// The one style sheet of every page. System fonts only; nothing in it may need a request.
enum PageStyle {
    /// What the pages' Content-Security-Policy allows: this style and nothing else. SHA-256 of `css`, pinned by a test.
    static let source = "sha256-ZxfuLuWikXgD7QLXx1aHkii2yNAcJhJqFx5+tzattBE="

    static let css = """

        :root { color-scheme: light dark; --paper: #fdfcf9; --ink: #22201c; --soft: #625e56; --line: #ddd8cc; --accent: #95301f;
          --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter, "Noto Serif", Georgia, serif;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #181715; --ink: #e8e4db; --soft: #aca69a; --line: #3b3934; --accent: #f0a08a; }
        }
        * { box-sizing: border-box; }
        html { background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 var(--serif); text-size-adjust: 100%;
          -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
        body { max-width: 37rem; margin: 0 auto; padding: 0 1.125rem 3rem; overflow-wrap: anywhere; }
        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.16em; }
        a:hover { text-decoration-thickness: 2px; }
        a:focus-visible, summary:focus-visible, main:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px;
          border-radius: 2px; }
        main:focus { outline: none; }
        a, bdi, small, li > span { unicode-bidi: isolate; }
        .skip { position: absolute; left: -100rem; padding: 0.5rem 1rem; background: var(--paper); font-family: var(--sans); }
        .skip:focus { left: 1rem; top: 0.5rem; }
        header { padding: 1.5rem 0 1rem; border-bottom: 4px double var(--line); text-align: center; }
        header p { margin: 0.4rem 0 0; }
        .desk, .forms, .count, small, .tags, nav, footer, summary, .also { font-family: var(--sans); font-size: 0.8125rem;
          line-height: 1.5; color: var(--soft); }
        .desk { letter-spacing: 0.08em; }
        h1 { margin: 0.2rem 0 0; font-size: clamp(1.9rem, 1.3rem + 3vw, 2.6rem); line-height: 1.15; letter-spacing: -0.01em; }
        h1 .comma { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
        h1 .date { display: block; margin-top: 0.3rem; font-size: 1.0625rem; font-weight: normal; letter-spacing: 0;
          color: var(--soft); }
        h2 { margin: 2.75rem 0 0; padding-top: 0.5rem; border-top: 2px solid var(--accent); font-size: 1.4rem; line-height: 1.25; }
        h3 { margin: 0; font-size: 1.1875rem; line-height: 1.3; text-wrap: pretty; }
        h3 a, .brief a, .short a { color: inherit; text-decoration-color: var(--line); }
        h3 a:hover, .brief a:hover, .short a:hover { text-decoration-color: currentColor; }
        h3.more, summary h3 { margin-top: 1.75rem; font-size: 1rem; }
        summary h3 { display: inline; margin: 0; color: var(--ink); }
        summary { padding: 0.3rem 0; cursor: pointer; }
        nav ul { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.25rem; margin: 1rem 0 0; padding: 0;
          list-style: none; }
        nav li { text-align: center; }
        nav a { display: inline-block; padding: 0.25rem 0; }
        nav + .first h2, .first h2 { margin-top: 1.75rem; }
        .short { padding-left: 1.6em; }
        .short li { margin-top: 0.4rem; padding-left: 0.2em; }
        .short small { display: inline-block; }
        .short li::marker { color: var(--soft); }
        article { margin-top: 1.75rem; }
        .tags { margin: 0.3rem 0 0; font-family: var(--serif); font-size: 0.9375rem; font-style: italic; }
        .lede { margin: 0.4rem 0 0; }
        .tags b, li b { padding: 0 0.35em; border: 1px solid var(--accent); border-radius: 3px; color: var(--accent);
          font: normal 0.75rem/1.5 var(--sans); white-space: nowrap; }
        h4 { margin: 0.6rem 0 0; font: 600 0.8125rem/1.5 var(--sans); color: var(--soft); }
        .look { margin: 0.15rem 0 0; padding-left: 1.1em; font-size: 0.9375rem; line-height: 1.45; }
        .look li { margin-top: 0.2rem; }
        .count { margin: 0.5rem 0 0; font-weight: 600; }
        .sources { margin: 0.15rem 0 0; padding-left: 0.9rem; border-left: 2px solid var(--line); list-style: none;
          font-size: 0.9375rem; line-height: 1.45; }
        .sources li { padding: 0.15rem 0; }
        .brief { margin: 0.5rem 0 0; padding-left: 1.1em; }
        .brief li { margin-top: 0.35rem; }
        .brief li::marker, .look li::marker, .sources li::marker { color: var(--soft); }
        details.more { margin-top: 1.75rem; }
        .quiet { margin: 3rem 0; text-align: center; font-style: italic; }
        .editions { margin: 0.25rem 0 0; padding: 0; list-style: none; }
        h2 + h3, .editions + h3 { margin-top: 1.25rem; }
        .topics { margin: 0.5rem 0 0; padding: 0; list-style: none; }
        .topics li { display: flex; gap: 0.6rem; align-items: baseline; padding: 0.1rem 0; }
        .topics a { color: inherit; text-decoration-color: var(--line); }
        .topics small { flex: 1 0 auto; white-space: nowrap; }
        .bars { flex: none; fill: var(--accent); }
        .month { width: 100%; margin-top: 2rem; border-collapse: collapse; table-layout: fixed; text-align: center; }
        .month caption { padding-bottom: 0.4rem; font-size: 1.1875rem; font-weight: 600; text-align: left; }
        .month th { font: 600 0.8125rem/1.5 var(--sans); color: var(--soft); }
        .month td { padding: 0; color: var(--soft); }
        .month a { display: block; padding: 0.3rem 0; font-weight: 600; }
        .month abbr { text-decoration: none; }
        footer { margin-top: 3.5rem; padding-top: 0.75rem; border-top: 4px double var(--line); text-align: center; }
        @media print {
          :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #000; }
          html { font-size: 10.5pt; }
          body { max-width: none; padding: 0; }
          .skip, .forms, nav, article > .also { display: none; }
          a { text-decoration: none; }
          h2, h3, h4, .tags { break-after: avoid; }
          li, .lede { break-inside: avoid; }
          details::details-content { content-visibility: visible; display: block; }
        }

        """
}
