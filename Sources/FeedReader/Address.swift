/// Addresses as feeds give them.
enum Address {
    /// An absolute http or https address: trimmed, double-escaped `&amp;` undone, illegal characters percent-encoded, resolved
    /// against `base` (RFC 3986, section 5). Nil when it cannot be made one.
    static func absolute(_ reference: String, base: String?) -> String? { nil }
    /// `reference` resolved against `base`, for chains of xml:base. Nil when neither is absolute.
    static func resolved(_ reference: String, base: String) -> String? { nil }
}
