import Foundation

/// An error of this library. The kinds are the same in every language.
public struct PlockError: Error, Sendable, Hashable {
    public let kind: Kind
    /// Description of the error, with method, path and number of attempts of the call.
    public let message: String
    /// HTTP status. Nil: no response.
    public let status: Int?
    /// HTTP method.
    public let method: String?
    /// URL path, without the query.
    public let path: String?
    /// Response headers, with lower-case names.
    public let headers: [String: String]
    /// Errors in the body of the response.
    public let errors: [APIError]
    /// Number of attempts. 0: nothing was sent.
    public let attempts: Int
    /// Wait that the API requests before a retry (`Retry-After`).
    public let retryAfter: Swift.Duration?
    /// Whether the call can be repeated without the risk of executing it twice.
    public let isRetrySafe: Bool
    /// Name of an invalid argument.
    public let field: String?
    /// JSON pointer to a value that could not be decoded.
    public let pointer: String?
    /// Id of a row that could not be decoded.
    public let rowID: String?
    /// Beginning of the response body.
    public let bodyExcerpt: String?
    /// Underlying errors, outermost first.
    public let causes: [String]

    /// An error in the body of a response.
    public struct APIError: Sendable, Hashable {
        /// Short summary.
        public let title: String?
        /// Explanation.
        public let detail: String?
        /// HTTP status, as text.
        public let status: String?
        /// The complete error.
        public let raw: JSON

        public init(title: String? = nil, detail: String? = nil, status: String? = nil, raw: JSON = JSON(text: "{}")) {
            (self.title, self.detail, self.status, self.raw) = (title, detail, status, raw)
        }
    }

    /// Creates an error, e.g. for a test.
    public init(
        kind: Kind,
        message: String = "",
        status: Int? = nil,
        method: String? = nil,
        path: String? = nil,
        headers: [String: String] = [:],
        errors: [APIError] = [],
        attempts: Int = 0,
        retryAfter: Swift.Duration? = nil,
        isRetrySafe: Bool = false,
        field: String? = nil,
        pointer: String? = nil,
        rowID: String? = nil,
        bodyExcerpt: String? = nil,
        causes: [String] = []
    ) {
        self.kind = kind
        self.message = message
        self.status = status
        self.method = method
        self.path = path
        self.headers = headers
        self.errors = errors
        self.attempts = attempts
        self.retryAfter = retryAfter
        self.isRetrySafe = isRetrySafe
        self.field = field
        self.pointer = pointer
        self.rowID = rowID
        self.bodyExcerpt = bodyExcerpt
        self.causes = causes
    }
}

extension PlockError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { message }

    public var description: String { ([kind.rawValue + ": " + message] + causes).joined(separator: "; ") }
}

extension PlockError {
    package static func invalid(_ field: String, _ expected: String) -> PlockError {
        PlockError(kind: .invalidRequest, message: "\(field): \(expected)", isRetrySafe: true, field: field)
    }

    /// An error of an invalid argument, with the place of its object.
    func within(_ place: String) -> PlockError {
        PlockError(kind: kind, message: place + message, isRetrySafe: isRetrySafe, field: field)
    }
}

extension Reader {
    mutating func plockError() -> PlockError {
        let kind = PlockError.Kind(rawValue: text()) ?? .fault
        var message = text()
        let status = optionalNumber().map { Int($0) }
        let (method, path) = (optionalText(), optionalText())
        let headers = map { $0.text() }
        let errors = list {
            PlockError.APIError(title: $0.optionalText(), detail: $0.optionalText(), status: $0.optionalText(), raw: $0.json())
        }
        let attempts = Int(number())
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
