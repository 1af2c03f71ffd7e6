import Foundation

/// Writes JSON: arguments for the native part, and objects for their `json`.
package struct JSONWriter {
    package private(set) var out = ""
    private var empty = true
    private var depth = 0
    private var field = ""
    /// The first invalid argument. Nothing more is written then, as a value may contain itself.
    private var invalid: PlockError?
    /// Whether members that are nil are left out, instead of written as JSON null.
    private let omitsNil: Bool

    /// Maximum depth of nested objects and arrays, as in responses.
    private static let maxDepth = 128

    package init(omitsNil: Bool = false) {
        self.omitsNil = omitsNil
    }

    /// The arguments as JSON.
    ///
    /// - Throws: ``PlockError`` of kind `invalidRequest` if an argument is nested too deep, or a time that has no date.
    package func arguments() throws -> String {
        if let invalid { throw invalid }
        return out
    }

    package mutating func open() { enter("{") }

    package mutating func close() { leave("}") }

    private mutating func refuse(_ expected: String) { invalid = invalid ?? PlockError.invalid(field, expected) }

    private mutating func enter(_ bracket: String) {
        out += bracket
        empty = true
        depth += 1
        if depth > JSONWriter.maxDepth { refuse("expected values nested at most \(JSONWriter.maxDepth) deep") }
    }

    private mutating func leave(_ bracket: String) {
        out += bracket
        empty = false
        depth -= 1
    }

    mutating func name(_ name: String) {
        if depth == 1 { field = name }
        comma()
        quoted(name)
        out += ":"
    }

    private mutating func comma() {
        if !empty { out += "," }
        empty = false
    }

    /// An optional argument: nil is left out.
    package mutating func given<T>(_ name: String, _ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        if let value { member(name, value, write) }
    }

    /// An optional argument that may be JSON null.
    mutating func nullable<T>(_ name: String, _ value: Nullable<T>?, _ write: (inout JSONWriter, T) -> Void) {
        if let value { member(name, value.value, write) }
    }

    /// A member: nil is written as JSON null, or left out.
    mutating func member<T>(_ name: String, _ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        if invalid != nil || (omitsNil && value == nil) { return }
        self.name(name)
        orNull(value, write)
    }

    /// A value, or JSON null.
    package mutating func orNull<T>(_ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        if let value { write(&self, value) } else { out += "null" }
    }

    /// Members that the spec does not name. Those in `names` are already written.
    mutating func extra(_ extra: [String: JSON], but names: Set<String>) {
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            self.name(name)
            json(value)
        }
    }

    package mutating func text(_ value: String) { quoted(value) }

    package mutating func integer(_ value: Int64) { out += String(value) }

    package mutating func boolean(_ value: Bool) { out += value ? "true" : "false" }

    package mutating func decimal(_ value: Decimal) { quoted(value.withScale) }

    package mutating func date(_ value: CalendarDate) { quoted(value.description) }

    package mutating func dateTime(_ value: Date) {
        if let time = time(value) { quoted(time.rfc3339) }
    }

    package mutating func unixTime(_ value: Date) {
        guard let time = time(value) else { return }
        out += String(Int64(time.timeIntervalSince1970.rounded(.down)))
    }

    /// A time that can be written, or nil: it is refused. The native part checks the year.
    private mutating func time(_ value: Date) -> Date? {
        if CalendarDate(value) != nil { return value }
        refuse("expected a point in time of the years 0001 to 9999, got \(value.timeIntervalSince1970) s since 1970")
        out += "null"
        return nil
    }

    package mutating func dateOrDateTime(_ value: DateOrDateTime) {
        switch value {
        case .date(let value): date(value)
        case .dateTime(let value): dateTime(value)
        }
    }

    package mutating func json(_ value: JSON) {
        if depth + value.depth > JSONWriter.maxDepth { refuse("expected values nested at most \(JSONWriter.maxDepth) deep") }
        out += value.text
    }

    package mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
        enter("[")
        for value in values {
            comma()
            write(&self, value)
        }
        leave("]")
    }

    package mutating func pair<T>(_ values: Between<T>, _ write: (inout JSONWriter, T) -> Void) {
        list([values.from, values.to], write)
    }

    package mutating func map<T>(_ values: [String: T], _ write: (inout JSONWriter, T) -> Void) {
        open()
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            self.name(name)
            write(&self, value)
        }
        close()
    }

    private mutating func quoted(_ value: String) {
        out += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                out.unicodeScalars.append("\\")
                out.unicodeScalars.append(scalar)
            case "\u{0}"..<" ":
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default:
                out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

extension JSON {
    /// The elements of an array, with their text.
    package var elements: [JSON] {
        parts.map { JSON(text: $0) }
    }

    /// The members of an object whose names have no escapes, with their text.
    package var members: [String: JSON] {
        let members = parts.compactMap { part -> (String, JSON)? in
            guard let colon = part.range(of: "\":") else { return nil }
            return (String(part[..<colon.lowerBound].dropFirst()), JSON(text: String(part[colon.upperBound...])))
        }
        return Dictionary(members, uniquingKeysWith: { $1 })
    }

    /// What commas separate within the outermost brackets of a text without whitespace.
    private var parts: [String] {
        var (parts, part, depth, quoted, escaped) = ([String](), [UInt8](), 0, false, false)
        for byte in text.utf8.dropFirst().dropLast() {
            switch byte {
            case _ where escaped: escaped = false
            case UInt8(ascii: "\\") where quoted: escaped = true
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: "{") where !quoted, UInt8(ascii: "[") where !quoted: depth += 1
            case UInt8(ascii: "}") where !quoted, UInt8(ascii: "]") where !quoted: depth -= 1
            case UInt8(ascii: ",") where !quoted && depth == 0:
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
                continue
            default: break
            }
            part.append(byte)
        }
        return part.isEmpty ? parts : parts + [String(decoding: part, as: UTF8.self)]
    }

    /// Depth of nested objects and arrays.
    fileprivate var depth: Int {
        var (depth, deepest, quoted, escaped) = (0, 0, false, false)
        for byte in text.utf8 {
            switch byte {
            case _ where escaped: escaped = false
            case UInt8(ascii: "\\") where quoted: escaped = true
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: "{") where !quoted, UInt8(ascii: "[") where !quoted:
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "}") where !quoted, UInt8(ascii: "]") where !quoted: depth -= 1
            default: break
            }
        }
        return deepest
    }
}

extension Date {
    /// RFC 3339 in UTC, in microseconds: the precision of `Date`. Only for a time that has a ``CalendarDate``.
    var rfc3339: String {
        var (seconds, micro) = (timeIntervalSinceReferenceDate.rounded(.down), 0)
        micro = Int(((timeIntervalSinceReferenceDate - seconds) * 1e6).rounded())
        if micro == 1_000_000 { (seconds, micro) = (seconds + 1, 0) }
        let all = Int(seconds) + 978_307_200
        let days = all >= 0 ? all / 86_400 : (all - 86_399) / 86_400
        let time = all - days * 86_400
        var text = "\(CalendarDate(daysSince1970: days))T\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
        if micro > 0 {
            var digits = padded(micro, 6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return text + "Z"
    }
}
