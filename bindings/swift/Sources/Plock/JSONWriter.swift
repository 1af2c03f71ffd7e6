import Foundation

/// Writes JSON: arguments for the native part, and objects for whoever wants their JSON.
struct JSONWriter {
    private(set) var out = ""
    private var empty = true

    mutating func open() {
        out += "{"
        empty = true
    }

    mutating func close() {
        out += "}"
        empty = false
    }

    mutating func name(_ name: String) {
        comma()
        quoted(name)
        out += ":"
    }

    private mutating func comma() {
        if !empty { out += "," }
        empty = false
    }

    /// An argument, left out where there is none.
    mutating func given<T>(_ name: String, _ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        guard let value else { return }
        self.name(name)
        write(&self, value)
    }

    /// One that is sent as null where it is null.
    mutating func nullable<T>(_ name: String, _ value: Nullable<T>?, _ write: (inout JSONWriter, T) -> Void) {
        if let value { member(name, value.value, write) }
    }

    /// A member, null where there is no value.
    mutating func member<T>(_ name: String, _ value: T?, _ write: (inout JSONWriter, T) -> Void) {
        self.name(name)
        if let value { write(&self, value) } else { out += "null" }
    }

    /// What the spec does not name, but for what would stand there twice.
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

    mutating func dateTime(_ value: Date) { quoted(value.shown) }

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

    mutating func json(_ value: JSON) { out += value.text }

    mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
        out += "["
        empty = true
        for value in values {
            comma()
            write(&self, value)
        }
        out += "]"
        empty = false
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

extension Date {
    /// RFC 3339 in UTC, to the microsecond: what `Date` holds is no finer.
    var shown: String {
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
    fileprivate var clamped: Double { self.isNaN ? 0 : Swift.min(Swift.max(self, -1e15), 1e15) }
}
