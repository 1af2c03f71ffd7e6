import Foundation
import Plock

/// JSON whose numbers keep their digits, unlike with the parsers of Foundation.
enum Value: Sendable {
    case null
    case text(String)
    /// A number or boolean, as text.
    case plain(String)
    case list([Value])
    case object([(name: String, value: Value)])

    static func parse(_ text: String) throws -> Value {
        var parser = Parser(bytes: Array(text.utf8))
        return try parser.value()
    }

    subscript(name: String) -> Value? {
        guard case .object(let members) = self, let value = members.last(where: { $0.name == name })?.value else { return nil }
        if case .null = value { return nil }
        return value
    }

    func has(_ name: String) -> Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { $0.name == name }
    }

    var members: [(name: String, value: Value)] {
        if case .object(let members) = self { members } else { [] }
    }

    var items: [Value] {
        if case .list(let items) = self { items } else { [] }
    }

    /// The text of a string, number or boolean.
    var scalar: String {
        switch self {
        case .text(let text), .plain(let text): text
        default: "null"
        }
    }

    /// The JSON text.
    var written: String {
        switch self {
        case .null: "null"
        case .plain(let text): text
        case .text(let text): quoted(text)
        case .list(let items): "[" + items.map(\.written).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { quoted($0.name) + ":" + $0.value.written }.joined(separator: ",") + "}"
        }
    }
}

func quoted(_ text: String) -> String {
    String(decoding: try! JSONEncoder().encode(text), as: UTF8.self)
}

private struct Parser {
    let bytes: [UInt8]
    var at = 0

    struct InvalidJSON: Error {}

    mutating func blank() {
        while at < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[at]) { at += 1 }
    }

    mutating func take(_ byte: Character) -> Bool {
        blank()
        guard at < bytes.count, bytes[at] == byte.asciiValue else { return false }
        at += 1
        return true
    }

    mutating func value() throws -> Value {
        blank()
        guard at < bytes.count else { throw InvalidJSON() }
        if take("{") {
            var members: [(name: String, value: Value)] = []
            if take("}") { return .object(members) }
            repeat {
                blank()
                let name = try string()
                guard take(":") else { throw InvalidJSON() }
                members.append((name, try value()))
            } while take(",")
            guard take("}") else { throw InvalidJSON() }
            return .object(members)
        }
        if take("[") {
            var items: [Value] = []
            if take("]") { return .list(items) }
            repeat { items.append(try value()) } while take(",")
            guard take("]") else { throw InvalidJSON() }
            return .list(items)
        }
        if bytes[at] == UInt8(ascii: "\"") { return .text(try string()) }
        let start = at
        while at < bytes.count, !",]} \n\r\t".utf8.contains(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        return text == "null" ? .null : .plain(text)
    }

    mutating func string() throws -> String {
        let start = at
        at += 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        at += 1
        return try JSONDecoder().decode(String.self, from: Data(bytes[start..<min(at, bytes.count)]))
    }
}
