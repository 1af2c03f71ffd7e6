import Foundation

/// A JSON value for encoders and decoders. Its numbers keep their digits.
private enum JSONTree: Codable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Decimal)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode([JSONTree].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.json(JSON(text: "null"))
        case .boolean(let value): writer.boolean(value)
        case .integer(let value): writer.integer(value)
        case .number(let value): writer.json(JSON(text: value.withScale))
        case .text(let value): writer.text(value)
        case .list(let value): writer.list(value) { $1.write(to: &$0) }
        case .object(let value): writer.map(value) { $1.write(to: &$0) }
        }
    }

    /// The JSON text.
    var json: String {
        get throws {
            var writer = JSONWriter()
            write(to: &writer)
            return try writer.arguments()
        }
    }
}

/// Encoded as the value itself. Numbers keep their value, but not trailing zeros.
extension JSON: Codable {
    /// - Throws: `DecodingError`, also for a number with more than 38 digits.
    public init(from decoder: any Decoder) throws { self.init(text: try JSONTree(from: decoder).json) }

    /// - Throws: `EncodingError` for a text that is not JSON, or has a number of more than 38 digits.
    public func encode(to encoder: any Encoder) throws {
        let tree: JSONTree
        do {
            tree = try decoded()
        } catch {
            throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: "not JSON", underlyingError: error))
        }
        try tree.encode(to: encoder)
    }
}

extension PlockObject {
    public init(from decoder: any Decoder) throws { try self.init(json: JSON(from: decoder).text) }
}

extension Encoder {
    /// Encodes the object that `write` writes. Members that are nil are left out.
    func object(_ write: (inout JSONWriter) -> Void) throws {
        var writer = JSONWriter(omitsNil: true)
        write(&writer)
        try JSON(text: try writer.arguments()).encode(to: self)
    }
}

/// Encoded as text, e.g. `2025-06-26`.
extension CalendarDate: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try String(from: decoder)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "expected a date, got \(text)"))
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

/// Encoded as a date or a date-time.
extension DateOrDateTime: Codable {
    public init(from decoder: any Decoder) throws {
        if let date = try? CalendarDate(from: decoder) { self = .date(date) } else { self = .dateTime(try decoder.singleValueContainer().decode(Date.self)) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .date(let date): try container.encode(date)
        case .dateTime(let time): try container.encode(time)
        }
    }
}
