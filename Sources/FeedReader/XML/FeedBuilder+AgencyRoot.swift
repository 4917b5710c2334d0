import CLibXML2

extension FeedBuilder {
    /// At the root element: whether it is that of an agency's format or of CDF, which then begins. `channel` is CDF's where it
    /// is upper-case or has CDF's attributes; RSS 0.9x stripped of its root has none.
    mutating func beginAgency(_ local: UnsafePointer<xmlChar>, _ attributes: XMLAttributes) -> Bool {
        let name = String(decoding: UnsafeBufferPointer(start: local, count: min(64, Int(xmlStrlen(local)))), as: UTF8.self)
        switch name {
        case "nitf":
            beginAgency(NITFMapping.mapping, "nitf", "version", attributes)
            beginItem(attributes)
            addAttributes(.item, NITFMapping.mapping.elements.itemNumber, attributes)
        case "NewsML", "NewsItem":
            beginAgency(NewsMLMapping.mapping, "newsml", "Version", attributes)
            if name == "NewsItem" { beginItem(attributes) } else { beginRoot(.root, attributes) }
        case "newsMessage":
            beginAgency(NewsMLG2Mapping.mapping, "newsml-g2", "standardversion", attributes)
            beginRoot(.root, attributes)
        case let name where name == "newsItem" || NewsMLG2Mapping.otherItems.contains(name):
            beginAgency(NewsMLG2Mapping.mapping, "newsml-g2", "standardversion", attributes)
            beginItem(attributes)
            noteItem(local, NewsMLG2Mapping.mapping.elements.itemNumber, attributes)
        case let name where name.lowercased() == "channel":
            guard name != "channel" || anyCase("href", attributes) != nil || anyCase("lastmod", attributes) != nil else {
                return false
            }
            beginCDF(attributes)
        default: return false
        }
        return true
    }

    private mutating func beginAgency(
        _ mapping: Mapping, _ family: String, _ version: StaticString, _ attributes: XMLAttributes
    ) {
        let version = value(version, attributes).map { String(decoding: $0.prefix(256), as: UTF8.self) } ?? ""
        // `3.4` of `-//IPTC//DTD NITF 3.4//EN`
        let numbers = version.split { !($0.isASCII && $0.isNumber || $0 == ".") }
        let number = numbers.last { $0.first?.isNumber == true && $0.utf8.count <= 8 }
        begin(mapping, family, number.map(String.init) ?? "", nil)
        isAgency = true
        namespaces.isAgency = true
        names = NameTable(.agencies)
    }

    private mutating func beginRoot(_ scope: Mapping.Scope, _ attributes: XMLAttributes) {
        noteXMLAttributes(attributes)
        scopes.append((scope, depth))
    }

    private mutating func beginCDF(_ attributes: XMLAttributes) {
        beginAgency(CDFMapping.mapping, "cdf", "", attributes)
        names = NameTable(.inAnyCase)
        beginRoot(.feed, attributes)
        let base = anyCase("base", attributes).flatMap { Address.absolute(String(decoding: $0, as: UTF8.self), base: nil) }
        if let base { baseStack.append((depth, base)) }
        addAttributes(.root, Vocabulary.number(of: "channel") ?? NameTable.unknown, attributes)
    }
}
