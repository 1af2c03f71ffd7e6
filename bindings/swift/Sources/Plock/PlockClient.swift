import Foundation
internal import PlockNative

/// A client of the Plock API: usage-based billing with exact amounts.
///
/// ```swift
/// let plock = try PlockClient()  // reads PLOCK_API_KEY
/// for try await invoice in plock.invoices.list() {
///     print(invoice.id, invoice.amount ?? 0, invoice.currency ?? "")
/// }
/// ```
///
/// Requests, retries and decoding run on threads of the library. Cancelling a `Task` aborts its request.
public final class PlockClient: Sendable {
    let calls: Calls

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - apiKey: API key. Default: the environment variable `PLOCK_API_KEY`.
    ///   - tokenProvider: Called for a token before each request, and once more after a 401. For apps without an API key of their own.
    ///   - environment: `production` or `test`. Default: see `baseURL`.
    ///   - baseURL: Base URL, such as that of a sandbox. Default: the URL of `environment` if set, else the environment variable
    ///     `PLOCK_BASE_URL`, else production. Not together with `environment`.
    ///   - timeout: Total time for a call, including retries. Default: 60 s. Zero: no limit.
    ///   - readTimeout: Maximum wait for the next bytes of a response. Default: 30 s. Zero: no limit.
    ///   - connectTimeout: Maximum time to connect. Default: 10 s. Zero: no limit.
    ///   - maxRetries: Maximum number of retries, where retrying is safe. Default: 2.
    ///   - concurrency: Maximum number of pages that a list fetches at the same time. Default: 16.
    ///   - maxOutage: How long many writes wait while the API cannot be reached or asks to wait, before the job stops; this time does not
    ///     count towards the timeout. Default: 5 minutes. Zero: no limit.
    ///   - retryBudget: Number of retries that all calls of the client have together; five successes add one. Default: 20.
    ///   - maxInFlight: Maximum number of calls in flight; others wait, within their timeout. Default: 256.
    ///   - maxResponseSize: Maximum size of a response in bytes, decompressed; a larger one is an error. Default: 256 MiB.
    ///   - headers: Headers of every request. Default: none.
    ///   - query: Query parameters of every request. Default: none.
    ///   - proxy: Proxy URL for all requests (http, https or socks5). Empty: no proxy. Default: `HTTPS_PROXY`, `NO_PROXY` and the like, or the
    ///     proxy of the system.
    ///   - caCertificates: Additional trusted CA certificates (PEM), or the server's self-signed certificate. Always trusted:
    ///     those of the system, which the files in the environment variables `SSL_CERT_FILE` and `SSL_CERT_DIR` replace. Default: none.
    ///   - clientCertificate: Certificate chain and unencrypted private key (PEM), for servers that require mutual TLS. Default: none.
    ///   - userAgentSuffix: Appended to the User-Agent header. Default: none.
    ///   - logger: Called for each attempt and retry, on a thread of the library. Never receives keys, tokens or bodies. Default: none.
    /// - Throws: ``PlockError`` of kind `configuration` if a setting is invalid or there is no API key; of kind `invalidRequest` if a time
    ///   or number is negative.
    public convenience init(
        apiKey: String? = nil,
        tokenProvider: (@Sendable () async throws -> String)? = nil,
        environment: String? = nil,
        baseURL: String? = nil,
        timeout: Swift.Duration? = nil,
        readTimeout: Swift.Duration? = nil,
        connectTimeout: Swift.Duration? = nil,
        maxRetries: Int? = nil,
        concurrency: Int? = nil,
        maxOutage: Swift.Duration? = nil,
        retryBudget: Int? = nil,
        maxInFlight: Int? = nil,
        maxResponseSize: Int? = nil,
        headers: [String: String] = [:],
        query: [String: String] = [:],
        proxy: String? = nil,
        caCertificates: [String] = [],
        clientCertificate: String? = nil,
        userAgentSuffix: String? = nil,
        logger: (@Sendable (LogEvent) -> Void)? = nil
    ) throws {
        let settings = Settings(
            build: Operation.build,
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
            maxOutage: try maxOutage.map { try limit("maxOutage", $0) },
            retryBudget: try retryBudget.map { try count("retryBudget", $0) },
            maxInFlight: try maxInFlight.map { try count("maxInFlight", $0) },
            maxResponseSize: try maxResponseSize.map { try size("maxResponseSize", $0) },
            headers: pairs(headers),
            query: pairs(query),
            proxy: proxy,
            caCertificates: caCertificates,
            clientCertificate: clientCertificate,
            userAgentSuffix: userAgentSuffix,
            log: logger == nil ? 0 : 1,
            clock: PlockClient.clock
        )
        try self.init(settings: settings, hooks: Hooks(provider: tokenProvider, logger: logger))
    }

