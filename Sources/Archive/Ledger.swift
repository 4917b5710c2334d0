import FoundationEssentials
import News

/// archive/ledger.jsonl: append-only, what cannot be rebuilt. One JSON object a line, made durable before `append` returns.
package final class Ledger {
    package init(at path: String) throws(ArchiveError) { fatalError("not built yet") }

    /// Twice is once: an edition already in the ledger is not written again.
    package func append(_ edition: PublishedEdition) throws(ArchiveError) {}

    /// All editions told so far, in order of writing; a line cut short by a crash at the end is left out (and cut off by the next append).
    package func editions() throws(ArchiveError) -> [PublishedEdition] { [] }
}
