/// A style sheet that somebody wrote: it stands within the page, and loads nothing.
enum StyleCheck {
    private static let banned = [
        ("</", "it would end the style in the middle of it"), ("@import", "pages load nothing"), ("url(", "pages load nothing"),
        ("image-set(", "pages load nothing"), ("@font-face", "pages load nothing"),
    ]

    static func faults(in style: String) -> [TemplateFault] {
        guard style.utf8.count <= 1 << 18 else {
            return [TemplateFault(file: Templates.styleFile, line: 0, column: 0, message: "larger than 256 KiB", hint: nil)]
        }
        let lines = style.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { number, line in
            let lower = line.lowercased()
            return banned.compactMap { word, why in
                lower.range(of: word).map {
                    TemplateFault(
                        file: Templates.styleFile, line: number + 1,
                        column: lower.unicodeScalars.distance(from: lower.startIndex, to: $0.lowerBound) + 1,
                        message: "\(word): \(why)", hint: "leave it out")
                }
            }
        }
    }
}
