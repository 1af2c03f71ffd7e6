import Foundation
internal import PlockNative

/// A client of the Plock API: usage-based billing with exact amounts.
///
/// ```swift
/// let plock = try Plock()  // reads PLOCK_API_KEY
/// for try await invoice in plock.invoices.list() {
///     print(invoice.id, invoice.amount ?? 0, invoice.currency ?? "")
/// }
/// ```
///
/// Safe to share between tasks. Its network, retries and decoding run on threads of their own; cancelling a `Task` stops its request.
public final class Plock: Sendable {
    let calls: Calls

    /// A client. What is not told is as the library has it.
    ///
    /// - Parameters:
    ///   - apiKey: The API key; without one, the environment variable `PLOCK_API_KEY` is read.
    ///   - tokenProvider: Asked for a token at each request, and once more after a 401: for apps that hold no key of their own.
    ///   - environment: One of the servers that the API's documents name: `production` unless told, or `test`.
    ///   - baseURL: Another server, e.g. a sandbox; without one, `PLOCK_BASE_URL` is read.
    ///   - timeout: The longest that a call may take with all its retries; 60 s unless told, and zero is no limit.
    ///   - readTimeout: The longest wait for the next bytes of an answer; 30 s unless told, and zero is no limit.
    ///   - connectTimeout: The longest wait for a connection; 10 s unless told.
    ///   - maxRetries: How often a request is sent again at most, where that is safe; 2 unless told.
    ///   - concurrency: How many pages a list fetches at the same time, ahead of its reader; 4 unless told.
    ///   - headers: Headers of every request.
    ///   - query: Query parameters of every request, which the API does not publish.
    ///   - proxy: A proxy for all requests, as URL; without one, the system's is used.
    ///   - caCertificates: Certificates (PEM) of authorities to trust beside the system's.
    ///   - userAgentSuffix: Text behind the library's own user agent.
    ///   - logger: Is told of each attempt, on a thread of the library; never of a secret or a body.
    /// - Throws: ``PlockError`` of the kind `configuration`, naming what is wrong.
    public convenience init(
        apiKey: String? = nil,
        tokenProvider: (@Sendable () async throws -> String)? = nil,
        environment: String? = nil,
        baseURL: String? = nil,
        timeout: Duration? = nil,
        readTimeout: Duration? = nil,
        connectTimeout: Duration? = nil,
        maxRetries: Int? = nil,
        concurrency: Int? = nil,
        headers: [String: String] = [:],
        query: [String: String] = [:],
        proxy: String? = nil,
        caCertificates: [String] = [],
        userAgentSuffix: String? = nil,
        logger: (@Sendable (LogEvent) -> Void)? = nil
    ) throws {
        let settings = Settings(
            product: "plock-swift",
            apiKey: apiKey,
            tokenProvider: tokenProvider != nil,
            environment: environment,
            baseUrl: baseURL,
            timeout: try timeout.map { try limit("timeout", $0) },
            readTimeout: try readTimeout.map { try limit("readTimeout", $0) },
            connectTimeout: try connectTimeout.map { try limit("connectTimeout", $0) },
            maxRetries: try maxRetries.map { try count("maxRetries", $0) },
            concurrency: try concurrency.map { try count("concurrency", $0) },
            headers: pairs(headers),
            query: pairs(query),
            proxy: proxy,
            caCertificates: caCertificates,
            userAgentSuffix: userAgentSuffix,
            log: logger == nil ? 0 : 1,
            clock: Plock.clock
        )
        try self.init(settings: settings, hooks: Hooks(provider: tokenProvider, logger: logger))
    }

    private init(settings: Settings, hooks: Hooks) throws {
        do {
            guard let core = try PlockNative.client(native: Mailbox.shared.native, settings: settings) else {
                throw PlockError.invalid("client", "the native library was shut down")
            }
            calls = Calls(core: core, hooks: hooks)
        } catch Refusal.Told(let facts) {
            throw facts.read { $0.failure() }
        }
    }

    /// For tests of retries: clients made within have a clock that does not wait (1), or one that panics (2).
    @_spi(Testing) @TaskLocal public static var clock: UInt8 = 0

    /// What the clock that does not wait was asked to wait, in milliseconds.
    @_spi(Testing) public var waits: [UInt64] { calls.waits }
}

extension Plock: CustomStringConvertible {
    public var description: String { "Plock" }
}

/// What one call is told otherwise than its client. A zero time is no limit; `query` and `headers` are what the API does not publish.
public struct CallOptions: Sendable {
    public var timeout: Duration?
    public var readTimeout: Duration?
    public var maxRetries: Int?
    public var concurrency: Int?
    public var headers: [String: String]
    public var query: [String: String]

    public init(
        timeout: Duration? = nil,
        readTimeout: Duration? = nil,
        maxRetries: Int? = nil,
        concurrency: Int? = nil,
        headers: [String: String] = [:],
        query: [String: String] = [:]
    ) {
        self.timeout = timeout
        self.readTimeout = readTimeout
        self.maxRetries = maxRetries
        self.concurrency = concurrency
        self.headers = headers
        self.query = query
    }

    func native() throws -> PlockNative.CallOptions {
        PlockNative.CallOptions(
            timeout: try timeout.map { try limit("timeout", $0) },
            readTimeout: try readTimeout.map { try limit("readTimeout", $0) },
            maxRetries: try maxRetries.map { try count("maxRetries", $0) },
            concurrency: try concurrency.map { try count("concurrency", $0) },
            headers: pairs(headers),
            query: pairs(query)
        )
    }
}

/// One thing that happened. Never holds a secret or a body.
public struct LogEvent: Sendable {
    /// Whether something did not go as it should.
    public let important: Bool
    /// `answered` (an attempt has ended) or `retrying` (the next one comes after ``duration``).
    public let name: String
    /// The `operationId` of the spec.
    public let operation: String
    public let method: String
    /// Path template.
    public let path: String
    /// Which attempt, from 1.
    public let attempt: Int
    /// HTTP status, where there was an answer.
    public let status: Int?
    /// How long the attempt took, or how long the wait is.
    public let duration: Duration
    /// Why it is tried again.
    public let kind: String?
}

/// An identifier as a caller has it: a number, or its text.
public protocol PlockID: Sendable {
    var plockID: String { get }
}

extension Int: PlockID {
    public var plockID: String { String(self) }
}

extension Int64: PlockID {
    public var plockID: String { String(self) }
}

extension String: PlockID {
    public var plockID: String { self }
}

private func limit(_ name: String, _ time: Duration) throws -> UInt64 {
    guard time >= .zero else { throw PlockError.invalid(name, "expected a time of zero or more, got \(time)") }
    let (seconds, attoseconds) = time.components
    let (whole, over) = UInt64(seconds).multipliedReportingOverflow(by: 1000)
    let milliseconds = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000_000_000))
    if over || milliseconds.overflow { return .max }
    return time == .zero ? 0 : max(1, milliseconds.partialValue)
}

private func count(_ name: String, _ number: Int) throws -> UInt32 {
    guard let number = UInt32(exactly: number) else {
        throw PlockError.invalid(name, "expected a number from 0, got \(number)")
    }
    return number
}

private func pairs(_ values: [String: String]) -> [Pair] {
    values.sorted { $0.key < $1.key }.map { Pair(name: $0.key, value: $0.value) }
}
