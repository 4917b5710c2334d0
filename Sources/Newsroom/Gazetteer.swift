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
    private var countries: [Bytes: Int] = [:]

    /// Read as bytes: by characters, six thousand names would be a good part of what it takes to start.
    private typealias Bytes = ArraySlice<UInt8>

    /// Lines that say nothing are passed over, as comments are: a place more or less stops no newsroom.
    package init(_ text: String) {
        for line in Array(text.utf8).split(separator: UInt8(ascii: "\n")) {
            guard line.first != UInt8(ascii: "#"), let space = line.firstIndex(of: UInt8(ascii: " ")) else { continue }
            let parts = line[(space + 1)...].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
            guard parts.count >= 2 else { continue }
            switch String(decoding: line[..<space], as: UTF8.self) {
            case "country": addCountry(parts)
            case "region": addRegion(parts)
            case "cities": addCities(parts)
            default: break
            }
        }
        countries = [:]
    }

    private mutating func addCountry(_ parts: [Bytes]) {
        let all = names(in: parts[1])
        guard let first = all.first else { return }
        let country = places.count
        countries[parts[0]] = country
        places.append(Place(kind: .country, label: Gazetteer.shown(first), country: country))
        for name in all { add(name, of: country) }
        for name in parts.count > 2 ? names(in: parts[2]) : [] { add(name, of: country, isDemonym: true) }
        for name in parts.count > 3 ? names(in: parts[3]) : [] {
            add(name, of: places.count)
            places.append(Place(kind: .city(1000), label: Gazetteer.shown(name), country: country))
        }
    }

    private mutating func addRegion(_ parts: [Bytes]) {
        let all = names(in: parts[1])
        guard let country = countries[parts[0]], let first = all.first else { return }
        for name in all { add(name, of: places.count) }
        places.append(Place(kind: .region, label: Gazetteer.shown(first), country: country))
    }

    private mutating func addCities(_ parts: [Bytes]) {
        guard let country = countries[parts[0]] else { return }
        for city in parts[1].split(separator: UInt8(ascii: ",")) {
            let city = city.drop { $0 == UInt8(ascii: " ") }
            guard let space = city.lastIndex(of: UInt8(ascii: " ")),
                let people = Int(String(decoding: city[(space + 1)...], as: UTF8.self))
            else { continue }
            add(city[..<space], of: places.count)
            places.append(Place(kind: .city(people), label: Gazetteer.shown(city[..<space]), country: country))
        }
    }

    private func names(in list: Bytes) -> [Bytes] {
        list.split(separator: UInt8(ascii: ";")).map { $0.drop { $0 == UInt8(ascii: " ") } }.filter { !$0.isEmpty }
    }

    private static func shown(_ name: Bytes) -> String {
        String(decoding: name.drop { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "=") }, as: UTF8.self)
    }

    private mutating func add(_ name: Bytes, of place: Int, isDemonym: Bool = false) {
        let isDoubtful = name.first == UInt8(ascii: "?")
        let bytes = isDoubtful ? name.dropFirst() : name
        let text = String(decoding: bytes, as: UTF8.self)
        let first = bytes.first ?? 0
        let isSmall =
            first < 0x80 ? first &- UInt8(ascii: "a") < 26 : text.unicodeScalars.first?.properties.isLowercase ?? false
        names.append(
            Name(
                place: place, text: text, isDemonym: isDemonym, isDoubtful: isDoubtful,
                isAbbreviation: bytes.last == UInt8(ascii: ".") && !bytes.dropLast().contains(UInt8(ascii: ".")),
                isSmall: isSmall))
    }
}
