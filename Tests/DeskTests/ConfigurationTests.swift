import Foundation
import Logging
import News
import Newsroom
import Testing

@testable import Desk

private let topicsYAML = """
    topics:
      - id: economy
        label: Economy
        terms: {central bank: 4}
    """

private func read(_ yaml: String, topics: String = topicsYAML) throws(ConfigurationFaults) -> Configuration {
    try Configuration.read(yaml: yaml, name: "wiredesk.yaml", topics: (topics, "topics.yaml"))
}

private func faults(_ yaml: String, topics: String = topicsYAML) -> String {
    do {
        _ = try read(yaml, topics: topics)
        return ""
    } catch {
        return error.description
    }
}

@Suite struct ConfigurationTests {
    @Test func everySettingIsRead() throws {
        let configuration = try read(
            """
            editions:
              morning: {title: "Guten Morgen", at: 06:30, zone: Europe/Berlin, days: mon-fri, in_short: 3}
              weekend: {at: "16:30", days: [sat, sun], stories_per_topic: 20}
              flash: {every: 10m}
            live: {title: Now, zone: Asia/Tokyo, stories_per_topic: 4, in_short: 0}
            horizon_days: 14
            keep_items: {days: 40, size: 2GiB}
            keep_failed: 3
            keep_editions: {size: 10 MiB}
            priorities: {economy: -2}
            names: {bbc: BBC, agencies/afp/: AFP}
            url: https://news.example.org/digests
            limits: {file: 16 MiB, items: 5000}
            log: warning
            """)
        var expected = Configuration()
        expected.editions = [
            EditionRules(
                name: "morning", title: "Guten Morgen", zone: "Europe/Berlin",
                schedule: .daily(hour: 6, minute: 30, days: [1, 2, 3, 4, 5]), storiesPerTopic: 8, inShort: 3),
            EditionRules(
                name: "weekend", title: "Weekend Edition", zone: "UTC", schedule: .daily(hour: 16, minute: 30, days: [6, 7]),
                storiesPerTopic: 20, inShort: 7),
            EditionRules(
                name: "flash", title: "Flash Edition", zone: "UTC", schedule: .every(minutes: 10), storiesPerTopic: 8, inShort: 7),
        ]
        expected.live = EditionRules(
            name: "live", title: "Now", zone: "Asia/Tokyo", schedule: .daily(hour: 0, minute: 0, days: Set(1...7)),
            storiesPerTopic: 4, inShort: 0)
        expected.priorities = ["economy": -2]
        expected.names = ["bbc": "BBC", "agencies/afp": "AFP"]
        expected.url = "https://news.example.org/digests/"
        expected.horizonDays = 14
        expected.retention.items = Keeping(days: 40, bytes: 2 << 30)
        // What has to be kept as long as items is.
        expected.retention.done.days = 40
        expected.retention.fingerprints.days = 40
        expected.retention.failed.days = 3
        expected.retention.editions.bytes = 10 << 20
        expected.limits.maxFileBytes = 16 << 20
        expected.limits.maxItems = 5000
        expected.logLevel = .warning
        expected.topics = [
            Topic(
                id: "economy", label: "Economy", kind: .topic, parent: nil, mediaTopic: nil, threshold: 6,
                terms: [.init(phrase: "central bank", weight: 4)])
        ]
        expected.topicsDigest = configuration.topicsDigest
        #expect(configuration == expected)
    }

    @Test func theShippedSettingsAreTheDefaults() throws {
        let shipped = try #require(Shipped.file("wiredesk.yaml"))
        #expect(try read(shipped) == read(""))
    }

    @Test func everyDefaultStandsInTheShippedSettings() throws {
        let shipped = try #require(Shipped.file("wiredesk.yaml"))
        for setting in LimitSetting.all {
            #expect(shipped.contains("\n  \(setting.name): "), "\(setting.name) is not told")
        }
    }

