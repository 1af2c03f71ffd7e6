import Foundation
import Plock

/// An argument that the types of the package cannot represent.
struct BadArgument: Error {
    let field: String
    let message: String
}

/// A value that an argument cannot have.
private struct InvalidValue: Error {
    let expected: String
}

extension Value {
    func text() throws -> String {
        switch self {
        case .text(let text), .plain(let text): return text
        default: throw InvalidValue(expected: "one value")
        }
    }

    private func read<T>(_ expected: String, _ make: (String) -> T?) throws -> T {
        let text = try text()
        guard let value = make(text) else { throw InvalidValue(expected: "\(expected), got \(text)") }
        return value
    }

    func integer() throws -> Int64 { try read("an integer of 64 bits") { Int64($0) } }

    func boolean() throws -> Bool { try read("true or false") { Bool($0) } }

    func date() throws -> CalendarDate { try read("a date") { CalendarDate($0) } }

    func json() -> JSON { JSON(text: written) }

    func decimal() throws -> Decimal { try read("a decimal of at most 38 digits") { Decimal(keepingScale: $0) } }

    func dateTime() throws -> Date {
        try read("a date-time") { text in
            let form = /([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?/
            guard let match = text.wholeMatch(of: form), let day = CalendarDate(match.1) else { return nil }
            let style = Date.ISO8601FormatStyle()
            guard let whole = try? style.parse("\(day)T\(match.2)\(match.4 ?? "Z")") else { return nil }
            return whole.addingTimeInterval(match.3.flatMap { Double("0" + $0) } ?? 0)
        }
    }

    func dateOrDateTime() throws -> DateOrDateTime {
        if let date = try? date() { return .date(date) }
        return .dateTime(try dateTime())
    }

    func unixTime() throws -> Date {
        if let seconds = try? integer() { return Date(timeIntervalSince1970: Double(seconds)) }
        return try dateTime()
    }

    func list<T>(_ read: (Value) throws -> T) throws -> [T] {
        guard case .list(let items) = self else { throw InvalidValue(expected: "an array") }
        return try items.map(read)
    }

    func members<T>(_ read: (Value) throws -> T) throws -> [String: T] {
        Dictionary(try members.map { ($0.name, try read($0.value)) }, uniquingKeysWith: { $1 })
    }

    func orNull<T>(_ read: (Value) throws -> T) rethrows -> T? {
        if case .null = self { nil } else { try read(self) }
    }

    func pair<T>(_ read: (Value) throws -> T) throws -> Between<T> {
        let items = try list(read)
        guard items.count == 2 else { throw InvalidValue(expected: "two values, got \(items.count)") }
        return Between(items[0], items[1])
    }

    func body<T>(_ make: (Values) throws -> T) throws -> T { try make(Values(self)) }
}

/// Values by name.
struct Values: Sendable {
    let values: Value

    init(_ values: Value) {
        self.values = values
    }

    func optional<T>(_ name: String, _ read: (Value) throws -> T) throws -> T? {
        do {
            return try values[name].map(read)
        } catch let error as InvalidValue {
            throw BadArgument(field: name, message: "expected \(error.expected)")
        }
    }

    func required<T>(_ name: String, _ read: (Value) throws -> T) throws -> T {
        guard let value = try optional(name, read) else { throw BadArgument(field: name, message: "expected a value, got none") }
        return value
    }

    func nullable<T>(_ name: String, _ read: (Value) throws -> T) throws -> Nullable<T>? {
        values.has(name) ? Nullable(try optional(name, read)) : nil
    }
}

/// The arguments of a call, and its result. Used by one task only.
final class Args: @unchecked Sendable {
    private let call: Value
    private let values: Values
    var result: String?
    var items: String?
    var job: String?

    init(_ call: Value) {
        self.call = call
        values = Values(call["args"] ?? .object([]))
    }

    func start() { (result, items, job) = (nil, nil, nil) }

    func optional<T>(_ name: String, _ read: (Value) throws -> T) throws -> T? { try values.optional(name, read) }

    func required<T>(_ name: String, _ read: (Value) throws -> T) throws -> T { try values.required(name, read) }

    private var given: Values { Values(call["options"] ?? .object([])) }

    func page(_ name: String) throws -> Int? { try given.optional(name) { Int(try $0.integer()) } }

    func options() throws -> CallOptions? {
        guard call["options"] != nil else { return nil }
        let number = { (name: String) in try self.given.optional(name) { Int(try $0.integer()) } }
        let texts = { (name: String) in try self.given.optional(name) { try $0.members { try $0.text() } } ?? [:] }
        return CallOptions(
            timeout: try number("timeout_ms").map { .milliseconds($0) },
            readTimeout: try number("read_timeout_ms").map { .milliseconds($0) },
            maxRetries: try number("max_retries"),
            concurrency: try number("concurrency"),
            consistent: try given.optional("consistent") { try $0.boolean() },
            headers: try texts("headers"),
            query: try texts("query")
        )
    }

    var manyConcurrency: Int { call["many_concurrency"].flatMap { Int($0.scalar) } ?? 32 }

    func list<T>(_ list: PlockList<T>) async throws {
        let how = call["list"] ?? .text("page")
        if let take = how["take"].flatMap({ Int($0.scalar) }) {
            return try await all(list, take)
        }
        switch how.scalar {
        case "all": try await all(list, .max)
        case "first": result = try await list.firstItem()?.json ?? "null"
        default:
            let page = try await list.page()
            let numbers = [
                ("current_page", page.currentPage), ("last_page", page.lastPage), ("per_page", page.perPage), ("total", page.total),
            ]
            let json = numbers.map { "\"\($0)\":\($1.map { String($0) } ?? "null")" }.joined(separator: ",")
            result = "{\"items\":\(array(page.items)),\(json),\"next\":\(page.next.map { quoted($0) } ?? "null")}"
        }
    }

    private func all<T>(_ list: PlockList<T>, _ number: Int) async throws {
        var read: [T] = []
        do {
            var items = list.makeAsyncIterator()
            while read.count < number, let item = try await items.next() { read.append(item) }
        } catch let error as PlockError {
            items = array(read)
            throw error
        }
        result = array(read)
    }

    private func array(_ items: [some PlockObject]) -> String { "[" + items.map(\.json).joined(separator: ",") + "]" }

    /// Sends one body, or many.
    func write<Body: Sendable, Result: Sendable>(
        _ make: (Values) throws -> Body,
        _ send: (Body) async throws -> String?,
        _ many: ([Body]) throws -> Many<Body, Result>,
        _ each: (EventSource<Body>) throws -> Many<Body, Result>
    ) async throws {
        guard let bodies = call["many"]?.items else {
            result = try await send(try make(values)) ?? "null"
            return
        }
        let job = call["job"]
        let given = Array(repeating: bodies, count: job?["repeat"].flatMap { Int($0.scalar) } ?? 1).flatMap { $0 }
        var (events, places, bad): ([Body], [Int], [(Int, BadArgument)]) = ([], [], [])
        for (place, values) in given.enumerated() {
            do {
                events.append(try make(Values(values)))
                places.append(place)
            } catch let error as BadArgument {
                bad.append((place, error))
            }
        }
        let source = EventSource(events, job ?? .object([]))
        let lazy = job.map { $0["source"]?.scalar ?? "list" != "list" || $0["raise_at"] != nil } ?? false
        let work = lazy ? try each(source) : try many(events)
        let jobResult = switch job {
        case let job?: try await JobResult(job, call["cancel_after_ms"].map { Int($0.scalar)! }, work, source)
        case nil: JobResult(try await work.outcomes())
        }
        var all = jobResult.outcomes.map { (places[$0.index], $0.json(jobResult.times[$0.index], places[$0.index])) }
        // Events that the types of the package cannot represent were not passed to it.
        let refused = jobResult.interrupted == nil ? bad : []
        all += refused.map { ($0, "{\"outcome\":\"refused\",\"index\":\($0),\"error\":\(errorJSON($1))}") }
        result = "[" + all.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: ",") + "]"
        if job != nil { self.job = jobResult.json(refused.map(\.0), places) }
    }
}
