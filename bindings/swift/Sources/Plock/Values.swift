import Foundation

/// A JSON value as text: numbers keep all digits.
public struct JSON: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    public init(text: String) {
        self.text = text
    }

    /// Decodes the value with `JSONDecoder`.
    ///
    /// - Throws: `DecodingError`.
    public func decoded<T: Decodable>(as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    public var description: String { text }
}

/// A calendar date, without time of day and time zone.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil: there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...CalendarDate.days(of: month, in: year)).contains(day) else { return nil }
        self.init(known: year, month, day)
    }

    /// Parses ISO 8601, e.g. `2025-06-26`. Nil: not a date.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
        guard let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    init(known year: Int, _ month: Int, _ day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The date of a point in time. Default: in UTC. Nil: it is not finite, or millions of years away.
    public init?(_ date: Date, in timeZone: TimeZone = .gmt) {
        guard abs(date.timeIntervalSince1970) < 1e14 else { return nil }
        let local = date.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: date))
        self.init(daysSince1970: Int((local / 86_400).rounded(.down)))
    }

    /// The start of the day. Default: in UTC.
    public func date(in timeZone: TimeZone = .gmt) -> Date {
        let midnight = Date(timeIntervalSince1970: Double(daysSince1970) * 86_400)
        let guess = midnight - Double(timeZone.secondsFromGMT(for: midnight))
        let start = midnight - Double(timeZone.secondsFromGMT(for: guess))
        // Where clocks skip midnight, the day starts later.
        return CalendarDate(start, in: timeZone) == self ? start : guess
    }

    private var daysSince1970: Int {
        // Years start in March, so that the leap day is the last day.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    init(daysSince1970 days: Int) {
        // Years start in March, so that the leap day is the last day.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(known: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func days(of month: Int, in year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// A calendar date or a point in time, for fields that the API sends in either form.
public enum DateOrDateTime: Sendable, Hashable {
    case date(CalendarDate)
    case dateTime(Date)

    /// The calendar date (in UTC). Nil: the point in time is not finite.
    public var day: CalendarDate? {
        switch self {
        case .date(let date): date
        case .dateTime(let time): CalendarDate(time)
        }
    }
}

/// A range of two values, e.g. a period.
public struct Between<Value: Sendable & Hashable>: Sendable, Hashable {
    public var from: Value
    public var to: Value

    public init(_ from: Value, _ to: Value) {
        (self.from, self.to) = (from, to)
    }
}

extension Between: Codable where Value: Codable {}

/// An argument that may be JSON null. `Nullable(nil)`: `null` is sent. No `Nullable`: nothing is sent.
public struct Nullable<Value: Sendable & Hashable>: Sendable, Hashable {
    public var value: Value?

    public init(_ value: Value?) {
        self.value = value
    }
}

extension Nullable: Codable where Value: Codable {}

/// A reference to a value, for recursive types.
public final class Boxed<Value: Sendable & Hashable>: Sendable, Hashable {
    public let value: Value

    public init(_ value: Value) {
        self.value = value
    }

    public static func == (a: Boxed, b: Boxed) -> Bool { a.value == b.value }

    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension Boxed: Codable where Value: Codable {
    public convenience init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }

    public func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

/// An object of the API. It is encoded with the names of the API; amounts and dates are strings.
public protocol PlockObject: Sendable, Hashable, Codable {
    /// Members that this version of the library does not know, by name.
    var extra: [String: JSON] { get }
    /// A flat JSON object with the names of the API. Amounts and dates are strings.
    var json: String { get }
    /// Decodes the output of ``json``.
    ///
    /// - Throws: ``PlockError`` of kind `decode`.
    init(json: String) throws
}

protocol Readable: PlockObject {
    init(from: inout Reader, before: Self?)
    func write(to: inout JSONWriter)
}
