import FeedReader
import FoundationEssentials
import Glibc
import News
import Newsroom

// Measures grouping alone: how fast, how much memory, and, against a gold standard, how well.
//
//     WIREDESK_BENCH=1 swift run -c release bench-stories ITEMS.jsonl [GOLD.tsv] [delay=HOURS] [repeat=N] [squeeze=N] [rounds=N] [random=N] [stories=FILE] [RULE=VALUE ...]
//
// ITEMS has a JSON Feed item a line, GOLD `id<TAB>story` a line. `delay` moves each item back in time by an exponential of that mean
// (the same at each run), `stories` takes item, story and what it is a copy of a line, `repeat` takes the items so many times over, one after another,
// each time with a word of its own in each title and opening: the same headlines again would be recurring ones, which join nothing and cost nothing;
// `squeeze` lets time run so many times as fast, so that a day has more items;
// `rounds`: how often an update is measured, of which the quickest counts; 0: never. A RULE is a name of StoryRules.
// `random=N` measures nothing: N times a book is changed at random, as days do, forty times over, and compared with a fresh one each time.

var rules = StoryRules()
var files: [String] = []
var delay = 0.0
var copies = 1
var squeeze: Int64 = 1
var told: String?
var rounds = 3
var random = 0
for argument in CommandLine.arguments.dropFirst() {
    let parts = argument.split(separator: "=", maxSplits: 1)
    if parts.count == 2, parts[0] == "stories" {
        told = String(parts[1])
        continue
    }
    guard parts.count == 2 else {
        files.append(argument)
        continue
    }
    guard let value = Double(parts[1]) else { fatalError("\(argument): not a number") }
    switch parts[0] {
    case "delay": delay = value
    case "rounds": rounds = Int(value)
    case "random": random = Int(value)
    case "repeat": copies = Int(value)
    case "squeeze": squeeze = Int64(value)
    case "reachHours": rules.reachHours = Int(value)
    case "fadeHours": rules.fadePerQuarterHour = Int((65536 * exp(-0.25 / value)).rounded())
    case "fadeHoursOfTold": rules.fadePerQuarterHourOfTold = Int((65536 * exp(-0.25 / value)).rounded())
    case "neighbours": rules.neighbours = Int(value)
    case "mostOfWord": rules.mostOfWord = Int(value)
    case "mostLookups": rules.mostLookups = Int(value)
    case "leastLikeness": rules.leastLikeness = Int(value * 65536)
    case "ofOneSource": rules.ofOneSource = Int(value * 65536)
    case "ofBackground": rules.ofBackground = Int(value * 65536)
    case "gainOfTitle": rules.gainOfTitle = Int(value * 65536)
    case "usualLength": rules.usualLength = Int(value * 65536)
    case "gainOfSharedOfTold": rules.gainOfSharedOfTold = Int(value * 65536)
    case "leastMean": rules.leastMean = Int(value * 65536)
    case "leastMeanOfLong": rules.leastMeanOfLong = Int(value * 65536)
    case "leastMeanOfOne": rules.leastMeanOfOne = Int(value * 65536)
    case "leastLikenessOfSlowest": rules.leastLikenessOfSlowest = Int(value * 65536)
    case "leastMeanOfOneOfSlowest": rules.leastMeanOfOneOfSlowest = Int(value * 65536)
    case "leastLikenessOfTold": rules.leastLikenessOfTold = Int(value * 65536)
    case "leastMeanOfTold": rules.leastMeanOfTold = Int(value * 65536)
    case "leastMeanOfOneTold": rules.leastMeanOfOneTold = Int(value * 65536)
    case "gainOfShared": rules.gainOfShared = Int(value * 65536)
    case "pace": rules.pace = Int(value)
    case "nameGain": rules.nameGain = Int(value * 65536)
    case "ofPair": rules.ofPair = Int(value * 65536)
    case "weightHours": rules.weightPerQuarterHour = Int((65536 * exp(-0.25 / value)).rounded())
    case "rarityDays": rules.rarityDays = Int(value)
    case "fewestCounted": rules.fewestCounted = Int(value)
    case "sameWordsHours": rules.sameWordsHours = Int(value)
    default: fatalError("\(parts[0]): no such rule")
    }
}

func lines(_ path: String) -> [Substring] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { fatalError("\(path): cannot read it") }
    return text.split(separator: "\n")
}

