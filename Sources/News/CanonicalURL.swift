/// An http or https address in the form in which two of the same article are equal (DESIGN.md, section 4): no scheme; host
/// lower-case without `www.`, `m.`, `amp.`; no default port, fragment, trailing slash or known tracking parameter. Unknown
/// parameters stay, in their order.
package struct CanonicalURL: Hashable, Sendable {
    package let text: String

    /// Nil when `url` is no http or https address with a host.
    package init?(_ url: String) { return nil }

    /// A guid in the form in which two of the same item are equal: trimmed; of an http or https address the scheme, `www.` and
    /// the host's case do not count, everything else does; any other guid is as it is.
    package static func guidIdentity(_ guid: String) -> String { guid }
}
