import News

/// A topic on the front page.
package struct FrontTopic: Hashable, Sendable {
    /// [a-z0-9-]+
    package let id: String
    package let label: String
    /// False for a part of another.
    package let isTop: Bool
    package let stories: Int
    /// Items on each of the last days, the oldest first.
    package let volume: [Int]

    package init(id: String, label: String, isTop: Bool, stories: Int, volume: [Int]) {
        self.id = id
        self.label = label
        self.isTop = isTop
        self.stories = stories
        self.volume = volume
    }
}

/// Writes the list of topics.
struct TopicList: HTMLWriting {
    var bytes: [UInt8] = []

    /// Each picture has its own measure: it shows the days of a topic against each other, and its stories are counted.
    static func lines(_ topics: [FrontTopic]) -> String {
        var list = TopicList()
        for topic in topics {
            list.bytes.set("<li><span><a href=\"topics/\(topic.id).html\">")
            list.text(topic.label)
            let today = topic.volume.last.map { $0 == 0 ? "" : ", \(counted($0, "item", "items")) today" } ?? ""
            list.bytes.set("</a> <small>\(counted(topic.stories, "story", "stories"))\(today)</small></span>")
            let days = topic.volume.map(grouped).joined(separator: ", ")
            list.bars(topic.volume, most: topic.volume.max() ?? 0, said: "Items a day, the last day last: \(days)")
            list.bytes.set("</li>\n")
        }
        return String(decoding: list.bytes, as: UTF8.self)
    }
}

extension HTMLWriting {
    /// A small picture of numbers as bars, from left to right; `said` is what stands for it where it is not seen.
    mutating func bars(_ numbers: [Int], most: Int, said: String) {
        let (width, gap, height) = (6, 2, 20)
        let whole = max(0, numbers.count * (width + gap) - gap)
        bytes.set(
            "<svg class=\"bars\" role=\"img\" width=\"\(whole)\" height=\"\(height)\" viewBox=\"0 0 \(whole) \(height)\" aria-label=\""
        )
        text(said)
        bytes.set("\">")
        for (place, number) in numbers.enumerated() {
            // What is there at all is seen.
            let tall = number <= 0 ? 0 : max(1, number * height / max(1, most))
            // A line where there is nothing.
            let (y, h) = tall == 0 ? (height - 1, 1) : (height - tall, tall)
            bytes.set("<rect x=\"\(place * (width + gap))\" y=\"\(y)\" width=\"\(width)\" height=\"\(h)\"")
            bytes.set(tall == 0 ? " opacity=\".3\"/>" : "/>")
        }
        bytes.set("</svg>")
    }
}
