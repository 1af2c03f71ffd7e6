import Foundation
@_spi(Testing) import Plock

/// Thrown by the token provider of a case.
private struct ProviderError: Error, CustomStringConvertible {
    let description: String
}

private actor TokenIndex {
    private var at = 0

    func next(of count: Int) -> Int {
        defer { at += 1 }
        return min(at, count - 1)
    }
}

/// Creates the client of a case, with the test clock.
func client(_ settings: Value) throws -> PlockClient {
    let given = Values(settings)
    let number = { (name: String) in try given.optional(name) { Int(try $0.integer()) } }
    let text = { (name: String) in try given.optional(name) { try $0.text() } }
    let texts = { (name: String) in try given.optional(name) { try $0.members { try $0.text() } } ?? [:] }
    var provider: (@Sendable () async throws -> String)?
    if let tokens = settings["token_provider"]?.items {
        let turn = TokenIndex()
        provider = {
            let token = tokens[await turn.next(of: tokens.count)]
            if let delay = token["delay_ms"] { try await Task.sleep(for: .milliseconds(Int(delay.scalar)!)) }
            guard let text = token["token"] else { throw ProviderError(description: token["error"]?.scalar ?? "") }
            return text.scalar
        }
    }
    return try PlockClient.$clock.withValue(1) {
        try PlockClient(
            apiKey: try text("api_key"),
            tokenProvider: provider,
            environment: try text("environment"),
            baseURL: try text("base_url"),
            timeout: try number("timeout_ms").map { .milliseconds($0) },
            readTimeout: try number("read_timeout_ms").map { .milliseconds($0) },
            connectTimeout: try number("connect_timeout_ms").map { .milliseconds($0) },
            maxRetries: try number("max_retries"),
            concurrency: try number("concurrency"),
            maxOutage: try number("max_outage_ms").map { .milliseconds($0) },
            retryBudget: try number("retry_budget"),
            maxInFlight: try number("max_in_flight"),
            maxResponseSize: try number("max_response_size"),
            headers: try texts("headers"),
            query: try texts("query"),
            proxy: try text("proxy_url"),
            caCertificates: try text("ca_pem").map { [$0] } ?? [],
            clientCertificate: try text("client_pem"),
            userAgentSuffix: try text("user_agent_suffix")
        )
    }
}

/// The JSON of an error.
func errorJSON(_ error: any Error) -> String {
    let optional = { (text: String?) in text.map { Value.text($0) } ?? .null }
    let number = { (number: Int?) in number.map { Value.plain(String($0)) } ?? .null }
    switch error {
    case let error as PlockError:
        let field = error.field.map { $0.split(separator: ".").map { names[String($0)] ?? String($0) }.joined(separator: ".") }
        let errors = error.errors.map { apiError in
            Value.object([
                ("title", optional(apiError.title)), ("detail", optional(apiError.detail)), ("status", optional(apiError.status)),
            ])
        }
        let wait = error.retryAfter.map { Int($0.components.seconds) }
        let members: [(name: String, value: Value)] = [
            ("kind", .text(error.kind.rawValue)),
            ("message", .text(error.message)),
            // As logged, with all causes: it must not contain secrets.
            ("printed", .text("\(error) \(String(reflecting: error)) \(error.localizedDescription)")),
            ("status", number(error.status)),
            ("method", optional(error.method)),
            ("path", optional(error.path)),
            ("attempts", number(error.attempts)),
            ("retry_safe", .plain(String(error.isRetrySafe))),
            ("retry_after_s", number(wait)),
            ("pointer", optional(error.pointer)),
            ("row_id", optional(error.rowID)),
            ("field", optional(field)),
            ("errors", .list(errors)),
            ("headers", .object(error.headers.map { ($0.key, .text($0.value)) })),
        ]
        return Value.object(members).written
    case let bad as BadArgument:
        return Value.object([
            ("kind", .text("InvalidRequestError")), ("field", .text(bad.field)), ("message", .text(bad.message)),
            ("attempts", .plain("0")), ("retry_safe", .plain("true")),
        ]).written
    default:
        FileHandle.standardError.write(Data("unexpected error: \(error)\n".utf8))
        exit(101)
    }
}
