import Foundation
import Plock

/// A local Plock in this process. It has no objects but those that the test adds, unless an argument says otherwise.
///
/// It stops with ``stop()``, or when it and its clients are released.
///
/// ```swift
/// let sandbox = try Sandbox()
/// let acme = try sandbox.accounts.add(name: "Acme")
/// try sandbox.invoices.add(accountId: acme.id, amount: Decimal(string: "12.50"))
/// let plock = try sandbox.client()
/// ```
public final class Sandbox: Sendable {
    /// Base URL, for code that creates its own client (`PLOCK_BASE_URL`).
    public let url: String
    /// API key (`PLOCK_API_KEY`).
    public let key: String
    private let number: Int64

    private struct Started: Decodable {
        let sandbox: Int64
        let url: String
        let key: String
    }

    /// Starts a sandbox.
    ///
    /// - Parameters:
    ///   - examples: Adds the examples of the API document.
    ///   - accounts: Number of synthetic objects of each resource.
    ///   - seed: Seed of the synthetic objects: the same seed gives the same objects.
    ///   - key: API key. Default: `sandbox-key`.
    /// - Throws: `PlockError` of kind `invalidRequest` for an invalid argument; ``SandboxError`` if no port or thread is available.
    public init(examples: Bool = false, accounts: Int = 0, seed: Int = 0, key: String? = nil) throws {
        let started: Started = try PlockTesting.call("start") { writer in
            writer.given("options", ()) { writer, _ in
                writer.open()
                writer.given("examples", examples) { $0.boolean($1) }
                writer.given("accounts", Int64(accounts)) { $0.integer($1) }
                writer.given("seed", Int64(seed)) { $0.integer($1) }
                writer.given("key", key) { $0.text($1) }
                writer.close()
            }
        }.decoded()
        (number, url, self.key) = (started.sandbox, started.url, started.key)
    }

    deinit { stop() }

    /// Closes the connections and frees the port. A sandbox that has stopped is not stopped again.
    public func stop() { _ = try? call("stop") { _ in } }

    @discardableResult
    func call(_ command: String, _ members: (inout JSONWriter) -> Void) throws -> JSON {
        try PlockTesting.call(command) { writer in
            writer.given("sandbox", number) { $0.integer($1) }
            members(&writer)
        }
    }

    /// Creates a client of this sandbox, which uses no proxy. Its settings are those of `PlockClient`.
    public func client(
        tokenProvider: (@Sendable () async throws -> String)? = nil,
        timeout: Duration? = nil,
        readTimeout: Duration? = nil,
        maxRetries: Int? = nil,
        concurrency: Int? = nil,
        maxOutage: Duration? = nil,
        retryBudget: Int? = nil,
        maxInFlight: Int? = nil,
        maxResponseSize: Int? = nil,
        headers: [String: String] = [:],
        query: [String: String] = [:],
        logger: (@Sendable (LogEvent) -> Void)? = nil
    ) throws -> PlockClient {
        let client = try PlockClient(
            apiKey: tokenProvider == nil ? key : nil,
            tokenProvider: tokenProvider,
            baseURL: url,
            timeout: timeout,
            readTimeout: readTimeout,
            maxRetries: maxRetries,
            concurrency: concurrency,
            maxOutage: maxOutage,
            retryBudget: retryBudget,
            maxInFlight: maxInFlight,
            maxResponseSize: maxResponseSize,
            headers: headers,
            query: query,
            proxy: "",
            logger: logger
        )
        client.retain(self)
        return client
    }

    /// Responds to the next request with an error. Nothing is recorded. Faults wait in the order in which they were given.
    ///
    /// - Parameters:
    ///   - status: HTTP status, from 400 to 599.
    ///   - retryAfter: Time in the header `Retry-After` of a 429, rounded up to seconds. Default: no header.
    ///   - times: Number of requests.
    ///   - operation: Only requests of this operation, such as `invoices.get`. Default: any request.
    /// - Throws: `PlockError` of kind `invalidRequest` for an invalid argument; `field` is its name.
    public func next(_ status: Int, retryAfter: Duration? = nil, times: Int = 1, operation: String? = nil) throws {
        guard (400...599).contains(status) else { throw PlockError.invalid("status", "expected 400 to 599, got \(status)") }
        guard let retryAfter else { return try fault("error:\(status)", times, operation) }
        guard status == 429 else { throw PlockError.invalid("retryAfter", "expected only with the status 429, got \(retryAfter)") }
        guard retryAfter >= .zero else { throw PlockError.invalid("retryAfter", "expected at least 0 seconds, got \(retryAfter)") }
        let (seconds, rest) = retryAfter.components
        try fault("rate-limit:\(rest > 0 ? seconds + 1 : seconds)", times, operation)
    }