    private init(settings: Settings, hooks: Hooks) throws {
        do {
            guard let native = try PlockNative.newClient(native: EventLoop.shared.native, settings: settings) else {
                throw PlockError.invalid("client", "the native library was shut down")
            }
            calls = Calls(native: native, hooks: hooks)
        } catch NativeError.Encoded(let bytes) {
            throw bytes.read { $0.plockError() }
        }
    }

    /// Keeps an object until the client and its calls are released.
    package func retain(_ object: any Sendable) { calls.retained.with { $0 = object } }

    /// Clock of the clients that are created in this scope. 0: the real one, 1: waits are recorded and take no time, 2: waits panic.
    @_spi(Testing) @TaskLocal public static var clock: UInt8 = 0

    /// Waits that the test clock recorded, in milliseconds.
    @_spi(Testing) public var waits: [UInt64] { calls.waits }
}

extension PlockClient: CustomStringConvertible {
    public var description: String { "PlockClient" }
}

/// Options of one call. Nil: the setting of the client.
public struct CallOptions: Sendable {
    /// Total time for the call, including retries. Zero: no limit.
    public var timeout: Swift.Duration?
    /// Maximum wait for the next bytes of a response. Zero: no limit.
    public var readTimeout: Swift.Duration?
    /// Maximum number of retries, where retrying is safe.
    public var maxRetries: Int?
    /// Maximum number of pages that a list fetches at the same time.
    public var concurrency: Int?
    /// Whether no row that is in a list all the time is missed, and none is delivered twice: the list is read again until it is known to be
    /// complete, at most three times, and fails with `inconsistentList` if it keeps changing. Default: false.
    public var consistent: Bool?
    /// Additional headers.
    public var headers: [String: String]
    /// Additional query parameters.
    public var query: [String: String]

    public init(
        timeout: Swift.Duration? = nil,
        readTimeout: Swift.Duration? = nil,
        maxRetries: Int? = nil,
        concurrency: Int? = nil,
        consistent: Bool? = nil,
        headers: [String: String] = [:],
        query: [String: String] = [:]
    ) {
        self.timeout = timeout
        self.readTimeout = readTimeout
        self.maxRetries = maxRetries
        self.concurrency = concurrency
        self.consistent = consistent
        self.headers = headers
        self.query = query
    }

    func native() throws -> PlockNative.CallOptions {
        PlockNative.CallOptions(
            timeout: try timeout.map { try limit("timeout", $0) },
            readTimeout: try readTimeout.map { try limit("readTimeout", $0) },
            maxRetries: try maxRetries.map { try count("maxRetries", $0) },
            concurrency: try concurrency.map { try count("concurrency", $0) },
            consistent: consistent,
            headers: pairs(headers),
            query: pairs(query)
        )
    }
}

/// A log event. Never contains keys, tokens or bodies.
public struct LogEvent: Sendable {
    /// Whether it reports a problem.
    public let important: Bool
    /// `answered`: an attempt has ended; `retrying`: the next attempt follows after ``duration``; `unencrypted`: once for a client, before it
    /// sends its key or token by plain HTTP to another host; `paused`: an outbox sends nothing, for ``duration`` at first; `resumed`: it sends
    /// again, after ``duration``.
    public let name: String
    /// `operationId` of the OpenAPI document.
    public let operation: String
    public let method: String
    /// Path template, without values.
    public let path: String
    /// Number of the attempt, from 1.
    public let attempt: Int
    /// HTTP status. Nil: no response.
    public let status: Int?
    /// Time that the attempt took, or the wait before the next one.
    public let duration: Swift.Duration
    /// Kind of the error that is retried, e.g. `ServerError`.
    public let kind: String?
}

/// An id as an integer or text.
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

func limit(_ name: String, _ time: Swift.Duration) throws -> UInt64 {
    guard time >= .zero else { throw PlockError.invalid(name, "expected a time of zero or more, got \(time)") }
    let (seconds, attoseconds) = time.components
    let (whole, over) = UInt64(seconds).multipliedReportingOverflow(by: 1000)
    let milliseconds = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000_000_000))
    if over || milliseconds.overflow { return .max }
    return time == .zero ? 0 : max(1, milliseconds.partialValue)
}

private func size(_ name: String, _ number: Int) throws -> UInt64 {
    guard let number = UInt64(exactly: number) else {
        throw PlockError.invalid(name, "expected a number from 0, got \(number)")
    }
    return number
}

private func count(_ name: String, _ number: Int) throws -> UInt32 {
    guard number >= 0 else { throw PlockError.invalid(name, "expected a number from 0, got \(number)") }
    return UInt32(clamping: number)
}

func pairs(_ values: [String: String]) -> [PlockNative.Pair] {
    values.sorted { $0.key < $1.key }.map { PlockNative.Pair(name: $0.key, value: $0.value) }
}
