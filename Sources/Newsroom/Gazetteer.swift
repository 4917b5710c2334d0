/// Places that items can be tagged with, and what they are called. Config/gazetteer says how its lines are written.
package struct Gazetteer: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case country, region
        /// With its people, in thousands; a capital counts as at least a million.
        case city(Int)
    }

    struct Place: Hashable, Sendable {
        let kind: Kind
        /// As it is shown.
        let label: String
        /// Place among `places` of its country; itself when it is one.
        let country: Int
    }

    struct Name: Hashable, Sendable {
        let place: Int
        /// As `Phrase` reads it; a `=` before it asks for these letters.
        let text: String
        /// What belongs to the place is called so: `Dutch`.
        let isDemonym: Bool
        /// Also a common word or another name.
        let isDoubtful: Bool
        /// `Calif.`
        let isAbbreviation: Bool
        /// Written small in its language: `deutsche`.
        let isSmall: Bool
    }

    private(set) var places: [Place] = []
    private(set) var names: [Name] = []
    private var countries: [Substring: Int] = [:]

    /// Lines that say nothing are passed over, as comments are: a place more or less stops no newsroom.
    package init(_ text: String) {
        for line in text.split(separator: "\n") {
            guard line.first != "#", let space = line.firstIndex(of: " ") else { continue }
            let parts = line[line.index(after: space)...].split(separator: "|", omittingEmptySubsequences: false)
            guard parts.count >= 2 else { continue }
            switch line[..<space] {
            case "country": addCountry(parts)
            case "region": addRegion(parts)
            case "cities": addCities(parts)
            default: break
            }
        }
        countries = [:]
    }

    private mutating func addCountry(_ parts: [Substring]) {
        let all = names(in: parts[1])
        guard let first = all.first else { return }
        let country = places.count
        countries[parts[0]] = country
        places.append(Place(kind: .country, label: Gazetteer.shown(first), country: country))
        for name in all { add(name, of: country) }
        for name in parts.count > 2 ? names(in: parts[2]) : [] { add(name, of: country, isDemonym: true) }
        var capitals: [Substring: Int] = [:]
        for name in parts.count > 3 ? names(in: parts[3]) : [] {
            capitals[name] = places.count
            add(name, of: places.count)
            places.append(Place(kind: .city(1000), label: Gazetteer.shown(name), country: country))
        }
    }

    private mutating func addRegion(_ parts: [Substring]) {
        guard let country = countries[parts[0]], let first = names(in: parts[1]).first else { return }
        for name in names(in: parts[1]) { add(name, of: places.count) }
        places.append(Place(kind: .region, label: Gazetteer.shown(first), country: country))
    }

    private mutating func addCities(_ parts: [Substring]) {
        guard let country = countries[parts[0]] else { return }
        for city in parts[1].split(separator: ",") {
            let city = city.drop { $0 == " " }
            guard let space = city.lastIndex(of: " "), let people = Int(city[city.index(after: space)...]) else { continue }
            add(city[..<space], of: places.count)
            places.append(Place(kind: .city(people), label: Gazetteer.shown(city[..<space]), country: country))
        }
    }

    private func names(in list: Substring) -> [Substring] {
        list.split(separator: ";").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    }

    private static func shown(_ name: Substring) -> String { String(name.drop { $0 == "?" || $0 == "=" }) }

    private mutating func add(_ name: Substring, of place: Int, isDemonym: Bool = false) {
        let isDoubtful = name.hasPrefix("?")
        let text = isDoubtful ? name.dropFirst() : name
        let first = text.utf8.first ?? 0
        let isSmall =
            first < 0x80 ? first &- UInt8(ascii: "a") < 26 : text.unicodeScalars.first?.properties.isLowercase ?? false
        names.append(
            Name(
                place: place, text: String(text), isDemonym: isDemonym, isDoubtful: isDoubtful,
                isAbbreviation: text.hasSuffix(".") && !text.dropLast().contains("."), isSmall: isSmall))
    }
}