    /// Closes the connection of the next request before it is handled. Arguments: as ``next(_:retryAfter:times:operation:)``.
    public func drop(times: Int = 1, operation: String? = nil) throws { try fault("drop", times, operation) }

    /// Handles the next request, then closes its connection without a response. Arguments: as ``next(_:retryAfter:times:operation:)``.
    public func dropAfterCommit(times: Int = 1, operation: String? = nil) throws { try fault("drop-after", times, operation) }

    private func fault(_ fault: String, _ times: Int, _ operation: String?) throws {
        try call("next") { writer in
            writer.given("fault", fault) { $0.text($1) }
            writer.given("times", Int64(times)) { $0.integer($1) }
            writer.given("operation", operation) { $0.text($1) }
        }
    }

    /// Sets the delay before each response. Default: zero.
    ///
    /// - Throws: `PlockError` of kind `invalidRequest` for a negative time.
    public func latency(_ time: Duration) throws {
        guard time >= .zero else { throw PlockError.invalid("time", "expected a time of zero or more, got \(time)") }
        try call("latency") { $0.given("ms", Int64((time / .milliseconds(1)).rounded())) { $0.integer($1) } }
    }

    /// What calls have written, in order.
    public var recorded: Recorded { Recorded(sandbox: self) }

    /// All requests in the order of their arrival.
    public var requests: [ReceivedRequest] {
        get throws { try call("requests") { _ in }.decoded() }
    }

    /// Returns to the state after the start: without faults, latency and records, and with the objects of the arguments.
    public func reset() throws { try call("reset") { _ in } }
}

/// A request that a sandbox has received.
public struct ReceivedRequest: Sendable, Hashable, Decodable {
    /// Operation, such as `invoices.get`. Nil: there is none at this path.
    public let operation: String?
    public let method: String
    /// Path, without the query.
    public let path: String
    public let query: [String: String]
    /// Headers, by lower-case name, without credentials.
    public let headers: [String: String]
    /// HTTP status of the response. Nil: the connection was closed without one.
    public let status: Int?
}

/// What calls have written to a sandbox, in order.
public struct Recorded: Sendable {
    let sandbox: Sandbox

    func objects<Object: PlockObject>(_ resource: String) throws -> [Object] {
        let recorded = try sandbox.call("recorded") { writer in
            writer.given("resource", resource) { $0.text($1) }
            writer.given("names", "wire") { $0.text($1) }
        }
        return try recorded.elements.map { try Object(json: $0.text) }
    }
}

/// The objects of one resource of a sandbox.
public struct Objects<Object: PlockObject>: Sendable {
    let sandbox: Sandbox
    let resource: String

    /// Stores the object that `write` writes.
    func store(_ write: (inout JSONWriter) -> Void) throws -> Object {
        // A writer of its own: its errors name the field.
        var writer = JSONWriter(omitsNil: true)
        write(&writer)
        let object = JSON(text: try writer.arguments())
        let stored = try sandbox.call("add") { writer in
            writer.given("resource", resource) { $0.text($1) }
            writer.given("names", "wire") { $0.text($1) }
            writer.given("object", object) { $0.json($1) }
        }
        return try Object(json: stored.text)
    }
}

extension JSONWriter {
    /// A field: nil is left out, or written as JSON null.
    mutating func given<T>(_ name: String, _ value: T?, isNull: Bool, _ write: (inout JSONWriter, T) -> Void) {
        if value == nil && isNull {
            given(name, JSON(text: "null")) { $0.json($1) }
        } else {
            given(name, value, write)
        }
    }
}
