import Foundation

/// Why a call failed. The kinds are the same in every language of this library.
public struct PlockError: Error, Sendable {
    /// In which way.
    public let kind: Kind
    /// What happened, with the call.
    public let message: String
    /// HTTP status of the answer, where there was one.
    public let status: Int?
    /// HTTP method of the call.
    public let method: String?
    /// Path of the call, without the query.
    public let path: String?
    /// Headers of the answer, their names in lower case.
    public let headers: [String: String]
    /// What the API says about it.
    public let errors: [APIError]
    /// How often the request was sent, or tried to be.
    public let attempts: Int
    /// How long the API asks to wait.
    public let retryAfter: Duration?
    /// Whether the same call can be made again without the risk of doing something twice.
    public let isRetrySafe: Bool
    /// The argument that was refused.
    public let field: String?
    /// JSON pointer to what could not be decoded.
    public let pointer: String?
    /// Id of the row that could not be decoded.
    public let rowID: String?
    /// The beginning of the answer's body.
    public let bodyExcerpt: String?
    /// What it came from, outermost first.
    public let causes: [String]

    /// One error as the API tells it.
    public struct APIError: Sendable, Hashable {
        /// A short summary.
        public let title: String?
        /// What happened.
        public let detail: String?
        /// The HTTP status, as text.
        public let status: String?
        /// The error as it came.
        public let raw: JSON
    }
}

extension PlockError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { message }

    public var description: String { ([kind.rawValue + ": " + message] + causes).joined(separator: "; ") }
}

extension PlockError {
    static func invalid(_ field: String, _ what: String) -> PlockError {
        PlockError(
            kind: .invalidRequest, message: "\(field): \(what)", status: nil, method: nil, path: nil, headers: [:], errors: [],
            attempts: 0, retryAfter: nil, isRetrySafe: true, field: field, pointer: nil, rowID: nil, bodyExcerpt: nil, causes: []
        )
    }

    /// Of many writes: some were not recorded, or may not have been.
    static func partial(_ message: String) -> PlockError {
        PlockError(
            kind: .partialFailure, message: message, status: nil, method: nil, path: nil, headers: [:], errors: [],
            attempts: 0, retryAfter: nil, isRetrySafe: false, field: nil, pointer: nil, rowID: nil, bodyExcerpt: nil, causes: []
        )
    }
}

extension Reader {
    mutating func failure() -> PlockError {
        let kind = PlockError.Kind(rawValue: text()) ?? .fault
        let said = text()
        let status = optionalNumber().map { Int($0) }
        let (method, path) = (optionalText(), optionalText())
        let headers = map { $0.text() }
        let errors = list {
            PlockError.APIError(title: $0.optionalText(), detail: $0.optionalText(), status: $0.optionalText(), raw: $0.json())
        }
        let attempts = Int(number())
        var message = said
        if let method, let path { message += " (\(method) \(path), \(attempts) \(attempts == 1 ? "attempt" : "attempts"))" }
        return PlockError(
            kind: kind,
            message: message,
            status: status,
            method: method,
            path: path,
            headers: headers,
            errors: errors,
            attempts: attempts,
            retryAfter: optionalNumber().map { .milliseconds(Int64(clamping: $0)) },
            isRetrySafe: boolean(),
            field: optionalText(),
            pointer: optionalText(),
            rowID: optionalText(),
            bodyExcerpt: optionalText(),
            causes: list { $0.text() }
        )
    }
}
