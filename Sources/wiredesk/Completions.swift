import ArgumentParser
import Desk

/// What a shell completes that is in the desk or its settings. Where these cannot be read there is nothing to complete.
extension CompletionKind {
    /// Ids of topics.
    static let topics = CompletionKind.custom { words, _, _ in settings(words)?.topics.map(\.id) ?? [] }

    /// Names of editions.
    static let editions = CompletionKind.custom { words, _, _ in
        guard let configuration = settings(words) else { return [] }
        return configuration.editions.map(\.name) + (configuration.live.map { [$0.name] } ?? [])
    }

    /// Names of sources that something has come from.
    static let sources = CompletionKind.custom { words, _, _ in (try? UnheardSources.known(in: folders(words))) ?? [] }

    private static func value(of option: String, in words: [String]) -> String? {
        for (n, word) in words.enumerated() {
            if word == option { return n + 1 < words.count ? words[n + 1] : nil }
            if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
        }
        return nil
    }

    private static func folders(_ words: [String]) -> DeskFolders {
        DeskFolders(root: FilePath(value(of: "--dir", in: words) ?? DeskOptions.standardFolder))
    }

    private static func settings(_ words: [String]) -> Configuration? {
        let file = value(of: "--config", in: words) ?? DeskStatus.last(in: folders(words))?.configurationFile
        return try? Configuration.load(file: file)
    }
}