    @Test(arguments: [
        "", "editions: {}\nlive: off\nlog: trace",
        "editions: {a: {every: 90m, zone: Asia/Kathmandu}, b: {at: \"00:00\", days: fri-mon, title: \"\\\"x\\\\ # {y}: é\"}}",
        "limits: {file: 1GiB, internal_subset: 0B, text: 1025B, gzip_ratio: 7}\nhorizon_days: 90",
        "keep_items: {days: 9, size: 1025MiB}\nkeep_done: 12\nkeep_failed: {size: 1GiB}\nkeep_editions: 36500",
        """
        editions:
          a: {every: 1h, topics: [economy], without_sources: [bbc/, "@x.org"], minutes: 5, order: newest, formats: [md], deep_look: inline, empty: write}
          b: {at: "07:00", topics: [economy], after: c}
          c: {every: 6h}
        live: {without_topics: economy, sources: "agencies/d'a", languages: [en, de], formats: html}
        priorities: {economy: 5}
        url: http://localhost:8080/
        names: {"d'a: \\"x\\"": "The \\"Times\\" # {of}: all"}
        """,
    ]) func whatIsPrintedReadsBackAsTheSame(_ yaml: String) throws {
        let configuration = try read(yaml)
        #expect(try read(configuration.printed()) == configuration)
    }

    @Test(arguments: [
        ("mon", [1]), ("mon-fri", [1, 2, 3, 4, 5]), ("sat, sun", [6, 7]), ("fri-mon", [1, 5, 6, 7]),
        ("[tue, thu - fri]", [2, 4, 5]),
        ("sun-sun", [7]),
    ]) func daysAreNamesAndRanges(_ written: String, _ days: [Int]) throws {
        let flow = written.hasPrefix("[") ? written : "\"\(written)\""
        let edition = try read("editions: {a: {at: \"12:00\", days: \(flow)}}").editions.first
        #expect(edition?.schedule == .daily(hour: 12, minute: 0, days: Set(days)))
    }
}

