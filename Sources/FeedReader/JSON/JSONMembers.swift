import News

/// The members of a JSON object, each read by itself: one that has another type than it should is noted and taken as absent.
struct JSONMembers {
    private let members: KeyedDecodingContainer<Name>
    /// One for each member that could not be read: `"title" has another type than it should`.
    private(set) var faults: [String] = []

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Throws when it is no object.
    init(_ decoder: any Decoder) throws { members = try decoder.container(keyedBy: Name.self) }

    func has(_ name: String) -> Bool { members.contains(Name(stringValue: name)) }

    mutating func value<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) -> Value? {
        do {
            return try members.decodeIfPresent(type, forKey: Name(stringValue: name))
        } catch {
            faults.append("\"\(name)\" has another type than it should")
            return nil
        }
    }

    /// Of an array what can be read; empty when there is none.
    mutating func list<Element: Decodable>(_ name: String, of type: Element.Type = Element.self) -> [Element] {
        guard let list = value(name, as: List<Element>.self) else { return [] }
        if list.left > 0 { faults.append("\"\(name)\" holds what has another type than it should (\(list.left) times)") }
        return list.elements
    }

    mutating func note(_ faults: [String], in name: String) {
        for fault in faults { self.faults.append("\"\(name)\": \(fault)") }
    }

    private struct List<Element: Decodable>: Decodable {
        private(set) var elements: [Element] = []
        private(set) var left = 0

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            while !list.isAtEnd {
                do {
                    elements.append(try list.decode(Element.self))
                } catch {
                    left += 1
                    _ = try list.decode(Ignored.self)
                }
            }
        }
    }

    private struct Ignored: Decodable { init(from decoder: any Decoder) {} }
}

/// A string, or a number taken as one: so the specification has it for `id`, and some publishers for dates.
struct JSONText: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self.text = text
        } else if let whole = try? value.decode(Int.self) {
            text = String(whole)
        } else {
            text = String(try value.decode(Double.self))
        }
    }
}

/// A person as JSON Feed 1.0 and 1.1 have it; some publishers give the name alone.
struct JSONPerson: Decodable {
    let name: String?
    let url: String?
    let faults: [String]

    init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            (self.name, url, faults) = (name, nil, [])
            return
        }
        var members = try JSONMembers(decoder)
        name = members.value("name")
        url = members.value("url")
        faults = members.faults
    }

    /// Nil when it says neither name nor address.
    var author: Author? {
        let name = JSONItem.clean(name)
        let url = JSONItem.plain(url)
        return name == nil && url == nil ? nil : Author(name: name, url: url)
    }

    /// 1.1's `authors`, else 1.0's `author`.
    static func people(_ members: inout JSONMembers) -> [JSONPerson] {
        let many = members.list("authors", of: JSONPerson.self)
        let people = many.isEmpty ? members.value("author", as: JSONPerson.self).map { [$0] } ?? [] : many
        for person in people { members.note(person.faults, in: "authors") }
        return Array(people.prefix(mostPeople))
    }

    private static let mostPeople = 100
}

/// As `read` prints an item's docdata.
struct JSONDocdata: Decodable {
    /// Nil when it says nothing.
    let docdata: Docdata?
    let faults: [String]

    init(from decoder: any Decoder) throws {
        var members = try JSONMembers(decoder)
        let status: String? = members.value("status")
        let embargo: String? = members.value("embargo")
        let docdata = Docdata(
            slug: JSONItem.clean(members.value("slug")), dateline: JSONItem.clean(members.value("dateline")),
            edition: JSONItem.clean(members.value("edition")), urgency: members.value("urgency"),
            embargo: embargo.flatMap { $0.withUTF8Copy(FeedDate.read) }, version: members.value("version"),
            status: status.flatMap { Docdata.Status(rawValue: $0) },
            subjects: members.list("subjects", of: String.self).compactMap { JSONItem.clean($0) })
        self.docdata = docdata.isEmpty ? nil : docdata
        faults = members.faults
    }
}

/// As `read` prints what of an item other items of its file have too.
struct JSONBoilerplate: Decodable {
    /// Nil when it is no place in an item.
    let passage: Boilerplate?

    init(from decoder: any Decoder) throws {
        var members = try JSONMembers(decoder)
        let field: String? = members.value("field")
        guard let field = field.flatMap(Evidence.Field.init), field == .summary || field == .text,
            let offset: Int = members.value("offset"), offset >= 0, let length: Int = members.value("length"), length > 0,
            case let (end, isTooFar) = offset.addingReportingOverflow(length), !isTooFar
        else {
            passage = nil
            return
        }
        passage = Boilerplate(field: field, range: offset..<end, items: members.value("items") ?? 0)
    }
}
