import News

// How likenesses, reasons and spans of time are told, in the same words wherever they are.

/// `joined by wording, 0.43 alike, to`: why an item stands with the one named after it.
package func reason(_ rule: String, _ score: Int) -> String {
    switch rule {
    case "copy-url": "a copy, by its address, of"
    case "copy-text": "a copy, word for word, of"
    case "copy-contained": "a copy: \(share(score)) of the shorter text stands in both, of"
    case "same-words": "the same headline within hours as"
    case "copies": "joined, since a later item is a copy of both, to"
    case "editor": "joined by an editor to"
    case "told-together": "told in one story, whose beginning has left the horizon, with"
    default: "joined by wording, \(share(score)) alike, to"
    }
}

/// What the words are that a rule shares, with what parts them: `what weighed most: dockers, tarn`. Nil where there are none.
package func sharedWords(_ rule: String, _ shared: [String]) -> String? {
    if shared.isEmpty { return nil }
    return switch rule {
    case "copy-url": "address: \(shared.joined(separator: " "))"
    case "copy-text", "copy-contained": "both say: \(shared.joined(separator: " ")) ..."
    default: "what weighed most: \(shared.joined(separator: ", "))"
    }
}

/// `0.43` of 65536ths, rounded down so that what is under a threshold is not shown as equal to it.
package func share(_ part: Int) -> String {
    let hundredths = part * 100 / 65536
    return "\(hundredths / 100).\(padded(hundredths % 100, to: 2))"
}

/// `2 h 20 min` of seconds.
package func span(_ seconds: Int) -> String {
    let minutes = seconds / 60
    if minutes < 1 { return "less than a minute" }
    if minutes < 60 { return "\(minutes) min" }
    if minutes < 2880 { return "\(minutes / 60) h\(minutes % 60 == 0 ? "" : " \(minutes % 60) min")" }
    return "\(minutes / 1440) days"
}