/// Each wrong file with all that is said about it.
@Suite struct ConfigurationFaultTests {
    @Test func everyFaultOfAnEditionIsToldAtOnce() {
        let said = faults("editions:\n  morning: {at: \"6.30\", zone: Europe/Berlim, in_short: many}")
        #expect(
            said == """
                wiredesk.yaml:2:17: at: "6.30" is not a time of day (did you mean "06:30"?)
                wiredesk.yaml:2:31: unknown time zone "Europe/Berlim" (did you mean "Europe/Berlin"?)
                wiredesk.yaml:2:56: in_short: "many" is not a whole number (from 0 to 100)
                """)
    }

    @Test(arguments: [
        (
            "days: 7",
            #"wiredesk.yaml:1:1: unknown key "days" (known here: editions, live, horizon_days, keep_items, keep_done, keep_failed, keep_fingerprints, keep_editions, topics, priorities, names, url, templates, limits, min_free, log)"#
        ),
        ("horizon: 7", #"wiredesk.yaml:1:1: unknown key "horizon" (did you mean "horizon_days"?)"#),
        ("log: info\nlimts: {}", #"wiredesk.yaml:2:1: unknown key "limts" (did you mean "limits"?)"#),
        ("- a", "wiredesk.yaml:1:1: wiredesk.yaml: a list where keys and values belong (write `key: value` lines below it)"),
        ("horizon_days: soon", #"wiredesk.yaml:1:15: horizon_days: "soon" is not a whole number (from 1 to 90)"#),
        ("horizon_days: 0", "wiredesk.yaml:1:15: horizon_days: 0 is out of range (from 1 to 90)"),
        (
            "horizon_days: 99999999999999999999",
            #"wiredesk.yaml:1:15: horizon_days: "99999999999999999999" is out of range (from 1 to 90)"#
        ),
        ("horizon_days:", "wiredesk.yaml:1:14: horizon_days has no value (give one, or take the line out)"),
        (
            "keep_items: 7",
            "wiredesk.yaml:1:13: keep_items: 7 days are too few: stories need those of the horizon and the day itself (horizon_days: 7) (8 or more, or take the line out)"
        ),
        (
            "keep_done: {size: 1GiB, days: 9}\nkeep_items: 10",
            "wiredesk.yaml:1:12: keep_done: 9 days are too few: items are made again from these files (keep_items: 10) (10 or more, or take the line out)"
        ),
        (
            "keep_fingerprints: 29",
            "wiredesk.yaml:1:20: keep_fingerprints: 29 days are too few: what these files bring must be known again (keep_items: 30) (30 or more, or take the line out)"
        ),
        ("keep_done: {}", "wiredesk.yaml:1:12: keep_done is empty (write {days: 30, size: 2GiB}, or days alone)"),
        ("keep_done: 0", "wiredesk.yaml:1:12: keep_done: 0 is out of range (from 1 to 36500)"),
        ("keep_done: {size: 5}", #"wiredesk.yaml:1:19: size: "5" is not a size (did you mean 5MiB?)"#),
        ("keep_done: {age: 5}", #"wiredesk.yaml:1:13: unknown key "age" (known here: days, size)"#),
        ("horizon_days: [7]", "wiredesk.yaml:1:15: horizon_days: a list where a single value belongs"),
        (
            "log: verbose",
            #"wiredesk.yaml:1:6: log: unknown level "verbose" (one of trace, debug, info, notice, warning, error, critical)"#
        ),
        ("log: warn", #"wiredesk.yaml:1:6: log: unknown level "warn" (did you mean "warning"?)"#),
        ("live: no", #"wiredesk.yaml:1:7: live: "no" (write off, or its settings: {zone: UTC})"#),
        (
            "live: {at: \"10:00\"}",
            #"wiredesk.yaml:1:8: unknown key "at" (known here: title, zone, stories_per_topic, headlines_per_topic, in_short, topics, without_topics, sources, without_sources, languages, minutes, order, formats, deep_look)"#
        ),
        ("limits: {file: 64MB}", #"wiredesk.yaml:1:16: file: "64MB" is not a size (did you mean 64MiB?)"#),
        ("limits: {file: 64}", #"wiredesk.yaml:1:16: file: "64" is not a size (did you mean 64MiB?)"#),
        (
            "limits: {file: big}",
            #"wiredesk.yaml:1:16: file: "big" is not a size (write it as 64MiB or 16KiB, from 1KiB to 1GiB)"#
        ),
        ("limits: {file: 2GiB}", #"wiredesk.yaml:1:16: file: "2GiB" is out of range (from 1KiB to 1GiB)"#),
        ("limits: {depth: 1000}", "wiredesk.yaml:1:17: depth: 1000 is out of range (from 8 to 250)"),
        ("topics: \"a\\nb\"", #"wiredesk.yaml:1:9: topics "a\u{a}b": line break or control character (write it on one line)"#),
    ]) func aWrongSettingSaysWhatInstead(_ yaml: String, _ said: String) {
        #expect(faults(yaml) == said)
    }

    @Test(arguments: [
        ("editions:", "wiredesk.yaml:1:10: editions has no value (write {} for none)"),
        (
            "editions: {live: {every: 1h}}",
            #"1:12: edition "live": the name is taken (the live edition has its own setting, `live:`)"#
        ),
        ("editions: {index: {every: 1h}}", #"1:12: edition "index": the name is taken (take another name)"#),
        ("editions: {Früh: {every: 1h}}", #"1:12: edition "Früh" (use lower-case letters a-z, digits and hyphens only)"#),
        ("editions: {a: {}}", #"1:15: edition "a" never closes (give it a time, at: "06:30", or an interval, every: 10m)"#),
        (
            "editions: {a: daily}",
            #"1:15: edition "a": the text "daily" where keys and values belong (write `key: value` lines below it)"#
        ),
        ("editions: {a: {at: \"06:30\", every: 1h}}", #"1:36: edition "a" has both at and every (take one of them out)"#),
        ("editions: {a: {every: 1h, days: mon}}", "1:33: days goes with at, not with every (take one of them out)"),
        ("editions: {a: {at: 6.30}}", #"1:20: at: "6.30" is not a time of day (did you mean "06:30"?)"#),
        ("editions: {a: {at: 6:30}}", #"1:20: at: "6:30" is not a time of day (did you mean "06:30"?)"#),
        ("editions: {a: {at: 1830}}", #"1:20: at: "1830" is not a time of day (did you mean "18:30"?)"#),
        ("editions: {a: {at: \"6:30pm\"}}", #"1:20: at: "6:30pm" is not a time of day (did you mean "18:30"?)"#),
        ("editions: {a: {at: 6.30 P.M.}}", #"1:20: at: "6.30 P.M." is not a time of day (did you mean "18:30"?)"#),
        ("editions: {a: {at: 12:05am}}", #"1:20: at: "12:05am" is not a time of day (did you mean "00:05"?)"#),
        ("editions: {a: {at: 12:05pm}}", #"1:20: at: "12:05pm" is not a time of day (did you mean "12:05"?)"#),
        ("editions: {a: {at: 6am}}", #"1:20: at: "6am" is not a time of day (did you mean "06:00"?)"#),
        ("editions: {a: {at: 630pm}}", #"1:20: at: "630pm" is not a time of day (did you mean "18:30"?)"#),
        ("editions: {a: {at: 24:00}}", #"1:20: at: "24:00" is not a time of day (did you mean "00:00"?)"#),
        ("editions: {a: {at: 06:75}}", #"1:20: at: "06:75" is not a time of day (write hours and minutes, 00:00 to 23:59)"#),
        ("editions: {a: {at: dawn}}", #"1:20: at: "dawn" is not a time of day (write hours and minutes, 00:00 to 23:59)"#),
        ("editions: {a: {every: 10}}", #"1:23: every: "10" is not an interval (did you mean 10m?)"#),
        ("editions: {a: {every: 7m}}", #"1:23: every: "7m" does not divide a day (the nearest that do are 6m and 8m)"#),
        ("editions: {a: {every: 25h}}", #"1:23: every: "25h" is out of range (from 1m to 24h)"#),
        ("editions: {a: {every: 0m}}", #"1:23: every: "0m" is out of range (from 1m to 24h)"#),
        (
            "editions: {a: {every: 1h, zone: Europe/Berln}}",
            #"1:33: unknown time zone "Europe/Berln" (did you mean "Europe/Berlin"?)"#
        ),
        (
            "editions: {a: {every: 1h, zone: GMT+3}}",
            #"1:33: unknown time zone "GMT+3" (use a name of the tz database, such as Europe/Berlin or UTC)"#
        ),
        ("editions: {a: {at: \"06:30\", days: monday}}", #"1:35: days: unknown day "monday" (did you mean mon?)"#),
        (
            "editions: {a: {at: \"06:30\", days: mon-wed-fri}}",
            #"1:35: days: unknown day "mon-wed-fri" (write mon, tue ... as a list, or a range such as mon-fri)"#
        ),
        (
            "editions: {a: {at: \"06:30\", days: []}}",
            "1:35: days is empty (name days, mon-fri, or take the line out for every day)"
        ),
        ("editions: {a: {every: 1h, in_short: 101}}", "1:37: in_short: 101 is out of range (from 0 to 100)"),
        ("editions: {a: {every: 1h, evry: 2h}}", #"1:27: unknown key "evry" (did you mean "every"?)"#),
    ]) func aWrongEditionSaysWhatInstead(_ yaml: String, _ said: String) {
        #expect(faults(yaml) == (said.hasPrefix("wiredesk") ? said : "wiredesk.yaml:" + said))
    }

    @Test(arguments: [
        ("", "topics.yaml: no topics (begin it with `topics:`)"),
        ("topics: {}", "topics.yaml:1:9: topics: keys and values where a list belongs (begin each entry with `- `)"),
        (
            "topics:\n- id: a\n  label: A\n  therms: {b: 1}",
            """
            topics.yaml:2:3: topic "a" has no term that speaks for it (give it terms with weights above 0, or make it another topic's parent)
            topics.yaml:4:3: unknown key "therms" (did you mean "terms"?)
            """
        ),
        ("topics: [{label: A, terms: {b: 1}}]", "topics.yaml:1:10: topic has no id (add `id: ...`)"),
        ("topics: [{id: a, terms: {b: 1}}]", #"topics.yaml:1:10: topic "a" has no label (add `label: ...`)"#),
        (
            "topics: [{id: A b, label: A, terms: {b: 1}}]",
            #"topics.yaml:1:15: topic id "A b" (use lower-case letters a-z, digits and hyphens only)"#
        ),
        (
            "topics: [{id: a, label: A, type: places, terms: {b: 1}}]",
            #"topics.yaml:1:34: unknown type "places" (did you mean "place"?)"#
        ),
        (
            "topics: [{id: a, label: A, mediatopic: 11000000, terms: {b: 1}}]",
            #"topics.yaml:1:40: mediatopic "11000000" (write the IPTC code, such as medtop:11000000)"#
        ),
        (
            "topics: [{id: a, label: A, terms: {b: 0, c: 1}}]",
            #"topics.yaml:1:39: weight of "b" is 0 (a term that counts nothing can go)"#
        ),
        (
            "topics: [{id: a, label: A, terms: {b: 1, \"?!\": 2}}]",
            #"topics.yaml:1:42: term "?!" has no words (write letters or digits to look for)"#
        ),
        (
            "topics: [{id: a, label: A, terms: {Café: 1, cafe: 2}}]",
            #"topics.yaml:1:45: term "cafe" is there already, on line 1 (case, accents and punctuation do not count)"#
        ),
        (
            "topics: [{id: a, label: A, terms: {b: high, c: 1}}]",
            #"topics.yaml:1:39: weight of "b": "high" is not a whole number (from -1000 to 1000)"#
        ),
        (
            "topics:\n- {id: a, label: A, terms: {b: 1}}\n- {id: a, label: B, terms: {c: 1}}",
            #"topics.yaml:3:8: duplicate topic "a" (the first is on line 2: give one another id, or make them one)"#
        ),
        (
            "topics:\n- {id: sport, label: A, terms: {b: 1}}\n- {id: tennis, label: B, parent: sports, terms: {c: 1}}",
            #"topics.yaml:3:34: unknown parent "sports" (did you mean "sport"?)"#
        ),
        (
            "topics:\n- {id: z, label: Z, parent: b, terms: {z: 1}}\n- {id: a, label: A, parent: b}\n- {id: b, label: B, parent: a}",
            #"topics.yaml:3:29: topics are parts of each other: "b" in "a" in "b" (take one parent out)"#
        ),
        (
            "topics: [{id: a, label: A, parent: a, terms: {b: 1}}]",
            #"topics.yaml:1:36: topics are parts of each other: "a" in "a" (take one parent out)"#
        ),
    ]) func aWrongTopicSaysWhatInstead(_ yaml: String, _ said: String) {
        #expect(faults("", topics: yaml) == said)
    }

    @Test(arguments: [
        ("log: info\nlog: debug", #"wiredesk.yaml:1:1: duplicate key "log" (it stands here and again on line 2: keep one)"#),
        ("log: [", "wiredesk.yaml:2:1: not YAML: while parsing a flow node, did not find expected node content"),
        (
            "live:\n\tzone: UTC",
            """
            wiredesk.yaml:2:1: not YAML: while scanning for the next token, found character that cannot start any token \
            (indent with spaces, not tabs, and put text that begins with a special character in quotes)
            """
        ),
        (
            "log: info\n---\nlog: info",
            "wiredesk.yaml:2:1: a second document begins here (one file holds one document: take out the ---)"
        ),
        ("log: info\nlive: \u{1}", "wiredesk.yaml:2:7: not YAML: control characters are not allowed"),
        (
            "live: &a {zone: UTC}\neditions: {x: *a}",
            #"wiredesk.yaml:2:15: alias "*a" (anchors and aliases are not read here: write the value out)"#
        ),
    ]) func whatIsNoYAMLIsSaidWithItsPlace(_ yaml: String, _ said: String) {
        #expect(faults(yaml) == said)
    }

    @Test(arguments: [
        ("live: {topics: [econmy]}", #"wiredesk.yaml:1:17: there is no topic "econmy" (did you mean "economy"?)"#),
        ("priorities: {econmy: 1}", #"wiredesk.yaml:1:14: there is no topic "econmy" (did you mean "economy"?)"#),
        (
            "names: {/bbc: BBC}",
            #"wiredesk.yaml:1:9: names: "/bbc" is no source (write its folder below the inbox, such as bbc or agencies, or @host for files at the top)"#
        ),
        (
            "editions: {a: {at: \"06:30\", after: b}}",
            #"wiredesk.yaml:1:36: after: there is no other edition "b" (the names of editions that it takes turns with)"#
        ),
        (
            "editions: {noon: {at: \"06:30\", after: [noon]}}",
            #"wiredesk.yaml:1:40: after: there is no other edition "noon" (the names of editions that it takes turns with)"#
        ),
        (
            "editions: {a: {at: \"06:30\", after: b}, b: {at: \"18:00\", minutes: 5}}",
            "wiredesk.yaml:1:36: after: b tells less than a: what it leaves out would be in neither (give both the same topics, sources, languages, minutes, and numbers of stories and headlines)"
        ),
        (
            "editions: {a: {at: \"06:30\", after: b}, b: {at: \"18:00\", headlines_per_topic: 0}}",
            "wiredesk.yaml:1:36: after: b tells less than a: what it leaves out would be in neither (give both the same topics, sources, languages, minutes, and numbers of stories and headlines)"
        ),
        // What is wrong is the other's hour alone.
        (
            "editions: {a: {at: \"06:30\", after: b}, b: {at: \"25:00\"}}",
            #"wiredesk.yaml:1:48: at: "25:00" is not a time of day (write hours and minutes, 00:00 to 23:59)"#
        ),
        (
            "url: news.example.org",
            #"wiredesk.yaml:1:6: url: "news.example.org" is no address of a folder on the web (write the one that digests/ is read at, such as https://news.example.org/digests/)"#
        ),
        ("names: {bbc: [BBC]}", "wiredesk.yaml:1:14: names: bbc: a list where a single value belongs"),
        ("priorities: {economy: 9}", "wiredesk.yaml:1:23: priorities: economy: 9 is out of range (from -5 to 5)"),
        ("live: {order: weigth}", #"wiredesk.yaml:1:15: order: unknown "weigth" (did you mean "weight"?)"#),
        ("live: {formats: [pdf]}", #"wiredesk.yaml:1:18: formats: unknown "pdf" (one of html, md, txt, json, atom, eml, epub)"#),
        (
            "live: {sources: [/bbc]}",
            """
            wiredesk.yaml:1:18: sources: "/bbc" is no source \
            (write its folder below the inbox, such as bbc or agencies, or @host for files at the top)
            """
        ),
        (
            "live: {languages: [english]}",
            #"wiredesk.yaml:1:20: language "english" (write its code of two or three letters, such as en or de)"#
        ),
        ("live: {empty: write}", #"wiredesk.yaml:1:8: unknown key "empty""#),
    ]) func whatAnEditionIsToTellIsCheckedByItsNames(_ yaml: String, _ said: String) {
        #expect(faults(yaml).hasPrefix(said))
    }

    @Test func allFaultsOfBothFilesAreToldInTheirOrder() {
        let all = faults("log: loud\nhorizon_days: 91\nlogs: 1", topics: "topics:\n- {id: a, label: A, terms: {b: 1, c: 0}}")
        #expect(
            all == """
                topics.yaml:2:38: weight of "c" is 0 (a term that counts nothing can go)
                wiredesk.yaml:1:6: log: unknown level "loud" (one of trace, debug, info, notice, warning, error, critical)
                wiredesk.yaml:2:15: horizon_days: 91 is out of range (from 1 to 90)
                wiredesk.yaml:3:1: unknown key "logs" (did you mean "log"?)
                """)
    }

    @Test func aMillionAliasesAreRefusedAtOnce() {
        var yaml = "a: &a0 [x]\n"
        for i in 1...40 { yaml += "b\(i): &a\(i) [*a\(i - 1), *a\(i - 1), *a\(i - 1)]\n" }
        yaml += "? *a40\n: 1\n"
        #expect(faults(yaml).hasPrefix("wiredesk.yaml:2:10: alias \"*a0\""))
    }

    @Test func whatOnlyLooksLikeAnAliasIsText() throws {
        #expect(try read("live: {title: \"R&D *News* & *more*\"}").live?.title == "R&D *News* & *more*")
    }
}
