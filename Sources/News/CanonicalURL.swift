/// An http or https address in the form in which two of the same article are equal (DESIGN.md, section 4): no scheme; host
/// lower-case without `www.`, `m.`, `amp.`; no default port, fragment, trailing slash or known tracking parameter. Unknown
/// parameters stay, in their order. An address that a cache or a redirect carries stands for itself.
package struct CanonicalURL: Hashable, Sendable {
    package let text: String

    /// Nil when `url` is no http or https address with a host.
    package init?(_ url: String) {
        var url = url
        guard var canonical = url.withUTF8(CanonicalURL.canonical) else { return nil }
        // One may carry another that carries one; no more than that.
        for _ in 0..<3 {
            guard var inner = CanonicalURL.wrapped(in: canonical), let next = inner.withUTF8(CanonicalURL.canonical) else {
                break
            }
            canonical = next
        }
        text = String(decoding: canonical, as: UTF8.self)
    }

    /// A guid in the form in which two of the same item are equal: trimmed; of an http or https address the scheme, `www.` and
    /// the host's case do not count, everything else does; any other guid is as it is.
    package static func guidIdentity(_ guid: String) -> String {
        withGuidIdentity(guid) { String(decoding: $0, as: UTF8.self) }
    }

    /// The same as bytes, which are only good within `body`: a file has hundreds, and most are only hashed.
    package static func withGuidIdentity<Result>(_ guid: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var guid = guid
        return guid.withUTF8 { bytes in
            let trimmed = UnsafeBufferPointer(rebasing: CanonicalURL.trimmed(bytes))
            guard let isSecure = CanonicalURL.isSecure(trimmed) else { return body(trimmed) }
            let rest = UnsafeBufferPointer(rebasing: trimmed.dropFirst(isSecure ? 8 : 7))
            var hostEnd = 0
            var hostStart = 0
            while hostEnd < rest.count, CanonicalURL.isAuthority(rest[hostEnd]) {
                hostEnd += 1
                if rest[hostEnd - 1] == UInt8(ascii: "@") { hostStart = hostEnd }
            }
            let scheme = "http://" as StaticString
            // Never longer than it was.
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scheme.utf8CodeUnitCount + rest.count) { identity in
                guard let start = identity.baseAddress, let given = rest.baseAddress else { return body(trimmed) }
                start.update(from: scheme.utf8Start, count: scheme.utf8CodeUnitCount)
                var end = scheme.utf8CodeUnitCount
                func append(_ range: Range<Int>) {
                    (start + end).update(from: given + range.lowerBound, count: range.count)
                    end += range.count
                }
                append(0..<hostStart)
                let host = end
                append(hostStart..<hostEnd)
                for k in host..<end { start[k] = CanonicalURL.lowered(start[k]) }
                let bare = CanonicalURL.without(["www."], Bytes(base: UnsafeBufferPointer(identity), bounds: host..<end))
                if bare.count < end - host {
                    (start + host).update(from: start + bare.startIndex, count: bare.count)
                    end = host + bare.count
                }
                append(hostEnd..<rest.count)
                return body(UnsafeBufferPointer(start: start, count: end))
            }
        }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func canonical(_ url: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let (isSecure, rest) = withoutScheme(trimmed(url)) else { return nil }
        let authority = rest.prefix(while: isAuthority)
        guard let host = host(of: authority, isSecure: isSecure) else { return nil }
        let tail = rest[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }
        let path = tail.prefix { $0 != UInt8(ascii: "?") }
        var canonical: [UInt8] = []
        canonical.reserveCapacity(host.count + tail.count)
        canonical += host
        append(path, to: &canonical)
        while canonical.last == UInt8(ascii: "/") { canonical.removeLast() }
        var separator = UInt8(ascii: "?")
        for parameter in tail[path.endIndex...].dropFirst().split(separator: UInt8(ascii: "&"))
        where !isTracking(parameter) && !namesItself(parameter, host) {
            canonical.append(separator)
            append(parameter, to: &canonical)
            separator = UInt8(ascii: "&")
        }
        return canonical
    }

    // MARK: Parts

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bytes {
        var trimmed = bytes[...].drop { $0 <= 0x20 }
        while let last = trimmed.last, last <= 0x20 { trimmed.removeLast() }
        return trimmed
    }

    /// What follows `http://` or `https://`; nil when it begins with neither.
    private static func withoutScheme(_ url: Bytes) -> (isSecure: Bool, rest: Bytes)? {
        isSecure(UnsafeBufferPointer(rebasing: url)).map { ($0, url.dropFirst($0 ? 8 : 7)) }
    }

    /// Whether it begins with `https://`, false for `http://`, with something behind it; else nil.
    private static func isSecure(_ url: UnsafeBufferPointer<UInt8>) -> Bool? {
        func begins(with scheme: StaticString) -> Bool {
            guard url.count > scheme.utf8CodeUnitCount else { return false }
            for k in 0..<scheme.utf8CodeUnitCount where lowered(url[k]) != scheme.utf8Start[k] { return false }
            return true
        }
        return begins(with: "http://") ? false : begins(with: "https://") ? true : nil
    }

    private static func isAuthority(_ byte: UInt8) -> Bool {
        byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
    }

    /// Lower-case, without user, default port and the prefixes that name a site's other doors. Nil when nothing is left.
    private static func host(of authority: Bytes, isSecure: Bool) -> ArraySlice<UInt8>? {
        var host = authority
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
        var lower = host.map(lowered)[...]
        let port: StaticString = isSecure ? ":443" : ":80"
        if port.withUTF8Buffer({ lower.suffix($0.count).elementsEqual($0) }) { lower.removeLast(port.utf8CodeUnitCount) }
        if lower.last == UInt8(ascii: ":") { lower.removeLast() }
        while lower.last == UInt8(ascii: ".") { lower.removeLast() }
        return lower.isEmpty ? nil : without(["www.", "m.", "amp."], lower)
    }

    /// Without any of `prefixes`, as long as a name with a dot remains: `m.com` stays.
    private static func without<Host: RandomAccessCollection<UInt8>>(_ prefixes: [StaticString], _ host: Host) -> Host
    where Host.SubSequence == Host {
        var host = host
        while let prefix = prefixes.first(where: { prefix in
            prefix.withUTF8Buffer { host.starts(with: $0) && host.dropFirst($0.count).contains(UInt8(ascii: ".")) }
        }) {
            host = host.dropFirst(prefix.utf8CodeUnitCount)
        }
        return host
    }

    /// With the hex digits of its percent-encodings in upper case (RFC 3986, section 6.2.2.1).
    private static func append(_ part: Bytes, to bytes: inout [UInt8]) {
        var digits = 0
        for byte in part {
            bytes.append(digits > 0 && (0x61...0x66).contains(byte) ? byte & ~0x20 : byte)
            digits = byte == UInt8(ascii: "%") ? 2 : max(0, digits - 1)
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    // MARK: Tracking parameters

    /// `ref=courier.example` of courier.example: its own feed's mark. Any other `ref` may be what an article is.
    private static func namesItself(_ parameter: Bytes, _ host: ArraySlice<UInt8>) -> Bool {
        let name = "ref=" as StaticString
        guard parameter.count > 4, name.withUTF8Buffer({ parameter.starts(with: $0) }) else { return false }
        let value = parameter.dropFirst(4).map(lowered)[...]
        return without(["www."], value).elementsEqual(host)
    }

    private static func isTracking(_ parameter: Bytes) -> Bool {
        let name = parameter.prefix { $0 != UInt8(ascii: "=") }
        let lower = String(decoding: name.prefix(longestTrackingName + 1).map(lowered), as: UTF8.self)
        return trackingNames.contains(lower) || trackingPrefixes.contains { lower.utf8.starts(with: $0.utf8) }
    }

    /// Whole families that one vendor's tools make, compared without case.
    private static let trackingPrefixes = [
        "utm_",  // Google Analytics, once Urchin
        "mtm_", "matomo_", "piwik_", "pk_",  // Matomo, once Piwik
        "ns_",  // Comscore Digital Analytix: ns_mchannel, ns_source, ns_campaign, ns_linkname, ns_fee
        "at_custom", "at_campaign", "at_link_", "at_bbc_",  // Piano Analytics, once AT Internet
        "hsa_",  // HubSpot Ads
    ]

    /// Single names whose makers document them as marks of where a reader came from, compared without case. A name that
    /// another site might use for what an article is (`id`, `ref`, `cid`, `source`) has no place here: two articles would become one.
    private static let trackingNames: Set<String> = [
        // Google
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl",
        // Facebook, Instagram
        "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "igshid", "igsh",
        // Microsoft Advertising, MSN
        "msclkid", "ocid",
        // Twitter, TikTok, LinkedIn, Pinterest, Reddit, Snapchat
        "twclid", "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid",
        // Yandex
        "yclid", "ysclid", "_openstat",
        // Mailchimp, HubSpot, Marketo
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "mkt_tok",
        // Piano Analytics, once AT Internet
        "at_medium", "at_creation", "at_variant", "at_format", "at_ptr_name", "at_recipient_id", "at_recipient_list", "xtor",
        // Adobe Analytics and Advertising, Webtrekk
        "s_cid", "s_kwcid", "ef_id", "cmpid", "wt_mc", "wt_zmc",
        // Vero, Omeda, Branch, Wicked Reports, Alibaba
        "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "_branch_match_id", "wickedid", "spm",
        // Yahoo, Mail Online, Condé Nast, New York Times
        "soc_src", "soc_trk", "guccounter", "guce_referrer", "guce_referrer_sig", "ito", "mbid", "smid",
    ]

    private static let longestTrackingName = 24
}