/// Resident, when what was given back has gone to the system (malloc_trim(3), looked up by name: Swift's view of glibc has no malloc.h).
func bytesInUse() -> Int {
    if let symbol = dlsym(nil, "malloc_trim") {
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
    }
    let sizes = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return (sizes.dropFirst().first.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
}

func cpuSeconds() -> Double {
    var use = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &use)
    return Double(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + Double(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6
}

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Dice {
    var state: UInt64 = 1

    /// From 0 up to 1.
    mutating func throwOne() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
    }
}
var dice = Dice()

let reader = FeedReader()
var items: [FiledItem] = []
for line in lines(files[0]) {
    guard var filed = try? reader.readItem(jsonLine: Array(line.utf8)) else { continue }
    if delay > 0 {
        filed.time = Date(milliseconds: filed.time.milliseconds + Int64(-log(1 - dice.throwOne()) * delay * 3_600_000))
    }
    items.append(filed)
}
/// The same text of other things: names, and half of the other words that tell something, are the like of them in another world. That of
/// which a text has been made half, so that none is the same article as one of another world.
func retold(_ text: String, _ mark: String) -> String {
    var told: [UInt8] = []
    var word: [UInt8] = []
    func end() {
        if word.isEmpty { return }
        // FNV-1a (Fowler, Noll & Vo 1991).
        let hash = word.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1 | 0x20)) &* 0x100_0000_01B3 }
        told += word
        if word.count > 3, (0x41...0x5A).contains(word[0]) || hash >> 40 & 1 == 1 { told += mark.utf8 }
        word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
        if byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) {
            word.append(byte)
        } else {
            end()
            told.append(byte)
        }
    }
    end()
    return String(decoding: told, as: UTF8.self)
}
if squeeze > 1 {
    for place in items.indices { items[place].time = Date(milliseconds: items[place].time.milliseconds / squeeze) }
}

func day(of head: ItemHead) -> Int64 { head.time.milliseconds / 86_400_000 }

if copies > 1, !items.isEmpty {
    // What most of them take, of which some are years old.
    let times = items.map(\.time).sorted()
    let span = times[times.count * 19 / 20].timeIntervalSince(times[times.count / 20]) / 0.9
    let once = items
    for n in 1..<copies {
        let mark = [n / 26, n % 26].map { String(UnicodeScalar(UInt8(97 + $0))) }.joined()
        items += once.map { filed in
            var filed = filed
            filed.item.key = Key(bits: filed.item.key.bits &+ UInt64(n))
            filed.item.title = filed.item.title.map { retold($0, mark) }
            filed.item.summary = filed.item.summary.map { retold($0, mark) }
            filed.item.text = filed.item.text.map { Block($0.kind, retold($0.text, mark)) }
            filed.item.url = filed.item.url.map { $0 + ($0.contains("?") ? "&" : "?") + "world=\(mark)" }
            filed.time += span * Double(n)
            return filed
        }
    }
}

/// Whether a book that is changed at random holds the same as a fresh one after each change: items come in order, late and never, are
/// revised and withdrawn, and editors join and split.
@MainActor func staysFresh(_ seed: Int) -> Bool {
    var dice = Dice(state: UInt64(seed))
    func roll(_ sides: Int) -> Int { Int(dice.throwOne() * Double(sides)) }
    let sorted = items.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
    let start = roll(max(1, sorted.count - 9000))
    var held = Array(sorted[start...].prefix(7500))
    var coming = Array(sorted[(start + held.count)...].prefix(1500))
    let isLate = coming.map { _ in roll(6) == 0 }
    var late = zip(coming, isLate).filter(\.1).map(\.0)
    coming = zip(coming, isLate).filter { !$0.1 }.map(\.0)
    var words: [EditorsWord] = []
    func recent(_ most: Int) -> Int { held.count - 1 - roll(min(held.count, most)) }
    var book = StoryBook(rules: rules)
    book.update(to: held)
    for change in 1...40 where !coming.isEmpty {
        let count = min(coming.count, 1 + roll(60))
        held += coming.prefix(count)
        coming.removeFirst(count)
        if roll(2) == 0 { for _ in 0..<min(late.count, 1 + roll(8)) { held.append(late.remove(at: roll(min(12, late.count)))) } }
        if roll(3) == 0 { held.remove(at: recent(300)) }
        if roll(3) == 0 {
            let place = recent(200)
            held[place].item.title = held[place].item.title.map { "\($0), again" }
            held[place].item.hash = TextHash(bits: held[place].item.hash.bits &+ 1)
        }
        if roll(8) == 0 { words.append(.split(held[recent(200)].item.key)) }
        if roll(8) == 0 { words.append(.join(held[recent(200)].item.key, held[recent(200)].item.key)) }
        book.update(to: held, editors: words)
        var fresh = StoryBook(rules: rules)
        fresh.update(to: held, editors: words)
        if book.outlines() != fresh.outlines() {
            print("random \(seed): other stories than a fresh book has, after change \(change)")
            return false
        }
    }
    return true
}
if random > 0 {
    let differing = (1...random).count { !staysFresh($0) }
    print("\(random) books changed at random: \(differing) differ")
    exit(differing == 0 ? 0 : 1)
}

