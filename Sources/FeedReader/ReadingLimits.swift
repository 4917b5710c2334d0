/// How much of anything a feed may bring (DESIGN.md, section 6).
package struct ReadingLimits: Hashable, Sendable {
    package static let standard = ReadingLimits()

    // Of a file: past one of these it fails.
    package var maxFileBytes = 64 << 20
    /// Unpacked bytes for each packed one.
    package var maxGzipRatio = 100
    package var maxStartTagBytes = 64 << 10
    package var maxAttributes = 256
    package var maxNamespaces = 64
    package var maxInternalSubsetBytes = 16 << 10
    package var maxDepth = 128
    package var maxItems = 100_000

    // Of an item or field: it alone is cut or refused.
    package var maxTextBytes = 1 << 20
    package var maxTitleBytes = 4 << 10
    package var maxCategories = 1_000
    package var maxAttachments = 100

    /// Comments, CDATA sections and processing instructions longer than this are shortened before libxml2 sees them.
    package var maxOpaqueBytes = 1 << 20

    package init() {}
}
