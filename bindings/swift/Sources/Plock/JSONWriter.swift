import Foundation

/// Writes JSON: arguments for the native part, and objects for their `json`.
struct JSONWriter {
    private(set) var out = ""
    private var empty = true
    private var depth = 0
    private var field = ""
    /// The first argument that is nested too deep. Nothing more is written then, as a value may contain itself.
    private var tooDeep: String?

    /// Maximum depth of nested objects and arrays, as in responses.
    private static let maxDepth = 128

    /// The arguments as JSON.
    ///
    /// - Throws: ``PlockError`` of kind `invalidRequest` if an argument is nested too deep.
    func arguments() throws -> String {
        if let tooDeep {
            throw PlockError.invalid(tooDeep, "expected values nested at most \(JSONWriter.maxDepth) deep")
        }
        return out
    }

    mutating func open() { enter("{") }

    mutating func close() { leave("}") }

    private mutating func enter(_ bracket: String) {
        out += bracket
        empty = true
        depth += 1
        if depth > JSONWriter.maxDepth { tooDeep = tooDeep ?? field }
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
    mutating func given<T>(_ name: String, _ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        if let value { member(name, value, write) }
    }

    /// An optional argument that may be JSON null.
    mutating func nullable<T>(_ name: String, _ value: Nullable<T>?, _ write: (inout JSONWriter, T) -> Void) {
        if let value { member(name, value.value, write) }
    }

    /// A member: nil is written as JSON null.
    mutating func member<T>(_ name: String, _ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        if tooDeep != nil { return }
        self.name(name)
        if let value { write(&self, value) } else { out += "null" }
    }

    /// Members that the spec does not name. Those in `names` are already written.
    mutating func extra(_ extra: [String: JSON], but names: Set<String>) {
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            self.name(name)
            json(value)
        }
    }

    mutating func text(_ value: String) { quoted(value) }

    mutating func integer(_ value: Int64) { out += String(value) }

    mutating func boolean(_ value: Bool) { out += value ? "true" : "false" }

    mutating func decimal(_ value: Decimal) { quoted(value.withScale) }

    mutating func date(_ value: CalendarDate) { quoted(value.description) }

    mutating func dateTime(_ value: Date) { quoted(value.rfc3339) }

    mutating func unixTime(_ value: Date) {
        let seconds = value.timeIntervalSince1970.rounded(.down)
        out += Int64(exactly: seconds).map { String($0) } ?? (seconds < 0 ? "\(Int64.min)" : "\(Int64.max)")
    }

    mutating func dateOrDateTime(_ value: DateOrDateTime) {
        switch value {
        case .date(let value): date(value)
        case .dateTime(let value): dateTime(value)
        }
    }

    mutating func json(_ value: JSON) {
        if depth + value.depth > JSONWriter.maxDepth { tooDeep = tooDeep ?? field }
        out += value.text
    }

    mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
        enter("[")
        for value in values {
            comma()
            write(&self, value)
        }
        leave("]")
    }

    mutating func pair<T>(_ values: Between<T>, _ write: (inout JSONWriter, T) -> Void) {
        list([values.from, values.to], write)
    }

    mutating func map<T>(_ values: [String: T], _ write: (inout JSONWriter, T) -> Void) {
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
    /// RFC 3339 in UTC, in microseconds: the precision of `Date`.
    var rfc3339: String {
        var (seconds, micro) = (timeIntervalSinceReferenceDate.rounded(.down), 0)
        micro = Int(((timeIntervalSinceReferenceDate - seconds) * 1e6).rounded())
        if micro == 1_000_000 { (seconds, micro) = (seconds + 1, 0) }
        let all = Int(seconds.clamped) + 978_307_200
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

extension Double {
    fileprivate var clamped: Double { isNaN ? 0 : Swift.min(Swift.max(self, -1e15), 1e15) }
}