let before = (cpuSeconds(), bytesInUse())
var book = StoryBook(rules: rules)
book.update(to: items)
let spent = cpuSeconds() - before.0
let kept = bytesInUse() - before.1
print(
    "\(items.count) items in \(spent) s of CPU: \(Int(Double(items.count) / spent)) a second; \(kept / max(1, items.count)) bytes an item kept"
)

// A hundred more at the end of what is there, and one that comes a day late, as the daemon gives them: by their heads.
if items.count > 1000, rounds > 0 {
    let heads = items.sorted { ($0.time, $0.item.key) < ($1.time, $1.item.key) }
        .map { ItemHead($0, print: Print(of: $0.item, source: $0.source)) }
    // Those that make no earlier epoch anew, and those that do, since a headline came back or more was told of one.
    var (quick, slow): ([Double], [Double]) = ([], [])
    let start = max(100, heads.count - 4000)
    for _ in 0..<rounds {
        book.update(to: Array(heads[..<start]))
        for end in stride(from: start + 100, through: heads.count, by: 100) {
            let some = Array(heads[..<end])
            let first = min(day(of: heads[end - 100]), day(of: heads[end - 101]))
            let began = cpuSeconds()
            let anew = book.update(to: some)
            let spent = (cpuSeconds() - began) * 1000
            let ofDay = heads[..<end].reversed().prefix { day(of: $0) >= first }.count
            if anew <= ofDay { quick.append(spent) } else { slow.append(spent) }
        }
    }
    for (what, times) in [("a hundred more", quick), ("a hundred more that reopen earlier days", slow)] where !times.isEmpty {
        let sorted = times.sorted()
        print("\(what): median \(Int(sorted[sorted.count / 2])) ms, most \(Int(sorted[sorted.count - 1])) ms, of \(sorted.count)")
    }
    book.update(to: heads)
    let late = heads.lastIndex { heads[heads.count - 1].time.timeIntervalSince($0.time) > 86_400 } ?? 0
    let without = Array(heads[..<late] + heads[(late + 1)...])
    var best = (Double.infinity, 0)
    for _ in 0..<rounds {
        book.update(to: without)
        let began = cpuSeconds()
        let anew = book.update(to: heads)
        let spent = (cpuSeconds() - began) * 1000
        if spent < best.0 { best = (spent, anew) }
    }
    print("one that comes a day late: \(Int(best.0)) ms, \(best.1) items grouped anew")
    let began = cpuSeconds()
    let stories = book.outlines().count
    print("outlines of \(stories) stories: \(Int((cpuSeconds() - began) * 1000)) ms")
}

if let told {
    let lines = book.stories(of: items).flatMap { story in
        story.members.map { "\($0.item.item.key)\t\(story.id)\t\($0.copyOf.map { "\($0)" } ?? "")" }
    }
    try lines.joined(separator: "\n").write(toFile: told, atomically: true, encoding: .utf8)
}

if files.count > 1 {
    var gold: [String: String] = [:]
    for line in lines(files[1]) {
        let parts = line.split(separator: "\t")
        gold[String(parts[0])] = String(parts[1])
    }
    var mine: [Key: Double] = [:]
    var theirs: [String: Double] = [:]
    struct Both: Hashable {
        let mine: Key
        let theirs: String
    }
    var both: [Both: Double] = [:]
    var count = 0.0
    for story in book.stories(of: items) {
        for member in story.members {
            guard let id = member.item.item.id, let label = gold[id] else { continue }
            mine[story.id, default: 0] += 1
            theirs[label, default: 0] += 1
            both[Both(mine: story.id, theirs: label), default: 0] += 1
            count += 1
        }
    }
    let precision = both.reduce(0) { $0 + $1.value * $1.value / (mine[$1.key.mine] ?? 1) } / count
    let recall = both.reduce(0) { $0 + $1.value * $1.value / (theirs[$1.key.theirs] ?? 1) } / count
    func pairs(_ counts: some Sequence<Double>) -> Double { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let (index, a, b) = (pairs(both.values), pairs(mine.values), pairs(theirs.values))
    let chance = a * b / (count * (count - 1) / 2)
    func shown(_ figure: Double) -> String { String((figure * 10_000).rounded() / 10_000) }
    print(
        "B3 P \(shown(precision)) R \(shown(recall)) F1 \(shown(2 * precision * recall / (precision + recall)))",
        "ARI \(shown((index - chance) / ((a + b) / 2 - chance))) stories \(mine.count)")
}
