/// The light endings a noun takes in the languages that wiredesk brings topics in: plurals, and German cases. No stemming: a form is
/// only ever longer than what it comes from, so `news` is never `new`.
enum Inflection {
    /// Other forms of `word`, which is folded. Short words take none: too many are something else with an `s` behind them.
    static func forms(of word: String, languages: [String]) -> [String] {
        guard word.utf8.count >= 4, word.utf8.allSatisfy({ $0 &- UInt8(ascii: "a") < 26 }) else { return [] }
        var forms: [String] = []
        for language in languages.isEmpty ? ["en"] : languages {
            let own =
                switch language {
                case "en": english(word)
                case "de": german(word)
                case "fr": french(word)
                case "es": spanish(word)
                default: [String]()
                }
            for form in own where !forms.contains(form) { forms.append(form) }
        }
        return forms
    }

    private static func english(_ word: String) -> [String] {
        if word.hasSuffix("man") { return [word.dropLast(2) + "en"] }
        if ["s", "men"].contains(where: word.hasSuffix) { return word.hasSuffix("ss") ? [word + "es"] : [] }
        if ["x", "z", "ch", "sh"].contains(where: word.hasSuffix) { return [word + "es"] }
        if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) { return [word.dropLast() + "ies"] }
        return [word + "s"]
    }

    private static func german(_ word: String) -> [String] {
        if word.hasSuffix("e") { return [word + "n", word + "s", word + "r"] }
        if word.hasSuffix("er") || word.hasSuffix("el") { return [word + "n", word + "s"] }
        if word.hasSuffix("in") { return [word + "nen"] }
        if word.hasSuffix("ung") || word.hasSuffix("heit") || word.hasSuffix("keit") || word.hasSuffix("schaft") {
            return [word + "en"]
        }
        return ["s", "es", "e", "en", "er", "n"].map { word + $0 }
    }

    private static func french(_ word: String) -> [String] {
        if ["s", "x", "z"].contains(where: word.hasSuffix) { return [] }
        if word.hasSuffix("eau") || word.hasSuffix("eu") { return [word + "x"] }
        if word.hasSuffix("al") { return [word.dropLast() + "ux"] }
        return [word + "s"]
    }

    private static func spanish(_ word: String) -> [String] {
        if word.hasSuffix("s") { return [] }
        if word.hasSuffix("z") { return [word.dropLast() + "ces"] }
        return [word + ("aeiou".contains(word.last ?? "a") ? "s" : "es")]
    }
}
